"""Guests, secret types, reminders, what a host notes for themselves, photos and old handles."""

from datetime import timedelta

from tests.cast import NOW
from tests.migrations.rows import Rows

HOUR = timedelta(hours=1)


def fill(rows: Rows) -> None:
    rows.add(
        "hosts", hour12=True, about="Me", photo="p", mail_text="Bring tea", reminder_minutes=60
    )
    steps = ("hours_checked_at", "link_copied_at", "page_seen_at", "steps_away_at")
    host = rows.add("hosts", **dict.fromkeys(steps, NOW))
    rows.add("host_photos", host_id=host)
    rows.add("old_handles")
    rows.add("failed_logins")
    rows.add("appointment_types", title="Public", active=True, position=1)
    rows.add("appointment_types", title="Secret", active=True, secret=True, position=2)
    rows.add("questions")
    _booked(rows)
    _booked_by_the_host(rows)


def _booked(rows: Rows) -> None:
    rows.add("appointments", starts_at=NOW, ends_at=NOW + HOUR, reminder_minutes=60, no_show=True)
    booker = rows.add(
        "participants", name="Booker", note="Hello", answers=[["Why?", "So"]], hour12=True
    )
    rows.add("messages", kind="reminder", due_at=NOW + HOUR, participant_id=booker)
    rows.add("messages", kind="reminder", sent_at=NOW)
    guest = rows.add("participants", name="Guest", is_guest=True, mailbox="g@example.com")
    rows.add("messages", kind="confirmation", due_at=NOW, participant_id=guest)
    rows.add("messages", kind="confirmation", due_at=NOW, participant_id=booker)


def _booked_by_the_host(rows: Rows) -> None:
    times = {"starts_at": NOW + HOUR, "ends_at": NOW + 2 * HOUR}
    rows.add("appointments", **times, booked_by="host", host_note="Be careful")
    rows.add("participants", name="Client", note="Difficult. Never mention the refund.")


def below(rows: Rows) -> None:
    people = {person["name"]: person["note"] for person in rows.all("participants")}
    assert "Guest" not in people, "a guest would be taken for one who booked, and may cancel"
    assert people["Client"] == "", "a host's own note would be shown to the client"
    assert people["Booker"] == "Hello"
    kinds = [message["kind"] for message in rows.all("messages")]
    assert kinds == ["confirmation"], "no reminder: unknown; none to the guest"
    active = {offer["title"]: offer["active"] for offer in rows.all("appointment_types")}
    assert active == {"Public": True, "Secret": False}, "a secret type would be listed for all"


def above(rows: Rows) -> None:
    assert [person["is_guest"] for person in rows.all("participants")] == [False, False]
    assert [person["note"] for person in rows.all("participants")] == ["Hello", ""]

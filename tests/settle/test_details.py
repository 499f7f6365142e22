"""What a Zoom meeting is told: topic and agenda cut cleanly, the host's choices sent along."""

import pytest

from pinmycal.extensions import db
from pinmycal.models import ZoomChoices
from pinmycal.models.zoom import DEFAULT_TOPIC
from pinmycal.zoom.details import choices_of, cut, details, marker
from tests.cast import Cast


@pytest.mark.parametrize(
    ("text", "longest", "kept"),
    [
        ("short", 10, "short"),
        ("exactly ten", 11, "exactly ten"),
        ("one two three", 10, "one two…"),
        ("one two three", 8, "one two…"),
        ("unbreakable", 6, "unbre…"),
    ],
)
def test_a_cut_ends_at_a_word(text: str, longest: int, kept: str) -> None:
    assert cut(text, longest) == kept
    assert len(kept) <= longest


def test_the_agenda_begins_with_the_marker_and_holds_description_and_note(cast: Cast) -> None:
    cast.offer.description = "What it is about."
    db.session.commit()
    appointment = cast.book(note="x" * 1990)
    agenda = details(appointment, choices_of(cast.host.id))["agenda"]
    assert agenda.startswith(marker(appointment) + "\n\nWhat it is about.\n\nx")
    assert len(agenda) <= 2000


def test_what_a_host_notes_who_books_for_someone_stays_with_him(cast: Cast) -> None:
    appointment = cast.book(note="Mine alone", booked_by="host")
    assert "Mine alone" not in details(appointment, choices_of(cast.host.id))["agenda"]


def test_the_topic_follows_the_hosts_template(cast: Cast) -> None:
    choices = ZoomChoices(topic="{host} – {participant} – {title} – {0.__class__}")
    topic = details(cast.book(name="{title}"), choices)["topic"]
    assert topic == "Host – {title} – Intro call – {0.__class__}"


def test_a_long_topic_is_cut_to_what_zoom_takes(cast: Cast) -> None:
    appointment = cast.book(name="word " * 19 + "word")
    topic = details(appointment, ZoomChoices(topic=DEFAULT_TOPIC * 4))["topic"]
    assert len(topic) <= 200
    assert topic.endswith("…")


def test_what_the_host_left_open_is_not_sent(cast: Cast) -> None:
    sent = details(cast.book(), choices_of(cast.host.id))["settings"]
    assert "waiting_room" not in sent
    assert "password" not in sent


def test_what_the_host_chose_is_sent(cast: Cast) -> None:
    chosen = ZoomChoices(
        host_id=cast.host.id, topic=DEFAULT_TOPIC, waiting_room=True, join_before_host=False
    )
    db.session.add(chosen)
    db.session.commit()
    sent = details(cast.book(), choices_of(cast.host.id))["settings"]
    assert (sent["waiting_room"], sent["join_before_host"]) == (True, False)


@pytest.mark.parametrize(
    ("zone", "sent"),
    [
        ("Europe/Berlin", "Europe/Berlin"),
        ("Africa/Lagos", "UTC"),
        ("Europe/Kyiv", "Europe/Kiev"),
        ("Asia/Ho_Chi_Minh", "Asia/Saigon"),
        ("Poland", "Europe/Warsaw"),
    ],
)
def test_a_zone_goes_to_zoom_under_a_name_that_it_lists_or_as_utc(
    cast: Cast, zone: str, sent: str
) -> None:
    cast.host.time_zone = zone
    db.session.commit()
    assert details(cast.book(), choices_of(cast.host.id))["timezone"] == sent

"""A reminder, word for word."""

import pytest

from pinmycal.models import Appointment, Kind, Participant
from tests.mail.comparing import assert_golden
from tests.mail.writing import mail_to, make_meeting


@pytest.mark.parametrize("reader", ["participant", "host"])
def test_reminder(appointment: Appointment, participant: Participant, reader: str) -> None:
    make_meeting(appointment)
    mail = mail_to(Kind.REMINDER, appointment, participant if reader != "host" else None)
    assert_golden(f"reminder-{reader}", mail)


def test_no_calendar_is_asked_to_change(appointment: Appointment) -> None:
    mail = mail_to(Kind.REMINDER, appointment, None)
    assert "text/calendar" not in [part.get_content_type() for part in mail.walk()]

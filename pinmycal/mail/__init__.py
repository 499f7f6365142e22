"""Mail: composing it, its calendar part, sending it."""

from pinmycal.mail.calendar import appointment_calendar
from pinmycal.mail.composing import compose
from pinmycal.mail.line import DEADLINE
from pinmycal.mail.refusals import MailError
from pinmycal.mail.transport import send, try_out

__all__ = ["DEADLINE", "MailError", "appointment_calendar", "compose", "send", "try_out"]

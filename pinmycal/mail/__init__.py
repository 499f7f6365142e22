"""Mail: composing it, its calendar part, sending it."""

from pinmycal.mail.calendar import appointment_calendar
from pinmycal.mail.composing import compose
from pinmycal.mail.transport import MailError, send

__all__ = ["MailError", "appointment_calendar", "compose", "send"]

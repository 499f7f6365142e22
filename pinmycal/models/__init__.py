"""The tables, one file per thing."""

from pinmycal.models.appointment import Appointment, Participant
from pinmycal.models.appointment_type import AppointmentType, Location
from pinmycal.models.away import Away
from pinmycal.models.host import Host, HostSession
from pinmycal.models.lease import Lease
from pinmycal.models.message import Kind, Message
from pinmycal.models.schedule import DateOverride, Schedule, WeeklyHours
from pinmycal.models.undo_step import UndoStep
from pinmycal.models.zoom import ZoomChoices, ZoomConnection, ZoomEvent, ZoomMeeting

__all__ = [
    "Appointment",
    "AppointmentType",
    "Away",
    "DateOverride",
    "Host",
    "HostSession",
    "Kind",
    "Lease",
    "Location",
    "Message",
    "Participant",
    "Schedule",
    "UndoStep",
    "WeeklyHours",
    "ZoomChoices",
    "ZoomConnection",
    "ZoomEvent",
    "ZoomMeeting",
]

"""The tables, one file per thing."""

from pinmycal.models.appointment import Appointment, Participant
from pinmycal.models.appointment_type import AppointmentType, Location
from pinmycal.models.host import Host, HostSession
from pinmycal.models.lease import Lease
from pinmycal.models.message import Kind, Message
from pinmycal.models.schedule import DateOverride, Schedule, WeeklyHours
from pinmycal.models.zoom import ZoomChoices, ZoomConnection, ZoomEvent, ZoomMeeting

__all__ = [
    "Appointment",
    "AppointmentType",
    "DateOverride",
    "Host",
    "HostSession",
    "Kind",
    "Lease",
    "Location",
    "Message",
    "Participant",
    "Schedule",
    "WeeklyHours",
    "ZoomChoices",
    "ZoomConnection",
    "ZoomEvent",
    "ZoomMeeting",
]

"""The tables, one file per thing."""

from pinmycal.models.appointment import Appointment, Participant
from pinmycal.models.appointment_type import AppointmentType, Location
from pinmycal.models.away import Away
from pinmycal.models.client import ClientAct
from pinmycal.models.host import AskedMailbox, FailedLogin, Host, HostPhoto, HostSession, OldHandle
from pinmycal.models.lease import Lease
from pinmycal.models.message import Kind, Message
from pinmycal.models.question import Question, QuestionKind
from pinmycal.models.schedule import DateOverride, Schedule, WeeklyHours
from pinmycal.models.undo_step import UndoStep
from pinmycal.models.zoom import ZoomChoices, ZoomConnection, ZoomEvent
from pinmycal.models.zoom_meeting import MeetingState, ZoomMeeting

__all__ = [
    "Appointment",
    "AppointmentType",
    "AskedMailbox",
    "Away",
    "ClientAct",
    "DateOverride",
    "FailedLogin",
    "Host",
    "HostPhoto",
    "HostSession",
    "Kind",
    "Lease",
    "Location",
    "MeetingState",
    "Message",
    "OldHandle",
    "Participant",
    "Question",
    "QuestionKind",
    "Schedule",
    "UndoStep",
    "WeeklyHours",
    "ZoomChoices",
    "ZoomConnection",
    "ZoomEvent",
    "ZoomMeeting",
]

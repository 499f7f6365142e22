"""What it means to book, move and cancel. Plain functions that raise the errors of `errors`."""

from pinmycal.booking.cancelling import cancel, cancel_coming
from pinmycal.booking.errors import (
    AlreadyCancelled,
    AlreadyOver,
    AskedOtherwise,
    NotBegun,
    NotOffered,
    NumberMissing,
    SlotTaken,
    TypeClosed,
)
from pinmycal.booking.following import follow_zoom
from pinmycal.booking.listing import bookable_starts, is_bookable
from pinmycal.booking.making import Request, book
from pinmycal.booking.moving import move
from pinmycal.booking.noting import mark_no_show, write_note
from pinmycal.booking.rules import window_of
from pinmycal.counting import TooOften

__all__ = [
    "AlreadyCancelled",
    "AlreadyOver",
    "AskedOtherwise",
    "NotBegun",
    "NotOffered",
    "NumberMissing",
    "Request",
    "SlotTaken",
    "TooOften",
    "TypeClosed",
    "book",
    "bookable_starts",
    "cancel",
    "cancel_coming",
    "follow_zoom",
    "is_bookable",
    "mark_no_show",
    "move",
    "window_of",
    "write_note",
]

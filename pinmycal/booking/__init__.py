"""What it means to book, move and cancel. Plain functions that raise the errors of `errors`."""

from pinmycal.booking.cancelling import cancel
from pinmycal.booking.errors import (
    AlreadyCancelled,
    AlreadyOver,
    NotOffered,
    SlotTaken,
    TooOften,
    TypeClosed,
)
from pinmycal.booking.following import follow_zoom
from pinmycal.booking.listing import bookable_starts, is_bookable
from pinmycal.booking.making import Request, book
from pinmycal.booking.moving import move
from pinmycal.booking.rules import window_of

__all__ = [
    "AlreadyCancelled",
    "AlreadyOver",
    "NotOffered",
    "Request",
    "SlotTaken",
    "TooOften",
    "TypeClosed",
    "book",
    "bookable_starts",
    "cancel",
    "follow_zoom",
    "is_bookable",
    "move",
    "window_of",
]

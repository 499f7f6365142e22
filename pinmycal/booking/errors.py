"""Why a booking was not made."""


class SlotTaken(Exception):
    """The time was on offer, or may have been, and is not any more."""


class NotOffered(Exception):
    """The time could never have been on offer: past, beyond the window, off the grid."""


class TypeClosed(Exception):
    """The appointment type was deleted or switched off."""


class NumberMissing(Exception):
    """It is a phone call, and nobody gave a number."""


class AskedOtherwise(Exception):
    """The questions are not those that were answered."""


class AlreadyCancelled(Exception):
    """The appointment was cancelled before."""


class AlreadyOver(Exception):
    """The appointment lies in the past."""


class NotBegun(Exception):
    """The appointment has not begun, or was cancelled: nobody can have missed it."""

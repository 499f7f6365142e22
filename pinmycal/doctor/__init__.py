"""What `flask doctor` looks at: whether all that PinMyCal leans on is there, and what mends it."""

from pinmycal.doctor.examining import examine
from pinmycal.doctor.findings import Finding, State

__all__ = ["Finding", "State", "examine"]

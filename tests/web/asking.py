"""What the participant asks for, and by which form."""

from pinmycal.times import iso
from tests.cast import MONDAY_NINE

PAGE = "/host/intro/book"
FORM = f"{PAGE}?start=2027-03-01T08:00:00Z&tz=America/New_York"
TYPED = {"name": "Participant", "email": "participant@example.com", "note": "Hello\nthere"}
ASKED = {**TYPED, "start": iso(MONDAY_NINE), "time_zone": "America/New_York"}

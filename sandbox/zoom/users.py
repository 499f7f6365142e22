"""The people who have an account at the sandbox. They are fixed, so that tests can name them."""

from dataclasses import dataclass

BASIC_TYPE = 1
LICENSED_TYPE = 2
PLANS = {BASIC_TYPE: "Basic", LICENSED_TYPE: "Licensed", 4: "Unassigned", 99: "None"}
MAY_NOT_HOST = {4, 99}


@dataclass(frozen=True)
class ZoomUser:
    """`type` is a number of PLANS; a test may give something else."""

    id: str
    account_id: str
    first_name: str
    last_name: str
    email: str
    type: int | str
    timezone: str

    @property
    def display_name(self) -> str:
        return f"{self.first_name} {self.last_name}"

    @property
    def plan(self) -> str:
        return PLANS.get(self.type, "Unknown") if isinstance(self.type, int) else "Unknown"

    @property
    def may_host(self) -> bool:
        return self.type not in MAY_NOT_HOST

    @property
    def is_told_of_edits(self) -> bool:
        """Zoom sends no webhook when a meeting of the Basic plan is edited or deleted."""
        return self.may_host and self.type != BASIC_TYPE


LICENSED = ZoomUser(
    "sandbox-licensed-user",
    "sandbox-account-1",
    "Demo",
    "Host",
    "demo.host@example.com",
    LICENSED_TYPE,
    "Europe/Berlin",
)
BASIC = ZoomUser(
    "sandbox-basic-user",
    "sandbox-account-2",
    "Basic",
    "Host",
    "basic.host@example.com",
    BASIC_TYPE,
    "America/New_York",
)
OTHER = ZoomUser(
    "sandbox-other-user",
    "sandbox-account-3",
    "Other",
    "Host",
    "other.host@example.com",
    LICENSED_TYPE,
    "Asia/Tokyo",
)
USERS = {user.id: user for user in (LICENSED, BASIC, OTHER)}

"""The people who have an account at the sandbox. They are fixed, so that tests can name them."""

from dataclasses import dataclass

BASIC_TYPE = 1
LICENSED_TYPE = 2


@dataclass(frozen=True)
class ZoomUser:
    id: str
    account_id: str
    first_name: str
    last_name: str
    email: str
    type: int
    timezone: str

    @property
    def display_name(self) -> str:
        return f"{self.first_name} {self.last_name}"

    @property
    def plan(self) -> str:
        return "Licensed" if self.type == LICENSED_TYPE else "Basic"


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

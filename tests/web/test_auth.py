import pytest

from pinmycal.extensions import db
from pinmycal.models import Host, WeeklyHours
from tests.cast import PASSWORD, Cast
from tests.web.visitor import Visitor

NEWCOMER = {
    "name": "Demo Host",
    "email": "demo@example.org",
    "password": "a long password",
    "time_zone": "Europe/Berlin",
}
EACH_FIELD_WRONG = [
    ("name", "", "Name is missing."),
    ("name", "   ", "Name is missing."),
    ("name", "n" * 101, "longer than 100"),
    ("email", "nobody", "like name@example.org"),
    ("email", "", "E-mail is missing."),
    ("email", "nobody@example.org\u202e\x00", "cannot be used"),
    ("password", "short", "at least 8 characters"),
    ("password", "long enough\x00", "cannot be used"),
    ("time_zone", "", "Choose a time zone."),
    ("time_zone", "Mars/Olympus", "from the list"),
]


def test_signing_up_logs_in_and_gives_office_hours(visitor: Visitor) -> None:
    visitor.open("/signup").submit("Sign up", **NEWCOMER)
    assert "Welcome, Demo Host" in visitor.follow().text
    assert db.session.query(Host).one().handle == "demo-host"
    hours = db.session.query(WeeklyHours).all()
    assert [(each.weekday, each.start_minute, each.end_minute) for each in hours] == [
        (day, 540, 1020) for day in range(5)
    ]


@pytest.mark.parametrize(("field", "typed", "words"), EACH_FIELD_WRONG)
def test_signing_up_says_beside_each_field_what_is_wrong(
    visitor: Visitor, field: str, typed: str, words: str
) -> None:
    visitor.open("/signup").submit("Sign up", 422, **{**NEWCOMER, field: typed})
    assert words in visitor.error(field)
    assert db.session.query(Host).count() == 0


def test_what_was_typed_is_kept_but_for_the_password(visitor: Visitor) -> None:
    visitor.open("/signup").submit("Sign up", 422, **{**NEWCOMER, "email": "nobody"})
    assert visitor.value("name") == "Demo Host"
    assert visitor.value("email") == "nobody"
    assert visitor.value("time_zone") == "Europe/Berlin"
    assert visitor.value("password") == ""


def test_a_taken_address_is_told_however_it_is_spelled(cast: Cast, visitor: Visitor) -> None:
    again = {**NEWCOMER, "email": "HOST@Example.COM"}
    visitor.open("/signup").submit("Sign up", 422, **again)
    assert "There is an account" in visitor.error("email")
    assert db.session.query(Host).count() == 2


@pytest.mark.parametrize("name", ["login", "Types", "api", "static", "webhooks", "Docs", "a"])
def test_no_handle_hides_a_page_of_ours(visitor: Visitor, name: str) -> None:
    visitor.open("/signup").submit("Sign up", **{**NEWCOMER, "name": name})
    assert db.session.query(Host).one().handle == f"{name.lower()}-2"


@pytest.mark.parametrize(
    "spelled", ["host@example.com", "HOST@EXAMPLE.COM", " host@example.com\r\n", "Host@Example.com"]
)
def test_an_address_is_the_same_however_it_is_spelled(
    cast: Cast, visitor: Visitor, spelled: str
) -> None:
    assert visitor.log_in(spelled, PASSWORD).location == "/dashboard"


@pytest.mark.parametrize("spelled", ["demo@bücher.example", "Demo@XN--BCHER-KVA.example"])
def test_an_international_address_logs_in_by_either_name(visitor: Visitor, spelled: str) -> None:
    address = "demo@xn--bcher-kva.example"
    visitor.open("/signup").submit("Sign up", **{**NEWCOMER, "email": address})
    visitor.open("/dashboard").submit("Log out")
    assert visitor.log_in(spelled, NEWCOMER["password"]).location == "/dashboard"
    assert db.session.query(Host).one().email == "demo@bücher.example"


def test_a_tagged_address_is_another_one(visitor: Visitor) -> None:
    for address in ("demo@example.org", "demo+calendar@example.org"):
        visitor.open("/signup").submit("Sign up", **{**NEWCOMER, "email": address})
        visitor.open("/dashboard").submit("Log out")
    assert db.session.query(Host).count() == 2


def test_logging_in_leads_to_the_dashboard(cast: Cast, visitor: Visitor) -> None:
    assert visitor.log_in("host@example.com", PASSWORD).location == "/dashboard"


@pytest.mark.parametrize("page", ["/login", "/signup"])
def test_who_is_logged_in_is_sent_to_his_dashboard(host: Visitor, page: str) -> None:
    assert host.open(page, 303).location == "/dashboard"


@pytest.mark.parametrize(
    ("email", "password"),
    [("host@example.com", "not the password"), ("nobody@example.com", PASSWORD), ("x\x00@y", "p")],
)
def test_a_login_that_fails_keeps_the_address(
    cast: Cast, visitor: Visitor, email: str, password: str
) -> None:
    visitor.open("/login").submit("Log in", 422, email=email, password=password)
    assert visitor.value("password") == ""
    assert visitor.page.find(role="alert")
    visitor.open("/dashboard", 303)


@pytest.mark.parametrize("field", ["email", "password"])
def test_a_login_without_a_field_says_so(cast: Cast, visitor: Visitor, field: str) -> None:
    fields = {"email": "host@example.com", "password": PASSWORD, field: ""}
    visitor.open("/login").submit("Log in", 422, **fields)
    assert "is missing" in visitor.error(field)

"""Someone with a browser without scripts, on Flask's test client; looks at each page he loads."""

from contextvars import Context
from typing import Any

from bs4 import BeautifulSoup, Tag
from flask import Flask
from werkzeug.test import TestResponse

from pinmycal.extensions import db

ERRORS = ("Traceback", "Internal Server Error", "{{", "{%")
HTMX = {"HX-Request": "true"}


class Visitor:
    """Has cookies, and one page open."""

    def __init__(self, app: Flask) -> None:
        self.client = app.test_client()
        self.strays: tuple[str, ...] = ERRORS

    def open(self, path: str, expect: int = 200, **headers: str) -> "Visitor":
        """Go to a page, and stay where it redirects to only by looking at `location`."""
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        return self._arrive(self._send(path, method="GET", headers=sent), expect)

    def part(self, path: str, expect: int = 200) -> "Visitor":
        """Ask for the part alone, as htmx does."""
        return self._arrive(self._send(path, method="GET", headers=HTMX), expect)

    def post(self, path: str, expect: int = 303, data: Any = (), **more: Any) -> "Visitor":
        """Post these fields with the session's own CSRF token."""
        fields = {"csrf_token": self.token(), **dict(data)}
        return self._arrive(self._send(path, method="POST", data=fields, **more), expect)

    def submit(self, button: str, expect: int = 303, **fields: str) -> "Visitor":
        """Fill in the form that has this button, and press it."""
        form = self._form(button)
        data = {**filled(form), **fields}
        self.sent = (str(form.get("action") or self.address), data)
        return self.resend(expect)

    def resend(self, expect: int = 303) -> "Visitor":
        """The same POST again, as a double click or a reload sends it."""
        path, data = self.sent
        return self._arrive(self._send(path, method="POST", data=data), expect)

    def log_in(self, email: str, password: str, path: str = "/login") -> "Visitor":
        """By the form."""
        return self.open(path).submit("Log in", email=email, password=password)

    def answer_to(self, domain: str) -> None:
        """Send the session's cookie there too, as a browser does that was led astray."""
        cookie = self.client.get_cookie("session")
        assert cookie
        self.client.set_cookie("session", cookie.value, domain=domain)

    def token(self) -> str:
        """A CSRF token of this visitor's session, from whichever page has one for him."""
        for path in ("/forgot", "/settings"):
            page = self._send(path, method="GET")
            if field := BeautifulSoup(page.text, "html.parser").find(attrs={"name": "csrf_token"}):
                return str(field["value"])
        raise AssertionError("no form anywhere")

    def follow(self) -> "Visitor":
        """Go where the last response sends."""
        return self.open(self.location)

    @property
    def location(self) -> str:
        """Where the last response sends."""
        return self.response.headers["Location"]

    @property
    def text(self) -> str:
        """What the page says, spaces collapsed."""
        return " ".join(self.page.get_text(" ").split())

    @property
    def links(self) -> list[str]:
        """Where the links lead, in order."""
        return [str(link["href"]) for link in self.page.find_all("a", href=True)]

    def value(self, name: str) -> str:
        """What stands in a field."""
        return filled(self.page)[name]

    def error(self, name: str) -> str:
        """What is said beside a field; the field itself must point there."""
        field = self.page.find(attrs={"name": name})
        assert field, f"no field {name}"
        assert field.get("aria-invalid") == "true", f"{name} is not marked as wrong"
        ids = str(field.get("aria-describedby")).split()
        return " ".join(self.page.find(id=each).get_text(" ", strip=True) for each in ids)

    def _send(self, path: str, **how: Any) -> TestResponse:
        """In a context of its own, as on a server; what the test has read is read anew."""
        response = Context().run(self.client.open, path, buffered=True, **how)
        db.session.rollback()
        return response

    def _arrive(self, response: TestResponse, expect: int) -> "Visitor":
        self.response, self.path = response, response.request.path
        self.address = response.request.full_path
        assert response.status_code == expect, f"{response.status} {self.path}\n{response.text}"
        self.page = BeautifulSoup(response.text, "html.parser")
        assert not [word for word in self.strays if word in self.text], self.text
        if "<html" in response.text:
            self._look()
        return self

    def _look(self) -> None:
        title = self.page.title
        assert title, f"no title on {self.path}"
        assert title.get_text().split("·")[0].strip(), f"an empty title on {self.path}"
        assert len(self.page.find_all("h1")) == 1, f"not one h1 on {self.path}"
        ids = [tag["id"] for tag in self.page.find_all(id=True)]
        assert len(ids) == len(set(ids)), f"an id twice on {self.path}: {ids}"
        for tag in self.page.find_all(lambda tag: tag.attrs and tag.name != "option"):
            self._look_at(tag, set(ids))

    def _look_at(self, tag: Tag, ids: set[str]) -> None:
        assert not [name for name in tag.attrs if "_" in name], f"a misspelled attribute: {tag}"
        for name in ("for", "aria-describedby", "aria-labelledby"):
            meant = tag.get(name) or []
            named = meant.split() if isinstance(meant, str) else meant
            assert ids.issuperset(named), f"{name} points nowhere: {tag}"

    def _form(self, button: str) -> Tag:
        for form in self.page.find_all("form"):
            if any(button in each.get_text(" ") for each in form.find_all("button")):
                return form
        raise AssertionError(f"no form with a button {button!r} on {self.path}")


def filled(form: Tag) -> dict[str, str]:
    """What a browser would send if nothing were typed."""
    fields = form.find_all(["input", "textarea", "select"], attrs={"name": True})
    return {str(field["name"]): _value(field) for field in fields if _is_sent(field)}


def _is_sent(field: Tag) -> bool:
    return field.get("type") not in ("checkbox", "radio") or field.has_attr("checked")


def _value(field: Tag) -> str:
    if field.name == "textarea":
        return field.get_text().removeprefix("\n").removeprefix("\r\n")
    if field.name == "select":
        chosen = field.find("option", selected=True) or field.find("option")
        return str(chosen.get("value", "")) if isinstance(chosen, Tag) else ""
    return str(field.get("value") or ("y" if field.get("type") == "checkbox" else ""))

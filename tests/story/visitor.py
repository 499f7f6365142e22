"""Someone with a browser without scripts: follows links, fills in forms, and looks at each page."""

import time
from collections.abc import Callable
from urllib.parse import urljoin

import requests
from bs4 import BeautifulSoup, Tag

ERRORS = ("Traceback", "Internal Server Error", "{{", "{%")


class Visitor:
    """Has cookies, and one page open."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.session = requests.Session()
        self.session.trust_env = False

    def open(self, path: str, expect: int = 200) -> "Visitor":
        """Go to a page."""
        return self._arrive(self.session.get(urljoin(self.url, path), timeout=20), expect)

    def follow(self, words: str) -> "Visitor":
        """Click the link with these words."""
        return self.open(self.href(words))

    def submit(self, button: str, expect: int = 200, **fields: str) -> "Visitor":
        """Fill in the form that has this button, and press it."""
        form = self._form(button)
        data = {**_filled(form), **fields}
        action = urljoin(self.url, str(form.get("action") or self.url))
        self.sent = (action, data)
        method = str(form.get("method", "get")).upper()
        send = {"data": data} if method == "POST" else {"params": data}
        return self._arrive(self.session.request(method, action, timeout=20, **send), expect)

    def resend(self) -> "Visitor":
        """The same POST again, as a double click or a reload sends it."""
        action, data = self.sent
        return self._arrive(self.session.post(action, data=data, timeout=20), 200)

    def wait_for(self, words: str, seconds: float = 20) -> "Visitor":
        """Reload until the page says it."""
        return self.wait_until(lambda page: words in page.text, seconds)

    def wait_until(self, condition: Callable[["Visitor"], bool], seconds: float = 20) -> "Visitor":
        """Reload until it is so."""
        give_up_at = time.monotonic() + seconds
        while not condition(self):
            if time.monotonic() > give_up_at:
                raise AssertionError(f"never came to pass on {self.url}:\n{self.text}")
            time.sleep(0.3)
            self.open(self.url)
        return self

    @property
    def text(self) -> str:
        """What the page says, spaces collapsed."""
        return " ".join(self.page.get_text(" ").split())

    @property
    def links(self) -> dict[str, str]:
        """Where each link leads, by its words."""
        found = self.page.find_all("a", href=True)
        return {" ".join(link.get_text(" ").split()): str(link["href"]) for link in found}

    def href(self, words: str) -> str:
        """The address of the link with these words."""
        for label, href in self.links.items():
            if words in label:
                return href
        raise AssertionError(f"no link {words!r} on {self.url}: {sorted(self.links)}")

    def _arrive(self, response: requests.Response, expect: int) -> "Visitor":
        assert response.status_code == expect, f"{response.status_code} {response.url}"
        self.url = response.url
        self.response = response
        self.page = BeautifulSoup(response.text, "html.parser")
        if "html" in response.headers["Content-Type"] and "<html" in response.text:
            self._look()
        return self

    def _look(self) -> None:
        assert self.page.title, f"no title on {self.url}"
        assert self.page.title.get_text().strip(), f"an empty title on {self.url}"
        assert len(self.page.find_all("h1")) == 1, f"not one h1 on {self.url}"
        assert not [word for word in ERRORS if word in self.text], self.text

    def _form(self, button: str) -> Tag:
        for form in self.page.find_all("form"):
            if any(button in each.get_text(" ") for each in form.find_all("button")):
                return form
        raise AssertionError(f"no form with a button {button!r} on {self.url}")


def _filled(form: Tag) -> dict[str, str]:
    """What a browser would send if nothing were typed."""
    data: dict[str, str] = {}
    for field in form.find_all(["input", "textarea", "select"]):
        name, kind = str(field.get("name") or ""), str(field.get("type") or "text")
        unset = kind in ("checkbox", "radio") and not field.has_attr("checked")
        if not name or unset or kind == "submit":
            continue
        data[name] = _value(field)
    return data


def _value(field: Tag) -> str:
    if field.name == "textarea":
        return field.get_text().removeprefix("\n")
    if field.name == "select":
        chosen = field.find("option", selected=True) or field.find("option")
        return str(chosen.get("value", "")) if isinstance(chosen, Tag) else ""
    return str(field.get("value") or ("y" if field.get("type") == "checkbox" else ""))

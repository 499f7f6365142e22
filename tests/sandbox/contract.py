"""Zoom's published description of what we call and hear, where it lies beside the checkout.

It is Zoom's, so it is no part of the project: whoever has no copy skips what needs one.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker

Json = dict[str, Any]

SHARED = Path(__file__).parents[3] / "shared"
CALLS, EVENTS = SHARED / "zoom-openapi.json", SHARED / "zoom-events.json"
is_here = CALLS.exists() and EVENTS.exists()
needs_description = pytest.mark.skipif(
    not is_here,
    reason=f"Zoom's description is not in {SHARED}: zoom-openapi.json and zoom-events.json",
)
FORMATS = FormatChecker(("date-time", "date", "email"))
DOCUMENTED_CODE = re.compile(r"\*\*Error Code:\*\* `(\d+)`")


def wrong_with(schema: Json, value: Any) -> list[str]:
    """What keeps a value from fitting, as lines for a person; a name that is not there counts."""
    found = judge(schema).iter_errors(value)
    return [f"{error.json_path}: {error.message[:200]}" for error in found]


def judge(schema: Json) -> Draft202012Validator:
    """Judges many values."""
    return Draft202012Validator(closed(schema), format_checker=FORMATS)


def closed(schema: Any, part_of_all: bool = False) -> Any:
    """The same, but an object may have no names beside those described."""
    if not isinstance(schema, dict):
        return schema
    strict = dict(schema)
    for name in ("allOf", "anyOf"):
        if name in schema:
            strict[name] = [closed(each, part_of_all=True) for each in schema[name]]
    if "properties" in schema:
        strict["properties"] = {name: closed(each) for name, each in schema["properties"].items()}
    if "items" in schema:
        strict["items"] = closed(schema["items"])
    is_object = any(name in schema for name in ("properties", "allOf"))
    return strict | ({"unevaluatedProperties": False} if is_object and not part_of_all else {})


@dataclass(frozen=True)
class Operation:
    """One call, as described."""

    described: Json

    @property
    def body(self) -> Json:
        content: Json = self.described.get("requestBody", {}).get("content", {})
        schema: Json = content.get("application/json", {}).get("schema", {"type": "null"})
        return schema

    @property
    def query(self) -> dict[str, Json]:
        asked = (each for each in self.described["parameters"] if each["in"] == "query")
        return {each["name"]: each["schema"] for each in asked}

    def answer(self, status: int) -> Json | None:
        """The schema of an answer; None where it has no body."""
        content = self.described["responses"][str(status)].get("content", {})
        schema: Json | None = content.get("application/json", {}).get("schema")
        return schema

    @property
    def refusals(self) -> set[tuple[int, int]]:
        """Statuses and codes that are documented: they stand in the prose."""
        return {
            (int(status), int(code))
            for status, told in self.described["responses"].items()
            for code in DOCUMENTED_CODE.findall(told["description"])
        }

    def wrong_with_request(self, query: dict[str, str], body: Any) -> list[str]:
        unknown = [f"query: no {name}" for name in query.keys() - self.query.keys()]
        values = {name: _as(self.query[name], query[name]) for name in query if name in self.query}
        wrong = [
            line for name, each in values.items() for line in wrong_with(self.query[name], each)
        ]
        return unknown + wrong + wrong_with(self.body, body)


def _as(schema: Json, text: str) -> Any:
    """A value of a query, which is always text, as its type has it."""
    if schema["type"] == "integer":
        return int(text) if text.lstrip("-").isdecimal() else text
    if schema["type"] == "boolean":
        return {"true": True, "false": False}.get(text, text)
    return text


@cache
def operations() -> list[tuple[str, re.Pattern[str], Operation]]:
    paths = json.loads(CALLS.read_text(encoding="utf-8"))["paths"]
    return [
        (method.upper(), re.compile(re.sub(r"{\w+}", "[^/]+", path)), Operation(described))
        for path, methods in paths.items()
        for method, described in methods.items()
    ]


def operation(method: str, path: str) -> Operation:
    """The one that a call is. Raises LookupError if Zoom describes none."""
    for verb, pattern, found in operations():
        if verb == method and pattern.fullmatch(path):
            return found
    raise LookupError(f"{method} {path} is not described")


@cache
def event_schema(event: str) -> Json:
    """Zoom's own references point below `paths`, where a file of webhooks has none."""
    described = json.loads(EVENTS.read_text(encoding="utf-8"))["webhooks"][event]["post"]
    schema: Json = described["requestBody"]["content"]["application/json"]["schema"]
    payload = schema["properties"]["payload"]["properties"]
    for name, each in payload.items():
        if "$ref" in each:
            payload[name] = payload["object"]
    return schema


def misfits(calls: list[Json]) -> Iterator[str]:
    """What is wrong with logged calls of ours to the API."""
    for call in calls:
        if call["path"].startswith("/v2/"):
            path = call["path"].removeprefix("/v2")
            wrong = operation(call["method"], path).wrong_with_request(call["query"], call["body"])
            yield from (f"{call['method']} {path}: {line}" for line in wrong)


def assert_fit(calls: list[Json]) -> None:
    """Raises AssertionError for a request that Zoom does not describe, where it is known."""
    if is_here and (wrong := list(misfits(calls))):
        raise AssertionError("\n".join(wrong))

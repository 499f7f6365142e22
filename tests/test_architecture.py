"""Imports point one way. See the map in CONTRIBUTING.md."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SPOKEN = {"language", "wording"}
EVERYWHERE = {"extensions", "database", "times", "budgets"}
BELOW = EVERYWHERE | {"models", "links"}

# Whom each part of pinmycal may import, beside itself.
ALLOWED = {
    "slots": set(),
    "times": set(),
    "budgets": set(),
    "oauth_states": {"times"},
    "extensions": {"oauth_states"},
    "config": set(),
    "database": {"extensions"},
    "models": {"extensions", "database"},
    "links": {"models"},
    "counting": {"database", "extensions", "models"},
    "zoom": BELOW | {"places.names"},
    "language": {"extensions"},
    "places": {"language", "times"},
    "wording": {"language", "times", "places"},
    "mail": BELOW | SPOKEN | {"zoom.state"},
    "accounts": BELOW,
    "booking": EVERYWHERE | {"counting", "models", "slots"},
    "settle": BELOW | {"booking.announcing", "zoom", "mail"},
    "forgetting": BELOW | {"accounts.guessing", "accounts.sessions", "counting"},
    "jobs": BELOW | {"settle", "zoom.keeping"},
    "sweeping": BELOW | {"jobs", "forgetting", "zoom.keeping"},
    "doctor": BELOW | {"mail", "zoom"},
    "web": BELOW
    | SPOKEN
    | {"booking", "slots", "zoom", "mail", "accounts", "jobs", "config", "counting"}
    | {"places"},
}
WIRING = {"app", "cli", "worker"}  # may import everything


def imports(file: Path) -> Iterator[tuple[str, bool]]:
    """The modules that a file imports, and whether only for the type checker."""
    tree = ast.parse(file.read_text())
    typing_only = {
        id(node)
        for block in ast.walk(tree)
        if isinstance(block, ast.If) and ast.unparse(block.test) == "TYPE_CHECKING"
        for node in ast.walk(block)
    }
    for node in ast.walk(tree):
        yield from ((name, id(node) in typing_only) for name in _named(node))


def _named(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        assert node.level == 0, "imports are absolute, so that they can be read"
        return [_module(str(node.module), alias.name) for alias in node.names]
    return []


def _module(package: str, name: str) -> str:
    """`from package import name` imports a module where there is one of that name."""
    path = ROOT.joinpath(*package.split("."), name)
    is_module = path.is_dir() or path.with_suffix(".py").exists()
    return f"{package}.{name}" if is_module else package


def part_of(file: Path) -> str:
    return file.relative_to(ROOT / "pinmycal").parts[0].removesuffix(".py")


def fits(imported: str, allowed: set[str]) -> bool:
    """Whether an import is of one of these parts, or of something within."""
    own = imported.removeprefix("pinmycal.")
    return any(own == name or own.startswith(f"{name}.") for name in allowed)


def edges() -> Iterator[tuple[Path, str]]:
    for file in sorted((ROOT / "pinmycal").rglob("*.py")):
        for imported, typing_only in imports(file):
            if imported.startswith("pinmycal.") and not typing_only:
                yield file, imported


def wrong_edges() -> list[str]:
    return [
        f"{file.relative_to(ROOT)} imports {imported}"
        for file, imported in edges()
        if part_of(file) in ALLOWED
        if not fits(imported, ALLOWED[part_of(file)] | {part_of(file)})
    ]


def test_imports_point_one_way() -> None:
    assert wrong_edges() == []


def test_every_part_is_on_the_map() -> None:
    parts = {part_of(file) for file in (ROOT / "pinmycal").rglob("*.py")}
    assert parts - WIRING - {"__init__"} == set(ALLOWED)


def test_there_are_edges_to_look_at() -> None:
    assert len(list(edges())) > 150


@pytest.mark.parametrize("package", ["pinmycal", "sandbox"])
def test_the_app_the_sandbox_and_the_tests_stay_apart(package: str) -> None:
    others = {"pinmycal", "sandbox", "tests", "benchmarks", "docs"} - {package}
    for file in (ROOT / package).rglob("*.py"):
        for imported, _ in imports(file):
            assert imported.split(".")[0] not in others, f"{file} imports {imported}"


def test_the_slot_engine_needs_the_standard_library_alone() -> None:
    for file in (ROOT / "pinmycal/slots").rglob("*.py"):
        for imported, _ in imports(file):
            assert imported.split(".")[0] not in {"flask", "sqlalchemy", "dateutil", "pytz"}


@pytest.mark.parametrize(
    ("imported", "allowed", "fit"),
    [
        ("pinmycal.models", {"models"}, True),
        ("pinmycal.models.zoom", {"models"}, True),
        ("pinmycal.booking.announcing", {"booking.announcing"}, True),
        ("pinmycal.booking.making", {"booking.announcing"}, False),
        ("pinmycal.booking", {"booking.announcing"}, False),
        ("pinmycal.settle.plan", {"models"}, False),
    ],
)
def test_an_edge_is_judged_by_its_whole_name(imported: str, allowed: set[str], fit: bool) -> None:
    assert fits(imported, allowed) is fit

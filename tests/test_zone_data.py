"""On every machine the rules of all zones are those of the pinned tzdata package."""

import ast
import json
import os
import shutil
import struct
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from importlib.resources import files
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from pinmycal.slots.zones import DAY, Era, eras
from pinmycal.times import zone_names

ROOT = Path(__file__).parents[1]
PACKAGE = files("tzdata.zoneinfo")
FIRST, SOON, LAST = (
    int(datetime(year, 1, 1, tzinfo=UTC).timestamp()) for year in (2026, 2029, 2044)
)

ASKED = """
import json
from pinmycal.slots.zones import eras
from pinmycal.times import zone_names
print(json.dumps({zone: eras(zone, %d, %d) for zone in zone_names()}))
"""
OFFERED = """
from datetime import UTC, datetime
from pinmycal.slots import Rules, Schedule, as_utc_strings, free_starts
rules = Rules(Schedule("America/Vancouver", {0: ((9 * 60, 10 * 60),)}), 60)
days = [datetime(2026, 12, day, tzinfo=UTC) for day in (1, 7, 8)]
print(as_utc_strings(free_starts(rules, [], *days[1:], days[0])))
"""
AT_ZOOM = """
from sandbox.zoom.fields import start_instant
print(start_instant("2026-12-07T09:00:00", "America/Vancouver"))
"""


@pytest.fixture(scope="module")
def old_machine(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The environment of a machine on which every zone still keeps the hours of Los Angeles."""
    root = tmp_path_factory.mktemp("zoneinfo")
    source = root / "old"
    source.write_bytes((PACKAGE / "America/Los_Angeles").read_bytes())
    for name in zone_names():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(source, root / name)
    return {**os.environ, "PYTHONTZPATH": str(root)}


def said(program: str, environment: dict[str, str]) -> str:
    """What another process prints."""
    command = [sys.executable, "-c", program]
    done = subprocess.run(
        command, env=environment, cwd=ROOT, capture_output=True, text=True, timeout=60, check=True
    )
    return done.stdout


def test_an_old_machine_is_made_rightly(old_machine: dict[str, str]) -> None:
    program = "import zoneinfo, datetime as d; z = zoneinfo.ZoneInfo('Asia/Tokyo'); print(z.key)"
    program += "; print(d.datetime(2027, 1, 1, tzinfo=z).tzname())"
    assert said(program, old_machine).split() == ["Asia/Tokyo", "PST"]


def test_all_zones_are_the_packages_whatever_the_machine_has(old_machine: dict[str, str]) -> None:
    there = json.loads(said(ASKED % (FIRST, SOON), old_machine))
    here = {zone: [list(era) for era in eras(zone, FIRST, SOON)] for zone in zone_names()}
    assert there == here


def test_a_morning_in_vancouver_is_an_hour_earlier_than_it_was(old_machine: dict[str, str]) -> None:
    assert said(OFFERED, old_machine).strip() == "['2026-12-07T16:00:00Z']"


def test_the_stand_in_for_zoom_keeps_the_same_time(old_machine: dict[str, str]) -> None:
    assert int(said(AT_ZOOM, old_machine)) == datetime(2026, 12, 7, 16, tzinfo=UTC).timestamp()


@pytest.mark.parametrize("package", ["pinmycal", "sandbox"])
def test_a_package_says_so_before_it_asks_for_a_zone(package: str) -> None:
    tree = ast.parse((ROOT / package / "__init__.py").read_text())
    imports = [node for node in ast.walk(tree) if isinstance(node, ast.Import)]
    assert imports[0].names[0].name == "zone_data"


def test_every_change_of_clocks_in_the_years_ahead_is_found() -> None:
    """All zones, against the package's own files: no change is missed, none made up or shifted."""
    for name in _one_of_each():
        found = eras(name, FIRST, LAST)
        assert [era.start for era in found][1:] == [era.end for era in found][:-1]
        assert all(one.offset != other.offset for one, other in pairwise(found))
        assert {era.start for era in found[1:]} >= _listed_changes(name, FIRST, LAST), name
        _assert_as_in_file(name, found)


def test_changes_within_a_fortnight_are_both_found() -> None:
    """Gaza in October 2040: back after Ramadan, and within a week off again for winter."""
    close = [pair for pair in _pairs() if pair[2] - pair[1] < 14 * DAY]
    assert ("Asia/Gaza", 2040) in {(name, _year(change)) for name, change, _ in close}
    for name, *changes in close:
        found = eras(name, changes[0] - 1, changes[1] + 1)
        assert [era.start for era in found[1:]] == changes, name


def test_no_zone_changes_twice_between_two_looks() -> None:
    """What `eras` relies on, and what a new tzdata might bring to an end."""
    assert min(later - change for _, change, later in _pairs()) == 7 * DAY - 3600


def _pairs() -> Iterator[tuple[str, int, int]]:
    """Every two changes of a zone that follow each other, since 1970."""
    for name in _one_of_each():
        for change, later in pairwise(sorted(_listed_changes(name, 0, 2**32))):
            yield name, change, later


def _year(second: int) -> int:
    return datetime.fromtimestamp(second, UTC).year


def _one_of_each() -> Iterator[str]:
    """A name for each set of rules: half of the names are links to another."""
    rules = {(PACKAGE / name).read_bytes(): name for name in sorted(zone_names())}
    assert len(rules) > 300
    yield from rules.values()


def _assert_as_in_file(name: str, found: list[Era]) -> None:
    with (PACKAGE / name).open("rb") as file:
        rules = ZoneInfo.from_file(file)
    for start, end, offset in found:
        looks = {start, end - 1, *range(start, end, 20 * DAY)}
        offsets = {datetime.fromtimestamp(look, rules).utcoffset() for look in looks}
        assert offsets == {timedelta(seconds=offset)}, name


def _listed_changes(name: str, first: int, last: int) -> set[int]:
    """The changes of offset that a file of rules lists (RFC 9636) between two instants."""
    data = (PACKAGE / name).read_bytes()
    head = 44 + _body(_counts(data, 0), 4)
    counts, at = _counts(data, head), head + 44
    changes = struct.unpack_from(f">{counts[3]}q", data, at)
    kinds = data[at + 8 * counts[3] : at + 9 * counts[3]]
    first_kind = at + 9 * counts[3]
    offsets = [struct.unpack_from(">l", data, first_kind + 6 * kind)[0] for kind in kinds]
    pairs = pairwise(zip(changes, offsets, strict=True))
    return {at for (_, before), (at, after) in pairs if before != after and first < at < last}


def _counts(data: bytes, at: int) -> tuple[int, ...]:
    """isutcnt, isstdcnt, leapcnt, timecnt, typecnt, charcnt"""
    return struct.unpack_from(">6l", data, at + 20)


def _body(counts: tuple[int, ...], size: int) -> int:
    is_utc, is_std, leaps, times, kinds, characters = counts
    return times * (size + 1) + kinds * 6 + characters + leaps * (size + 4) + is_std + is_utc

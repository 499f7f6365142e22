"""Our own cities and today's names, held against the tables of tzdata."""

from datetime import UTC, datetime, timedelta

import pytest

from pinmycal.places.listed import listed_places
from pinmycal.places.names import city, current
from pinmycal.places.tables import City, cities, rows
from pinmycal.times import local, zone_names

OURS = [each for those in cities().values() for each in those]


def test_some_two_hundred_large_cities_are_known() -> None:
    assert len(OURS) > 200
    assert len({(each.country, each.name) for each in OURS}) == len(OURS)


@pytest.mark.parametrize("one", OURS, ids=lambda one: one.name)
def test_a_city_lies_in_a_zone_of_its_country_that_tzdata_lists(one: City) -> None:
    assert rows()[one.zone].country == one.country
    assert one.name not in {
        city(zone) for zone, row in rows().items() if row.country == one.country
    }


def test_todays_name_keeps_the_time_of_the_old_one() -> None:
    days = [datetime(2026, 7, 1, tzinfo=UTC) + timedelta(days=10 * number) for number in range(150)]
    for zone in zone_names():
        assert current(zone) in rows() or current(current(zone)) == current(zone)
        for day in days:
            here, there = local(day, zone).utcoffset(), local(day, current(zone)).utcoffset()
            assert here == there, zone


@pytest.mark.parametrize(
    ("zone", "name"),
    [
        ("Asia/Calcutta", "Kolkata"),
        ("Asia/Saigon", "Ho Chi Minh"),
        ("Asia/Katmandu", "Kathmandu"),
        ("America/Godthab", "Nuuk"),
        ("America/Buenos_Aires", "Buenos Aires"),
        ("Pacific/Truk", "Chuuk"),
        ("Africa/Asmera", "Asmara"),
        ("Atlantic/Faeroe", "Faroe"),
        ("US/Pacific", "Los Angeles"),
        ("Europe/Oslo", "Oslo"),
        ("America/Montreal", "Montreal"),
        ("EST", "EST"),
        ("Zulu", "UTC"),
    ],
)
def test_a_zone_goes_by_todays_name(zone: str, name: str) -> None:
    assert city(zone) == name


def test_the_list_has_each_place_once() -> None:
    listed = [(place.region, place.name) for place in listed_places()]
    assert len(set(listed)) == len(listed)
    assert {place.zone for place in listed_places()} == {*rows(), "UTC"}
    assert not {"Calcutta", "Kiev", "Saigon"} & {name for _region, name in listed}

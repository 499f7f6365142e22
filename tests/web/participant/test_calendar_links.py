"""The links that add an appointment to a calendar on the web."""

from urllib.parse import parse_qs, urlsplit

from pinmycal.extensions import db
from pinmycal.links import participant_path
from tests.cast import Cast
from tests.web.visitor import Visitor

HOSTS = {"calendar.google.com", "outlook.live.com", "outlook.office.com"}


def test_each_has_the_appointment_and_spaces_as_every_calendar_reads_them(
    cast: Cast, visitor: Visitor
) -> None:
    cast.offer.title, cast.host.name = "Tea & 1+1 talk", "Ada Łovelace"
    cast.offer.location, cast.offer.location_detail = "in_person", "Room 4, left"
    db.session.commit()
    visitor.open(participant_path(cast.book().participant))
    links = {urlsplit(each).hostname: urlsplit(each) for each in visitor.links if "https:" in each}
    assert links.keys() == HOSTS
    for host, link in links.items():
        assert "+" not in link.query
        assert "%20" in link.query
        fields = parse_qs(link.query)
        subject = fields["text" if host == "calendar.google.com" else "subject"]
        assert subject == ["Tea & 1+1 talk with Ada Łovelace"]
        assert fields["location"] == ["Room 4, left"]
    for host in ("outlook.live.com", "outlook.office.com"):
        assert links[host].path == "/calendar/0/deeplink/compose"
        assert "startdt=2027-03-01T08%3A00%3A00Z" in links[host].query

"""A field to choose a zone in."""

from collections.abc import Iterator

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectChoice, SelectField
from wtforms.fields.choices import Choice
from wtforms.validators import InputRequired

from pinmycal.places.listed import Listed, listed_places
from pinmycal.places.names import city, current
from pinmycal.times import is_zone
from pinmycal.web.forms.text import ZoneName


def zone_choices(chosen: str | None = None) -> list[SelectChoice]:
    """The places by their IANA names, with the city first in words. What is chosen may be any
    zone, under an old name too, and is in the list."""
    listed = [SelectChoice(place.zone, _words(place), _marks(place)) for place in listed_places()]
    if chosen and is_zone(chosen):
        own = next((each for each in listed if _stands_for(each, chosen)), None)
        if own is None:
            own = SelectChoice(chosen, city(chosen))
            listed.append(own)
        own.value = chosen
    return [SelectChoice("", _("Choose…")), *listed]


def _words(place: Listed) -> str:
    return f"{place.name} – {place.region}" if place.region else place.name


def _marks(place: Listed) -> dict[str, str]:
    """For the script that looks for the browser's zone."""
    if not place.names_zone:
        return {"data-city": ""}
    return {"data-was": " ".join(place.old_names)} if place.old_names else {}


def _stands_for(choice: SelectChoice, zone: str) -> bool:
    is_current = choice.value == current(zone) and "data-city" not in choice.render_kw
    return is_current and city(zone) == city(choice.value)


class ZoneField(SelectField):
    """Several cities have the value of one zone: what is chosen shows under its own name."""

    def iter_choices(self) -> Iterator[Choice]:
        for choice in super().iter_choices():
            is_city = "data-city" in choice.render_kw
            yield choice._replace(selected=choice.selected and not is_city)


def zone_field(label: str = _l("Time zone")) -> ZoneField:
    """A list of places, though any zone will do."""
    return ZoneField(
        label,
        choices=lambda _form, field: zone_choices(field.data),
        validators=[InputRequired(_l("Choose a time zone.")), ZoneName()],
        validate_choice=False,
    )

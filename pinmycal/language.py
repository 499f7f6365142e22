"""The language in which somebody reads.

Texts stand in English where they are used, marked for gettext; `make texts` collects them. A
language is here as soon as it has a catalogue.
"""

from contextlib import AbstractContextManager
from pathlib import Path

from babel import Locale
from babel.support import Translations
from flask import Flask, current_app, g, request
from flask_babel import Babel, force_locale, get_locale, get_translations
from flask_login import current_user

from pinmycal.extensions import babel

ENGLISH = "en"
CATALOGUES = Path(__file__).parent / "translations"  # <language>/LC_MESSAGES/messages.mo


def init(app: Flask) -> None:
    """Find the catalogues, and let templates know the language they are read in."""
    app.jinja_env.policies["ext.i18n.trimmed"] = True
    babel.init_app(app, locale_selector=_of_reader, default_translation_directories=str(CATALOGUES))
    app.extensions["languages"] = _listed(app, babel)
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]
        gettext=lambda text: _catalogue().ugettext(text),
        ngettext=lambda one, many, number: _catalogue().ungettext(one, many, number),
        pgettext=lambda context, text: _catalogue().upgettext(context, text),
        newstyle=True,
    )

    @app.context_processor
    def _language() -> dict[str, str]:
        return {"language": _tag(locale())}


def _listed(app: Flask, babel: Babel) -> dict[str, str]:
    with app.app_context():
        babel.domain_instance.cache.clear()  # what an app before this one has read
        there = babel.list_translations()
    return {_tag(each): each.get_display_name(each) for each in there}


def _catalogue() -> Translations:
    """Of the language that is spoken. Flask-Babel looks for it anew for each text of a page; it is
    kept here where Flask-Babel forgets it as soon as the language changes."""
    kept: Translations | None = getattr(g.get("_flask_babel"), "babel_translations", None)
    if kept is None:
        kept = g._flask_babel.babel_translations = get_translations()
    return kept


def languages() -> dict[str, str]:
    """Those that PinMyCal speaks: {"en": "English"}, each name in its own language."""
    named: dict[str, str] = current_app.extensions["languages"]
    return named


def locale() -> Locale:
    """Whose words, plurals and dates are used just now."""
    return get_locale() or Locale(ENGLISH)


def code() -> str:
    """The same as a tag, to be kept with someone who is written to later."""
    return _tag(locale())


def speaking(language: str) -> AbstractContextManager[None]:
    """While this lasts, to a reader of this language; English if it has no catalogue any more."""
    known = language if language in languages() else ENGLISH
    spoken: AbstractContextManager[None] = force_locale(known.replace("-", "_"))
    return spoken


def _of_reader() -> str | None:
    """A host's own; else what his browser asks for first and we have."""
    if not request:
        return None
    if current_user.is_authenticated and current_user.language in languages():
        return str(current_user.language).replace("-", "_")
    return asked_for().replace("-", "_")


def asked_for() -> str:
    """The first language of the browser's that we have, in whatever land; English otherwise."""
    ours = {tag.lower(): tag for tag in languages()}
    for tag in map(str.lower, request.accept_languages.values()):
        near = [each for each in ours if each.split("-")[0] == tag.split("-")[0]]
        if near:
            return ours[tag if tag in ours else near[0]]
    return ENGLISH


def _tag(locale: Locale) -> str:
    return str(locale).replace("_", "-")

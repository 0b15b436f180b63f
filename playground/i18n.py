"""Sentences in the reader's language, through gettext.

The language belongs to the running script (a context variable), so that two people can read two languages at once.
"""

from __future__ import annotations

import gettext
import re
from collections.abc import Mapping
from contextvars import ContextVar
from functools import cache
from pathlib import Path

LANGUAGES: Mapping[str, str] = {"en": "English", "fr": "Français"}
DOMAIN = "playground"
LOCALE_DIRECTORY = Path(__file__).parent / "locale"

_language: ContextVar[str] = ContextVar("language", default="en")


@cache
def _catalogue(language: str) -> gettext.NullTranslations:
    """Return the compiled catalogue of a language; English is the source and needs none."""
    return gettext.translation(DOMAIN, LOCALE_DIRECTORY, [language], fallback=language == "en")


def set_language(language: str) -> None:
    """Choose the language of everything translated after this call, in this thread or task.

    Raises
    ------
    ValueError
        If the language is not one of :data:`LANGUAGES`.
    """
    if language not in LANGUAGES:
        raise ValueError(f"language: {language!r} is not one of {', '.join(LANGUAGES)}")
    _language.set(language)


def language() -> str:
    """Return the code of the current language, one of :data:`LANGUAGES`."""
    return _language.get()


def preferred_language(locale: str | None) -> str:
    """Return the language offered for a locale such as ``fr-CA`` or ``fr_FR.UTF-8``; English where unknown."""
    code = (locale or "").replace("_", "-").split("-")[0].lower()
    return code if code in LANGUAGES else "en"


@cache
def with_french_spaces(text: str) -> str:
    """Return a French text whose lines do not break before ``? ! ; : » %`` nor after ``«``, where French has spaces."""
    text = re.sub(r" (?=[?!;](?:[\s*_)»]|$))|(?<=[\d}]) (?=%)", "\u202f", text)
    return re.sub(r" (?=[:»](?:[\s*_).,;]|$))|(?<=«) ", "\u00a0", text)


def _(message: str) -> str:
    """Translate a sentence into the current language."""
    return _typeset(_catalogue(_language.get()).gettext(message))


def n_(singular: str, plural: str, number: int) -> str:
    """Translate a sentence that depends on a number."""
    return _typeset(_catalogue(_language.get()).ngettext(singular, plural, number))


def _typeset(text: str) -> str:
    return with_french_spaces(text) if _language.get() == "fr" else text


def N_(message: str) -> str:
    """Mark a sentence for the catalogue; it is translated where it is shown (registries are read in any language)."""
    return message

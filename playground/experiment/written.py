"""How experiments are written and read: as JSON, in links, from nested dictionaries."""

from __future__ import annotations

from codecs import BOM_UTF8
from typing import Any, Protocol, Self
from urllib.parse import parse_qs, urlencode

from pydantic import ValidationError

from playground.experiment.errors import ExperimentError, problems
from playground.experiment.spec import Spec
from playground.i18n import _

MAX_TEXT = 8_000_000
"""Characters of an experiment: a person's table of 200,000 cells has fewer."""
MAX_LINK = 200_000
"""Characters of an experiment in a link, which holds no data of anybody's."""


class Source(Protocol):
    """What every experiment says of its data."""

    @property
    def name(self) -> str:
        """Its name in the experiment."""
        ...

    @property
    def is_own(self) -> bool:
        """Whether these are a person's own data, which no link may carry."""
        ...


class Written(Spec):
    """An experiment that can be written and read. Its own class has its data."""

    def to_json(self, indent: int | None = None) -> str:
        """Return the experiment as JSON text."""
        return self.model_dump_json(indent=indent)

    @classmethod
    def from_json(cls, text: str | bytes, most: int = MAX_TEXT) -> Self:
        """Read an experiment from JSON text of at most so many characters.

        Raises
        ------
        ExperimentError
            One line naming the field, its value and what is allowed.
        """
        return cls._checked(cls.model_validate_json, bounded(text, most))

    def to_query(self) -> str:
        """Return the experiment as the query part of a link, ``experiment=...``.

        Raises
        ------
        ExperimentError
            If its data are a person's own: they stay out of links.
        """
        data: Source = self.data  # type: ignore[attr-defined]  # each kind of experiment has data of its own kind
        if data.is_own:
            raise ExperimentError([_("data: {name}: own data do not go into a link").format(name=data.name)])
        return urlencode({"experiment": self.to_json()})

    @classmethod
    def from_query(cls, query: str) -> Self:
        """Read the experiment from the query part of a link.

        Raises
        ------
        ExperimentError
            If the link carries none, or one that is refused.
        """
        values = parse_qs(query.removeprefix("?")).get("experiment")
        if not values:
            raise ExperimentError([_("the link carries no experiment")])
        return cls.from_json(values[0], MAX_LINK)

    @classmethod
    def from_parts(cls, parts: dict[str, Any]) -> Self:
        """Read an experiment from nested dictionaries, as a form collects them.

        Raises
        ------
        ExperimentError
            As :meth:`from_json`.
        """
        return cls._checked(cls.model_validate, parts)

    @classmethod
    def _checked(cls, read: Any, source: Any) -> Self:
        try:
            experiment: Self = read(source)
        except ValidationError as error:
            raise ExperimentError(problems(error, cls)) from error
        return experiment


def bounded(text: str | bytes, most: int) -> bytes:
    """Return a text of at most so many characters in UTF-8, without a byte order mark.

    Raises
    ------
    ExperimentError
        If it is longer.
    """
    if len(text) > most:
        raise ExperimentError([_("the text is too long: at most {most} characters").format(most=most)])
    encoded = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text
    return encoded.removeprefix(BOM_UTF8)

"""Refusals in words: which field, which value, what is allowed."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Annotated, Any, get_args, get_origin

from pydantic import BaseModel, ValidationError

from playground.experiment.data import DATA
from playground.experiment.layers import LAYERS
from playground.experiment.quoted import quoted
from playground.experiment.training import OPTIMIZERS
from playground.i18n import N_, _, n_

# Tags that pydantic adds to the path of an error inside a union; they are no field of the file.
_TAGGED: Mapping[str, Mapping[str, type[BaseModel]]] = {"layers": LAYERS, "optimizer": OPTIMIZERS, "data": DATA}

_SENTENCES: Mapping[str, str] = {
    "greater_than": N_("must be greater than {gt}"),
    "greater_than_equal": N_("must be at least {ge}"),
    "less_than": N_("must be less than {lt}"),
    "less_than_equal": N_("must be at most {le}"),
    "literal_error": N_("must be one of {expected}"),
    "union_tag_invalid": N_("must be one of {expected_tags}"),
    "too_long": N_("may have at most {max_length} entries"),
    "string_too_short": N_("needs at least {min_length} character"),
    "string_too_long": N_("may have at most {max_length} characters"),
    "int_type": N_("must be a whole number"),
    "float_type": N_("must be a number"),
    "bool_type": N_("must be true or false"),
    "finite_number": N_("must be a finite number"),
    "tuple_type": N_("must be a list"),
    "string_type": N_("must be a text"),
    "dict_type": N_("must be an object with named fields"),
    "model_type": N_("must be an object with named fields"),
    "model_attributes_type": N_("must be an object with named fields"),
    "dataclass_type": N_("must be an object with named fields"),
    "value_error": "{error}",
}

_JSON = re.compile(r"(?P<error>.+) at line (?P<line>\d+) column (?P<column>\d+)")
_JSON_SENTENCES = (
    N_("expected value"),
    N_("expected ident"),
    N_("expected `:`"),
    N_("expected `,` or `]`"),
    N_("expected `,` or `}`"),
    N_("key must be a string"),
    N_("trailing comma"),
    N_("trailing characters"),
    N_("EOF while parsing a value"),
    N_("EOF while parsing a list"),
    N_("EOF while parsing an object"),
    N_("EOF while parsing a string"),
    N_("invalid number"),
    N_("number out of range"),
    N_("invalid escape"),
    N_("control character (\\u0000-\\u001F) found while parsing a string"),
    N_("recursion limit exceeded"),
)
"""What pydantic's reader of JSON says; anything else stays as it says it."""


class ExperimentError(ValueError):
    """An experiment that was refused.

    Its text is one line: the first problem found and how many more there are; ``problems`` holds all of them.
    """

    def __init__(self, problems: Sequence[str]) -> None:
        self.problems = tuple(problems)
        rest = len(self.problems) - 1
        more = n_(" (and {n} more problem)", " (and {n} more problems)", rest).format(n=rest) if rest else ""
        super().__init__(self.problems[0] + more)


def problems(error: ValidationError, root: type[BaseModel]) -> list[str]:
    """Return each problem of a refused experiment as one line, ``field: value: what is allowed``."""
    return [_line(detail, root) for detail in error.errors(include_url=False) if not _is_echo(detail)]


def _is_echo(detail: Any) -> bool:
    """Return whether a list is called too short only because its entries, reported on their own, were refused."""
    return bool(detail["type"] == "too_short" and len(detail["input"]) >= detail["ctx"]["min_length"])


def _line(detail: Any, root: type[BaseModel]) -> str:
    kind, location = detail["type"], detail["loc"]
    path, model = _path(location, root)
    if kind == "extra_forbidden":
        allowed = ", ".join(model.model_fields) if model else ""
        return _("{path}: unknown field; allowed here: {allowed}").format(path=path, allowed=allowed)
    if kind == "missing":
        return _("{path}: is missing").format(path=path)
    if kind == "union_tag_not_found":
        tags = next(names for field, names in _TAGGED.items() if field in location)
        key = "type" if tags is LAYERS else "name"
        return _("{path}: is missing; must be one of {allowed}").format(path=f"{path}.{key}", allowed=", ".join(tags))
    if kind == "json_invalid":
        return _("not valid JSON: {error}").format(error=_json_sentence(detail["ctx"]["error"]))
    if "expected" in detail.get("ctx", {}):
        detail["ctx"]["expected"] = detail["ctx"]["expected"].replace(" or ", ", ")
    sentence = _sentence(detail).format(**detail.get("ctx", {}))
    if kind == "value_error":
        return f"{path}: {sentence}" if path else sentence
    shown, path = _shown(detail, path)
    return f"{path or _('experiment')}: {shown}: {sentence}"


def _json_sentence(error: str) -> str:
    """Return what is wrong with a text as JSON, and where, in the reader's language."""
    parts = _JSON.fullmatch(error)
    if parts is None or parts["error"] not in _JSON_SENTENCES:
        return error
    sentence = _("{error} at line {line} column {column}")
    return sentence.format(error=_(parts["error"]), line=parts["line"], column=parts["column"])


def _sentence(detail: Any) -> str:
    """Return what is allowed, with the names of the numbers to be put in."""
    kind = detail["type"]
    if kind == "too_short":
        least = detail["ctx"]["min_length"]
        return n_("needs at least {min_length} entry", "needs at least {min_length} entries", least)
    return _(_SENTENCES[kind]) if kind in _SENTENCES else detail["msg"].replace("{", "{{").replace("}", "}}")


def _shown(detail: Any, path: str) -> tuple[str, str]:
    """Return the refused value, shortened, and the path of the very field that held it."""
    value = detail["input"]
    if detail["type"] == "union_tag_invalid":
        key = detail["ctx"]["discriminator"].strip("'")
        value, path = value[key] if isinstance(value, Mapping) else detail["ctx"]["tag"], f"{path}.{key}"
    return quoted(value), path


def _path(location: tuple[int | str, ...], root: type[BaseModel]) -> tuple[str, type[BaseModel] | None]:
    """Return a location as people write it, ``model.layers[0].units``, and the model its last field belongs to."""
    path, model, tags = "", root, None
    kinds: Mapping[int | str, type[BaseModel]] = {}
    for place, part in enumerate(location, 1):
        if isinstance(part, int):
            path += f"[{part}]"
        elif part in kinds:
            model = kinds[part]
        elif tags is not None and part in tags and not path.endswith(f".{part}"):
            model, tags = tags[part], None
        else:
            name = part if part.isidentifier() and len(part) <= 40 else quoted(part)
            path += f".{name}" if path else name
            tags = _TAGGED.get(part)
            kinds = _kinds(model, part)
            if place < len(location):
                model = _inner_model(model, part)
    return path, model


def _kinds(model: type[BaseModel], field: str) -> dict[int | str, type[BaseModel]]:
    """Return the models of which a field holds one, by the names of their classes: the tags that tell which it is."""
    info = model.model_fields.get(field)
    tagged = [get_args(each)[0] for each in get_args(info.annotation) if get_origin(each) is Annotated] if info else []
    return {each.__name__: each for each in tagged if isinstance(each, type) and issubclass(each, BaseModel)}


def _inner_model(model: type[BaseModel], field: str) -> type[BaseModel]:
    """Return the model that a field or its list holds, or the same model where it holds a union or a plain value."""
    info = model.model_fields.get(field)
    held = [info.annotation, *get_args(info.annotation)] if info else []
    return next((inner for inner in held if isinstance(inner, type) and issubclass(inner, BaseModel)), model)

"""Which class each picture of an archive is of: what its folders and its name say."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from playground.experiment.images import FEWEST_IMAGE_CLASSES, MOST_IMAGE_CLASSES

ClassSource = Literal["folder", "outer folder", "file name"]
"""What names the class: the folder that a picture lies in, the outermost one that differs, or its own name."""

_PARTS: Mapping[str, str] = MappingProxyType(
    dict.fromkeys(("train", "training", "trainset", "entrainement", "apprentissage"), "training")
    | dict.fromkeys(("test", "tests", "testing", "testset", "eval", "evaluation"), "test")
    | dict.fromkeys(("val", "valid", "validation", "valset", "dev"), "validation")
)
"""Folders that divide a set into parts, and which part each is."""
_PICTURES = ("images", "image", "imgs", "img", "photos", "photo", "pictures", "picture", "pics", "pic")
_FILLING = frozenset((*_PICTURES, "set", "data", "dataset", "jeu", "ensemble", "donnees", "de", "d", "l"))
"""Words that may stand beside these."""
_GENERIC = frozenset((*_PICTURES, "jpg", "jpeg", "png", "raw", "data", "originals", "dcim"))
"""Folders whose names say nothing of what is in them."""
_CAMERAS = frozenset((*_PICTURES, "dsc", "dscn", "dscf", "pxl", "mvi", "vid", "scan", "screenshot", "capture"))
"""What cameras and programs call their files."""
_NUMBERED = re.compile(r"[\d\W_]+|\d{3}[A-Za-z_]+")
"""Years, dates, and what cameras call their folders."""
_COUNTED = re.compile(r"(?<=[^\W\d_])[\W_]*\d+(?:[\W_]+\d+)*[\W_]*$|[\W_]+\d+(?:[\W_]+\d+)*[\W_]*$")
"""The numbers at the end of a name."""


@dataclass(frozen=True)
class ClassReading:
    """A way to read the classes.

    Parameters
    ----------
    source
        What names the class.
    labels
        Of each picture its class, ``None`` where nothing names it.
    """

    source: ClassSource
    labels: tuple[str | None, ...]

    @property
    def is_possible(self) -> bool:
        """Whether it gives 2 to 20 classes."""
        return FEWEST_IMAGE_CLASSES <= len(set(self.labels) - {None}) <= MOST_IMAGE_CLASSES


@dataclass(frozen=True)
class Classes:
    """What the paths of pictures say.

    Parameters
    ----------
    readings
        The ways to read their classes, the likeliest first; where none is possible, the one by folders alone.
    parts
        Names of the folders that divide the set into parts, such as ``train`` and ``test``: they name no class.
    """

    readings: tuple[ClassReading, ...]
    parts: tuple[str, ...]


def picture_classes(paths: Sequence[tuple[str, ...]]) -> Classes:
    """Return what the paths of pictures, each its folders and its name, say of their classes.

    Folders above all pictures say nothing, and those of parts of a set do not. The class is then the folder that a
    picture lies in, or the outermost one, where the inner ones have names that say nothing (years, "images"), are too
    many, or lie beside pictures; both are offered where both are possible. Where no folder names a class, names of
    files do, if all end in numbers.
    """
    inside, parts = _without_parts([path[:-1] for path in paths])
    folders = _below_the_common(inside)
    inner = ClassReading("folder", tuple(path[-1] if path else None for path in folders))
    outer = ClassReading("outer folder", tuple(path[0] if path else None for path in folders))
    by_folder = [outer, inner] if _says_more_outside(folders, inner, outer) else [inner, outer]
    possible = [reading for reading in by_folder if reading.is_possible]
    if inner.labels == outer.labels:
        possible = possible[:1]
    if not possible:
        named = ClassReading("file name", _names_without_numbers([path[-1] for path in paths]))
        possible = [named] if named.is_possible else [inner]
    return Classes(tuple(possible), parts)


def _without_parts(folders: list[tuple[str, ...]]) -> tuple[list[tuple[str, ...]], tuple[str, ...]]:
    """Return the folders of each picture without those of parts of a set, and the names of these."""
    siblings: dict[tuple[str, ...], dict[str, None]] = {}
    for path in folders:
        for depth, name in enumerate(path):
            siblings.setdefault(path[:depth], {})[name] = None
    dividing: dict[tuple[str, ...], str] = {}
    for above, names in siblings.items():
        parts = {name: part for name in names if (part := _part(name)) is not None}
        if len(parts) == len(names) or len(set(parts.values())) > 1:
            dividing |= {(*above, name): name for name in parts}
    rest = [tuple(name for depth, name in enumerate(path) if path[: depth + 1] not in dividing) for path in folders]
    return rest, tuple(dict.fromkeys(dividing.values()))


def _part(folder: str) -> str | None:
    """Return which part of a set a folder is, ``None`` for others."""
    plain = unicodedata.normalize("NFKD", folder.casefold()).encode("ascii", "ignore").decode()
    words = [word for word in re.split(r"[^a-z]+", plain) if word and word not in _FILLING]
    return _PARTS.get(words[0]) if len(words) == 1 else None


def _below_the_common(folders: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Return the folders of each picture below those that all pictures have above them, and where two differ."""
    deepest = [path for path in folders if path]
    common = 0
    while deepest and all(len(path) > common and path[common] == deepest[0][common] for path in deepest):
        common += 1
    while common and len({path[common:][-1:] for path in deepest if len(path) > common}) < FEWEST_IMAGE_CLASSES:
        common -= 1
    return [path[common:] for path in folders]


def _says_more_outside(folders: list[tuple[str, ...]], inner: ClassReading, outer: ClassReading) -> bool:
    """Return whether the outermost folders name the classes rather than the inner ones."""
    if not outer.is_possible:
        return False
    every = set(folders)
    deep = {path for path in every if len(path) > 1}
    nested = any(path[:depth] in every for path in deep for depth in range(1, len(path)))
    empty = all(_says_nothing(path[-1]) for path in deep) and not all(_says_nothing(path[0]) for path in deep)
    return bool(deep) and (not inner.is_possible or nested or empty)


def _says_nothing(folder: str) -> bool:
    return folder.casefold() in _GENERIC or _NUMBERED.fullmatch(folder) is not None


def _names_without_numbers(names: list[str]) -> tuple[str | None, ...]:
    """Return what stands before the numbers at the end of each name.

    Nothing, if one has no numbers, is alone in its class, or is called as cameras call their pictures. Names of which
    all are numbers (``3_0001.png``) have the first as their class.
    """
    stems = [name.rpartition(".")[0] or name for name in names]
    classes = [_COUNTED.sub("", stem).casefold() if _COUNTED.search(stem) else "" for stem in stems]
    counts = Counter(classes)
    if "" in counts or _CAMERAS & set(counts) or min(counts.values(), default=0) < 2:
        return (None,) * len(names)
    first = dict(zip(reversed(classes), (_COUNTED.sub("", stem) for stem in reversed(stems)), strict=True))
    return tuple(first[one] for one in classes)

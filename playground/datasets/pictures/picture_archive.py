"""A person's archive of pictures, a folder for each class: to small images of one size, bounded, in memory only."""

from __future__ import annotations

from base64 import b64encode
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextvars import copy_context
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from playground.datasets.pictures.classes import Classes, ClassReading, ClassSource, picture_classes
from playground.datasets.pictures.formats import no_picture
from playground.datasets.pictures.picture_file import Picture, PictureError, square_picture, work
from playground.datasets.pictures.zip_file import ArchiveError, Member, Unpacking, kind_of_member, members, open_archive
from playground.datasets.raw_table import differing
from playground.experiment.images import (
    FEWEST_IMAGE_CLASSES,
    FEWEST_IMAGES,
    LARGEST_SIDE,
    MOST_IMAGE_CLASSES,
    MOST_IMAGES,
    MOST_PIXEL_BYTES,
    SMALLEST_SIDE,
    Augmentation,
    OwnImages,
)
from playground.experiment.quoted import listed
from playground.i18n import _

__all__ = ["ArchiveError", "PictureArchive", "Skipped", "read_archive"]

MOST_DECODED = 2_500_000_000
"""Pixels of all pictures of an archive, before they are scaled; of a JPEG a quarter counts: it is that much faster."""
THREADS = 2
"""Pictures decoded at the same time, and one more waits in memory."""

Pixels = npt.NDArray[np.uint8]


@dataclass(frozen=True)
class Skipped:
    """A file that was left out.

    Parameters
    ----------
    name
        Its path in the archive, quoted and shortened.
    reason
        Why, a sentence in the reader's language.
    is_picture
        Whether it is a picture, damaged or in no folder, rather than something else.
    """

    name: str
    reason: str
    is_picture: bool = True


@dataclass(frozen=True, eq=False)
class PictureArchive:
    """An archive, read.

    Parameters
    ----------
    class_names
        What the folders or files of the pictures are called, in alphabetical order, 2 to 20.
    labels
        ``(n,)``, of each picture the number of its class.
    pixels
        ``(n, channels, size, size)`` uint8, in the archive's order, read-only.
    skipped
        The files that were left out, in the archive's order.
    source
        What names the classes.
    parts
        Folders such as ``train`` and ``test``, whose pictures were put together.
    on_black
        How many pictures are transparent in places, and lie on black.
    others
        The same pictures by other ways to read their classes, where there are any.
    """

    class_names: tuple[str, ...]
    labels: tuple[int, ...]
    pixels: Pixels
    skipped: tuple[Skipped, ...]
    source: ClassSource = "folder"
    parts: tuple[str, ...] = ()
    on_black: int = 0
    others: tuple[PictureArchive, ...] = ()

    @property
    def counts(self) -> tuple[tuple[str, int], ...]:
        """Each class with the number of its pictures."""
        return tuple((name, self.labels.count(number)) for number, name in enumerate(self.class_names))

    def images(self, train_fraction: float = 0.7, augmentation: Augmentation | None = None) -> OwnImages:
        """Return the pictures as an experiment's data."""
        _count, channels, size, _size = self.pixels.shape
        return OwnImages(
            size=size,
            channels=3 if channels == 3 else 1,
            class_names=self.class_names,
            labels=self.labels,
            pixels=b64encode(self.pixels.tobytes()).decode("ascii"),
            train_fraction=train_fraction,
            augmentation=augmentation or Augmentation(),
            stratified=True,
        )


def read_archive(data: bytes, size: int, channels: int) -> PictureArchive:
    """Return the pictures of a zip archive, the middle square of each scaled to one size.

    The class of a picture is what :func:`playground.datasets.pictures.classes.picture_classes` reads in its folders or
    its name. Hidden files and what systems add are left out silently; what is no picture that can be used, and that
    lies in no folder, is left out and listed.

    Parameters
    ----------
    data
        The archive, at most 700 MB and 1,000 MB unpacked, of 10 to 2,000 pictures, each as
        :func:`playground.datasets.pictures.picture_file.read_picture` takes it, with 2,500 million pixels in all (of a
        JPEG, which is decoded at an eighth of its size, a quarter counts).
    size
        Height and width of the images made of them, 8 to 64.
    channels
        1 for grey, 3 for colour.

    Raises
    ------
    ArchiveError
        If it is refused, with one line that says what is wrong, in which file, and what is allowed.
    ValueError
        If size or channels are none of those allowed.
    """
    if not SMALLEST_SIDE <= size <= LARGEST_SIDE or channels not in (1, 3):
        raise ValueError(f"size {size}, channels {channels}: must be {SMALLEST_SIDE} to {LARGEST_SIDE}, and 1 or 3")
    archive = open_archive(data)
    files = members(archive)
    _refuse_few(len(files))
    kinds = [kind_of_member(archive, member) for member in files]
    pictures = [member for member, kind in zip(files, kinds, strict=True) if kind == "picture"]
    _refuse_many(len(pictures), size, channels)
    reading = _Reading(files, picture_classes([member.path for member in pictures]))
    for member, kind in zip(files, kinds, strict=True):
        if kind != "picture":
            reading.skipped[member] = _no_picture(member, is_damaged=kind is None)
    for member, picture in _squares(Unpacking(archive, pictures), pictures, size, channels):
        if isinstance(picture, Picture):
            reading.pictures[member] = picture
        else:
            reading.skipped[member] = Skipped(member.name, picture)
    return reading.result(pictures)


class _Reading:
    """The pictures of an archive while they are read; lives as long as one call of :func:`read_archive`."""

    def __init__(self, files: list[Member], classes: Classes) -> None:
        self.files, self.classes = files, classes
        self.pictures: dict[Member, Picture] = {}
        self.skipped: dict[Member, Skipped] = {}

    def result(self, members: list[Member]) -> PictureArchive:
        """Return what was read, refused if it is too little or too much."""
        first, *others = (dict(zip(members, one.labels, strict=True)) for one in self.classes.readings)
        archive = self._archive(first, self.classes.readings[0])
        more = [
            self._archive(labels, reading)
            for labels, reading in zip(others, self.classes.readings[1:], strict=True)
            if self._refusal(labels) is None
        ]
        return replace(archive, others=tuple(more))

    def _archive(self, labels: dict[Member, str | None], reading: ClassReading) -> PictureArchive:
        """Return the pictures by one way to read their classes."""
        if refusal := self._refusal(labels):
            raise ArchiveError(refusal)
        taken = {member: name for member in self.pictures if (name := labels[member]) is not None}
        names = sorted(set(taken.values()))
        number = {name: place for place, name in enumerate(names)}
        pixels = np.stack([self.pictures[member].pixels for member in taken])
        pixels.setflags(write=False)
        return PictureArchive(
            tuple(differing(names)),
            tuple(number[name] for name in taken.values()),
            pixels,
            self._left_out(labels),
            reading.source,
            self.classes.parts,
            sum(self.pictures[member].on_black for member in taken),
        )

    def _left_out(self, labels: dict[Member, str | None]) -> tuple[Skipped, ...]:
        reason = _("It lies in no folder, and the folder names the class.")
        alone = {member: Skipped(member.name, reason) for member in self.pictures if labels[member] is None}
        skipped = self.skipped | alone
        return tuple(skipped[member] for member in self.files if member in skipped)

    def _refusal(self, labels: dict[Member, str | None]) -> str | None:
        """Return why there are too few pictures or classes, or too many; ``None`` if there are not."""
        names = [labels[member] for member in self.pictures if labels[member] is not None]
        classes = len(set(names))
        if len(names) < FEWEST_IMAGES:
            if self.classes.parts and len(self.pictures) >= FEWEST_IMAGES:
                sentence = _(
                    "The folders {names} divide the pictures, but none names a class: each needs a folder for each "
                    "class."
                )
                return sentence.format(names=listed(self.classes.parts))
            sentence = _("Pictures in folders: {n}; at least {fewest} are needed.")
            return sentence.format(n=len(names), fewest=FEWEST_IMAGES) + self._first_left_out(labels)
        if not FEWEST_IMAGE_CLASSES <= classes <= MOST_IMAGE_CLASSES:
            sentence = _("Folders with pictures: {n}; {fewest} to {most} are allowed, one for each class.")
            return sentence.format(n=classes, fewest=FEWEST_IMAGE_CLASSES, most=MOST_IMAGE_CLASSES)
        return None

    def _first_left_out(self, labels: dict[Member, str | None]) -> str:
        """Return a sentence on the first file that was left out, a picture rather than something else."""
        left_out = sorted(self._left_out(labels), key=lambda one: not one.is_picture)
        if not left_out:
            return ""
        sentence = _("Of those left out, the first is {name}: {reason}")
        return " " + sentence.format(name=left_out[0].name, reason=left_out[0].reason)


def _squares(
    unpacking: Unpacking, pictures: list[Member], size: int, channels: int
) -> Iterator[tuple[Member, Picture | str]]:
    """Yield each picture, scaled, or why it cannot be used; a few are decoded at the same time."""
    waiting: deque[tuple[Member, Future[Picture | str]]] = deque()
    decoded = 0
    with ThreadPoolExecutor(THREADS) as pool:
        for member in pictures:
            raw = unpacking.content(member)
            if raw is None:
                yield member, _("It is damaged in the archive.")
                continue
            pixels, reason = _work(raw, size)
            decoded += pixels
            if decoded > MOST_DECODED:
                sentence = _(
                    "The pictures have more than {most} million pixels in all, which is not allowed; scale them down."
                )
                raise ArchiveError(sentence.format(most=MOST_DECODED // 1_000_000))
            if reason is not None:
                yield member, reason
                continue
            waiting.append((member, pool.submit(copy_context().run, _square, raw, size, channels)))
            if len(waiting) > THREADS:
                ready, future = waiting.popleft()
                yield ready, future.result()
        for ready, future in waiting:
            yield ready, future.result()


def _work(raw: bytes, size: int) -> tuple[int, str | None]:
    """Return what decoding a picture takes, and why it cannot be used."""
    try:
        return work(raw, size), None
    except PictureError as refused:
        return 0, str(refused)


def _square(raw: bytes, size: int, channels: int) -> Picture | str:
    """Return the middle square of a picture, or why it cannot be used, in the language of who asks."""
    try:
        return square_picture(raw, size, channels)
    except PictureError as refused:
        return str(refused)


def _no_picture(member: Member, is_damaged: bool) -> Skipped:
    return Skipped(
        member.name, _("It is damaged in the archive.") if is_damaged else no_picture(), is_picture=is_damaged
    )


def _refuse_few(files: int) -> None:
    if files < FEWEST_IMAGES:
        sentence = _("Files in the archive: {n}; at least {fewest} pictures are needed, in a folder for each class.")
        raise ArchiveError(sentence.format(n=files, fewest=FEWEST_IMAGES))


def _refuse_many(pictures: int, size: int, channels: int) -> None:
    if pictures > MOST_IMAGES:
        sentence = _("Files in the archive: {n}; at most {most} pictures are allowed.")
        raise ArchiveError(sentence.format(n=pictures, most=MOST_IMAGES))
    if pictures * channels * size**2 > MOST_PIXEL_BYTES:
        sentence = _(
            "Files in the archive: {n}; of {size} × {size} pixels in {channels} channels at most {most} are allowed."
        )
        most = MOST_PIXEL_BYTES // (channels * size**2)
        raise ArchiveError(sentence.format(n=pictures, size=size, channels=channels, most=most))

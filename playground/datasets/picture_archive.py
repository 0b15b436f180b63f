"""A person's archive of pictures, a folder for each class: to small images of one size, bounded, in memory only."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from playground.datasets.picture_file import PictureError, middle_square, picture_size
from playground.datasets.raw_table import differing
from playground.datasets.zip_file import ArchiveError, Member, contents, members, open_archive
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
from playground.i18n import _

__all__ = ["ArchiveError", "PictureArchive", "Skipped", "read_archive"]

MOST_DECODED = 200_000_000
"""Pixels of all pictures of an archive, before they are scaled: decoding them takes some seconds."""
MOST_SKIPPED = 10
"""One file in so many may be no picture."""

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
    """

    name: str
    reason: str


@dataclass(frozen=True, eq=False)
class PictureArchive:
    """An archive, read.

    Parameters
    ----------
    class_names
        The folders that pictures lie in, in alphabetical order, 2 to 20.
    labels
        ``(n,)``, of each picture the number of its class.
    pixels
        ``(n, channels, size, size)`` uint8, in the archive's order, read-only.
    skipped
        The files that were left out, at most one in ten.
    """

    class_names: tuple[str, ...]
    labels: tuple[int, ...]
    pixels: Pixels
    skipped: tuple[Skipped, ...]

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

    The class of a picture is the folder that it lies in; folders above that one say nothing. Hidden files and what
    systems add are left out silently; of the others, one in ten may be something else than a picture.

    Parameters
    ----------
    data
        The archive, at most 50 MB and 200 MB unpacked, of 10 to 2,000 pictures, each as
        :func:`playground.datasets.picture_file.read_picture` takes it, with 200 million pixels in all.
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
    _refuse_count(len(files), size, channels)
    reading = _Reading(size, channels, most_skipped=len(files) // MOST_SKIPPED)
    for member, raw in contents(archive, files):
        reading.take(member, raw)
    return reading.result()


class _Reading:
    """The pictures of an archive while they are read; lives as long as one call of :func:`read_archive`."""

    def __init__(self, size: int, channels: int, most_skipped: int) -> None:
        self.size, self.mode, self.most_skipped = size, "RGB" if channels == 3 else "L", most_skipped
        self.shape = (channels, size, size)
        self.folders: list[str] = []
        self.images: list[Pixels] = []
        self.skipped: list[Skipped] = []
        self.decoded = 0

    def take(self, member: Member, raw: bytes | None) -> None:
        """Scale one picture, or leave the file out."""
        if member.folder is None:
            self._skip(member, _("It lies in no folder, and the folder names the class."))
        elif raw is None:
            self._skip(member, _("It is damaged in the archive."))
        else:
            try:
                image = self._scaled(raw)
            except PictureError as refused:
                self._skip(member, str(refused))
            else:
                self.images.append(image)
                self.folders.append(member.folder)

    def result(self) -> PictureArchive:
        """Return what was read, refused if it is too little or too much."""
        folders = sorted(set(self.folders))
        if len(self.images) < FEWEST_IMAGES:
            sentence = _("Pictures in folders: {n}; at least {fewest} are needed.")
            raise ArchiveError(sentence.format(n=len(self.images), fewest=FEWEST_IMAGES))
        if not FEWEST_IMAGE_CLASSES <= len(folders) <= MOST_IMAGE_CLASSES:
            sentence = _("Folders with pictures: {n}; {fewest} to {most} are allowed, one for each class.")
            raise ArchiveError(sentence.format(n=len(folders), fewest=FEWEST_IMAGE_CLASSES, most=MOST_IMAGE_CLASSES))
        number = {folder: place for place, folder in enumerate(folders)}
        pixels = np.stack(self.images)
        pixels.setflags(write=False)
        labels = tuple(number[folder] for folder in self.folders)
        return PictureArchive(tuple(differing(folders)), labels, pixels, tuple(self.skipped))

    def _scaled(self, raw: bytes) -> Pixels:
        """Return the middle square ``(channels, size, size)`` of a picture."""
        width, height = picture_size(raw)
        self.decoded += width * height
        if self.decoded > MOST_DECODED:
            sentence = _(
                "The pictures have more than {most} million pixels in all, which is not allowed; scale them down."
            )
            raise ArchiveError(sentence.format(most=MOST_DECODED // 1_000_000))
        return middle_square(raw, self.size, 3 if self.mode == "RGB" else 1)

    def _skip(self, member: Member, reason: str) -> None:
        self.skipped.append(Skipped(member.name, reason))
        if len(self.skipped) > self.most_skipped:
            first = self.skipped[0]
            sentence = _("More than one file in ten is no picture that can be used; the first is {name}: {reason}")
            raise ArchiveError(sentence.format(name=first.name, reason=first.reason))


def _refuse_count(files: int, size: int, channels: int) -> None:
    """Refuse an archive by the number of its files."""
    if files > MOST_IMAGES:
        sentence = _("Files in the archive: {n}; at most {most} pictures are allowed.")
        raise ArchiveError(sentence.format(n=files, most=MOST_IMAGES))
    if files < FEWEST_IMAGES:
        sentence = _("Files in the archive: {n}; at least {fewest} pictures are needed, in a folder for each class.")
        raise ArchiveError(sentence.format(n=files, fewest=FEWEST_IMAGES))
    if files * channels * size**2 > MOST_PIXEL_BYTES:
        sentence = _(
            "Files in the archive: {n}; of {size} × {size} pixels in {channels} channels at most {most} are allowed."
        )
        most = MOST_PIXEL_BYTES // (channels * size**2)
        raise ArchiveError(sentence.format(n=files, size=size, channels=channels, most=most))

"""A person's own images: the upload of an archive, and what was made of it."""

from __future__ import annotations

import streamlit as st

from playground.controls.uploads import plain, read_once, refused, show_refusal
from playground.datasets.picture_archive import ArchiveError, PictureArchive, read_archive
from playground.datasets.zip_file import MAX_BYTES
from playground.experiment import OwnImages
from playground.experiment.images import FEWEST_IMAGES, MOST_IMAGE_CLASSES, MOST_IMAGES
from playground.i18n import _

SIZES = (8, 16, 20, 24, 28, 32, 48, 64)
_FILE, _READ, _MADE = "_cnn_file", "_cnn_read", "_cnn_made"
_SIZE, _COLOUR = "cnn_own_size", "cnn_own_colour"
_LISTED = 3
_MEGABYTES = MAX_BYTES // 1_000_000


def image_upload() -> OwnImages | None:
    """Show the upload, and return the images to learn from.

    A file that cannot be used is refused with a sentence, and the last good images are returned, so that what runs is
    left alone; ``None`` as long as there are none.
    """
    file = st.file_uploader(
        _("Your images (ZIP)"),
        ["zip"],
        key="cnn_upload",
        max_upload_size=_MEGABYTES,
        help=_(
            "An archive of {fewest} to {most} pictures and at most {size} MB, with a folder for each class, at most "
            "{classes}. It stays in the memory of this server, and never enters a link."
        ).format(fewest=FEWEST_IMAGES, most=MOST_IMAGES, size=_MEGABYTES, classes=MOST_IMAGE_CLASSES),
    )
    size = st.select_slider(
        _("Scaled to"), SIZES, 28, key=_SIZE, format_func=lambda side: f"{side}×{side}", persist_state="session"
    )
    colour = st.toggle(_("In colour"), key=_COLOUR, persist_state="session")
    if file is not None:
        _take(file.getvalue(), size, 3 if colour else 1)
    show_refusal(refused(_FILE), _("The images in use stay as they are.") if _MADE in st.session_state else "")
    archive: PictureArchive | None = st.session_state.get(_READ)
    if archive is not None:
        st.caption(plain(" ".join(_reading(archive))))
    images: OwnImages | None = st.session_state.get(_MADE)
    return images


def _take(raw: bytes, size: int, channels: int) -> None:
    """Read an archive, once for each upload, size, colour and language."""

    def read() -> PictureArchive:
        with st.spinner(_("Reading your images…")):
            return read_archive(raw, size, channels)

    def keep(archive: PictureArchive) -> None:
        st.session_state[_READ], st.session_state[_MADE] = archive, archive.images()

    read_once(_FILE, raw, read, keep, ArchiveError, size, channels)


def _reading(archive: PictureArchive) -> list[str]:
    """Return sentences on what was read."""
    counted = ", ".join(f"{name} ({count})" for name, count in archive.counts)
    sentences = [_("Classes, with their images: {classes}.").format(classes=counted)]
    if archive.skipped:
        more = ", ..." if len(archive.skipped) > _LISTED else ""
        named = "; ".join(f"{one.name}: {one.reason}" for one in archive.skipped[:_LISTED])
        sentences.append(_("Left out: {files}").format(files=named) + more)
    return sentences

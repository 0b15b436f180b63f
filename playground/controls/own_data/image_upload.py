"""A person's own images: the upload of an archive, and what was made of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from playground.controls.own_data.uploads import plain, read_once, refused, show_refusal
from playground.datasets.pictures.classes import ClassSource
from playground.datasets.pictures.picture_archive import ArchiveError, PictureArchive, Skipped, read_archive
from playground.datasets.pictures.zip_file import MAX_BYTES
from playground.experiment import OwnImages
from playground.experiment.images import FEWEST_IMAGES, MOST_IMAGE_CLASSES, MOST_IMAGES
from playground.experiment.quoted import listed
from playground.i18n import _, n_
from playground.ui.sidebar import send_sidebar

SIZES = (8, 16, 20, 24, 28, 32, 48, 64)
_FILE, _READ, _CHOSEN_FOR = "_cnn_file", "_cnn_read", "_cnn_chosen_for"
_SIZE, _COLOUR, _CLASSES = "cnn_own_size", "cnn_own_colour", "cnn_own_classes"
_LISTED = 3
_Ways = Mapping[ClassSource, tuple[PictureArchive, OwnImages]]
"""What was read, by the way to read its classes, the likeliest first."""
_MEGABYTES = MAX_BYTES // 1_000_000


def image_upload() -> OwnImages | None:
    """Show the upload, and return the images to learn from.

    A file that cannot be used is refused with a sentence, and the last good images are returned, so that what runs is
    left alone; ``None`` as long as there are none.
    """
    file = st.file_uploader(
        _("Your images (ZIP)"),
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
        _take(file, size, 3 if colour else 1)
    show_refusal(refused(_FILE), _("The images in use stay as they are.") if _READ in st.session_state else "")
    ways: _Ways | None = st.session_state.get(_READ)
    if ways is None:
        return None
    source = _class_source(ways)
    archive, images = ways[source]
    st.caption(plain(" ".join(_reading(archive))))
    return images


def _take(file: UploadedFile, size: int, channels: int) -> None:
    """Read an archive, once for each upload, size, colour and language; a large one takes seconds even to compare."""

    def read() -> PictureArchive:
        send_sidebar()  # it takes seconds, and says so
        with st.spinner(_("Reading your images…")):
            return read_archive(file.getvalue(), size, channels)

    def keep(archive: PictureArchive) -> None:
        ways = {one.source: (one, one.images()) for one in (archive, *archive.others)}
        if st.session_state.get(_CHOSEN_FOR) != file.file_id or st.session_state.get(_CLASSES) not in ways:
            st.session_state[_CLASSES] = archive.source
        st.session_state[_CHOSEN_FOR] = file.file_id
        st.session_state[_READ] = ways

    read_once(_FILE, file.file_id.encode(), read, keep, ArchiveError, size, channels)


def _class_source(ways: _Ways) -> ClassSource:
    """Show the ways to read the classes, if there are several, and return the one chosen."""
    if len(ways) == 1:
        return next(iter(ways))
    labels = {"folder": _("the folders next to the pictures"), "outer folder": _("the folders above")}
    return st.selectbox(
        _("Classes"),
        list(ways),
        key=_CLASSES,
        format_func=lambda source: f"{labels.get(source, source)}: {listed(ways[source][0].class_names)}",
        persist_state="session",
    )


def _reading(archive: PictureArchive) -> list[str]:
    """Return sentences on what was read."""
    counted = ", ".join(f"{name} ({count})" for name, count in archive.counts)
    sentences = [_("Classes, with their images: {classes}.").format(classes=counted)]
    if archive.source == "file name":
        sentences.append(_("No folder names a class: the names of the files do, without their numbers."))
    if len(archive.parts) > 1:
        sentence = _("The folders {names} were put together: the share for training, below, divides the images anew.")
        sentences.append(sentence.format(names=listed(archive.parts)))
    if archive.on_black:
        sentence = n_(
            "{n} picture is light on a transparent ground: it lies on black here.",
            "{n} pictures are light on a transparent ground: they lie on black here.",
            archive.on_black,
        )
        sentences.append(sentence.format(n=archive.on_black))
    return [*sentences, *_left_out(archive.skipped)]


def _left_out(skipped: Sequence[Skipped]) -> Iterator[str]:
    """Yield sentences on what was left out: pictures with the reason, of other files only their names."""
    pictures, others = [one for one in skipped if one.is_picture], [one for one in skipped if not one.is_picture]
    if pictures:
        more = _(", ... ({n} in all)").format(n=len(pictures)) if len(pictures) > _LISTED else ""
        named = "; ".join(f"{one.name}: {one.reason}" for one in pictures[:_LISTED])
        yield _("Left out: {files}").format(files=named) + more
    if others:
        names = ", ".join(one.name for one in others[:_LISTED]) + (", ..." if len(others) > _LISTED else "")
        sentence = n_(
            "Left out: {n} file that is no picture ({names}).",
            "Left out: {n} files that are no pictures ({names}).",
            len(others),
        )
        yield sentence.format(n=len(others), names=names)

"""The component that shows small images of a run's frames, and lets people take one in hand."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from playground.i18n import _, language
from playground.live.figure import connection
from playground.live.files import source
from playground.training.worker.runs import Run

_IMAGES = st.components.v2.component(
    "live_images",
    html=source("images.html"),
    css=source("images.css"),
    js=source("elements.js", "page_element.js", "live_element.js", "images.js"),
    isolate_styles=False,  # so that people who script the page find it as they find every live figure
)


def live_images(
    run: Run,
    tensor: str,
    *,
    key: str,
    alt: str,
    classes: Sequence[str] = (),
    columns: int = 6,
    empty: str = "",
) -> None:
    """Show images that follow a run.

    Parameters
    ----------
    tensor
        Name of a tensor in the frames: ``(m, channels, height, width)`` uint8, of one channel or three. Where there is
        a tensor of that name with ``_facts`` behind it, ``(m, 4)``, each image has lines below it, and a click takes
        it in hand: place among the test images, true class, class said, probability.
    key
        Names the element on the page.
    alt
        What the images show, for people who cannot see them.
    classes
        What people call the classes, by their numbers.
    columns
        Images side by side.
    empty
        What to say where there is none.
    """
    data = connection(run) | {
        "tensor": tensor,
        "classes": list(classes),
        "columns": columns,
        "language": language(),
        "texts": {
            "alt": alt,
            "empty": empty,
            "caption": _("says {said}"),
            "truth": _("is {truth}"),
            "name": _("Image {place}: {truth}, taken for {said}, {probability}. Take it in hand"),
        },
    }
    _IMAGES(key=key, data=data)

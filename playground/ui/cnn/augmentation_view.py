"""What augmentation does, on twelve draws of one image."""

from __future__ import annotations

import streamlit as st

from playground.experiment import Experiment, ImageData, OwnImages
from playground.i18n import _
from playground.live.images import live_images
from playground.training.worker.runs import Run


def augmentation_view(experiment: Experiment, run: Run) -> None:
    """Show twelve draws of the image in hand, following a run that measures ``augmented``; nothing without any."""
    data = experiment.data
    assert isinstance(data, ImageData | OwnImages)
    if data.augmentation.is_none:
        return
    st.header(_("Augmentation"), anchor=False)
    st.caption(_("Twelve draws of the image in hand. Each time that a training image is shown, it is drawn anew."))
    live_images(
        run,
        "augmented",
        key="augmented",
        alt=_("Twelve draws of the image in hand, each changed by chance"),
        columns=12,
    )

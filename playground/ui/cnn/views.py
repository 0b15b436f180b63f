"""What the page of convolutional networks shows of its run."""

from __future__ import annotations

import streamlit as st

from playground.experiment import Experiment, ImageData, OwnImages
from playground.experiment.axes import convolves
from playground.i18n import _
from playground.live.images import live_images
from playground.training.probes.augmentation import AugmentedDraws
from playground.training.probes.confusion import Confusion
from playground.training.probes.maps import BatchCurves, ChosenMap, FeatureMaps, InHand, Kernels, Wrong
from playground.training.probes.plane import Accuracy, Losses, Probe
from playground.training.probes.reasons import Reasons
from playground.training.worker.runs import Run
from playground.ui import learning_views
from playground.ui.cnn.maps import live_maps
from playground.ui.cnn.uploaded_image import brought_image
from playground.ui.widgets import pick

NO_REASON = "none"
WRONG_COLUMNS = 5


def why_choice() -> str:
    """Show the choice of how to ask the network for its reasons, and return it."""
    options = {NO_REASON: _("Image alone"), "occlusion": _("Why? Occlusion"), "grad_cam": _("Why? Grad-CAM")}
    return pick(_("Why did it say so?"), "cnn_why", options, NO_REASON, form="segments", hide_label=True)


def probes(why: str) -> list[Probe]:
    """Return what the page needs measured, with the reasons that are asked for."""
    always: list[Probe] = [Losses(), Accuracy(), BatchCurves(), InHand(), FeatureMaps(), Kernels(), ChosenMap()]
    reasons: list[Probe] = [] if why == NO_REASON else [Reasons("occlusion" if why == "occlusion" else "grad_cam")]
    return [*always, Confusion(), Wrong(4 * WRONG_COLUMNS), AugmentedDraws(), *reasons]


def maps(run: Run, experiment: Experiment, why: str) -> None:
    """Show the image in hand and all layers, and with them the reasons that are asked for."""
    data = _images(experiment)
    brought = brought_image(data.input_shape, light_on_dark=isinstance(data, ImageData))
    caption = _reason_words(why, experiment)
    live_maps(run, data.class_names, data.test_samples, key="figure-maps", brought=brought, why=caption)


def confusion(run: Run, experiment: Experiment) -> None:
    """Show which test images are taken for which."""
    alt = _("Confusion matrix of the test images: true classes in rows, predicted ones in columns")
    learning_views.confusion(run, _images(experiment).class_names, alt)


def wrong(run: Run, experiment: Experiment) -> None:
    """Show test images that the network gets wrong."""
    st.markdown("**" + _("What it gets wrong, and is surest of") + "**")
    live_images(
        run,
        "wrong",
        key="wrong",
        alt=_("Test images that the network gets wrong, those that it is surest of first"),
        classes=_images(experiment).class_names,
        columns=WRONG_COLUMNS,
        empty=_("No test image is wrong."),
    )


def _reason_words(why: str, experiment: Experiment) -> str:
    """Return what a map of reasons says of the class ``{name}`` that the network says; nothing where none is asked."""
    if why == NO_REASON:
        return ""
    if why == "occlusion":
        return _("Blue speaks for “{name}”: covering it makes the answer less sure. Orange speaks against it.")
    if not convolves(experiment.model.layers):
        return _("Grad-CAM needs the maps of a convolution; this network has none. Occlusion works with any network.")
    return _("Blue: where the last convolution found what speaks for “{name}”.")


def _images(experiment: Experiment) -> ImageData | OwnImages:
    """Return the images of the page's experiment; the server itself need not load them."""
    assert isinstance(experiment.data, ImageData | OwnImages)
    return experiment.data

"""More data: the same network from few images, from the same ones augmented, and from twice as many."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

from playground.controls.augmentation import augmentation_controls
from playground.controls.image_data import DATA_LABELS
from playground.experiment.images import Augmentation
from playground.experiment.model import Model
from playground.experiment.studies.more_data import TIMES, MoreDataStudy
from playground.figures.comparison import accuracy_curves
from playground.i18n import _
from playground.live.images import live_images
from playground.live.table import Columns
from playground.numerals import whole
from playground.presets.architectures import ARCHITECTURES
from playground.training.population.copies import Copies
from playground.training.population.probes import Spread
from playground.training.probes.plane import Probe
from playground.ui.folded_table import folded_table
from playground.ui.runs import live_run, transport_with_seed
from playground.ui.value_curves import value_curves
from playground.ui.widgets import pick, steps, whole_number

NETWORK = Model(layers=ARCHITECTURES["tiny"].model.layers[:-1])
"""The tiny network of the page for images, without its dropout: here nothing else is to help."""
IMAGES = ("mnist", "fashion_mnist", "digits")
SAMPLES = (50, 100, 200, 300)
_DATA, _SAMPLES, IMAGE, _SEED = (f"regularisation_more_{name}" for name in ("images", "samples", "image", "seed"))
_AUGMENTATION = ("regularisation_more_shift", "regularisation_more_rotation", "regularisation_more_noise")
MORE_USUAL: Mapping[str, Any] = {
    _DATA: "mnist",
    _SAMPLES: 100,
    **dict(zip(_AUGMENTATION, (2.0, 15.0, 0.0), strict=True)),
    IMAGE: 1,
    _SEED: 0,
}
"""The controls' values where a preset says nothing."""


def study_of(settings: Mapping[str, Any]) -> MoreDataStudy:
    """Return the networks of settings, by the controls' keys."""
    strengths = dict(zip(("shift", "rotation", "noise"), (settings[key] for key in _AUGMENTATION), strict=True))
    return MoreDataStudy(
        name=settings[_DATA],
        model=NETWORK,
        samples=settings[_SAMPLES],
        augmentation=Augmentation(**strengths),
        seed=settings[_SEED],
    )


def more_controls(usual: Mapping[str, Any]) -> Callable[[], None]:
    """Show the controls; return what shows the networks."""
    names = {each: _(DATA_LABELS[each]) for each in IMAGES}
    chosen: dict[str, Any] = {_DATA: pick(_("Images"), _DATA, names, usual[_DATA])}
    bounds = (SAMPLES[0], SAMPLES[-1])
    samples = steps(_("Training images"), _SAMPLES, SAMPLES, usual[_SAMPLES], bounds=bounds)
    chosen |= {_SAMPLES: samples, **augmentation_controls(_AUGMENTATION, study_of(usual).augmentation)}
    chosen[_SEED] = whole_number(_("Seed"), _SEED, 0, 9999, usual[_SEED])
    study = study_of(chosen)
    image = whole_number(_("Image to look at"), IMAGE, 1, SAMPLES[0], usual[IMAGE])

    def show() -> None:
        probes: list[Probe] = [Spread(len(study.experiments)), Copies(study.seeds, image - 1)]
        run = live_run("regularisation", study.experiments[0][0], probes, "max", study)
        transport_with_seed(run, key="transport", seed_key=_SEED)
        labels = [
            _("{n} images").format(n=whole(samples)),
            _("the same, augmented"),
            _("{n} images").format(n=whole(TIMES * samples)),
        ]
        live_images(
            run,
            "copies",
            key="copies",
            alt=_("A training image, then eleven draws of it as the network sees it"),
            columns=12,
        )
        st.caption(_("First the image as it is, then eleven draws: the second network never sees the same one twice."))
        titles = {"test": _("Test accuracy, median and range"), "train": _("Training accuracy, median and range")}
        for (part, title), column in zip(titles.items(), st.columns(2, gap="medium"), strict=True):
            with column:
                figure = accuracy_curves(labels, title, named=True)
                value_curves(figure, f"{part}_accuracy", labels, run, key=f"figure-{part}-accuracy")
        st.caption(
            _(
                "Each from three seeds, tried on the same test images. In an epoch each network sees its own images "
                "once: with twice as many images it takes twice as many steps."
            )
        )
        parts = {"test": _("test accuracy"), "train": _("training accuracy")}
        columns = {
            f"{label}, {words}": f"{part}_accuracy_median:{k}"
            for part, words in parts.items()
            for k, label in enumerate(labels)
        }
        folded_table("more", [Columns(_("More data"), columns, _("epoch"), curves=True)], run)

    return show

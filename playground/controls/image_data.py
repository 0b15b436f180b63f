"""The sidebar's controls of image data: which, of which classes, how many, and what is done to the training part."""

from __future__ import annotations

import streamlit as st

from playground.controls.augmentation import augmentation_controls
from playground.controls.cnn_form import OWN_IMAGES, classes_key, own
from playground.controls.data import SHARES, percent
from playground.controls.form import FormValues
from playground.controls.own_data.image_upload import image_upload
from playground.experiment import ImageData
from playground.experiment.images import IMAGES
from playground.i18n import N_, _
from playground.numerals import whole
from playground.ui.groups import hidden
from playground.ui.widgets import pick, steps, two_or_more

DATA_LABELS = {
    "mnist": N_("MNIST: digits, 28×28"),
    "fashion_mnist": N_("Fashion-MNIST: clothes, 28×28"),
    "digits": N_("Digits, 8×8"),
    "images": N_("Your images"),
}
CLASS_LABELS = {
    "t-shirt": N_("T-shirt"),
    "trouser": N_("trousers"),
    "pullover": N_("pullover"),
    "dress": N_("dress"),
    "coat": N_("coat"),
    "sandal": N_("sandal"),
    "shirt": N_("shirt"),
    "sneaker": N_("sneaker"),
    "bag": N_("bag"),
    "ankle-boot": N_("ankle boot"),
}
"""What people call the classes of built-in images whose names are words."""
SAMPLES = (50, 100, 200, 300, 500, 1000, 2000, 3000, 4000, 5000, 6000)
AUGMENTATION_KEYS = (own("shift"), own("rotation"), own("noise"))
IN_PLACE_OF_NOTHING = "mnist"
"""The images shown to somebody who has not brought any yet."""
_MOST = "_cnn_most"
"""Key of how many training images there were when the slider was drawn last."""


def image_data_controls(defaults: FormValues) -> FormValues:
    """Show the controls of the data and return their values by key, a person's own images among them.

    Parameters
    ----------
    defaults
        What the address need not say, by key.
    """
    labels = {name: _(label) for name, label in DATA_LABELS.items()}
    name = pick(_("Images"), own("data"), labels, defaults[own("data")])
    chosen = _own_controls() if name == "images" else _built_in_controls(name)
    return chosen | augmentation_controls(AUGMENTATION_KEYS)


def class_label(name: str) -> str:
    """Return what people call a class: a word in the reader's language, or the name itself."""
    return _(CLASS_LABELS[name]) if name in CLASS_LABELS else name


def _built_in_controls(name: str) -> FormValues:
    classes = _classes(name)
    return {own("data"): name, own(classes_key(name)): classes, own("samples"): _samples(name, classes)}


def _samples(name: str, classes: list[str]) -> int:
    """Show how many training images there are to be; the largest number stands for all that these classes have."""
    key, every = own("samples"), SAMPLES[-1]
    parts = {"name": name, "classes": classes, "samples": every}
    most = ImageData.model_validate(parts).train_samples
    if st.session_state.get(_MOST, most) != most and key in st.session_state:
        st.session_state[key] = st.session_state[key]  # with other stops, Streamlit would begin with the first
    st.session_state[_MOST] = most
    return steps(
        _("Training images"),
        key,
        [*(count for count in SAMPLES if count < most), every],
        every,
        show=lambda count: _("all {n}").format(n=whole(most)) if count == every else whole(count),
        bounds=(SAMPLES[0], every),
    )


def _classes(name: str) -> list[str]:
    """Show the classes and return those to tell apart; all of them as long as fewer than two are chosen."""
    every = next(list(images.classes) for known, images in IMAGES.items() if known == name)
    return two_or_more(
        _("Classes"),
        own(classes_key(name)),
        {one: class_label(one) for one in every},
        _("Choose two classes or more. Until then there are all of them."),
        _("Two or more. With two the network has one output, a sigmoid."),
    )


def _own_controls() -> FormValues:
    images = None if hidden(own("upload")) else image_upload()
    if images is not None:
        st.session_state[OWN_IMAGES] = images
    images = st.session_state.get(OWN_IMAGES)
    if images is None:
        st.info(_("Upload an archive of folders, one for each class. Until then you see handwritten digits."))
        return _built_in_controls(IN_PLACE_OF_NOTHING)
    share = own("train")
    return {
        own("data"): "images",
        OWN_IMAGES: images,
        share: steps(_("Share for training"), share, SHARES, 0.7, show=percent, bounds=(0.1, 0.9)),
    }

"""The controls of what is done to training images by chance."""

from __future__ import annotations

from playground.controls.data import percent
from playground.controls.form import FormValues
from playground.experiment.images import Augmentation
from playground.i18n import _
from playground.numerals import compact
from playground.ui.widgets import steps

SHIFTS = tuple(half / 2 for half in range(17))
ROTATIONS = (0.0, 5.0, 10.0, 15.0, 20.0, 25.0, 30.0, 35.0, 40.0, 45.0)
NOISES = (0.0, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 0.75, 1.0)
NONE = Augmentation()


def augmentation_controls(keys: tuple[str, str, str], usual: Augmentation = NONE) -> FormValues:
    """Show what is done to training images by chance (lecture, slide 38), and return it by key.

    Parameters
    ----------
    keys
        Of shift, rotation and noise.
    usual
        What the address need not say.
    """
    shift, rotation, noise = keys
    return {
        shift: steps(
            _("Shift by up to"),
            shift,
            SHIFTS,
            usual.shift,
            show=lambda pixels: _("{n} px").format(n=compact(pixels)),
            bounds=(0.0, 8.0),
            help_text=_("Each time that a training image is shown, it is moved, turned, made noisy anew, by chance."),
        ),
        rotation: steps(
            _("Turn by up to"),
            rotation,
            ROTATIONS,
            usual.rotation,
            show=lambda degrees: f"{compact(degrees)}°",
            bounds=(0.0, 45.0),
        ),
        noise: steps(_("Noise of the pixels"), noise, NOISES, usual.noise, show=percent, bounds=(0.0, 1.0)),
    }

"""Two networks against each other (lecture, slide 8): what there is to imitate, how much of it is, what is best."""

from playground.concepts.gan.coverage import covered_modes, mode_counts, share_within
from playground.concepts.gan.targets import TARGETS, Mixture, drawn_mixture
from playground.concepts.gan.theory import VALUE_AT_EQUALITY, best_discriminator, gaussian_density, value, value_at_best

__all__ = [
    "TARGETS",
    "VALUE_AT_EQUALITY",
    "Mixture",
    "best_discriminator",
    "covered_modes",
    "drawn_mixture",
    "gaussian_density",
    "mode_counts",
    "share_within",
    "value",
    "value_at_best",
]

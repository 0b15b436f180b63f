"""What networks of one hidden layer can represent (lecture, slides 22 to 24), on [-1, 1]."""

from playground.concepts.approximation.best_fits import Fit, best_fit, best_fit_error, fit_errors
from playground.concepts.approximation.targets import TARGETS, Target, drawn_target

__all__ = ["TARGETS", "Fit", "Target", "best_fit", "best_fit_error", "drawn_target", "fit_errors"]

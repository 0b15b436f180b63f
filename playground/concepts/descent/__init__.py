"""Descent on surfaces of two parameters (lecture, slides 29 to 33)."""

from playground.concepts.descent.paths import History, history, trajectory
from playground.concepts.descent.surfaces import SURFACES, Surface

__all__ = ["SURFACES", "History", "Surface", "history", "trajectory"]

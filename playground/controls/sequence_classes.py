"""What people call the classes of sequences."""

from __future__ import annotations

from collections.abc import Sequence

from playground.experiment import Experiment, ProblemData, SurnameData
from playground.i18n import N_, _

MOST_CLASSES = 10
"""Classes up to which there is a confusion matrix."""
LANGUAGE_NAMES = {
    "dutch": N_("Dutch"),
    "english": N_("English"),
    "french": N_("French"),
    "german": N_("German"),
    "italian": N_("Italian"),
    "spanish": N_("Spanish"),
    "turkish": N_("Turkish"),
}


def class_names(experiment: Experiment) -> Sequence[str]:
    """Return what people call the classes where there are few; none where numbers or letters are asked for."""
    data = experiment.data
    if isinstance(data, SurnameData):
        return [language_label(name) for name in data.class_names]
    if isinstance(data, ProblemData):
        return data.problem.classes if len(data.problem.classes) <= MOST_CLASSES else ()
    classes = data.task.classes or 0
    return [str(number) for number in range(classes)] if 1 < classes <= MOST_CLASSES else []


def language_label(name: str) -> str:
    """Return what people call a language of the surnames."""
    return _(LANGUAGE_NAMES[name])

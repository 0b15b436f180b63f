"""Networks side by side that no comparison of the compare page describes."""

from __future__ import annotations

from playground.experiment.studies.curves import SureStudy, WidthStudy
from playground.experiment.studies.more_data import MoreDataStudy

Study = WidthStudy | SureStudy | MoreDataStudy
"""Networks side by side."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from playground.experiment import Experiment, ExperimentError
from playground.experiment.studies.curves import TEST_PLACES, TRAIN_PLACES, WidthStudy

VALUES = (0.5,) * (TRAIN_PLACES + TEST_PLACES)


def test_a_study_has_every_width_from_every_seed() -> None:
    study = WidthStudy(values=VALUES, widths=(1, 5), seeds=3, seed=7, activation="relu")
    assert study.networks == 6
    rows = study.experiments
    assert [[one.seed for one in row] for row in rows] == [[7, 8, 9]] * 2
    assert [row[0].parameters for row in rows] == [4, 16]
    assert WidthStudy(values=VALUES).networks == 320


def test_curves_are_no_data_that_an_experiment_names() -> None:
    (one,), *_rest = WidthStudy(values=VALUES, widths=(2,), seeds=1).experiments
    with pytest.raises(ExperimentError):
        Experiment.from_json(one.to_json())


@pytest.mark.parametrize(
    "broken", [{"widths": ()}, {"widths": tuple(range(1, 67))}, {"seeds": 0}, {"activation": "square"}]
)
def test_what_is_no_study(broken: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        WidthStudy(**{"values": VALUES, **broken})  # type: ignore[arg-type]


def test_too_few_values() -> None:
    with pytest.raises(ValidationError):
        _experiments = WidthStudy(values=VALUES[:-1]).experiments

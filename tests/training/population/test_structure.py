import pytest

from playground.architecture.build import build
from playground.experiment import Experiment
from playground.training.population.structure import Stage, Structure, structure
from tests.training.population.following import dense, described, dropconnect, dropout


def test_every_layer_is_a_stage_and_the_output_layer_is_the_last() -> None:
    network = structure(described(dense(5, "relu"), dense(3, "gelu"), name="pinwheel3"))
    assert network == Structure(
        (), (Stage(2, 5, "relu", 0.0, ()), Stage(5, 3, "gelu", 0.0, ()), Stage(3, 3, "linear", 0.0, ()))
    )


def test_dropouts_belong_to_what_they_follow_and_dropconnect_to_the_next_weights() -> None:
    layers = [dropout(0.1), dropconnect(0.2), dropout(0.3), dense(5), dropout(0.4), dropout(0.5), dropconnect(0.6)]
    network = structure(described(*layers))
    assert network.input_drops == (0.1, 0.3)
    assert [(stage.weight_drop, stage.drops) for stage in network.stages] == [(0.2, (0.4, 0.5)), (0.6, ())]
    assert [stage.weight_drop for stage in structure(described(dropconnect(0.2), dense(), dense())).stages] == [
        0.2,
        0,
        0,
    ]
    assert [network.drops_at(0, 0), network.drops_at(0, 1), network.drops_at(1, 1)] == [0.1, 0.3, 0.5]
    assert [network.drops_at(0, 2), network.drops_at(2, 0)] == [0.0, 0.0]


@pytest.mark.parametrize("layers", [(), (dense(),), (dropout(0.5), dense(7), dropconnect(0.1), dense(2))])
@pytest.mark.parametrize("name", ["circle", "plane", "pinwheel5"])
def test_sizes_are_those_of_the_network_that_is_built(name: str, layers: tuple[dict[str, object], ...]) -> None:
    experiment = Experiment.from_parts({"data": {"name": name}, "model": {"layers": list(layers)}})
    weights = [p.shape for p in build(experiment).parameters() if p.dim() == 2]
    assert [(stage.units, stage.inputs) for stage in structure(experiment).stages] == [tuple(w) for w in weights]


PLAIN = structure(described(dense(4), dense(4)))


@pytest.mark.parametrize(
    "layers",
    [
        (dense(4, "relu"), dense(4, "gelu")),
        (dropout(0.3), dense(4), dropout(0.0), dense(4), dropout(0.9)),
        (dropconnect(0.3), dense(4), dense(4), dropconnect(0.3)),
    ],
)
def test_activations_and_one_dropout_in_each_place_leave_the_shape(layers: tuple[dict[str, object], ...]) -> None:
    assert structure(described(*layers)).shape == PLAIN.shape


@pytest.mark.parametrize(
    "layers",
    [
        (dense(4),),
        (dense(4), dense(4), dense(4)),
        (dense(4), dense(5)),
        (dense(5), dense(4)),
        (dropout(0.1), dropout(0.1), dense(4), dense(4)),
        (dense(4), dropout(0.1), dropout(0.1), dense(4)),
    ],
)
def test_sizes_and_several_dropouts_in_a_place_make_another_shape(layers: tuple[dict[str, object], ...]) -> None:
    assert structure(described(*layers)).shape != PLAIN.shape


def test_other_data_make_another_shape() -> None:
    assert structure(described(dense(4), dense(4), name="pinwheel3")).shape != PLAIN.shape

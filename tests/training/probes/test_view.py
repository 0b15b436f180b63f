import numpy as np
import pytest
import torch

from playground.experiment import Experiment
from playground.training.probes.focus import NOTHING, Focus
from playground.training.probes.view import View
from playground.training.trainers.network import Network
from playground.training.trainers.trainer import Trainer


@pytest.fixture(scope="module")
def trainer() -> Trainer:
    layers = [{"type": "dense", "units": 5, "activation": "tanh"}, {"type": "dropout"}, {"type": "dense", "units": 3}]
    data = {"name": "pinwheel3", "samples": 60, "features": ["x1", "x2", "x1*x2"]}
    made = Trainer(Experiment.from_parts({"data": data, "model": {"layers": layers}}))
    made.train_epoch()
    return made


def forward(trainer: Trainer, inputs: torch.Tensor) -> list[torch.Tensor]:
    model = trainer.model
    first = torch.tanh(model.get_submodule("1_dense")(inputs))
    second = torch.relu(model.get_submodule("3_dense")(first))
    return [inputs, first, second, model.get_submodule("output")(second)]


def test_the_plane_goes_through_every_layer(trainer: Trainer) -> None:
    axis = np.linspace(-5.4, 5.4, 10)
    places = np.array([(x, y, x * y) for y in axis for x in axis])
    expected = forward(trainer, torch.tensor(places, dtype=torch.float32))
    seen = View(trainer).plane(10)
    assert [tuple(values.shape) for values in seen] == [(100, 3), (100, 5), (100, 3), (100, 3)]
    for ours, theirs in zip(seen, expected, strict=True):
        torch.testing.assert_close(ours, theirs, rtol=1e-5, atol=1e-5)


def test_the_samples_go_through_every_layer(trainer: Trainer) -> None:
    seen = View(trainer).samples()
    for ours, theirs in zip(seen, forward(trainer, torch.tensor(trainer.dataset.inputs)), strict=True):
        torch.testing.assert_close(ours, theirs, rtol=1e-5, atol=1e-5)
    assert torch.equal(seen[-1], trainer.measured_outputs)


def test_what_several_probes_need_is_computed_once(trainer: Trainer, monkeypatch: pytest.MonkeyPatch) -> None:
    counted: list[int] = []
    outputs = Network.outputs

    def count(self: Network, inputs: torch.Tensor) -> list[torch.Tensor]:
        counted.append(len(inputs))
        return outputs(self, inputs)

    monkeypatch.setattr(Network, "outputs", count)
    view = View(trainer)
    assert counted == []
    assert view.plane(10) is view.plane(10)
    assert view.samples() is view.samples()
    view.plane(4)
    assert counted == [100, 60, 16]


def test_another_moment_is_another_sight(trainer: Trainer) -> None:
    before = View(trainer).plane(4)[-1].clone()
    trainer.train_epoch()
    assert not torch.equal(View(trainer).plane(4)[-1], before)


def test_it_says_where_the_viewer_stands(trainer: Trainer) -> None:
    assert (View(trainer).since, View(trainer).focus) == (0, NOTHING)
    focus = Focus(sample=3)
    assert (View(trainer, 7, focus).since, View(trainer, 7, focus).focus) == (7, focus)

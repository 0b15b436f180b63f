"""What the drawing of an architecture is given."""

from __future__ import annotations

from typing import Any

import pytest

from playground.architecture.summary import model_summary
from playground.experiment.layers import LAYERS
from playground.presets.architectures import ARCHITECTURES
from playground.ui.cnn import architecture as module
from playground.ui.cnn.architecture import SHORT_NAMES, architecture_figure


@pytest.fixture(name="drawn")
def fixture_drawn(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """Return what is handed to the component."""
    drawn: list[dict[str, Any]] = []
    monkeypatch.setattr(module, "_ARCHITECTURE", lambda key, data: drawn.append(data))
    return drawn


def draw(name: str, drawn: list[dict[str, Any]]) -> dict[str, Any]:
    known = ARCHITECTURES[name]
    architecture_figure(
        model_summary(known.model, known.input_shape, known.task, "cross_entropy"), known.input_shape, key="key"
    )
    return drawn[-1]


def test_alexnet_layer_by_layer(drawn: list[dict[str, Any]]) -> None:
    data = draw("alexnet", drawn)
    weighty = [(layer["name"], layer["parameters"]) for layer in data["layers"] if layer["parameters"]]
    assert weighty == [
        ("1 conv", 34_944),
        ("3 conv", 307_456),
        ("5 conv", 885_120),
        ("6 conv", 663_936),
        ("7 conv", 442_624),
        ("10 dense", 37_752_832),
        ("12 dense", 16_781_312),
        ("output", 4_097_000),
    ], "REFERENCES.md"
    assert data["input"]["shape"] == [3, 227, 227]
    assert [layer["shape"] for layer in data["layers"][:3]] == [[96, 55, 55], [96, 27, 27], [256, 27, 27]]
    assert data["layers"][0]["multiplications"] == 96 * 55 * 55 * 3 * 11 * 11


def test_people_who_cannot_see_it_are_told_all_shapes(drawn: list[dict[str, Any]]) -> None:
    alt = draw("lenet5", drawn)["texts"]["alt"]
    assert "input 1×28×28, 1 conv 6×28×28, 2 mean pool 6×14×14" in alt
    assert alt.endswith("output 10")


@pytest.mark.parametrize("name", ARCHITECTURES)
def test_every_kind_of_block_has_a_colour_in_both_shades(name: str, drawn: list[dict[str, Any]]) -> None:
    data = draw(name, drawn)
    blocks = {layer["kind"] for layer in [data["input"], *data["layers"]]} - {"dropout"}
    for colours in data["colours"].values():
        assert blocks <= set(colours)


def test_every_layer_but_those_for_sequences_has_a_name() -> None:
    assert set(SHORT_NAMES) == set(LAYERS) - {"embedding", "rnn", "lstm", "gru"}

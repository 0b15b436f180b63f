from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from scipy import special

from playground.activations import ACTIVATIONS, LEAKY_SLOPE, leaky_relu
from playground.concepts.sampled import sample_places
from playground.experiment import SGD, Model, PlaneData
from playground.i18n import LANGUAGES, set_language
from playground.presets.neurons import NEURONS
from playground.training.probes.line_fit import LineFit
from playground.ui.neuron import line_fit
from playground.ui.neuron.activation_cards import interval, kink_in_words, zones_in_words
from playground.ui.neuron.controls import ALPHAS
from playground.ui.neuron.two_classes import identity
from tests.pages.opened import Opened


class NeuronPage(Opened):
    """One visit of the neuron page."""

    page = "neuron"

    @property
    def shown(self) -> dict[str, Any]:
        return self.given("formal_neuron")

    def traces(self, place: int) -> list[str]:
        """The names of the traces of one of the page's static figures."""
        return [trace["name"] for trace in json.loads(self.app.get("plotly_chart")[place].proto.spec)["data"]]


@pytest.fixture(name="visited")
def fixture_visited(opened: Opened) -> Iterator[NeuronPage]:
    visited = NeuronPage(opened.runs)  # type: ignore[arg-type]
    yield visited
    visited.leave()


def test_the_page_opens_on_and_and_has_its_parts(visited: NeuronPage) -> None:
    visited.visit()
    assert visited.shown["numbers"] == {"w": [1.0, 1.0], "b": -3.0, "x": [2.0, -1.0]}
    assert [corner["target"] for corner in visited.shown["corners"]] == [0, 0, 0, 1]
    assert visited.address == {}
    assert visited.drawn == ["formal_neuron", "transport", "live_figure", "live_table", "softmax_of_two"]
    assert len(visited.app.get("plotly_chart")) == 3
    assert "One neuron computes AND." in visited.words
    assert visited.experiment.model == Model(layers=())
    assert visited.run.settings.probes[-1] == LineFit((-6.0, 6.0))


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("name", NEURONS)
def test_each_preset_in_each_language(visited: NeuronPage, name: str, code: str) -> None:
    visited.visit(lang=code).hold({"neuron_preset": name})
    preset = NEURONS[name]
    expected = {"w": [preset.w1, preset.w2], "b": preset.bias, "x": list(preset.point)}
    assert visited.shown["numbers"] == expected
    assert "*(settings changed since)*" not in visited.words
    address = visited.address
    assert address.get("neuron_preset", "and") == name
    assert set(address) <= {"neuron_preset", "lang"}, "the preset's name says all the rest"
    visited.visit(**address)
    assert visited.shown["numbers"] == expected
    assert [corner["target"] for corner in visited.shown["corners"]] == list(preset.targets)
    assert (preset.claim in visited.words) == (code == "en")


def test_the_address_reproduces_the_screen(visited: NeuronPage) -> None:
    visited.visit(
        w1="2", w2="-1", bias="0.5", neuron_activation="tanh", neuron_x1="3", neuron_z0="-1.5", fit_rate="0.1"
    )
    assert visited.shown["numbers"] == {"w": [2.0, -1.0], "b": 0.5, "x": [3.0, -1.0]}
    assert visited.shown["activation"]["shown"] == [-1, 1]
    assert visited.given("softmax_of_two")["logits"] == [-1.5, 2.0]
    assert visited.experiment.training.optimizer == SGD(learning_rate=0.1)
    assert "*(settings changed since)*" in visited.words
    before = visited.shown
    visited.visit(**visited.address)
    assert visited.shown == before


def test_the_way_back_to_the_preset(visited: NeuronPage) -> None:
    visited.visit(neuron_preset="or")
    assert visited.app.button(key="back_to_preset").disabled
    before = visited.shown
    visited.visit(neuron_preset="or", w1="2", neuron_activation="tanh").press("back_to_preset")
    assert visited.shown == before
    assert visited.address == {"neuron_preset": "or"}
    assert visited.app.button(key="back_to_preset").disabled
    assert not visited.visit(w1="2", hide="preset").shows("back_to_preset")


@pytest.mark.parametrize(
    "address",
    [{"w1": "6"}, {"w2": "nan"}, {"bias": "x"}, {"neuron_x1": "-6.5"}, {"neuron_preset": "nor"}, {"neuron_z1": "1e9"}],
)
def test_what_a_link_may_not_say_is_as_if_it_did_not(visited: NeuronPage, address: dict[str, str]) -> None:
    visited.visit(**address)
    assert visited.shown["numbers"] == {"w": [1.0, 1.0], "b": -3.0, "x": [2.0, -1.0]}
    assert visited.given("softmax_of_two")["logits"] == [0.5, 2.0]
    assert visited.address == {}


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_each_activation_has_its_card_and_reaches_the_figure(visited: NeuronPage, name: str) -> None:
    visited.visit().hold({"neuron_activation": name})
    entry = ACTIVATIONS[name]
    formulas = [latex.value for latex in visited.app.latex]
    assert any(entry.formula in text for text in formulas)
    assert any(entry.derivative_formula in text for text in formulas)
    assert entry.sentence in visited.words
    assert entry.values in visited.words
    assert visited.words.count("PyTorch takes") == len(entry.kinks)
    np.testing.assert_allclose(visited.shown["table"]["values"], entry.function(sample_places()), atol=1e-6)
    assert visited.traces(0) == ["φ(x)", "φ′(x)"]


@pytest.mark.parametrize("alpha", [ALPHAS[0], ALPHAS[-1]])
def test_the_slope_of_the_leaky_relu_at_both_its_ends(visited: NeuronPage, alpha: float) -> None:
    visited.visit()
    assert not visited.shows("neuron_alpha")
    visited.hold({"neuron_activation": "leaky_relu"})
    assert visited.app.select_slider(key="neuron_alpha").value == LEAKY_SLOPE
    visited.hold({"neuron_alpha": alpha})
    expected = leaky_relu(alpha)
    np.testing.assert_allclose(visited.shown["table"]["values"], expected.function(sample_places()), atol=1e-6)
    assert any(expected.formula in latex.value for latex in visited.app.latex)
    assert visited.traces(1) == ["Threshold", "ReLU", "Sigmoid", "tanh"], "a leaky ReLU would hide the ReLU"


def test_any_activations_side_by_side(visited: NeuronPage) -> None:
    visited.visit()
    labels = {name: entry.label for name, entry in ACTIVATIONS.items()}
    for chosen in (["gelu"], list(ACTIVATIONS), ["tanh", "relu"]):
        visited.hold({"neuron_overlaid": chosen})
        for place in (1, 2):
            assert sorted(visited.traces(place)) == sorted(labels[name] for name in chosen)
    visited.hold({"neuron_overlaid": []})
    assert sorted(visited.traces(1)) == ["ReLU", "tanh"], "the last ones stay on"
    assert sorted(visited.app.get_by_key("neuron_overlaid").value) == ["relu", "tanh"]
    assert visited.address["neuron_overlaid"] == "relu,tanh"


ENDS = {
    "fit_rate": (line_fit.RATES, lambda visited: visited.experiment.training.optimizer.learning_rate),
    "fit_samples": (line_fit.SAMPLES, lambda visited: visited.experiment.data.samples),
    "fit_noise": (line_fit.NOISES, lambda visited: visited.experiment.data.noise),
}


@pytest.mark.parametrize("key", ENDS)
def test_the_regressions_sliders_at_both_their_ends(visited: NeuronPage, key: str) -> None:
    stops, where = ENDS[key]
    visited.visit()
    for end in (stops[0], stops[-1]):
        visited.hold({key: end})
        assert where(visited) == end
    assert len(visited.runs.made) == 1


@pytest.mark.parametrize(("batch", "batches"), [("all", 1), ("10", 3), ("1", 30)])
def test_the_points_in_a_step(visited: NeuronPage, batch: str, batches: int) -> None:
    visited.visit(fit_batch=batch)
    assert isinstance(visited.experiment.data, PlaneData)
    assert visited.experiment.data.features == ("x1",)
    assert visited.experiment.batches_per_epoch == batches
    assert ("It holds for all points at once" in visited.words) == (batches > 1)


@pytest.mark.parametrize(("rate", "words"), [("0.01", "below half"), ("0.06", "above half"), ("0.1", "diverges")])
def test_the_page_says_what_a_learning_rate_does(visited: NeuronPage, rate: str, words: str) -> None:
    visited.visit(fit_rate=rate)
    assert words in visited.words


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ({"fit_rate": "0.1"}, "Take a learning rate below 2/λ = "),
        ({"fit_rate": "0.05"}, "Now press Reset: with the learning rate 0.05"),
        ({"fit_batch": "1"}, "Take a smaller learning rate, or more points in a step"),
    ],
)
def test_after_a_divergence_the_page_names_what_it_has_to_change(
    visited: NeuronPage, address: dict[str, str], words: str
) -> None:
    notice = visited.visit(**address).given("transport")["texts"]["diverged"]
    assert notice.startswith("Diverged: ")
    assert words in notice
    assert "cross-entropy" not in notice, "there is no choice of a loss"


def test_a_class_link_hides_whole_parts(visited: NeuronPage) -> None:
    visited.visit(hide="activations,fit,softmax,lesson,phi,preset,question", neuron_activation="relu")
    assert [it.proto.component_name for it in visited.app.get("bidi_component")] == ["formal_neuron"]
    assert not visited.app.get("plotly_chart")
    assert not visited.shows("neuron_activation")
    assert visited.shown["activation"]["shown"] is None, "what is hidden keeps its value"
    assert not [heading.value for heading in visited.app.header]


def test_the_page_in_french(visited: NeuronPage) -> None:
    visited.visit(lang="fr", neuron_activation="tanh")
    assert "Un neurone calcule ET." in visited.words
    assert "]-1\\,; 1[" in visited.words
    assert "demi-plan" in visited.words
    visited.hold({"neuron_activation": "selu"})
    assert any("1{,}0507" in latex.value for latex in visited.app.latex)


@pytest.mark.parametrize(("code", "written"), [("en", "(-1.758, \\infty)"), ("fr", "]-1{,}758\\,; \\infty[")])
def test_intervals_are_written_as_the_language_writes_them(code: str, written: str) -> None:
    set_language(code)
    assert interval(ACTIVATIONS["selu"].values) == written
    assert interval(ACTIVATIONS["threshold"].values) == r"\{0, 1\}"
    set_language("en")


def test_zones_and_kinks_in_words() -> None:
    assert "nowhere" in zones_in_words([])
    assert "everywhere" in zones_in_words([(-np.inf, np.inf)])
    assert zones_in_words([(-np.inf, -2.3), (2.3, np.inf)]).startswith("for $x \\leq -2.3$ and $x \\geq 2.3$")
    assert "slope $0$ before, $1$ after; PyTorch takes $0$" in kink_in_words(ACTIVATIONS["relu"].kinks[0])
    assert "**Jump** at $0$" in kink_in_words(ACTIVATIONS["threshold"].kinks[0])


@pytest.mark.parametrize(("first", "second"), [(0.5, 2.0), (-6.0, 6.0), (3.0, -1.5)])
def test_the_identity_of_softmax_and_sigmoid_has_the_true_numbers(first: float, second: float) -> None:
    _symbols, powers, sigmoid = identity(first, second)
    assert powers.endswith(f"{special.softmax([first, second])[1]:.4f}")
    assert sigmoid.endswith(f"{special.expit(second - first):.4f}")

"""What the components of the backpropagation page say."""

from __future__ import annotations

from playground.activations import ACTIVATIONS
from playground.concepts.by_hand import ACTIVATION_NAMES
from playground.i18n import _
from playground.live.csv_files import csv_texts


def activation_names() -> dict[str, str]:
    """Return what the page's activations are called."""
    return {name: _(ACTIVATIONS[name].label) for name in ACTIVATION_NAMES}


def network_words() -> dict[str, str]:
    """Return the words of the network's component."""
    return {**_player(), **_titles(), **_table(), **_counts(), **_sheet(), **csv_texts()}


def _player() -> dict[str, str]:
    return {
        "alt": _("A small network, its numbers computed forwards and back"),
        "play": _("Play"),
        "pause": _("Pause"),
        "first": _("To the start"),
        "back": _("Back"),
        "next": _("Next"),
        "all": _("All"),
        "step": _("Step in hand"),
        "step_word": _("step"),
        "hide": _("Hide the numbers"),
        "picture": _("The network; numbers in fields can be changed"),
        "formulas": _("The formulas of this step, with its numbers"),
        "legend_now": _("computed in this step"),
        "legend_used": _("used by it"),
        "legend_reused": _("used before already, and now again"),
    }


def _titles() -> dict[str, str]:
    return {
        "start": _("Given are the inputs, the target, all weights and biases. Press “Next”."),
        "title_sum": _("Forwards: the sums of layer {layer} (slide 35)"),
        "title_value": _("Forwards: what layer {layer} gives, h = φ(a)"),
        "title_value_outputs": _("Forwards: the answer, f = ψ(a)"),
        "title_loss": _("The loss of this example"),
        "title_answer": _("Back: how the loss depends on the answer"),
        "title_delta_outputs": _("Back: δ of the outputs, ∂L/∂a = ∂L/∂f · ψ′(a) (slide 35)"),
        "title_delta": _("Back: δ of layer {layer}, ∂L/∂a = ∂L/∂h · φ′(a) (slide 36)"),
        "title_gradient": _("Back: the gradients of layer {layer}: δ times what came in; of a bias δ itself"),
        "title_below": _("Back: how the loss depends on what layer {layer} gives: weights times δ, over all links"),
        "title_below_inputs": _("Back: how the loss depends on the inputs: weights times δ"),
        "title_update": _("The step: each number minus γ times its gradient (slide 30)"),
        "product": _("The whole product of slide 36:"),
    }


def _table() -> dict[str, str]:
    return {
        "table": _("All numbers, their gradients, and differences beside them"),
        "file": _("backpropagation"),
        "csv": _("CSV"),
        "quantity": _("number"),
        "value": _("value"),
        "gradient": _("∂L/∂number"),
        "difference": _("finite difference"),
        "off": _("differs by"),
        "stepped": _("after the step"),
        "epsilon": _("ε of the differences"),
        "largest": _("The largest relative difference of any parameter: {error}."),
        "curve": _("How this depends on ε"),
        "curve_alt": _("The largest relative difference against ε, both on logarithmic axes"),
        "error_axis": _("relative difference"),
        "rate": _("Learning rate γ"),
        "after": _("The loss is {before}; after a step it is {after}."),
        "apply": _("Apply the step"),
    }


def _counts() -> dict[str, str]:
    return {
        "counts": _("Multiplications for this example"),
        "forward": _("one pass forwards"),
        "backward": _("one pass back, which uses again what it has"),
        "separate": _("each derivative for itself, by the chain rule"),
        "differences": _("finite differences: {passes} passes forwards"),
        "saving": _(
            "Using numbers again saves {saved} multiplications; two passes give what takes {passes} with differences."
        ),
    }


def _sheet() -> dict[str, str]:
    return {
        "exercise": _("Print as an exercise"),
        "solution": _("Print the solution"),
        "exercise_heading": _("Backpropagation: an exercise"),
        "solution_heading": _("Backpropagation: the solution"),
        "given_numbers": _("Given: {numbers}."),
        **{f"name_{name}": label for name, label in activation_names().items()},
        "name_softmax": "softmax",
        "formula_squared_plain": "Σ (f − y)²",
        "formula_squared_softmax": "Σ (f − y)²",
        "formula_cross_entropy_plain": "−Σ [y log f + (1 − y) log(1 − f)]",
        "formula_cross_entropy_softmax": "−Σ y log f",
    }


def chain_words() -> dict[str, str]:
    """Return the words of the chain's component."""
    return {
        **csv_texts(),
        "alt": _("A chain of layers of one neuron each, and what becomes of the gradient in it"),
        "file": _("chain of layers"),
        "csv": _("CSV"),
        "weights": _("Weights w: drag them"),
        "factors": _("Factor of each layer, w · φ′(a)"),
        "factors_shortcut": _("Factor of each layer, 1 + w · φ′(a)"),
        "gradients": _("The gradient on its way back, from right to left"),
        "gradients_alt": _(
            "The size of the gradient at each layer, on a logarithmic axis, and the most that it can be"
        ),
        "every": _("All weights"),
        "bias": _("Bias b"),
        "x": _("Input x"),
        "shortcut": _("Shortcuts: each layer adds what it is given"),
        "layer": _("layer"),
        "sum": _("sum a"),
        "given": _("gives h"),
        "factor": _("factor"),
        "reaches": _("∂f/∂h"),
        "of_weight": _("∂f/∂w"),
        "gradient_axis": _("size of ∂f/∂h"),
        "product": _("What reaches the input: {product}"),
        "zero": _("It is exactly 0: nothing before can learn."),
        "table": _("Each layer: its sum, what it gives, its factor, what reaches it"),
    }

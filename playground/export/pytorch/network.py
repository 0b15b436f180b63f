"""The network of an experiment as code: modules of its own, the ``nn.Sequential``, and its first weights."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

import numpy as np
import numpy.typing as npt

from playground.activations import ACTIVATIONS
from playground.experiment import Dense, DropConnect, Dropout, Experiment
from playground.experiment.layers import LayerSpec
from playground.experiment.model import InitializerName
from playground.export.exporter import ExportError
from playground.export.script import comment, numbers
from playground.i18n import _
from playground.initializers import TOO_LARGE, TOO_SMALL

MOST_WEIGHTS = 5_000
"""Numbers that a script may hold; a network with more goes into a file of weights."""

Weights = Mapping[str, npt.NDArray[Any]]

_THRESHOLD = """\
class Threshold(nn.Module):
    def forward(self, x):
        return x.sign().clamp(min=0)"""

_DROPOUT = """\
class Dropout(nn.Module):
    def __init__(self, rate):
        super().__init__()
        self.rate = rate

    def forward(self, x):
        if not self.training or self.rate == 0:
            return x
        mask = torch.empty_like(x).bernoulli_(1 - self.rate, generator=masks)
        return x * mask / (1 - self.rate)"""

_DROPCONNECT = """\
class DropConnectLinear(nn.Linear):
    def __init__(self, inputs, outputs, rate):
        super().__init__(inputs, outputs)
        self.rate = rate

    def forward(self, x):
        if not self.training:
            return super().forward(x)
        mask = torch.empty_like(self.weight).bernoulli_(1 - self.rate, generator=masks)
        return F.linear(x, self.weight * mask / (1 - self.rate), self.bias)"""

_DRAWN: Mapping[InitializerName, str] = MappingProxyType(
    {
        "default": "nn.init.kaiming_uniform_(layer.weight, a=5**0.5, generator=weights)",
        "zeros": "nn.init.zeros_(layer.weight)",
        "too_small": f"nn.init.normal_(layer.weight, std={TOO_SMALL}, generator=weights)",
        "xavier": "nn.init.xavier_uniform_(layer.weight, generator=weights)",
        "he": 'nn.init.kaiming_normal_(layer.weight, nonlinearity="relu", generator=weights)',
        "too_large": f"nn.init.normal_(layer.weight, std={TOO_LARGE}, generator=weights)",
    }
)


def network_blocks(experiment: Experiment, weights: Weights | None) -> list[str]:
    """Return the blocks of code that make ``network``, from the given weights or as the experiment starts it.

    Raises
    ------
    ExportError
        If the weights are not those of this network, are not finite, or are too many for a script.
    """
    lines = [f"    {code},  # {name}" for name, code in _layers(experiment)]
    sentence = comment(_("Network: layers one after the other; the output layer is linear, the loss holds the rest."))
    return [
        *_modules(experiment),
        "\n".join([sentence, "network = nn.Sequential(", *lines, ")"]),
        *(_first_weights(experiment) if weights is None else _given_weights(experiment, weights)),
    ]


def _modules(experiment: Experiment) -> list[str]:
    """Return the classes that PyTorch lacks and this network needs, and what they draw from."""
    layers = experiment.model.layers
    blocks = [threshold_block(layers)]
    connections = any(isinstance(layer, DropConnect) and layer.rate for layer in layers)
    if connections or any(isinstance(layer, Dropout) for layer in layers):
        blocks.append("masks = generator(seeds[3])")
    if any(isinstance(layer, Dropout) for layer in layers):
        sentence = _("Dropout as nn.Dropout does it, but its masks come from the seed: the same run every time.")
        blocks.append(f"{comment(sentence)}\n{_DROPOUT}")
    if connections:
        sentence = _("DropConnect: while training, each weight is left out with probability rate, anew for each batch.")
        blocks.append(f"{comment(sentence)}\n{_DROPCONNECT}")
    return blocks


def threshold_block(layers: Iterable[LayerSpec]) -> str:
    """Return the class of the formal neuron's activation where one of the layers has it, and nothing elsewhere."""
    if not any(isinstance(layer, Dense) and layer.activation == "threshold" for layer in layers):
        return ""
    sentence = _("The formal neuron's activation: 1 where the input is above 0, else 0; its gradient is 0.")
    return f"{comment(sentence)}\n{_THRESHOLD}"


def _layers(experiment: Experiment) -> Iterator[tuple[str, str]]:
    """Yield each module's name in the playground's network and the code that makes it."""
    drop, placed = 0.0, experiment.layers
    for number, layer in enumerate(placed, 1):
        match layer.spec:
            case Dropout(rate=rate):
                yield f"{number}_dropout", f"Dropout({rate!r})"
            case DropConnect(rate=rate):
                drop = rate
            case Dense(units=units, activation=activation):
                name = f"{number}_dense" if number < len(placed) else "output"
                inputs = layer.input_shape[0]
                yield (
                    name,
                    f"DropConnectLinear({inputs}, {units}, {drop!r})" if drop else f"nn.Linear({inputs}, {units})",
                )
                drop = 0.0
                if activation != "linear":
                    module = ACTIVATIONS[activation].module
                    code = "Threshold()" if activation == "threshold" else f"nn.{module}()"
                    yield f"{number}_{module.lower()}", code
            case other:
                raise ExportError(
                    _("layer {number}: {kind} has no PyTorch code").format(number=number, kind=other.kind)
                )


def _first_weights(experiment: Experiment) -> list[str]:
    zeros = ["with torch.no_grad():", "    for parameter in network[-1].parameters():", "        parameter.zero_()"]
    return [*_drawn_weights(experiment), *(["\n".join(zeros)] if experiment.model.output_start == "zeros" else [])]


def _drawn_weights(experiment: Experiment) -> list[str]:
    initializer = experiment.model.initializer
    bias = ["nn.init.zeros_(layer.bias)"]
    if initializer == "default":
        bias = ["bound = layer.in_features**-0.5", "nn.init.uniform_(layer.bias, -bound, bound, generator=weights)"]
    lines = [_DRAWN[initializer], *bias]
    sentence = comment(_("First weights and biases."))
    if initializer == "zeros":
        head = ["for layer in network:", "    if isinstance(layer, nn.Linear):"]
        return ["\n".join([sentence, *head, *(f"        {line}" for line in lines)])]
    count = sum(isinstance(layer.spec, Dense) for layer in experiment.layers)
    head = [
        f"output_seed, *layer_seeds = seeds[1].spawn({count})",
        "linear_layers = [layer for layer in network if isinstance(layer, nn.Linear)]",
        "for layer, layer_seed in zip(linear_layers, [*layer_seeds, output_seed], strict=True):",
        "    weights = generator(layer_seed)",
    ]
    return ["\n".join([sentence, *head, *(f"    {line}" for line in lines)])]


def _given_weights(experiment: Experiment, weights: Weights) -> list[str]:
    sentence = comment(_("Weights and biases that the playground found, to go on from."))
    lines = [
        "with torch.no_grad():",
        "    for parameter, values in zip(network.parameters(), WEIGHTS, strict=True):",
        "        parameter.copy_(torch.tensor(values))",
    ]
    return [sentence, numbers("WEIGHTS", _checked(experiment, weights)), "\n".join(lines)]


def _checked(experiment: Experiment, weights: Weights) -> list[tuple[str, npt.NDArray[np.float32]]]:
    """Return the weights in the network's order, float32."""
    shapes = dict(_shapes(experiment))
    if {name: np.shape(array) for name, array in weights.items()} != shapes:
        raise ExportError(_("the weights are not those of this network"))
    if experiment.parameters > MOST_WEIGHTS:
        sentence = _(
            "{count} weights and biases are too many for a script; at most {most} fit: take the file of weights"
        )
        raise ExportError(sentence.format(count=experiment.parameters, most=MOST_WEIGHTS))
    with np.errstate(over="ignore"):  # too large for float32 becomes infinite, and is refused
        arrays = [(name, np.asarray(weights[name], dtype=np.float32)) for name in shapes]
    if not all(np.isfinite(array).all() for _name, array in arrays):
        raise ExportError(_("the weights are not finite numbers"))
    return arrays


def _shapes(experiment: Experiment) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Yield the name and shape of each parameter, in the network's order."""
    placed = experiment.layers
    for number, layer in enumerate(placed, 1):
        if isinstance(layer.spec, Dense):
            name = f"{number}_dense" if number < len(placed) else "output"
            yield f"{name}.weight", (layer.spec.units, *layer.input_shape)
            yield f"{name}.bias", (layer.spec.units,)

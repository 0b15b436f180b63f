"""What one neuron can do, and what it cannot: the presets of the neuron page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from playground.activations import ACTIVATIONS, Activation
from playground.concepts.neuron import Neuron
from playground.experiment.layers import ActivationName
from playground.i18n import N_
from playground.presets.claim import Claim


@dataclass(frozen=True)
class NeuronPreset(Claim):
    """One setting of a neuron that shows what a teacher says.

    Parameters
    ----------
    w1, w2, bias, activation
        The neuron.
    point
        The input whose way through the neuron is shown.
    targets
        What a gate wants for the inputs :data:`playground.concepts.neuron.CORNERS`; nothing where there is no gate.
    """

    w1: float
    w2: float
    bias: float
    activation: ActivationName
    point: tuple[float, float] = (2.0, -1.0)
    targets: tuple[int, ...] = ()

    @property
    def neuron(self) -> Neuron:
        """The neuron as the preset sets it."""
        return self.with_activation(ACTIVATIONS[self.activation])

    def with_activation(self, activation: Activation) -> Neuron:
        """Return the neuron with another activation."""
        return Neuron(self.w1, self.w2, self.bias, activation)


NEURONS: Mapping[str, NeuronPreset] = MappingProxyType(
    {
        "and": NeuronPreset(
            N_("AND"),
            N_("One neuron computes AND."),
            N_(
                "Its line leaves only the corner (1, 1) on the side where the sum is positive. Drag the line, the tip "
                "of the arrow or the point x."
            ),
            N_("How far may the bias move before a corner is wrong?"),
            N_(
                "From −6 to 0: the sum at (1, 1) is 6 + b, at (0, 1) and (1, 0) it is b (a logical 1 lies at 3, a "
                "logical 0 at −3). Between the two every bias separates them: the line is not unique, which is why "
                "learning has to choose one."
            ),
            1.0,
            1.0,
            -3.0,
            "sigmoid",
            targets=(0, 0, 0, 1),
        ),
        "or": NeuronPreset(
            N_("OR"),
            N_("With another bias the same neuron computes OR."),
            N_("Only the bias differs from AND: the line has moved without turning, to the other side of the middle."),
            N_("What does the bias do to the line, and what do the weights?"),
            N_(
                "The weights are the vector perpendicular to the line: they turn it. The bias shifts it, by b over the "
                "length of w. Multiply all three by the same positive number, and the line stays where it is."
            ),
            1.0,
            1.0,
            3.0,
            "threshold",
            targets=(0, 1, 1, 1),
        ),
        "nand": NeuronPreset(
            N_("NAND"),
            N_("With the signs turned round it computes NAND, and from NANDs any circuit can be built."),
            N_("The line is that of AND, the arrow points the other way: the positive side is on the other side."),
            N_("If NANDs make any circuit, why can one neuron not compute everything?"),
            N_(
                "A circuit is several of them, one behind the other: a network with hidden layers (slide 17). One "
                "alone has one straight line."
            ),
            -1.0,
            -1.0,
            3.0,
            "threshold",
            targets=(1, 1, 1, 0),
        ),
        "xor": NeuronPreset(
            N_("XOR: impossible"),
            N_("No single neuron computes XOR."),
            N_("Three corners of four are right. Try to get the fourth, with any weights and any activation."),
            N_("Why can it not be done?"),
            N_(
                "The sums at (0, 1) and (1, 0) would both have to be positive, those at (0, 0) and (1, 1) not. But "
                "both pairs have the same mean, the middle of the square, where the sum would have to be positive and "
                "not positive at once. The activation does not help: it sees the sum alone. Two neurons in a hidden "
                "layer do it (on the perceptron page)."
            ),
            1.0,
            1.0,
            3.0,
            "sigmoid",
            targets=(0, 1, 1, 0),
        ),
        "steep": NeuronPreset(
            N_("A steep sigmoid"),
            N_("A sigmoid with large weights is almost a threshold."),
            N_("From white to full colour in less than half a unit. Pull the arrow's tip in, and the edge turns soft."),
            N_("Does the line move when all weights and the bias are doubled?"),
            N_(
                "No: ⟨w, x⟩ + b is 0 at the same points. Only the slope across the line doubles: the length of w says "
                "how sure the neuron is, its direction what it looks at. Learning by gradients needs the soft version: "
                "the derivative of the threshold is 0 everywhere (slides 13 and 14)."
            ),
            5.0,
            4.0,
            2.0,
            "sigmoid",
            point=(-2.0, 2.0),
        ),
        "saturated": NeuronPreset(
            N_("A saturated neuron"),
            N_("A saturated neuron no longer reacts to its inputs."),
            N_("At the point x the sum is 15, and the slope φ′(z) is 0.000. Move x about on its side: h(x) stays 1."),
            N_("What does this do to learning?"),
            N_(
                "Backpropagation multiplies by φ′(z) (slide 36): where it is 0, nothing arrives at the weights, "
                "however wrong the neuron is. That is the fault that slide 14 finds with the sigmoid: too flat at "
                "both ends."
            ),
            3.0,
            2.0,
            -1.0,
            "tanh",
            point=(4.0, 2.0),
        ),
        "identity": NeuronPreset(
            N_("The identity: a plane"),
            N_("Without an activation the neuron is linear regression."),
            N_("Its surface is flat, its level lines are parallel. Below, such a neuron learns its line from points."),
            N_("What do two of these neurons in a row give?"),
            N_(
                "A plane again: a linear function of a linear function is linear. That is why a network needs a φ that "
                "is not linear between its layers (slide 12: with φ = Id it is the classical linear regression)."
            ),
            0.5,
            -0.3,
            1.0,
            "linear",
        ),
        "fold": NeuronPreset(
            N_("ReLU folds the plane"),
            N_("A ReLU is a sheet of paper folded along a line."),
            N_("On one side it is 0, on the other it rises without end: it never saturates on that side."),
            N_("How many flat pieces has the sum of two such neurons at most?"),
            N_(
                "Four: two lines cut the plane into four parts, and the sum is linear in each. Many folds make any "
                "continuous surface as closely as one likes (slides 22 to 24)."
            ),
            1.0,
            -1.0,
            0.0,
            "relu",
            point=(3.0, 1.0),
        ),
        "dead": NeuronPreset(
            N_("A dead ReLU"),
            N_("A ReLU whose sum is negative for all data is dead."),
            N_("The line lies outside the plane: the answer is 0 everywhere, and so is the slope."),
            N_("Which activation would wake it up?"),
            N_(
                "The leaky ReLU of slide 14: with α > 0 the slope on the left is α and not 0, so that a gradient "
                "arrives and the weights can move. Choose it in the sidebar, and look at φ′(z)."
            ),
            0.3,
            0.3,
            -4.5,
            "relu",
        ),
    }
)
"""The presets by the name that a link gives them; the page opens on the first."""

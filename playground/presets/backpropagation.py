"""What backpropagation shows: the presets of the backpropagation page."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from playground.i18n import N_
from playground.presets.claim import PagePreset

SLIDE = (0.8, -0.4, -0.6, 0.9, 0.1, -0.2, 1.2, -0.7, 0.3)
_DEEPER = (
    *(0.5, -0.3, -0.8, 0.6, 0.2, 0.9, 0.1, 0.0, -0.1),
    *(0.7, -0.5, 0.3, -0.4, 0.8, 0.6, 0.05, -0.05),
    *(1.0, -0.5, 0.3, 0.4, -0.6, 0.9, 0.0, 0.1, -0.1),
)

BACKPROPAGATION: Mapping[str, PagePreset] = MappingProxyType(
    {
        "slide": PagePreset(
            N_("The slide's network"),
            N_("One pass back gives all nine derivatives, where differences need ten passes forwards."),
            N_(
                "Press “To the start”, then “Next”: compute δ² = −0.1039 on paper before it appears. What is used "
                "again has a frame."
            ),
            N_("The answer, 0.734, is too small. Which of v₁, v₂, b₁ and b₂ must grow, which must shrink?"),
            N_(
                "v₁, v₂ and b₁ must grow, b₂ must shrink: a step goes against the gradient, and theirs are −0.074, "
                "−0.021, −0.026 and +0.012. b₂ acts through v₂, which is negative."
            ),
            {},
        ),
        "cancel": PagePreset(
            N_("Sigmoid and cross-entropy cancel"),
            N_("With a sigmoid and cross-entropy the δ of the output is exactly f − y."),
            N_("∂L/∂f = −1.1688 times ψ′ = 0.1235 is −0.1444, which is 0.8556 − 1. Change any weight: it stays so."),
            N_("Why is that welcome?"),
            N_(
                "The slope ψ′ is nearly 0 wherever the output is sure, and the loss's 1/(f(1 − f)) makes up for it: "
                "who is sure and wrong learns at full speed. Softmax does the same for many classes."
            ),
            {"backprop_phi": "tanh", "backprop_loss": "cross_entropy"},
        ),
        "dead_relu": PagePreset(
            N_("A dead ReLU passes nothing"),
            N_("A ReLU whose sum is negative passes exactly 0 back: nothing behind it learns from this example."),
            N_("The second unit's sum is −1.4: its δ is 0, and with it the whole second row of weights."),
            N_("Can that unit come back?"),
            N_(
                "Through other examples for which its sum is positive, or if what feeds it changes. If its sum is "
                "negative for every example it stays dead: nothing moves its weights. Drag x₁ below −1.9 and watch."
            ),
            {"backprop_phi": "relu", "backprop_psi": "linear", "backprop_rate": 0.1},
        ),
        "saturated": PagePreset(
            N_("Saturated and wrong"),
            N_(
                "A network that is sure and wrong learns nothing from squared error: δ² is 0.0000006; cross-entropy "
                "makes it 1."
            ),
            N_("All numbers of the slide's network times ten, and the target is 0. Choose the other loss."),
            N_("And do the weights W of the first layer learn then?"),
            N_(
                "Hardly: the hidden sigmoids are saturated too, their slopes are 0.00012 and 0.0000008. "
                "Cross-entropy repairs the output's slope only. Hence small first weights, and ReLU."
            ),
            {
                "backprop_weights": tuple(10 * number for number in SLIDE),
                "backprop_y": (0.0,),
            },
        ),
        "too_large": PagePreset(
            N_("Too large a step"),
            N_("The gradient is right, and yet the loss rises from 0.144 to 1.166: the step is too large."),
            N_("Slide γ down: at 0.1 the same gradient brings the loss to 0.0001."),
            N_("Along the way that a gradient shows, how far is it right?"),
            N_(
                "Only at the point itself: the derivative says what very small steps do. All numbers change at once, "
                "and their products with them."
            ),
            {"backprop_phi": "relu", "backprop_psi": "linear", "backprop_rate": 0.5},
        ),
        "two_layers": PagePreset(
            N_("Two hidden layers, three classes"),
            N_("Each layer needs only the δ of the layer behind it: slide 37's recursion."),
            N_(
                "With 26 parameters, differences take 27 passes, back it is one. Press “Next” and watch δ³, δ², δ¹ in "
                "turn."
            ),
            N_("How do the costs grow with a hundred layers?"),
            N_(
                "A pass back costs about twice a pass forwards, however deep. Each derivative by itself, along each "
                "path, grows with the number of paths: that is the product of the layers' widths."
            ),
            {
                "backprop_layers": 2,
                "backprop_units1": 3,
                "backprop_outputs": 3,
                "backprop_phi": "tanh",
                "backprop_psi": "softmax",
                "backprop_loss": "cross_entropy",
                "backprop_weights": _DEEPER,
                "backprop_x": (1.0, -0.5),
                "backprop_y": (0.0, 0.0, 1.0),
            },
        ),
        "rounding": PagePreset(
            N_("Too small an ε"),
            N_("A difference with too small an ε is wrong: rounding then counts more than the curve."),
            N_("ε is 10⁻¹² here; slide it up to 10⁻⁵, then further. Unfold the curve."),
            N_("Why is the best ε near the cube root of the rounding error?"),
            N_(
                "A central difference is wrong by about ε² because the loss is curved, and by about 10⁻¹⁶/ε because "
                "numbers have 16 digits. Both are alike at ε = 10⁻⁵ or so. Backpropagation has neither fault."
            ),
            {"backprop_epsilon": -12.0},
        ),
        "vanishing": PagePreset(
            N_("Vanishing through ten sigmoids"),
            N_("A sigmoid's slope is 1/4 at most: through ten of them less than a millionth of the gradient is left."),
            N_("Each factor is w · σ′(a), about 0.23. What reaches the input is their product, 3.5 · 10⁻⁷."),
            N_("What does that mean for the first layer's weights?"),
            N_(
                "They move a million times more slowly than the last layer's: the network learns on top of random "
                "features. That is how deep networks with sigmoids failed before 2006."
            ),
            {"backprop_part": "chain"},
        ),
        "saturating": PagePreset(
            N_("Larger weights do not help"),
            N_("With weights of 8 even less comes through: the sigmoids saturate."),
            N_("1/4 · 8 would be 2, but the sums are near 8, where the slope is 0.0003: the factors are 0.003."),
            N_("Which weight gives the largest product here?"),
            N_(
                "Move “all weights”: of the positive ones 1.7, which passes 0.000004. −5.4 passes a tenth: the sums "
                "stay nearer to 0. The weight is in the factor and in the sum."
            ),
            {"backprop_part": "chain", "backprop_chain_weights": (8.0,) * 10},
        ),
        "knife_edge": PagePreset(
            N_("On a knife's edge"),
            N_("With w = 4, b = −2 and x = 0.5 every factor is exactly 1; a tenth more or less and it is not."),
            N_("Set all weights to 4.4 and b to −2.2, then to 3.6 and −1.8: 1.1¹⁰ = 2.6, 0.9¹⁰ = 0.35."),
            N_("Would that hold in a real network?"),
            N_(
                "No: other inputs, other sums, and training moves the weights. What is needed are factors that stay "
                "near 1 by themselves: ReLU, shortcuts, the cell of an LSTM."
            ),
            {"backprop_part": "chain", "backprop_chain_weights": (4.0,) * 10, "backprop_chain_bias": -2.0},
        ),
        "relu_chain": PagePreset(
            N_("ReLU: all or nothing"),
            N_("Twenty ReLUs with weight 1 pass the whole gradient on, or with a negative sum none at all."),
            N_("The product is exactly 1. Drag a single weight below 0: it is exactly 0."),
            N_("Why does a network with many units survive dead ones?"),
            N_("The gradient has many paths; some are open for each example. In a chain there is only one."),
            {
                "backprop_part": "chain",
                "backprop_chain_phi": "relu",
                "backprop_chain_weights": (1.0,) * 20,
                "backprop_chain_x": 1.0,
            },
        ),
        "exploding": PagePreset(
            N_("Exploding"),
            N_("With weights of 1.5 and no bound on the slope the gradient grows three thousandfold in twenty layers."),
            N_("1.5²⁰ = 3,325. Move “all weights” below 1: it vanishes as quickly."),
            N_("Where does this happen to a network with few layers?"),
            N_(
                "In a recurrent one: twenty time steps are twenty layers with the same weight. Hence the longest "
                "gradient that training allows, and the LSTM."
            ),
            {
                "backprop_part": "chain",
                "backprop_chain_phi": "relu",
                "backprop_chain_weights": (1.5,) * 20,
                "backprop_chain_x": 1.0,
            },
        ),
        "shortcuts": PagePreset(
            N_("Shortcuts"),
            N_("If each layer adds what it is given, the factors are 1 + wφ′ and the gradient gets through."),
            N_("Twenty sigmoids with shortcuts pass 1.79; without them 10⁻¹³. Switch them off."),
            N_("What do such layers learn?"),
            N_(
                "Only what is to be added to what they are given, which may be nothing. Residual networks of 2015 "
                "are built so; the cell of an LSTM adds in the same way through time."
            ),
            {
                "backprop_part": "chain",
                "backprop_chain_weights": (1.0,) * 20,
                "backprop_chain_shortcut": 1,
            },
        ),
    }
)
"""By the names that an address has."""

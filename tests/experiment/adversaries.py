"""GANs of all kinds, for property tests."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from playground.activations import ACTIVATIONS
from playground.experiment.gan import DEEPEST, DRAWN, GAN_DATA, REACH, WIDEST, GanExperiment

COORDINATES = st.floats(-REACH, REACH).map(lambda value: round(value, 3))


@st.composite
def layers(draw: st.DrawFn, uniform: bool) -> list[dict[str, Any]]:
    layer = st.builds(
        lambda units, activation: {"type": "dense", "units": units, "activation": activation},
        st.integers(1, WIDEST),
        st.sampled_from(sorted(ACTIVATIONS)),
    )
    if uniform:
        return [draw(layer)] * draw(st.integers(0, DEEPEST))
    return draw(st.lists(layer, max_size=DEEPEST))


@st.composite
def gans(draw: st.DrawFn, uniform: bool = False) -> GanExperiment:
    """Return a GAN; ``uniform`` ones have layers of one size and one activation in each network."""
    name = draw(st.sampled_from(GAN_DATA))
    data: dict[str, Any] = {"name": name}
    if name == DRAWN:
        data["points"] = draw(st.lists(st.tuples(COORDINATES, COORDINATES), min_size=1, max_size=5))
    below_one = st.floats(0, 1, exclude_max=True)
    rates = st.floats(1e-9, 10)
    return GanExperiment.from_parts(
        {
            "data": data,
            "model": {
                "generator": {"noise": draw(st.integers(1, 8)), "layers": draw(layers(uniform))},
                "discriminator": {"layers": draw(layers(uniform))},
            },
            "training": {
                "loss": draw(st.sampled_from(["non_saturating", "saturating", "least_squares", "wasserstein"])),
                "r1": draw(st.floats(0, 1000)),
                "gradient_penalty": draw(st.floats(0, 1000)),
                "generator_rate": draw(rates),
                "discriminator_rate": draw(rates),
                "beta1": draw(below_one),
                "beta2": draw(below_one),
                "discriminator_steps": draw(st.integers(1, 10)),
                "batch_size": draw(st.integers(8, 1024)),
                "frozen": draw(st.sampled_from(["none", "generator", "discriminator"])),
            },
            "seed": draw(st.integers(0, 2**31 - 1)),
        }
    )

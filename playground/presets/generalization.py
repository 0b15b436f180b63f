"""What a network makes of points that it has never seen: overfitting and its cures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from playground.experiment import SGD, DropConnect, Dropout, Experiment, Model, PlaneData, Training
from playground.experiment.data import FEATURES
from playground.experiment.layers import Layer
from playground.i18n import N_
from playground.presets.preset import Preset, dense, dropped

_LARGE = dense(64, 64, activation="relu")


def _noisy_spiral(layers: Sequence[Layer] = _LARGE, samples: int = 200, l2: float = 0.0) -> Experiment:
    return Experiment(
        data=PlaneData(name="spiral", samples=samples, noise=0.9),
        model=Model(layers=tuple(layers)),
        training=Training(batch_size=20, l2=l2),
    )


GENERALIZATION: Mapping[str, Preset] = MappingProxyType(
    {
        "overfitting": Preset(
            N_("Overfitting a noisy spiral"),
            N_("A large network learns the noise of few points by heart."),
            N_("The training loss falls, the test loss rises. The cures that follow in the menu act on this spiral."),
            N_("The test loss rises, and yet the accuracy on the test points does not fall. How can that be?"),
            N_(
                "The network gets about as many points right as before, and it is ever surer of the ones it gets "
                "wrong: −log q (slide 26) grows without bound where the right class is given a tiny probability q. "
                "Flexible enough to fence in single points (slide 38), it has learned to be certain of the noise."
            ),
            _noisy_spiral(),
        ),
        "more-data": Preset(
            N_("First cure: more data"),
            N_("Ten times as many points cure the overfitting."),
            N_("The same noise and the same network, with 2,000 points instead of 200."),
            N_("Why can the network no longer learn them by heart?"),
            N_(
                "Every point now has neighbours that contradict its noise: islands around single ones cost more "
                "bends than the network has, and what the points have in common is the spiral. Slide 38 begins "
                "with this cure, and with transformed copies where there are no more data."
            ),
            _noisy_spiral(samples=2000),
        ),
        "l2-penalty": Preset(
            N_("Second cure: an L2 penalty"),
            N_("An L2 penalty holds the test loss down."),
            N_("The same spiral and network; every weight now pays l2/2 · w², with l2 = 0.003."),
            N_("And with a penalty ten or a hundred times as large?"),
            N_(
                "Sharp bends need large weights, and weights have a price now: the Ridge of slide 40. At 0.03 the "
                "network underfits, both losses stay together near 0.67; at 0.3 the weights vanish and it tosses a "
                "coin, ln 2 ≈ 0.69. The right price is found by trying, on points that are not learned from."
            ),
            _noisy_spiral(l2=0.003),
        ),
        "dropout": Preset(
            N_("Third cure: dropout"),
            N_("Dropout holds the test loss down."),
            N_("The same spiral and network; 30 % of its neurons are silent in every batch, drawn anew each time."),
            N_("How can silent neurons help?"),
            N_(
                "Each batch trains a slightly different network (slides 38 and 39), and no neuron can rely on "
                "particular others to fence in one point. When the network is tested all of them answer, about as "
                "the mean of all those networks would."
            ),
            _noisy_spiral(dropped(_LARGE, Dropout, 0.3)),
        ),
        "dropconnect": Preset(
            N_("The same with DropConnect"),
            N_("DropConnect holds the test loss down by cutting connections."),
            N_("The same spiral and network; 30 % of its connections are cut in every batch."),
            N_("What is the difference from dropout?"),
            N_(
                "Dropout silences a neuron for all that listen to it; DropConnect sets single weights to zero "
                "(slide 40), so that a neuron may be heard by some and not by others. Many more thinned networks "
                "are possible, and on this spiral the effect is about the same."
            ),
            _noisy_spiral(dropped(_LARGE, DropConnect, 0.3)),
        ),
        "smaller-network": Preset(
            N_("A smaller network"),
            N_("A smaller network overfits less, and learns less."),
            N_("The same spiral and two layers of 8 instead of 64: the two losses stay closer together."),
            N_("Is this a good cure?"),
            N_(
                "Half a cure: the network cannot draw the noise, but the spiral neither, and its accuracy stays low. "
                "A flexible network with more data, or held back by a penalty or dropout, does better than one that "
                "is too small."
            ),
            _noisy_spiral(dense(8, 8, activation="relu")),
        ),
        "early-stopping": Preset(
            N_("Stopping early"),
            N_("The best network is not the last one."),
            N_("With 500 points the test loss falls first, turns round within some 100 epochs, and rises again."),
            N_("When should one have stopped, and how could one know?"),
            N_(
                "Where the dashed curve is lowest: scrub back to it with the timeline. What is common to many points "
                "is learned first, the single ones come later. Since the stop is chosen by these points, an honest "
                "judgement of the network needs others again."
            ),
            _noisy_spiral(samples=500),
        ),
        "noise-floor": Preset(
            N_("What no network can learn"),
            N_("No network beats the noise."),
            N_("Two clouds overlap: the best rule there is gets 92.1 % right, and 4,417 parameters get no further."),
            N_("Where do the 92.1 % come from? And how good is a single neuron?"),
            N_(
                "The clouds have their centres at (2, 2) and (−2, −2) and the variance 4. The best boundary is the "
                "line halfway, 2√2 from both, and a share Φ(√2) ≈ 0.921 of each cloud lies on its side of it. One "
                "neuron draws that line and is as good; on its training points the large network may do better, "
                "which is overfitting."
            ),
            Experiment(
                data=PlaneData(name="gaussian", noise=0.5, samples=2000),
                model=Model(layers=_LARGE),
                training=Training(batch_size=50),
            ),
        ),
        "l1-selects": Preset(
            N_("L1 picks the useful inputs"),
            N_("An L1 penalty switches useless inputs off."),
            N_("One neuron is given all seven inputs. Only x₁² and x₂² keep a weight: the others are exactly 0."),
            N_("Why does L1 bring weights to zero, and L2 not?"),
            N_(
                "L1 pulls every weight towards zero with the same force, however small it is already; the pull of "
                "L2 fades along with the weight, which shrinks and never arrives. This is the Lasso of slide 40. "
                "Each step ends at 0 and does not go beyond (“proximal”); by the subgradient weights rock around 0. "
                "Set L1 to 0 and the other inputs keep weights that fit the accidents of the sample."
            ),
            Experiment(
                data=PlaneData(name="circle", samples=200, features=FEATURES),
                model=Model(layers=()),
                training=Training(optimizer=SGD(learning_rate=0.03), l1=0.3),
            ),
        ),
    }
)

"""What a network can draw, from one neuron to a layer of many."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from playground.experiment import SGD, Adam, Experiment, Model, PlaneData, Training
from playground.i18n import N_
from playground.presets.preset import Preset, dense

SHAPES: Mapping[str, Preset] = MappingProxyType(
    {
        "spiral": Preset(
            N_("A network learns a spiral"),
            N_("Two hidden layers of eight neurons pull the arms of a spiral apart."),
            N_(
                "The boundary hardly moves at first, then it bends from epoch to epoch. From these first weights 150 "
                "epochs are enough; from most others it takes several hundred."
            ),
            N_("Does one layer of eight learn it too? And no hidden layer at all?"),
            N_(
                "Without a hidden layer the boundary is a straight line, and about 60 % of the points are right. "
                "One layer of eight bends it in a few places, and stays far behind in the same 150 epochs. "
                "The second layer combines what the first has already bent (slides 17 to 20)."
            ),
            Experiment(seed=41),
        ),
        "one-neuron-xor": Preset(
            N_("Why one neuron cannot do xor"),
            N_("One neuron cannot do xor."),
            N_(
                "Its boundary is a straight line, and no line puts opposite quadrants on one side: "
                "the accuracy stays near a half."
            ),
            N_("Would more training help? Or another input?"),
            N_(
                "More training only finds the best straight line: a neuron answers to the one number ⟨w, x⟩ + b "
                "(slide 11). One more input is enough: x₁x₂ has one sign in two opposite quadrants and the other "
                "sign in the other two. Switch it on and play again."
            ),
            Experiment(data=PlaneData(name="xor"), model=Model(layers=())),
        ),
        "hidden-layer-xor": Preset(
            N_("A hidden layer solves xor"),
            N_("Four hidden neurons solve xor."),
            N_("Each of them cuts the plane along one line, and the output puts the four halves together."),
            N_("How few hidden neurons are enough?"),
            N_(
                "Two are too few: whatever their lines, some quadrant is torn, and the accuracy stays well below 90 %. "
                "Three can do it, but many seeds get stuck in a local minimum (slide 29). Four almost always find "
                "a way: spare neurons make the search easier."
            ),
            Experiment(
                data=PlaneData(name="xor"),
                model=Model(layers=dense(4)),
                training=Training(optimizer=Adam(learning_rate=0.03)),
            ),
        ),
        "linear-layers": Preset(
            N_("Linear layers collapse into one"),
            N_("Layers without an activation are worth one layer."),
            N_("Two hidden layers of eight linear neurons, 105 parameters, and the boundary is still a straight line."),
            N_("Why does depth not help here?"),
            N_(
                "A linear function of a linear function is linear: W₂(W₁x + b₁) + b₂ = (W₂W₁)x + (W₂b₁ + b₂). "
                "The activation between the layers (slides 13 and 20) is what makes depth worth having. "
                "Change both to tanh and play again."
            ),
            Experiment(data=PlaneData(name="circle"), model=Model(layers=dense(8, 8, activation="linear"))),
        ),
        "features-instead-of-layers": Preset(
            N_("A good feature instead of a layer"),
            N_("A good feature can stand in for a hidden layer."),
            N_("Given x₁² and x₂², a single neuron draws the circle."),
            N_("Why is one neuron enough now, and where does this fail?"),
            N_(
                "w₁x₁² + w₂x₂² + b = 0 is an ellipse: in the plane of the squares, the circle is a straight line. "
                "But somebody had to know that squares help. On the spiral they do not; hidden layers find their "
                "features in the data themselves (slide 18)."
            ),
            Experiment(data=PlaneData(name="circle", features=("x1^2", "x2^2")), model=Model(layers=())),
        ),
        "linear-regression": Preset(
            N_("A neuron without activation is linear regression"),
            N_("A neuron without activation is linear regression."),
            N_("One neuron with the identity and the squared error: the remark on slide 12."),
            N_("Where do its two weights end, and why always there?"),
            N_(
                "Both end near 0.1, close to the least-squares solution: the targets are (x₁ + x₂)/10 with noise. "
                "The squared error of a linear model is convex, so that gradient descent (slide 30) finds the same "
                "minimum from every start. Take the bumps data to see a surface that a plane cannot follow."
            ),
            Experiment(
                data=PlaneData(name="plane", noise=0.2),
                model=Model(layers=()),
                training=Training(optimizer=SGD(learning_rate=0.01)),
            ),
        ),
        "bumps": Preset(
            N_("Approximating a surface"),
            N_("The more neurons in the hidden layer, the better it approximates a surface."),
            N_("Six bumps and one layer of 64: universal approximation at work. Put the loss on a log axis."),
            N_("What do 4 neurons make of it? And what does the theorem promise?"),
            N_(
                "Four neurons cannot follow six bumps: their loss stays near 0.04, more than twice that of 64. "
                "The theorem (slides 22 to 24) says that for any precision some number of neurons is enough, but "
                "not how many, nor that training finds their weights."
            ),
            Experiment(
                data=PlaneData(name="multi_gaussian", samples=1000),
                model=Model(layers=dense(64)),
                training=Training(optimizer=Adam(learning_rate=0.01), batch_size=20),
            ),
        ),
        "five-classes": Preset(
            N_("Five classes and softmax"),
            N_("Softmax turns five outputs into the probabilities of five classes."),
            N_("Each colour is the most probable class, pale where the network is unsure."),
            N_("Why five outputs, and not one that says 1, 2, 3, 4 or 5?"),
            N_(
                "One number would put class 3 between 2 and 4, as if the classes had an order. With softmax "
                "(slide 15) every class has a score of its own, positive, and the five sum to one; the "
                "cross-entropy (slide 26) raises the score of the right one."
            ),
            Experiment(
                data=PlaneData(name="pinwheel5", samples=1000, noise=0.05),
                model=Model(layers=dense(16, 16, activation="relu")),
                training=Training(batch_size=20),
            ),
        ),
    }
)

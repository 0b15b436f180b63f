"""Recurrent networks that answer once, at the end: what they remember of the beginning (lecture, slides 54 to 57)."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from playground.experiment import Adam, Embedding, Experiment, Model, ProblemData, SurnameData, Training
from playground.experiment.layers import LayerSpec
from playground.experiment.recurrent_layers import LSTM, RNN
from playground.i18n import N_
from playground.presets.preset import Preset

FIRST_SYMBOL = ProblemData(name="first_symbol", length=60)
ADDING = ProblemData(name="adding", length=100)


def learned(data: ProblemData | SurnameData, *layers: LayerSpec, learning_rate: float) -> Experiment:
    """Return an experiment with what the presets share: Adam, batches of 64, gradients no longer than 1."""
    training = Training(optimizer=Adam(learning_rate=learning_rate), batch_size=64, clip_norm=1.0)
    return Experiment(data=data, model=Model.model_validate({"layers": layers}), training=training)


REMEMBERING: Mapping[str, Preset] = MappingProxyType(
    {
        "names": Preset(
            N_("Which language is this name?"),
            N_("Read letter by letter, seven surnames in ten are given to the right one of seven languages."),
            N_(
                "Many to one (slide 54): the network reads a name and answers once, at its end. Look at the confusion "
                "matrix: Italian and Spanish are the hardest to tell apart."
            ),
            N_("Would the accuracy tell you that all Turkish names are wrong? And what would?"),
            N_(
                "No: 59 of 4,427 names are Turkish, six of those for testing. Whether they are right moves the "
                "accuracy by one percent, and the loss, a mean over all names, hardly more, so that little is done "
                "about them while it learns. Their row of the confusion matrix shows it."
            ),
            learned(SurnameData(), Embedding(units=16), LSTM(units=64), learning_rate=0.003),
            speed="1-epoch",
        ),
        "first-symbol-rnn": Preset(
            N_("First symbol: the plain RNN"),
            N_("A plain RNN does not learn to remember the first of 60 symbols; it guesses, one in four."),
            N_(
                "Four symbols at random; which came first? Look at the gradient at each step: at the first one nothing "
                "is left of it, so that nothing can be learned about it (slide 57: “too flat”)."
            ),
            N_("The answer is in the data, and a network that knows it exists. Why is it not found?"),
            N_(
                "Back through time the gradient is multiplied 59 times by the recurrent matrix and the slopes of tanh: "
                "what arrives at step 1 is less than a billionth of what there was at step 60, and drowns in what the "
                "other steps say. With larger learning rates chance helps now and then, after thousands of batches. "
                "Make the sequences shorter: at eight steps the same network learns it at once."
            ),
            learned(FIRST_SYMBOL, RNN(units=32), learning_rate=0.001),
            speed="5-epochs",
        ),
        "first-symbol-lstm": Preset(
            N_("First symbol: LSTM, bias 5"),
            N_("An LSTM whose forget gate starts open remembers the first of 60 symbols within 40 epochs."),
            N_(
                "Forget bias 5: the gate starts at 0.993, and 0.993⁵⁹ is 0.67. Along the memory two thirds of the "
                "gradient get back to the first step before anything is learned. Look at the rows of the memory c that "
                "stay as they are."
            ),
            N_("Which single number makes the difference, and what happens at a forget bias of 1?"),
            N_(
                "At 1 the gate is 0.73, and 0.73⁵⁹ is 10⁻⁸: along the memory next to nothing arrives. Try the next "
                "presets. It is not the LSTM as such that helps, it is the path that its memory offers to the "
                "gradient (slide 57), where it is open."
            ),
            learned(FIRST_SYMBOL, LSTM(units=32, forget_bias=5.0), learning_rate=0.003),
            speed="5-epochs",
        ),
        "first-symbol-forgetful": Preset(
            N_("First symbol: LSTM, bias 1"),
            N_("With the usual forget bias of 1 the LSTM fails like the plain RNN."),
            N_(
                "The same network but for one number at the start. Its gradient at each step falls more slowly than "
                "that of the plain RNN, and still to less than a thousandth at the first."
            ),
            N_("Move the forget bias up. From where on does it learn the task?"),
            N_(
                "The gate is the sigmoid of the bias: 0.88 at 2, 0.95 at 3, 0.98 at 4. To the power 59 that is 0.0006, "
                "0.06 and 0.34. From about 3 on enough of the gradient arrives, and it learns within seconds."
            ),
            learned(FIRST_SYMBOL, LSTM(units=32, forget_bias=1.0), learning_rate=0.003),
            speed="5-epochs",
        ),
        "first-symbol-orthogonal": Preset(
            N_("First symbol: RNN, rotation"),
            N_("A plain RNN learns it too, if its recurrent matrix starts as a rotation."),
            N_(
                "An orthogonal matrix neither shrinks nor stretches; only the slopes of tanh shrink the gradient. "
                "About a thousandth comes back, without any gate: compare with the first preset, where it is less "
                "than a billionth."
            ),
            N_("What, then, is the lesson of slide 57: that LSTMs are better than RNNs?"),
            N_(
                "That the gradient needs a path. A cell whose memory is a sum, with the gate open, is one; a matrix "
                "whose eigenvalues all have size 1 is another. Both are choices at the start. The LSTM keeps its path "
                "more easily while it learns, and can also close it: that is why it is used."
            ),
            learned(FIRST_SYMBOL, RNN(units=32, recurrent_initializer="orthogonal"), learning_rate=0.003),
            speed="5-epochs",
        ),
        "adding-rnn": Preset(
            N_("Adding: the plain RNN"),
            N_("A plain RNN does not learn to add two marked numbers among a hundred."),
            N_(
                "Two of a hundred numbers are marked, one in each half. The answer counts as right within 0.04. Who "
                "always says 0.5 has a squared error of 1/24, about 0.042: that is where the loss stays."
            ),
            N_("The loss falls in the first epoch and then no more. What has been learned?"),
            N_(
                "The mean: 0.5 for every sequence. It needs no memory. For more the network would have to know what "
                "was marked up to a hundred steps ago, and the gradient that could teach it does not get there "
                "(slide 57)."
            ),
            learned(ADDING, RNN(units=32), learning_rate=0.01),
            speed="5-epochs",
        ),
        "adding-lstm": Preset(
            N_("Adding: the LSTM"),
            N_("An LSTM learns to pick two marked numbers out of a hundred, and to add them."),
            N_(
                "The problem with which Hochreiter and Schmidhuber presented the LSTM in 1997. For some epochs it "
                "answers 0.5 like the plain RNN, then the loss falls at once. Watch the input gate at the marks."
            ),
            N_("Here a forget bias of 1 is enough, for the first symbol it was not. Why?"),
            N_(
                "The second mark is in the second half, some of them near the end: they can be learned first, and from "
                "there the way is shorter. A first symbol is always 59 steps away, without a step between."
            ),
            learned(ADDING, LSTM(units=32, forget_bias=1.0), learning_rate=0.01),
            speed="5-epochs",
        ),
    }
)
"""Presets of one answer at the end."""

"""Recurrent networks that answer at every step: letters that come next, tags, a signal out of noise (slide 54)."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from playground.experiment import Adam, CommunesData, Embedding, Experiment, Model, ProblemData, Training
from playground.experiment.recurrent_layers import GRU, LSTM
from playground.i18n import N_
from playground.presets.preset import Preset
from playground.presets.remembering import learned

COMMUNES = Experiment(
    data=CommunesData(),
    model=Model(layers=(Embedding(units=32), LSTM(units=128, return_sequences=True))),
    training=Training(optimizer=Adam(learning_rate=0.003), batch_size=128, clip_norm=1.0),
)

STEPS: Mapping[str, Preset] = MappingProxyType(
    {
        "communes": Preset(
            N_("Invent names of communes"),
            N_("After some epochs the LSTM guesses the next letter better than counting four letters can."),
            N_(
                "At every letter of 29,735 names it is asked for the next one. In bits a letter, 2.54 are what a table "
                "of all groups of four letters costs, which sees three letters back."
            ),
            N_("Where in a name is it surest of the next letter, and where does it hardly know anything?"),
            N_(
                "Within common parts, “Saint-”, “-sur-”, “-ville”, nearly every letter follows from those before. At "
                "the beginning of a name or of a word it has to guess. Half a bit fewer means nearly one and a half "
                "times less doubt at each letter."
            ),
            COMMUNES,
            speed="max",
        ),
        "parity": Preset(
            N_("Odd or even, at every step"),
            N_("An LSTM of 16 units learns to say at each step whether the ones so far are odd."),
            N_(
                "Many to many: an answer at every step (slide 54). For some epochs nothing happens, then it is right "
                "everywhere, all at once."
            ),
            N_("One bit of memory is enough for that. Which network of a single step cannot do it, and why?"),
            N_(
                "New parity = old parity XOR new bit: the problem that one neuron cannot solve, here at each step, "
                "with the network's own answer as one of its inputs. Its state must flip at every 1 and stay at every "
                "0: look for units whose memory does so."
            ),
            learned(ProblemData(name="parity", length=20), LSTM(units=16, return_sequences=True), learning_rate=0.01),
            speed="5-epochs",
        ),
        "brackets": Preset(
            N_("How many brackets are open?"),
            N_("An LSTM of 16 units learns to count open brackets, at every step."),
            N_(
                "Brackets and dots; at most four are open at once. Look at the memory c: some unit goes up with each "
                "opening bracket and down with each closing one."
            ),
            N_("Train it on 30 steps. Is it right on 60 too, and should one expect it?"),
            N_(
                "The rule is the same at each step, and so are the weights: that is what recurrence is for (slide 55). "
                "Whether the counter stays exact for longer than it was trained is another matter; try it, with a new "
                "network for each length."
            ),
            learned(ProblemData(name="brackets", length=30), LSTM(units=16, return_sequences=True), learning_rate=0.01),
            speed="5-epochs",
        ),
        "denoise": Preset(
            N_("A sine out of noise"),
            N_("Read in both directions, a GRU takes away three quarters of the noise's power."),
            N_(
                "A sine of unknown frequency and phase, with noise of standard deviation 0.3, power 0.09. At every "
                "step it is asked for the sine without it."
            ),
            N_("Why is the answer worse at the ends than in the middle, and worse in one direction only?"),
            N_(
                "In the middle it has values before and after to average over. At the ends one side is missing; in one "
                "direction the other side always is. Switch the second direction off and compare the test loss: the "
                "first steps have seen nothing yet."
            ),
            learned(
                ProblemData(name="sine", length=60),
                GRU(units=16, return_sequences=True, bidirectional=True),
                learning_rate=0.01,
            ),
            speed="1-epoch",
        ),
    }
)
"""Presets of an answer at every step."""

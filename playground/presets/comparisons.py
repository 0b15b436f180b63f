"""Comparisons worth showing: each a claim about networks that differ in one thing."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from playground.experiment import SGD, Adam, Dense, Experiment, ImageData, Model, PlaneData, ProblemData, Training
from playground.experiment.comparison import Comparison
from playground.experiment.layers import LSTM, Conv2d, Flatten, MaxPool2d
from playground.i18n import N_
from playground.presets.comparison_preset import ComparisonPreset
from playground.presets.gan_comparisons import GAN_COMPARISONS
from playground.presets.preset import dense
from playground.presets.shapes import SHAPES

COMPARISONS: Mapping[str, ComparisonPreset] = MappingProxyType(
    {
        "activations": ComparisonPreset(
            N_("Eight activations on a spiral"),
            N_("On the spiral ReLU and tanh leave the sigmoid far behind."),
            N_(
                "Forty networks, eight activations from five seeds each, start from the same weights and see the "
                "same batches. Only the activation differs."
            ),
            N_("The sigmoid can draw what tanh can draw: one is the other, shifted and scaled. Why is it behind?"),
            N_(
                "Its slope is 1/4 at most, that of tanh 1 (slide 14). Look at the gradients in the first epochs: with "
                "the sigmoid a tenth or less of the output layer's reaches the first layer, with tanh about half. And "
                "its outputs are all positive, so that all weights of a neuron are pushed the same way. Adam makes up "
                "for small gradients in part: the sigmoid gets there too, but late."
            ),
            Comparison(base=SHAPES["spiral"].experiment),
        ),
        "activations-deep": ComparisonPreset(
            N_("Activations in a deep network"),
            N_("In five hidden layers the sigmoid gets no further than a straight line; ReLU and its relatives learn."),
            N_("Train one epoch (key e) and look at the size of the gradient, layer by layer."),
            N_("Whose gradient fades on the way from the output to the first layer, and by how much?"),
            N_(
                "The sigmoid's, by a factor of about 20,000 after the first epoch, and softplus's by some hundred: at "
                "each layer it is multiplied by a slope, the sigmoid's is 1/4 at most, and by weights, which are small "
                "at first (slides 35 and 36). ReLU's slope is 1 wherever a neuron is on: a factor of four. The price "
                "is in the other picture: some of its neurons are off for every point, and dead. The leaky ReLU of "
                "slide 14 has none of these."
            ),
            Comparison(base=Experiment(model=Model(layers=dense(8, 8, 8, 8, 8)))),
        ),
        "optimizers": ComparisonPreset(
            N_("Optimizers on a spiral"),
            N_("After 150 epochs momentum, RMSprop and Adam have most of the spiral; plain descent has hardly begun."),
            N_("The same network, weights and batches. Each optimizer has the learning rate that it usually has."),
            N_("Is plain gradient descent only too slow, or would it end somewhere else?"),
            N_(
                "Only slow here: play on for a thousand epochs and it bends the boundary too. Momentum sums up "
                "the steps that agree, and goes up to ten times as far (0.9 remembers about ten gradients); Adam "
                "and RMSprop divide by the usual size of each weight's gradient. Slide 33 names these variants."
            ),
            Comparison(
                base=Experiment(),
                axis="optimizer",
                values=("sgd", "momentum", "adagrad", "rmsprop", "adam"),
            ),
        ),
        "learning-rates": ComparisonPreset(
            N_("Learning rates, from too small to divergent"),
            N_("Ten times too small wastes time; ten times too large throws everything away."),
            N_("Plain gradient descent with five learning rates; the last one diverges within a few epochs."),
            N_("Which curve falls fastest, and how far is that rate from the one that diverges?"),
            N_(
                "0.1 falls fastest here and 1 diverges: the best rate is often within a factor of ten of one that"
                " does. Each step follows the tangent (slide 30); one that is too long ends higher up on the "
                "other side, where the slope is steeper still, and so on without end. A smaller rate gets there "
                "as well, ten times later."
            ),
            Comparison(
                base=Experiment(
                    data=PlaneData(name="circle"),
                    model=Model(layers=dense(8, 8)),
                    training=Training(optimizer=SGD(), loss="mse"),
                ),
                axis="learning_rate",
                values=(0.0001, 0.001, 0.01, 0.1, 1.0),
            ),
        ),
        "initializations": ComparisonPreset(
            N_("Initial weights"),
            N_("A deep network learns only from weights that are neither too small nor too large."),
            N_(
                "Four layers of sixteen, from zeros to far too large. Look at the gradients and at the saturated units."
            ),
            N_("From zeros no weight ever moves; from weights around 3 they move, but badly. Why?"),
            N_(
                "From zeros every neuron gives 0 and receives no gradient: the symmetry never breaks. From tiny "
                "weights signals and gradients fade to almost nothing from layer to layer. From large ones many "
                "neurons sit in the flat ends of tanh. Xavier and He choose the spread so that signals keep their "
                "size from layer to layer, forwards and on the way back of slides 35 and 36; He's is meant for ReLU."
            ),
            Comparison(
                base=Experiment(
                    model=Model(layers=dense(16, 16, 16, 16)), training=Training(optimizer=SGD(learning_rate=0.05))
                ),
                axis="initializer",
                values=("zeros", "too_small", "default", "xavier", "he", "too_large"),
            ),
        ),
        "dropout": ComparisonPreset(
            N_("Dropout against overfitting"),
            N_("The more neurons are dropped, the less of the noise is learned by heart."),
            N_(
                "A large network and 100 noisy points, tested on 300 others. Compare the curves of test and "
                "training: the switch above them changes over."
            ),
            N_("Without dropout the training accuracy is best and the test loss worst. What does dropout change?"),
            N_(
                "In every batch another thinned network has to answer (slides 38 and 39), so no neuron can rely "
                "on one other that remembers a single point. The training accuracy falls, the accuracy on the "
                "test points rises by some points in a hundred, and the test loss falls to a quarter: the network"
                " is no longer certain of what it gets wrong."
            ),
            Comparison(
                base=Experiment(
                    data=PlaneData(name="circle", samples=400, noise=0.5, train_fraction=0.25),
                    model=Model(layers=dense(64, 64, activation="relu")),
                    training=Training(batch_size=20),
                ),
                axis="dropout",
                values=(0.0, 0.2, 0.5, 0.8),
                seeds=8,
            ),
        ),
        "images-activations": ComparisonPreset(
            N_("Activations on images"),
            N_("After six epochs tanh and ReLU read three digits in four; the sigmoid still guesses."),
            N_(
                "Twelve small convolutional networks and 300 images. Train one epoch (key e) and look at the size of "
                "the gradient, layer by layer; then play on."
            ),
            N_("What do the pictures of the sigmoid's networks show: which digits do they take all others for?"),
            N_(
                "A single column: they give every image the same class, whatever it is. The sigmoid's outputs are all "
                "near 1/2 at first, and on the way back each layer multiplies by a slope of at most 1/4 (slides 14, 35 "
                "and 36): after the first epoch the first convolution receives less than a hundredth of the output "
                "layer's gradient, with tanh about as much, with ReLU a tenth or more."
            ),
            Comparison(
                base=Experiment(
                    data=ImageData(name="mnist", samples=300),
                    model=Model(
                        layers=(
                            *(Conv2d(filters=8, padding=1), MaxPool2d(stride=2)),
                            *(Conv2d(filters=16, padding=1), MaxPool2d(stride=2)),
                            *(Flatten(), Dense(units=64)),
                        )
                    ),
                    training=Training(optimizer=Adam(learning_rate=0.001), batch_size=20),
                ),
                values=("relu", "leaky_relu", "sigmoid", "tanh"),
                seeds=3,
            ),
        ),
        "images-filters": ComparisonPreset(
            N_("How many filters?"),
            N_("More filters read more digits, but most is gained from the first few."),
            N_(
                "Two convolutions of one to sixteen filters each, and nothing but the output layer after them. 1,000 "
                "images."
            ),
            N_("With a single filter some networks never get beyond one digit in ten. What has happened to them?"),
            N_(
                "Most often their filter in the one or the other layer is dead: ReLU gives 0 everywhere on its map, "
                "for every image, so nothing passes, no gradient either (slide 14). With more filters others do the "
                "work. Look at the dead units, and at every seed."
            ),
            Comparison(
                base=Experiment(
                    data=ImageData(name="mnist", samples=1000),
                    model=Model(
                        layers=(
                            *(Conv2d(filters=8, padding=1), MaxPool2d(stride=2)),
                            *(Conv2d(filters=8, padding=1), MaxPool2d(stride=2)),
                            Flatten(),
                        )
                    ),
                    training=Training(optimizer=Adam(learning_rate=0.003), batch_size=32),
                ),
                axis="width",
                values=(1, 2, 4, 8, 16),
                seeds=3,
            ),
        ),
        "cells": ComparisonPreset(
            N_("RNN, LSTM, GRU"),
            N_("After forty epochs LSTM and GRU add two marked numbers; the plain RNN has learned nothing."),
            N_(
                "Sequences of 40 numbers, two of them marked, at any distance (slides 56 and 57). Look at the gradient "
                "of the loss at each step, at the start and once they have learned."
            ),
            N_("Which of the three finds it first, and what does its gradient look like from then on?"),
            N_(
                "The GRU, some epochs before the LSTM. While nothing is learned the plain RNN's gradient falls by "
                "powers of ten towards the first step, so that what was marked there leaves no trace. The other two "
                "hand their state on nearly unchanged where their gates say so, and their gradient gets through."
            ),
            Comparison(
                base=Experiment(
                    data=ProblemData(name="adding", length=40, samples=640),
                    model=Model(layers=(LSTM(units=32, forget_bias=1.0),)),
                    training=Training(optimizer=Adam(learning_rate=0.01), batch_size=64, clip_norm=1.0),
                ),
                axis="cell",
                values=("rnn", "lstm", "gru"),
                seeds=3,
            ),
            speed="max",
        ),
        "forget-bias": ComparisonPreset(
            N_("How open must the forget gate start?"),
            N_("An LSTM whose forget gate starts half open never learns what came first; one that starts open does."),
            N_("Forty symbols at random: which was the first? All are LSTMs with the same weights but for one bias."),
            N_("Why is a forget bias of 1, which is what most people use, no better than 0 here?"),
            N_(
                "At a bias of 1 the gate is 0.73, and 0.73 to the power of 39 is 5 in a million; at 3 it is 0.95, and "
                "a seventh of the gradient comes back. An LSTM remembers as long as its gate lets it, at the start no "
                "longer (slide 57)."
            ),
            Comparison(
                base=Experiment(
                    data=ProblemData(name="first_symbol", length=40, samples=640),
                    model=Model(layers=(LSTM(units=32),)),
                    training=Training(optimizer=Adam(learning_rate=0.003), batch_size=64, clip_norm=1.0),
                ),
                axis="forget_bias",
                values=(0.0, 1.0, 3.0, 5.0),
                seeds=3,
            ),
            speed="max",
        ),
        **GAN_COMPARISONS,
    }
)
"""All comparisons by name, in the order of the menu; the first is what the page opens with."""

"""Slides 41 to 57: networks for images, and networks for sequences."""

from __future__ import annotations

from playground.i18n import N_
from playground.presets.lecture.slide import Chapter, Slide, architecture, preset

CONVOLUTION = Chapter(
    N_("Convolutional networks"),
    {
        41: Slide(
            N_("Filters before a perceptron"),
            N_("Filters bring out what makes an image easy to recognise; without them twice as many are misread."),
            "outlines",
            (preset("conv_preset", "edges"), preset("cnn_preset", "no-convolution")),
        ),
        42: Slide(
            N_("The architecture of a CNN"),
            N_("Convolution and pooling in turn, maps that shrink, a perceptron at the end."),
            "lenet",
            (preset("cnn_preset", "lenet5"),),
        ),
        43: Slide(
            N_("Convolution in one dimension"),
            N_("The kernel (1, 1, 1)/3 replaces each value by the mean of its neighbourhood."),
            "moving_average",
            (preset("conv_preset", "average"),),
        ),
        44: Slide(
            N_("Convolution of an image"),
            N_("A few weights go over the whole picture, and at each place there is a sum of products."),
            "window",
            (preset("conv_preset", "steps"),),
        ),
        45: Slide(
            N_("A convolution by hand"),
            N_("The window times the kernel, cell by cell, then the sum."),
            "by_hand",
            (preset("conv_preset", "gimp"),),
        ),
        46: Slide(
            N_("More contrast"),
            N_("Five times the pixel, less its four neighbours."),
            "contrast",
            (preset("conv_preset", "contrast"),),
        ),
        47: Slide(
            N_("Blur"),
            N_("A mean of neighbours: fine detail goes, and more of it with a larger kernel."),
            "blur",
            (preset("conv_preset", "blur"), preset("conv_preset", "large_blur")),
        ),
        48: Slide(
            N_("Borders"),
            N_("Weights that sum to 0 answer only where something changes."),
            "borders",
            (preset("conv_preset", "borders"), preset("conv_preset", "sobel")),
        ),
        49: Slide(
            N_("Max-pooling"),
            N_("The largest value of each window stays: fewer numbers, and small shifts are forgiven."),
            "max_pooling",
            (preset("conv_preset", "pooling"), preset("conv_preset", "shift")),
        ),
        50: Slide(
            N_("Mean-pooling"),
            N_("The mean of each window, which LeNet-5 took; another word is subsampling."),
            "mean_pooling",
            (preset("conv_preset", "pooling"), preset("cnn_preset", "lenet5")),
        ),
        51: Slide(
            N_("A perceptron at the end"),
            N_("The maps become one vector, and dense layers decide: in AlexNet they hold most of the parameters."),
            "alexnet",
            (architecture("alexnet"),),
        ),
        52: Slide(
            N_("The network in Keras"),
            N_("The same layers, ready to be trained on two kinds of clothes, and drawn as they are in the code."),
            "lecture_network",
            (preset("cnn_preset", "lecture"), architecture("lecture-cnn")),
        ),
    },
)
RECURRENCE = Chapter(
    N_("Recurrent networks"),
    {
        53: Slide(
            N_("Networks for sequences"),
            N_("Texts, series, the demand for electricity: what comes depends on what came."),
            "forecast",
            (preset("rnn_preset", "demand-day-ahead"), preset("rnn_preset", "communes")),
        ),
        54: Slide(
            N_("Problems of several shapes"),
            N_("Many to one, or many to many: an answer at the end, or one at every step."),
            "shapes",
            (preset("rnn_preset", "names"), preset("rnn_preset", "parity"), preset("rnn_preset", "denoise")),
        ),
        55: Slide(
            N_("A perceptron at each instant"),
            N_("Its hidden layer is given the hidden layer of the step before."),
            "cell",
            (preset("rnn_preset", "first-symbol-orthogonal"),),
        ),
        56: Slide(
            N_("Unrolled in time"),
            N_("The same weights at every step: point at a step to see its numbers, and what reaches it from the end."),
            "unrolled",
            (preset("rnn_preset", "adding-rnn"),),
        ),
        57: Slide(
            N_("LSTM"),
            N_("In a plain cell the gradient gets too flat; a memory with gates keeps it."),
            "memory",
            (
                preset("rnn_preset", "first-symbol-rnn"),
                preset("rnn_preset", "first-symbol-lstm"),
                preset("comparison", "cells"),
            ),
        ),
    },
)

"""Networks for images worth watching: each a claim that training proves."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from playground.experiment import Adam, Dense, Experiment, Model, Training
from playground.experiment.images import Augmentation, ImageData
from playground.experiment.layers import Conv2d, Flatten, MaxPool2d
from playground.i18n import N_
from playground.presets.architectures import ARCHITECTURES
from playground.presets.preset import Preset

TINY, LENET, LECTURE = (ARCHITECTURES[name].model for name in ("tiny", "lenet5", "lecture-cnn"))
MNIST = ImageData(name="mnist")


def _experiment(data: ImageData, model: Model, batch_size: int = 64, learning_rate: float = 0.001) -> Experiment:
    training = Training(optimizer=Adam(learning_rate=learning_rate), batch_size=batch_size)
    return Experiment(data=data, model=model, training=training)


def _few(**augmentation: float) -> Experiment:
    """Return the tiny network, without its dropout, with a hundred images."""
    data = ImageData(name="mnist", samples=100, augmentation=Augmentation(**augmentation))
    experiment = _experiment(data, Model(layers=TINY.layers[:-1]), batch_size=20)
    return experiment.model_copy(update={"seed": 1})  # of the first three seeds the one that is nearest the claims


IMAGE_PRESETS: Mapping[str, Preset] = MappingProxyType(
    {
        "tiny": Preset(
            N_("A tiny network reads digits"),
            N_("Ten epochs teach a small network to read nineteen handwritten digits in twenty."),
            N_(
                "Two convolutions with pooling, then a perceptron: 52,138 parameters, 6,000 images. Look at the maps "
                "of the first layer while it learns: strokes and their edges."
            ),
            N_("During the first epochs the test accuracy is above that of training. How can that be?"),
            N_(
                "Dropout: while it trains, half of the 64 neurons are silenced in every batch, for testing all of "
                "them answer (slide 38). And the training accuracy is a mean over the epoch, most of whose batches "
                "came before the network was as good as it is at the end."
            ),
            _experiment(MNIST, TINY),
        ),
        "no-convolution": Preset(
            N_("The same without convolution"),
            N_("After twenty epochs a perceptron with as many parameters makes twice as many mistakes."),
            N_(
                "The pixels go straight into 64 neurons: 50,890 parameters. It learns faster at first and is "
                "overtaken: about six digits in a hundred stay wrong, with convolution about three."
            ),
            N_("On the training images it is better than the tiny network. What does it lack?"),
            N_(
                "Every pixel has weights of its own, so that what is learned about a stroke at one place says nothing "
                "about the same stroke a pixel further on. A convolution uses the same few weights everywhere (slides "
                "43 and 44), and pooling forgives small shifts (slide 49): the same data teach it more."
            ),
            _experiment(MNIST, Model(layers=(Flatten(), Dense(units=64)))),
        ),
        "lenet5": Preset(
            "LeNet-5",
            N_("The network that read cheques in the nineties learns digits here in ten epochs."),
            N_(
                "5×5 kernels, mean pooling, tanh: 61,706 parameters, 59,134 of them in the three dense layers. It "
                "learns its training images almost by heart, as nothing is dropped."
            ),
            N_("Which changes of the last thirty years could you make on the cards, and which of them help here?"),
            N_(
                "ReLU in place of tanh, the largest value in place of the mean when pooling (slides 49 and 50), "
                "dropout before the output (slide 38). Each is one choice on a card. Change one at a time and compare "
                "the test accuracy after ten epochs; differences below one point in a hundred are chance."
            ),
            _experiment(MNIST, LENET),
        ),
        "lecture": Preset(
            N_("The lecture's network on two kinds of clothes"),
            N_("The network of slide 52 tells pullovers from coats eight times in ten: harder than it looks."),
            N_(
                "The same layers as in the lecture's Keras code, on 28×28 pixels: 32,289 parameters, where photographs "
                "of 150×150 needed 1,212,513. Two classes: one output, with a sigmoid."
            ),
            N_("The convolutions have nearly as many weights as in the lecture. Where have all the others gone?"),
            N_(
                "After the third pooling 64 maps of a single pixel are left, not of 17×17: the first dense layer has "
                "64 × 64 weights in place of 18,496 × 64. The size of an image does not change the convolutions, it "
                "changes what comes after flattening (slide 51)."
            ),
            _experiment(ImageData(name="fashion_mnist", classes=("pullover", "coat")), LECTURE),
        ),
        "fashion": Preset(
            N_("Clothes in place of digits"),
            N_("What reads 19 digits in 20 knows only about 8 garments in 10."),
            N_(
                "The very same network and as many images, of Fashion-MNIST. Look at the confusion of the classes: "
                "trousers and bags are easy."
            ),
            N_("Which garments are taken for each other, and would you know them yourself?"),
            N_(
                "Shirts, T-shirts, pullovers and coats. At 28×28 pixels in grey their outlines are nearly the same, "
                "and what tells them apart, buttons and cloth, is hardly there. Take some of the mistakes in hand."
            ),
            _experiment(ImageData(name="fashion_mnist"), TINY),
        ),
        "three-or-eight": Preset(
            N_("3 or 8?"),
            N_("With two classes one output is enough: its sigmoid is the probability of an 8."),
            N_("Two digits that differ by two short strokes. Draw a 3 and close it slowly to an 8."),
            N_("Where in the image does the network look to tell them apart?"),
            N_(
                "At the left side, where an 8 is closed and a 3 is open. Draw a 3 and close its two gaps, one after "
                "the other: the probability goes from one end to the other."
            ),
            _experiment(ImageData(name="mnist", classes=("3", "8")), TINY),
        ),
        "too-few": Preset(
            N_("Too few images"),
            N_("A hundred images are soon known by heart, and a fifth of all others are still misread."),
            N_(
                "Nothing is dropped and nothing augmented. The training accuracy reaches 100 %, that of the test stays."
            ),
            N_("What could be done, without a single new image?"),
            N_(
                "Shift and turn those that are there: the next preset. Or silence neurons: add a dropout layer at the "
                "end (both are named on slide 38)."
            ),
            _few(),
        ),
        "augmented": Preset(
            N_("Too few images, augmented"),
            N_("Shifted and turned anew each time, the same hundred images teach more."),
            N_(
                "By up to 2 pixels and 15 degrees. It takes longer, and the training images are never quite known by "
                "heart; the test accuracy goes on rising."
            ),
            N_("Why is a digit turned by 180 degrees no good idea, and why may a bag be mirrored but not a digit?"),
            N_(
                "Augmentation says what does not change the class. A 6 turned by 180 degrees is a 9, and a mirrored 3 "
                "is no digit at all; a mirrored bag is a bag. It is knowledge about the world, put into the data "
                "(slide 38)."
            ),
            _few(shift=2, rotation=15),
        ),
        "digits": Preset(
            N_("Digits of 8×8 pixels"),
            N_("Sixty-four pixels are enough to read 96 digits in a hundred."),
            N_("One convolution and a small perceptron, 8,714 parameters: an epoch takes a moment."),
            N_("How small can the network become before it falls below 90 in a hundred?"),
            N_(
                "Take filters away, down to two, and neurons, down to eight. Then put them back and remove the "
                "convolution: images this small and this well centred hardly need it."
            ),
            _experiment(
                ImageData(name="digits"),
                Model(layers=(Conv2d(filters=16, padding=1), MaxPool2d(), Flatten(), Dense(units=32))),
                batch_size=32,
                learning_rate=0.003,
            ),
        ),
    }
)
"""All presets of the page of convolutional networks by name, in the order of the menu, the opening one first."""

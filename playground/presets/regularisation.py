"""What keeps networks honest: the presets of the regularisation page."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from playground.i18n import N_
from playground.presets.claim import PagePreset

_RATE = "regularisation_mask_rate"
_DROPOUT: dict[str, PagePreset] = {
    "inverted": PagePreset(
        N_("What is kept is divided"),
        N_("Divided by 1 − p, what is kept makes the same answer on average as the whole layer, for every p."),
        N_(
            "The mean over all 16 masks is −1.3, and so is the answer with nothing dropped. Move p: the bars spread, "
            "the two lines stay together."
        ),
        N_("What must then be done at test time?"),
        N_(
            "Nothing: that is why frameworks do it so. Slide 38 scales at test time instead, which comes to the same "
            "with the right factor."
        ),
        {_RATE: 0.5},
    ),
    "which_factor": PagePreset(
        N_("Factor p or 1 − p?"),
        N_("Whoever drops with probability p must multiply by 1 − p at test time, not by p."),
        N_(
            "p is 0.2, and nothing is divided while training: the mean is −1.0. Times 1 − p the whole layer says −1.0 "
            "too, times p −0.1. At p = ½ both agree."
        ),
        N_("p = 0.2: is the factor 0.2 or 0.8?"),
        N_(
            "0.8: of each value four fifths arrive on average. In Srivastava's paper p is the probability of keeping; "
            "that may be where the slide's factor comes from."
        ),
        {_RATE: 0.2, "regularisation_training": "plain", "regularisation_scaling": "keep"},
    ),
    "noise": PagePreset(
        N_("Noise that grows"),
        N_("Dropping more makes more noise: the variance grows like p/(1 − p)."),
        N_("At p = 0.8 it is 49, at 0.5 12.25, at 0.2 3.06. The mean stays where it is."),
        N_("Where does learning with p = 0.9 get into trouble?"),
        N_("Its noise is nine times that of p = ½. Gradients are as noisy, and most of the network rests."),
        {_RATE: 0.8},
    ),
    "tied": PagePreset(
        N_("Dropout ties neurons"),
        N_("With dropout two answers share their mask, and so their noise; with DropConnect they do not."),
        N_(
            "At p = ½ the covariance of the two is −4.25. Choose DropConnect: each has the same mean and variance as "
            "before, and the covariance is 0."
        ),
        N_("How could one tell which of the two a network was trained with?"),
        N_("Not by any single neuron: only by two of them together. That is what the right picture shows."),
        {_RATE: 0.5},
    ),
    "only_approximately": PagePreset(
        N_("Only approximately"),
        N_("After a ReLU the scaled layer is no longer the mean of the masks: 0 against 0.85."),
        N_("The table has the mean of φ(answer) and φ(mean). With φ the identity they are equal."),
        N_("Why does it work all the same?"),
        N_(
            "The answer that matters is that of many layers and many neurons, and training makes the network live with "
            "both. Slide 38 says “approximation of the mean effect”."
        ),
        {_RATE: 0.5, "regularisation_phi": "relu"},
    ),
}
_PENALTIES: dict[str, PagePreset] = {
    "corner": PagePreset(
        N_("The diamond has corners"),
        N_("L1 puts the smaller weight at exactly 0: the contours meet the diamond at a corner."),
        N_("The loss alone is least at (2; 0.6). Drag that point: as long as it is near an axis, one weight is 0."),
        N_("Which of the two penalties sets weights to zero, and why the corner?"),
        N_(
            "L1. On the axis the diamond has a corner, which many contours touch first; the disc of L2 is round "
            "everywhere, and touches on an axis only by accident."
        ),
        {"regularisation_part": "penalties", "regularisation_penalty_strength": 1.0},
    ),
    "disc": PagePreset(
        N_("The disc has none"),
        N_("L2 makes both weights smaller and none of them 0."),
        N_("The same loss and the same λ as before. Slide λ to the right: both go to 0 together, and never arrive."),
        N_("For a single weight with ½(w − 3)²: what do L1 and L2 with λ = 1 make of it?"),
        N_("L1 takes away 1 and leaves 2; L2 halves it to 1.5. With λ = 4 L1 leaves 0, L2 0.6."),
        {"regularisation_part": "penalties", "regularisation_kind": "l2", "regularisation_penalty_strength": 1.0},
    ),
    "lasso": PagePreset(
        N_("The Lasso chooses"),
        N_("At λ = 0.1 six of ten coefficients are exactly 0; with L2 none is, whatever λ."),
        N_(
            "Ten measurements of 442 patients predict how diabetes goes on. From right to left the important ones come "
            "in first: body mass, triglycerides, blood pressure."
        ),
        N_("From which λ on are all ten 0?"),
        N_("From 0.586 on, the largest correlation with the target: then no weight is worth its penalty."),
        {"regularisation_part": "penalties", "regularisation_penalty_strength": 0.1},
    ),
    "rocking": PagePreset(
        N_("What frameworks do"),
        N_("By the subgradient no coefficient ever is exactly 0, however strong the penalty."),
        N_(
            "After 4,000 steps with γ = 0.1 the curves rock around 0, by about γλ. Choose “proximal”: the same "
            "penalty, and exact zeros."
        ),
        N_("How would one count zeros, then?"),
        N_(
            "By counting |w| < γλ, or by taking the proximal step, which ends at 0 and does not go beyond. The "
            "perceptron page takes that one."
        ),
        {"regularisation_part": "penalties", "regularisation_step": "subgradient"}
        | {"regularisation_penalty_strength": 0.1},
    ),
    "directions": PagePreset(
        N_("L2 shrinks where the loss is flat"),
        N_("L2 keeps s/(s + λ) of each eigendirection: nearly all where the loss is steep, little where it is flat."),
        N_("At λ = 0.1 the steepest keeps 98 %, the flattest 8 %. Steep directions are those that the data speak of."),
        N_("What does L2 do to a weight that the loss does not depend on at all?"),
        N_("Its s is 0: nothing is kept. By gradient descent it shrinks like (1 − γλ)ᵏ."),
        {"regularisation_part": "penalties", "regularisation_kind": "l2", "regularisation_penalty_strength": 0.1},
    ),
    "stopping": PagePreset(
        N_("Stopping early looks like L2"),
        N_("Descent that is stopped after k steps leaves out flat directions, as L2 with λ = 1/(γk) does."),
        N_(
            "γ is 0.1 and k 100, so λ is 0.1. Both keep steep directions and hardly the flattest, 8 %; stopping is "
            "kinder to those between."
        ),
        N_("What, then, is the advantage of stopping early?"),
        N_("One run shows all k, and the test loss says where to stop; for L2 each λ is a run of its own."),
        {"regularisation_part": "penalties", "regularisation_kind": "l2", "regularisation_penalty_strength": 0.1}
        | {"regularisation_penalty_stops": 100, "regularisation_penalty_centre": (1.5, 1.0)},
    ),
}
_SURE: dict[str, PagePreset] = {
    "band": PagePreset(
        N_("Dropout as doubt"),
        N_(
            "The band of dropout hardly knows where data lack: in the gap it is less than three times as wide as "
            "beside it."
        ),
        N_(
            "One network learns with dropout and is asked a hundred times with other masks. Press play, and read how "
            "wide the band gets in the gap."
        ),
        N_("Would you trust this band to say where the network knows nothing?"),
        N_(
            "Hardly. The masks make as much noise where there are data: the band follows the size of the weights, not "
            "the number of examples."
        ),
        {"regularisation_part": "sure"},
    ),
    "flat_band": PagePreset(
        N_("A band that says nothing"),
        N_("With tanh the band of dropout is as wide at the data as in the gap."),
        N_("Press play and compare the two numbers: on the left about 1, on the right many."),
        N_("Why does the activation matter for that?"),
        N_(
            "Between its bounds tanh gives about the same everywhere, and so does the noise of its masks. ReLUs grow, "
            "and their noise with them."
        ),
        {"regularisation_part": "sure", "regularisation_sure_phi": "tanh"},
    ),
    "five": PagePreset(
        N_("Five that disagree"),
        N_("Five networks agree where there are data and disagree where there are none."),
        N_(
            "The right picture: several times as wide in the gap. Drag a point from the side into the middle of "
            "it, and watch the five come together there."
        ),
        N_("What does that cost?"),
        N_("Five trainings, and five answers for each question. Dropout asks one network, and gets less for it."),
        {"regularisation_part": "sure", "regularisation_sure_rate": 0.3},
    ),
    "beyond": PagePreset(
        N_("Beyond the data"),
        N_("Dropout's band is widest beyond the points, where the curve of ReLUs runs on straight."),
        N_("Look at the ends of the left picture: the masks tilt the line, and the further out, the more that shows."),
        N_("Is the network right about being less sure there?"),
        N_("Yes, but for another reason: because the line is long, not because nothing is known."),
        {"regularisation_part": "sure", "regularisation_sure_rate": 0.2},
    ),
    "no_doubt": PagePreset(
        N_("Never in doubt"),
        N_("Without dropout a single network is never unsure: the band has no width at all."),
        N_("p is 0: all hundred answers are the same. The five on the right disagree as before."),
        N_("A network says 0.87 for a class. Is that not doubt enough?"),
        N_("It is what it says, not how much it would say otherwise had it begun from other weights."),
        {"regularisation_part": "sure", "regularisation_sure_rate": 0.0},
    ),
}
_MORE: dict[str, PagePreset] = {
    "second_hundred": PagePreset(
        N_("Worth a second hundred"),
        N_("Shifted and turned anew each time, a hundred images teach about as much as two hundred."),
        N_(
            "Press play and give it a minute, some 60 epochs. At first the augmented ones are behind: they never see "
            "the same image twice, so learning takes longer."
        ),
        N_("Their training accuracy stays below 100 %. Is that a fault?"),
        N_(
            "No. The network without augmentation knows its hundred images by heart, and reads a fifth of all others "
            "wrongly; this one reads about an eighth of them wrongly."
        ),
        {"regularisation_part": "more"},
    ),
    "fifty": PagePreset(
        N_("Fifty images"),
        N_("Of fifty images augmentation makes more, but not a hundred."),
        N_(
            "The augmented curve ends between the two others. A shift makes no new handwriting of fifty: what others "
            "write otherwise is in none of them."
        ),
        N_("Five images of each digit: what can no augmentation know of a seven?"),
        N_(
            "What none of those five does: that some people cross it, say. What is in no image and follows from no "
            "shift or turn has to be collected."
        ),
        {"regularisation_part": "more", "regularisation_more_samples": 50},
    ),
    "too_strong": PagePreset(
        N_("Too much of it"),
        N_("By up to 8 pixels and 45 degrees, augmentation makes things worse than none."),
        N_(
            "Look at the draws: some leave the picture, some are hard to read for you too. After 60 epochs the curve "
            "is far below that without."
        ),
        N_("Which of the two does the harm?"),
        N_(
            "Try each alone: it is the shift. Test digits are all centred, and the network has to learn for places "
            "that none of them takes."
        ),
        {
            "regularisation_part": "more",
            "regularisation_more_shift": 8.0,
            "regularisation_more_rotation": 45.0,
        },
    ),
    "noisy_pixels": PagePreset(
        N_("Noise teaches little"),
        N_("Noise of the pixels alone hardly changes how many digits are read."),
        N_(
            "Each draw looks new, but test digits are not noisy: what differs between people's handwriting is not in "
            "it."
        ),
        N_("When would noise be the augmentation to choose?"),
        N_("When the images to be read are noisy themselves, as those of a bad scanner or of a camera at night."),
        {
            "regularisation_part": "more",
            "regularisation_more_shift": 0.0,
            "regularisation_more_rotation": 0.0,
            "regularisation_more_noise": 0.3,
        },
    ),
    "garments": PagePreset(
        N_("Garments do not turn"),
        N_("What helps with digits does not help with garments: their pictures are all taken upright."),
        N_(
            "The same hundred, shifted and turned, of Fashion-MNIST. The curve with augmentation ends no higher than "
            "that without; twice as many images help."
        ),
        N_("Which change would leave a garment what it is, and be found among the test images?"),
        N_(
            "The mirror image of a coat or a bag. Which augmentation is right is knowledge about "
            "the data, and the network has none to begin with."
        ),
        {"regularisation_part": "more", "regularisation_more_images": "fashion_mnist"},
    ),
}
REGULARISATION: Mapping[str, PagePreset] = MappingProxyType({**_DROPOUT, **_PENALTIES, **_SURE, **_MORE})

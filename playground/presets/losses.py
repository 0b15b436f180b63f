"""What losses say: the presets of the losses page."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from playground.i18n import N_
from playground.presets.claim import PagePreset

LOSSES: Mapping[str, PagePreset] = MappingProxyType(
    {
        "sure_and_wrong": PagePreset(
            N_("Sure and wrong"),
            N_(
                "Where a network is most wrong, squared error hardly pulls, and cross-entropy pulls with all its might."
            ),
            N_(
                "The right class lies 10 below the other. The slope of the cross-entropy is −0.99995 there, that of "
                "squared error −0.00018. Press the two step buttons in turn."
            ),
            N_(
                "Two networks are wrong on the same picture, one with q = 0.4, the other with q = 0.0001. Which learns "
                "more from it?"
            ),
            N_(
                "Under cross-entropy the second: its slope q − 1 is nearly −1. Under squared error the first: the "
                "slope has a factor q(1 − q), which is 0 for whoever is sure, rightly or wrongly. The pull is "
                "strongest at q = 1/3."
            ),
            {"losses_answer_logits": (5.0, -5.0), "losses_answer_truth": 1},
        ),
        "sure_and_right": PagePreset(
            N_("Sure and right"),
            N_("A sure and right answer costs next to nothing, but never nothing."),
            N_("At a margin of 5 the loss is 0.0067. Push the right class further: it halves again and again."),
            N_("Can the loss of a classifier be exactly 0?"),
            N_(
                "No: softmax never says 1. Training can always push the logits further apart, which is one reason why "
                "weights grow without end on data that can be separated."
            ),
            {"losses_answer_logits": (2.5, -2.5), "losses_answer_truth": 0},
        ),
        "nobody_knows": PagePreset(
            N_("Nobody knows"),
            N_("A network that knows nothing costs log K."),
            N_(
                "With equal logits each of ten classes has a tenth, and the loss is log 10 = 2.303, whichever is right."
            ),
            N_("The loss of an untrained network with 1,000 classes is 7.2. Is something wrong?"),
            N_(
                "Perhaps: log 1,000 is 6.9. More means that it is surer than it has reason to be, as when its first "
                "weights are too large."
            ),
            {"losses_answer_logits": (0.0,) * 10, "losses_answer_truth": 2},
        ),
        "temperature": PagePreset(
            N_("Temperature"),
            N_("Temperature never changes which class leads; it changes how sure that looks."),
            N_("Move it: at 0.1 the first class has nearly all, at 10 little more than a third. The order stays."),
            N_("Where is that used?"),
            N_(
                "Where a network writes: a high temperature dares more. And where one network learns from another: the "
                "soft shares say which wrong answers are nearly right."
            ),
            {"losses_answer_logits": (2.0, 1.0, -1.0), "losses_answer_truth": 0, "losses_answer_temperature": 2.0},
        ),
        "only_differences": PagePreset(
            N_("Only differences count"),
            N_("Adding the same number to all logits changes nothing."),
            N_("Move “add to all”: the powers e^z grow out of all bounds, the shares stand still."),
            N_("Why does every library subtract the largest logit first?"),
            N_(
                "Because e^1000 is no number of a computer. Subtracting the largest changes nothing in the quotient "
                "(slide 15), and then no power is larger than 1."
            ),
            {"losses_answer_logits": (2.0, 1.0, -1.0), "losses_answer_truth": 1, "losses_answer_shift": 40.0},
        ),
        "out_of_the_hole": PagePreset(
            N_("Out of the hole"),
            N_("From a margin of −6 cross-entropy needs 4 steps until the right class leads, squared error 55."),
            N_("Press either step button and watch the table count down."),
            N_("And from a margin of −10?"),
            N_(
                "6 steps against 2,762: the flat place of the squared error grows like e^m, the way of cross-entropy "
                "like m."
            ),
            {"losses_answer_logits": (3.0, -3.0), "losses_answer_truth": 1},
        ),
        "minimising_one": PagePreset(
            N_("Minimising one minimises the other"),
            N_("While q moves, H(p) stands still: minimising the cross-entropy minimises the divergence (slide 28)."),
            N_("Press “descend”, or drag q: only the second part of the bar grows and shrinks."),
            N_("Which of the three can training change?"),
            N_(
                "The divergence, and with it the cross-entropy. H(p) belongs to the world: it is the noise of the "
                "labels, and no network gets below it."
            ),
            {"losses_part": "two", "losses_two_p": (0.7, 0.2, 0.1), "losses_two_q": (0.1, 0.2, 0.7)},
        ),
        "one_hot": PagePreset(
            N_("One right answer"),
            N_("With one right answer H(p) is 0, and cross-entropy, divergence and −log q are the same number."),
            N_("That is why the loss of slide 26 looks at a single share: the other terms are multiplied by 0."),
            N_("What does the loss say of how the rest is shared among the wrong classes?"),
            N_("Nothing: drag the other two of q while the first stays, and the bar does not move."),
            {"losses_part": "two", "losses_two_p": (1.0, 0.0, 0.0), "losses_two_q": (0.7, 0.2, 0.1)},
        ),
        "no_distance": PagePreset(
            N_("Not a distance"),
            N_("The divergence is no distance: from p to q it is 0.171, from q to p 0.122."),
            N_("Press “swap p and q” and read the table."),
            N_("What else does a distance need that the divergence has not?"),
            N_("The triangle inequality. That is what slide 28 means by “a little abusively”."),
            {"losses_part": "two", "losses_two_p": (0.7, 0.2, 0.1), "losses_two_q": (0.9, 0.05, 0.05)},
        ),
        "label_noise": PagePreset(
            N_("One label in ten is wrong"),
            N_("If one label in ten is wrong, no network gets below a loss of 0.325."),
            N_(
                "q is p already: what is left is H(p). Whoever gets below it on training data has learned the errors "
                "by heart."
            ),
            N_("What is the floor if three labels in ten are wrong?"),
            N_("0.611. At five in ten it is log 2 = 0.693: then there is nothing to learn."),
            {"losses_part": "two", "losses_two_p": (0.9, 0.1), "losses_two_q": (0.9, 0.1)},
        ),
        "zero_share": PagePreset(
            N_("A zero where p is not"),
            N_("Whoever calls impossible what happens pays infinitely much."),
            N_("q gives the third class nothing, p a tenth: the bar is open to the right. Give it a little."),
            N_("Why does no network ever pay that?"),
            N_(
                "Softmax never gives exactly 0. But rounding can: that is why losses are computed from logits, not "
                "from shares."
            ),
            {"losses_part": "two", "losses_two_p": (0.7, 0.2, 0.1), "losses_two_q": (0.8, 0.2, 0.0)},
        ),
        "best_guess": PagePreset(
            N_("The best answer without looking"),
            N_("Without looking at the inputs the best answer is the labels' own shares, and costs their entropy."),
            N_("Labels come as 7 : 2 : 1. Drag q away from p to either side: every way costs more than 0.802."),
            N_("A network's loss stays at 0.80 on such data. What has it learned?"),
            N_("The shares of the classes, and nothing of the inputs."),
            {"losses_part": "two", "losses_two_p": (0.7, 0.2, 0.1), "losses_two_q": (0.7, 0.2, 0.1)},
        ),
        "outlier": PagePreset(
            N_("One outlier"),
            N_("Squared error is drawn by an outlier, absolute error is not."),
            N_(
                "Of 0, 0, 1, 2 and 10 the mean is 2.6, the median 1. Drag the outlier farther: only the mean goes "
                "along."
            ),
            N_("Which of the two would you use for prices with typing errors?"),
            N_(
                "The absolute error, or Huber's: an error of a hundred then counts a hundred times as much, not ten "
                "thousand."
            ),
            {"losses_part": "numbers"},
        ),
        "mean": PagePreset(
            N_("Squared error means the mean"),
            N_("The best constant under squared error is the mean: there the slopes of all points cancel."),
            N_("Move all points by the same amount: it goes along. The slope of each is twice its distance."),
            N_("What does a network learn that is trained with squared error on noisy targets?"),
            N_("The mean of the targets for each input: E(Y | X = x), the best that slide 12's regression can do."),
            {"losses_part": "numbers", "losses_numbers_points": (1.0, 2.0, 4.0, 5.0, 8.0)},
        ),
        "median": PagePreset(
            N_("Absolute error means the median"),
            N_("The best constant under absolute error is the median: as many points pull up as down."),
            N_(
                "The size of the slope is 1, however far a point is. Drag any point without passing the middle one: "
                "nothing moves."
            ),
            N_("What happens with an even number of points?"),
            N_("Every number between the two in the middle is best: the curve has a flat floor."),
            {"losses_part": "numbers", "losses_numbers_points": (0.0, 1.0, 3.0, 7.0, 11.0)},
        ),
        "huber": PagePreset(
            N_("Huber: both"),
            N_("Huber's error is squared near 0 and absolute far away; its best constant lies in between."),
            N_("Move δ: at 4 it is nearly the mean, at 0.2 nearly the median."),
            N_("Why not simply the absolute error?"),
            N_(
                "Its slope jumps at 0: near the goal steps stay as long as before, and it swings. Huber's slope goes "
                "to 0."
            ),
            {"losses_part": "numbers", "losses_numbers_delta": 2.0},
        ),
        "slopes": PagePreset(
            N_("How hard a residual pulls"),
            N_("A residual of 4 pulls eight times as hard under squared error as under absolute error."),
            N_("Drag the residual and read the slopes: they are what gradient descent sees of an error."),
            N_("At which residual do both pull alike?"),
            N_("At ½: 2 · ½ = 1. Nearer than that, squared error is the gentler one."),
            {"losses_part": "numbers", "losses_numbers_residual": 4.0},
        ),
    }
)
"""The presets by the name that a link gives them; the page opens on the first."""

"""What convolution and pooling do to pictures: the presets of the convolution page."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from playground.i18n import N_
from playground.presets.claim import PagePreset

CONVOLUTIONS: Mapping[str, PagePreset] = MappingProxyType(
    {
        "edges": PagePreset(
            N_("The outlines of a photograph"),
            N_("Nine weights find the outlines of any picture."),
            N_("The kernel gives 0 wherever a pixel is like its neighbours. Point at the output to compute along."),
            N_("What does a plain white picture become?"),
            N_(
                "Black: the weights sum to 0, so that any area of one grey gives 0, white as well. Try it: change the "
                "8 in the middle to 9, and the picture comes back, because the weights then sum to 1."
            ),
            {"conv_image": "camera", "conv_kernel": "outline", "conv_at": (0.2972, 0.3209)},
        ),
        "average": PagePreset(
            N_("The moving average (slide 43)"),
            N_("Convolution with (1, 1, 1)/3 replaces each value by the mean of its neighbourhood."),
            N_("The dots are the signal g, the line is f*g. Move the window, and edit the kernel."),
            N_("Why is the line two samples shorter than the signal?"),
            N_(
                "The window has to lie on the signal: its middle can stand on neither end. A kernel of k cells leaves "
                "n − k + 1 values. Padding would give the missing ones."
            ),
            {"conv_part": "signal", "conv_signal": "wave", "conv_signal_kernel": "mean3"},
        ),
        "contrast": PagePreset(
            N_("Contrast (slide 46)"),
            N_("Five times the pixel, less its four neighbours: the contrast grows."),
            N_("Flat areas stay as they are, since the weights sum to 1; every difference gets larger."),
            N_("Why do bright and dark seams appear along the edges?"),
            N_(
                "At an edge the neighbours on one side differ much: a bright pixel beside dark ones becomes brighter "
                "still, a dark one darker. What falls below 0 or rises above 255 is clipped."
            ),
            {"conv_image": "cat", "conv_kernel": "sharpen", "conv_colour": "rgb", "conv_at": (0.4, 0.5)},
        ),
        "blur": PagePreset(
            N_("Blur (slide 47)"),
            N_("A mean of neighbours blurs."),
            N_("It is the moving average of slide 43, in two dimensions: fine detail is gone, areas stay."),
            N_("What changes if the nine ones become nine twos?"),
            N_(
                "Everything becomes twice as bright, until the divisor is 18: “by Σ” divides by the sum of the "
                "weights, and then only their proportions count."
            ),
            {"conv_image": "cat", "conv_kernel": "box", "conv_padding": "reflect", "conv_at": (0.4, 0.62)},
        ),
        "large_blur": PagePreset(
            N_("A blur of 7×7"),
            N_("The larger the kernel, the stronger the blur, and the more there is to compute."),
            N_("Each pixel is a mean of 49, the near ones counting more."),
            N_("Could one get the same with small kernels?"),
            N_(
                "Three blurs of 3×3, one after the other, also see 7×7 pixels, with 27 products in place of 49. "
                "That is why networks stack small kernels."
            ),
            {
                "conv_image": "astronaut",
                "conv_kernel": "gaussian",
                "conv_size": "7",
                "conv_padding": "replicate",
                "conv_colour": "rgb",
                "conv_at": (0.3, 0.45),
            },
        ),
        "borders": PagePreset(
            N_("Borders (slide 48)"),
            N_("GIMP's edge detection answers on both sides of an edge, with opposite signs."),
            N_("Blue is positive, orange negative: along each edge both colours run side by side."),
            N_("What do you lose if what is negative is set to 0, as ReLU does?"),
            N_(
                "The dark side of each edge keeps its line, the bright side loses it: the edge is still found. A layer "
                "that needs the other half can learn the kernel with the opposite sign. Show it “clipped”."
            ),
            {"conv_image": "coffee", "conv_kernel": "edge_detect", "conv_shown": "signed", "conv_at": (0.1982, 0.2933)},
        ),
        "sobel": PagePreset(
            N_("Sobel: edges of one direction"),
            N_("A kernel answers to edges of its own direction, and is blind to those across it."),
            N_("The legs of the tripod shine, the horizon is gone. Now choose Sobel from top to bottom."),
            N_("What does the sign say?"),
            N_(
                "Blue: it gets brighter from left to right; orange: darker. The first layer of a trained network is "
                "full of such kernels, in many directions."
            ),
            {"conv_image": "camera", "conv_kernel": "sobel_x", "conv_shown": "signed", "conv_at": (0.6713, 0.5492)},
        ),
        "stride": PagePreset(
            N_("Stride 2: half the size"),
            N_("With a stride of 2 the output has half as many rows and columns."),
            N_("The window jumps over every other pixel. The formula below gives the size."),
            N_("How much work does it save?"),
            N_(
                "A quarter of the pixels are computed, so a quarter of the products. Networks use it in place of "
                "pooling. Without a blur, patterns finer than two pixels may come out wrong."
            ),
            {
                "conv_image": "cat",
                "conv_kernel": "gaussian",
                "conv_stride": 2,
                "conv_padding": "zero",
                "conv_at": (0.4, 0.5),
            },
        ),
        "dilation": PagePreset(
            N_("Dilation 4: a wide view"),
            N_("Dilation spreads nine weights over a larger window, at no extra cost."),
            N_("The nine cells lie 4 pixels apart: a window of 9×9, and still nine products."),
            N_("What does such a kernel not see?"),
            N_(
                "The pixels between its cells. Outlines become coarse: each edge turns into a band 8 pixels wide, and "
                "a thin line shows up three times. Try dilation 1 and compare."
            ),
            {
                "conv_image": "camera",
                "conv_kernel": "outline",
                "conv_dilation": 4,
                "conv_padding": "reflect",
                "conv_shown": "absolute",
                "conv_at": (0.27, 0.42),
            },
        ),
        "planes": PagePreset(
            N_("Three planes, one map: red less green"),
            N_("A layer adds the sums of all planes: so a kernel can look for a colour."),
            N_("Red counts 1, green −1, blue 0: the orange suit shines, what is grey or white turns dark."),
            N_("How many weights has one filter of 3×3 on an RGB picture?"),
            N_("27, and a bias: nine for each plane. Here the three planes share one kernel, up to a factor each."),
            {
                "conv_image": "astronaut",
                "conv_kernel": "box",
                "conv_colour": "sum",
                "conv_weights": (1.0, -1.0, 0.0),
                "conv_divisor": 3.0,
                "conv_at": (0.72, 0.2),
            },
        ),
        "gimp": PagePreset(
            N_("By hand: GIMP's example"),
            N_("The window, times the kernel, cell by cell, then the sum: 42."),
            N_("The kernel has its only 1 above the middle: the pixel becomes the one above it."),
            N_("What would be 42 if the kernel were turned round, as mathematicians do?"),
            N_(
                "Then it would take the pixel below, 56. The lecture (slide 44), GIMP and every network compute "
                "without turning it: for a kernel that is learned it makes no difference."
            ),
            {"conv_part": "steps", "conv_small": "gimp", "conv_kernel": "shift"},
        ),
        "steps": PagePreset(
            N_("Step by step over a seven"),
            N_("One kernel, the same nine weights, goes over the whole picture."),
            N_("Press play, or step. The output fills up, number by number."),
            N_("Where does the output get its largest values, and why there?"),
            N_(
                "Along the upper side of the bar: there it is dark above and bright below, and the kernel takes what "
                "is below less what is above. The lower side answers as strongly, with a minus."
            ),
            {"conv_part": "steps", "conv_small": "digit", "conv_kernel": "sobel_y", "conv_padding": "zero"},
        ),
        "pooling": PagePreset(
            N_("Pooling (slides 49 and 50)"),
            N_("Pooling with windows of 2×2 keeps a quarter of the numbers, and the picture is still a cat."),
            N_("Max takes the largest value of each window, mean their mean. Below, it is done again and again."),
            N_("After how many rounds is the cat gone?"),
            N_(
                "After four, 16×10 numbers are left. Max gets brighter each time, mean keeps the brightness. "
                "What a network needs to know must be in other maps by then: it makes more of them as they shrink."
            ),
            {"conv_part": "pooling", "conv_image": "cat"},
        ),
        "shift": PagePreset(
            N_("Pooling and a shift"),
            N_("After pooling, a shift by one pixel changes less."),
            N_("The pictures at the bottom show what a shift by one pixel to the right changes."),
            N_("Does it still hold for a shift by 4 pixels?"),
            N_(
                "Hardly: two fifths of the values then change noticeably, against half of the picture's: every pixel "
                "is by then in the next window. Pooling forgives only shifts that are small beside its window."
            ),
            {"conv_part": "pooling", "conv_image": "cat", "pool_window": 4, "pool_stride": 4, "pool_shift": 1},
        ),
    }
)
"""The presets by the name that a link gives them; the page opens on the first."""

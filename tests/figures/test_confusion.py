from __future__ import annotations

import numpy as np
import pytest

from playground.figures.confusion import (
    OPACITIES,
    RIGHT,
    TEST_CELLS,
    TEST_NUMBERS,
    TRAIN_CELLS,
    TRAIN_NUMBERS,
    WRONG,
    confusion_figure,
)
from playground.figures.theme import TEXT, Shade, blend
from tests.figures.drawn import smallest_text
from tests.figures.test_theme import BACKGROUNDS, SHADES, contrast

NAMES = ("setosa", "versicolor", "virginica")


def test_each_part_has_cells_and_numbers() -> None:
    figure = confusion_figure(NAMES)
    for cells, numbers, axis in ((TRAIN_CELLS, TRAIN_NUMBERS, "x"), (TEST_CELLS, TEST_NUMBERS, "x2")):
        assert figure.data[cells].type == "heatmap"
        assert np.isnan(figure.data[cells].z).all()
        assert (figure.data[cells].zmin, figure.data[cells].zmax) == (-1, 1)
        assert len(figure.data[numbers].x) == 9
        assert figure.data[cells].xaxis.replace("x1", "x") == figure.data[numbers].xaxis.replace("x1", "x") == axis
    assert smallest_text(figure) >= 14


def test_rows_are_true_classes_from_the_top_and_columns_predicted_ones() -> None:
    figure = confusion_figure(NAMES)
    numbers = figure.data[TEST_NUMBERS]
    labels = dict(zip(figure.layout.yaxis2.tickvals, figure.layout.yaxis2.ticktext, strict=True))
    across = dict(zip(figure.layout.xaxis2.tickvals, figure.layout.xaxis2.ticktext, strict=True))
    for place, (x, y, text) in enumerate(zip(numbers.x, numbers.y, numbers.text, strict=True)):
        true, predicted = NAMES[place // 3], NAMES[place % 3]
        assert (labels[y], across[x]) == (true, predicted)
        assert text == f"true {true}, predicted {predicted}"
    assert labels[2] == "setosa", "the highest place is the first class's"
    assert figure.layout.yaxis2.range == (-0.5, 2.5)


@pytest.mark.parametrize(("classes", "with_shares"), [(2, True), (5, True), (6, False), (10, False)])
def test_many_classes_leave_room_for_counts_alone(classes: int, with_shares: bool) -> None:
    template = confusion_figure([str(k) for k in range(classes)]).data[TRAIN_NUMBERS].texttemplate
    assert ("%{customdata[1]" in template) == with_shares
    assert "%{customdata[0]:d}" in template


@pytest.mark.parametrize("colour", [WRONG, RIGHT])
@pytest.mark.parametrize("shade", SHADES)
def test_numbers_can_be_read_on_either_ground(shade: Shade, colour: str) -> None:
    for ground in BACKGROUNDS[shade]:
        for _share, opacity in OPACITIES:
            assert contrast(TEXT[shade], blend(colour, ground, opacity)) >= 4.5


def test_nothing_has_no_colour_and_a_single_mistake_has_one() -> None:
    scale = confusion_figure(NAMES).data[TEST_CELLS].colorscale
    places, colours = zip(*scale, strict=True)
    assert list(places) == sorted(places)
    assert (places[0], places[-1]) == (0, 1)
    clear = [abs(2 * place - 1) for place, colour in scale if colour.endswith("00")]
    assert max(clear) > 1 / 1023, "a live figure has 1,024 colours, none of them just in the middle"
    assert dict(scale)[(1 - 0.003) / 2] == f"{WRONG}1f"
    assert (colours[0], colours[-1]) == (f"{WRONG}a6", f"{RIGHT}a6")


def test_names_that_people_brought_are_shown_as_they_are() -> None:
    figure = confusion_figure(["<b>yes</b> and a lot more", "%{x}"])
    assert figure.layout.xaxis2.ticktext == ("&lt;b&gt;yes&lt;/b&gt; …", "%&#123;x}")
    assert "<b>" not in figure.to_json()


def test_it_speaks_french(in_french: None) -> None:
    assert confusion_figure(NAMES).layout.annotations[0].text == "apprentissage"

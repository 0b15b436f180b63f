"""The cards of layers, as a script of their own."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from streamlit.testing.v1 import AppTest

from playground.controls.layer_address import KEY
from playground.controls.layer_text import MOST_CARDS, to_text
from playground.experiment.layers import AvgPool2d, Conv2d, Dense, Dropout, Flatten, LayerSpec, MaxPool2d
from tests.ui.scripts import open_script, run


def script() -> None:
    import streamlit as st

    from playground.controls.layer_cards import layer_cards, reason_against
    from playground.experiment import Task
    from playground.experiment.layers import Conv2d, Dense, Flatten, MaxPool2d
    from playground.ui.address import begin_address, write_address

    begin_address()
    usual = (Conv2d(filters=8, padding=1), MaxPool2d(), Flatten(), Dense(units=32))
    shape = st.session_state.get("shape", (1, 28, 28))
    st.session_state["result"] = layer_cards(shape, Task(classes=10), usual)
    st.session_state["reason"] = reason_against()
    write_address()


USUAL = (Conv2d(filters=8, padding=1), MaxPool2d(stride=2), Flatten(), Dense(units=32))


def layers(app: AppTest) -> tuple[LayerSpec, ...]:
    """Return the layers of the network that the page goes on with."""
    specs: tuple[LayerSpec, ...] = app.session_state["result"].layers
    return specs


def numbers(app: AppTest) -> list[int]:
    return [card.number for card in app.session_state["_cnn_cards"]]


def titles(app: AppTest) -> list[str]:
    return [app.get_by_key(f"cnn_card_{number}").label for number in numbers(app)]


def click(app: AppTest, number: int, name: str = "") -> AppTest:
    app.get_by_key(f"cnn_card_{number}" + f"_act_{name}" * bool(name)).click()
    return run(app)


def opened(number: int) -> AppTest:
    return click(open_script(script), number)


def put(app: AppTest, key: str, value: object) -> AppTest:
    app.get_by_key(key).set_value(value)
    return run(app)


def added(app: AppTest, kind: str) -> AppTest:
    app.get_by_key("cnn_add").click(kind)
    return run(app)


def replaced(place: int, layer: LayerSpec) -> Sequence[LayerSpec]:
    return (*USUAL[:place], layer, *USUAL[place + 1 :])


def test_each_card_says_its_shape_and_its_parameters() -> None:
    app = open_script(script)
    assert layers(app) == USUAL
    assert titles(app) == [
        "1 · conv 3×3, 8 maps → 8×28×28 · 80 parameters",
        "2 · max pool 2×2 → 8×14×14",
        "3 · flatten → 1568",
        "4 · dense 32 → 32 · 50,208 parameters",
    ]
    assert [caption.value for caption in app.caption] == [
        "output · 10 classes → 10 · 330 parameters",
        "50,618 parameters, 106,944 multiplications for each image",
    ]
    assert app.query_params == {}
    assert not app.error


def test_closed_cards_have_no_controls() -> None:
    app = open_script(script)
    assert not [*app.slider, *app.select_slider, *app.selectbox]
    click(click(app, 1), 1)
    assert not app.slider


@pytest.mark.parametrize(
    ("number", "key", "value", "layer"),
    [
        (1, "cnn_1_conv2d_filters", 12, Conv2d(filters=12, padding=1)),
        (1, "cnn_1_conv2d_kernel_size", 7, Conv2d(filters=8, padding=1, kernel_size=7)),
        (1, "cnn_1_conv2d_stride", 2, Conv2d(filters=8, padding=1, stride=2)),
        (1, "cnn_1_conv2d_padding", 0, Conv2d(filters=8)),
        (1, "cnn_1_conv2d_activation", "tanh", Conv2d(filters=8, padding=1, activation="tanh")),
        (1, "cnn_1_conv2d_kind", "dropout", Dropout()),
        (2, "cnn_2_max_pool2d_kernel_size", 3, MaxPool2d(kernel_size=3, stride=2)),
        (2, "cnn_2_max_pool2d_stride", 3, MaxPool2d(stride=3)),
        (2, "cnn_2_max_pool2d_padding", 1, MaxPool2d(stride=2, padding=1)),
        (2, "cnn_2_max_pool2d_kind", "avg_pool2d", AvgPool2d(stride=2)),
        (4, "cnn_4_dense_units", 128, Dense(units=128)),
        (4, "cnn_4_dense_activation", "selu", Dense(units=32, activation="selu")),
    ],
)
def test_each_control_of_a_card_reaches_the_network_and_the_address(
    number: int, key: str, value: object, layer: LayerSpec
) -> None:
    app = put(opened(number), key, value)
    expected = replaced(number - 1, layer)
    assert layers(app) == tuple(expected)
    assert app.query_params == {KEY: to_text(expected)}
    assert layers(run(app)) == tuple(expected)
    assert numbers(app) == [1, 2, 3, 4]


def test_groups_are_offered_where_they_divide() -> None:
    app = open_script(script, cnn_layers="conv:8,3,1,1,1,relu;conv:12,3,1,1,1,relu;flatten")
    click(click(app, 1), 2)
    with pytest.raises(KeyError):
        app.get_by_key("cnn_1_conv2d_groups")
    assert app.get_by_key("cnn_2_conv2d_groups").options == ["1", "2", "4"]
    assert layers(put(app, "cnn_2_conv2d_groups", 4))[1] == Conv2d(filters=12, padding=1, groups=4)


def test_cards_move_and_keep_their_controls() -> None:
    app = put(opened(1), "cnn_1_conv2d_filters", 12)
    click(app, 1, "down")
    assert numbers(app) == [2, 1, 3, 4]
    assert layers(app)[:2] == (MaxPool2d(stride=2), Conv2d(filters=12, padding=1))
    assert app.get_by_key("cnn_1_conv2d_filters").value == 12
    click(app, 1, "up")
    assert numbers(app) == [1, 2, 3, 4]
    assert app.get_by_key("cnn_card_1_act_up").disabled


def test_a_card_is_duplicated_and_the_copy_is_another_card() -> None:
    app = click(opened(2), 2, "copy")
    assert numbers(app) == [1, 2, 5, 3, 4]
    click(app, 5)
    assert layers(put(app, "cnn_5_max_pool2d_kernel_size", 3))[1:3] == (
        MaxPool2d(stride=2),
        MaxPool2d(kernel_size=3, stride=2),
    )


def test_cards_are_removed_down_to_a_last_one() -> None:
    app = open_script(script)
    for number in (1, 2, 4):
        click(click(app, number), number, "remove")
    assert layers(app) == (Flatten(),)
    assert app.query_params == {KEY: "flatten"}


@pytest.mark.parametrize(
    ("kind", "place"),
    [("conv2d", 2), ("max_pool2d", 2), ("avg_pool2d", 2), ("dropout", 4), ("flatten", 4), ("dense", 4)],
)
def test_a_layer_is_added_open_and_where_it_fits_those_of_images_before_they_are_flattened(
    kind: str, place: int
) -> None:
    app = added(open_script(script), kind)
    assert app.session_state[KEY][place].kind == kind
    assert app.get_by_key(f"cnn_5_{kind}_kind").value == kind
    assert not app.error


def test_without_a_flatten_layer_a_convolution_comes_last() -> None:
    app = added(open_script(script, cnn_layers="conv:8,3,1,1,1,relu"), "conv2d")
    assert [layer.kind for layer in app.session_state[KEY]] == ["conv2d", "conv2d"]


def test_a_removed_layer_can_be_brought_back_as_long_as_nothing_else_has_changed() -> None:
    app = click(put(opened(1), "cnn_1_conv2d_filters", 12), 1, "remove")
    assert layers(app) == USUAL[1:]
    app.get_by_key("cnn_undo").click()
    assert layers(run(app)) == replaced(0, Conv2d(filters=12, padding=1))
    assert app.get_by_key("cnn_1_conv2d_filters").value == 12
    app = added(click(app, 1, "remove"), "dense")
    with pytest.raises(KeyError):
        app.get_by_key("cnn_undo")


def test_a_preset_leaves_nothing_to_bring_back() -> None:
    app = click(opened(1), 1, "remove")
    app.session_state[KEY] = (Flatten(), Dense(units=5))
    with pytest.raises(KeyError):
        run(app).get_by_key("cnn_undo")


def test_there_are_no_more_cards_than_the_page_takes() -> None:
    app = open_script(script, cnn_layers=";".join(["flatten"] * MOST_CARDS))
    with pytest.raises(KeyError):
        app.get_by_key("cnn_add")
    assert click(app, 1).get_by_key("cnn_card_1_act_copy").disabled
    assert any("No more than 16" in caption.value for caption in app.caption)


def test_a_layer_that_does_not_fit_says_so_at_its_card_and_the_last_network_stays() -> None:
    app = put(opened(4), "cnn_4_dense_units", 64)
    app = added(app, "conv2d")
    fitting = layers(app)
    app = click(click(click(app, 5, "down"), 5, "down"), 4)
    assert [error.value for error in app.error] == ["conv2d needs an image, not 64"]
    assert titles(app)[-1] == "5 · conv 3×3, 8 maps"
    assert layers(app) == fitting == (*USUAL[:2], Conv2d(filters=8, padding=1), Flatten(), Dense(units=64))
    assert app.query_params[KEY].endswith("dense:64,relu;conv:8,3,1,1,1,relu")
    assert app.session_state["reason"] == "5 · conv 3×3, 8 maps: conv2d needs an image, not 64"
    click(app, 5, "remove")
    assert not app.error
    assert app.session_state["reason"] == ""


def test_what_is_wrong_is_said_right_below_the_title() -> None:
    app = click(open_script(script, cnn_layers="flatten;conv:8,3,1,1,1,relu"), 2)
    frame = app.get_by_key("cnn_card_2_frame")
    assert [child.type for child in frame.children.values()][:2] == ["button", "error"]


def test_what_comes_after_a_misfit_says_no_shape() -> None:
    app = open_script(script, cnn_layers="conv:8,7,4,0,1,relu;conv:8,7,1,0,1,relu;flatten")
    assert titles(app)[1:] == ["2 · conv 7×7, 8 maps", "3 · flatten"]
    assert [error.value for error in app.error] == ["conv2d 7×7 does not fit an input of 6×6"]
    assert app.session_state["result"] is None


def test_an_output_layer_without_flattening_is_explained() -> None:
    app = open_script(script, cnn_layers="conv:8,3,1,1,1,relu")
    assert [error.value for error in app.error] == [
        "output layer: dense needs a flat input, not 8×28×28; put a flatten layer before it"
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("conv:64,3,1,1,1,relu;flatten;dense:512,relu", "25,696,394 parameters are too many: at most 20,000,000."),
        ("conv:64,7,1,3,1,relu;conv:64,7,1,3,1,relu;flatten", "multiplications for each image are too many"),
    ],
)
def test_a_network_that_is_too_large_is_refused(text: str, message: str) -> None:
    app = open_script(script, cnn_layers=text)
    assert message in app.error[0].value
    assert app.session_state["result"] is None


def test_other_images_may_be_too_small_for_the_network() -> None:
    app = open_script(script, cnn_layers="conv:8,7,1,0,1,relu;conv:8,7,1,0,1,relu;flatten")
    assert len(layers(app)) == 3
    app.session_state["shape"] = (1, 8, 8)
    assert run(app).session_state["result"] is None
    assert [error.value for error in app.error] == ["conv2d 7×7 does not fit an input of 2×2"]


def test_a_preset_brings_new_cards() -> None:
    app = opened(1)
    app.session_state[KEY] = (Flatten(), Dense(units=5))
    assert numbers(run(app)) == [5, 6]
    assert layers(app) == (Flatten(), Dense(units=5))


@pytest.mark.parametrize("text", ["", "flat", "conv:9", "dense:5,relu;" * 3, "x" * 5000])
def test_any_other_address_is_as_none(text: str) -> None:
    app = open_script(script, cnn_layers=text)
    assert layers(app) == USUAL
    assert app.query_params == {}


def test_a_network_without_hidden_layers_is_an_address_too() -> None:
    app = open_script(script, cnn_layers="none")
    assert app.session_state["result"] is None
    assert app.query_params == {KEY: "none"}


def test_what_a_link_hides_keeps_its_layers() -> None:
    app = open_script(script, cnn_layers="flatten;dense:5,relu", hide="cnn_layers")
    assert layers(app) == (Flatten(), Dense(units=5))
    with pytest.raises(KeyError):
        app.get_by_key("cnn_card_1")

"""What an accuracy is worth, said in one line where it stands."""

from __future__ import annotations

import pytest

from playground.experiment import Column, ImageData, OwnTable, PlaneData, TableData
from playground.experiment.data import Data
from tests.controls.test_cnn_form import OWN
from tests.ui.scripts import open_script, run


def script() -> None:
    import streamlit as st

    from playground.controls.class_balance import class_balance_line

    if "experiment" in st.session_state:
        class_balance_line(*st.session_state["experiment"])


def line(data: Data, seed: int = 0) -> str:
    app = open_script(script)
    app.session_state["experiment"] = (data, seed)
    captions = [caption.value.replace("\\", "") for caption in run(app).caption]
    assert len(captions) < 2
    return "".join(captions)


def own(*counts: int, **more: object) -> OwnTable:
    targets = tuple(float(label) for label, count in enumerate(counts) for _ in range(count))
    columns = tuple(Column(name=name, values=tuple(range(len(targets)))) for name in "xy")
    return OwnTable(columns=columns, target="t", targets=targets, classes=tuple("abcdef"[: len(counts)]), **more)


def test_one_row_of_a_class_is_said() -> None:
    assert line(own(1, 9, stratified=True)) == (
        "Always guessing the commonest class, b, would reach 100% on the test part. "
        "Only 1 sample is of class a: it is in the training part, and the test part has none."
    )
    assert "is of the classes a, b: they are in the training part" in line(own(1, 1, 12, stratified=True))


def test_what_a_part_lacks_is_said() -> None:
    lines = {line(own(1, 2, 9), seed) for seed in range(12)}
    assert any("The test part has none of class b." in one for one in lines)
    assert any("The training part has none of class a: nothing can be learned of it." in one for one in lines)
    assert "The training part has none of the classes" in line(own(*[2] * 6, stratified=True, train_fraction=0.1))


@pytest.mark.parametrize(
    "data", [own(10, 10, stratified=True), TableData(name="breast_cancer"), TableData(name="wine")]
)
def test_own_tables_and_unequal_classes_have_a_line(data: Data) -> None:
    assert line(data).startswith("Always guessing the commonest class, ")


@pytest.mark.parametrize(
    "data", [TableData(name="iris"), PlaneData(), ImageData(name="mnist"), ImageData(name="digits"), OWN]
)
def test_equal_classes_have_none(data: Data) -> None:
    assert line(data) == ""


def test_unequal_own_images_have_one() -> None:
    data = OWN.model_copy(update={"labels": (0,) * 9 + (1,), "stratified": True})
    assert line(data) == (
        "Always guessing the commonest class, cat, would reach 100% on the test part. "
        "Only 1 sample is of class dog: it is in the training part, and the test part has none."
    )

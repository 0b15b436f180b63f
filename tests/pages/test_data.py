"""The data on the page: every set, tables with their columns, and a person's own."""

from __future__ import annotations

import sys
from types import SimpleNamespace

import pytest
from hypothesis import given

from playground.controls.form import OWN_POINTS, OWN_TABLE, to_form
from playground.datasets.drawn import starter_points
from playground.experiment import (
    Column,
    Experiment,
    ImageData,
    OwnImages,
    OwnTable,
    PointsData,
    SequenceSpec,
    TableData,
)
from playground.experiment.data import DATA
from playground.experiment.tables import TABLES
from tests.pages.opened import DOZEN, Opened
from tests.strategies import own_data
from tests.ui.shown import shown_experiments

OFFERED = [
    name for name, spec in DATA.items() if spec not in (ImageData, OwnImages) and not issubclass(spec, SequenceSpec)
]
IRIS = TABLES["iris"].columns
ROWS = 12
OWN = OwnTable(
    columns=tuple(
        Column(name=name, values=tuple(float(k % (5 + n)) for k in range(ROWS))) for n, name in enumerate("abc")
    ),
    target="price",
    targets=tuple(map(float, range(ROWS))),
)
CLASSES = OWN.model_copy(update={"classes": ("no", "yes"), "targets": (0.0, 1.0) * (ROWS // 2)})


@pytest.fixture(name="uploads", autouse=True)
def fixture_uploads(monkeypatch: pytest.MonkeyPatch) -> list[OwnTable | None]:
    """What the upload control gives; a person who has uploaded a file."""
    given_in: list[OwnTable | None] = [None]
    upload = SimpleNamespace(upload_controls=lambda: given_in[0])
    monkeypatch.setitem(sys.modules, "playground.controls.own_data.table_upload", upload)
    return given_in


@pytest.mark.parametrize("name", OFFERED)
def test_each_data_set(opened: Opened, uploads: list[OwnTable | None], name: str) -> None:
    uploads[0] = OWN
    opened.visit().hold({"data": name})
    assert opened.experiment.data.name == name
    assert opened.address["data"] == name if name != "spiral" else "data" not in opened.address
    assert opened.visit(data=name).experiment.data.name == name
    assert not opened.app.error


def test_every_data_set_is_offered(opened: Opened) -> None:
    assert len(opened.visit().app.selectbox(key="data").options) == len(OFFERED)


@pytest.mark.parametrize(
    ("name", "shown", "left_out"),
    [
        ("moons", {"noise", "samples", "features", "train"}, {"columns", "view1", "view2", "standardize"}),
        ("points", {"features", "train"}, {"noise", "samples", "columns", "view1", "view2", "standardize"}),
        ("wine", {"columns", "view1", "view2", "standardize", "train"}, {"noise", "samples", "features"}),
        ("table", {"columns", "view1", "view2", "standardize", "train"}, {"noise", "samples", "features"}),
    ],
)
def test_only_controls_that_apply_are_there(opened: Opened, name: str, shown: set[str], left_out: set[str]) -> None:
    opened.visit(data=name)
    assert {key for key in shown | left_out if opened.shows(key)} == shown
    assert not set(opened.address) & left_out


def test_the_columns_and_the_plane_of_a_table(opened: Opened) -> None:
    opened.visit(data="iris")
    assert opened.experiment.data == TableData(name="iris", train_fraction=0.5)
    assert opened.address == {"data": "iris"}
    opened.hold({"columns": [IRIS[3], IRIS[1], IRIS[0]], "view1": IRIS[3], "standardize": False, "train": 0.7})
    expected = TableData(
        name="iris", columns=(IRIS[0], IRIS[1], IRIS[3]), view=(IRIS[3], IRIS[1]), standardize=False, train_fraction=0.7
    )
    assert opened.experiment.data == expected
    assert opened.address == {
        "data": "iris",
        "columns": f"{IRIS[0]},{IRIS[1]},{IRIS[3]}",
        "view1": IRIS[3],
        "view2": IRIS[1],
        "standardize": "False",
        "train": "0.7",
    }
    assert opened.visit(**opened.address).experiment.data == expected


def test_the_axes_differ(opened: Opened) -> None:
    opened.visit(data="iris").hold({"view1": IRIS[1]})
    assert opened.experiment.data.plane == (IRIS[1], IRIS[0])
    assert opened.app.selectbox(key="view2").options == [IRIS[0], IRIS[2], IRIS[3]]


def test_two_columns_are_the_plane(opened: Opened) -> None:
    opened.visit(data="iris").hold({"columns": [IRIS[1], IRIS[2]]})
    assert opened.experiment.data.plane == (IRIS[1], IRIS[2])
    assert not opened.shows("view1")
    assert not opened.shows("view2")


def test_one_column_is_all_and_none_is_those_before(opened: Opened) -> None:
    opened.visit(data="iris").hold({"columns": []})
    assert opened.app.session_state["columns"] == list(IRIS)
    assert "two inputs or more" not in opened.words
    opened.hold({"columns": [IRIS[2]]})
    assert opened.experiment.data == TableData(name="iris", train_fraction=0.5)
    assert "two inputs or more" in opened.words
    assert opened.address == {"data": "iris"}
    assert "two inputs or more" not in opened.hold({"columns": list(IRIS[:2])}).words


def test_another_table_has_its_own_columns(opened: Opened) -> None:
    opened.visit(data="iris").hold({"columns": list(IRIS[1:]), "view1": IRIS[3]}).hold({"data": "wine"})
    assert opened.experiment.data == TableData(name="wine", train_fraction=0.5)


@pytest.mark.parametrize(
    "address",
    [{"columns": "nope"}, {"columns": IRIS[0]}, {"view1": "nope"}, {"view2": IRIS[0]}, {"standardize": "maybe"}],
)
def test_what_is_no_column_in_the_address_is_ignored(opened: Opened, address: dict[str, str]) -> None:
    opened.visit(data="iris", **address)
    assert opened.experiment.data == TableData(name="iris", train_fraction=0.5)


def test_drawing_begins_with_three_clusters(opened: Opened) -> None:
    opened.visit(data="points")
    assert opened.experiment.data == PointsData(points=starter_points())
    assert opened.address == {"data": "points"}
    mine = ((0.0, 0.0, 0), (1.0, 1.0, 1), (2.0, 2.0, 3), (3.0, 3.0, 0))
    opened.app.session_state[OWN_POINTS] = mine
    assert opened.again().experiment.data.points == mine
    assert opened.hold({"data": "moons"}).hold({"data": "points"}).experiment.data.points == mine


def test_without_a_table_the_irises_stand_in(opened: Opened) -> None:
    opened.visit(data="table")
    assert opened.experiment.data == TableData(name="iris", train_fraction=0.5)
    assert "Upload a file" in opened.app.info[0].value
    assert opened.app.selectbox(key="data").value == "table"
    assert opened.address == {"data": "table"}


@pytest.mark.parametrize("table", [OWN, CLASSES])
def test_an_uploaded_table(opened: Opened, uploads: list[OwnTable | None], table: OwnTable) -> None:
    uploads[0] = table
    opened.visit(data="table", train="0.7")
    assert opened.experiment.data == table
    assert not opened.app.info
    opened.hold({"columns": ["a", "c"], "standardize": False})
    assert opened.experiment.data.inputs == ("a", "c")
    assert opened.address == {"data": "table", "train": "0.7", "standardize": "False"}, "nothing of the table itself"
    uploads[0] = None
    assert opened.again().experiment.data.inputs == ("a", "c"), "the table stays"


def test_what_an_accuracy_is_worth(opened: Opened, uploads: list[OwnTable | None]) -> None:
    uploads[0] = CLASSES.model_copy(update={"targets": (0.0,) + (1.0,) * (ROWS - 1), "stratified": True})
    words = opened.visit(data="table").words.replace("\\", "")
    assert "Always guessing the commonest class, yes, would reach 100% on the test part." in words
    assert "Only 1 sample is of class no: it is in the training part, and the test part has none." in words
    words = opened.visit(data="table", lang="fr").words.replace("\\", "")
    assert "Toujours répondre la classe la plus fréquente, yes" in words
    assert "Always guessing" not in opened.visit(data="iris").words


def test_columns_of_two_numbers_are_the_last_choice_for_the_plane(
    opened: Opened, uploads: list[OwnTable | None]
) -> None:
    first, *others = OWN.columns
    flag = first.model_copy(update={"values": (0.0, 1.0) * (ROWS // 2)})
    uploads[0] = OWN.model_copy(update={"columns": (flag, *others)})
    assert opened.visit(data="table").experiment.data.plane == ("b", "c")
    assert opened.experiment.data.inputs == ("a", "b", "c")


def test_inputs_chosen_with_the_upload_are_not_asked_for_again(opened: Opened, uploads: list[OwnTable | None]) -> None:
    uploads[0] = OWN
    opened.visit(data="table").hold({"own_inputs": ["a", "b", "c"], "columns": ["a", "b"]})
    assert not opened.shows("columns")
    assert opened.experiment.data.inputs == ("a", "b", "c")
    assert opened.hold({"view1": "c"}).experiment.data.plane == ("c", "b")


def test_another_table_with_a_column_of_the_same_name(opened: Opened, uploads: list[OwnTable | None]) -> None:
    uploads[0] = OWN
    opened.visit(data="table").hold({"columns": ["a", "b"]})
    names = zip(("a", "x", "y"), OWN.columns, strict=True)
    columns = tuple(column.model_copy(update={"name": name}) for name, column in names)
    uploads[0] = OWN.model_copy(update={"columns": columns})
    assert opened.again().experiment.data.inputs == ("a", "x", "y")
    assert "two inputs or more" not in opened.words


def test_numbers_in_an_uploaded_table_end_cross_entropy(opened: Opened, uploads: list[OwnTable | None]) -> None:
    uploads[0] = CLASSES
    opened.visit(data="table").hold({"loss": "cross_entropy"})
    assert opened.experiment.training.loss == "cross_entropy"
    uploads[0] = OWN
    assert opened.again().experiment.training.loss == "auto"
    assert opened.app.get_by_key("loss").options == ["Automatic", "Squared error", "Absolute error"]


@DOZEN
@given(experiment=shown_experiments(data=own_data()))
def test_own_data_in_an_experiment_of_the_address_fill_the_page(opened: Opened, experiment: Experiment) -> None:
    opened.visit(experiment=experiment.to_json())
    assert not opened.app.error
    assert opened.experiment == experiment
    assert opened.again().experiment == experiment
    held = opened.app.session_state.to_dict()
    assert all(held[key] == value for key, value in to_form(experiment).items() if key in (OWN_POINTS, OWN_TABLE))
    assert not {OWN_POINTS, OWN_TABLE, "columns", "view1", "view2"} & set(opened.address)


@pytest.mark.parametrize("name", ["points", "iris", "table"])
def test_in_french(opened: Opened, name: str) -> None:
    opened.visit(data=name, lang="fr")
    assert opened.app.selectbox(key="data").value == name

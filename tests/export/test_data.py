"""Every kind of data is in the script as the playground has it."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from playground.datasets import load
from playground.experiment import Experiment
from playground.experiment.data import PLANE_TASKS
from playground.experiment.features import FEATURES
from playground.experiment.tables import TABLES
from playground.export.pytorch import pytorch_code
from playground.export.samples import MOST_ROWS
from tests.export.scripts import assert_same_numbers, complaints, run_script


def experiment(**data: Any) -> Experiment:
    return Experiment.from_parts({"data": data, "seed": 7})


def points(count: int) -> list[tuple[float, float, int]]:
    random = np.random.default_rng(1)
    return [(x, y, int(x > 0) + int(y > 0)) for x, y in random.uniform(-6, 6, (count, 2)).tolist()]


def own_table(rows: int, classes: tuple[str, ...] | None = None, **more: Any) -> dict[str, Any]:
    random = np.random.default_rng(2)
    columns = [{"name": f"c{k}", "values": random.normal(10, 3, rows).tolist()} for k in range(3)]
    targets = random.integers(len(classes), size=rows) if classes else random.normal(50, 20, rows)
    return {"name": "table", "columns": columns, "target": "t", "targets": targets.tolist(), "classes": classes, **more}


HELD = {
    "few points": {"name": "points", "points": points(40), "features": ("x1", "x1*x2")},
    "many points": {"name": "points", "points": points(MOST_ROWS + 1)},
    "own classes": own_table(50, ("a", "b", "c")),
    "own numbers": own_table(50),
    "many own classes": own_table(MOST_ROWS + 1, ("no", "yes")),
    "classes in both parts": own_table(50, ("a", "b", "c"), stratified=True),
    "many in both parts": own_table(MOST_ROWS + 1, ("no", "yes"), stratified=True, train_fraction=0.4),
    "a stratified number": own_table(50, stratified=True),
    "many own numbers": own_table(MOST_ROWS + 1, standardize=False),
    "some columns": {"name": "iris", "columns": ("petal length (cm)", "sepal width (cm)"), "train_fraction": 0.4},
    **{name: {"name": name} for name in TABLES},
}


@pytest.mark.parametrize("name", PLANE_TASKS)
def test_planes(name: str, tmp_path: Path) -> None:
    assert_same_numbers(experiment(name=name, samples=61, noise=0.3, train_fraction=0.6), tmp_path)


@pytest.mark.parametrize("name", PLANE_TASKS)
def test_planes_are_laid_out_as_formatters_would(name: str) -> None:
    assert complaints(pytorch_code(experiment(name=name))) == ""


def test_features(tmp_path: Path) -> None:
    assert_same_numbers(experiment(name="xor", samples=60, features=FEATURES), tmp_path)


@pytest.mark.parametrize("data", HELD.values(), ids=HELD)
def test_held_and_read_data(data: dict[str, Any], tmp_path: Path) -> None:
    assert_same_numbers(experiment(**data), tmp_path, epochs=2)


@pytest.mark.parametrize("data", HELD.values(), ids=HELD)
def test_held_and_read_data_are_laid_out_as_formatters_would(data: dict[str, Any]) -> None:
    assert complaints(pytorch_code(experiment(**data))) == ""


@pytest.mark.parametrize(("rows", "read"), [(MOST_ROWS, False), (MOST_ROWS + 1, True)])
def test_only_many_rows_are_read_from_the_experiments_file(rows: int, read: bool) -> None:
    for data in (own_table(rows), {"name": "points", "points": points(rows)}):
        assert ("experiment.json" in pytorch_code(experiment(**data))) == read


@pytest.mark.parametrize("constant", [5.0, 0.0, 1e20])
def test_a_column_that_does_not_vary(constant: float, tmp_path: Path) -> None:
    data = own_table(30, ("a", "b"))
    data["columns"][1]["values"] = [constant] * 30
    assert_same_numbers(experiment(**data), tmp_path, epochs=1)


def test_numbers_that_do_not_vary(tmp_path: Path) -> None:
    data = own_table(30) | {"targets": [3.0] * 29 + [3.0]}
    assert_same_numbers(experiment(**data), tmp_path, epochs=1)


tables = st.integers(10, 15).flatmap(
    lambda rows: st.lists(st.lists(st.floats(-1e30, 1e30), min_size=rows, max_size=rows), min_size=2, max_size=3)
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(columns=tables, stratified=st.booleans())
def test_any_table(columns: list[list[float]], stratified: bool, tmp_path: Path) -> None:
    named = [{"name": f"c{k}", "values": values} for k, values in enumerate(columns)]
    targets = [min(k // 3, 1) for k in range(len(columns[0]))]
    fields = {"columns": named, "target": "t", "targets": targets, "classes": ("a", "b"), "stratified": stratified}
    table = experiment(name="table", **fields)
    inputs = run_script(pytorch_code(table, epochs=0), tmp_path)["inputs"]
    assert torch.allclose(inputs, torch.tensor(load(table.data, table.seed).inputs), rtol=1e-5, atol=1e-6)


def code_of(names: list[str]) -> str:
    """Return what a script does, whatever its comments say, for a table of a person's own names."""
    first, second, target, a, b = names
    data = own_table(12, (a, b)) | {"target": target}
    for column, name in zip(data["columns"], (first, second, "third"), strict=True):
        column["name"] = name
    tree = ast.parse(pytorch_code(experiment(**data)).encode())
    return ast.dump(ast.Module(tree.body[1:], []))


@given(
    st.lists(st.text(min_size=1, max_size=60), min_size=5, max_size=5, unique=True).filter(
        lambda names: "third" not in names
    )
)
def test_no_name_becomes_code(names: list[str]) -> None:
    assert code_of(names) == code_of(["x", "y", "t", "a", "b"])


@pytest.mark.parametrize(
    "name",
    ['"""\nimport os', "\\", '"""', '\\"""', "\nimport os", "\rimport os", "\x0cx", "\u2028x", "# fmt: off", "é×"],
)
def test_nasty_names(name: str) -> None:
    assert code_of([name, "y", f"{name}t", f"{name}a", "b"]) == code_of(["x", "y", "t", "a", "b"])

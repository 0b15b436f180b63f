"""Which columns are taken: those that tell most of the target, where not all can be."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from sklearn.metrics import mutual_info_score

from playground.datasets.columns.suggestion import kinds, offer, suggest
from playground.datasets.columns.telling import bins
from playground.datasets.own_table import TableError, prepare
from playground.datasets.raw_table import Table, read_table

CASES = Path(__file__).parents[2] / "cases"
ROWS = 200


def written(columns: dict[str, list[object]]) -> Table:
    rows = zip(*columns.values(), strict=True)
    return read_table("\n".join([",".join(columns), *(",".join(map(str, row)) for row in rows)]).encode())


def wide(count: int = 60, telling: tuple[int, ...] = (7, 41, 58), **more: list[object]) -> Table:
    """Return a table of so many columns of noise, some of which tell the class in the last one."""
    random = np.random.default_rng(0)
    classes = random.integers(2, size=ROWS)
    columns: dict[str, list[object]] = {
        f"c{n}": np.round(random.normal(size=ROWS) + (2 * classes if n in telling else 0), 4).tolist()
        for n in range(count)
    }
    return written(columns | more | {"kind": ["left" if label else "right" for label in classes]})


def test_of_many_columns_the_most_telling_are_taken() -> None:
    read = wide()
    offered = offer(read, "kind")
    assert offered.is_crowded
    assert len(offered.names) == 60
    assert set(offered.names[:3]) == {"c7", "c41", "c58"}
    assert len(offered.suggested) == 30
    assert {"c7", "c41", "c58"} <= set(offered.suggested)
    assert list(offered.suggested) == sorted(offered.suggested, key=lambda name: int(name[1:])), "in the table's order"
    target = np.unique(read.column("kind").texts, return_inverse=True)[1]
    scores = {}
    for name in offered.names:
        numbers = read.column(name).numbers
        assert numbers is not None
        scores[name] = mutual_info_score(bins(numbers), target)  # as many bins each, so that chance is the same for all
    assert (np.diff([scores[name] for name in offered.names]) < 1e-9).all()
    assert suggest(read).inputs == offered.suggested


def test_up_to_thirty_columns_stay_in_the_tables_order() -> None:
    offered = offer(wide(30, telling=(7,)), "kind")
    assert not offered.is_crowded
    assert offered.names == offered.suggested == tuple(f"c{n}" for n in range(30))


def test_a_text_counts_as_all_its_inputs() -> None:
    towns: list[object] = [f"town {n % 12}" for n in range(ROWS)]
    assert not offer(wide(18, town=towns), "kind").is_crowded
    offered = offer(wide(19, town=towns), "kind")
    assert offered.is_crowded
    made = prepare(wide(18, town=towns), [*(f"c{n}" for n in range(18)), "town"], "kind", "classes", "drop")
    assert len(made.columns) == 30
    with pytest.raises(TableError, match=r"Inputs chosen: 31; choose 2 to 30 .* one for each of its values"):
        prepare(wide(19, town=towns), [*(f"c{n}" for n in range(19)), "town"], "kind", "classes", "drop")
    chosen = prepare(wide(19, town=towns), offered.suggested, "kind", "classes", "drop")
    assert len(chosen.columns) <= 30


def test_a_telling_text_is_among_the_first() -> None:
    read = wide(40, telling=())
    port = ["A" if text == "left" else "BC"[n % 2] for n, text in enumerate(read.column("kind").texts)]
    assert offer(wide(40, telling=(), port=port), "kind").names[0] == "port"


def test_a_number_as_target() -> None:
    read = wide(40, telling=())
    first = read.column("c3").numbers
    assert first is not None
    offered = offer(wide(40, telling=(), copy=(2 * first).tolist()), "copy")
    assert offered.names[0] == "c3"


def test_passengers() -> None:
    read = read_table((CASES / "passengers.csv").read_bytes())
    choice = suggest(read)
    assert (choice.target, choice.kind) == ("Survived", "classes")
    assert choice.inputs == ("Pclass", "Sex", "Age", "SibSp", "Parch", "Fare", "Embarked")
    aside = dict(offer(read, "Survived").aside)
    assert aside == {"Name": "names", "Ticket": "names", "Cabin": "many", "PassengerId": "counts"}


@pytest.mark.parametrize("name", ["Survived", "class", "Target", "label", "espèce", "Classe"])
def test_a_column_whose_name_says_so_is_the_target(name: str) -> None:
    columns: dict[str, list[object]] = {
        "a": [n * n for n in range(20)],
        name: [n % 2 for n in range(20)],
        "b": ["xyz"[n % 3] for n in range(20)],
    }
    assert suggest(written(columns)).target == name


def test_a_column_that_is_mostly_missing_is_taken_only_by_choice() -> None:
    columns: dict[str, list[object]] = {
        "a": [n * n for n in range(20)],
        "b": [n % 7 for n in range(20)],
        "deck": [n if n < 5 else "" for n in range(20)],
        "kind": ["xy"[n % 2] for n in range(20)],
    }
    offered = offer(written(columns), "kind")
    assert offered.suggested == ("a", "b")
    assert "deck" in offered.names
    assert offered.aside == (("deck", "sparse"),)
    assert offered.lacking == {"deck"}
    few = {name: values for name, values in columns.items() if name != "b"}
    assert offer(written(few), "kind").suggested == ("a", "deck")


def test_texts_alone_are_a_table() -> None:
    columns: dict[str, list[object]] = {
        "cap": ["bell", "flat", "knobbed", "sunken"] * 6,
        "bruises": ["yes", "no"] * 12,
        "class": ["edible", "poisonous", "edible"] * 8,
    }
    read = written(columns)
    choice = suggest(read)
    assert (choice.inputs, choice.target) == (("cap", "bruises"), "class")
    made = prepare(read, choice.inputs, "class", "classes", "drop")
    assert made.inputs == ("cap = bell", "cap = flat", "cap = knobbed", "cap = sunken", "bruises = yes")


def test_kinds_of_a_column() -> None:
    read = wide(3, telling=())
    assert kinds(read.column("kind")) == ("classes",)
    assert kinds(read.column("c0")) == ("number",)

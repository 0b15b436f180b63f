from __future__ import annotations

import numpy as np
import pytest

from playground.datasets.own_table import (
    Kind,
    Table,
    TableError,
    kinds,
    prepare,
    read_table,
    report,
    suggest,
    usual_kind,
)
from playground.datasets.raw_table import tabulate
from playground.datasets.spreadsheet import read_sheet
from playground.experiment.tables import OwnTable

SMALL = "a,b,kind\n" + "".join(f"{row},{row / 4},{'yes' if row % 2 else 'no'}\n" for row in range(20))


def table(text: str) -> Table:
    return read_table(text.encode())


def own(text: str, missing: str = "drop") -> OwnTable:
    read = table(text)
    choice = suggest(read)
    return prepare(read, choice.inputs, choice.target, choice.kind, missing)  # type: ignore[arg-type]


def numbers(read: Table, name: str) -> list[float]:
    values = read.column(name).numbers
    assert values is not None
    return list(values.tolist())


def test_french_excel() -> None:
    rows = [f"{n},5;1 {n:03d},25;{'été' if n % 2 else 'l’hiver'}" for n in range(12)]
    read = read_table("\r\n".join(["Température;Débit (m³/h);Saison", *rows, ""]).encode("cp1252"))
    assert (read.encoding, read.delimiter, read.decimal_mark) == ("Windows-1252", ";", ",")
    assert [column.name for column in read.columns] == ["Température", "Débit (m³/h)", "Saison"]
    assert numbers(read, "Débit (m³/h)") == [1000.25 + n for n in range(12)]
    assert read.column("Saison").texts[:2] == ("l’hiver", "été")


def test_google_sheets_in_a_french_locale_quotes_decimal_commas() -> None:
    rows = [f'"{n},5","{n * n},25",{"oui" if n % 2 else "non"}' for n in range(12)]
    read = table("\r\n".join(["x,y,classe", *rows]))
    assert (read.delimiter, read.decimal_mark) == (",", ",")
    assert numbers(read, "y") == [n * n + 0.25 for n in range(12)]


def test_google_sheets() -> None:
    rows = [f'{n}.5,"1,{n:03d}",{12 + n}%,"Smith, J."' for n in range(12)]
    read = table("\n".join(["x,big,share,name", *rows]))
    assert read.decimal_mark == "."
    assert numbers(read, "big") == [1000.0 + n for n in range(12)]
    assert numbers(read, "share")[0] == 0.12
    assert read.column("name").texts[0] == "Smith, J."


def test_libreoffice_utf16_with_tabs() -> None:
    rows = [f"{n},5\t{n}\t{'π' if n % 2 else 'φ'}" for n in range(12)]
    read = read_table("\n".join(["x\ty\tlettre", *rows]).encode("utf-16"))
    assert (read.encoding, read.delimiter, read.decimal_mark) == ("UTF-16", "\t", ",")
    assert read.column("lettre").texts[:2] == ("φ", "π")


def test_a_file_without_names() -> None:
    read = table(SMALL.partition("\n")[2])
    assert not read.has_header
    assert (read.rows, [column.name for column in read.columns]) == (20, ["column 1", "column 2", "column 3"])


def test_names_of_which_some_are_numbers() -> None:
    """As in the file of irises that comes with scikit-learn."""
    read = table("150,4,setosa,versicolor,virginica\n" + "".join(f"{n}.5,{n},{n}.25,{n},{n % 2}\n" for n in range(12)))
    assert read.has_header
    assert read.columns[2].name == "setosa"


MIXED = "".join(f"{n % 5},{n}.5,{n * 3},{'ab'[n % 2]}\n" for n in range(12))
"""Three columns of numbers, one of letters."""


@pytest.mark.parametrize(
    ("first", "has_header"),
    [
        ("left,right,2020,kind", True),  # two texts above numbers, one number
        ("left,2019,2020,kind", False),
        ("left,,2020,kind", False),  # one each: as many for a heading as against it
        (",,2020,kind", False),  # the text above texts says nothing, the number is enough
        (",,,kind", True),  # no number against it
        ("left,right,up,2020", True),  # a number above texts says nothing either
        (",,,2020", False),
        ("?,n/a,2020,kind", False),  # what stands for a missing value is no name
    ],
)
def test_whether_the_first_line_is_a_heading(first: str, has_header: bool) -> None:
    read = table(first + "\n" + MIXED)
    assert read.has_header is has_header
    assert read.rows == (12 if has_header else 13)


def test_where_as_much_says_heading_as_not_no_row_is_lost_and_the_text_is_reported() -> None:
    """A wrong guess costs no row this way, and the reader is told of the line that is no number."""
    read = table("left,2020,up,2021,kind\n" + "1,2,3,4,a\n2,3,4,5,b\n" * 6)
    assert (read.has_header, read.rows) == (False, 13)
    assert [column.name for column in read.columns] == [f"column {n}" for n in range(1, 6)]
    assert (read.columns[0].obstacle, read.columns[2].obstacle) == ((1, "left"), (1, "up"))
    assert read.columns[1].texts[0] == "2020"


@pytest.mark.parametrize(
    ("texts", "numeric", "above_text", "above_number"), [(6, 7, True, False), (6, 6, False, False), (7, 6, False, True)]
)
@pytest.mark.parametrize("missing", [0, 8])
def test_a_column_counts_as_numbers_by_most_of_its_values(
    texts: int, numeric: int, above_text: bool, above_number: bool, missing: int
) -> None:
    cells = ["some text"] * texts + ["1.5"] * numeric + ["n/a"] * missing
    rows = "".join(f"{cell},{n},{n / 2},a\n" for n, cell in enumerate(cells))
    # The first column turns the balance between a text and a number above columns of numbers alone.
    assert tabulate(read_sheet(f"mixed,name,2020,kind\n{rows}".encode())).has_header is above_text
    assert tabulate(read_sheet(f"5,name,,kind\n{rows}".encode())).has_header is above_number


def test_names_are_made_different_and_short() -> None:
    read = table(f"a,a,,{'n' * 90},{'n' * 80}\n" + "1,2,3,4,5\n" * 12)
    names = [column.name for column in read.columns]
    assert names == ["a", "a (2)", "column 3", "n" * 60, "n" * 56 + " (2)"]


def test_empty_columns_without_a_name_are_no_columns() -> None:
    read = table(",a,,b,kind,\n" + "".join(f",{n},,{n % 3},{'y' if n % 2 else 'n'},\n" for n in range(12)))
    assert [column.name for column in read.columns] == ["a", "b", "kind"]


def test_a_column_with_a_name_and_no_values_is_one_of_neither_kind() -> None:
    read = table("a,b,empty,kind\n" + "".join(f"{n},{n % 3},,{'y' if n % 2 else 'n'}\n" for n in range(12)))
    empty = read.column("empty")
    assert (empty.numbers, empty.missing, empty.obstacle) == (None, 12, None)
    with pytest.raises(TableError, match='Column "empty" has no values'):
        prepare(read, ["a", "empty"], "kind", "classes", "drop")


def test_missing_values_of_numbers_and_of_texts() -> None:
    read = table("a,b,kind\n" + "1,2,x\n" * 10 + "NA,inf,?\n,1e400,N/A\n-,3,x\n")
    assert [column.missing for column in read.columns] == [3, 2, 2]
    assert read.column("a").texts[-3:] == ("", "", "")


def test_a_minus_is_a_label_where_plus_is_one() -> None:
    assert own("a,b,sign\n" + "1,2,+\n3,4,-\n" * 10).classes == ("+", "-")
    assert table("a,b,sign\n" + "1,2,x\n3,4,-\n5,6,y\n" * 10).column("sign").missing == 10


def test_a_text_among_numbers_is_reported_with_its_line() -> None:
    read = table(SMALL.replace("\n7,", "\nseven,").replace(",no", ",0").replace(",yes", ",1"))
    assert read.column("a").obstacle == (9, "seven")
    with pytest.raises(TableError, match=r'"a" does not hold numbers: in line 9 it has "seven"'):
        prepare(read, ["a", "b"], "kind", "classes", "drop")


def test_the_suggestion() -> None:
    read = table("id,a,b,flag,kind\n" + "".join(f"{n},{n * n},{n / 3},{n % 2},{'xyz'[n % 3]}\n" for n in range(12)))
    choice = suggest(read)
    assert (choice.inputs, choice.target, choice.kind) == (("a", "b", "flag"), "kind", "classes")


@pytest.mark.parametrize(
    ("last", "kind"), [("n % 3", "classes"), ("n / 3", "number"), ("n * 7", "number"), ("n % 2 + 0.5", "number")]
)
def test_few_whole_numbers_are_classes(last: str, kind: Kind) -> None:
    rows = "".join(f"{n * n},{n / 3},{eval(last, {'n': n})}\n" for n in range(12))
    assert suggest(table("a,b,c\n" + rows)).kind == kind


def test_a_column_that_counts_the_rows_is_no_input_where_two_others_are_left() -> None:
    rows = "".join(f"{n},{n * n},{n / 3},{'xyz'[n % 3]}\n" for n in range(12))
    assert suggest(table("id,a,b,kind\n" + rows)).inputs == ("a", "b")
    short = "".join(f"{n},{n * n},{'xyz'[n % 3]}\n" for n in range(12))
    assert suggest(table("id,a,kind\n" + short)).inputs == ("id", "a")


@pytest.mark.parametrize(
    ("different", "kinds_of", "usual"),
    [
        (1, (), "classes"),
        (2, ("classes", "number"), "classes"),
        (10, ("classes", "number"), "classes"),
        (11, ("number",), "number"),
    ],
)
def test_up_to_ten_different_numbers_can_be_classes(different: int, kinds_of: tuple[Kind, ...], usual: Kind) -> None:
    rows = "".join(f"{n * n},{n / 3},{n % different}\n" for n in range(22))
    column = table("a,b,c\n" + rows).column("c")
    assert (kinds(column), usual_kind(column)) == (kinds_of, usual)


def test_ten_rows_are_enough_and_ten_classes_are_not_too_many() -> None:
    ten = own("a,b,kind\n" + "".join(f"{n * n},{n / 3},class {n}\n" for n in range(10)))
    assert (ten.samples, len(ten.classes or ())) == (10, 10)
    with pytest.raises(TableError, match="9 rows; 10 to 20000"):
        own("a,b,kind\n" + "".join(f"{n * n},{n / 3},class {n}\n" for n in range(9)))


def test_names_in_the_last_column_are_no_target() -> None:
    read = table("a,b,kind,name\n" + "".join(f"{n * n},{n / 3},{n % 2},somebody {n}\n" for n in range(12)))
    assert suggest(read).target == "kind"


def test_at_most_30_inputs() -> None:
    wide = table(",".join(f"c{n}" for n in range(40)) + "\n" + (",".join(["1.5"] * 40) + "\n") * 12)
    assert suggest(wide).inputs == tuple(f"c{n}" for n in range(30))


def test_at_most_200_000_cells() -> None:
    long = table("a,b,c,d,e,f,g,h,i,j,k,l,kind\n" + "1,2,3,4,5,6,7,8,9,1,2,3,x\n1,2,3,4,5,6,7,8,9,1,2,3,y\n" * 10_000)
    choice = suggest(long)
    assert len(choice.inputs) == 10
    assert prepare(long, choice.inputs, "kind", "classes", "drop").samples == 20_000
    with pytest.raises(TableError, match="220000 numbers; at most 200000"):
        prepare(long, [*choice.inputs, "k"], "kind", "classes", "drop")


def test_rows_that_lack_something_are_left_out() -> None:
    text = SMALL.replace("\n4,", "\n,").replace("9,2.25,yes", "9,2.25,")
    made = own(text)
    assert made.columns[0].values == tuple(float(n) for n in range(20) if n not in (4, 9))
    summary = report(table(text), ["a", "b"], "kind", "classes", "drop")
    assert (summary.rows, summary.without_target, summary.left_out, summary.filled) == (18, 1, 1, 0)


def test_a_mean_fills_a_gap_and_targets_are_never_filled() -> None:
    text = SMALL.replace("\n4,", "\n,").replace("9,2.25,yes", "9,2.25,")
    made = own(text, "mean")
    known = [float(n) for n in range(20) if n not in (4, 9)]
    assert made.samples == 19
    assert made.columns[0].values[4] == pytest.approx(np.mean(known))
    summary = report(table(text), ["a", "b"], "kind", "classes", "mean")
    assert (summary.rows, summary.without_target, summary.left_out, summary.filled) == (19, 1, 0, 1)


def test_the_report_has_means_deviations_and_classes() -> None:
    summary = report(table(SMALL), ["b", "a"], "kind", "classes", "drop")
    assert [(column.name, column.mean) for column in summary.inputs] == [("b", 2.375), ("a", 9.5)]
    assert summary.inputs[1].deviation == pytest.approx(np.std(np.arange(20)))
    assert summary.classes == (("no", 10), ("yes", 10))


def test_a_constant_input_is_allowed_and_reported() -> None:
    summary = report(table("a,b,c\n" + "0.1,1,x\n0.1,2,y\n" * 10), ["a", "b"], "c", "classes", "drop")
    assert [column.is_constant for column in summary.inputs] == [True, False]


def test_classes_of_numbers_in_ascending_order() -> None:
    made = own("a,b,c\n" + "1,2.5,10\n3,4,9\n4,5,1.0\n2,2,1\n" * 5)
    assert made.classes == ("1", "9", "10")
    assert made.targets[:4] == (2, 1, 0, 0)

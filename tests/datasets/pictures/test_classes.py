from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.datasets.pictures.classes import Classes, picture_classes


def read(*paths: str) -> Classes:
    return picture_classes([tuple(path.split("/")) for path in paths])


def classes(*paths: str) -> list[str | None]:
    """Return the likeliest class of each picture."""
    return list(read(*paths).readings[0].labels)


@pytest.mark.parametrize(
    ("paths", "labels"),
    [
        (["cat/1.png", "dog/1.png"], ["cat", "dog"]),
        (["pets/mine/cat/1.png", "pets/mine/dog/1.png"], ["cat", "dog"]),
        (["pets/cat/1.png", "pets/dog/1.png", "pets/alone.png"], ["cat", "dog", None]),
        (["cat/1.png", "dog/1.png", "alone.png"], ["cat", "dog", None]),
        (["train/cat/1.png", "train/dog/1.png", "test/1.png"], ["cat", "dog", None]),
        (["cat/train/1.png", "dog/train/1.png", "cat/test/2.png"], ["cat", "dog", "cat"]),
        (["cat/images/1.png", "dog/images/1.png"], ["cat", "dog"]),
        (["cat/2019/1.png", "cat/2020/1.png", "dog/2019/1.png"], ["cat", "cat", "dog"]),
        (["cat/1.png", "cat/more/1.png", "dog/1.png"], ["cat", "cat", "dog"]),
        (["animals/cat/1.png", "animals/dog/1.png", "plants/rose/1.png"], ["cat", "dog", "rose"]),
        (["fold1/cat/1.png", "fold2/cat/1.png", "fold1/dog/1.png"], ["cat", "cat", "dog"]),
        (["valid/1.png", "invalid/1.png"], ["valid", "invalid"]),
        (["train/1.png", "bus/1.png"], ["train", "bus"]),
        (["0/1.png", "1/1.png"], ["0", "1"]),
    ],
)
def test_folders_are_read_as_a_person_reads_them(paths: list[str], labels: list[str | None]) -> None:
    assert classes(*paths) == labels


@pytest.mark.parametrize(
    ("training", "testing"),
    [
        ("train", "test"),
        ("Training", "Testing"),
        ("train_set", "test-images"),
        ("TRAIN", "Val"),
        ("entraînement", "validation"),
        ("Apprentissage", "Test"),
        ("jeu d'entraînement", "jeu de test"),
        ("01_train", "02_valid"),
    ],
)
def test_folders_of_parts_name_no_class(training: str, testing: str) -> None:
    for above in ("", "data/"):
        parts = [f"{above}{part}/{name}/1.png" for part in (training, testing) for name in ("cat", "dog")]
        assert read(*parts).parts == (training, testing)
        assert classes(*parts) == ["cat", "dog", "cat", "dog"]


def test_parts_without_classes_in_them_are_no_classes() -> None:
    one = read("train/1.png", "test/2.png")
    assert one.parts == ("train", "test")
    assert not one.readings[0].is_possible


def test_both_ways_are_offered_where_both_are_possible() -> None:
    readings = read("animals/cat/1.png", "animals/dog/1.png", "plants/rose/1.png").readings
    assert [(one.source, one.labels) for one in readings] == [
        ("folder", ("cat", "dog", "rose")),
        ("outer folder", ("animals", "animals", "plants")),
    ]
    assert len(read("cat/1.png", "dog/1.png").readings) == 1


def test_many_inner_folders_leave_the_outer_ones() -> None:
    paths = [f"{kind}/person {n}/1.png" for n in range(30) for kind in ("cat", "dog")]
    assert classes(*paths) == ["cat", "dog"] * 30


@pytest.mark.parametrize("form", ["{}.{}.jpg", "{}_{}.png", "{} ({}).jpg", "{}{}.png", "{}-{}-2.png", "{}_00{}.jpeg"])
def test_names_of_files_name_classes_where_no_folder_does(form: str) -> None:
    for folder in ("", "photos/"):
        paths = [folder + form.format(name, n) for name in ("cat", "hot dog") for n in range(1, 4)]
        (reading,) = read(*paths).readings
        assert (reading.source, reading.labels) == ("file name", ("cat",) * 3 + ("hot dog",) * 3)


@pytest.mark.parametrize(
    "names", [["1", "2"], ["IMG_1", "IMG_2", "DSC_1", "DSC_2"], ["cat_1", "cat_2", "dog"], ["cat_1", "cat_2", "dog_1"]]
)
def test_names_that_do_not_are_left(names: list[str]) -> None:
    assert not read(*(f"{name}.png" for name in names)).readings[0].is_possible


def test_numbers_before_numbers_are_classes() -> None:
    assert classes("3_001.png", "3_002.png", "7_001.png", "7_002.png") == ["3", "3", "7", "7"]


parts = st.text("abc19_. é", min_size=1, max_size=6)


@given(st.lists(st.lists(parts, min_size=1, max_size=5).map(tuple), max_size=40))
def test_any_paths(paths: list[tuple[str, ...]]) -> None:
    read = picture_classes(paths)
    assert read.readings
    assert all(len(reading.labels) == len(paths) for reading in read.readings)
    for reading in read.readings:
        for path, label in zip(paths, reading.labels, strict=True):
            assert label is None or label in path[:-1] or path[-1].startswith(label) or reading.source == "file name"

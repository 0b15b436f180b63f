"""The status page and its metrics: every number of a census, in words, and nothing of anybody."""

from __future__ import annotations

import re

import pytest
from prometheus_client.parser import text_string_to_metric_families

from playground.counts import KINDS
from playground.i18n import set_language
from playground.live.status.census import Census, RoomUsage, RunUsage, Usage
from playground.live.status.metrics import metrics
from playground.live.status.page import html_page, refusal_words, text_page

MEGABYTE = 2**20
CENSUS = Census(
    letter="B",
    uptime=3_725.0,
    processors=2,
    load=1.5,
    memory=24_000 * MEGABYTE,
    memory_free=20_000 * MEGABYTE,
    server=Usage(0.04, 150 * MEGABYTE),
    limit=32,
    taken=3,
    runs=(
        RunUsage(7, "spiral", 1, 105, True, True, Usage(0.5, 12 * MEGABYTE)),
        RunUsage(9, "mnist", 12, 12_345, False, False, Usage(0.25, 80 * MEGABYTE)),
        RunUsage(11, "xor", 1, 9, False, True, None),
    ),
    sleeping=4,
    rooms=(RoomUsage("cnn", 28, 12.0), RoomUsage("gan", 2, 3_600.0)),
    refusals=dict.fromkeys(KINDS, 0) | {"limit": 1_234},
)


def cells(page: str) -> list[list[str]]:
    """Return the rows of all tables, cell by cell."""
    rows = re.findall(r"<tr>(.*?)</tr>", page)
    return [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row) for row in rows]


def test_a_browser_is_shown_every_number() -> None:
    rows = cells(html_page(CENSUS))
    assert ["7", "spiral", "1", "105", "yes", "yes", "50%", "12 MB"] in rows
    assert ["9", "mnist", "12", "12,345", "no", "no", "25%", "80 MB"] in rows
    assert ["11", "xor", "1", "9", "no", "yes", "-", "-"] in rows
    assert ["1", "cnn", "28", "0:00:12"] in rows
    assert ["2", "gan", "2", "1:00:00"] in rows
    assert ["no place for a run", "1,234"] in rows
    assert ["Up for", "1:02:05"] in rows
    assert ["All workers", "75%, 92 MB"] in rows
    assert ["Places for runs", "3 of 32, 2 watched"] in rows
    assert ["Students in rooms", "30"] in rows
    assert ["Memory of the machine", "4,000 MB of 24,000 MB"] in rows


def test_text_says_the_same() -> None:
    lines = [re.split(r" {2,}", line.strip()) for line in text_page(CENSUS).splitlines()]
    for row in cells(html_page(CENSUS)):
        assert row in lines


def test_french_numbers_are_french() -> None:
    set_language("fr")
    try:
        page = html_page(CENSUS)
    finally:
        set_language("en")
    assert '<html lang="fr">' in page
    assert "12\u202f345" in page


def test_there_are_words_for_every_refusal() -> None:
    assert set(refusal_words()) == set(KINDS)


def test_an_empty_server_has_a_page() -> None:
    empty = Census("", 0, 1, 0, 0, 0, Usage(0, 0), 1, 0, (), 0, (), dict.fromkeys(KINDS, 0))
    assert html_page(empty).count("<p>none</p>") == 2
    assert "server" not in html_page(empty).partition("</title>")[0]
    assert metrics(empty)


def samples() -> dict[tuple[str, tuple[str, ...]], float]:
    families = text_string_to_metric_families(metrics(CENSUS).decode())
    return {
        (sample.name, tuple(sample.labels.values())): sample.value for family in families for sample in family.samples
    }


@pytest.mark.parametrize(
    ("name", "labels", "value"),
    [
        ("playground_uptime_seconds", (), 3_725.0),
        ("playground_workers_limit", (), 32),
        ("playground_workers_taken", (), 3),
        ("playground_runs_sleeping", (), 4),
        ("playground_runs", ("yes", "yes"), 1),
        ("playground_runs", ("no", "no"), 1),
        ("playground_runs", ("no", "yes"), 1),
        ("playground_runs", ("yes", "no"), 0),
        ("playground_run_processor_ratio", ("7",), 0.5),
        ("playground_run_memory_bytes", ("9",), 80 * MEGABYTE),
        ("playground_run_networks", ("9",), 12),
        ("playground_run_parameters", ("11",), 9),
        ("playground_refusals_total", ("limit",), 1_234),
        ("playground_rooms", (), 2),
        ("playground_students", (), 30),
        ("playground_server_processor_ratio", (), 0.04),
        ("playground_machine_memory_free_bytes", (), 20_000 * MEGABYTE),
    ],
)
def test_prometheus_reads_the_same(name: str, labels: tuple[str, ...], value: float) -> None:
    assert samples()[name, labels] == value


def test_a_worker_of_which_nothing_is_known_has_no_number() -> None:
    assert ("playground_run_memory_bytes", ("11",)) not in samples()

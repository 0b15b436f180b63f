"""The drawing of a recurrent cell, held to the cells' equations in Python; no page is needed for it."""

from __future__ import annotations

from typing import Any, get_args

import numpy as np
import pytest
from playwright.sync_api import Page

from playground.concepts.recurrence import Cell, Unrolled, Weights, gate_parts, unroll
from playground.concepts.recurrent_weights import start_weights
from playground.figures.component_colours import component_colours
from playground.ui.rnn.memory.cell_drawing import cell_texts

pytestmark = pytest.mark.browser

CELLS: tuple[Cell, ...] = get_args(Cell)
STEP, UNIT, UNITS = 6, 2, 5
DRAW = """
async ([cell, texts, colours, language]) => {
  const { drawCell, mixed } = await import("/live/any/cell_drawing.js");
  let container = document.querySelector("main");
  if (!container) document.body.replaceChildren(container = document.createElement("main"));
  drawCell(container, cell, { ...texts, language }, { colour: mixed(colours) });
  return [...container.querySelectorAll(".cell-lines li")].map((line) => line.textContent);
}
"""
LINES = "async ([cell]) => (await import('/live/any/cell_drawing.js')).cellLines(cell)"
NUMBERS = """
() => Object.fromEntries([...document.querySelectorAll("[data-value]")].map((it) => [it.dataset.value, it.textContent]))
"""
OPERATIONS = {"tanh": np.tanh, "σ": lambda x: 1 / (1 + np.exp(-x))}


@pytest.fixture(name="page")
def fixture_page(blank: Page) -> Page:
    return blank


def unrolled(kind: Cell, seed: int) -> tuple[Weights, np.ndarray, Unrolled]:
    random = np.random.default_rng(seed)
    drawn = start_weights(kind, 3, UNITS, seed, forget_bias=float(random.uniform(0, 3)))
    weights = Weights(drawn.weight_ih * 4, drawn.weight_hh * 4, drawn.bias_ih, drawn.bias_hh)
    inputs = random.normal(size=(1, 9, 3))
    return weights, inputs, unroll(kind, weights, inputs)


def described(kind: Cell, seed: int) -> dict[str, Any]:
    """Return one unit of a cell at one step as the script wants it."""
    weights, inputs, states = unrolled(kind, seed)

    def at(states: np.ndarray) -> float:
        return float(states[0, STEP - 1, UNIT - 1])

    parts = gate_parts(weights, inputs, states).items()
    memory = kind == "lstm"
    return {
        "kind": kind,
        "step": STEP,
        "unit": UNIT,
        "units": UNITS,
        "parts": {name: {"x": at(it.x), "h": at(it.h), "bias": float(it.bias[UNIT - 1])} for name, it in parts},
        "gates": {name: at(gate) for name, gate in states.gates.items()},
        "before": {"h": at(states.h_before)} | ({"c": at(states.c_before)} if memory else {}),
        "after": {"h": at(states.h)} | ({"c": at(states.c)} if memory else {}),
    }


def calculated(filled: str) -> float:
    """Return what the right side of a formula comes to, with the numbers written in it."""
    text = filled.replace("−", "-").replace("·", "*").replace("σ", "sigma")
    return float(eval(text, {"tanh": OPERATIONS["tanh"], "sigma": OPERATIONS["σ"]}))


def draw(page: Page, cell: dict[str, Any], language: str = "en") -> list[str]:
    colours = component_colours("light")["colours"]
    lines: list[str] = page.evaluate(DRAW, [cell, cell_texts(cell["kind"]), colours, language])
    return lines


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("kind", CELLS)
def test_the_lines_are_the_equations_with_their_numbers(page: Page, kind: Cell, seed: int) -> None:
    cell = described(kind, seed)
    lines = page.evaluate(LINES, [cell])
    known = {**cell["gates"], **cell["after"]}
    assert [line["symbol"] for line in lines] == {"rnn": ["h"], "lstm": list("figcoh"), "gru": list("rznh")}[kind]
    for line in lines:
        assert line["value"] == pytest.approx(known[line["symbol"]])
        assert calculated(line["filled"]) == pytest.approx(line["value"], abs=0.01), line["text"]
        assert line["text"] == f"{line['symbol']}_t = {line['filled']} = {line['text'].rpartition('= ')[2]}"
        assert float(line["text"].rpartition("= ")[2].replace("−", "-")) == pytest.approx(line["value"], abs=5e-4)


@pytest.mark.parametrize("kind", CELLS)
def test_the_drawing_has_a_number_at_every_wire(page: Page, kind: Cell) -> None:
    cell = described(kind, 0)
    assert len(draw(page, cell)) == {"rnn": 1, "lstm": 6, "gru": 4}[kind]
    shown = {name: float(text.rpartition(" ")[2].replace("−", "-")) for name, text in page.evaluate(NUMBERS).items()}
    gates, before, after = cell["gates"], cell["before"], cell["after"]
    expected = {"h": before["h"], "h'": after["h"]} | {f"gate {name}": gate for name, gate in gates.items()}
    for name, gate in gates.items():
        bent = name in ("h", "g", "n")
        expected[f"sum {name}"] = np.arctanh(gate) if bent else np.log(gate / (1 - gate))
    if kind == "lstm":
        expected |= {
            "c": before["c"],
            "c'": after["c"],
            "f c": gates["f"] * before["c"],
            "i g": gates["i"] * gates["g"],
        }
        expected["tanh c"] = after["h"] / gates["o"]
    if kind == "gru":
        expected |= {"z h": gates["z"] * before["h"], "1-z n": after["h"] - gates["z"] * before["h"]}
    for name, value in expected.items():
        assert shown[name] == pytest.approx(value, abs=6e-4), name


def test_new_numbers_change_the_same_drawing(page: Page) -> None:
    draw(page, described("lstm", 0))
    page.evaluate("document.querySelector('main svg').marked = true")
    first, second = (draw(page, described("lstm", seed)) for seed in (0, 1))
    assert first != second
    assert page.evaluate("document.querySelector('main svg').marked") is True
    draw(page, described("gru", 1))
    assert page.evaluate("document.querySelector('main svg').marked") is None


def test_boxes_are_coloured_by_sign(page: Page) -> None:
    cell = described("rnn", 0)
    fills = []
    for value in (-0.9, 0.9):
        cell["gates"]["h"] = value
        draw(page, cell)
        fills.append(page.locator('main [data-colour="gate h"]').evaluate("(box) => box.style.fill"))
    assert fills[0] != fills[1]


def test_french_numbers_have_a_comma_and_the_title_its_numbers(page: Page) -> None:
    lines = draw(page, described("gru", 0), "fr")
    assert all("," in line and "." not in line for line in lines)
    assert page.locator("main .cell-title").inner_text() == f"Unit {UNIT} of {UNITS} at step {STEP}"

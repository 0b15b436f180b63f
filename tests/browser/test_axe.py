"""No page keeps anybody out: axe-core finds nothing critical, serious or moderate on any page, in any of its states.

Axe's rules read words (which a language changes) or colours (which a shade changes), and none reads both. So each page
is visited twice: in English and light, in French and dark. A visit goes through the page's states one after the other.
The window is as high as the page: axe judges no colour that is scrolled out of view.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, Route, expect

from tests.browser.approximating import errors_by_width, towers_over_a_plane
from tests.browser.backpropagating import a_chain_of_layers, unfold_the_curve
from tests.browser.bringing import bring, case
from tests.browser.conftest import Open
from tests.browser.convolving import one_dimension, pooling, step_by_step
from tests.browser.descending import noise, step_size, where_each_start_ends
from tests.browser.regularising import connections, how_sure, more_data, penalties
from tests.browser.visit import LOAD, Visit, wait_until
from tests.browser.weighing import numbers_to_predict, two_distributions

pytestmark = pytest.mark.browser

GRAVE = ("critical", "serious", "moderate")
"""How grave no finding may be. Nothing is excepted: Streamlit's own markup leaves a minor one, on its file uploader."""
ENGLISH, FRENCH = ("en", "light"), ("fr", "dark")
LIKE_ROWS = {"exclude": [{"fromShadowDom": ["[data-testid=stBidiComponentIsolated]", "tbody tr:nth-child(n + 4)"]}]}
"""Rows like those above them, of which tables have hundreds."""
TALLEST = 12_500  # pixels; a page longer than that would be cut off

EVERY = """
  const every = (root) => {
    return [...root.querySelectorAll("*")].flatMap((it) => [it, ...(it.shadowRoot ? every(it.shadowRoot) : [])]);
  };
"""
UNDRAWN = f"""() => {{ {EVERY}
  const parts = every(document).filter((it) => it.matches("[data-status], [data-draws], [data-testid=stSkeleton]"));
  const waits = ({{ dataset: {{ frames, draws, status, testid }} }}) => {{
    return frames === "0" || draws === "0" || status === "connecting" || testid === "stSkeleton";
  }};
  return parts.length === 0 || parts.some((it) => it.checkVisibility() && waits(it));
}}"""
HIDDEN = f"""() => {{ {EVERY}
  const waits = /^visibility: hidden(; will-change: transform;)?$/;
  return every(document).filter((it) => waits.test(it.getAttribute("style"))).length;
}}"""
HEADINGS = f"""() => {{ {EVERY}
  return every(document)
    .filter((it) => /^H[1-6]$/.test(it.tagName) && it.checkVisibility({{ visibilityProperty: true }}))
    .map((it) => [Number(it.tagName[1]), it.innerText.trim()]);
}}"""
FADING = "() => document.getAnimations().some((it) => it instanceof CSSTransition && it.playState === 'running')"
"""Streamlit fades what a run of the script takes over; half faded, every text has too little contrast."""
RESTED = "[data-testid=stApp][data-test-script-state=notRunning]"
FOLDED = "details:not([open]) > summary"
HEIGHT = """() => {
  const long = [...document.querySelectorAll("[data-testid=stMain], [data-testid=stSidebarContent]")];
  return Math.max(...long.map((it) => it.scrollHeight));
}"""


@dataclass(frozen=True)
class Shown:
    """A page, and what more of it can be brought on the screen.

    Parameters
    ----------
    address
        Where it is, with a query.
    heading
        What it says that it is, in English and in French.
    states
        What a person does there, one after the other: each leads to another state.
    """

    address: str
    heading: tuple[str, str]
    states: tuple[Callable[[Visit], None], ...] = ()


def pin_a_neuron(visit: Visit) -> None:
    visit.network.neuron(1, 0).focus()
    visit.page.keyboard.press("Enter")
    expect(visit.network.field).to_be_visible()


def open_the_dialog(visit: Visit) -> None:
    visit.page.locator(".st-key-class-link button").click()
    expect(visit.page.get_by_role("dialog")).to_be_visible(timeout=LOAD)


def enlarge_a_map(visit: Visit) -> None:
    visit.page.locator(".live-maps button.map").first.click()
    expect(visit.page.locator(".live-maps .enlarged .raster").first).to_be_visible(timeout=LOAD)


def ask_why(visit: Visit) -> None:
    visit.page.locator(".st-key-cnn_why button").last.click()
    expect(visit.page.locator(".live-maps .why")).not_to_have_text("", timeout=LOAD)


def open_a_cell(visit: Visit) -> None:
    scroll = visit.page.locator(".memory-scroll")
    scroll.focus()
    scroll.press("Enter")
    expect(visit.page.locator(".memory-cell")).to_be_visible(timeout=LOAD)


def bring_a_table(visit: Visit) -> None:
    bring(visit, "own_upload", "passengers.csv", case("passengers.csv"))
    expect(visit.page.locator(".st-key-own_target")).to_be_visible(timeout=LOAD)


def bring_a_picture_instead(visit: Visit) -> None:
    bring(visit, "own_upload", "plain.jfif", case("plain.jfif"))
    expect(visit.page.get_by_test_id("stAlert")).to_be_visible(timeout=LOAD)


def bring_a_series(visit: Visit) -> None:
    bring(visit, "rnn_own_csv", "ser_long.csv", case("ser_long.csv"))
    expect(visit.page.locator(".st-key-rnn_own_group")).to_be_visible(timeout=LOAD)


def train(visit: Visit) -> None:
    transport = visit.page.locator(".transport").first
    transport.locator("[data-action=play]").click(timeout=LOAD)  # once it can be pressed
    expect(transport).to_have_attribute("data-status", "running", timeout=LOAD)
    expect(transport.locator("[data-value=epoch]")).not_to_have_text("0", timeout=2 * LOAD)


def pause(visit: Visit) -> None:
    """Let the other states have the processor: what axe judges of them is the same in a pause."""
    transport = visit.page.locator(".transport").first
    transport.locator("[data-action=play]").click()
    expect(transport).to_have_attribute("data-status", "paused", timeout=LOAD)


def take_a_telephone(visit: Visit) -> None:
    visit.page.set_viewport_size({"width": 390, "height": 844})


def unfold(visit: Visit) -> None:
    """Open whatever is folded away, also in what was."""
    folded = visit.page.locator(FOLDED)
    while folded.count():
        folded.evaluate_all("all => all.forEach((it) => it.click())")
        settle(visit)


@contextmanager
def all_of_it_in_sight(visit: Visit) -> Iterator[None]:
    """Make the window as high as the page for a while."""
    size = visit.page.viewport_size
    assert size is not None
    visit.page.set_viewport_size({"width": size["width"], "height": min(visit.page.evaluate(HEIGHT), TALLEST)})
    yield
    visit.page.set_viewport_size(size)


PERCEPTRON = ("Multilayer perceptron", "Perceptron multicouche")
COMPARE = ("Networks compared", "Réseaux comparés")
CNN = ("Convolutional network", "Réseau à convolution")
RNN = ("Recurrent network", "Réseau récurrent")
GAN = ("Generative adversarial networks", "Réseaux antagonistes génératifs")
CONVOLUTION = ("Convolution and pooling", "Convolution et pooling")
DESCENT = ("Gradient descent", "Descente de gradient")
LOSSES = ("Losses and cross-entropy", "Pertes et entropie croisée")
BACKPROPAGATION = ("Backpropagation, step by step", "La rétropropagation, pas à pas")
APPROXIMATION = ("Universal approximation", "Approximation universelle")
REGULARISATION = ("Dropout and penalties", "Dropout et pénalités")
PAGES = {
    "perceptron": Shown("/?drop=dropout", PERCEPTRON, (pin_a_neuron, train, unfold)),
    "neuron": Shown("/neuron?", ("The formal neuron", "Le neurone formel"), (train, unfold)),
    "compare": Shown("/compare?", COMPARE, (train, unfold)),
    "convolution": Shown("/convolution?", CONVOLUTION, (unfold, one_dimension, step_by_step, pooling)),
    "descent": Shown("/descent?", DESCENT, (unfold, where_each_start_ends, step_size, noise)),
    "losses": Shown("/losses?", LOSSES, (two_distributions, numbers_to_predict)),
    "backpropagation": Shown("/backpropagation?", BACKPROPAGATION, (unfold_the_curve, a_chain_of_layers)),
    "approximation": Shown("/approximation?", APPROXIMATION, (errors_by_width, towers_over_a_plane)),
    "regularisation": Shown("/regularisation?", REGULARISATION, (connections, penalties, how_sure, more_data, train)),
    "cnn": Shown("/cnn?cnn_preset=digits", CNN, (enlarge_a_map, ask_why, train, unfold)),
    "rnn": Shown("/rnn?", RNN, (open_a_cell, train, unfold)),
    "gan": Shown("/gan?gan_show_grid=True", GAN, (train, unfold)),
}
WITHOUT_SCRIPTS = {"lecture": Shown("/lecture?", ("The lecture, slide by slide", "Le cours, diapo par diapo"))}
"""Pages whose components need none of the server's scripts: there is nothing to wait for."""
OTHERS = {
    "views": Shown("/?views=surface,hidden,confusion,weights,activations,gradients", PERCEPTRON, (train,)),
    "table": Shown("/?data=iris", PERCEPTRON, (train, open_the_dialog)),
    "drawn points": Shown("/?data=points&layers=4&units1=30", PERCEPTRON, (pin_a_neuron,)),
    "projection": Shown("/?large=1&hide=noise,lesson", PERCEPTRON),
    "confusions": Shown("/compare?family=cnn&cnn_data=digits&seeds=2", COMPARE, (train,)),
    "cells": Shown("/compare?comparison=cells&seeds=1", COMPARE, (train,)),
    "text": Shown("/rnn?rnn_preset=communes", RNN, (open_a_cell, train)),
    "brought table": Shown("/?data=table", PERCEPTRON, (bring_a_table, bring_a_picture_instead)),
    "brought series": Shown("/rnn?rnn_data=series", RNN, (bring_a_series,)),
    "drawn for a GAN": Shown("/gan?gan_data=drawn", GAN, (train,)),
    "challenge": Shown("/perceptron?challenge=small-spiral", PERCEPTRON, (train,)),
    "forecast": Shown("/rnn?rnn_preset=demand-day-ahead", RNN, (train,)),
}
"""The same pages with other data, whose components are for the most part those of the pages above: one visit each."""
VISITS = [
    *(pytest.param(name, *how, id=f"{name}-{how[0]}") for name in PAGES | WITHOUT_SCRIPTS for how in (ENGLISH, FRENCH)),
    *(pytest.param(name, *(ENGLISH, FRENCH)[place % 2], id=name) for place, name in enumerate(OTHERS)),
]


@pytest.mark.parametrize(("name", "language", "shade"), VISITS)
def test_axe_finds_nothing(visit: Open, name: str, language: str, shade: str) -> None:
    shown = (PAGES | WITHOUT_SCRIPTS | OTHERS)[name]
    opened = visit(f"{shown.address}&lang={language}", ready=False, color_scheme=shade)
    faults: list[str] = []
    for state in (settle, *shown.states, take_a_telephone):
        state(opened)
        settle(opened)
        check_headings(opened, shown.heading[language == "fr"], language)
        with all_of_it_in_sight(opened):
            faults += findings(opened, state.__name__.replace("_", " "))
        if state is train:
            pause(opened)
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing_before_there_is_anything_to_show(visit: Open, name: str) -> None:
    """First the components wait for their scripts, then for the first word of the network's process."""
    opened = visit("/_stcore/health", ready=False)
    scripts = Held(opened.page)
    opened.page.route_web_socket(re.compile("/live$"), lambda silent: None)
    opened.go(PAGES[name].address, ready=False)
    opened.page.wait_for_selector(RESTED, timeout=2 * LOAD)
    wait_until(lambda: opened.page.evaluate(HIDDEN) > 0, LOAD / 1000)
    faults = findings(opened, "without scripts")
    scripts.let_go()
    wait_until(lambda: not opened.page.evaluate(HIDDEN), LOAD / 1000)
    faults += findings(opened, "without a network")
    assert not faults, "\n".join(faults)


class Held:
    """The server's own scripts on their way to a page: they stay away until they are let go."""

    def __init__(self, page: Page) -> None:
        self.waiting: list[Route] | None = []
        page.route("**/live/*/*.js", self._come)

    def _come(self, script: Route) -> None:
        if self.waiting is None:
            script.continue_()
        else:
            self.waiting.append(script)

    def let_go(self) -> None:
        """Let those come that wait, and those that they ask for."""
        scripts, self.waiting = self.waiting or [], None
        for script in scripts:
            script.continue_()


# What axe says


def findings(visit: Visit, state: str) -> list[str]:
    """Return a line for each grave finding: rule, gravity, element, what it says."""
    wait_until(lambda: not visit.page.evaluate(FADING), LOAD / 1000)
    result = Axe().run(visit.page, LIKE_ROWS, {"resultTypes": ["violations"]}).response
    return [
        f"{state}: {rule['id']} ({rule['impact']}): {rule['help']}\n  {node['html'][:200]}\n  {node['failureSummary']}"
        for rule in result["violations"]
        if rule["impact"] in GRAVE
        for node in rule["nodes"]
    ]


def check_headings(visit: Visit, heading: str, language: str) -> None:
    """One first heading says what the page is, in its language, and none is more than a level below the one before."""
    headings = [(int(level), str(text)) for level, text in visit.page.evaluate(HEADINGS)]
    assert [text for level, text in headings if level == 1] == [heading]
    levels = [1, *(level for level, _ in headings)]
    assert all(below - above <= 1 for above, below in pairwise(levels)), headings
    expect(visit.page.locator("html")).to_have_attribute("lang", language)


# What a person does


def settle(visit: Visit) -> None:
    """Wait until the page's script has run and every component has drawn."""
    visit.page.wait_for_selector(RESTED, timeout=2 * LOAD)
    wait_until(lambda: not visit.page.evaluate(UNDRAWN), 2 * LOAD / 1000)
    visit.page.wait_for_selector(RESTED, timeout=2 * LOAD)

"""What the page of recurrent networks shows of a network that writes: samples, novelty, bits a character."""

from __future__ import annotations

from functools import lru_cache

import streamlit as st

from playground.datasets.alphabet import Alphabet
from playground.datasets.letter_counts import bits_of_counting
from playground.datasets.own_text import cleaned, known_passages
from playground.datasets.sequences import text_alphabet
from playground.experiment import CommunesData, Experiment, OwnText
from playground.figures.levels import Level, levels_figure
from playground.figures.theme import CURVE_COLOURS, VALUE_COLOURS, VALUE_DASHES
from playground.i18n import _, n_
from playground.live.figure import Binding, live_figure
from playground.numerals import compact
from playground.training.probes.plane import Probe
from playground.training.probes.texts import PASSAGE_START, Bits, Novelty, Samples
from playground.training.worker.runs import Run
from playground.ui.address import note, seed
from playground.ui.groups import hidden
from playground.ui.rnn.samples import live_samples
from playground.ui.rnn.words import Word, live_words
from playground.ui.widgets import steps

TEMPERATURE, TOP_K, BEGINNING = "rnn_temperature", "rnn_top_k", "rnn_beginning"
USUAL_TEMPERATURE = 0.8
TEMPERATURES = tuple(round(0.1 * k, 1) for k in range(21))
TOP_KS = (*range(1, 11), 12, 15, 20, 30, 40, 0)
"""How many of the most probable letters are chosen among; 0, the last one, for all."""
LONGEST_BEGINNING = 60
LINES, PASSAGES = 12, 6
"""Samples that are shown."""


def text_probes(experiment: Experiment) -> list[Probe]:
    """Return what :func:`text_section` needs measured; a change of its controls does not stop the training."""
    temperature = seed(TEMPERATURE, USUAL_TEMPERATURE, float, TEMPERATURES.__contains__)
    top_k = seed(TOP_K, 0, int, TOP_KS.__contains__)
    begun = _beginning()
    count = LINES if _text(experiment).has_lines else PASSAGES
    return [Bits(), Samples(count, temperature, top_k, begun), Novelty(temperature, top_k)]


def text_section(run: Run, experiment: Experiment) -> None:
    """Show what the network writes, how new that is, and how well it guesses letters beside counting them."""
    data = _text(experiment)
    written, learned = st.columns([3, 2], gap="large")
    with written:
        st.markdown("**" + _("What it writes") + "**")
        _controls(experiment)
        live_samples(
            run,
            _alphabet(data).symbols,
            key="samples",
            alt=_("Texts that the network writes now"),
            passages=not data.has_lines,
        )
        _novelty(run, data)
    with learned:
        _bits(run, experiment)


def _controls(experiment: Experiment) -> None:
    first, second = st.columns(2, gap="medium")
    with first:
        steps(
            _("Temperature"),
            TEMPERATURE,
            TEMPERATURES,
            USUAL_TEMPERATURE,
            show=compact,
            help_text=_(
                "The logits are divided by it before softmax: below 1 the probable letters become more probable still, "
                "above 1 all become alike. 0 always takes the most probable one."
            ),
        )
    with second:
        steps(
            _("Top-k"),
            TOP_K,
            TOP_KS,
            0,
            show=lambda k: str(k) if k else _("all"),
            help_text=_("Only among so many of the most probable letters is chosen."),
        )
    _ask_beginning(experiment)


def _ask_beginning(experiment: Experiment) -> None:
    """Show the field for a beginning, and say which of its letters the network does not know."""
    begun = _beginning()
    if not hidden(BEGINNING):
        st.text_input(
            _("Go on from"),
            begun,
            key=BEGINNING,
            max_chars=LONGEST_BEGINNING,
            placeholder=_("a beginning, for example Saint-") if _is_communes(experiment) else _("a beginning"),
            persist_state="session",
        )
    note(BEGINNING, begun, "")
    known = set(_alphabet(_text(experiment)).symbols)
    unknown = [letter for letter in dict.fromkeys(begun) if letter not in known]
    if unknown:
        listed = " ".join(unknown)
        st.caption(_("The network has no symbol for {letters}; it reads □ there.").format(letters=listed))


def _novelty(run: Run, data: CommunesData | OwnText) -> None:
    sentence = (
        _(
            "**{novelty}** of 200 samples are not in the training list (measured after epoch {epoch}); {repeats} "
            "repeat another one, and they have {letters} letters on average."
        )
        if data.has_lines
        else _(
            "**{novelty}** of what it writes, by runs of eight letters, is not in the training text (measured after "
            "epoch {epoch})."
        )
    )
    words = {
        "novelty": Word("novelty", "percent"),
        "epoch": Word("novelty_of", "short"),
        "repeats": Word("novelty_repeats", "percent"),
        "letters": Word("novelty_length", "short"),
    }
    live_words(run, [sentence], words, key="novelty")
    st.caption(
        _("The random numbers stay the same, so the samples change only as the network does.")
        if data.has_lines
        else _("Each goes on from the first {n} letters of the test part, unless you give a beginning.").format(
            n=PASSAGE_START
        )
    )


def _bits(run: Run, experiment: Experiment) -> None:
    """Show the bits a character over epochs, with what counting letters achieves."""
    data = _text(experiment)
    names = [_("counting pairs"), _("counting triples"), _("counting fours")]
    bits = bits_of_counting(data, experiment.seed)
    levels = {
        name: Level(height, VALUE_DASHES[2 + place])
        for place, (name, height) in enumerate(zip(names, bits, strict=True))
    }
    colours = {
        shade: [*CURVE_COLOURS[shade], VALUE_COLOURS[shade][7], VALUE_COLOURS[shade][5], VALUE_COLOURS[shade][2]]
        for shade in CURVE_COLOURS
    }
    live_figure(
        levels_figure(_("Bits a character"), [_("the network, training"), _("the network, test")], levels),
        [Binding("train_bits_per_character", 0, curve=True), Binding("test_bits_per_character", 1, curve=True)],
        run,
        key="figure-bits",
        alt=_("Bits a character over epochs, with what counting pairs, triples and fours of letters achieves"),
        colours=colours,
    )
    st.caption(
        _(
            "The lines have no network: they count which letter followed the last one, two or three in this training "
            "part (interpolated Witten-Bell), and guess the letters of this test part."
        )
    )
    _warn_of_repeats(data)


def _warn_of_repeats(data: CommunesData | OwnText) -> None:
    """Say where a test of running text asks for what the network has learned letter for letter."""
    known = known_passages(data) if isinstance(data, OwnText) else 0
    if known:
        sentence = n_(
            "The text repeats itself: {n} of {all} test pieces stands in the training text too, letter for letter. "
            "Guessing it is no proof. Line by line, each line is learned or tested once.",
            "The text repeats itself: {n} of {all} test pieces stand in the training text too, letter for letter. "
            "Guessing them is no proof. Line by line, each line is learned or tested once.",
            known,
        )
        st.warning(sentence.format(n=known, all=data.test_samples), icon=":material/content_copy:")


def _beginning() -> str:
    """Return the beginning that was typed, as the network reads it."""
    return cleaned(seed(BEGINNING, "", lambda text: text[:LONGEST_BEGINNING])).replace("\n", "").lstrip()


def _text(experiment: Experiment) -> CommunesData | OwnText:
    assert isinstance(experiment.data, CommunesData | OwnText)
    return experiment.data


def _is_communes(experiment: Experiment) -> bool:
    return isinstance(experiment.data, CommunesData)


@lru_cache(maxsize=16)
def _alphabet(data: CommunesData | OwnText) -> Alphabet:
    return text_alphabet(data)

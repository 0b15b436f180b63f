"""The slim panel of a challenge, above the page that it is played on: what is asked for, and what the run has reached.

A link names a challenge with ``?challenge=NAME``; nothing else in it is believed. What is said of a run its own worker
has said (:mod:`playground.challenges.judge`).
"""

from __future__ import annotations

from typing import NamedTuple

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from playground.challenges.attempts import Attempts
from playground.challenges.best import BEST
from playground.challenges.challenge import Challenge, shown_value
from playground.challenges.judge import Verdict
from playground.challenges.ready import READY
from playground.i18n import _, set_language
from playground.live.figure import connection
from playground.live.files import source
from playground.numerals import whole
from playground.training.worker.runs import Run
from playground.ui.groups import page_name
from playground.ui.page_link import page_link
from playground.ui.room_bar import is_going
from playground.ui.runs import run_here
from playground.ui.slide_links import with_slide_links

CHALLENGE = "challenge"
"""Its name in an address."""
PATIENCE = 0.5
"""Seconds to wait for a run's worker each time that it is looked at."""
_WHOLE = "_challenge_whole"
"""Key that says that the whole page is being drawn, which waits for nobody."""
_CONTROLS = "_challenge_controls"
"""Key of what stood in the controls when the page was last drawn."""
_WATCH_KEY, _LEAVE_KEY = "challenge-watch", "challenge-leave"
_FOLLOWED = "_challenge_followed"
"""Key of the challenge whose run was followed when the page was last drawn."""
_WATCH = st.components.v2.component(
    "challenge_watch",
    html=source("challenge_watch.html"),
    js=source("page_element.js", "live_element.js", "challenge_watch.js"),
)


class Places(NamedTuple):
    """Where a challenge is shown.

    Parameters
    ----------
    first
        What is shown until the page is drawn for the first time.
    later
        What follows the run. A fragment draws it, which writes nowhere else: drawn while the page is drawn anew too,
        what it writes elsewhere would look for places that are not there yet.
    """

    first: DeltaGenerator
    later: DeltaGenerator


def begin_challenge() -> Places | None:
    """Show the challenge that the address names, if it is one of this page. Call above the page.

    Its run need not be there yet: :func:`follow_challenge` shows what it has reached in the places that are returned.
    """
    challenge = named_challenge()
    if challenge is None:
        return None
    with st.container(border=True, key="challenge", gap="small"):
        slide = with_slide_links(_("slide {number}").format(number=challenge.slide))
        goal = f"{challenge.goal_sentence}. {challenge.ranked_sentence} ({slide})"
        st.markdown(f":material/flag: **{_(challenge.title)}** · {goal}")
        places = Places(st.empty(), st.container())
    if st.session_state.get(_FOLLOWED) != challenge.name:
        with places.first.container():
            _show_reached(challenge, attempts_at(challenge))
    return places


def follow_challenge(places: Places | None) -> None:
    """Show what the page's run has reached, and how it goes on. Call once the page is drawn."""
    challenge = named_challenge()
    if places is not None and challenge is not None:
        st.session_state[_WHOLE], st.session_state[_FOLLOWED] = True, challenge.name
        places.first.empty()
        with places.later:
            st.fragment(_follow)(challenge.name)


def named_challenge() -> Challenge | None:
    """Return the challenge that the address names, if the page being drawn is its own."""
    challenge = READY.get(st.query_params.get(CHALLENGE, ""))
    return challenge if challenge is not None and challenge.page == page_name() else None


def challenge_link(challenge: Challenge, best: bool = False) -> str:
    """Return the address where a challenge is played, with the experiment that it begins with, or the best known."""
    return page_link(challenge.page, challenge_query(challenge, best))


def challenge_query(challenge: Challenge, best: bool = False) -> dict[str, str]:
    """Return what an address of the challenge's page says."""
    experiment = BEST[challenge.name].experiment if best else challenge.start
    return {CHALLENGE: challenge.name, "experiment": experiment.to_json()}


def attempts_at(challenge: Challenge) -> Attempts:
    """Return what this session has reached of a challenge."""
    attempts: Attempts = st.session_state.setdefault(f"_attempts_{challenge.name}", Attempts(challenge))
    return attempts


def _follow(name: str) -> None:
    """Look at the run, and say what it has reached; it runs again by itself, without the page around it."""
    set_language(st.session_state["lang"])
    challenge = READY[name]
    attempts = attempts_at(challenge)
    whole_page = st.session_state.pop(_WHOLE, False)
    if whole_page:
        st.session_state[_CONTROLS] = _controls()
    elif is_going() or _has_changed(st.session_state.get(_CONTROLS, {})):
        st.rerun()
    run = run_here(challenge.page)
    if run is not None:
        attempts.look(run, 0.0 if whole_page else PATIENCE)
        _watch(challenge, run)
    _show_reached(challenge, attempts)
    _ways_out(challenge, attempts)


def _controls() -> dict[str, str]:
    """Return what stands in all controls.

    What a person does in the moment in which the browser asks for a look comes with it, and Streamlit then runs no more
    than the look: the page would not follow.
    """
    controls = ((str(key), value) for key, value in st.session_state.items())
    own = (_WATCH_KEY, _LEAVE_KEY)
    return {key: repr(value) for key, value in controls if not key.startswith("_") and key not in own}


def _has_changed(before: dict[str, str]) -> bool:
    """Return whether any control stands otherwise than before; those that have come since do not count."""
    now = _controls()
    return any(now[key] != value for key, value in before.items() if key in now)


def _watch(challenge: Challenge, run: Run) -> None:
    """Let the browser say when it is worth while to look again. What it says besides nobody reads."""
    goal = challenge.asked
    bounds = {"metric": goal.metric, "bound": goal.bound, "most": goal.is_most, "since": goal.since}
    data = connection(run) | {"goal": bounds | {"within": goal.within}}
    _WATCH(key=_WATCH_KEY, data=data, on_look_change=lambda: None)


def _show_reached(challenge: Challenge, attempts: Attempts) -> None:
    """Show every constraint with a tick or with what breaks it, and what the run has reached."""
    verdict = attempts.verdict
    broken = verdict.broken if verdict else (None,) * len(challenge.constraints)
    rules = []
    for constraint, reason in zip(challenge.constraints, broken, strict=True):
        kept = f":material/check_circle:\N{NO-BREAK SPACE}{constraint.sentence}"
        rules.append(
            kept if reason is None else f":material/cancel:\N{NO-BREAK SPACE}**{constraint.sentence}.** {reason}"
        )
    st.markdown("&emsp;".join(rules))
    words = [_sentence(challenge, verdict)]
    if attempts.best is not None and attempts.best.score is not None:
        words.append(_("Your best: {score}").format(score=challenge.shown_score(attempts.best.score)))
    words.append(_("Best known: {score}").format(score=challenge.shown_score(BEST[challenge.name].score)))
    st.markdown("&emsp;".join(words))


def _sentence(challenge: Challenge, verdict: Verdict | None) -> str:
    """Return what is to be said of a run, behind a symbol."""
    if verdict is None or (verdict.best is None and not verdict.changed):
        return ":material/hourglass_empty: " + _("Nothing has been reached yet: press Play.")
    if verdict.changed:
        sentence = _("This run was changed while it trained, and does not count. After Reset it trains as it is now.")
        return f":material/block: {sentence}"
    if verdict.epoch is None:
        best = shown_value(challenge.goal.metric, verdict.best or 0.0)
        return ":material/hourglass_empty: " + _("Not met yet. Best so far: {value}").format(value=best)
    epoch = whole(verdict.epoch)
    if verdict.score is None:
        sentence = _("The goal was reached at epoch {epoch}, but not by the rules.")
        return f":material/block: {sentence.format(epoch=epoch)}"
    score = challenge.shown_score(verdict.score)
    return ":material/trophy: " + _("**Met** at epoch {epoch}: {score}.").format(epoch=epoch, score=score)


def _ways_out(challenge: Challenge, attempts: Attempts) -> None:
    """Offer the solution as a file, the start anew, the best known once it is deserved, and the way out."""
    best = attempts.best
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        if best is not None:
            st.download_button(
                _("Download my solution"),
                best.experiment.to_json(indent=2),
                f"{challenge.name}.json",
                "application/json",
                key="challenge-download",
                icon=":material/download:",
                on_click="ignore",
            )
        again, best_known = _("Begin again"), _("See the best known solution")
        links = [f"[{again}]({challenge_link(challenge)})"]
        if best is not None:
            links.append(f"[{best_known}]({challenge_link(challenge, best=True)})")
        st.markdown(" · ".join(links))
        if st.button(_("Leave the challenge"), key=_LEAVE_KEY, type="tertiary"):
            st.query_params.pop(CHALLENGE, None)
            st.rerun()

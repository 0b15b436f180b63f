"""The gallery of the challenges that come with the application."""

from __future__ import annotations

import streamlit as st

from playground.challenges.best import BEST
from playground.challenges.challenge import Challenge
from playground.challenges.ready import READY
from playground.i18n import _
from playground.ui.challenge_panel import challenge_link
from playground.ui.lesson import lesson
from playground.ui.slide_links import with_slide_links

COLUMNS = 3


def challenge_gallery() -> None:
    """Show every challenge with its goal, what is known to be possible, and the way to it; then the lesson on them."""
    challenges = list(READY.values())
    for first in range(0, len(challenges), COLUMNS):
        row = challenges[first : first + COLUMNS]
        for column, challenge in zip(st.columns(COLUMNS, gap="medium"), row, strict=False):
            with column, st.container(border=True, height="stretch", key=f"challenge-{challenge.name}"):
                _card(challenge)
    lesson("challenges")


def _card(challenge: Challenge) -> None:
    slide = with_slide_links(_("slide {number}").format(number=challenge.slide))
    st.markdown(f"**{_(challenge.title)}**")
    st.markdown(f"{_(challenge.sentence)} ({slide})")
    rules = [challenge.goal_sentence, *(each.sentence for each in challenge.constraints)]
    st.markdown("\n".join(f"- {rule}" for rule in rules))
    best = _("Best known: {score}").format(score=challenge.shown_score(BEST[challenge.name].score))
    st.markdown(f"{challenge.ranked_sentence} {best}")
    st.link_button(_("Try it"), challenge_link(challenge), icon=":material/flag:")

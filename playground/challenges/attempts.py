"""One person's attempts at a challenge: what a run of theirs has reached, and the best of it so far."""

from __future__ import annotations

import queue
from dataclasses import dataclass, field

from playground.challenges.challenge import Challenge
from playground.challenges.judge import RunFacts, Verdict, judge
from playground.challenges.ranking import Ranking
from playground.training.probes.frame import Frame
from playground.training.worker.commands import Standing
from playground.training.worker.runs import Run

ME = "me"


@dataclass
class Attempts:
    """What one person has reached. One thread at a time may use it.

    Parameters
    ----------
    challenge
        At what.

    Attributes
    ----------
    verdict
        On their run as it was last looked at; ``None`` before that.
    """

    challenge: Challenge
    verdict: Verdict | None = None
    _ranking: Ranking[str] = field(init=False)

    def __post_init__(self) -> None:
        self._ranking = Ranking(self.challenge)

    @property
    def best(self) -> Verdict | None:
        """The best verdict so far that has met the challenge; it holds the solution."""
        entry = self._ranking.solution(ME)
        return entry.verdict if entry else None

    def look(self, run: Run, patience: float) -> Verdict:
        """Judge a run as it is now, and keep what it has met.

        Where its worker does not answer in time, the verdict stays the one from before if the experiment has stayed
        the same; without a worker nothing has been reached.

        Parameters
        ----------
        patience
            Seconds to wait for its worker.
        """
        answers: queue.SimpleQueue[bytes] = queue.SimpleQueue()
        settings = run.glance(answers.put, goals=(self.challenge.asked,))
        if settings is None or settings.comparison is not None:
            self.verdict = judge(self.challenge, run.settings.experiment, RunFacts(0, Standing()))
            return self.verdict
        try:
            facts = RunFacts.of_glance(Frame.unpack(answers.get(timeout=patience)).metadata)
        except queue.Empty:
            if self.verdict is None or self.verdict.experiment != settings.experiment:
                self.verdict = judge(self.challenge, settings.experiment, RunFacts(0, Standing()))
            return self.verdict
        self.verdict = judge(self.challenge, settings.experiment, facts)
        self._ranking.offer(ME, self.verdict)
        return self.verdict

"""What a worker answers to a glance."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict

from playground.training.probes.focus import NOTHING
from playground.training.probes.frame import Frame, Tensors
from playground.training.probes.glance import GlanceProbe
from playground.training.probes.throttled import Moment, Throttle
from playground.training.worker import trainee as trainees
from playground.training.worker.commands import Glance
from playground.training.worker.goals import GoalWatch
from playground.training.worker.trainee import Many, Trainee

SHARE = 0.05
"""Of a worker's time, how much may go into the pictures of glances while it trains."""


class GlanceAnswers:
    """Answers glances at one network.

    Parameters
    ----------
    trainee
        The network, or those that train side by side.
    changed
        Whether it goes on from a state that came from elsewhere: nobody here knows what was done to it.

    Attributes
    ----------
    goals
        When its goals were met.
    changed
        Whether a hand was in it since it began to train: another learning rate, other data, a weight that was set. It
        is then not what its experiment makes.
    """

    def __init__(self, trainee: Trainee, changed: bool = False) -> None:
        self._trainee = trainee
        self.goals = GoalWatch(None if isinstance(trainee, Many) else trainee.history)
        self.changed = changed
        self._probe: GlanceProbe = trainees.glance_probe(trainee)

    def answer(self, asked: Glance, facts: Mapping[str, str], throttle: Throttle) -> bytes:
        """Return the frame, behind its asker's number. Without a picture where the asker has the newest.

        Parameters
        ----------
        facts
            What the worker says of this moment; ``generation`` and ``version`` among them.
        throttle
            What keeps dear pictures of this network.
        """
        goals = json.dumps([asdict(standing) for standing in self.goals.standings(asked.goals)])
        told = {**facts, "changed": "1" if self.changed else "", "goals": goals}
        told |= {"picture": self._probe.kind, "curves": ",".join(self._probe.curves)}
        moment = int(facts["generation"]), int(facts["version"])
        name = name_of(moment)
        tensors, told["glance"] = ({}, name) if asked.shown == name else self._picture(moment, throttle)
        return asked.viewer.to_bytes(8, "little") + Frame(tensors, told).pack()

    def _picture(self, moment: Moment, throttle: Throttle) -> tuple[Tensors, str]:
        """Return the picture and of when it is: an older one where it is dear and the network trains."""

        def measure() -> tuple[Tensors, str]:
            view = trainees.make_view(self._trainee, 0, NOTHING, throttle)
            return self._probe.measure(view), name_of(moment)

        return throttle.measured(moment, self._probe, measure, SHARE)


def name_of(moment: Moment) -> str:
    """Return what a glance is called: generation and version."""
    return "{}:{}".format(*moment)

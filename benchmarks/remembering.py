"""Which recurrent network learns to remember, over seeds, within 20 seconds of one processor, unwatched.

Of each preset and seed: whether the test accuracy was reached, after how many epochs and seconds of processor time;
else the best accuracy on the way. Processor time, because shared machines stretch every other clock.

    python benchmarks/remembering.py [--seeds 5] [--seconds 20] [--presets adding-rnn adding-lstm ...]
"""

from __future__ import annotations

import argparse
import time

import torch

from playground.experiment import Experiment
from playground.presets.recurrent import RNN_PRESETS
from playground.training.trainers.kinds import make_trainer

PRESETS = ("first-symbol-rnn", "first-symbol-lstm", "first-symbol-orthogonal", "adding-rnn", "adding-lstm")
REACHED = 0.95


def learn(experiment: Experiment, seconds: float) -> tuple[float, int, float]:
    """Return the best test accuracy, the epochs and the seconds that it took."""
    trainer, start, best = make_trainer(experiment, "cpu"), time.thread_time(), 0.0
    while best < REACHED and time.thread_time() - start < seconds:
        trainer.train_epoch()
        best = max(best, trainer.measured["test_accuracy"])
    return best, trainer.epoch, time.thread_time() - start


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=20.0)
    parser.add_argument("--presets", nargs="+", choices=PRESETS, default=PRESETS)
    options = parser.parse_args()
    torch.set_num_threads(1)
    torch.set_flush_denormal(True)
    for preset in options.presets:
        for seed in range(options.seeds):
            best, epochs, seconds = learn(
                RNN_PRESETS[preset].experiment.model_copy(update={"seed": seed}), options.seconds
            )
            outcome = "learned it" if best >= REACHED else "did not learn it"
            print(f"{preset:24s} seed {seed}: {outcome}, {best:.3f} after {epochs} epochs, {seconds:.1f} s", flush=True)


if __name__ == "__main__":
    main()

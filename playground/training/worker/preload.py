"""What the fork server does once so that no worker has to: import everything, and use it once.

PyTorch sets much up at first use. Pages of memory that are written before the fork are shared by all workers: measured,
a worker's private memory after its first epoch falls from 30 to 16 MB. Only forward passes: autograd must not have run
before a fork on a machine with an accelerator. Importing this module does it all; it offers where workers begin.
"""

import gc
import os
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from multiprocessing.connection import Connection

import numpy as np
import numpy.typing as npt
import torch

from playground.datasets.images import read_images
from playground.environment import SettingError, gigabytes_each, usual_gigabytes
from playground.experiment import Experiment
from playground.training.population.helpers import help_out
from playground.training.probes.diagram import Diagram
from playground.training.probes.frame import Frame
from playground.training.probes.plane import Accuracy, Boundary, Losses, Mistakes
from playground.training.probes.small_frames import SmallFrames
from playground.training.probes.view import View
from playground.training.trainers.trainer import Trainer
from playground.training.worker.memory_limit import OUT_OF_MEMORY, hold_memory, is_out_of_memory
from playground.training.worker.worker import Worker

PRIORITY = 1  # added to the nice value: the server and the browser come first


def work(pipe: Connection, is_kept: bool = False) -> None:
    """Serve one run until its pipe closes. Entry point of the process; see :class:`Worker`."""
    _work(Worker(pipe, is_kept).serve)


def help_worker(line: Connection) -> None:
    """Train some of another worker's networks until it hangs up. Entry point of the process."""
    _work(partial(help_out, line))


def _work(serve: Callable[[], None]) -> None:
    """Serve somebody until they hang up, as a process that gives way to others and takes no more than its share."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the server's to handle; it closes the pipe
    if hasattr(os, "nice"):
        os.nice(PRIORITY)
    torch.set_num_threads(1)
    torch.set_flush_denormal(True)  # numbers too small to matter make processors slow
    try:
        hold_memory(gigabytes_each())
    except SettingError:  # the server would have ended by it: whoever starts a worker without one may have any
        hold_memory(usual_gigabytes())
    try:
        with suppress(EOFError, BrokenPipeError, ConnectionResetError):
            serve()
    except (MemoryError, RuntimeError) as error:
        if not is_out_of_memory(error):
            raise
        sys.exit(OUT_OF_MEMORY)


def _use_once() -> None:
    threads = torch.get_num_threads()
    torch.set_num_threads(1)  # a pool of threads would not survive the fork
    trainer = Trainer(Experiment())
    view = View(trainer)
    tensors: dict[str, npt.NDArray[np.generic]] = {}
    for probe in (Losses(), Accuracy(), Boundary(), Mistakes(), Diagram()):
        tensors.update(probe.measure(view))
    SmallFrames().pack(Frame(tensors), Boundary().steps(view), (0, 0))
    read_images("mnist")
    torch.set_num_threads(threads)


_use_once()
gc.collect()
gc.freeze()  # a collection in a worker would write to, and so copy, every page that holds an object

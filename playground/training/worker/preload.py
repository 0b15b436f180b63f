"""What the fork server does once so that no worker has to: import everything, and use it once.

PyTorch sets much up at first use. Pages of memory that are written before the fork are shared by all workers: measured,
a worker's private memory after its first epoch falls from 30 to 16 MB. Only forward passes: autograd must not have run
before a fork on a machine with an accelerator. Importing this module is the whole of its use.
"""

import gc

import numpy as np
import numpy.typing as npt
import torch

from playground.datasets.images import read_images
from playground.experiment import Experiment
from playground.training.probes.diagram import Diagram
from playground.training.probes.frame import Frame
from playground.training.probes.plane import Accuracy, Boundary, Losses, Mistakes
from playground.training.probes.view import View
from playground.training.trainers.trainer import Trainer
from playground.training.worker.worker import work

__all__ = ["work"]


def _use_once() -> None:
    threads = torch.get_num_threads()
    torch.set_num_threads(1)  # a pool of threads would not survive the fork
    trainer = Trainer(Experiment())
    view = View(trainer)
    tensors: dict[str, npt.NDArray[np.generic]] = {}
    for probe in (Losses(), Accuracy(), Boundary(), Mistakes(), Diagram()):
        tensors.update(probe.measure(view))
    Frame(tensors).pack()
    read_images("mnist")
    torch.set_num_threads(threads)


_use_once()
gc.collect()
gc.freeze()  # a collection in a worker would write to, and so copy, every page that holds an object

"""How little it takes to add something: one of each kind is added to a copy of the tree, and its page shows it.

The walks are told in ``docs/architecture.md`` ("To add ..."); these are their files, and no others.
"""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest

from tests.adding import OPEN, copied, insert, run


@pytest.fixture(name="tree")
def fixture_tree(tmp_path: Path) -> Path:
    """A copy of what the app consists of."""
    return copied(tmp_path)


def test_a_plane_data_set(tree: Path) -> None:
    insert(
        tree / "playground" / "planes.py",
        "PLANES: Mapping",
        """
        def _stripes(random: np.random.Generator, samples: int, noise: float) -> tuple[Points, Targets]:
            points = random.uniform(-HALF_WIDTH, HALF_WIDTH, (samples, 2))
            return points, (np.floor(points[:, 0]) % 2).astype(np.int64)


        """,
    )
    insert(
        tree / "playground" / "planes.py",
        '        "blobs": Plane(',
        """
                "stripes": Plane("Stripes", "Classes that take turns.", 2, _stripes),
        """,
    )
    run(
        tree,
        OPEN
        + """
from playground import Experiment, train
assert "stripes" in str(Experiment.model_json_schema())
assert train(Experiment.from_parts({"data": {"name": "stripes"}}), epochs=1, device="cpu").status == "finished"
app = visit(data="stripes")
assert "Stripes" in app.selectbox(key="data").options
assert app.selectbox(key="data").value == "stripes"
""",
    )


def test_an_activation(tree: Path) -> None:
    insert(
        tree / "playground" / "activations.py",
        '        "silu": Activation(',
        """
                "hardswish": Activation(
                    label="Hardswish",
                    formula=r"x\\,\\min(\\max(x + 3, 0), 6)/6",
                    derivative_formula=r"0 \\text{ to } 1",
                    function=lambda x: x * np.clip(x + 3, 0, 6) / 6,
                    derivative=lambda x: np.where(x < -3, 0.0, np.where(x > 3, 1.0, (2 * x + 3) / 6)),
                    values=r"[-0.375, \\infty)",
                    bounds=(0.0, None),
                    module="Hardswish",
                    sentence="SiLU without an exponential.",
                ),
        """,
    )
    run(
        tree,
        OPEN
        + """
from itertools import chain
from playground import Experiment, train
from playground.experiment.comparison import Comparison
from playground.training.population.population import Population
swish = Experiment.from_parts({"model": {"layers": [{"type": "dense", "units": 4, "activation": "hardswish"}]}})
assert train(swish, epochs=1, device="cpu").status == "finished"
population = Population(list(chain(*Comparison(base=swish, values=("tanh", "hardswish"), seeds=3).experiments)))
population.train_epoch()
assert population.alive.all()
app = visit(activation1="hardswish")
assert app.selectbox(key="activation1").value == "hardswish"
assert "Hardswish" in visit("neuron").selectbox(key="neuron_activation").options
""",
    )


def test_an_optimizer(tree: Path) -> None:
    training = tree / "playground" / "experiment" / "training.py"
    insert(
        training,
        "Optimizer = Annotated[",
        """
        class Rprop(Spec):
            \"\"\"Steps by signs (Riedmiller and Braun 1993).\"\"\"

            name: Literal["rprop"] = "rprop"
            learning_rate: LearningRate = 0.01


        """,
    )
    source = training.read_text("utf-8")
    source = source.replace("Adam | AdamW, Field", "Adam | AdamW | Rprop, Field")
    training.write_text(source.replace('"adamw": AdamW}', '"adamw": AdamW, "rprop": Rprop}'), "utf-8")
    optimizers = tree / "playground" / "optimizers.py"
    insert(optimizers, '        "adam": OptimizerEntry(', '        "rprop": OptimizerEntry("Rprop", "g", "By signs."),')
    insert(
        optimizers,
        "        case _:\n",
        """
                case training.Rprop(learning_rate=rate):
                    return "Rprop", {"lr": rate}
        """,
    )
    insert(optimizers, "from playground.experiment.spec", "from playground.experiment import training")
    run(
        tree,
        OPEN
        + """
from itertools import chain
from playground import Experiment, train
from playground.experiment.comparison import Comparison
from playground.training.population.population import Population
rprop = Experiment.from_parts({"training": {"optimizer": {"name": "rprop"}}})
assert train(rprop, epochs=1, device="cpu").status == "finished"
comparison = Comparison(base=rprop, axis="optimizer", values=("sgd", "rprop"), seeds=3)
population = Population(list(chain(*comparison.experiments)))
population.train_epoch()
assert population.alive.all()
app = visit(optimizer="rprop")
assert app.selectbox(key="optimizer").value == "rprop"
""",
    )


def test_a_problem_for_recurrent_networks(tree: Path) -> None:
    problems = tree / "playground" / "sequence_problems.py"
    insert(
        problems,
        "SEQUENCE_PROBLEMS: Mapping",
        """
        def majority(rng: np.random.Generator, count: int, length: int) -> tuple[Symbols, Symbols]:
            bits = rng.integers(2, size=(count, length))
            return bits, (2 * bits.sum(axis=1) > length).astype(np.int64)


        """,
    )
    insert(
        problems,
        '        "parity": SequenceProblem(',
        """
                "majority": SequenceProblem(
                    "What there is more of",
                    "Are there more ones than zeros?",
                    _without_noise(majority),
                    symbols=BITS,
                    classes=("not more", "more"),
                    length=15,
                ),
        """,
    )
    run(
        tree,
        OPEN
        + """
from playground import Experiment, train
from playground.ui.rnn.memory.memory import described
assert "majority" in str(Experiment.model_json_schema())
layers = [{"type": "gru", "units": 3}]
majority = Experiment.from_parts({"data": {"name": "majority", "samples": 64}, "model": {"layers": layers}})
assert train(majority, epochs=1, device="cpu").status == "finished"
shown = described(majority, majority.data)
assert (shown["classes"], shown["symbols"]) == (["not more", "more"], ["0", "1"])
assert shown["texts"]["question"] == "Are there more ones than zeros?"
app = visit("rnn", rnn_data="parity")
task = app.selectbox(key="rnn_data")
assert "What there is more of" in task.options
task.select("majority").run()
assert not app.exception, app.exception
assert app.selectbox(key="rnn_data").value == "majority"
assert app.select_slider(key="rnn_length").value == 15
""",
    )


def test_a_picture(tree: Path) -> None:
    (tree / "playground" / "training" / "probes" / "norms.py").write_text(
        dedent(
            """
            from dataclasses import dataclass

            import numpy as np

            @dataclass(frozen=True)
            class Norms:
                def measure(self, view):
                    weights = [layer.linear.weight.detach() for layer in view.trainer.network.layers]
                    return {"norms": np.array([float(weight.norm()) for weight in weights], dtype=np.float32)}
            """
        ),
        "utf-8",
    )
    (tree / "playground" / "figures" / "norms.py").write_text(
        dedent(
            """
            import plotly.graph_objects as go

            def norms_figure(layers):
                return go.Figure(go.Bar(x=layers, y=[None] * len(layers)))
            """
        ),
        "utf-8",
    )
    page = tree / "pages" / "perceptron.py"
    insert(
        page,
        "from playground.i18n import _",
        """
        from playground.figures.norms import norms_figure
        from playground.training.probes.norms import Norms
        """,
    )
    insert(page, 'run = live_run("perceptron"', "always.append(Norms())")
    insert(
        page,
        "text, network = st.columns(",
        """
        live_figure(norms_figure(["1", "2", "out"]), [Binding("norms", 0)], run, key="figure-norms", alt="Norms")
        """,
    )
    run(
        tree,
        OPEN
        + """
from queue import Queue
import plotly.graph_objects as go
from playground.live import figure
from playground.training.probes.small_frames import FrameReader
from playground.training.worker.commands import Picture, Step
from playground.training.worker.runs import RUNS
shown = {}
figure._FIGURE = lambda key, data, **more: shown.update({key: data})
visit()
data = shown["figure-norms"]
run, frames, reader = RUNS.get(data["token"]), Queue(), FrameReader()
viewer = run.attach(frames.put)

def drawn(after):
    run.command(Picture(viewer, 0, 0, after))
    frame = reader.read(frames.get(timeout=60))
    picture = go.Figure(data["figure"])
    for binding in data["bindings"]:
        picture.data[binding["trace"]][binding["attribute"]] = frame.tensors[binding["tensor"]]
    return picture.data[0].y, int(frame.metadata["version"])

try:
    before, version = drawn(-1)
    run.command(Step(epoch=True))
    after, _ = drawn(version)
finally:
    RUNS.close()
assert before.shape == after.shape == (3,), before
assert (before > 0).all() and (before != after).all(), (before, after)
""",
    )


def test_a_page(tree: Path) -> None:
    room = tree / "playground" / "ui" / "schedules"
    room.mkdir()
    (room / "__init__.py").write_text('"""The page of schedules."""\n', "utf-8")
    (room / "views.py").write_text("import streamlit as st\n\ndef view():\n    st.write('A schedule.')\n", "utf-8")
    script = "from playground.ui.schedules.views import view\n\nview()\n"
    (tree / "pages" / "schedules.py").write_text(script, "utf-8")
    insert(
        tree / "playground" / "ui" / "menu.py",
        '        "rnn": Entry(',
        '        "schedules": Entry("concepts", "Schedules", "event", "Schedules of learning rates"),',
    )
    run(
        tree,
        OPEN
        + """
app = visit("schedules")
assert app.title[0].value == "Schedules of learning rates"
assert app.markdown[0].value == "A schedule."
""",
    )

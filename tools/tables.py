"""Write the built-in tables to assets/tables/, from the copies that scikit-learn carries.

python tools/tables.py            write them
python tools/tables.py --check    fail if a file differs from what would be written
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.datasets import load_breast_cancer, load_diabetes, load_iris, load_wine

FOLDER = Path(__file__).resolve().parent.parent / "assets" / "tables"
SOURCES: Mapping[str, Callable[[], Any]] = {
    "iris": load_iris,
    "wine": load_wine,
    "breast_cancer": load_breast_cancer,
}


def written(name: str) -> str:
    """Return a table as CSV: a line of names, then a line for each row, its class last."""
    source = SOURCES[name]()
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([*source.feature_names, "class"])
    for values, label in zip(source.data.tolist(), source.target, strict=True):
        writer.writerow([*(repr(value).removesuffix(".0") for value in values), source.target_names[label]])
    return text.getvalue()


def moments() -> str:
    """Return what a linear regression of the diabetes data needs of them, as JSON: XᵀX/n and Xᵀy/n, standardised.

    Rounded to twelve digits behind the mark: sums of floats differ between processors in their last ones.
    """
    source = load_diabetes()
    x, y = ((part - part.mean(axis=0)) / part.std(axis=0) for part in (source.data, source.target))
    names = list(source.feature_names)
    written = {"names": names, "samples": len(y)} | {
        "gram": np.round(x.T @ x / len(y), 12).tolist(),
        "products": np.round(x.T @ y / len(y), 12).tolist(),
    }
    return json.dumps(written, indent=1) + "\n"


def files() -> Mapping[str, str]:
    """Return the text of every file by its name."""
    return {f"{name}.csv": written(name) for name in SOURCES} | {"diabetes_moments.json": moments()}


def main() -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true")
    check = parser.parse_args().check
    different = []
    for name, text in files().items():
        path = FOLDER / name
        if not check:
            FOLDER.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
        elif not path.exists() or path.read_text("utf-8") != text:
            different.append(f"{path.name}: differs from scikit-learn's")
    print("\n".join(different) or "tables: as in scikit-learn")
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main())

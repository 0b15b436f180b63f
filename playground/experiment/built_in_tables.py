"""What is known of the built-in tables without reading them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

TableName = Literal["iris", "wine", "breast_cancer"]


@dataclass(frozen=True)
class Table:
    """One built-in table.

    Parameters
    ----------
    columns, classes
        Names, as scikit-learn has them.
    rows
        Number of samples.
    """

    columns: tuple[str, ...]
    classes: tuple[str, ...]
    rows: int


_CELL_SIZES = (
    "radius",
    "texture",
    "perimeter",
    "area",
    "smoothness",
    "compactness",
    "concavity",
    "concave points",
    "symmetry",
    "fractal dimension",
)
TABLES: Mapping[TableName, Table] = MappingProxyType(
    {
        "iris": Table(
            ("sepal length (cm)", "sepal width (cm)", "petal length (cm)", "petal width (cm)"),
            ("setosa", "versicolor", "virginica"),
            150,
        ),
        "wine": Table(
            (
                "alcohol",
                "malic_acid",
                "ash",
                "alcalinity_of_ash",
                "magnesium",
                "total_phenols",
                "flavanoids",
                "nonflavanoid_phenols",
                "proanthocyanins",
                "color_intensity",
                "hue",
                "od280/od315_of_diluted_wines",
                "proline",
            ),
            ("class_0", "class_1", "class_2"),
            178,
        ),
        "breast_cancer": Table(
            (
                *(f"mean {size}" for size in _CELL_SIZES),
                *(f"{size} error" for size in _CELL_SIZES),
                *(f"worst {size}" for size in _CELL_SIZES),
            ),
            ("malignant", "benign"),
            569,
        ),
    }
)

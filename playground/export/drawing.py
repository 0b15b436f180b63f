"""The drawing of a plane's points as code of its own: the very source that the playground runs, without its types."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable
from inspect import getclosurevars, getsource
from textwrap import dedent
from typing import Any

from playground.experiment.data import PlaneName
from playground.planes import PLANES


def drawing_code(name: PlaneName) -> tuple[list[str], list[str]]:
    """Return the constants and the functions that draw a plane's points, what is needed first.

    The last function is ``draw_<name>(random, samples, noise)``, and returns points ``(n, 2)`` and targets ``(n,)``.
    """
    constants: dict[str, str] = {}
    functions: dict[str, str] = {}
    _collect(PLANES[name].draw, f"draw_{name}", constants, functions)
    return [f"{constant} = {value}" for constant, value in constants.items()], list(functions.values())


def _collect(function: Callable[..., Any], name: str, constants: dict[str, str], functions: dict[str, str]) -> None:
    """Add a function and all it uses to what was collected; each name once."""
    used = getclosurevars(function)
    for each, value in {**used.nonlocals, **used.globals}.items():
        if callable(value):
            _collect(value, _public(each), constants, functions)
        elif isinstance(value, int | float | tuple):
            constants[each] = repr(value)
    source = _source(function, name)
    for each in used.globals:
        source = re.sub(rf"\b{each}\b", _public(each), source)
    functions[name] = source


def _source(function: Callable[..., Any], name: str) -> str:
    """Return the source of a function under another name, without type annotations and docstring."""
    source = dedent(getsource(function))
    definition = ast.parse(source).body[0]
    assert isinstance(definition, ast.FunctionDef)
    first = next(statement for statement in definition.body if not _is_docstring(statement))
    arguments = ", ".join(argument.arg for argument in definition.args.args)
    return "\n".join([f"def {name}({arguments}):", *source.splitlines()[first.lineno - 1 :]])


def _is_docstring(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)


def _public(name: str) -> str:
    return name.lstrip("_")

"""Check the browser's scripts with TypeScript's compiler and a linter, both of Deno, without a network or a build.

python tools/scripts.py

Browsers find all modules under one address, and a component's script reaches them joined with others as one text
(``source`` in playground/live/files.py). So they are laid out here: in one flat temporary folder, joined where Python
joins them. What is found there is told of the files as they are.
"""

from __future__ import annotations

import ast
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from deno import find_deno_bin

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "playground"
CHECKED = "// @ts-check"
"""First line of every script: editors then show the same errors."""
CONFIG = {
    "compilerOptions": {
        "lib": ["dom", "dom.iterable", "esnext"],
        "checkJs": True,
        "strict": True,
        "strictNullChecks": False,  # every part that a script finds in its own document would have to be proven there
        "strictPropertyInitialization": False,  # fields are declared that are filled once scripts have loaded
        "noImplicitOverride": False,  # Deno's own: it wants a word in a comment at each method that overrides another
        "noFallthroughCasesInSwitch": True,
        "noImplicitReturns": True,
        "noUnusedLocals": True,
        "noUnusedParameters": True,
    },
    "lint": {"rules": {"exclude": ["no-window", "no-window-prefix"]}},  # of programs for Deno, which has no window
}
TYPE_ERROR = re.compile(r"^(TS\d+ \[ERROR\]: .*?)\n {4}at \S*?/([\w.]+):(\d+):(\d+)$", re.MULTILINE | re.DOTALL)


class Problem(NamedTuple):
    """Something that is wrong at a place, counted from 1."""

    path: Path
    line: int
    column: int
    message: str


def own_scripts(package: Path) -> dict[str, Path]:
    """Return every script by its name."""
    return {path.name: path for path in sorted(package.rglob("*.js"))}


def joins(package: Path) -> dict[str, tuple[str, ...]]:
    """Return the names of the scripts that Python joins as one text, by the last of them, the component's own."""
    calls = (node for path in sorted(package.rglob("*.py")) for node in ast.walk(ast.parse(path.read_text("utf-8"))))
    names = [_names(node) for node in calls if isinstance(node, ast.Call)]
    return {joined[-1]: joined for joined in names if joined}


def _names(call: ast.Call) -> tuple[str, ...]:
    if not (isinstance(call.func, ast.Name) and call.func.id == "source"):
        return ()
    names = tuple(it.value for it in call.args if isinstance(it, ast.Constant) and isinstance(it.value, str))
    return names if all(name.endswith(".js") for name in names) else ()


def texts(package: Path) -> dict[str, list[Path]]:
    """Return of which files each text that a browser loads is made; what exports nothing comes in front of others."""
    scripts, joined = own_scripts(package), joins(package)
    first = {name for names in joined.values() for name in names[:-1]}
    alone = {name for name, path in scripts.items() if name not in first or "\nexport " in path.read_text("utf-8")}
    return {name: [scripts[it] for it in joined.get(name, (name,))] for name in scripts if name in alone}


def lay_out(package: Path, folder: Path) -> dict[str, list[tuple[Path, int]]]:
    """Write the texts into a folder; return of each text the files and the lines after which they begin."""
    (folder / "deno.json").write_text(json.dumps(CONFIG), "utf-8")
    parts: dict[str, list[tuple[Path, int]]] = {}
    for name, paths in texts(package).items():
        text, parts[name] = "", []
        for path in paths:
            parts[name].append((path, text.count("\n")))
            text += path.read_text("utf-8") + "\n"
        (folder / name).write_text(text, "utf-8")
    return parts


def deno(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run Deno in a folder, with a cache of its own."""
    own = {"DENO_DIR": str(folder / "cache"), "DENO_NO_UPDATE_CHECK": "1", "NO_COLOR": "1"}
    return subprocess.run(
        [find_deno_bin(), *arguments],
        cwd=folder,
        env=os.environ | own,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )


def type_errors(folder: Path, names: list[str]) -> Iterator[tuple[str, int, int, str]]:
    """Yield what the compiler finds: text, line, column, message."""
    done = deno(folder, "check", "--quiet", "--no-remote", "--no-npm", "--no-lock", *names)
    # Another place than a text's is a note: where something of the browser's own is declared.
    errors = [error for error in TYPE_ERROR.findall(done.stderr) if error[1] in names]
    if done.returncode and not errors:
        raise RuntimeError(done.stderr)
    for message, name, line, column in errors:
        yield name, int(line), int(column), message.splitlines()[0].replace(" [ERROR]", "")


def lint_errors(folder: Path, names: list[str]) -> Iterator[tuple[str, int, int, str]]:
    """Yield what the linter finds: text, line, column, message."""
    done = deno(folder, "lint", "--quiet", "--json", *names)
    if not done.stdout:
        raise RuntimeError(done.stderr)
    for error in json.loads(done.stdout)["diagnostics"]:
        start, message = error["range"]["start"], f"{error['code']}: {error['message']}"
        yield Path(error["filename"]).name, start["line"], start["col"] + 1, message


def problems(package: Path = PACKAGE) -> list[Problem]:
    """Return what is wrong with a package's scripts, each once: what is joined with several is checked with each."""
    unchecked = [path for path in own_scripts(package).values() if CHECKED not in path.read_text("utf-8")[:200]]
    faults = {Problem(path, 1, 1, f"has no {CHECKED}") for path in unchecked}
    with TemporaryDirectory() as temporary:
        folder = Path(temporary).resolve()
        parts = lay_out(package, folder)
        for check in (type_errors, lint_errors):
            for name, line, column, message in check(folder, list(parts)):
                path, before = [part for part in parts[name] if part[1] < line][-1]
                faults.add(Problem(path, line - before, column, message))
    return sorted(faults)


def main() -> int:
    """Run the command."""
    faults = problems()
    for path, line, column, message in faults:
        print(f"{path.relative_to(ROOT)}:{line}:{column} {message}")
    print(f"{len(own_scripts(PACKAGE))} scripts: {len(faults)} problems")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())

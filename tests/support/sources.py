"""The package's own source text, read without importing it."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Module:
    """A source file and its dotted name below the package: `survey.allocation`; the package itself is empty."""

    name: str
    path: Path


def modules(package: Path) -> list[Module]:
    """Every module of the package in the folder `package`."""
    found = []
    for path in sorted(package.rglob("*.py")):
        parts = path.relative_to(package).with_suffix("").parts
        found.append(Module(".".join(part for part in parts if part != "__init__"), path))
    return found


def imported(path: Path) -> Iterator[tuple[str, int]]:
    """Dotted names the file imports, with their lines; `from a import b` counts as `a.b`.

    Imports inside functions count like those at the top; relative imports are refused.
    """
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}, line {node.lineno}: write the import with the package's full name"
            yield from ((f"{node.module}.{alias.name}", node.lineno) for alias in node.names)


def third_party_imports(path: Path) -> set[str]:
    """Top-level names of the libraries the file imports, those of Python and of the package left aside."""
    tops = {name.split(".")[0] for name, _ in imported(path)}
    return tops - sys.stdlib_module_names - {"reportgen"}

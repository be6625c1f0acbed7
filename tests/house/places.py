"""Where the product's own files are, and how they are read."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
PACKAGE = ROOT / "careleavers"
TEMPLATES = ROOT / "templates"


def modules() -> Iterator[Path]:
    """Every module of the package, migrations left out: those are history."""
    return (path for path in sorted(PACKAGE.rglob("*.py")) if "versions" not in path.parts)


def templates() -> Iterator[Path]:
    """Every template."""
    return iter(sorted(TEMPLATES.rglob("*.html")))


@cache
def parsed(path: Path) -> ast.Module:
    """A module's syntax tree."""
    return ast.parse(path.read_text(encoding="utf-8"))


def name(path: Path) -> str:
    """A file's place below the project, for messages."""
    return str(path.relative_to(ROOT))


def called(node: ast.AST) -> str:
    """The dotted name that a call calls, or nothing."""
    if not isinstance(node, ast.Call):
        return ""
    return ast.unparse(node.func)

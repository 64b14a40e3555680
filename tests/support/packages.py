"""The packages of the generator, read from its files: what each imports and exports; their picture as SVG."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from html import escape
from pathlib import Path

from support.project import ROOT

PACKAGE = ROOT / "generator"
PAGE = ROOT / "handbook/docs/develop/architecture.md"
PICTURE = ROOT / "handbook/docs/assets/images/packages.svg"
ROWS = dict(re.findall(r"^\| `(\w+)` \| (.+?) \|", PAGE.read_text(encoding="utf-8"), re.MULTILINE))
"""The rows of the architecture page: package or top-level module -> its description, in the order of imports."""
FILES = sorted(file for file in PACKAGE.rglob("*.py") if file not in (PACKAGE / "__init__.py", PACKAGE / "__main__.py"))


def package_of(file: Path) -> str:
    """The package that a file belongs to, or the name of a module at the top."""
    return file.relative_to(PACKAGE).parts[0].removesuffix(".py")


@cache
def tree(file: Path) -> ast.Module:
    """The syntax tree of a file."""
    return ast.parse(file.read_text(encoding="utf-8"))


@cache
def imported(file: Path) -> list[tuple[str, str]]:
    """The absolute module and the name of each import in a file, wherever it is in the file."""
    package = ["generator", *file.relative_to(PACKAGE).parts[:-1]]
    found: list[tuple[str, str]] = []
    for node in ast.walk(tree(file)):
        if isinstance(node, ast.Import):
            found += ((alias.name, "") for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            module = ".".join([*base, *([node.module] if node.module else [])])
            for alias in node.names:
                found.append((f"generator.{alias.name}", "") if module == "generator" else (module, alias.name))
    return found


def own_imports(file: Path) -> Iterator[tuple[str, str]]:
    """The imports of a file from other packages of the generator: module and name."""
    for module, name in imported(file):
        parts = module.split(".")
        if parts[0] == "generator" and len(parts) > 1 and parts[1] not in (package_of(file), "__version__"):
            yield module, name


def imported_by(module: str, names: tuple[str, ...]) -> list[str]:
    """The modules of these names that a new process has imported after a module."""
    command = f"import sys, {module}; print(*[name for name in {names} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", command], cwd=ROOT, capture_output=True, text=True, check=True)
    return done.stdout.split()


def exported(package: str) -> list[str]:
    """The public names of a package: `__all__` of its `__init__.py`."""
    (names,) = (
        ast.literal_eval(node.value)
        for node in tree(PACKAGE / package / "__init__.py").body
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__"
    )
    return list(names)


def edges() -> dict[str, set[str]]:
    """Package -> the packages that it imports."""
    found: dict[str, set[str]] = {name: set() for name in ROWS}
    for file in FILES:
        found[package_of(file)] |= {module.split(".")[1] for module, _ in own_imports(file)}
    return found


def direct_edges() -> dict[str, set[str]]:
    """The imports that do not follow from others: if a imports b and b imports c, the edge from a to c is left out."""
    all_edges = edges()

    def reachable(name: str) -> set[str]:
        return all_edges[name].union(*map(reachable, all_edges[name]))

    return {name: targets - set().union(*map(reachable, targets)) for name, targets in all_edges.items()}


WIDTH, HEIGHT, GAP_X, GAP_Y, MARGIN = 124, 32, 36, 30, 8


def picture() -> str:
    """The packages as boxes, each below those that it imports, as SVG on its own white ground, in the dark too."""
    direct = direct_edges()

    importers = {name: [other for other, targets in direct.items() if name in targets] for name in ROWS}

    @cache
    def row(name: str) -> int:
        """The row from the bottom: just above the highest package that imports this one."""
        return 1 + max(map(row, importers[name]), default=-1)

    rows: dict[int, list[str]] = {}
    for name in ROWS:
        rows.setdefault(row(name), []).append(name)
    widest = max(map(len, rows.values()))
    total = widest * WIDTH + (widest - 1) * GAP_X + 2 * MARGIN
    centre: dict[str, tuple[int, int]] = {}
    for number, names in rows.items():
        width = len(names) * WIDTH + (len(names) - 1) * GAP_X
        for position, name in enumerate(names):
            left = (total - width) // 2 + position * (WIDTH + GAP_X)
            centre[name] = (left + WIDTH // 2, MARGIN + (len(rows) - 1 - number) * (HEIGHT + GAP_Y) + HEIGHT // 2)
    height = len(rows) * (HEIGHT + GAP_Y) - GAP_Y + 2 * MARGIN
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {total} {height}" role="img" font-family="sans-serif">',
        "<title>The packages: each is below those that it imports</title>",
        "<style>rect{fill:#fff;stroke:#1f3a5f;stroke-width:1.5}text{fill:#1f3a5f;font-size:15px}"
        "path{fill:none;stroke:#7a8aa0;stroke-width:1.5}</style>",
        f'<path d="M0 0H{total}V{height}H0z" style="fill:#fff;stroke:none"/>',
    ]
    for name, targets in direct.items():
        for target in sorted(targets):
            (x1, y1), (x2, y2) = centre[name], centre[target]
            start, end = y1 - HEIGHT // 2, y2 + HEIGHT // 2
            middle = (start + end) // 2
            lines.append(f'<path d="M{x1} {start}C{x1} {middle} {x2} {middle} {x2} {end}"/>')
    for name, (x, y) in centre.items():
        lines.append(f'<rect x="{x - WIDTH // 2}" y="{y - HEIGHT // 2}" width="{WIDTH}" height="{HEIGHT}" rx="6"/>')
        lines.append(f'<text x="{x}" y="{y + 5}" text-anchor="middle">{escape(name)}</text>')
    return "\n".join([*lines, "</svg>"]) + "\n"

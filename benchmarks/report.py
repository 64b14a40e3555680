"""`benchmarks/results.json` -> the tables of `handbook/docs/develop/speed.md`, and its plot: the same figures give the same bytes."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from math import log10
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "handbook/docs/develop/speed.md"
PLOT = ROOT / "handbook/docs/assets/images/speed.svg"
PARTS = ("read", "load and check", "render", "write")
ENGINES = {
    "engine": "MkDocs and Material as here: section indexes",
    "empty_cache": "`briefing build`, page cache empty",
    "full_cache": "`briefing build`, one page changed",
    "stock": "Material as it comes: automatic navigation",
    "properdocs": "ProperDocs, our `mkdocs.yml`",
    "zensical": "Zensical, our `mkdocs.yml`",
    "hugo": "Hugo, layouts of one line, no search, no theme",
}
COLOURS = {
    "ours": "#1a7f5a",
    "engine": "#3557a6",
    "empty_cache": "#0b7285",
    "full_cache": "#a61e4d",
    "stock": "#b3441e",
    "properdocs": "#7a4fa3",
    "zensical": "#96690a",
    "hugo": "#5f6670",
}
WIDTH, HEIGHT, LEFT, BOTTOM = 720, 380, 60, 320
Medians = Mapping[str, Mapping[str, Any]]


def of(medians: Medians, name: str) -> dict[int, Mapping[str, Any]]:
    """The measurements of one thing, by the number of records."""
    found = {int(key.split()[1]): value for key, value in medians.items() if key.split()[0] == name}
    return dict(sorted(found.items()))


def ours(medians: Medians) -> Iterator[str]:
    yield "| Records | Pages | Read | Load and check | Render | Write | **Together** | MB at most | Whole process | Measured |"
    yield "| --- " * 10 + "|"
    for count, one in of(medians, "ours").items():
        each = " | ".join(f"{1000 * one[part] / count:.2f}" for part in PARTS)
        together = 1000 * sum(one[part] for part in PARTS) / count
        yield (
            f"| {count:,} | {one['pages']:,.0f} | {each} | **{together:.2f}** | {one.get('whole MB', one['MB']):.0f} "
            f"| {_seconds(one, 'whole')} | {_when(one)} |"
        )


def _seconds(one: Mapping[str, Any], what: str) -> str:
    return f"{one[what]:.1f} s" if what in one else ""


def _when(one: Mapping[str, Any]) -> str:
    return f"{one['date']}, `{one['commit']}`"


def engines(medians: Medians) -> Iterator[str]:
    base = {count: one["cpu"] for count, one in of(medians, "engine").items()}
    yield "| Engine | Records | Pages | CPU s | CPU ms a page | As here = 1 | By the clock | MB at most | Measured |"
    yield "| --- " * 9 + "|"
    for name, words in ENGINES.items():
        for count, one in of(medians, name).items():
            made = one["pages"]
            each = 1000 * one["cpu"] / made
            yield (
                f"| {words} | {count:,} | {made:,.0f} | {one['cpu']:.1f} | {each:.1f} "
                f"| {one['cpu'] / base[count]:.2f} | {_seconds(one, 'clock')} | {one['MB']:.0f} | {_when(one)} |"
            )


def plot(medians: Medians) -> str:
    """CPU milliseconds a page against pages, both by powers of ten."""
    lines = {"ours": [(one["pages"], sum(one[part] for part in PARTS)) for one in of(medians, "ours").values()]}
    lines |= {name: [(one["pages"], one["cpu"]) for one in of(medians, name).values()] for name in ENGINES}
    body = [*_grid()]
    labels: list[tuple[int, int, str]] = []
    for name, points in lines.items():
        places = [(_x(count), _y(1000 * seconds / count)) for count, seconds in points]
        if places:
            way = " ".join(f"{x},{y}" for x, y in places)
            body.append(f'<polyline points="{way}" fill="none" stroke="{COLOURS[name]}" stroke-width="2"/>')
            body += [f'<circle cx="{x}" cy="{y}" r="4" fill="{COLOURS[name]}"/>' for x, y in places]
            labels.append((places[-1][1], places[-1][0] + 8, name))
    for y, x, name in _apart(sorted(labels)):
        label = {
            "ours": "our own part",
            "engine": "MkDocs as here",
            "empty_cache": "page cache empty",
            "full_cache": "one page changed",
            "stock": "stock Material",
        }.get(name, name)
        place = f'x="{x}" y="{y + 4}" fill="{COLOURS[name]}"'
        body.append(f'<text {place} paint-order="stroke" stroke="#fff" stroke-width="4">{label}</text>')
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" font-size="13">\n'
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>\n' + "\n".join(body) + "\n</svg>\n"
    )


def _x(pages: float) -> int:
    return LEFT + round((log10(pages) - 1.5) * 200)


def _y(each: float) -> int:
    return BOTTOM - round((log10(each) + 0.5) * 110)


def _grid() -> Iterator[str]:
    for count in (100, 1000, 10_000):
        yield f'<line x1="{_x(count)}" x2="{_x(count)}" y1="20" y2="{BOTTOM}" stroke="#ddd"/>'
        yield f'<text x="{_x(count)}" y="{BOTTOM + 18}" text-anchor="middle" fill="#333">{count:,} pages</text>'
    for each in (1, 10, 100):
        yield f'<line x1="{LEFT}" x2="{WIDTH - 20}" y1="{_y(each)}" y2="{_y(each)}" stroke="#ddd"/>'
        yield f'<text x="{LEFT - 8}" y="{_y(each) + 4}" text-anchor="end" fill="#333">{each} ms</text>'
    yield f'<text x="{LEFT}" y="{HEIGHT - 14}" fill="#333">CPU time a page, both scales by powers of ten</text>'


def _apart(labels: list[tuple[int, int, str]]) -> Iterator[tuple[int, int, str]]:
    """The labels from top to bottom, each moved down as far as the one above it needs."""
    last: dict[int, int] = {}
    for y, x, name in labels:
        place = max(y, last.get(x, -99) + 15)
        last[x] = place
        yield place, x, name


def main() -> None:
    results: dict[str, Any] = json.loads((ROOT / "benchmarks/results.json").read_text())
    medians: Medians = results["medians"]
    versions = ", ".join(f"{name} {number}" for name, number in results["versions"].items())
    tables = {
        "ours": ours(medians),
        "engines": engines(medians),
        "taken": [f"Versions of the last measurement: {versions}."],
    }
    page = PAGE.read_text(encoding="utf-8")
    for name, lines in tables.items():
        block = f"<!-- {name} -->\n\n" + "\n".join(lines) + f"\n\n<!-- /{name} -->"
        page = re.sub(rf"<!-- {name} -->.*?<!-- /{name} -->", lambda _, block=block: block, page, flags=re.DOTALL)
    PAGE.write_text(page, encoding="utf-8")
    PLOT.write_text(plot(medians), encoding="utf-8")


if __name__ == "__main__":
    main()

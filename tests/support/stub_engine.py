"""A stand-in for MkDocs, for tests of what the command does around an engine: it copies the pages in a fifth of a second.

`command_of` starts the command `briefing` with it in a process of its own; the fixture `stub_engine` of a test replaces the engine in this one.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PAUSE = 0.002
"""Seconds after each file, so that a run can be killed while it writes."""


def build(docs: Path, site: Path) -> None:
    """Writes each file of `docs/` into a new folder, a page's Markdown as HTML. Raises OSError."""
    for file in sorted(docs.rglob("*")):
        path = file.relative_to(docs)
        if file.is_file() and not any(part.startswith(".") for part in path.parts):
            target = site / (path.with_suffix(".html") if path.suffix == ".md" else path)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(file.read_bytes())
            time.sleep(PAUSE)
    (site / "404.html").write_text("There is no page at this address.", encoding="utf-8")


@contextmanager
def build_command(engine: str, root: Path, folder: Path, *_: object) -> Iterator[list[str]]:
    """Takes the place of `generator.site.engines.build_command`."""
    assert engine == "mkdocs"
    yield [sys.executable, "-S", __file__, str(root / "docs"), str(folder)]


REPLACED = {"build_command": build_command, "worker_command": lambda *_: None}
"""The functions of `generator.site.engines` that make way for this engine."""


def command_of(root: Path, *arguments: str) -> list[str]:
    """The words that start the command `briefing` with this engine in a process of its own."""
    code = f"import sys; sys.path.insert(0, {str(Path(__file__).parents[1])!r}); from support.stub_engine import main; main()"
    return [sys.executable, "-c", code, arguments[0], "--root", str(root), *arguments[1:]]


def main() -> None:
    """Runs the command `briefing` with this engine."""
    from generator.commands import main as briefing
    from generator.site import engines

    for name, function in REPLACED.items():
        setattr(engines, name, function)
    briefing(prog_name="briefing")


if __name__ == "__main__":
    build(*map(Path, sys.argv[1:]))

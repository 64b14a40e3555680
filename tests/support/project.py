"""The project under test: its folders, and a project that the fixture `built` has built."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
CASES = ROOT / "tests" / "cases"
EXAMPLES = ROOT / "tests" / "examples"
THOROUGH = "THOROUGH" in os.environ
"""True if the tests are to look at all pages and files where a choice of them is enough in daily work."""
EXAMPLE_NAMES = sorted(folder.name for folder in EXAMPLES.iterdir() if (folder / "seeds").is_dir())


@dataclass(frozen=True)
class Built:
    """A project that `briefing build` has built: its folder, what the command printed, and the built site's folder."""

    root: Path
    said: str
    site: Path


def edited(path: str, old: str, new: str) -> Callable[[Path], None]:
    """Returns a function that replaces a text in a file of a project folder."""

    def change(root: Path) -> None:
        text = (root / path).read_text("utf-8")
        assert old in text
        (root / path).write_text(text.replace(old, new), "utf-8")

    return change

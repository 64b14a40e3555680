"""Pages as the last run left them, for those that would come out the same: `.cache/briefing/pages.json`.

It holds no page, only each one's key (see `facts`) and a digest of its text, which must stand under `docs/` still. It counts
only for the program that wrote it. It may be deleted at any time; whatever is not plain is rendered anew.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from sys import intern

from .render import Printed
from .unchanged import FOLDER, running

_PAGES = f"{FOLDER}/pages.json"


def earlier(root: Path) -> dict[str, Printed]:
    """The pages that stand under `root/docs` as this program left them: path -> text and key."""
    try:
        found = json.loads((root / _PAGES).read_bytes())
        program = running()
        if not program or found["program"] != program:
            return {}
        read = {path: _read(root / "docs" / path, *page) for path, page in found["pages"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}
    return {path: page for path, page in read.items() if page}


def keep(root: Path, pages: Mapping[str, Printed]) -> None:
    """Notes the pages that were just written for the next run. A folder that can't be written has no note."""
    try:
        program = running()
        if not program:
            return
        noted = {path: (sha256(page.text).hexdigest(), page.key, " ".join(page.facts)) for path, page in pages.items()}
        (root / FOLDER).mkdir(parents=True, exist_ok=True)
        beside = root / f"{_PAGES}.new"
        beside.write_text(json.dumps({"program": program, "pages": noted}), encoding="utf-8")
        beside.replace(root / _PAGES)
    except OSError:
        pass


def _read(file: Path, digest: str, key: str, facts: str) -> Printed | None:
    try:
        text = file.read_bytes()
    except OSError:
        return None
    return Printed(text, key, tuple(map(intern, facts.split(" ")))) if sha256(text).hexdigest() == digest else None

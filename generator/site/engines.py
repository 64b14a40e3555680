"""The engines that build the site from the pages: how each is called, and what it is given beside `mkdocs.yml`.

MkDocs and ProperDocs read `mkdocs.yml` and run its hook. Zensical ignores hooks and takes neither another folder nor another
navigation on its command line: it is given a copy of `mkdocs.yml` with both written out.
"""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

ENGINES = ("mkdocs", "properdocs", "zensical")
_COPY = ".briefing-zensical.yml"
_NAV = re.compile(r"^nav:[ \t]*\n(?:(?:[ \t-].*)?\n)*", re.MULTILINE)
_SITE_DIR = re.compile(r"^site_dir:.*\n", re.MULTILINE)


class EngineError(Exception):
    """The engine failed or warned; `output` is what it printed."""

    def __init__(self, output: str) -> None:
        self.output = output
        super().__init__(output)


def installed(engine: str) -> None:
    """Raises EngineError, with how to get it, if the engine is not there."""
    if find_spec(engine) is None:
        raise EngineError(f'{engine} is not installed; install it with: pip install "briefing-site[{engine}]"')


@contextmanager
def build_command(engine: str, root: Path, folder: Path, nav: list[Any], quick: bool = False) -> Iterator[list[str]]:
    """The command that builds `root` into `folder`; what it needs is gone when the block is left. Raises EngineError.

    Quick, MkDocs makes only those pages that no earlier build has made; the other engines know no such thing.
    """
    installed(engine)
    module = "generator.site.mkdocs_cache" if quick and engine == "mkdocs" else engine
    command = [sys.executable, "-m", module, "build", "--strict", "--config-file"]
    if engine != "zensical":
        yield [*command, str(root / "mkdocs.yml"), "--site-dir", str(folder.resolve())]
        return
    copy = root / _COPY
    try:
        config = (root / "mkdocs.yml").read_text(encoding="utf-8")
        copy.write_text(_copied(config, root, folder, nav), encoding="utf-8")
        yield [*command, str(copy)]
    finally:
        copy.unlink(missing_ok=True)


def _copied(config: str, root: Path, folder: Path, nav: list[Any]) -> str:
    """The configuration with another folder for the site, and the navigation as it is for so many pages."""
    place = f"site_dir: {json.dumps(os.path.relpath(folder.resolve(), root.resolve()))}\n"
    config = _SITE_DIR.sub("", config)
    return place + (_NAV.sub(lambda _: f"nav: {json.dumps(nav)}\n", config) if nav else config)

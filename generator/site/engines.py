"""The engines that build the site from the pages, and their configuration.

MkDocs and ProperDocs read `mkdocs.yml` and run its hook. Zensical ignores hooks, and its command line takes neither
another folder nor another navigation: it gets a copy of `mkdocs.yml` with both written into it.
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

import yaml

from .mkdocs_cache import MODULE as CACHED_MKDOCS

ENGINES = ("mkdocs", "properdocs", "zensical")
CONFIG = "mkdocs.yml"
_COPY = ".briefing-zensical.yml"
_NAV = re.compile(r"^nav:[ \t]*\n(?:(?:[ \t-].*)?\n)*", re.MULTILINE)
_SITE_DIR = re.compile(r"^site_dir:.*\n", re.MULTILINE)
_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
"""Loads every value as text and ignores tags of engines, such as `!ENV`."""


class EngineError(Exception):
    """The engine failed or warned; `output` is what it printed."""

    def __init__(self, output: str) -> None:
        self.output = output
        super().__init__(output)


def require_engine(engine: str) -> None:
    """Raises EngineError, with the command to install it, if the engine is missing."""
    if find_spec(engine) is None:
        raise EngineError(f'{engine} is not installed; install it with: pip install "briefing-site[{engine}]"')


def read_nav(root: Path) -> list[Any]:
    """Reads the `nav` of `mkdocs.yml`; empty if there is none. Raises OSError."""
    try:
        config = yaml.load((root / CONFIG).read_bytes(), _LOADER)
    except yaml.YAMLError:
        return []  # the engine reports it
    nav = config.get("nav") if isinstance(config, dict) else None
    return nav if isinstance(nav, list) else []


@contextmanager
def build_command(
    engine: str, root: Path, folder: Path, nav: list[Any], use_cache: bool = False
) -> Iterator[list[str]]:
    """Yields the command that builds `root` into `folder`.

    Removes its temporary files afterwards. `use_cache` is for MkDocs alone. Raises EngineError.
    """
    require_engine(engine)
    module = CACHED_MKDOCS if use_cache and engine == "mkdocs" else engine
    command = [sys.executable, "-m", module, "build", "--strict", "--config-file"]
    if engine != "zensical":
        yield [*command, str(root / CONFIG), "--site-dir", str(folder.resolve())]
        return
    copy = root / _COPY
    try:
        config = (root / CONFIG).read_text(encoding="utf-8")
        copy.write_text(_zensical_config(config, root, folder, nav), encoding="utf-8")
        yield [*command, str(copy)]
    finally:
        copy.unlink(missing_ok=True)


def _zensical_config(config: str, root: Path, folder: Path, nav: list[Any]) -> str:
    """Returns the configuration with another `site_dir` and `nav`."""
    site_dir = f"site_dir: {json.dumps(os.path.relpath(folder.resolve(), root.resolve()))}\n"
    config = _SITE_DIR.sub("", config)
    return site_dir + (_NAV.sub(lambda _: f"nav: {json.dumps(nav)}\n", config) if nav else config)

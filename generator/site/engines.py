"""The engines that build the site from the pages.

MkDocs and ProperDocs read `mkdocs.yml` and load our plugin. Zensical ignores plugins and builds only folders beside its
configuration: it gets a copy of the pages and the theme, with a complete configuration, in the cache.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

from ..storage import atomic_files
from . import configuration
from .mkdocs_cache import MODULE

ENGINES = ("mkdocs", "properdocs", "zensical")
_ZENSICAL = "zensical"
"""The folder in the cache with the copies for Zensical, and its own cache."""


class EngineError(Exception):
    """The engine failed or warned; `output` is what it printed."""

    def __init__(self, output: str) -> None:
        self.output = output
        super().__init__(output)


def require_engine(engine: str) -> None:
    """Raises EngineError, with the command to install it, if the engine is missing."""
    if find_spec(engine) is None:
        raise EngineError(f'{engine} is not installed; install it with: pip install "briefing-site[{engine}]"')


def worker_command(engine: str, root: Path, use_cache: bool) -> list[str] | None:
    """Returns the command that waits for jobs and builds with the page cache.

    None if the engine has no cache. Raises EngineError.
    """
    if engine == "mkdocs" and use_cache:
        require_engine(engine)
        return [sys.executable, "-m", MODULE, str(root / configuration.CONFIG)]
    return None


@contextmanager
def build_command(
    engine: str, root: Path, folder: Path, settings: configuration.Settings, cache: Path, use_cache: bool = True
) -> Iterator[list[str]]:
    """Yields the command that builds `root` into the new `folder`, without cache.

    `settings` are those that the data determines. Raises EngineError or OSError.
    """
    require_engine(engine)
    command = [sys.executable, "-m", engine, "build", "--strict", "--config-file"]
    if engine != "zensical":
        yield [*command, str(root / configuration.CONFIG), "--site-dir", str(folder.resolve())]
        return
    project = cache / _ZENSICAL
    if not use_cache:
        atomic_files.remove_folder(project)
    _copy_for_zensical(root, project, settings)
    yield [*command, str(project / configuration.CONFIG)]
    shutil.move(project / "site", folder)


def _copy_for_zensical(root: Path, project: Path, settings: configuration.Settings) -> None:
    """Copies pages, theme and configuration; the user's own theme files replace ours."""
    for name in ("site", "docs", "overrides"):
        atomic_files.remove_folder(project / name)
    given = configuration.read(root)
    shutil.copytree(root / "docs", project / "docs", ignore=shutil.ignore_patterns(".*"))
    shutil.copytree(configuration.THEME, project / "overrides")
    if theme := configuration.custom_dir(root):
        shutil.copytree(root / theme, project / "overrides", dirs_exist_ok=True)
    complete = configuration.merge(configuration.merge(configuration.defaults(), given), settings)
    complete["plugins"] = [one for one in complete["plugins"] if one != configuration.PLUGIN]
    complete["theme"]["custom_dir"] = "overrides"
    complete |= {"docs_dir": "docs", "site_dir": "site"}
    atomic_files.replace_file(project / configuration.CONFIG, configuration.dump(complete).encode())

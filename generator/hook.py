"""MkDocs hook: a bare `mkdocs build` or `mkdocs serve` generates the pages first. Other engines ignore it."""

import os
import sys
from pathlib import Path
from typing import Any

from mkdocs.exceptions import Abort

_ROOT = Path(__file__).resolve().parent.parent
if str(_ROOT) not in sys.path:
    sys.path.insert(0, str(_ROOT))

from generator.errors import BriefingError  # noqa: E402 - found only once the path is set
from generator.place import sign  # noqa: E402
from generator.report import text  # noqa: E402
from generator.site import GENERATED, briefing_in, generate, navigation  # noqa: E402

_live = False


def on_startup(command: str, **_: Any) -> None:
    """Notes whether pages are served live: then the engine puts a script into each, and the policy lets it through."""
    global _live
    _live = command == "serve"


def on_config(config: Any) -> Any:
    """Generates into `docs/`, unless that was just done, and lets the records stand in the sidebar while they are few."""
    root = Path(config.config_file_path).parent.resolve()
    try:
        briefing, _ = (briefing_in if os.environ.get(GENERATED) == str(root) else generate)(root)
    except BriefingError as error:
        lines = text(error.problems)
        raise Abort(f"{lines}The data has problems; the pages were left as they are.") from error
    if _live:
        config.extra["live"] = True
    config.nav = navigation(config.nav or [], briefing)
    return config


def on_post_build(config: Any) -> None:
    """Lists what was built, so that `briefing build` knows the folder for the site's."""
    sign(Path(config.site_dir))

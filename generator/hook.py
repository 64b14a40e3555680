"""MkDocs hook: a bare `mkdocs build` or `mkdocs serve` generates the pages first. Other engines ignore it."""

import sys
from pathlib import Path
from typing import Any

from mkdocs.exceptions import Abort

_ROOT = Path(__file__).resolve().parent.parent
if str(_ROOT) not in sys.path:
    sys.path.insert(0, str(_ROOT))

from generator.errors import BriefingError  # noqa: E402 - found only once the path is set
from generator.report import text  # noqa: E402
from generator.site import generate, navigation  # noqa: E402


def on_config(config: Any) -> Any:
    """Generates into `docs/`, and lets the records stand in the sidebar while they are few."""
    try:
        briefing, _ = generate(Path(config.config_file_path).parent)
    except BriefingError as error:
        lines = text(error.problems)
        raise Abort(f"{lines}The data has problems; the pages were left as they are.") from error
    config.nav = navigation(config.nav or [], briefing)
    return config

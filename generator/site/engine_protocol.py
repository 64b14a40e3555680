"""The protocol between `briefing build` and the plugin in its engine.

It consists of environment variables, a counter file, and a log line.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

GENERATED = "BRIEFING_GENERATED"
"""The variable with the project folder whose pages `briefing build` has generated."""
SETTINGS = "BRIEFING_SETTINGS"
"""The variable with the settings that the data determines, as JSON."""
SEARCH = "BRIEFING_SEARCH"
"""The variable with the name of the site's search."""
SHARD = "BRIEFING_SHARD"
"""The variable with the shard of the pages to build, such as `1/4`."""
COUNTER = "BRIEFING_COUNTER"
"""The variable with the path of the counter file: the engine adds a byte a step."""
STEPS = 2
"""The steps for each page: convert its Markdown, render its template."""
CACHE_DISABLED = "briefing: pages are not cached: "
"""The beginning of the log line that says why the engine's page cache is off."""


def given_settings(root: Path) -> dict[str, Any] | None:
    """Returns the settings that `briefing build` of this folder passes.

    None if the engine was started without it.
    """
    if os.environ.get(GENERATED) != str(root.resolve()):
        return None
    return dict(json.loads(os.environ.get(SETTINGS, "{}")))


def variables(root: Path, settings: Mapping[str, Any], search: str, shard: str, counter: str) -> Mapping[str, str]:
    """Returns the variables for an engine that builds the generated pages of a folder."""
    return {
        GENERATED: str(root.resolve()),
        SETTINGS: json.dumps(settings),
        SEARCH: search,
        SHARD: shard,
        COUNTER: counter,
    }


def count_steps(counter: str | None, count: int = 1) -> None:
    """Appends steps to the counter file, if there is one.

    Several processes may do so at the same time.
    """
    if counter:
        with Path(counter).open("ab", buffering=0) as file:
            file.write(b"." * count)

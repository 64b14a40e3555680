"""The command `check-jsonschema`."""

from __future__ import annotations

from pathlib import Path

import check_jsonschema
from click.testing import CliRunner, Result


def schema_check(*arguments: str | Path) -> Result:
    """Runs the command `check-jsonschema` in this process."""
    return CliRunner().invoke(check_jsonschema.main, [*map(str, arguments)])

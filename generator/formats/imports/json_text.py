"""Parses JSON of other tools."""

from __future__ import annotations

import json
from typing import Any

from ...loading import yaml_reader
from ...problems import Code


def parse_json(text: str) -> Any | yaml_reader.TextProblem:
    """Returns the data of a JSON text (RFC 8259), or its problem."""
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        return yaml_reader.TextProblem(error.lineno, error.colno, Code.SYNTAX, f"is no JSON: {error.msg}")
    except RecursionError:
        return yaml_reader.TextProblem(0, 0, Code.TOO_LARGE, "is nested too deep; check its brackets")
    except ValueError:
        return yaml_reader.TextProblem(0, 0, Code.TOO_LARGE, "holds a number with too many digits")

"""Parses JSON of other tools."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

from ...loading import yaml_reader
from ...problems import Code, quote_value
from .read_result import shorten_list


def parse_json(text: str) -> Any | yaml_reader.TextProblem:
    """Returns the data of a JSON text (RFC 8259), or its problem."""
    doubles: list[str] = []

    def collect(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        counted = Counter(key for key, _ in pairs) if len({key for key, _ in pairs}) < len(pairs) else {}
        doubles.extend(key for key, number in counted.items() if number > 1)
        return dict(pairs)

    try:
        data = json.loads(text, object_pairs_hook=collect)
    except json.JSONDecodeError as error:
        return yaml_reader.TextProblem(error.lineno, error.colno, Code.SYNTAX, f"is no JSON: {error.msg}")
    except RecursionError:
        return yaml_reader.TextProblem(0, 0, Code.TOO_LARGE, "is nested too deep; check its brackets")
    except ValueError:
        return yaml_reader.TextProblem(0, 0, Code.TOO_LARGE, "holds a number with too many digits")
    if doubles:
        keys = shorten_list([quote_value(key) for key in dict.fromkeys(doubles)])
        return yaml_reader.TextProblem(0, 0, Code.DUPLICATE_KEY, f"holds a key twice in one mapping: {keys}")
    return data

"""Scores drafts by rules against the annotated articles in tests/examples/articles.

It also counts the lines that the first briefing needed, and those that a draft leaves to a person.

    PYTHONPATH=tests .venv/bin/python benchmarks/drafting.py [--details]

The tables are in handbook/docs/develop/drafting.md; a test fails when the rules give other figures.
"""

from __future__ import annotations

import sys
from itertools import chain

from support import drafting


def main() -> None:
    tables = chain(drafting.table(), [""], drafting.first_article(), [""], drafting.typed_lines())
    lines = chain(tables, ["", *drafting.details()] if "--details" in sys.argv else ())
    print("\n".join(lines))


if __name__ == "__main__":
    main()

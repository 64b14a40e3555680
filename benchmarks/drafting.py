"""Scores drafts by rules against the annotated articles in tests/examples/articles.

    PYTHONPATH=tests .venv/bin/python benchmarks/drafting.py [--details]

The table is in handbook/docs/develop/drafting.md; a test fails when the rules give other figures.
"""

from __future__ import annotations

import sys
from itertools import chain

from support import drafting


def main() -> None:
    lines = chain(drafting.table(), ["", *drafting.details()] if "--details" in sys.argv else ())
    print("\n".join(lines))


if __name__ == "__main__":
    main()

"""Finds the previous and the next page of a section."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..model import Page


def with_neighbours(pages: Sequence[Page]) -> Iterator[tuple[Page, Page | None, Page | None]]:
    """Yields each page of a section, the page before it and the page after it.

    Only pages of records have neighbours.
    """
    records = [page for page in pages if page.record is not None]
    positions = {page.path: position for position, page in enumerate(records)}
    for page in pages:
        position = positions.get(page.path)
        before = records[position - 1] if position else None
        after = records[position + 1] if position is not None and position + 1 < len(records) else None
        yield page, before, after

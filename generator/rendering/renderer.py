"""Renders the pages of a briefing."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence

from ..model import Briefing, Kind, Page, indexes
from ..problems import BriefingError, Code, Problem
from .neighbours import with_neighbours
from .page_context import PageContext
from .redirects import redirect_pages
from .term_links import TermIndex

_term_index = indexes.memoize(TermIndex)
Neighbours = tuple[Page, Page | None, Page | None]
"""A page, the one before and the one after it."""


def render(
    briefing: Briefing,
    kinds: Iterable[Kind] | None = None,
    choose: Callable[[Kind, Sequence[Neighbours]], Iterable[Neighbours]] = lambda _, pages: pages,
    before_page: Callable[[], None] = lambda: None,
) -> dict[str, str | bytes]:
    """Renders the pages and files of the site, or of some kinds, and all redirects.

    Returns a mapping from paths under `docs/` to a page's Markdown or a file's bytes; of the pages of a kind, it has
    those that `choose` returns. Calls `before_page` before each page, and raises its errors. Raises BriefingError if
    two pages have the same path.
    """
    terms = _term_index(briefing)
    rendered: dict[str, str | bytes] = {}
    twice: list[str] = []

    def add(path: str, content: str | bytes) -> None:
        twice.extend([path] if path in rendered else [])
        rendered[path] = content

    for kind in briefing.kinds if kinds is None else kinds:
        for page, before, after in choose(kind, tuple(with_neighbours(tuple(kind.pages(briefing))))):
            before_page()
            add(page.path, PageContext(briefing, page, before, after, terms).render())
        for path, content in kind.files(briefing).items():
            add(path, content)
    for path, content in redirect_pages(briefing).items():
        add(path, content)
    if twice:
        message = "two pages would be written to this path; give one of the two records another id"
        raise BriefingError(Problem(f"docs/{path}", 0, 0, Code.PAGE_PATH, "", message) for path in dict.fromkeys(twice))
    return rendered


def render_pages(briefing: Briefing, paths: Collection[str]) -> dict[str, str]:
    """Renders only the pages with these paths; leaves out those that do not exist."""
    terms = _term_index(briefing)
    sections = {path.rpartition("/")[0].partition("/")[0] for path in paths}
    return {
        page.path: PageContext(briefing, page, before, after, terms).render()
        for kind in briefing.kinds
        if kind.section in sections
        for page, before, after in with_neighbours(tuple(kind.pages(briefing)))
        if page.path in paths
    }

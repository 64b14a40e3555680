"""Renders the pages of a briefing."""

from __future__ import annotations

from collections.abc import Iterable

from ..model import Briefing, Kind, indexes
from .neighbours import with_neighbours
from .page_context import PageContext
from .redirects import redirect_pages
from .term_links import TermIndex

_term_index = indexes.memoize(TermIndex)


def render(briefing: Briefing, kinds: Iterable[Kind] | None = None) -> dict[str, str | bytes]:
    """Renders every page and file of the site, or of some kinds.

    Returns a mapping from paths under `docs/` to a page's Markdown or a file's bytes. Raises an error for a mistake in a
    template, never for data.
    """
    terms = _term_index(briefing)
    rendered: dict[str, str | bytes] = {}
    for kind in briefing.kinds if kinds is None else kinds:
        for page, before, after in with_neighbours(tuple(kind.pages(briefing))):
            assert page.path not in rendered, f"two pages have the path {page.path}"
            rendered[page.path] = PageContext(briefing, page, before, after, terms).render()
        rendered.update(kind.files(briefing))
    if kinds is None:
        rendered.update(redirect_pages(briefing))
    return rendered

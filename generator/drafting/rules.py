"""Drafting by rules: puts together what each part finds in an article."""

from __future__ import annotations

from collections.abc import Callable

from ..model import Briefing
from .actor_drafts import draft_actors
from .article import Article
from .date_expressions import find_dates
from .disagreements import find_disagreements
from .draft import Draft, DraftRecord, NewIds
from .event_drafts import draft_events
from .quotation_budget import fit_quotations
from .reading import read_article
from .speakers import STEPS
from .term_drafts import draft_terms
from .uncertainty import draft_uncertainty


def draft_article(article: Article, briefing: Briefing, progress: Callable[[int, int], None] | None = None) -> Draft:
    """Returns the draft of an article; the briefing's records keep their ids.

    `progress` is called with the number of steps that are done, and of all: several for each paragraph.
    """
    ids = NewIds({*briefing.entries, *briefing.reserved_ids, *briefing.former_ids})
    done = 0

    def step() -> None:
        nonlocal done
        done += 1
        if progress:
            progress(done, len(article.prose) * (STEPS + 1))

    reading = read_article(article, step)
    known = (name for entry in briefing.entries.values() for name in entry.record.term_forms)
    dates = find_dates(article, step)
    parts = [
        draft_actors(article, reading, briefing, ids, dates),
        draft_events(article, ids, dates),
        draft_uncertainty(article, ids),
        draft_terms(article, ids, known),
    ]
    quoted = _quoted(briefing, article.source_id)
    found = [record for part in parts for record in part.records]
    left_out = (*reading.left_out, *(one for part in parts for one in part.left_out))
    return Draft(
        fit_quotations([one for one in found if not _is_known(one, quoted)], article, briefing),
        left_out,
        tuple(find_disagreements(article, found, left_out, briefing)),
    )


def _quoted(briefing: Briefing, source_id: str) -> dict[tuple[str, int], list[str]]:
    """Returns a source's quotations in a briefing, by kind and paragraph."""
    found: dict[tuple[str, int], list[str]] = {}
    for entry in briefing.entries.values():
        for one in getattr(entry.record, "evidence", ()):
            if one.source == source_id and one.exact:
                found.setdefault((entry.kind.singular, one.paragraph), []).append(one.exact)
    return found


def _is_known(record: DraftRecord, quoted: dict[tuple[str, int], list[str]]) -> bool:
    """Returns True if a record of the same kind quotes the same words."""
    if record.owner:
        return False
    return any(
        old in new["exact"] or new["exact"] in old
        for new in record.fields["evidence"]
        if "exact" in new
        for old in quoted.get((record.kind, new["paragraph"]), ())
    )

"""Drafts of events, risks, questions and terms: sentences in, records out."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator

import pytest

from generator.drafting import Article, Draft
from generator.drafting.actor_drafts import draft_actors
from generator.drafting.date_expressions import find_dates
from generator.drafting.draft import NewIds
from generator.drafting.event_drafts import draft_events
from generator.drafting.reading import read_article
from generator.drafting.term_drafts import draft_terms
from generator.drafting.uncertainty import draft_uncertainty
from generator.kinds import KINDS
from generator.model import Briefing
from support.project import CASES

SHOWN = ("said_on", "date", "date_words", "date_basis", "status", "likelihood", "likelihood_words", "term", "aliases")


def draft_sayings(article: Article, ids: NewIds) -> Draft:
    """The statements of an article."""
    found = draft_actors(article, read_article(article), Briefing(KINDS, {}), ids, find_dates(article))
    return Draft(tuple(record for record in found.records if record.owner))


RULES: dict[str, Callable[[Article, NewIds], Draft]] = {
    "events": lambda article, ids: draft_events(article, ids, find_dates(article)),
    "sayings": draft_sayings,
    "doubt": draft_uncertainty,
    "terms": draft_terms,
}


def drafted(case: str, rule: Callable[[Article, NewIds], Draft]) -> Iterator[str]:
    """The sentences of a case, each an article of its own, with the records and what is left out."""
    for sentence in (line for line in case.splitlines() if line and not line.startswith("    ")):
        yield sentence
        draft = rule(Article("case", "A case", "2025-09-16", (sentence + "\n",)), NewIds(()))
        for record in draft.records:
            quoted = [one.get("exact", "") for one in record.fields["evidence"]]
            assert all(exact in sentence for exact in quoted)
            shown = [f"{name}={record.fields[name]}" for name in SHOWN if name in record.fields]
            yield "    " + " | ".join([record.kind, record.id, *shown, f"exact={' / '.join(quoted)}"])
        for one in draft.left_out:
            yield f"    left out | {one.what} | {one.why}"


@pytest.mark.parametrize("name", RULES)
def test_the_records_of_each_sentence(name: str) -> None:
    case = CASES / "sentences" / f"{name}.txt"
    found = "\n".join(drafted(case.read_text(encoding="utf-8"), RULES[name])) + "\n"
    if os.environ.get("UPDATE"):
        case.write_text(found, encoding="utf-8")
    assert case.read_text(encoding="utf-8") == found


FRAGMENTS = (
    "the first half of", "the end of", "early", "mid-", "2014 and", "May 3 to", "On Monday he was", "from", "not", "if", "was to", "AB (", "A-",
    "Treaty of", "has already", "in the", "between 1 and", "the night of", "9999", "0", "Friday last week", "ago", "two weeks later,", "31 February",
)  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("fragment", FRAGMENTS)
def test_a_text_that_repeats_its_words_is_read_in_linear_time(fragment: str) -> None:
    begun = time.process_time()
    for issued, times in (("2025-09-16", 300), ("0001-01-01", 10), ("9999-12-31", 10), ("", 10)):
        text = f"{fragment} " * times + "\n"
        for rule in RULES.values():
            rule(Article("case", "A case", issued, (text,)), NewIds(()))
    assert time.process_time() - begun < 2

"""Repeats from the lock what `verify` found when it compared the claims.

A number, date or name that no cited paragraph has is a warning, unless the evidence has a reason in `accepted`. A claim
that changed since it was compared is reported as such; what was found before is no longer shown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import combinations

from ..model import indexes, lockfile
from ..problems import Code, Problem, quote_value
from ..records import fields, traversal
from .load_result import Loaded

Nearest = Mapping[tuple[str, int, int], str]
"""The nearest words of the source, by key, text and first word; `verify` has them."""
_BOUNDS = {"~": "about ", "<": "at most ", ">": "at least "}


def check_claims(loaded: Loaded, nearest: Nearest | None = None) -> Iterator[Problem]:
    """Yields a warning for each unsupported fact, and for each claim that changed.

    Claims with evidence that is not verified are left out, because that is reported.
    """
    lock = loaded.briefing.lock
    if not lock.comparisons:
        return
    for claim in indexes.claims(loaded.briefing):
        keys = {source: claim.key(source) for source in claim.cited if source in lock.compared_texts}
        found = {source: lock.comparisons[key] for source, key in keys.items() if key in lock.comparisons}
        if len(found) < len(keys):
            if not _is_reported(loaded, claim, keys.values()):
                yield _changed(loaded, claim, next(source for source in keys if source not in found))
        elif len(found) == len(claim.cited) > 1 and not _is_reported(loaded, claim, keys.values()):
            yield from _unsupported(loaded, claim, found, nearest or {})
            yield from _disagreeing(loaded, claim, found)
        elif (
            len(found) == len(claim.cited)
            and all(one.unsupported for one in found.values())
            and not _is_reported(loaded, claim, keys.values())
        ):
            yield from _unsupported(loaded, claim, found, nearest or {})


def _is_reported(loaded: Loaded, claim: indexes.Claim, keys: Iterable[str]) -> bool:
    """Returns True if a claim is accepted, or reported for its evidence or the lock."""
    verified = loaded.briefing.lock.verified_keys
    broken = {problem.path for problem in loaded.lock_text.problems}
    return (
        claim.is_accepted
        or any(("comparisons", key) in broken for key in keys)
        or any(indexes.evidence_key(record_id, one) not in verified for record_id, one in claim.citations)
    )


def _changed(loaded: Loaded, claim: indexes.Claim, source: str) -> Problem:
    known = loaded.briefing.lock.compared_texts[source]
    record_id = claim.entry.record.id
    changed = next((one for one in claim.texts if (record_id, one.digest) not in known), claim.texts[0])
    message = f"not compared with {source} since it changed; with the text, run: briefing verify {source} TEXTFILE"
    return loaded.problem(record_id, changed.path, Code.UNCOMPARED, message)


def _unsupported(
    loaded: Loaded, claim: indexes.Claim, found: Mapping[str, lockfile.Comparison], nearest: Nearest
) -> Iterator[Problem]:
    """Yields a warning for each text with facts that no cited paragraph has."""
    by_place = [
        {(one.text, one.first, one.last): one for one in comparison.unsupported} for comparison in found.values()
    ]
    cited = " and ".join(f"{_listed(numbers)} of {source}" for source, numbers in claim.cited.items())
    for number, text in enumerate(claim.texts):
        facts = []
        for place in by_place[0]:
            if place[0] == number and all(place in others for others in by_place):
                hints = (
                    _hint(source, others[place], nearest.get((claim.key(source), *place[:2])))
                    for source, others in zip(found, by_place, strict=True)
                )
                hint = "; ".join(dict.fromkeys(one for one in hints if one))
                facts.append(
                    f"{quote_value(text.text[text.facts[place[1]][0] : text.facts[place[2]][1]])}{f' ({hint})' if hint else ''}"
                )
        if facts:
            reason = ", or give the reason in `accepted`" if claim.evidence else ""
            message = f"{cited}, which this cites, {_lack(claim)} {' and '.join(facts)}; correct it, cite the paragraph that has it{reason}"
            yield loaded.problem(claim.entry.record.id, text.path, Code.UNSUPPORTED, message)


def _disagreeing(loaded: Loaded, claim: indexes.Claim, found: Mapping[str, lockfile.Comparison]) -> Iterator[Problem]:
    """Yields a warning for each thing that sources count or date differently.

    A record that could not be loaded may have their accounts.
    """
    entries = loaded.briefing.entries
    about = [entries.get(target) for _, _, target in traversal.references(claim.entry.record)]
    if claim.is_disputed or any(entry is None or getattr(entry.record, "disputed", None) for entry in about):
        return
    known = indexes.sources(loaded.briefing)
    found = {source: one for source, one in found.items() if not known.retracted(source)}
    figures: dict[str, dict[str, str]] = {}
    for source, comparison in found.items():
        for count in comparison.counts:
            figures.setdefault(count.thing, {})[source] = count.figure
    words = {lockfile.digest(thing)[:8]: (text, word) for text in claim.wordings for thing, word in text.words.items()}
    for thing, by_source in figures.items():
        text, word = words.get(thing, (claim.texts[0], ""))
        if _differ(by_source.values(), fields.may_be_equal):
            yield _disagreement(
                loaded, claim, text.path, f"about {quote_value(word) if word else 'the amount'}", by_source
            )
    by_date = {source: comparison.date for source, comparison in found.items() if comparison.date}
    if _differ(by_date.values(), fields.may_be_same_date):
        path = ("date",) if hasattr(claim.entry.record, "date") and not claim.path else claim.texts[0].path
        yield _disagreement(
            loaded,
            claim,
            path,
            "about the date",
            {source: fields.plain_words(date) for source, date in by_date.items()},
        )


def _differ(values: Iterable[str], may_agree: Callable[[str, str], bool]) -> bool:
    return any(not may_agree(one, other) for one, other in combinations(values, 2))


def _disagreement(
    loaded: Loaded, claim: indexes.Claim, path: fields.Path, what: str, by_source: Mapping[str, str]
) -> Problem:
    values = ", ".join(
        f"{source} has {_BOUNDS.get(value[0], '')}{value.lstrip('~<>')}" for source, value in by_source.items()
    )
    message = (
        f"sources may disagree {what}: {values}; record their accounts in `disputed` of the event, actor, relation, risk "
        "or takeaway, or give the reason in `accepted`"
    )
    return loaded.problem(claim.entry.record.id, path, Code.DISAGREEMENT, message)


def _hint(source: str, fact: lockfile.UnsupportedFact, words: str | None) -> str:
    if words or fact.nearest:
        return f"nearest: {quote_value(words) if words else fact.nearest}"
    return f"it is in paragraph {fact.paragraph} of {source}" if fact.paragraph else ""


def _listed(numbers: tuple[int, ...]) -> str:
    return f"paragraph{'s' * (len(numbers) > 1)} {', '.join(map(str, numbers))}"


def _lack(claim: indexes.Claim) -> str:
    return "lacks" if sum(map(len, claim.cited.values())) == 1 else "lack"

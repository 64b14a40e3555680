"""Scores drafts by rules against the annotations of the invented articles in tests/examples/articles."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, reduce
from typing import Any

import yaml

from generator.drafting import OPEN, Article, Draft, DraftRecord, draft_article
from generator.drafting.date_expressions import find_dates
from generator.evidence.quote_finder import find_occurrences
from generator.kinds import KINDS
from generator.loading import load
from generator.storage import read_seeds
from generator.text.quote_normalization import normalize
from support.project import EXAMPLES, ROOT

ARTICLES = sorted(folder.name for folder in (EXAMPLES / "articles").iterdir() if folder.is_dir())
MEASURES = ("quotations", "actors", "experts", "dates", "risks and questions")


@dataclass(frozen=True)
class Ratio:
    """A count and its total."""

    hits: int
    all: int

    def __add__(self, other: Ratio) -> Ratio:
        return Ratio(self.hits + other.hits, self.all + other.all)

    def __str__(self) -> str:
        return f"{self.value:.2f} ({self.hits}/{self.all})"

    @property
    def value(self) -> float:
        return self.hits / self.all if self.all else 1.0


@dataclass(frozen=True)
class Score:
    """Recall and precision of each measure, what was missed and what was wrong, and evidence that is not in the text."""

    recall: dict[str, Ratio]
    precision: dict[str, Ratio]
    missed: tuple[str, ...]
    wrong: tuple[str, ...]
    not_found: int

    def __add__(self, other: Score) -> Score:
        return Score(
            {name: self.recall[name] + other.recall[name] for name in MEASURES},
            {name: self.precision[name] + other.precision[name] for name in MEASURES},
            self.missed + other.missed,
            self.wrong + other.wrong,
            self.not_found + other.not_found,
        )


@cache
def article(name: str) -> Article:
    """One of the invented articles."""
    folder = EXAMPLES / "articles" / name
    head = yaml.load((folder / "header.yml").read_text(encoding="utf-8"), yaml.CSafeLoader)
    text = (folder / "article.txt").read_text(encoding="utf-8").strip("\n")
    authors = tuple(re.split(r", | and ", head["byline"]))
    return Article("article", head["title"], head["published"], tuple(text.split("\n\n")), authors, head["outlet"])


@cache
def facts(name: str) -> dict[str, Any]:
    """The annotations of an article."""
    return yaml.load((EXAMPLES / "articles" / name / "facts.yml").read_text(encoding="utf-8"), yaml.CSafeLoader)


@cache
def draft(name: str) -> Draft:
    """The draft of an article for an empty briefing."""
    return draft_article(article(name), load({}, KINDS).briefing)


@cache
def score(name: str) -> Score:
    """The score of one article."""
    known, found = facts(name), draft(name)
    parts = {
        "quotations": _quotations(known, found),
        "actors": _actors(known["actors"], [one for one in found.records if one.kind in ("actor", "expert")]),
        "experts": _experts(known, found),
        "dates": _dates(known, found),
        "risks and questions": _cues(known, found, article(name)),
    }
    paragraphs = article(name).paragraphs
    evidence = [one for record in found.records for one in record.fields.get("evidence", ()) if "exact" in one]
    return Score(
        {measure: Ratio(len(hits), len(hits) + len(missed)) for measure, (hits, missed, _, _) in parts.items()},
        {measure: Ratio(len(right), len(right) + len(wrong)) for measure, (_, _, right, wrong) in parts.items()},
        tuple(f"{name} {measure}: {one}" for measure, (_, missed, _, _) in parts.items() for one in missed),
        tuple(f"{name} {measure}: {one}" for measure, (_, _, _, wrong) in parts.items() for one in wrong),
        sum(
            not find_occurrences(normalize(paragraphs[one["paragraph"] - 1]), normalize(one["exact"]))
            for one in evidence
        ),
    )


def total() -> Score:
    """The score of all articles together."""
    return reduce(Score.__add__, map(score, ARTICLES))


Matches = tuple[list[str], list[str], list[str], list[str]]
"""Annotated and found, annotated and missed; drafted and right, drafted and wrong."""


def _matches(
    annotated: Iterable[tuple[str, Any]], drafted: Iterable[tuple[str, Any]], same: Any, optional: Any = None
) -> Matches:
    """Compares both sides; a draft counts for one annotation only."""
    annotated, drafted = list(annotated), list(drafted)
    free = [one for _, one in drafted]
    hits = []
    for words, known in annotated:
        hit = next((one for one in free if same(known, one)), None)
        free = [one for one in free if one is not hit]
        hits.append((hit is not None, words, known))
    counted = [(hit, words) for hit, words, known in hits if hit or not (optional and optional(known))]
    right = [(any(same(known, one) for _, known in annotated), words) for words, one in drafted]
    return (
        [words for hit, words in counted if hit],
        [words for hit, words in counted if not hit],
        [words for hit, words in right if hit],
        [words for hit, words in right if not hit],
    )


def _plain(words: str) -> str:
    return re.sub(r"^(?:the|an?) ", "", " ".join(re.sub(r"[\"'.,;:]", "", normalize(words)).casefold().split()))


def _names(record: DraftRecord | dict[str, Any]) -> set[str]:
    fields = record if isinstance(record, dict) else record.fields
    return {_plain(one) for one in (fields["name"], *fields.get("aliases", ()))}


def _quotations(known: dict[str, Any], found: Draft) -> Matches:
    owners = {one.id: one for one in found.records if one.kind in ("actor", "expert")}
    actors = {actor["name"]: _names(actor) for actor in known["actors"]}

    def same(one: dict[str, Any], record: DraftRecord) -> bool:
        stretches = [_plain(words) for words in (one["exact"], *one.get("more", ()))]
        quoted = [_plain(evidence["exact"]) for evidence in record.fields["evidence"] if "exact" in evidence]
        return (
            one["paragraph"] in record.paragraphs
            and any(a.startswith(b) or b.startswith(a) for a in stretches for b in quoted)
            and bool(actors.get(one["speaker"], {_plain(one["speaker"])}) & _names(owners[record.owner]))
        )

    annotated = [
        (f"p{one['paragraph']} {one['exact']}", one) for one in known["statements"] if one["voice"] == "direct"
    ]
    drafted = [
        (f"p{one.paragraphs[0]} {one.owner}: {one.fields.get('quote', '')}", one)
        for one in found.records
        if one.kind == "statement" and one.fields["voice"] == "direct"
    ]
    return _matches(annotated, drafted, same)


def _actors(known: list[dict[str, Any]], records: list[DraftRecord]) -> Matches:
    def same(actor: dict[str, Any], record: DraftRecord) -> bool:
        return bool(_names(actor) & _names(record))

    return _matches([(one["name"], one) for one in known], [(one.fields["name"], one) for one in records], same)


def _experts(known: dict[str, Any], found: Draft) -> Matches:
    def same(expert: dict[str, Any], record: DraftRecord) -> bool:
        return _plain(expert["name"]) in _names(record)

    records = [(one.fields["name"], one) for one in found.records if one.kind == "expert"]
    annotated = [(one["name"], one) for one in known["experts"]]
    return _matches(annotated, records, same, lambda one: one.get("borderline"))


def _dates(known: dict[str, Any], found: Draft) -> Matches:
    def same(event: dict[str, Any], record: DraftRecord) -> bool:
        words = record.fields["date_words"]
        return (
            event["paragraph"] in record.paragraphs
            and (event["words"] in words or words in event["words"])
            and record.fields["date"] in (event["edtf"], *event.get("accept", ()))
        )

    annotated = [(f"p{one['paragraph']} {one['words']} {one['edtf']}", one) for one in known["events"]]
    drafted = [
        (f"p{one.paragraphs[0]} {one.fields['date_words']} {one.fields['date']}", one)
        for one in found.records
        if one.kind == "event"
    ]
    return _matches(annotated, drafted, same)


def _cues(known: dict[str, Any], found: Draft, text: Article) -> Matches:
    """A cue is found if the evidence of a draft of the same kind overlaps with it."""

    def same(item: tuple[str, dict[str, Any]], record: DraftRecord) -> bool:
        kind, one = item
        exact = next((evidence["exact"] for evidence in record.fields["evidence"] if "exact" in evidence), "")
        paragraph = normalize(text.paragraphs[one["paragraph"] - 1])
        at, cue = paragraph.find(normalize(exact)), paragraph.find(normalize(one["cue"]))
        overlap = exact and at < cue + len(one["cue"]) and cue < at + len(exact)
        return record.kind == kind and one["paragraph"] in record.paragraphs and bool(overlap)

    items = [(kind, one) for kind in ("risk", "question") for one in known[f"{kind}s"]]
    annotated = [(f"p{one['paragraph']} {kind}: {one['cue']}", (kind, one)) for kind, one in items]
    drafted = [(one.id, one) for one in found.records if one.kind in ("risk", "question")]
    return _matches(annotated, drafted, same)


def table() -> Iterator[str]:
    """The scores as a table in Markdown: a row for each article, and one for all."""
    yield "| Article | Measure | Recall | Precision |"
    yield "| --- | --- | --- | --- |"
    for name in ARTICLES:
        yield from _rows(f"{name}: {facts(name)['meta']['kind']}", score(name))
    yield from _rows("all", total())
    yield ""
    yield f"Evidence that is not in its paragraph: {total().not_found}."


def _rows(name: str, one: Score) -> Iterator[str]:
    for number, measure in enumerate(MEASURES):
        yield f"| {'' if number else name} | {measure} | {one.recall[measure]} | {one.precision[measure]} |"


def details() -> Iterator[str]:
    """The missed and the wrong drafts, in lines."""
    for name in ARTICLES:
        yield from (f"missed: {one}" for one in score(name).missed)
        yield from (f"wrong:  {one}" for one in score(name).wrong)


def first_article() -> Iterator[str]:
    """The score of what the records of the first briefing allow: the dates of its events, from their words alone."""
    briefing = load(read_seeds(ROOT), KINDS).briefing
    sources = {one.id: one for one in (entry.record for entry in briefing.entries.values()) if hasattr(one, "issued")}
    events = [entry.record for entry in briefing.entries.values() if entry.kind.singular == "event"]
    dated = [one for one in events if one.date_words]
    same, other, none = [], [], []
    for one in dated:
        issued = sources[one.evidence[0].source].issued
        verb = "will take place" if one.status == "expected" else "took place"
        found = find_dates(Article("article", "", issued, (f"It {verb} {one.date_words}.",)))
        values = {expression.date for expression in found if expression.date}
        line = f"{one.date_words} (`{one.date}`)"
        (same if str(one.date) in values else other if values else none).append(line)
    yield "| The rules give, from the words alone | Dates |"
    yield "| --- | --- |"
    yield f"| the record's date | {len(same)}: {'; '.join(same)} |"
    yield f"| another date, because the record takes more from the article | {len(other)}: {'; '.join(other)} |"
    yield f"| none | {len(none)}: {'; '.join(none)} |"


_READ = frozenset("id draft type title container_title issued authors url language number".split())
"""The fields of a source's record that `briefing new sources --text` fills."""


def typed_lines() -> Iterator[str]:
    """The lines of the first briefing, and those of fields that drafts leave to a person."""
    drafted: dict[str, set[str]] = {"source": set(_READ)}
    for name in ARTICLES:
        for record in draft(name).records:
            filled = {key for key, value in record.fields.items() if not str(value).startswith(OPEN)}
            drafted.setdefault(record.kind, set()).update(filled, ("id", "draft"))
    short, long, own = Counter[str](), Counter[str](), Counter[str]()
    for path, raw in read_seeds(ROOT).items():
        kind = next((one for one in KINDS if path.startswith((f"seeds/{one.name}.", f"seeds/{one.name}/"))), None)
        if kind is None or not path.endswith(".yml") or not isinstance(raw, bytes):
            continue
        text = raw.decode()
        evidence = re.findall(r"^ *- (?:[\w-]+#)?p\d+(:?)", text, re.MULTILINE)
        lines = text.count("\n")
        short[kind.name] += lines
        long[kind.name] += lines + sum(2 if colon else 1 for colon in evidence)
        own[kind.name] += lines - _drafted_lines(text, drafted, kind.singular)
    yield "| Records | Before: long evidence | Now: short evidence | Of these a person's own, after `draft` |"
    yield "| --- | ---: | ---: | ---: |"
    for name in short:
        yield f"| {name} | {long[name]:,} | {short[name]:,} | {own[name]:,} |"
    yield f"| all | {long.total():,} | {short.total():,} | {own.total():,} |"


def _drafted_lines(text: str, drafted: dict[str, set[str]], kind: str) -> int:
    """The lines of fields that the rules fill for records of a kind."""
    lines = text.split("\n")

    def count(node: yaml.Node, kind: str, end: int) -> int:
        if isinstance(node, yaml.SequenceNode):
            starts = [*(one.start_mark.line for one in node.value), end]
            return sum(count(one, kind, after) for one, after in zip(node.value, starts[1:], strict=True))
        if not isinstance(node, yaml.MappingNode):
            return 0
        starts = [*(key.start_mark.line for key, _ in node.value), end]
        found = 0
        for (key, value), first, after in zip(node.value, starts, starts[1:], strict=False):
            inside = {"statements": "statement", "paragraphs": "source"}.get(key.value)
            if inside and isinstance(value, yaml.SequenceNode) and isinstance(value.value[0], yaml.MappingNode):
                found += 1 + count(value, inside, after)
            elif key.value in drafted.get(kind, ()):
                found += sum(bool(line.strip()) for line in lines[first:after])
        return found

    return count(yaml.compose(text, yaml.CSafeLoader), kind, len(lines))

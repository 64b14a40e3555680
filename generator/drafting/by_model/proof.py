"""Drafts the items of a language model's answer that the article supports."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from pydantic import BaseModel

from ...evidence import Fingerprint, find_occurrences
from ...loading import yaml_reader
from ...model import Briefing
from ...problems import quote_value
from ...text import quote_normalization
from ..article import Article
from ..disagreements import find_disagreements
from ..draft import OPEN, Draft, DraftRecord, LeftOut, NewIds, plain_name, quotation_evidence
from ..quotation_budget import fit_quotations
from . import answer
from .answer import AnswerError

_OWN = (
    "summary",
    "text",
    "title",
    "description",
    "risk_source",
    "event",
    "consequence",
    "question",
    "why_it_matters",
    "definition",
)
"""The fields in words of the model's own."""
_OPEN_WORDS = {
    "actor": ("summary",),
    "expert": ("summary",),
    "statement": ("text",),
    "event": ("summary",),
    "risk": ("description", "risk_source", "event", "consequence"),
    "question": ("why_it_matters",),
    "term": ("definition",),
}
"""The fields of a record in the model's own words that may be open."""
_MARKUP = re.compile(r"<[A-Za-z/!?]|!?\[[^\]]*\]\(")
_MARKS = '"\u201c\u201d\u201e\u00ab\u00bb\u300c\u300d\u300e\u300f'
_SHORTEST, _LONGEST = 3, 12


class _UnprovedError(Exception):
    """An item of the answer is not supported by the text; the message is the reason."""


def prove_answer(text: str, article: Article, briefing: Briefing) -> tuple[Draft, int]:
    """Returns the draft of what the article supports, and the number of all items.

    Raises AnswerError if the answer can't be read, or is about another source.
    """
    data = answer.find_object(text)
    source = data.get("source", article.source_id)
    if source != article.source_id:
        raise AnswerError(f"it is about the source {quote_value(source)}, not {article.source_id}")
    prover = _Prover(article, briefing)
    items = list(answer.read_items(data))
    kinds = list(answer.ITEMS)
    for kind, number, item, raw in sorted(
        items, key=lambda one: (kinds.index(one[0]) if one[1] else -1, bool(getattr(one[2], "affiliation", "")))
    ):
        prover.take(f"{kind} {number}" if number else quote_value(kind), kind, item, raw)
    records = fit_quotations(prover.records, article, briefing)
    disagreements = tuple(find_disagreements(article, records, (), briefing))
    return Draft(records, tuple(prover.left_out), disagreements), len(items)


def open_words(record: DraftRecord) -> DraftRecord | None:
    """Returns a record with its own words open, or None if they are open already."""
    values = dict(record.fields)
    values |= {name: OPEN for name in _OPEN_WORDS[record.kind] if name in values}
    return None if values == record.fields else replace(record, fields=values)


@dataclass
class _Prover:
    """Proves one item after the other. `owners` has the id of each actor by its name."""

    article: Article
    briefing: Briefing
    records: list[DraftRecord] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.ids = NewIds({*self.briefing.entries, *self.briefing.reserved_ids, *self.briefing.former_ids})
        self.paragraphs = tuple(map(quote_normalization.normalize, self.article.paragraphs))
        self.joined = " ".join(self.paragraphs)
        self.words = {word.casefold() for word in re.findall(r"\w+", self.joined)}
        head = self.briefing.head
        self.fingerprint = Fingerprint(self.paragraphs, head.quotation_words_max if head else _LONGEST)
        self.owners = dict(_known_names(self.briefing))
        self.existing = set(_existing(self.briefing))
        self.seen: set[str] = set()

    def take(self, what: str, kind: str, item: answer.Item | str, raw: Any) -> None:
        """Adds the record of an item, or the reason why there is none."""
        shown = f"{what} {_label(raw)}".rstrip()
        paragraph = raw.get("paragraph") if isinstance(raw, dict) else 0
        place = paragraph if type(paragraph) is int and 1 <= paragraph <= len(self.paragraphs) else 0
        try:
            if isinstance(item, str):
                raise _UnprovedError(item)
            item = _without_marks(item)
            self._check(item)
            record = getattr(self, f"_{kind}")(item)
            if record and self._exists(record):
                record = None
        except _UnprovedError as error:
            self.left_out.append(LeftOut(shown, str(error), place))
            return
        self.records += [record] if record else []

    def _exists(self, record: DraftRecord) -> bool:
        """Returns True if the briefing has the record, by its heading or quotation."""
        values = record.fields
        heading = values.get("title") or values.get("question") or values.get("term")
        quoted = next((one["exact"] for one in values["evidence"] if record.owner and "exact" in one), "")
        return (record.kind, plain_name(heading or quoted)) in self.existing

    def _check(self, item: answer.Item) -> None:
        """Raises _UnprovedError for the first thing that the text does not support."""
        if item.paragraph > len(self.paragraphs):
            raise _UnprovedError(f"the text has {len(self.paragraphs)} paragraphs, not {item.paragraph}")
        key = item.model_dump_json() if _is_clean(item) else ""
        if not key:
            raise _UnprovedError("it holds characters that are not allowed, such as control characters")
        if key in self.seen:
            raise _UnprovedError("it is the same as one before")
        self.seen.add(key)
        for name in ("exact", "date_words"):
            words = getattr(item, name, None)
            if words is not None:
                self._find_words(name, words, item.paragraph)
        for name in _OWN:
            own = getattr(item, name, None)
            if isinstance(own, str):
                self._check_own(name, own)

    def _find_words(self, name: str, words: str, paragraph: int) -> None:
        exact = quote_normalization.normalize(words)
        if name == "exact":
            length = quote_normalization.measure(exact)
            if not 5 * _SHORTEST <= length.weight <= 5 * _LONGEST:
                raise _UnprovedError(f"the quotation has {length}; {_SHORTEST} to {_LONGEST} words are allowed")
        places = find_occurrences(self.paragraphs[paragraph - 1], exact)
        if len(places) > 1 and name == "exact":
            raise _UnprovedError(
                f"{quote_value(words)} is in paragraph {paragraph} {len(places)} times; it needs more words"
            )
        if places:
            return
        others = enumerate(self.paragraphs, 1) if exact in self.joined else ()
        other = next((number for number, one in others if find_occurrences(one, exact)), 0)
        where = f"; it is in paragraph {other}" if other else ""
        raise _UnprovedError(f"{quote_value(words)} is not in paragraph {paragraph}{where}")

    def _check_own(self, name: str, own: str) -> None:
        if _MARKUP.search(own):
            raise _UnprovedError(f"{name} holds markup")
        reuse = next(iter(self.fingerprint.find_reuse(own)), None)
        if reuse:
            raise _UnprovedError(f"{name} repeats {reuse.length} of the text in a row; it must be in other words")

    def _require_name(self, name: str, what: str = "name") -> str:
        """Returns a name if the text has it."""
        if not find_occurrences(self.joined, quote_normalization.normalize(name)):
            raise _UnprovedError(f"the {what} {quote_value(name)} is not in the text")
        return name

    def _require_words(self, text: str | None, what: str) -> str:
        """Returns a text if each of its words is in the article, in any order."""
        unknown = [word for word in re.findall(r"\w+", text or "") if word.casefold() not in self.words]
        if unknown:
            raise _UnprovedError(f"the word {quote_value(unknown[0])} of the {what} is not in the text")
        return text or ""

    def _owner(self, name: str) -> str:
        owner = self.owners.get(plain_name(name))
        if not owner:
            raise _UnprovedError(f"{quote_value(name)} is not one of the actors that are kept")
        return owner

    def _evidence(self, item: answer.Item) -> list[dict[str, Any]]:
        return [quotation_evidence(self.article.source_id, item.paragraph, getattr(item, "exact", ""))]

    def _actor(self, item: answer.Actor) -> DraftRecord | None:
        self._require_name(item.name)
        aliases = [self._require_name(alias, "alias") for alias in dict.fromkeys(item.aliases) if alias != item.name]
        common = next((one for one in aliases if item.named and one.islower() and not item.name.islower()), "")
        if common:
            raise _UnprovedError(f"the alias {quote_value(common)} is a word and no name")
        role = self._require_words(item.role, "role")
        if plain_name(item.name) in self.owners:
            return None
        affiliation = self.owners.get(plain_name(item.affiliation or ""), "")
        record_id = self.ids.new(item.name)
        for name in (item.name, *aliases):
            self.owners.setdefault(plain_name(name), record_id)
        values: dict[str, Any] = {} if item.is_expert else {"kind": item.kind}
        values["name"] = item.name
        if not item.named and not item.is_expert:
            values["named"] = False
        values |= _filled(aliases=aliases, role=role or (OPEN if item.is_expert else ""), affiliation=affiliation)
        values["summary"] = item.summary or OPEN
        values["evidence"] = self._evidence(item)
        return DraftRecord("expert" if item.is_expert else "actor", record_id, values, (item.paragraph,))

    def _statement(self, item: answer.Statement) -> DraftRecord:
        owner = self._owner(item.speaker)
        values: dict[str, Any] = {"text": item.text or OPEN}
        if item.voice == "direct":
            self._require_marks(item)
            values["quote"] = item.exact
        values |= {"voice": item.voice, "type": item.type}
        values |= _filled(venue=self._require_words(item.venue, "venue"))
        values["evidence"] = self._evidence(item)
        record_id = self.ids.new(item.speaker.split()[-1], *item.exact.split()[:4])
        return DraftRecord("statement", record_id, values, (item.paragraph,), owner)

    def _require_marks(self, item: answer.Statement) -> None:
        """Raises _UnprovedError if direct speech is not in quotation marks."""
        paragraph, exact = self.paragraphs[item.paragraph - 1], quote_normalization.normalize(item.exact)
        (at,) = find_occurrences(paragraph, exact)
        is_quoted = (
            paragraph.count('"', 0, at) % 2 if '"' in paragraph else re.search(r"['\u300c\u300e]", paragraph[:at])
        )
        if not is_quoted:
            raise _UnprovedError(f"{quote_value(item.exact)} is not in quotation marks, so the voice is not direct")

    def _event(self, item: answer.Event) -> DraftRecord:
        values: dict[str, Any] = {
            "title": item.title,
            "date": item.date,
            "date_words": item.date_words,
            "date_basis": item.date_basis,
            "status": item.status,
        }
        values |= _filled(place=self._require_words(item.place, "place"))
        values["summary"] = item.summary or OPEN
        actors = [{"actor": self._owner(name)} for name in dict.fromkeys(item.actors)]
        values |= _filled(actors=actors)
        values["evidence"] = self._evidence(item)
        return DraftRecord("event", self.ids.new(item.title), values, (item.paragraph,))

    def _risk(self, item: answer.Risk) -> DraftRecord:
        names = ("description", "risk_source", "event", "consequence")
        values: dict[str, Any] = {"title": item.title, **{name: getattr(item, name) or OPEN for name in names}}
        values |= {"likelihood": "not-stated", "impact": "not-stated", "assessed_by": "source", "basis": OPEN}
        values["evidence"] = self._evidence(item)
        return DraftRecord("risk", self.ids.new(item.title), values, (item.paragraph,))

    def _question(self, item: answer.Question) -> DraftRecord:
        if not item.question.endswith(("?", "\uff1f", "\u061f")):
            raise _UnprovedError("the question does not end in a question mark")
        values = {"question": item.question, **_filled(why_it_matters=item.why_it_matters)}
        values["evidence"] = self._evidence(item)
        return DraftRecord("question", self.ids.new(item.question), values, (item.paragraph,))

    def _term(self, item: answer.Term) -> DraftRecord:
        self._require_name(item.term, "term")
        aliases = [self._require_name(alias, "alias") for alias in dict.fromkeys(item.aliases) if alias != item.term]
        values: dict[str, Any] = {"term": item.term, "definition": item.definition or OPEN, **_filled(aliases=aliases)}
        values["evidence"] = self._evidence(item)
        return DraftRecord("term", self.ids.new(item.term), values, (item.paragraph,))


def _known_names(briefing: Briefing) -> Iterator[tuple[str, str]]:
    """Yields the plain names of the actors and experts of a briefing, with their ids."""
    for entry in briefing.entries.values():
        if entry.kind.singular in ("actor", "expert"):
            for name in (entry.record.heading, *entry.record.other_names):
                yield plain_name(name), entry.record.id


def _existing(briefing: Briefing) -> Iterator[tuple[str, str]]:
    """Yields the kind of each record with its plain heading, and with its quotations."""
    for entry in briefing.entries.values():
        yield entry.kind.singular, plain_name(entry.record.heading)
        for one in getattr(entry.record, "evidence", ()):
            if one.exact:
                yield entry.kind.singular, plain_name(one.exact)


def _filled(**values: Any) -> Mapping[str, Any]:
    return {key: value for key, value in values.items() if value}


def _label(raw: Any) -> str:
    """Returns the words by which a person knows an item of the answer."""
    names = ("name", "title", "question", "term", "exact")
    found = next((raw[name] for name in names if isinstance(raw, dict) and isinstance(raw.get(name), str)), "")
    return quote_value(found) if found else ""


def _without_marks(item: answer.Item) -> answer.Item:
    """Returns an item whose quotation has no quotation marks at its ends."""
    exact = getattr(item, "exact", "")
    bare = exact.strip(_MARKS).strip()
    return item.model_copy(update={"exact": bare}) if bare != exact else item


def _is_clean(item: BaseModel) -> bool:
    """Returns True if all texts can be written as they are."""
    return all(yaml_reader.remove_forbidden(text) == text and _is_unicode(text) for text in _texts(item.model_dump()))


def _is_unicode(text: str) -> bool:
    return not re.search("[\ud800-\udfff]", text)


def _texts(value: Any) -> Iterable[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list | tuple):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _texts(one)

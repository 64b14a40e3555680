"""The claims of a briefing: our own texts with the paragraphs that they cite.

A claim is a record or a part of one that has evidence. Its texts are those in our own words that have a number, a date
or a name: all of its texts and
rationales, those of parts without a field for evidence of their own, and the dates that the source states. The paragraphs are those of its
evidence, of the evidence of all that it contains, and of the nested records that it refers to: what somebody said. The
gist of a paragraph is a claim, too, which cites that paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from json import dumps
from typing import Any

from ...records import Record, field_roles, fields, traversal
from ...text import quote_normalization, sentences
from ..briefing import Briefing
from ..entry import Entry
from ..lockfile import digest
from .evidence_index import SOURCE_KINDS
from .memoization import memoize

Role = field_roles.Role
_WORD = re.compile(r"\d[\w.,:]*\w|\d|[^\W\d_](?:[\w'-]*\w)?")
_NUMBER_WORD = re.compile(
    "two|second|tens|dozens|scores|hundreds|(?:thousand|million|billion)s|three|four|five|six|seven|eight|nine|ten|eleven|twelve|[a-z]{2,5}teen(?:th)?|(?:twen|thir|for|fif|six|seven|eigh|nine)t(?:y|ies|ieth)|hundred|"
    "(?:thous|mill|bill|trill)(?:and|ion)|dozen|half|third|(?:four|fif|six|seven|eigh|nin|ten|eleven|twelf)ths?|thirds|quarters?|"
    "tw(?:ice|ofold)|(?:three|four)fold|(?:doubl|tripl|quadrupl|halv).*|"
    "no|none|nobody|zero|without|died|dead|deaths?|kill(?:ed|ing)|perished|fatalit(?:y|ies)|hurt|injur(?:ed|ing|y|ies)|wound(?:ed|ing)|casualt(?:y|ies)"
)
_FUNCTION_WORDS = frozenset(
    "A An The It Its This That These Those They Their There He She His Her We Our I If In On At For By To Of From With As And But Or No Not "
    "Who What When Where Whether How Why One Some Many All Each Nobody Somebody After Before Because So Is Are Was Were".split()
)


@cache
def _may_be_fact(word: str) -> bool:
    if not word[0].isalpha() or (word[0].isupper() and word not in _FUNCTION_WORDS):
        return True
    return any(_NUMBER_WORD.fullmatch(part) for part in word.casefold().split("-"))


@dataclass(frozen=True)
class ClaimText:
    """A text or stated date of a claim in its normal form, at `path` in the record."""

    path: fields.Path
    text: str
    is_date: bool = False

    @cached_property
    def facts(self) -> tuple[tuple[int, int], ...]:
        """The start and end of each word that may be a number, a date or a part of a name."""
        if self.is_date:
            return ((0, len(self.text)),)
        return tuple(match.span() for match in _WORD.finditer(self.text) if _may_be_fact(match.group()))

    @cached_property
    def words(self) -> Mapping[str, str]:
        """The words of the text by their singular."""
        return {sentences.singular(match.group()): match.group() for match in _WORD.finditer(self.text)}

    @cached_property
    def digest(self) -> str:
        """A short digest of those words, the same if only other words change."""
        return digest(" ".join(self.text[start:end] for start, end in self.facts))[:8]


@dataclass(frozen=True)
class Claim:
    """Our own texts in a record or a part of it, with what they cite.

    `evidence` is that of the part itself, `citations` all that counts, with the ids of its records; `cited` are the numbers
    of the paragraphs by source. `wordings` are all its texts, also those without a fact.
    """

    entry: Entry
    path: fields.Path
    texts: tuple[ClaimText, ...]
    evidence: tuple[fields.Evidence, ...]
    citations: tuple[tuple[str, fields.Evidence], ...]
    cited: Mapping[str, tuple[int, ...]]
    wordings: tuple[ClaimText, ...] = ()
    is_disputed: bool = False

    @property
    def is_accepted(self) -> bool:
        """True if a piece of its evidence has a reason why the texts may differ."""
        return any(one.accepted for one in self.evidence)

    def key(self, source: str, former_record: str | None = None, former_source: str | None = None) -> str:
        """Returns the key of its comparison with a source: a digest of all compared.

        The former ids give the key that it had before the record or the source was renamed.
        """
        texts = [one.digest for one in self.texts]
        ids = (former_record or self.entry.record.id, former_source or source)
        return digest(dumps(["claim", *ids, self.cited[source], *texts]))[:32]


@memoize
def claims(briefing: Briefing) -> tuple[Claim, ...]:
    """Returns all claims, in the order of the kinds."""
    return tuple(claim for entry in briefing.entries.values() for claim in _of_record(briefing, entry))


def _of_record(briefing: Briefing, entry: Entry) -> Iterator[Claim]:
    record = entry.record
    for path, part in traversal.walk_parts(record, into_records=False):
        evidence: tuple[fields.Evidence, ...] = getattr(part, "evidence", ())
        citations = tuple(cited_with_parts(briefing, record, part)) if evidence else ()
        cited: dict[str, set[int]] = {}
        for _, one in citations:
            cited.setdefault(one.source, set()).add(one.paragraph)
        if SOURCE_KINDS.allows(entry.kind.name) and isinstance(getattr(part, "number", None), int):
            cited = {record.id: {part.number}}  # type: ignore[attr-defined]
        names = {*record.other_names} if part is record else ()
        wordings = tuple(_texts(part, path)) if cited else ()
        texts = tuple(one for one in wordings if one.facts and one.text not in names)
        if texts:
            numbers = {source: tuple(sorted(cited[source])) for source in cited}
            is_disputed = "disputed" in path or bool(getattr(part, "disputed", None))
            yield Claim(entry, path, texts, evidence, citations, numbers, wordings, is_disputed)


def cited_with_parts(briefing: Briefing, record: Record, part: fields.Data) -> Iterator[tuple[str, fields.Evidence]]:
    """Yields all evidence in a part, and that of the nested records that it refers to.

    Each piece is after the id of its record.
    """
    ids: dict[fields.Path, str] = {}
    for path, one in traversal.walk_parts(part):
        if isinstance(one, fields.Evidence):
            yield ids.get(path[:2], record.id), one
        elif path and isinstance(one, Record):
            ids[path] = one.id
    for name in _reference_names(type(part)):
        value = getattr(part, name)
        for target in value if isinstance(value, tuple) else (value,):
            entry = briefing.entries.get(target) if target else None
            if entry and entry.record is not entry.owner:
                yield from ((target, found) for _, found in traversal.walk_evidence(entry.record))


@cache
def _reference_names(cls: type[fields.Data]) -> tuple[str, ...]:
    """Returns the fields that refer to records of certain kinds."""
    found = ((name, fields.find_reference(info)) for name, info in cls.model_fields.items())
    return tuple(name for name, to in found if to and to.kinds != ("*",))


@cache
def _text_fields(cls: type[fields.Data]) -> tuple[field_roles.FieldRole, ...]:
    """Returns the fields with texts and dates, and with parts without evidence."""
    return tuple(
        field
        for field in field_roles.roles(cls)
        if field.role in (Role.TEXT, Role.BASIS, Role.DATE)
        or (field.role is Role.PART and "evidence" not in field.item_type.model_fields)
    )


def _texts(part: fields.Data, path: fields.Path) -> Iterator[ClaimText]:
    for field in _text_fields(type(part)):
        value = getattr(part, field.name)
        if not value or (field.role is Role.DATE and not _is_stated(part, field)):
            continue
        for here, one in _values(field, value, path):
            if field.role is Role.PART:
                yield from _texts(one, here)
            elif not fields.is_open(one):
                yield ClaimText(here, quote_normalization.normalize(one), field.role is Role.DATE)


def _values(field: field_roles.FieldRole, value: Any, path: fields.Path) -> Iterator[tuple[fields.Path, Any]]:
    if field.is_list:
        yield from (((*path, field.key, number), one) for number, one in enumerate(value))
    else:
        yield (*path, field.key), value


def _is_stated(part: fields.Data, date: field_roles.FieldRole) -> bool:
    """Returns True if a date is in the source, by the field with its basis."""
    return getattr(part, f"{date.key}_basis", None) == "stated"

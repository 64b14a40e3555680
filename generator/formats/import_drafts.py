"""What was found in a file of another tool, as drafts of records beside those that are there: ids, references, texts."""

from __future__ import annotations

import json
import re
from collections import Counter, deque
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from ..authoring import format_yaml
from ..loading import Loaded
from ..model import Kind, Layout
from ..problems import Code, Problem, quote_value
from ..records import dates, field_roles, fields
from ..text import sentences, transliteration, whitespace
from .imports import Draft, Found, Passed
from .interchange import PLACEHOLDER, BriefingEntity

_LONGEST = 80
Resolve = Callable[[str, fields.RefTo], str | None]


@dataclass(frozen=True)
class Text:
    """The text of one draft, or of several for the end of a list: the file under `seeds/`, and the drafts in it by id."""

    path: str
    kind: Kind
    text: str
    drafts: Mapping[str, Draft]


@dataclass
class Settled:
    """The texts to be written, the records that are there already (file, kind, id), and what is passed over."""

    texts: list[Text] = field(default_factory=list)
    there: list[tuple[str, str, str]] = field(default_factory=list)
    passed: list[Passed] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def settle(found: Found, loaded: Loaded, name: str, as_of: str | None = None) -> Settled:
    """Gives each draft its id, its references and its text.

    A record that is there already (by its id, or by its kind and name) is left as it is, and references lead to it. If
    there is no briefing, one is begun, called after `name`, its facts of `as_of` or of the last date that is found.
    """
    desk = _Desk(found, loaded)
    for draft in found.drafts:
        desk.place(draft)
    desk.begin(name, as_of)
    desk.write()
    return desk.settled


class _Desk:
    def __init__(self, found: Found, loaded: Loaded) -> None:
        self.found, self.loaded = found, loaded
        self.kinds = loaded.briefing.kinds
        self.settled = Settled(passed=list(found.passed))
        self.ids: dict[str, str] = {}
        """The key of each draft -> the id of its record."""
        self.named: dict[tuple[str, str], list[str]] = {}
        """Kind and name -> the ids of the records that are so called, there or new."""
        self.taken = {one: (kind, path) for one, (kind, path, _) in loaded.known.items()}
        self.new: dict[str, tuple[Draft, dict[str, Any]]] = {}
        self.unmatched: dict[tuple[str, str], deque[str]] = {}
        """Kind and what tells it apart -> the ids of the records there, each for one draft that says the same."""
        self.numbers: Counter[str] = Counter()
        for entry in loaded.briefing.entries.values():
            said = entry.record.model_dump(by_alias=True)
            self.named.setdefault((entry.kind.name, _folded(_named(entry.kind, said))), []).append(entry.record.id)
            self.unmatched.setdefault((entry.kind.name, _said(entry.kind, said)), deque()).append(entry.record.id)
        found.drafts.sort(key=lambda draft: (draft.kind.layout is Layout.NESTED, bool(_ends(draft.kind))))

    def place(self, draft: Draft) -> None:
        """Finds the record of a draft, or gives it an id."""
        if draft.kind.layout is Layout.ONE and self.loaded.briefing.of_kind(draft.kind):
            head = self.loaded.briefing.of_kind(draft.kind)[0].id
            self.settled.there.append((draft.kind.seeds_path, draft.kind.singular, head))
            self.ids[draft.key] = head
            return
        if draft.key and not self.found.is_closed and not re.fullmatch(fields.ID_PATTERN, draft.key):
            guess = transliteration.suggest_id(draft.key)
            message = f"id {quote_value(draft.key)} may hold only a to z, digits, and single hyphens between them"
            self.fault(draft, Code.WRONG_FORM, message + (f": {guess}" if guess else ""))
        if draft.key and draft.key in self.ids:
            self.fault(
                draft, Code.DUPLICATE_ID, f"the id {quote_value(draft.key)} stands here a second time; choose another"
            )
            return
        data = _resolved(draft.kind.record, draft.data, self.resolve)
        if data is None:
            return
        known = self.known(draft, data)
        if known:
            self.ids[draft.key or known] = known
            self.settled.there.append((self.taken[known][1], draft.kind.singular, known))
            return
        if draft.kind.layout is Layout.NESTED and not self.holder(draft):
            return
        id_ = self.free(draft, data)
        self.taken[id_] = (draft.kind.name, "")
        self.ids[draft.key or id_] = id_
        self.named.setdefault((draft.kind.name, _folded(_named(draft.kind, data))), []).append(id_)
        self.new[id_] = (draft, data)

    def known(self, draft: Draft, data: Mapping[str, Any]) -> str | None:
        """The id of the record that is there already: the same id, or the same name, each taken once."""
        if not self.found.is_closed and draft.key in self.loaded.known and self.taken[draft.key][0] == draft.kind.name:
            return draft.key
        if draft.key and not self.found.is_closed:
            return None
        same = self.unmatched.get((draft.kind.name, _said(draft.kind, data)))
        return same.popleft() if same else None

    def holder(self, draft: Draft) -> str | None:
        """The new record that a nested one stands in; told if there is none."""
        owner = self.owner(draft)
        if owner in self.new:
            return owner
        if owner or draft.holder in self.taken:
            path = self.taken[owner or draft.holder][1]
            self.passed(draft, f"it belongs into {path}, which is there already: add it there")
        else:
            self.fault(
                draft, Code.UNKNOWN_REFERENCE, f"there is no {quote_value(draft.holder)} in whose record it could stand"
            )
        return None

    def owner(self, draft: Draft) -> str | None:
        """The id of the record, there or new, that a nested one stands in."""
        return self.ids.get(draft.holder) or self.by_name(draft.holder, ("*",)) if draft.holder else None

    def free(self, draft: Draft, data: Mapping[str, Any]) -> str:
        """An id that nothing has: the file's own, or one made from the name."""
        own = "" if self.found.is_closed else transliteration.suggest_id(draft.key)
        ends = [str(data[one.key]) for one in _ends(draft.kind)]
        names = (_named(draft.kind, data), *data.get("aliases", ()))
        made = own or next(filter(None, (_id("-".join((*ends, name))) for name in names)), draft.kind.singular)
        id_ = first = made[:_LONGEST].strip("-")
        while id_ in self.taken:
            self.numbers[first] += 1
            end = f"-{self.numbers[first] + 1}"
            id_ = first[: _LONGEST - len(end)].strip("-") + end
        return id_

    def resolve(self, target: str, to: fields.RefTo, missed: list[str] | None = None) -> str | None:
        """The id of the record that a reference means; what can't be found stays, for the check to tell, if it may be an id."""
        if target in self.ids and (to.allows(self.taken[self.ids[target]][0]) or not self.found.is_closed):
            return self.ids[target]
        if self.found.is_closed:
            if missed is not None:
                missed.append(target)
            return None
        return target if target in self.taken else self.by_name(target, to.kinds) or target

    def by_name(self, name: str, kinds: tuple[str, ...]) -> str | None:
        """The one record of these kinds with that name."""
        among = [kind.name for kind in self.kinds] if kinds == ("*",) else kinds
        found = [one for kind in among for one in self.named.get((kind, _folded(name)), ())]
        return found[0] if len(found) == 1 else None

    def fault(self, draft: Draft, code: Code, message: str) -> None:
        self.settled.problems.append(Problem(draft.file, draft.line, 1, code, draft.kind.singular, message))

    def passed(self, draft: Draft, why: str, what: str = "") -> None:
        self.settled.passed.append(
            Passed(
                f"{what} {sentences.with_article(draft.kind.singular)}" if what else draft.kind.singular,
                why,
                draft.file,
                draft.line,
            )
        )

    def begin(self, name: str, as_of: str | None) -> None:
        """Begins a briefing if there is none, and none came with the file."""
        kind = next(kind for kind in self.kinds if kind.layout is Layout.ONE)
        there = kind.seeds_path in self.loaded.files or any(draft.kind is kind for draft, _ in self.new.values())
        if there or not self.new:
            return
        as_of = as_of or max(self.known_dates(), default=None)
        if as_of is None:
            message = "nothing in it is dated; say what day its facts are of: --as-of DATE"
            self.settled.problems.append(
                Problem(next(iter(self.new.values()))[0].file, 0, 0, Code.MISSING, "", message)
            )
            return
        head = BriefingEntity("", f"Imported: {name}", PLACEHOLDER, (), as_of, "en", "draft")
        self.place(Draft("", kind, kind.from_entity(head) or {}, "", 0))

    def known_dates(self) -> Iterator[str]:
        """The last day of what is dated and not expected, as far as it is known."""
        for draft, data in self.new.values():
            for one in field_roles.roles(draft.kind.record):
                if (
                    one.role is field_roles.Role.DATE
                    and not one.is_list
                    and data.get(one.key)
                    and data.get("status") != "expected"
                ):
                    yield from _last_days(str(data[one.key]))

    def write(self) -> None:
        """The texts, references settled once more: what they lead to may have come later in the file."""
        whole = {}
        for id_, (draft, _) in self.new.items():
            missed: list[str] = []
            data = _resolved(draft.kind.record, draft.data, partial(self.resolve, missed=missed)) or {}
            if missed:
                self.passed(draft, "what it refers to is not carried over", "reference of")
            whole[id_] = {"id": id_, **data, "draft": True}
        inside: dict[str, dict[str, Draft]] = {}
        for id_, (draft, _) in self.new.items():
            if draft.kind.layout is Layout.NESTED:
                owner = self.owner(draft) or ""
                inside.setdefault(owner, {})[id_] = draft
                whole[owner].setdefault(_field_of(self.new[owner][0].kind, draft.kind), []).append(whole[id_])
        for kind in self.kinds:
            mine = {id_: draft for id_, (draft, _) in self.new.items() if draft.kind is kind}
            if kind.layout is Layout.LIST and mine:
                text = _yaml(kind, [whole[id_] for id_ in mine])
                self.settled.texts.append(Text(kind.seeds_path, kind, text, mine))
            elif kind.layout in (Layout.ONE, Layout.FOLDER):
                for id_, draft in mine.items():
                    drafts = {id_: draft, **inside.get(id_, {})}
                    self.settled.texts.append(Text(kind.file_of(id_), kind, _yaml(kind, whole[id_]), drafts))


def _yaml(kind: Kind, data: Any) -> str:
    return format_yaml(json.dumps(data, ensure_ascii=False).encode(), kind.record).decode()


def _id(name: str) -> str:
    """The id that looks most like a name; empty if the name has no letter for one."""
    return transliteration.suggest_id(transliteration.to_ascii(name) or name)


def _last_days(date: str) -> Iterator[str]:
    try:
        first = dates.parse(date).earliest
    except ValueError:
        return
    if first[0]:
        yield f"{first[0]:04}-{first[1]:02}-{first[2]:02}"


def _ends(kind: Kind) -> tuple[field_roles.FieldRole, ...]:
    """The references that each record of a kind has, without which it has no name: of a relation both ends."""
    info = kind.record.model_fields
    return tuple(
        one
        for one in field_roles.roles(kind.record)
        if one.role is field_roles.Role.REFERENCE and info[one.name].is_required()
    )


def _named(kind: Kind, data: Mapping[str, Any]) -> str:
    """What a record is called: the first text that each of its kind must have."""
    info = kind.record.model_fields
    first = next(
        (
            one
            for one in field_roles.roles(kind.record)
            if one.role is field_roles.Role.TEXT and info[one.name].is_required()
        ),
        None,
    )
    return whitespace.collapse(str(data.get(first.key) or "")) if first else ""


def _said(kind: Kind, data: Mapping[str, Any]) -> str:
    """What tells records of a kind apart for a reader."""
    return " ".join([*(str(data.get(one.key)) for one in _ends(kind)), _folded(_named(kind, data))])


def _folded(name: str) -> str:
    return whitespace.collapse(name).casefold()


def _field_of(owner: Kind, nested: Kind) -> str:
    """The field of an owner's records that holds the nested ones."""
    return next(
        one.key
        for one in field_roles.roles(owner.record)
        if one.role is field_roles.Role.RECORDS and one.item_type is nested.record
    )


def _resolved(cls: type[fields.Data], data: Mapping[str, Any], resolve: Resolve) -> dict[str, Any] | None:
    """The data with its references led by `resolve`, and without what is empty; None if it lacks one that it must have."""
    found: dict[str, Any] = {}
    for one in field_roles.roles(cls):
        value = data.get(one.key)
        if one.role is field_roles.Role.REFERENCE and value:
            to = _target(cls, one)
            ids = dict.fromkeys(resolve(each, to) for each in (value if one.is_list else (value,)))
            kept = [each for each in ids if each]
            value = kept if one.is_list else next(iter(kept), None)
            if value is None and cls.model_fields[one.name].is_required():
                return None
        elif one.role in (field_roles.Role.PART, field_roles.Role.EVIDENCE) and value:
            parts = [_resolved(one.item_type, each, resolve) for each in (value if one.is_list else (value,))]
            held = [each for each in parts if each is not None]
            value = held if one.is_list else next(iter(held), None)
        if value not in (None, "", (), []):
            found[one.key] = list(value) if isinstance(value, tuple) else value
    return found


def _target(cls: type[fields.Data], one: field_roles.FieldRole) -> fields.RefTo:
    to = fields.find_reference(cls.model_fields[one.name])
    assert to is not None
    return to


def retold(problem: Problem, texts: list[Text]) -> Problem:
    """A fault of a draft at the place where its file has it."""
    for text in texts:
        if text.path == problem.path:
            subject = problem.subject.rpartition(" ")[2]
            draft = text.drafts.get(subject) or next(iter(text.drafts.values()))
            return replace(problem, path=draft.file, line=draft.line, column=1, written="") if draft.file else problem
    return problem

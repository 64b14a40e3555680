"""Turns imported drafts into files of records, with ids and references."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from ..authoring import format_yaml
from ..loading import Loaded
from ..model import Kind, Layout
from ..problems import Code, Problem, quote_value
from ..records import dates, field_roles, fields
from ..text import sentences, transliteration
from .imports import Draft, ReadResult, Skipped
from .interchange import PLACEHOLDER, BriefingEntity
from .record_index import RecordIndex, required_references

Role = field_roles.Role
ResolveReference = Callable[[str, fields.RefTo], str | None]


@dataclass(frozen=True)
class DraftFile:
    """The text of a file under `seeds/`, and the drafts in it by id.

    The text of a list file holds only the new records.
    """

    path: str
    kind: Kind
    text: str
    drafts: Mapping[str, Draft]


@dataclass
class ResolvedDrafts:
    """The files to write, the existing records (file, kind, id), what is skipped."""

    files: list[DraftFile] = field(default_factory=list)
    existing: list[tuple[str, str, str]] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def resolve_drafts(read: ReadResult, loaded: Loaded, name: str, as_of: str | None = None) -> ResolvedDrafts:
    """Gives each draft its id, its references and its text.

    A record that exists already (by its id, or by its kind and name) stays as it is, and references lead to it. If there
    is no briefing, one is created: its title contains `name`, and its facts are of `as_of` or of the latest date found.
    """
    return _DraftResolver(read, loaded).resolve(name, as_of)


def problem_at_source(problem: Problem, files: list[DraftFile]) -> Problem:
    """Moves the problem of a draft to its position in the imported file."""
    for file in files:
        if file.path == problem.path:
            record_id = problem.subject.rpartition(" ")[2]
            draft = file.drafts.get(record_id) or next(iter(file.drafts.values()))
            return replace(problem, path=draft.file, line=draft.line, column=1, written="") if draft.file else problem
    return problem


class _DraftResolver:
    """Resolves drafts one after the other.

    `ids` maps the key of each draft to the id of its record, `new` the id of each new record to its draft and data.
    """

    def __init__(self, read: ReadResult, loaded: Loaded) -> None:
        self.read, self.loaded = read, loaded
        self.kinds = loaded.briefing.kinds
        self.index = RecordIndex(loaded)
        self.ids: dict[str, str] = {}
        self.new: dict[str, tuple[Draft, dict[str, Any]]] = {}
        self.result = ResolvedDrafts(skipped=list(read.skipped))

    def resolve(self, name: str, as_of: str | None) -> ResolvedDrafts:
        def order(draft: Draft) -> tuple[bool, bool]:
            """Records that others need come first: owners, and the ends of relations."""
            return draft.kind.layout is Layout.NESTED, bool(required_references(draft.kind))

        for draft in sorted(self.read.drafts, key=order):
            self.assign_id(draft)
        self.add_briefing(name, as_of)
        self.write_files()
        return self.result

    def assign_id(self, draft: Draft) -> None:
        """Finds the existing record of a draft, or gives it a new id."""
        kind = draft.kind
        if kind.layout is Layout.ONE and self.loaded.briefing.of_kind(kind):
            head = self.loaded.briefing.of_kind(kind)[0].id
            self.result.existing.append((kind.seeds_path, kind.singular, head))
            self.ids[draft.key] = head
            return
        if not self.check_key(draft):
            return
        data = _resolve_references(kind.record, draft.data, self.resolve_reference)
        if data is None:
            return
        existing = self.find_existing(draft, data)
        if existing:
            self.ids[draft.key or existing] = existing
            self.result.existing.append((self.index.file_of(existing), kind.singular, existing))
            return
        if kind.layout is Layout.NESTED and not self.has_new_owner(draft, data):
            return
        wanted = "" if self.read.is_self_contained else transliteration.suggest_id(draft.key)
        record_id = self.index.new_id(kind, data, wanted)
        self.index.add(kind, record_id, data)
        self.ids[draft.key or record_id] = record_id
        self.new[record_id] = (draft, data)

    def check_key(self, draft: Draft) -> bool:
        """Reports a key that is no id; returns False if another draft has the same key."""
        if draft.key and not self.read.is_self_contained and not re.fullmatch(fields.ID_PATTERN, draft.key):
            guess = transliteration.suggest_id(draft.key)
            message = f"id {quote_value(draft.key)} may hold only a to z, digits, and single hyphens between them"
            self.add_problem(draft, Code.WRONG_FORM, message + (f": {guess}" if guess else ""))
        if not draft.key or draft.key not in self.ids:
            return True
        message = f"the id {quote_value(draft.key)} occurs twice in the file; choose another"
        self.add_problem(draft, Code.DUPLICATE_ID, message)
        return False

    def find_existing(self, draft: Draft, data: Mapping[str, Any]) -> str | None:
        """Returns the id of the existing record with the draft's id, or else its name."""
        if not draft.key or self.read.is_self_contained:
            return self.index.take_match(draft.kind, data)
        is_known = draft.key in self.loaded.known_ids and self.index.kind_name(draft.key) == draft.kind.name
        return draft.key if is_known else None

    def has_new_owner(self, draft: Draft, data: Mapping[str, Any]) -> bool:
        """Returns True if the owner of a nested record is new; else reports the reason."""
        owner = self.find_owner(draft)
        if owner in self.new:
            return True
        if owner or draft.owner_key in self.index.locations:
            path = self.index.file_of(owner or draft.owner_key)
            text = self.to_yaml(draft.kind, {"id": draft.key, **data, "draft": True}) if draft.key else ""
            self.skip(draft, draft.kind.singular, f"it belongs in {path}, which exists already: add it there", text)
        else:
            message = f"there is no record {quote_value(draft.owner_key)} that could hold it"
            self.add_problem(draft, Code.UNKNOWN_REFERENCE, message)
        return False

    def find_owner(self, draft: Draft) -> str | None:
        """Returns the id of the record that a nested one belongs to."""
        if not draft.owner_key:
            return None
        found = self.index.find_by_name(draft.owner_key)
        return self.ids.get(draft.owner_key) or (found[0] if len(found) == 1 else None)

    def resolve_reference(
        self,
        target: str,
        to: fields.RefTo,
        missed: list[str] | None = None,
        ambiguous: list[tuple[str, list[str]]] | None = None,
    ) -> str | None:
        """Returns the id of the record that a reference means.

        An unknown target of a self-contained file is added to `missed`; any other stays as it is, for the check to
        report. A name of several records is added to `ambiguous` with their ids.
        """
        if target in self.ids and (
            to.allows(self.index.kind_name(self.ids[target])) or not self.read.is_self_contained
        ):
            return self.ids[target]
        if self.read.is_self_contained:
            if missed is not None:
                missed.append(target)
            return None
        found = [target] if target in self.index.locations else self.index.find_by_name(target, to.kinds)
        if len(found) > 1 and ambiguous is not None:
            ambiguous.append((target, found))
        return next(iter(found), target)

    def add_briefing(self, name: str, as_of: str | None) -> None:
        """Adds a briefing if there is none and none came with the file."""
        kind = next(kind for kind in self.kinds if kind.layout is Layout.ONE)
        has_briefing = kind.seeds_path in self.loaded.files or any(draft.kind is kind for draft, _ in self.new.values())
        if has_briefing or not self.new:
            return
        as_of = as_of or max(self.past_dates(), default=None)
        if as_of is None:
            message = "nothing in it has a date; give the day of its facts: --as-of DATE"
            file = next(iter(self.new.values()))[0].file
            self.result.problems.append(Problem(file, 0, 0, Code.MISSING, "", message))
            return
        head = BriefingEntity("", f"Imported: {name}", PLACEHOLDER, (), as_of, "en", "draft")
        self.assign_id(Draft("", kind, kind.from_entity(head) or {}, "", 0))

    def find_as_of(self) -> str | None:
        """Returns the date of the facts of the existing briefing, or of the new one."""
        head = self.loaded.briefing.head
        new = (data["as_of"] for draft, data in self.new.values() if draft.kind.layout is Layout.ONE)
        return head.as_of if head else next(new, None)

    def past_dates(self) -> Iterator[str]:
        """Yields the first day of each date in the new records, without expected events."""
        for draft, data in self.new.values():
            for one in field_roles.roles(draft.kind.record):
                is_date = one.role is Role.DATE and not one.is_list and data.get(one.key)
                if is_date and data.get("status") != "expected":
                    yield from _first_day(str(data[one.key]))

    def write_files(self) -> None:
        """Writes the files; resolves references again, as their targets may come later."""
        records = {}
        as_of = self.find_as_of()
        for record_id, (draft, _) in self.new.items():
            missed: list[str] = []
            ambiguous: list[tuple[str, list[str]]] = []
            resolve = partial(self.resolve_reference, missed=missed, ambiguous=ambiguous)
            data = _resolve_references(draft.kind.record, draft.data, resolve) or {}
            for name, ids in ambiguous:
                message = f"{len(ids)} records are called {quote_value(name)}; give the id instead: {', '.join(ids)}"
                self.add_problem(draft, Code.UNKNOWN_REFERENCE, message)
            if missed:
                what = f"reference of {sentences.with_article(draft.kind.singular)}"
                self.skip(draft, what, "what it refers to is not imported")
            if self.read.is_self_contained and required_references(draft.kind):
                data = _with_status_at(as_of, data)
            former = {"former_ids": draft.data["former_ids"]} if "former_ids" in draft.data else {}
            records[record_id] = {"id": record_id, **former, **data, "draft": True}
        nested: dict[str, dict[str, Draft]] = {}
        for record_id, (draft, _) in self.new.items():
            if draft.kind.layout is Layout.NESTED:
                owner = self.find_owner(draft) or ""
                nested.setdefault(owner, {})[record_id] = draft
                key = _field_of(self.new[owner][0].kind, draft.kind)
                records[owner].setdefault(key, []).append(records[record_id])
        for kind in self.kinds:
            drafts = {record_id: draft for record_id, (draft, _) in self.new.items() if draft.kind is kind}
            if kind.layout is Layout.LIST and drafts:
                text = self.to_yaml(kind, [records[record_id] for record_id in drafts])
                self.result.files.append(DraftFile(kind.seeds_path, kind, text, drafts))
            elif kind.layout in (Layout.ONE, Layout.FOLDER):
                for record_id, draft in drafts.items():
                    inside = {record_id: draft, **nested.get(record_id, {})}
                    text = self.to_yaml(kind, records[record_id])
                    self.result.files.append(DraftFile(kind.file_of(record_id), kind, text, inside))

    def to_yaml(self, kind: Kind, data: Any) -> str:
        head = self.loaded.briefing.head
        default_source = (head and head.default_source) or ""
        return format_yaml(
            json.dumps(data, ensure_ascii=False).encode(), kind.record, default_source=default_source
        ).decode()

    def add_problem(self, draft: Draft, code: Code, message: str) -> None:
        self.result.problems.append(Problem(draft.file, draft.line, 1, code, draft.kind.singular, message))

    def skip(self, draft: Draft, what: str, reason: str, text: str = "") -> None:
        self.result.skipped.append(Skipped(what, reason, draft.file, draft.line, text))


def _with_status_at(as_of: str | None, data: dict[str, Any]) -> dict[str, Any]:
    """Returns a relation's data; `former` if it ended before the date of the facts."""
    try:
        is_over = bool(as_of) and dates.parse(data["date"]).has_ended(dates.parse(str(as_of)))
    except (KeyError, dates.DateError):
        return data
    return {**data, "status": "former"} if is_over and data["status"] == "current" else data


def _first_day(date: str) -> Iterator[str]:
    """Yields the first day that a date can mean, unless it is open or no date."""
    try:
        year, month, day = dates.parse(date).earliest
    except ValueError:
        return
    if year:
        yield f"{year:04}-{month:02}-{day:02}"


def _field_of(owner: Kind, nested: Kind) -> str:
    """Returns the key of the field in which records of one kind hold those of another."""
    return next(
        one.key
        for one in field_roles.roles(owner.record)
        if one.role is Role.RECORDS and one.item_type is nested.record
    )


def _resolve_references(
    cls: type[fields.Data], data: Mapping[str, Any], resolve: ResolveReference
) -> dict[str, Any] | None:
    """Returns the data with its references resolved and without empty values.

    Returns None if a required reference can't be resolved.
    """
    found: dict[str, Any] = {}
    for one in field_roles.roles(cls):
        value = data.get(one.key)
        if one.role in (Role.REFERENCE, Role.ASSESSOR) and value:
            to = fields.find_reference(cls.model_fields[one.name])
            assert to is not None
            items = _as_items(one, value)
            ids = [id_ for each in items if (id_ := each if each in to.alternatives else resolve(each, to))]
            value = list(dict.fromkeys(ids)) if one.is_list else next(iter(ids), None)
            if value is None and cls.model_fields[one.name].is_required():
                return None
        elif one.role in (Role.PART, Role.EVIDENCE) and value:
            parts = [_resolve_references(one.item_type, each, resolve) for each in _as_items(one, value)]
            resolved = [each for each in parts if each is not None]
            value = resolved if one.is_list else next(iter(resolved), None)
        if value not in (None, "", (), []):
            found[one.key] = list(value) if isinstance(value, tuple) else value
    return found


def _as_items(one: field_roles.FieldRole, value: Any) -> Any:
    return value if one.is_list else (value,)

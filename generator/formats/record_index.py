"""An index of records by id, name and content, for matching imported drafts."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Mapping
from typing import Any

from ..loading import Loaded
from ..model import Kind
from ..records import field_roles
from ..text import transliteration, whitespace

_MAX_ID_LENGTH = 80


class RecordIndex:
    """The records of a briefing, and those that an import adds.

    `locations` maps each id to the name of its kind and to its file; the file of an added record is empty.
    """

    def __init__(self, loaded: Loaded) -> None:
        self.locations = {record_id: (kind, path) for record_id, (kind, path, _) in loaded.known_ids.items()}
        self._kinds = loaded.briefing.kinds
        self._reserved = loaded.briefing.reserved_ids | loaded.briefing.former_ids.keys()
        self._by_name: dict[tuple[str, str], list[str]] = {}
        self._unmatched: dict[tuple[str, str], deque[str]] = {}
        self._suffixes: Counter[str] = Counter()
        for entry in loaded.briefing.entries.values():
            data = entry.record.model_dump(by_alias=True)
            self._by_name.setdefault(_name_key(entry.kind, data), []).append(entry.record.id)
            self._unmatched.setdefault(_match_key(entry.kind, data), deque()).append(entry.record.id)

    def add(self, kind: Kind, record_id: str, data: Mapping[str, Any]) -> None:
        """Adds a new record."""
        self.locations[record_id] = (kind.name, "")
        self._by_name.setdefault(_name_key(kind, data), []).append(record_id)

    def kind_name(self, record_id: str) -> str:
        """Returns the name of a record's kind."""
        return self.locations[record_id][0]

    def file_of(self, record_id: str) -> str:
        """Returns the file of a record; empty for an added one."""
        return self.locations[record_id][1]

    def find_by_name(self, name: str, kinds: tuple[str, ...] = ("*",)) -> list[str]:
        """Returns the ids of the records of these kinds with that name."""
        among = [kind.name for kind in self._kinds] if kinds == ("*",) else kinds
        folded = whitespace.fold_name(name)
        return [record_id for kind in among for record_id in self._by_name.get((kind, folded), ())]

    def take_match(self, kind: Kind, data: Mapping[str, Any]) -> str | None:
        """Returns the id of an existing record with the same name and ends, each id once."""
        same = self._unmatched.get(_match_key(kind, data))
        return same.popleft() if same else None

    def new_id(self, kind: Kind, data: Mapping[str, Any], wanted: str = "") -> str:
        """Returns an id that no record has: the wanted one, or one made from the name."""
        ends = [str(data[one.key]) for one in required_references(kind)]
        names = ("-".join((*ends, name)) for name in (_name_of(kind, data), *data.get("aliases", ())))
        ids = (transliteration.suggest_id(transliteration.to_ascii(name) or name) for name in names)
        full = wanted or next(filter(None, ids), kind.singular)
        record_id = base = full[:_MAX_ID_LENGTH].strip("-")
        while record_id in self.locations or record_id in self._reserved:
            self._suffixes[base] += 1
            suffix = f"-{self._suffixes[base] + 1}"
            record_id = base[: _MAX_ID_LENGTH - len(suffix)].strip("-") + suffix
        return record_id


def required_references(kind: Kind) -> tuple[field_roles.FieldRole, ...]:
    """Returns the references that every record of a kind has: both ends of a relation."""
    return tuple(one for one in _required_fields(kind) if one.role is field_roles.Role.REFERENCE)


def _required_fields(kind: Kind) -> list[field_roles.FieldRole]:
    info = kind.record.model_fields
    return [one for one in field_roles.roles(kind.record) if info[one.name].is_required()]


def _name_of(kind: Kind, data: Mapping[str, Any]) -> str:
    """Returns the name of a record: the first text that its kind requires."""
    first = next((one for one in _required_fields(kind) if one.role is field_roles.Role.TEXT), None)
    return whitespace.collapse(str(data.get(first.key) or "")) if first else ""


def _name_key(kind: Kind, data: Mapping[str, Any]) -> tuple[str, str]:
    return kind.name, whitespace.fold_name(_name_of(kind, data))


def _match_key(kind: Kind, data: Mapping[str, Any]) -> tuple[str, str]:
    ends = (str(data.get(one.key)) for one in required_references(kind))
    return kind.name, " ".join([*ends, whitespace.fold_name(_name_of(kind, data))])

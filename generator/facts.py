"""What pages follow from, as digests: a page whose digest is the same would come out the same, and need not be rendered.

A template sees nothing but values that it is given, and what its tools tell it of the briefing. The values count as they
are. What the tools tell has names ("label:anna-tol"), which are noted while a page is rendered: a page that gets the same
values and is told the same facts asks nothing else, and says the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache
from hashlib import blake2b
from types import FunctionType, NoneType
from typing import Any

from markupsafe import Markup

from .evidence import findable, shared_standing
from .mentions import Mentions
from .model import Briefing, Data, Evidence, Kind


class OpaqueError(TypeError):
    """A value that can't be told from every other by what is written of it: whatever follows from it is made anew."""


def digest(*texts: bytes) -> str:
    """A digest of texts in this order, in hexadecimal."""
    return blake2b(b"".join(b"%d:%b" % (len(text), text) for text in texts), digest_size=16).hexdigest()


def name_of(said: Evidence) -> str:
    """What a piece of evidence is called among facts; equal ones are called the same."""
    return digest(said.model_dump_json().encode())


class Values:
    """Writes values so that different ones are written differently; models and dataclasses as digests, each object once."""

    def __init__(self) -> None:
        self.known: dict[int, tuple[object, bytes]] = {}  # with the object itself, so that none gets its number

    def __call__(self, value: Any) -> bytes:
        """Raises OpaqueError for what is neither text, number, word of a scale, model, dataclass, kind, nor made of such."""
        known = self.known.get(id(value))
        if known is not None:
            return known[1]
        write = _WRITERS.get(type(value))
        if write is not None:
            return write(self, value)
        if isinstance(value, type | FunctionType) and "<" not in value.__qualname__:  # else others may be called so too
            return b"t" + _text(self, _name(value))
        if isinstance(value, Enum):
            return b"w" + _text(self, f"{_name(type(value))}.{value.name}")
        if isinstance(value, Data):
            return self._kept(value, value.model_dump_json().encode())
        if is_dataclass(value):
            names = _fields(type(value))  # type: ignore[arg-type]  # to mypy a dataclass may be its class
            return self._kept(value, b"".join([self(getattr(value, name)) for name in names]))
        if isinstance(value, Mapping):
            return b"m" + _several(self, value.items())
        raise OpaqueError(f"{value!r} has no digest")

    def _kept(self, value: object, content: bytes) -> bytes:
        written = b"#" + digest(_name(type(value)).encode(), content).encode()
        self.known[id(value)] = value, written
        return written


def _text(_: Values, text: str) -> bytes:
    raw = text.encode("utf-8", "surrogatepass")
    return b"%d:%b" % (len(raw), raw)


def _several(values: Values, found: Iterable[Any]) -> bytes:
    written = [*map(values, found)]
    return b"(%d %b)" % (len(written), b"".join(written))


_WRITERS: dict[type, Callable[[Values, Any], bytes]] = {
    NoneType: lambda *_: b"-",
    bool: lambda _, value: b"+" if value else b"!",
    int: lambda _, value: b"i%d;" % value,
    float: lambda _, value: b"f%b;" % repr(value).encode(),
    str: _text,
    bytes: lambda _, value: b"b%d:%b" % (len(value), value),
    Markup: lambda values, value: b"<" + _text(values, value),
    tuple: _several,
    list: _several,
    Kind: lambda values, value: b"k" + _text(values, value.name),
}


@cache
def _fields(cls: type[Any]) -> tuple[str, ...]:
    return tuple(field.name for field in fields(cls))


def _name(of: Any) -> str:
    return f"{of.__module__}.{of.__qualname__}"


class Facts:
    """What tools tell of a briefing, each fact by its name, as a digest."""

    def __init__(self, briefing: Briefing, mentions: Mentions) -> None:
        self.briefing = briefing
        self.values = Values()
        words = mentions.pattern.pattern if mentions.pattern else ""
        self.terms = self.values((words, [(name, record.id) for name, record in mentions.records.items()]))
        self.evidence = {name_of(one): one for one in briefing.holders}
        self.known: dict[str, bytes] = {}
        self._named: dict[str, str] = {}

    def key(self, values: Iterable[Any], names: Iterable[str]) -> str:
        """The digest of a page that is given these values and told these facts. Raises OpaqueError."""
        written = [self.values(value) for value in values]
        return digest(self.terms, *written, *map(self._fact, names))

    def names(self, asked: Iterable[str]) -> tuple[str, ...]:
        """The names in order, each the same object for all pages."""
        return tuple(self._named.setdefault(name, name) for name in sorted(asked))

    def _fact(self, name: str) -> bytes:
        if name not in self.known:
            what, _, of = name.partition(":")
            self.known[name] = self.values(_TOLD[what](self, of))
        return self.known[name]


def _standing(facts: Facts, name: str) -> Any:
    said = facts.evidence.get(name)
    return said and (shared_standing(facts.briefing, said), findable(facts.briefing, said))


def _label(facts: Facts, record_id: str) -> Any:
    entry = facts.briefing.entries.get(record_id)
    return entry and (entry.kind.heading(facts.briefing, entry.record), entry.address, entry.record.draft)


_TOLD: dict[str, Callable[[Facts, str], Any]] = {
    "head": lambda facts, field: getattr(facts.briefing.head, field, None),
    "entry": lambda facts, record_id: facts.briefing.entries.get(record_id),
    "label": _label,
    "appears": lambda facts, record_id: facts.briefing.appears_in(record_id),
    "standing": _standing,
    "changed": lambda facts, record_id: facts.briefing.history.changed(record_id),
    "reviewed": lambda facts, record_id: facts.briefing.history.reviewed(record_id),
}
"""How each sort of fact is found: by a record's id, a field of the head, the digest of a piece of evidence."""

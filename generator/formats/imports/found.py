"""What a file of another tool holds for a briefing: drafts of records, faults, and what can't be carried over."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from ...loading import yaml_reader
from ...model import Kind
from ...problems import Code, Problem
from ..interchange import Entity

Files = Mapping[str, bytes]
"""The name of each file of what is brought in, as it is to be told -> its bytes."""


@dataclass(frozen=True)
class Draft:
    """A record to be: plain data of its kind, without an id. `key` is what the file calls it, by which others in the file
    refer to it (empty: nothing can), `holder` the key of the record that it stands in, `file` and `line` its place.
    """

    key: str
    kind: Kind
    data: Mapping[str, Any]
    file: str
    line: int
    holder: str = ""


@dataclass(frozen=True)
class Passed:
    """What is not carried over: what it is ("indicator"), why not, and where it stands."""

    what: str
    why: str
    file: str
    line: int


@dataclass
class Found:
    """What was found in the files; in closed ones a reference is a key of the same file, or leads nowhere."""

    drafts: list[Draft] = field(default_factory=list)
    passed: list[Passed] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    is_closed: bool = False

    def fault(self, file: str, line: int, code: Code, message: str) -> None:
        self.problems.append(Problem(file, line, 1 if line else 0, code, "", message))

    def unreadable(self, file: str, fault: yaml_reader.Fault) -> None:
        self.problems.append(Problem(file, fault.line, fault.column, fault.code, "", fault.message))

    def add_entity(self, kinds: tuple[Kind, ...], entity: Entity, file: str, line: int, holder: str = "") -> None:
        """Adds the draft of an entity, of the first kind that accepts it."""
        for kind in kinds:
            data = kind.from_entity(entity)
            if data is not None:
                self.drafts.append(Draft(entity.id, kind, data, file, line, holder))
                return
        raise AssertionError(f"no kind takes {entity!r}")


def cleaned(text: str) -> str:
    """A text as the data may hold it: without what can't be seen, and without space at its ends."""
    return yaml_reader.permitted(text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def gathered(passed: Iterable[Passed]) -> Iterator[tuple[str, str, int, str]]:
    """What is passed over, alike taken together: what it is, why, how many, and where the first stands."""
    found: dict[tuple[str, str], list[Passed]] = {}
    for one in passed:
        found.setdefault((one.what, one.why), []).append(one)
    for (what, why), ones in found.items():
        first = ones[0]
        yield what, why, len(ones), f"{first.file}:{first.line}" if first.line else first.file

"""The result of reading files of another tool: drafts, problems, skipped objects."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from ...loading import yaml_reader
from ...model import Kind
from ...problems import Code, Problem
from ..interchange import Entity

SHOWN = 20
"""The number of words that a message lists at most."""
_PACKED = b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"\x1f\x8b", b"BZh", b"\xfd7zXZ"
"""The first bytes of .zip, .xlsx and .ods, of .xls, .gz, .bz2 and .xz."""
Files = Mapping[str, bytes]
"""The name of each file, as messages show it -> its bytes."""


@dataclass(frozen=True)
class Draft:
    """A record to be created: plain data of its kind, without an id.

    `key` is the id in the file, by which other drafts refer to it; it may be empty. `owner_key` is the key of the record
    that a nested one belongs to. `file` and `line` are its position.
    """

    key: str
    kind: Kind
    data: Mapping[str, Any]
    file: str
    line: int
    owner_key: str = ""


@dataclass(frozen=True)
class Skipped:
    """An object that is not imported: its type ("indicator"), the reason, a position.

    `text` is the record in YAML where a person can add it by hand.
    """

    what: str
    reason: str
    file: str
    line: int
    text: str = ""


@dataclass
class ReadResult:
    """The drafts, problems and skipped objects of the files.

    If `is_self_contained`, a reference is a key of the same file or leads nowhere; else it may be an id or a name of the
    briefing.
    """

    drafts: list[Draft] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    is_self_contained: bool = False

    def add_problem(self, file: str, line: int, code: Code, message: str) -> None:
        """Adds a problem; line 0 means the whole file."""
        self.problems.append(Problem(file, line, 1 if line else 0, code, "", message))

    def decode(self, file: str, raw: bytes) -> str | None:
        """Returns the text of a file; adds a problem and returns None if it has none."""
        text = yaml_reader.decode(raw)
        if raw.startswith(_PACKED):
            message = "this file is compressed or a workbook; unpack it, or save its sheet as “CSV UTF-8”"
            text = yaml_reader.TextProblem(0, 0, Code.CHARACTER, message)
        if isinstance(text, str):
            return text
        is_table = text.code is Code.CHARACTER and text.message.endswith("UTF-8") and file.lower().endswith(".csv")
        hint = " (“CSV UTF-8” in spreadsheets)" if is_table else ""
        self.add_text_problem(file, replace(text, message=text.message + hint))
        return None

    def add_text_problem(self, file: str, problem: yaml_reader.TextProblem) -> None:
        """Adds the problem for which a file could not be read."""
        self.problems.append(Problem(file, problem.line, problem.column, problem.code, "", problem.message))

    def add_entity(self, kinds: tuple[Kind, ...], entity: Entity, file: str, line: int, owner_key: str = "") -> None:
        """Adds the draft of an entity, by the first kind that takes it."""
        for kind in kinds:
            data = kind.from_entity(entity)
            if data is not None:
                self.drafts.append(Draft(entity.id, kind, data, file, line, owner_key))
                return
        raise AssertionError(f"no kind takes {entity!r}")

    def skip(self, what: str, reason: str, file: str, line: int) -> None:
        """Notes an object that is not imported."""
        self.skipped.append(Skipped(what, reason, file, line))


def clean_text(text: str) -> str:
    """Returns a text without characters that the data may not hold, and stripped."""
    return yaml_reader.remove_forbidden(text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def shorten_list(words: Sequence[str]) -> str:
    """Returns words with commas between them; of many, the first and their number."""
    more = f" and {len(words) - SHOWN:,} more" if len(words) > SHOWN else ""
    return ", ".join(words[:SHOWN]) + more


def group_skipped(skipped: Iterable[Skipped]) -> Iterator[tuple[str, str, int, str]]:
    """Groups skipped objects: type, reason, number, and the position of the first."""
    groups: dict[tuple[str, str], list[Skipped]] = {}
    for one in skipped:
        groups.setdefault((one.what[:80], one.reason), []).append(one)
    for (what, reason), members in groups.items():
        first = members[0]
        yield what, reason, len(members), f"{first.file}:{first.line}" if first.line else first.file

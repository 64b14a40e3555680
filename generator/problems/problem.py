"""What can be wrong, where it is, and how to mend it: the one form in which every fault is reported."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches
from enum import StrEnum


class Code(StrEnum):
    """One code per kind of fault; E is an error, W a warning. Codes never change their meaning."""

    SYNTAX = "E001"
    DUPLICATE_KEY = "E002"
    ALIAS = "E003"
    TAG = "E004"
    SEVERAL_DOCUMENTS = "E005"
    EMPTY = "E006"
    SHAPE = "E007"
    CHARACTER = "E008"
    TOO_LARGE = "E009"
    MISSING = "E010"
    UNKNOWN_FIELD = "E011"
    WRONG_TYPE = "E012"
    UNKNOWN_REFERENCE = "E013"
    WRONG_WORD = "E014"
    WRONG_DATE = "E015"
    WRONG_FORM = "E016"
    FILE_NAME = "E017"
    DUPLICATE_ID = "E018"
    WRONG_KIND = "E019"
    DATE_ORDER = "E020"
    STATUS_AGAINST_DATE = "E021"
    NO_SUCH_PARAGRAPH = "E022"
    QUOTATION_LENGTH = "E023"
    QUOTATIONS_TOO_MUCH = "E024"
    LIKELIHOOD = "E025"
    NO_BASIS = "E026"
    STRAY_FILE = "E027"
    NO_BRIEFING = "E028"
    NUMBERING = "E029"
    QUOTE_WITHOUT_EVIDENCE = "E030"
    STANCE = "E031"
    SELF_RELATION = "E032"
    NOT_GENERATED = "E033"
    NOT_IN_SOURCE = "E034"
    LOCK = "E035"
    REPEATS_SOURCE = "E036"
    DRAFT = "E037"
    UNREADABLE = "E040"
    UNUSED_RECORD = "W101"
    UNUSED_PARAGRAPH = "W102"
    UNVERIFIED = "W103"


@dataclass(frozen=True, order=True)
class Problem:
    """One fault. `line` and `column` count from 1; 0 says that the fault is the whole file's.

    `subject` is the record it stands in ("event summit-2019") or empty; `message` says what is wrong, what is
    allowed, and how to mend it, in one line; `written` is the line of the file, as it stands there, if there is one.
    """

    path: str
    line: int
    column: int
    code: Code
    subject: str = field(compare=False)
    message: str
    written: str = field(compare=False, default="")

    @property
    def is_warning(self) -> bool:
        return self.code.value.startswith("W")

    def __str__(self) -> str:
        path = visible(self.path)
        place = f"{path}:{self.line}:{self.column}" if self.line else path
        subject = f" {self.subject}" if self.subject else ""
        return f"{place}: {self.code.value}{subject}: {self.message}"


class BriefingError(Exception):
    """The data has problems. `problems` holds every one of them, sorted by file and line."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(problems))
        super().__init__("\n".join(map(str, self.problems)))


def did_you_mean(word: str, known: Iterable[str], likeness: float = 0.6) -> str | None:
    """The known word that looks most like `word`, or None if none is near enough to be worth a guess.

    `likeness` is the least ratio of difflib's SequenceMatcher, 0 to 1.
    """
    words = list(known)
    same = next((one for one in words if one.casefold() == word.casefold()), None)
    found = get_close_matches(word, words, n=1, cutoff=likeness)
    return same or (found[0] if found else None)


def shown(value: object, limit: int = 60) -> str:
    """A value from the data as it may stand in a message: on one line, in quotes, cut if it is long."""
    text = " ".join("".join(c if c.isprintable() else " " for c in str(value)).split())
    return f'"{text[: limit - 3]}..."' if len(text) > limit else f'"{text}"'


def visible(text: str) -> str:
    r"""A file's name with what can't be printed as an escape, such as `\n`: nothing hidden, and all on one line."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in text)


@dataclass(frozen=True)
class Finding:
    """A fault that a check found, before its place in the file is looked up: in record `id`, at `path`."""

    id: str
    path: tuple[str | int, ...]
    code: Code
    message: str

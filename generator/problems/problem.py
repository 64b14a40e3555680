"""The form in which every problem is reported: code, place, message."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches
from enum import StrEnum


class Code(StrEnum):
    """The code of a problem: E is an error, W a warning. A code keeps its meaning."""

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
    PUBLISHES_UNVERIFIED = "E038"
    OPEN_TEXT = "E039"
    UNREADABLE = "E040"
    SITE_CONFIGURATION = "E041"
    NEWER_FORMAT = "E042"
    OLDER_FORMAT = "E043"
    LOST_TEXT = "E044"
    DATE_TOO_PRECISE = "E045"
    DISPUTE = "E046"
    SUPERSEDES = "E047"
    SELF_DERIVED = "E050"
    RETRACTED = "E051"
    TRACKED_FILE = "E054"
    PAGE_PATH = "E055"
    TEXT_FORM = "E060"
    MODEL_ANSWER = "E061"
    UNUSED_RECORD = "W101"
    UNUSED_PARAGRAPH = "W102"
    UNVERIFIED = "W103"
    COMMENT_AFTER_TEXT = "W104"
    PASTED_MARKUP = "W105"
    REPORTER_IN_QUOTATION = "W106"
    SAME_NAME = "W107"
    TYPOGRAPHIC_MARKS = "W108"
    QUOTE_NOT_CHOSEN = "W109"
    UNSUPPORTED = "W110"
    UNCOMPARED = "W111"
    DISAGREEMENT = "W112"
    OUTDATED = "W115"
    UNCONNECTED_LABEL = "W118"
    SEASON_OR_YEARS = "W123"
    INVISIBLE = "W126"
    DRAFT_STATUS = "W127"


@dataclass(frozen=True, order=True)
class Problem:
    """An error or a warning, with its place in a file.

    `line` and `column` count from 1; both are 0 if the problem concerns the whole file. `subject` is the record with the
    problem ("event summit-2019") or empty. `message` says in one line what is wrong, what is allowed, and how to correct
    it. `written` is the text of the line, if there is one.
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
        """True for a warning, with which the site is still built."""
        return self.code.value.startswith("W")

    def __str__(self) -> str:
        path = escape_path(self.path)
        place = f"{path}:{self.line}:{self.column}" if self.line else path
        subject = f" {self.subject}" if self.subject else ""
        return f"{place}: {self.code.value}{subject}: {self.message}"


class BriefingError(Exception):
    """The data has problems: all are in `problems`, sorted by file and line."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(problems))
        super().__init__("\n".join(map(str, self.problems)))


def did_you_mean(word: str, known: Iterable[str], similarity: float = 0.6) -> str | None:
    """Returns the known word that is most similar to `word`, or None if none is.

    `similarity` is the lowest ratio of difflib's SequenceMatcher that counts, 0 to 1.
    """
    words = list(known)
    same = next((one for one in words if one.casefold() == word.casefold()), None)
    found = get_close_matches(word, words, n=1, cutoff=similarity)
    return same or (found[0] if found else None)


def quote_value(value: object, limit: int = 60) -> str:
    """Returns a value for a message: on one line, in quotes, cut if it is long."""
    text = " ".join("".join(c if c.isprintable() else " " for c in str(value)).split())
    return f'"{text[: limit - 3]}..."' if len(text) > limit else f'"{text}"'


def escape_path(text: str) -> str:
    r"""Returns a file's name on one line, with escapes such as `\n` for what is hidden."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in text)


@dataclass(frozen=True)
class Finding:
    """A problem in record `id` at `path`, before its place in the file is known."""

    id: str
    path: tuple[str | int, ...]
    code: Code
    message: str

"""What one record alone cannot know: references, what each kind demands of its records together, and the lock."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from ..model import indexes
from ..problems import Code, Problem, did_you_mean, quote_value
from ..records import Record, fields, traversal
from ..text import sentences
from .load_result import Files, Loaded
from .lock_checks import unverified
from .yaml_reader import OF_TEXT, lines_of


def check(loaded: Loaded) -> tuple[Problem, ...]:
    """Every problem of the data, the loader's included, sorted by file, line and column.

    One fault makes one problem: what a record that could not be read might have held is not missed elsewhere, and
    evidence of a record that is yet to be mended is not called unverified.
    """
    faults = [*loaded.problems, *_references(loaded), *_of_kinds(loaded), *_unused(loaded)]
    to_mend = {(problem.path, problem.subject) for problem in faults if not problem.is_warning}
    found = [*faults, *(one for one in unverified(loaded) if (one.path, one.subject) not in to_mend)]
    unparsed = {_place(problem) for problem in found if problem.code in OF_TEXT}
    kept = (problem for problem in found if problem.code in OF_TEXT or _place(problem) not in unparsed)
    return with_lines(loaded.files, kept)


def unpublishable(loaded: Loaded) -> Iterator[Problem]:
    """Whatever says of itself that it is a draft: no fault, but nothing to publish either."""
    for record_id, entry in loaded.briefing.entries.items():
        if entry.record.draft:
            message = "is a draft; give it what it lacks and delete this line, or delete the record"
            yield loaded.problem(record_id, ("draft",), Code.DRAFT, message)
    head = loaded.briefing.head
    if head and not head.draft and head.status.value == "draft":
        yield loaded.problem(
            head.id, ("status",), Code.DRAFT, "the whole briefing is a draft; let it be reviewed first"
        )


def with_lines(files: Files, problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems with the lines that they stand in, sorted by file, line and column."""
    lines: dict[str, list[str]] = {}
    return tuple(sorted(_with_line(files, lines, problem) for problem in problems))


def _place(problem: Problem) -> tuple[str, int, int]:
    return problem.path, problem.line, problem.column


def _with_line(files: Files, lines: dict[str, list[str]], problem: Problem) -> Problem:
    """The problem with the line that it stands in; `lines` keeps what was split for the next one."""
    text = files.get(problem.path)
    if not problem.line or not isinstance(text, bytes):
        return problem
    if problem.path not in lines:
        lines[problem.path] = lines_of(text)
    return replace(problem, written="".join(lines[problem.path][problem.line - 1 : problem.line]))


def _references(loaded: Loaded) -> Iterator[Problem]:
    for reference in indexes.references(loaded.briefing).references:
        for fault in _reference(loaded, reference.allowed, reference.target):
            yield loaded.problem(reference.entry.record.id, reference.path, *fault)
    for loose in loaded.loose:
        for fault in _reference(loaded, loose.to, loose.target):
            yield loose.home.problem(loose.path, *fault)


def _reference(loaded: Loaded, to: fields.RefTo, target: str) -> Iterator[tuple[Code, str]]:
    known = loaded.known.get(target)
    if known is None:
        if not loaded.may_stand_in(loaded.unread, target):
            yield Code.UNKNOWN_REFERENCE, _unknown(loaded, to, target)
    elif not to.allows(known[0]) and target not in loaded.twice:
        one = loaded.briefing.kinds_by_name[known[0]].singular
        yield (
            Code.WRONG_KIND,
            f"{quote_value(target)} is {sentences.with_article(one)} ({known[1]}); this must be {_wanted(loaded, to)}",
        )


def _ones(loaded: Loaded, to: fields.RefTo) -> list[str]:
    return [kind.singular for kind in loaded.briefing.kinds if kind.name in to.kinds]


def _wanted(loaded: Loaded, to: fields.RefTo) -> str:
    return "the id of " + " or ".join(map(sentences.with_article, _ones(loaded, to)))


def _unknown(loaded: Loaded, to: fields.RefTo, target: str) -> str:
    """The message for a dangling reference, with the nearest id of an allowed kind."""
    what = " or ".join(_ones(loaded, to)) or "record"
    allowed = {known: where for known, (kind, where, _) in loaded.known.items() if to.allows(kind)}
    guess = did_you_mean(target, allowed)
    hint = f"did you mean {quote_value(guess)} ({allowed[guess]})?" if guess else f"no {what} has this id"
    return f"unknown {what} {quote_value(target)}; {hint}"


def _of_kinds(loaded: Loaded) -> Iterator[Problem]:
    for kind in loaded.briefing.kinds:
        for finding in kind.check(loaded.briefing):
            problem = loaded.problem(finding.id, finding.path, finding.code, finding.message)
            if not (problem.is_warning and loaded.may_stand_in(loaded.lost, finding.id)):
                yield problem


def _unused(loaded: Loaded) -> Iterator[Problem]:
    is_referenced = indexes.references(loaded.briefing).is_referenced
    for kind in loaded.briefing.kinds:
        for record in loaded.briefing.of_kind(kind) if kind.must_be_referenced else ():
            if record.draft:
                continue
            ids = [part.id for _, part in traversal.walk_parts(record) if isinstance(part, Record)]
            if not any(is_referenced(one) or loaded.may_stand_in(loaded.lost, one) for one in ids):
                message = f"no record refers to this {kind.singular} or to what stands in it; refer to it, or delete it"
                yield loaded.problem(record.id, ("id",), Code.UNUSED_RECORD, message)

"""Drafts by a language model: asks a program, and proves its answer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from ..drafting import Draft, DraftRecord, LeftOut, by_model
from ..evidence import verifier
from ..kinds import KINDS
from ..loading import load
from ..problems import BriefingError, Code, Problem, quote_value
from ..storage import atomic_files
from . import console, draft_writer, model_process, record_files

_REFERRED_TO = ("actor", "expert")
"""The kinds of record to which others in a draft refer."""


@dataclass(frozen=True)
class ProvedDraft:
    """The draft of an answer that had `total` items.

    `opened` are the records of which the model's own words were thrown away.
    """

    draft: Draft
    total: int
    opened: tuple[LeftOut, ...] = ()


def write_prompt(read: draft_writer.DraftSource) -> str:
    """Returns the prompt for a source, with the names of the briefing's actors."""
    entries = read.loaded.briefing.entries.values()
    names = (entry.record.heading for entry in entries if entry.kind.singular in ("actor", "expert"))
    return by_model.write_prompt(read.article, dict.fromkeys(names))


def ask(read: draft_writer.DraftSource, command: str, seconds: int) -> ProvedDraft:
    """Returns the draft of a program's answer.

    Raises BriefingError if the program fails or its answer can't be used.
    """
    with console.Progress("waited {} of {} seconds") as progress:
        answer = model_process.run_program(command, write_prompt(read), by_model.MAX_BYTES, seconds, progress)
    return prove(read, answer, model_process.OPTION)


def prove(read: draft_writer.DraftSource, answer: str, place: str) -> ProvedDraft:
    """Returns the draft of an answer. Raises BriefingError if it can't be used."""
    try:
        draft, total = by_model.prove_answer(answer, read.article, read.loaded.briefing)
    except by_model.AnswerError as error:
        raise _refusal(place, error) from error
    return _settle(read, ProvedDraft(draft, total))


def _settle(read: draft_writer.DraftSource, proved: ProvedDraft) -> ProvedDraft:
    """Opens or leaves out what the briefing's checks refuse."""
    while True:
        wrong = {problem.subject.rpartition(" ")[2]: problem for problem in _find_problems(read, proved.draft)}
        after = _without(proved, wrong)
        if after is None:
            return proved
        proved = after


def _find_problems(read: draft_writer.DraftSource, draft: Draft) -> tuple[Problem, ...]:
    """Returns the errors of a draft's records, or else the facts that the text lacks."""
    staged = draft_writer.stage_draft(read, draft)
    if staged.problems or not staged.files:
        return staged.problems
    after = load({**read.seeds, **staged.files}, KINDS)
    return verifier.verify_source(after, read.article.source_id, read.text).warnings


def _without(proved: ProvedDraft, wrong: Mapping[str, Problem]) -> ProvedDraft | None:
    """Returns the draft without the records, or the model's words, that are wrong.

    A warning is about the words; without them the record stays. Records to which others refer stay. Returns None if there
    is nothing to change.
    """
    records: list[DraftRecord] = []
    left_out, opened = [*proved.draft.left_out], [*proved.opened]
    for record in proved.draft.records:
        problem = wrong.get(record.id)
        emptied = by_model.open_words(record) if problem and problem.is_warning else None
        if problem and emptied is None and record.kind not in _REFERRED_TO:
            left_out.append(_left_out(record, problem))
            continue
        records.append(emptied or record)
        if problem and emptied:
            opened.append(_left_out(record, problem))
    draft = replace(proved.draft, records=tuple(records), left_out=tuple(left_out))
    return None if draft == proved.draft else replace(proved, draft=draft, opened=tuple(opened))


def _left_out(record: DraftRecord, problem: Problem) -> LeftOut:
    """Returns a record with the reason of a problem, without the ways to correct it."""
    return LeftOut(f"{record.kind} {record.id}", problem.message.partition("; correct ")[0], record.paragraphs[0])


def read_answer(file: Path) -> tuple[str, str]:
    """Returns a file's answer and the id of its source. Raises BriefingError; OSError."""
    place = file.as_posix()
    if not file.is_file():
        raise record_files.refusal(place, Code.STRAY_FILE, "is not a plain file")
    raw = atomic_files.read_start(file, by_model.MAX_BYTES)
    try:
        if len(raw) > by_model.MAX_BYTES:
            raise by_model.AnswerError(f"it is longer than {by_model.MAX_BYTES // 1_000_000} MB")
        text = raw.decode("utf-8-sig")
        return text, by_model.find_source(text)
    except UnicodeDecodeError as error:
        raise _refusal(place, f"byte {error.start + 1} is not UTF-8") from error
    except by_model.AnswerError as error:
        raise _refusal(place, error) from error


def _refusal(place: str, reason: object) -> BriefingError:
    return record_files.refusal(place, Code.MODEL_ANSWER, f"the answer can't be used: {reason}")


def describe_proof(proved: ProvedDraft) -> Iterator[str]:
    """Yields a line for each item that is left out or open, and the counts."""
    for what, items in (("left out", proved.draft.left_out), ("left open", proved.opened)):
        for one in items:
            yield f"{what}: {one.what}{f' (paragraph {one.paragraph})' if one.paragraph else ''}: {one.why}"
    yield f"{proved.total - len(proved.draft.left_out)} of {proved.total} kept"


def made_by(source: str, name: str) -> str:
    """Returns a comment that says how records were drafted."""
    return f"Drafted from the text of {source} by a language model ({quote_value(name)}). To be confirmed."

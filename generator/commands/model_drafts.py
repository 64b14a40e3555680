"""Drafts by a language model: asks a program, and proves its answer."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ..drafting import Draft, by_model
from ..problems import BriefingError, Code, quote_value
from . import console, draft_writer, model_process, record_files


def write_prompt(read: draft_writer.DraftSource) -> str:
    """Returns the prompt for a source, with the names of the briefing's actors."""
    entries = read.loaded.briefing.entries.values()
    names = (entry.record.heading for entry in entries if entry.kind.singular in ("actor", "expert"))
    return by_model.write_prompt(read.article, dict.fromkeys(names))


def ask(read: draft_writer.DraftSource, command: str, seconds: int) -> tuple[Draft, int]:
    """Returns the draft of a program's answer, and the number of its items.

    Raises BriefingError if the program fails or its answer can't be used.
    """
    with console.Progress("waited {} of {} seconds") as progress:
        answer = model_process.run_program(command, write_prompt(read), by_model.MAX_BYTES, seconds, progress)
    return prove(read, answer, model_process.OPTION)


def prove(read: draft_writer.DraftSource, answer: str, place: str) -> tuple[Draft, int]:
    """Returns the draft and the number of items of an answer. Raises BriefingError."""
    try:
        return by_model.prove_answer(answer, read.article, read.loaded.briefing)
    except by_model.AnswerError as error:
        raise _refusal(place, error) from error


def read_answer(file: Path) -> tuple[str, str]:
    """Returns a file's answer and the id of its source. Raises BriefingError; OSError."""
    place = file.as_posix()
    if not file.is_file():
        raise record_files.refusal(place, Code.STRAY_FILE, "is not a plain file")
    with file.open("rb") as opened:
        raw = opened.read(by_model.MAX_BYTES + 1)
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


def describe_proof(draft: Draft, total: int) -> Iterator[str]:
    """Yields a line for each item that is left out, and the counts."""
    for one in draft.left_out:
        yield f"left out: {one.what}{f' (paragraph {one.paragraph})' if one.paragraph else ''}: {one.why}"
    yield f"{total - len(draft.left_out)} of {total} kept"


def made_by(source: str, name: str) -> str:
    """Returns a comment that says how records were drafted."""
    return f"Drafted from the text of {source} by a language model ({quote_value(name)}). To be confirmed."

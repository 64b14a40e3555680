"""From a folder and a source's text to the lock: reads both, looks for all evidence, writes what was found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ..evidence import Fingerprint, SourceText, read_text, verifier
from ..kinds import KINDS
from ..loading import load
from ..model import lockfile
from ..problems import BriefingError, Code, Problem
from ..storage import atomic_files, read_repository, read_seeds


@dataclass(frozen=True)
class Verification:
    """What a verification did: what to tell of it, which files it mended, whether the lock has changed."""

    told: tuple[str, ...]
    mended: tuple[str, ...]
    changed: bool


def verify(root: Path, source: str, text_file: Path, retrieved: str | None, fix: bool) -> Verification:
    """Finds all evidence of a source in its text and writes the lock; mends paragraph numbers first if `fix`.

    Raises BriefingError with every miss that is left, and nothing is written then; OSError.
    """
    text = _text_in(text_file)
    files = read_seeds(root)
    loaded = load(files, KINDS)
    texts = {path: raw for path, raw in files.items() if isinstance(raw, bytes)}
    mended = verifier.mended(loaded, source, text, texts) if fix else {}
    if mended:
        loaded = load({**files, **mended}, KINDS)
    outcome = verifier.verify_source(loaded, source, text, retrieved)
    for path, content in mended.items():
        atomic_files.replace_file(root / path, content)
    changed = atomic_files.replace_file(root / lockfile.PATH, outcome.lock.encode())
    return Verification(outcome.told, tuple(mended), changed)


def check_texts(root: Path, texts: Mapping[str, Path]) -> tuple[Problem, ...]:
    """What evidence is not in its source's text, and what in the repository repeats too much of one, if any."""
    loaded = load(read_seeds(root), KINDS)
    problems: list[Problem] = []
    most = loaded.briefing.head.quotation_words_max if loaded.briefing.head else 12
    prints: dict[str, Fingerprint] = {}
    for source, file in texts.items():
        text = _text_in(file)
        problems += verifier.misses(loaded, source, text)
        prints[source] = Fingerprint(text.paragraphs, most)
    for path, content in read_repository(root, exclude=texts.values()):
        for source, fingerprint in prints.items():
            for found in fingerprint.repeats(content):
                message = f"repeats {found.words} words of {source} in a row; at most {most} may be: use your own words"
                problems.append(Problem(path, found.line, found.column, Code.REPEATS_SOURCE, "", message))
    return tuple(sorted(problems))


def _text_in(file: Path) -> SourceText:
    try:
        return read_text(file.read_bytes())
    except UnicodeDecodeError as error:
        message = f"byte {error.start + 1} is not UTF-8; save the text as UTF-8"
        raise BriefingError([Problem(file.as_posix(), 0, 0, Code.CHARACTER, "", message)]) from error

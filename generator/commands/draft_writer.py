"""Writes drafts of records, with the lock of their evidence: all of them, or none."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..drafting import Article, Draft
from ..evidence import SourceText
from ..kinds import KINDS
from ..loading import Files, Loaded, checks, load
from ..model import Layout, indexes, lockfile
from ..problems import BriefingError, Code, Problem, did_you_mean, quote_value
from ..storage import atomic_files, project_lock, read_seeds
from . import record_files, source_texts

if TYPE_CHECKING:
    from ..formats import import_drafts


@dataclass(frozen=True)
class DraftSource:
    """An article with the text that it was read from, and the briefing it is for."""

    article: Article
    text: SourceText
    seeds: Files
    loaded: Loaded


@dataclass(frozen=True)
class WriteResult:
    """The result of writing a draft.

    `written` has the number of records in each file, `existing` has the file, kind and id of each record that the briefing
    has; `skipped` the records that are not written, each with the reason and, if it can be added by hand, its YAML.
    """

    written: tuple[tuple[str, int], ...]
    existing: tuple[tuple[str, str, str], ...]
    skipped: tuple[tuple[str, str, str], ...]


def read_article(root: Path, source: str) -> DraftSource:
    """Reads a source's record and its text in `texts/`.

    Raises BriefingError if the data has errors, or there is no such source or no text; OSError.
    """
    seeds = read_seeds(root)
    loaded = load(seeds, KINDS)
    errors = [one for one in loaded.problems if not one.is_warning]
    if errors:
        raise BriefingError(checks.add_source_lines({}, errors))
    entries = {
        record_id: entry
        for record_id, entry in loaded.briefing.entries.items()
        if indexes.SOURCE_KINDS.allows(entry.kind.name)
    }
    if source not in entries:
        guess = did_you_mean(source, entries)
        hint = f"; did you mean {quote_value(guess)}?" if guess else ""
        fix = f"create it: briefing new sources {source} --text FILE" if not entries else ""
        message = f"there is no source {quote_value(source)}{hint}{f'; {fix}' if fix else ''}"
        raise record_files.refusal("seeds/", Code.UNKNOWN_REFERENCE, message)
    record: Any = entries[source].record
    text = source_texts.read_source_text(root, source)
    article = Article(source, record.title, record.issued, text.original, tuple(record.authors), record.container_title)
    return DraftSource(article, text, seeds, loaded)


def find_disagreements(read: DraftSource, draft: Draft) -> Iterator[Problem]:
    """Yields a warning at each event that the article dates differently."""
    for one in draft.disagreements:
        event: Any = read.loaded.briefing.entries[one.event].record
        words = f"{quote_value(one.words)} ({one.date})" if one.date else f"not {quote_value(one.words)}"
        message = (
            f"sources may disagree: {quote_value(event.date)} here, {words} in paragraph {one.paragraph} of {read.article.source_id}; if it is the "
            "same event, record the accounts in `disputed`"
        )
        yield read.loaded.problem(one.event, ("date",), Code.DISAGREEMENT, message)


@dataclass(frozen=True)
class StagedDraft:
    """The files of a draft before they are written, and the problems in them."""

    files: dict[str, bytes]
    resolved: import_drafts.ResolvedDrafts
    problems: tuple[Problem, ...]


def stage_draft(read: DraftSource, draft: Draft, made_by: str = "") -> StagedDraft:
    """Returns the files of a draft. A comment in them says who has made the records."""
    from ..formats import import_drafts, imports  # a draft that is only listed starts without them

    kinds = {kind.singular: kind for kind in KINDS}
    found = imports.ReadResult(
        [imports.Draft(one.id, kinds[one.kind], one.fields, "", 0, one.owner) for one in draft.records]
    )
    resolved = import_drafts.resolve_drafts(found, read.loaded, read.article.source_id)
    after = {file.path: _content(read.seeds, file, made_by) for file in resolved.files}
    problems = (*resolved.problems, *_new_errors(read.loaded, load({**read.seeds, **after}, KINDS)))
    return StagedDraft(after, resolved, problems)


def write_draft(root: Path, read: DraftSource, draft: Draft, made_by: str = "") -> WriteResult:
    """Writes the records of a draft under `root/seeds`, and the lock.

    Existing records stay as they are. Raises BriefingError if a quotation is not in its paragraph, or the briefing would
    have errors, and then writes nothing; OSError.
    """
    with project_lock(root):
        seeds = read_seeds(root)
        staged = stage_draft(replace(read, seeds=seeds, loaded=load(seeds, KINDS)), draft, made_by)
        if staged.problems:
            raise BriefingError(staged.problems)
        if staged.files:
            from ..evidence import verifier  # a draft that is only listed starts without it

            after = load({**seeds, **staged.files}, KINDS)
            lock = verifier.verify_source(after, read.article.source_id, read.text).lock
            _write_all(root, seeds, {**staged.files, lockfile.PATH: lock.encode()})
    return WriteResult(
        tuple((file.path, len(file.drafts)) for file in staged.resolved.files),
        tuple(staged.resolved.existing),
        tuple((one.what, one.reason, one.text) for one in staged.resolved.skipped),
    )


def _content(seeds: Files, file: import_drafts.DraftFile, made_by: str) -> bytes:
    before = seeds.get(file.path)
    text = (f"# {made_by}\n" if made_by else "") + file.text
    if file.kind.layout is Layout.LIST and isinstance(before, bytes):
        return record_files.append_records(file.path, before, text)
    return text.encode()


def _new_errors(before: Loaded, after: Loaded) -> list[Problem]:
    old = {(one.path, one.line, one.code) for one in checks.find_problems(before)}
    return [
        one for one in checks.find_problems(after) if not one.is_warning and (one.path, one.line, one.code) not in old
    ]


def _write_all(root: Path, seeds: Files, files: dict[str, bytes]) -> None:
    """Writes files; if one can't be written, those before are as they were."""
    done: list[str] = []
    try:
        for path, content in files.items():
            record_files.refuse_links(root, path)
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            done.append(path)
            atomic_files.replace_file(root / path, content)
    except BaseException:
        for path in done:
            old = seeds.get(path)
            if isinstance(old, bytes):
                atomic_files.replace_file(root / path, old)
            else:
                (root / path).unlink(missing_ok=True)
        raise

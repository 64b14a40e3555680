"""`briefing new`: creates a commented record, whose blanks an editor fills in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import click

from ..authoring import scaffold_record, scaffold_source
from ..evidence import readers
from ..kinds import KINDS, find_kind
from ..loading import checks, load, yaml_reader
from ..model import Kind, Layout, indexes
from ..problems import Code, escape_path, quote_value
from ..records import dates, fields
from ..storage import atomic_files, project_lock, read_seeds
from ..text import urls
from . import console, options, record_files, source_texts

_SHOWN_MAX = 5
"""The most texts of a kind that are shown when they are left out."""


@click.command("new", epilog=f"Kinds: {', '.join(kind.name for kind in KINDS if kind.seeds_path)}")
@options.root
@click.argument("kind")
@click.argument("id")
@click.option(
    "--text",
    metavar="FILE",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="For a source: read its text from FILE (plain text, HTML, PDF, Word).",
)
@click.option("--url", help="With --text: where the article can be read.")
@click.option("--issued", metavar="DATE", help="With --text: when it was published (EDTF).")
@click.option("--title", help="With --text: its headline.")
@click.option("--publication", help="With --text: the magazine, newspaper or site that it appeared in.")
@click.option("--encoding", metavar="NAME", help="With --text: the encoding of FILE, if it is not recognized.")
def command(root: Path, kind: str, id: str, text: Path | None, **given: str | None) -> None:
    """Create a commented record to fill in.

    The record is of KIND and has the id ID.

    With --text, a source has the facts and the numbered paragraphs of its text, and the text is copied to texts/ID.txt,
    which git ignores. Whatever is left out of the text is listed. The record of a source that exists stays as it is; only
    its text is written.
    """
    try:
        chosen = find_kind(kind)
    except ValueError as error:
        raise click.UsageError(str(error)) from error
    facts = {name: value for name, value in given.items() if value is not None}
    if text is None:
        if facts:
            raise click.UsageError(f"--{next(iter(facts))} needs --text FILE")
        path = create_record(root, chosen, id)
        click.echo(f"{path}: fill in the blanks, then run: briefing check")
        return
    if not indexes.SOURCE_KINDS.allows(chosen.name):
        raise click.UsageError(f"--text is for sources, not for {chosen.name}")
    encoding = facts.pop("encoding", "")
    for line in create_source(root, chosen, id, text, _facts(facts), encoding):
        click.echo(line)


def _facts(given: Mapping[str, str]) -> readers.Metadata:
    """Returns the facts that a person gave. Raises UsageError if one has a wrong form."""
    try:
        fields.validate_date(given.get("issued", "2000"))
        urls.validate(given.get("url", "https://example.org"))
    except dates.DateError as error:
        raise click.UsageError(
            f"--issued {quote_value(given['issued'])} {error}; right are {dates.EXAMPLES}"
        ) from error
    except ValueError as error:
        raise click.UsageError(f"--url {quote_value(given['url'])} {error}") from error
    return readers.Metadata(
        given.get("title", ""),
        given.get("publication", ""),
        given.get("issued", ""),
        url=given.get("url", ""),
        origins=dict.fromkeys(given, ""),
    )


def create_source(
    root: Path, kind: Kind, record_id: str, file: Path, given: readers.Metadata, encoding: str = ""
) -> Iterator[str]:
    """Reads a source's text, writes it and the record, and yields a report in lines.

    `given` has the facts that a person knows. The record of a source that exists is left alone. Raises BriefingError if
    the file can't be read, or the text exists, and then writes nothing; OSError.
    """
    with project_lock(root):
        path, text_path = kind.file_of(record_id), source_texts.path_of(record_id)
        is_known = record_files.is_id(record_id) and (root / path).is_file()
        path = path if is_known else _new_path(root, kind, record_id)
        record_files.refuse_links(root, text_path)
        if (root / text_path).exists():
            raise record_files.refusal(
                text_path, Code.DUPLICATE_ID, "the text exists already; move it away, or choose another id"
            )
        with console.Progress("read {} of {} pages") as progress:
            raw = _read(file)
            document = readers.read_document(raw, file.as_posix(), encoding, given.title, progress)
        text, source = readers.write_text(document, file.as_posix())
        facts = _with_language(given.merged(document.metadata), root)
        record = scaffold_source(kind.record, record_id, facts, len(source.paragraphs))
        source_texts.create_source_text(root, record_id, text)
        head = ""
        if not is_known:
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            atomic_files.create_file(root / path, record.encode())
            head = _set_unknown_as_of(root, facts.issued)
    counts = f"{console.count(len(source.paragraphs), 'paragraph')}, {console.count(source.words, 'word')}"
    yield f"{escape_path(file.as_posix())}: {document.format}, {counts}"
    yield from _describe_left_out(document)
    yield from document.notes
    yield f"{text_path}: written"
    if head:
        yield f"{head}: as_of is {facts.issued} now, the day of this text; confirm it"
    if is_known:
        yield f"{path}: exists and is left as it is; now run: briefing verify {record_id}"
        return
    yield f"{path}: confirm the fields below a comment, and replace each TODO; then run: briefing verify {record_id}"


def _set_unknown_as_of(root: Path, issued: str) -> str:
    """Writes the day of a text as the date of the facts, if a new briefing has none.

    Returns the path of the changed file, or "".
    """
    path = next(kind for kind in KINDS if kind.layout is Layout.ONE).seeds_path
    record_files.refuse_links(root, path)
    before = atomic_files.read_start(root / path, yaml_reader.MAX_BYTES) if (root / path).is_file() else b""
    unknown = b'as_of: "20XX"'
    if not issued or unknown not in before or len(before) > yaml_reader.MAX_BYTES:
        return ""
    atomic_files.replace_file(root / path, before.replace(unknown, f'as_of: "{issued}"'.encode(), 1))
    return path


def _read(file: Path) -> bytes:
    if not file.is_file():
        raise record_files.refusal(str(file), Code.STRAY_FILE, "is not a plain file")
    return atomic_files.read_start(file, readers.MAX_BYTES)


def _with_language(facts: readers.Metadata, root: Path) -> readers.Metadata:
    """Returns the facts with the briefing's language if the text does not give one."""
    if facts.language:
        return facts
    head = load(read_seeds(root), KINDS).briefing.head
    origins = facts.origins | {"language": "the language of the briefing"}
    return replace(facts, language=getattr(head, "language", ""), origins=origins)


def _describe_left_out(document: readers.Document) -> Iterator[str]:
    """Yields a line for each kind of text that is left out."""
    groups: dict[str, list[str]] = {}
    for one in document.left_out:
        groups.setdefault(one.what, []).append(one.text)
    for what, texts in groups.items():
        shown = list(dict.fromkeys(texts))
        most = len(shown) if what == readers.OTHER else _SHOWN_MAX
        more = f", and {len(shown) - most} more" if len(shown) > most else ""
        words = ", ".join(quote_value(text) for text in shown[:most])
        yield f"left out: {what}{f' ({len(texts)} times)' if len(texts) > 1 else ''}: {words}{more}"


def create_record(root: Path, kind: Kind, record_id: str) -> str:
    """Writes a scaffold for a record and returns its path from `root`.

    In a list file, the record is added at the end. Raises BriefingError if the id has a wrong form or is taken, or the file cannot take the record; OSError.
    """
    with project_lock(root):
        path = _new_path(root, kind, record_id)
        is_list = kind.layout is Layout.LIST
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        text = scaffold_record(kind, record_id)
        if is_list and (root / path).exists():
            before = atomic_files.read_start(root / path, yaml_reader.MAX_BYTES)
            content = record_files.append_records(path, before, text)
            atomic_files.replace_file(root / path, content)
        else:
            atomic_files.create_file(root / path, text.encode())
        return path


def _new_path(root: Path, kind: Kind, record_id: str) -> str:
    """Returns the path of a new record. Raises BriefingError if its id can't be used."""
    path = kind.file_of(record_id)
    if not record_files.is_id(record_id):
        raise record_files.refusal(kind.seeds_path, Code.WRONG_FORM, record_files.wrong_id(record_id))
    record_files.refuse_links(root, path)
    if (root / path).exists() and kind.layout is not Layout.LIST:
        raise record_files.refusal(path, Code.DUPLICATE_ID, "the file exists already; edit it")
    loaded = load(read_seeds(root), KINDS)
    if record_id in loaded.briefing.reserved_ids:
        raise record_files.refusal(path, Code.WRONG_FORM, checks.describe_reserved(record_id))
    taken, renamed = loaded.known_ids.get(record_id), loaded.briefing.former_ids.get(record_id)
    if taken:
        message = f"{taken[1]} already has the id {quote_value(record_id)}; ids are unique across all kinds"
        raise record_files.refusal(path, Code.DUPLICATE_ID, message)
    if renamed:
        message = (
            f"{quote_value(record_id)} is a former id of {quote_value(renamed.record.id)}, to which its address leads"
        )
        raise record_files.refusal(path, Code.DUPLICATE_ID, message)
    return path

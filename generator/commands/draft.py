"""`briefing draft`: drafts records from a source's text by rules."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from textwrap import indent

import click

from ..drafting import OPEN, BlockKind, Draft, DraftRecord, draft_article
from ..problems import escape_path
from . import console, draft_writer, options


@click.command("draft")
@options.root
@click.argument("source")
@click.option("--write", is_flag=True, help="Create the records as drafts, and write the lock of their evidence.")
@click.option(
    "--with",
    "program",
    metavar="COMMAND",
    help="Ask a program, such as that of a language model, instead of the rules.",
)
@click.option(
    "--time-limit",
    metavar="SECONDS",
    type=click.IntRange(1),
    default=600,
    show_default=True,
    help="With --with: how long the program may take.",
)
@click.option("--prompt", is_flag=True, help="Print the prompt for a language model, and do nothing else.")
def command(root: Path, source: str, write: bool, program: str | None, time_limit: int, prompt: bool) -> None:
    """Draft records from a source's text.

    The text is texts/SOURCE.txt, as `briefing new sources SOURCE --text FILE` writes it. People, organisations, states,
    experts and statements are found by rules; nothing is sent anywhere. Without --write they are only listed, by
    paragraph.

    --write creates them with `draft: true` and changes no existing record. Texts in your own words stay open: TODO. If a
    quotation is not in its paragraph, nothing is written.

    --with runs COMMAND, which reads a prompt on its standard input and writes JSON to its standard output. What the text
    does not support is left out, with the reason. `briefing import json FILE` reads an answer to --prompt in the same way.
    """
    if prompt and (program is not None or write):
        raise click.UsageError("--prompt prints the prompt only; leave out --with and --write")
    read = draft_writer.read_article(root, source)
    if prompt or program is not None:
        from . import model_drafts, model_process  # drafts by rules start without them
    if prompt:
        click.echo(model_drafts.write_prompt(read), nl=False)
        return
    if program is not None:
        proved = model_drafts.ask(read, program, time_limit)
        draft = proved.draft
        report = [*describe(replace(draft, left_out=())), *model_drafts.describe_proof(proved)]
    else:
        with console.Progress("drafting: step {} of {}") as progress:
            draft = draft_article(read.article, read.loaded.briefing, progress)
        report = [*describe(draft)]
        for number in (n for n, kind in enumerate(read.article.kinds, 1) if kind is BlockKind.TOO_LONG):
            message = (
                f"p{number} is too long to be read; divide it by blank lines in texts/{source}.txt, and number the "
                "paragraphs of the source again"
            )
            click.echo(message, err=True)
    for line in report:
        click.echo(line)
    if problems := tuple(draft_writer.find_disagreements(read, draft)):
        console.print_problems(problems)
    if program is not None and not write:
        click.echo("nothing is written; to create the drafts, add --write")
    if write:
        made_by = model_drafts.made_by(source, model_process.name_of(program)) if program is not None else ""
        result = draft_writer.write_draft(root, read, draft, made_by)
        console.print_lines(describe_written(result), "lines")


def describe(draft: Draft) -> Iterator[str]:
    """Yields a table of a draft in lines: paragraph, kind of record, what was found."""
    rows = [((one.paragraphs or (0,))[0], one.kind, _words(one)) for one in draft.records]
    rows += [(one.paragraph, "left out", f"{one.what} ({one.why})") for one in draft.left_out]
    width = max((len(kind) for _, kind, _ in rows), default=0)
    for number, kind, words in sorted(rows, key=lambda row: row[0]):
        yield f"p{number:<3} {kind:<{width}}  {escape_path(words)}"


def _words(record: DraftRecord) -> str:
    """Returns a record in a line: its name, date or quotation, its role or speaker."""
    fields = record.fields
    if record.owner:
        said = fields.get("quote") or next((one.get("exact") for one in fields["evidence"] if one.get("exact")), "")
        return f"{record.owner}: {said}" if said else f"{record.owner} ({fields.get('voice', 'direct')})"
    exact = next((one["exact"] for one in fields["evidence"] if "exact" in one), record.id)
    own = (fields.get(name, OPEN) for name in ("name", "title", "question", "term", "date_words"))
    name = next((str(one) for one in own if not str(one).startswith(OPEN)), exact)
    kind = fields.get("kind", "")
    details = ", ".join(str(one) for one in (kind, fields.get("role"), fields.get("date")) if one)
    return f"{name} ({details})" if details else name


def describe_written(result: draft_writer.WriteResult) -> Iterator[str]:
    """Yields what was written and what was not, in lines."""
    for path, number in result.written:
        yield f"{path}: {console.count(number, 'draft')}"
    for path, kind, record_id in result.existing:
        yield f"{path}: {kind} {record_id} exists already and is not changed"
    for (what, reason), number in Counter((what, reason) for what, reason, _ in result.skipped).items():
        yield f"not written: {console.count(number, what)}: {escape_path(reason)}"
        texts = [text for *same, text in result.skipped if same == [what, reason] and text]
        if texts:
            yield f"{what}s:"
            yield from (
                escape_path(line)
                for text in texts
                for line in indent(f"- {indent(text, '  ').strip()}", "  ").splitlines()
            )
    total = sum(number for _, number in result.written)
    yield f"{console.count(total, 'draft')} written, {len(result.existing)} exist already"

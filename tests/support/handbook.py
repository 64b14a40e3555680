"""The generated references of the handbook: commands, fields and errors.

`python -m support.handbook` writes them. They follow from the program, the models and the cases alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from enum import StrEnum
from pathlib import Path

import click
from pydantic.fields import FieldInfo

from generator.commands import SECTIONS, ExitCode, main
from generator.kinds import KINDS
from generator.model import Kind, Layout
from generator.problems.catalogue import ERROR_CATALOGUE
from generator.problems.problem import Code
from generator.records import Record, fields
from support import drafting, round_trips
from support.faults import CASES, Case, File
from support.project import ROOT

PAGES = ROOT / "handbook/docs"


REFERENCES = ("reference/commands", "reference/fields", "reference/errors", "develop/drafting", "exchange/round-trips")


def references() -> Mapping[Path, str]:
    """The files of the references and their text."""
    return {PAGES / f"{name}.md": reference(name) for name in REFERENCES}


def reference(name: str) -> str:
    """The text of one reference."""
    lines = dict(zip(REFERENCES, (_commands, _fields, _errors, _drafting, _round_trips), strict=True))[name]
    return "\n".join(lines()) + "\n"


def _head(title: str, description: str) -> Iterator[str]:
    yield "---"
    yield f"title: {title}"
    yield f'description: "{description}"'
    yield "---"
    yield "<!-- Made by `make handbook`: change the program, the models or the cases instead. -->\n"
    yield f"# {title}\n"


# Drafting


def _drafting() -> Iterator[str]:
    yield from _head("Drafting by rules", "Figures of drafts by rules against annotated articles.")
    yield DRAFTING
    yield from drafting.table()
    yield FIRST_ARTICLE
    yield from drafting.first_article()
    yield LINES
    yield from drafting.typed_lines()


FIRST_ARTICLE = """
## The first article

The text of the first briefing's article is not part of the project, and never will be. Its quotations are fragments of a few words, so a text
made of them would test the rules against sentences of ours: who speaks, and what is said, can't be scored. The words for dates can, each
in a sentence "It took place ...":
"""
LINES = """
A person typed the lines of the first briefing by hand. The last column counts the lines of those fields that `briefing draft` and `briefing new
sources --text` do not fill: texts in one's own words, judgements, relations, takeaways. It assumes that the draft finds every record; with the recall
above, add a tenth.
"""
DRAFTING = """\
`briefing draft` finds records in an article's text by rules, without a model or a network. This page compares its drafts with the
annotations of fourteen invented articles in `tests/examples/articles`. `benchmarks/drafting.py --details` prints what was missed and what was
wrong, and `tests/cases/scores/drafting.txt` lists it, so a change of the rules shows as a difference.

**Recall** is the share of what people annotated that a draft has. **Precision** is the share of the drafts that people annotated.

| Measure | A draft is right if |
| --- | --- |
| quotations | it quotes the words of an annotated direct quotation and names its speaker |
| actors | it has one of the actor's names; unnamed sources and groups count |
| experts | it has the expert's name |
| dates | the words are the annotated ones and the EDTF value is one that the annotation accepts |
| risks and questions | its evidence overlaps with the annotated words of risk or doubt |

The rules were written with the first four articles at hand. The others, in other styles, were annotated later, before the rules read them. What
the rules found at first:

| Articles annotated later, at first | Quotations | Actors | Experts | Dates | Risks and questions |
| --- | --- | --- | --- | --- | --- |
| five, recall | 0.65 | 0.68 | 0.83 | 0.93 | 0.68 |
| five, precision | 0.85 | 0.87 | 1.00 | 0.97 | 0.59 |
| three more, recall | 0.88 | 0.63 | 0.43 | 0.76 | 0.72 |
| three more, precision | 0.96 | 0.88 | 1.00 | 0.76 | 0.65 |
| two more, recall | 0.79 | 0.89 | 0.50 | 0.82 | 0.64 |
| two more, precision | 0.88 | 0.96 | 1.00 | 0.82 | 0.54 |

Then the rules were corrected each time. Expect such figures of an article in a new style. Dates never claim more than their words:

| Words, in an article of 2025-09-16 | Date |
| --- | --- |
| last November | `2024-11` |
| last March, which may be this year's or last year's | `2025-03?` |
| they have until the end of the month | `[..2025-09-30]` |
| they will meet later this week | `[2025-09-17..2025-09-21]` |
| in the third quarter of 2024 | `2024-07/2024-09` |
| in fiscal 2024, of which the article does not say when it begins | `2024?` |
| two weeks ago | `2025-09-02~` |
| over two decades ago | `[..2005-09]` |
| in recent years; decades ago; every Friday | none: it is listed as left out |

The likelihood of a risk is set only where the words are terms of ICD 203. "Highly likely" and "more likely" are none of them.
"""

# Round trips


def _round_trips() -> Iterator[str]:
    yield from _head("Round trips", "What is lost when a briefing is exported and imported again, format by format.")
    yield ROUND_TRIPS
    yield from round_trips.tables()


ROUND_TRIPS = """\
A test exports three briefings and imports each into an empty folder: the first briefing, and two invented ones in `tests/examples/northern-grid`. Then it
exports and imports the result again, which loses nothing more. These tables list the fields that are filled in one of the three. What comes back is a draft, and its
evidence is not verified. No format of other tools has evidence as data: it names sources and paragraphs in words.

Some ids change: an import that has no id of a record makes one from its name.
"""

# Commands

EXIT_CODES = {
    ExitCode.OK: "The command succeeded.",
    ExitCode.PROBLEMS: "The data has problems, which are printed.",
    ExitCode.USAGE: "The command was called wrongly.",
    ExitCode.BUG: "The program has a bug. It prints a traceback.",
}


def _commands() -> Iterator[str]:
    yield from _head("Commands", "Every command with its options, from the program's own help.")
    yield "Every command has `--help`, which prints what is listed here.\n"
    yield "| Exit code | Meaning |"
    yield "| --- | --- |"
    yield from (f"| {code.value} | {EXIT_CODES[code]} |" for code in ExitCode)
    yield ""
    context = click.Context(main, info_name="briefing", **main.context_settings)
    for section, names in SECTIONS.items():
        yield f"## {section}\n"
        for command in [main.commands[name] for name in names]:
            yield from _command(command, click.Context(command, parent=context, info_name=command.name))


def _command(command: click.Command, context: click.Context) -> Iterator[str]:
    yield f"### briefing {command.name} {{ #{command.name} }}\n"
    yield f"```text\n{context.command_path} {' '.join(command.collect_usage_pieces(context))}\n```\n"
    for text in (command.help, command.epilog):
        for paragraph in re.split(r"\n\s*\n", text or ""):
            if paragraph.strip():
                yield " ".join(paragraph.replace("\b", "").split()) + "\n"
    for option in command.params:
        if (record := option.get_help_record(context)) and record[1]:
            yield f"- `{record[0]}`: {' '.join(record[1].split())}"
    yield ""


# Fields


def _fields() -> Iterator[str]:
    yield from _head("Fields", "Every field of every kind of record, from the models.")
    yield "A field marked * is required. `briefing new KIND ID` writes a record with all these explanations in it.\n"
    yield "## All records { #record }\n"
    yield "Every record has these fields, and the fields of its kind.\n"
    parts: dict[type[fields.Data], None] = {}
    nested = {kind.record: kind for kind in KINDS if kind.layout is Layout.NESTED}
    yield from _table(Record, parts, nested)
    for kind in KINDS:
        if kind.layout is not Layout.NONE:
            yield f"## {kind.title} {{ #{kind.name} }}\n"
            yield f"{_first_sentence(kind.record)} {_location(kind)}\n"
            yield from _table(kind.record, parts, nested)
    yield "## Parts of records\n"
    for part in (todo := list(parts)):
        found: dict[type[fields.Data], None] = {}
        yield f"### {_name(part)} {{ #{_anchor(part)} }}\n"
        yield f"{_first_sentence(part)}\n"
        yield from _table(part, found, nested)
        todo += [one for one in found if one not in todo]


def _location(kind: Kind) -> str:
    if kind.layout is Layout.NESTED:
        return "It is part of another record."
    file = f"{kind.seeds_path}<id>.yml" if kind.layout is Layout.FOLDER else kind.seeds_path
    return f"File: `{file}`{', a list' if kind.layout is Layout.LIST else ''}."


def _table(
    model: type[fields.Data], parts: dict[type[fields.Data], None], nested: Mapping[type[fields.Data], Kind]
) -> Iterator[str]:
    """Yields a row for each field, and adds the models of its parts to `parts`."""
    yield "| Field | Type | Meaning |"
    yield "| --- | --- | --- |"
    for name, info in model.model_fields.items():
        if name in Record.model_fields and model is not Record:
            continue
        of = fields.unwrap_annotation(info.annotation)[0]
        part = ""
        if of in nested:
            part = f"[{nested[of].singular}](#{nested[of].name})"
        elif isinstance(of, type) and issubclass(of, fields.Data):
            part = f"[{_name(of).lower()}](#{_anchor(of)})"
            parts[of] = None
        yield f"| `{info.alias or name}`{'&nbsp;&#42;' * info.is_required()} | {_type(info, part)} | {_meaning(info)} |"
    yield ""


def _type(info: FieldInfo, part: str) -> str:
    """Returns a field's type in words; `part` is the link to the model of a part."""
    of, _, is_list = fields.unwrap_annotation(info.annotation)
    if reference := fields.find_reference(info):
        return f"list of {reference.plural_words}" if is_list else reference.words
    if part:
        name = part
    elif fields.is_date(info):
        name = "[date](../write/editing.md#dates)"
    elif isinstance(of, type) and issubclass(of, StrEnum):
        name = "word"
    else:
        name = {int: "number", bool: "true or false"}.get(of, "text")
    return f"list of {name}" if is_list else name


def _meaning(info: FieldInfo) -> str:
    of, metadata, _ = fields.unwrap_annotation(info.annotation)
    found = [info.description or ""]
    if isinstance(of, type) and issubclass(of, StrEnum):
        found.append(f"Allowed: {', '.join(f'`{word.value}`' for word in of)}.")
    if info.default and not info.is_required():
        default = info.default if isinstance(info.default, tuple) else (info.default,)
        found.append(f"Default: {', '.join(f'`{str(one).lower()}`' for one in default)}.")
    examples = info.examples or [e for one in metadata if isinstance(one, FieldInfo) for e in one.examples or ()]
    if examples and not fields.is_date(info):
        found.append(f"Example: {', '.join(f'`{one}`' for one in examples)}.")
    return " ".join(filter(None, found)).replace("|", "&#124;")


def _name(model: type[fields.Data]) -> str:
    """Returns a model's name in words: "Source version"."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", model.__name__).capitalize()


def _anchor(model: type[fields.Data]) -> str:
    return "part-" + _name(model).lower().replace(" ", "-")


def _first_sentence(model: type[fields.Data]) -> str:
    return (model.__doc__ or "").strip().splitlines()[0]


# Errors

NOTES = {
    "gone": " (no such file)",
    "bytes": " (backslash escapes stand for bytes)",
    "link": " (a symbolic link)",
    "locked": " (without permission to read it)",
}


def examples() -> dict[str, Case]:
    """The first case of each code that shows nothing else and is corrected."""
    found: dict[str, Case] = {}
    for case in CASES:
        if case.mended and len({*case.codes}) == 1:
            found.setdefault(case.codes[0], case)
    return found


def _errors() -> Iterator[str]:
    yield from _head(
        "Error reference", "Each error code: what it means, a wrong example, the message, a right example."
    )
    yield "`briefing check` prints these codes. [Errors and warnings](../check/errors.md) explains the output.\n"
    shown = examples()
    for code in Code:
        yield from _section(code, shown.get(code.value))


def _section(code: Code, case: Case | None) -> Iterator[str]:
    entry = ERROR_CATALOGUE[code]
    yield f"## {code.value}: {entry.title} {{ #{code.value.lower()} }}\n"
    yield f"{entry.help}\n"
    if case is None:
        return
    wrong = tuple(
        file for file in case.wrong if not (file.how == "gone" and file.path in {m.path for m in case.mended})
    )
    yield "Wrong, and the message:\n"
    yield "\n".join(["```yaml", *_excerpts(wrong or case.wrong, case.mended), "```\n"])
    said = [line for line in case.expected.splitlines() if not line.startswith(" ")]
    yield "\n".join(["```text", *said, "```\n"])
    yield "Right:\n"
    yield "\n".join(["```yaml", *_excerpts(case.mended, case.wrong), "```\n"])


def _excerpts(files: tuple[File, ...], others: tuple[File, ...]) -> Iterator[str]:
    """The lines of each file in which it differs from the other of the same path, with one line around them."""
    other = {file.path: file.text for file in others}
    for file in files:
        lines, against = file.text.splitlines(), other.get(file.path, "").splitlines()
        first = next((n for n, pair in enumerate(zip(lines, against, strict=False)) if pair[0] != pair[1]), None)
        if first is None:
            first = min(len(lines), len(against))
        tail = next(
            (n for n, pair in enumerate(zip(lines[::-1], against[::-1], strict=False)) if pair[0] != pair[1]),
            min(len(lines), len(against)),
        )
        last = max(len(lines) - tail, first)
        begin, end = max(first - 1, 0), min(last + 1, len(lines))
        empty = " (empty)" if not file.text and not file.how else ""
        yield f"# {file.path}{NOTES.get(file.how, '')}{empty}"
        yield from ["..."] * (begin > 0)
        yield from (line.rstrip() for line in lines[begin:end])
        yield from ["..."] * (end < len(lines))
        if file.count > 1:
            yield f"# ... and so on, {file.count} lines"


def write() -> None:
    """Writes the references."""
    for file, text in references().items():
        file.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    write()

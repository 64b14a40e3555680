"""`briefing fmt`: the cases in tests/cases/fmt, records drawn at random, damaged records, and the command on real files.

A case begins with a sentence; `=== PATH` begins a file as it was, `=== becomes` what it is brought into. UPDATE=1 writes that
anew: read it.
"""

from __future__ import annotations

import json
import os
import random
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.authoring.formatter import format_yaml
from generator.authoring.migrations import STEPS
from generator.authoring.scaffold import scaffold_record
from generator.authoring.yaml_scalars import WIDTH, format_inline
from generator.commands.fmt import format_file
from generator.kinds import KINDS
from generator.loading.seed_paths import kind_of
from generator.loading.yaml_reader import read
from generator.model.kind import Layout
from generator.records import short_evidence
from generator.records.fields import CURRENT_FORMAT, Data
from generator.storage.seed_files import read_seeds
from support.commands import briefing
from support.invented import Inventor
from support.mutations import damaged
from support.project import EXAMPLES, ROOT

CASES = sorted((ROOT / "tests/cases/fmt").glob("*.txt"))
FILED = [kind for kind in KINDS if kind.seeds_path]
COMMENT = re.compile(r"# ?c\d+q")
every_case = pytest.mark.parametrize("file", CASES, ids=lambda file: file.stem)


def record_of(path: str) -> type[Data]:
    kind = kind_of(path, KINDS)
    assert kind
    return kind.record


def loaded(text: bytes, record: type[Data], default_source: str = "") -> str:
    """The loaded data, with the types of all values and with evidence in its long form."""
    document = read(text)
    assert document.problems == ()
    records = document.data if isinstance(document.data, list) else [document.data]
    return json.dumps([short_evidence.expand(one, record, default_source) for one in records], sort_keys=True)


def case(file: Path) -> tuple[str, str, str, str]:
    says, path, before, after = re.split(
        r"\n\n=== |\n=== becomes\n", file.read_text(encoding="utf-8").replace(".yml\n", ".yml\n\n=== ", 1)
    )
    return says, path, f"{before}\n", after


def formed(raw: bytes, path: str) -> bytes:
    """The file in its form, from the data format that it states."""
    data = read(raw).data
    version = data.get("format", CURRENT_FORMAT) if isinstance(data, dict) else CURRENT_FORMAT
    return format_yaml(raw, record_of(path), version)


# The form


@every_case
def test_a_text_is_brought_into_its_form(file: Path) -> None:
    says, path, before, after = case(file)
    form = formed(before.encode(), path).decode()
    if os.environ.get("UPDATE"):
        file.write_text(f"{says}\n\n=== {path}\n{before}=== becomes\n{form}", encoding="utf-8")
    assert form == after or os.environ.get("UPDATE")


@every_case
def test_what_is_loaded_and_the_comments_stay_the_same(file: Path) -> None:
    says, path, before, after = case(file)
    assert says.endswith(".")
    current = re.sub("^format: [0-9]+", f"format: {CURRENT_FORMAT}", before, flags=re.MULTILINE)
    assert loaded(after.encode(), record_of(path)) == loaded(current.encode(), record_of(path))
    assert format_yaml(after.encode(), record_of(path)) == after.encode()
    assert all(len(line) <= WIDTH or " " not in line.strip() or '"' in line for line in after.splitlines())


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["", "BOM"])
@every_case
def test_line_ends_stay_and_a_byte_order_mark_goes(file: Path, newline: str, mark: bytes) -> None:
    _, path, before, after = case(file)
    raw = mark + before.replace("\n", newline).encode()
    assert formed(raw, path) == after.replace("\n", newline).encode()


def test_there_is_a_step_from_each_older_data_format() -> None:
    assert [*STEPS] == [*range(1, CURRENT_FORMAT)]


def test_line_ends_of_both_sorts_become_those_of_most() -> None:
    assert (
        format_yaml(b"id: a\r\nname: b\r\nkind: c\n", record_of("seeds/actors/a.yml"))
        == b"id: a\r\nkind: c\r\nname: b\r\n"
    )
    assert format_yaml(b"id: a\r\nname: b\nkind: c", record_of("seeds/actors/a.yml")) == b"id: a\nkind: c\nname: b\n"


@pytest.mark.parametrize("kind", FILED, ids=lambda kind: kind.name)
def test_a_formatted_scaffold_keeps_its_explanations(kind: Any) -> None:
    text = scaffold_record(kind, "a-new-one")
    form = format_yaml(text.encode(), kind.record).decode()
    assert sorted(re.findall("#.*", form)) == sorted(re.findall("#.*", text))
    assert re.sub(" null$", "", form, flags=re.MULTILINE) == text


def test_evidence_of_the_default_source_needs_no_source() -> None:
    raw = b"id: a\nevidence: [a-source#p2, {source: a-source, paragraph: 3, exact: three words here}, b-source#p4]\n"
    form = format_yaml(raw, record_of("seeds/actors/a.yml"), default_source="a-source")
    assert form == b"id: a\nevidence:\n  - p2\n  - p3: three words here\n  - b-source#p4\n"
    assert format_yaml(form, record_of("seeds/actors/a.yml"), default_source="a-source") == form


def test_the_first_article_is_in_its_form() -> None:
    done = briefing(ROOT, "fmt", "--check")
    assert (done.returncode, done.stdout) == (0, "")
    assert re.fullmatch(r"0 files would change, \d+ unchanged\n", done.stderr)


# Any text


def other_readers(text: str) -> list[Any]:
    return [yaml.load(text, Loader=loader) for loader in (yaml.SafeLoader, yaml.CSafeLoader)]


@given(
    st.one_of(
        st.text(),
        st.text(alphabet="0123456789-+.:~_eExXoTZ/[] yn,", max_size=12),
        st.text(alphabet="ab -:#,[]{}?!&*|>'\"%@`\\\t\n=<~"),
    )
)
def test_every_reader_takes_a_text_for_that_text(text: str) -> None:
    if read(json.dumps(text).encode()).problems:
        return  # characters that may not stand in the data
    for written, path in (
        (f"k: {format_inline(text)}", ("k",)),
        (f"- {format_inline(text)}", (0,)),
        (f"k: [{format_inline(text, True)}, x]", ("k", 0)),
    ):
        for data in (read(written.encode()).data, *other_readers(written)):
            for step in path:
                data = data[step]
            assert data == text
            assert type(data) is str


# Records drawn at random


def commented(draw: random.Random, text: str, record: type[Data]) -> str:
    """The text with comments and empty lines wherever they change nothing, each comment with its own number."""
    lines, same = text.split("\n"), loaded(text.encode(), record)
    for number in range(draw.randrange(1, 9)):
        at, new = draw.randrange(len(lines)), list(lines)
        comment = f"#{draw.choice(('', ' '))}c{number}q"
        new[at] = draw.choice(
            (
                f"{lines[at]}{draw.choice((' ', '  ', chr(9)))}{comment} ",
                f"{' ' * draw.choice((0, 1, 2, 3, 4, 6, 8))}{comment}\n{lines[at]}",
                f"{draw.choice(('', ' ', chr(10)))}\n{lines[at]}",
            )
        )
        raw = "\n".join(new).encode()
        if not read(raw).problems and loaded(raw, record) == same:
            lines = "\n".join(new).split("\n")
    return "\n".join(lines)


def keeps_all(text: str, record: type[Data]) -> None:
    form = format_yaml(text.encode(), record)
    assert loaded(form, record) == loaded(text.encode(), record)
    assert Counter(COMMENT.findall(form.decode())) == Counter(COMMENT.findall(text))
    assert format_yaml(form, record) == form


def shuffled(draw: random.Random, value: Any) -> Any:
    if isinstance(value, dict):
        return {key: shuffled(draw, value[key]) for key in draw.sample(list(value), len(value))}
    return [shuffled(draw, one) for one in value] if isinstance(value, list) else value


_words = st.text(
    alphabet=st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp", "Cn", "Cf")), min_size=1
)
_prose = st.lists(
    st.sampled_from(
        ("A sentence.", "Another one!", "U.S.", "word", "  ", "\n", "\n\n", "a: b", "# c", "- d", "'", '"', "\\", "é")
    ),
    min_size=1,
    max_size=30,
).map(" ".join)
_texts = st.one_of(_prose, _words).filter(str.strip)


@pytest.mark.slow
@settings(max_examples=settings().max_examples // 2)
@given(st.lists(_texts, min_size=3, max_size=8), st.randoms(use_true_random=False))
def test_no_record_is_changed_and_no_comment_lost(texts: list[str], draw: random.Random) -> None:
    def next_text() -> str:
        return draw.choice(texts)

    kind = draw.choice(FILED)
    records = [Inventor(next_text).record(kind.record, f"one-{n}") for n in range(2)]
    data = shuffled(draw, records if kind.layout is Layout.LIST else records[0])
    text = yaml.dump(
        data,
        Dumper=draw.choice((yaml.SafeDumper, yaml.CSafeDumper)),
        default_flow_style=draw.choice((False, False, None, True)),
        default_style=draw.choice((None, None, '"', "'", "|", ">")),
        allow_unicode=draw.random() < 0.7,
        indent=draw.choice((2, 4)),
        width=draw.choice((40, 100, 100_000)),
        sort_keys=False,
    )
    if not read(text.encode()).problems:
        keeps_all(commented(draw, text, kind.record), kind.record)


def seeds() -> list[tuple[str, bytes]]:
    return [
        (path, raw)
        for path, raw in sorted(read_seeds(EXAMPLES / "strait").items())
        if path.endswith(".yml") and isinstance(raw, bytes)
    ]


@pytest.mark.slow
@pytest.mark.parametrize("start", range(0, 600, 200))
def test_damaged_records_are_formatted_or_reported_without_an_exception(start: int) -> None:
    """Those that YAML still reads are formed with comments in them, whatever the model makes of them."""
    paths, texts = zip(*seeds(), strict=True)
    told = formed = 0
    for seed in range(start, start + 200):
        at, raw = damaged(seed, texts)
        form = format_file(paths[at], raw, KINDS)
        if isinstance(form, tuple):
            assert form, "left alone without a word"
            assert all(problem.path == paths[at] for problem in form)
            told += 1
        else:
            assert loaded(form, record_of(paths[at])) == loaded(raw, record_of(paths[at]))
        document = read(raw)
        if (
            not document.problems
            and isinstance(document.data, dict | list)
            and document.data
            and not re.search(rb"\S{900}", raw)
        ):
            text = re.sub("\r\n?", "\n", raw.decode("utf-8-sig"))
            keeps_all(commented(random.Random(seed), text, record_of(paths[at])), record_of(paths[at]))
            formed += 1
    assert min(told, formed) > 50, "the damage is too uniform to tell anything"

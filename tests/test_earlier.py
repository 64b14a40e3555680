"""A run that takes pages over from the last one gives what a run from nothing gives, whatever changed; and renders little."""

from __future__ import annotations

import random
import re
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import invented
import pytest
import yaml
from conftest import EXAMPLES, ROOT
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from generator import lock
from generator.check import check
from generator.earlier import earlier
from generator.facts import OpaqueError, Values
from generator.history import History, Step
from generator.kinds import KINDS
from generator.load import load
from generator.model import Briefing, Layout
from generator.render import Printed, again, render
from generator.site import briefing_in, generate
from generator.source import read_seeds
from generator.yamltext import read

STRAIT = EXAMPLES / "strait"
Files = dict[str, bytes]
Change = Callable[[random.Random, Files], None]


def _bytes(texts: Mapping[str, str | bytes]) -> dict[str, bytes]:
    return {path: text.encode() if isinstance(text, str) else text for path, text in texts.items()}


def _records(files: Files) -> list[tuple[str, Any]]:
    """Each file of records, with its data."""
    return [(path, read(raw).data) for path, raw in sorted(files.items()) if path != lock.PATH]


def _write(files: Files, path: str, data: Any) -> None:
    files[path] = yaml.safe_dump(data, sort_keys=False, allow_unicode=True).encode()


def _leaves(data: Any, key: str = "") -> list[tuple[Any, Any, str]]:
    """Each place of a text: what holds it, where, and the name of its field."""
    steps = data.items() if isinstance(data, dict) else enumerate(data)
    found = []
    for step, value in steps:
        name = step if isinstance(step, str) else key
        if isinstance(value, dict | list):
            found += _leaves(value, name)
        elif isinstance(value, str) and name != "id":
            found.append((data, step, name))
    return found


def _another_value(draw: random.Random, files: Files) -> None:
    """A field gets what the same field of another record holds: a word of a scale, a date, a reference, a text."""
    data = _records(files)
    path, record = draw.choice(data)
    holder, step, name = draw.choice(_leaves(record))
    others = [held[at] for _, other in data for held, at, named in _leaves(other) if named == name]
    holder[step] = draw.choice(others)
    _write(files, path, record)


def _another_text(draw: random.Random, files: Files) -> None:
    """A text gets a word more, often one that terms are mentioned by."""
    path, record = draw.choice(_records(files))
    texts = [leaf for leaf in _leaves(record) if " " in leaf[0][leaf[1]] and leaf[2] not in ("exact", "date_words")]
    holder, step, _ = draw.choice(texts)
    holder[step] = f"{draw.choice(('Pilotage', 'Quiet', '<b>', '§'))} {holder[step]}"
    _write(files, path, record)


def _less(draw: random.Random, files: Files) -> None:
    """An item of a list is gone: a piece of evidence, an alias, a statement, a relation, a term."""
    path, record = draw.choice(_records(files))

    def lists(data: Any) -> list[list[Any]]:
        inside = data.values() if isinstance(data, dict) else data
        found = [inner for value in inside if isinstance(value, dict | list) for inner in lists(value)]
        return [*found, data] if isinstance(data, list) and len(data) > 1 else found

    if choice := lists(record):
        chosen = draw.choice(choice)
        del chosen[draw.randrange(len(chosen))]
    _write(files, path, record)


def _deleted(draw: random.Random, files: Files) -> None:
    del files[draw.choice([path for path in sorted(files) if path.count("/") == 2])]


def _added(draw: random.Random, files: Files) -> None:
    """A copy of a record by another id, and what stands in it."""
    path = draw.choice([path for path in sorted(files) if path.count("/") == 2])
    own = Path(path).stem
    copy = re.sub(rb"(?m)^((?:  ?- |  )?id: )(.*)$", rb"\1\2-copy", files[path])
    files[path.replace(f"{own}.yml", f"{own}-copy.yml")] = copy


def _renamed(draw: random.Random, files: Files) -> None:
    path = draw.choice([path for path in sorted(files) if path.count("/") == 2])
    own = Path(path).stem
    word = re.compile(rb"(?<![a-z0-9-])" + own.encode() + rb"(?![a-z0-9-])")
    for one in [one for one in files if one != lock.PATH]:
        files[one] = word.sub(own.encode() + b"-a", files[one])
    files[path.replace(f"{own}.yml", f"{own}-a.yml")] = files.pop(path)


def _unlocked(draw: random.Random, files: Files) -> None:
    """A piece of evidence is not vouched for any more, or none is."""
    lines = files.get(lock.PATH, b"").split(b"\n")
    entries = [n for n, line in enumerate(lines) if b'"seal"' in line and line.endswith(b"},")]
    if not entries or draw.random() < 0.2:
        files.pop(lock.PATH, None)
    else:
        del lines[draw.choice(entries)]
        files[lock.PATH] = b"\n".join(lines)


CHANGES: dict[str, Change] = {
    "another value": _another_value,
    "another text": _another_text,
    "an item less": _less,
    "a record deleted": _deleted,
    "a record added": _added,
    "a record renamed": _renamed,
    "less of the lock": _unlocked,
}


@dataclass
class _Told:
    briefing: Briefing
    pages: dict[str, Printed]


@pytest.fixture(scope="module")
def first() -> _Told:
    data, _ = briefing_in(STRAIT)
    return _Told(data, again(data, {})[1])


def _of(files: Files, history: History) -> Briefing | None:
    """What lies in the files; None if there is an error in it."""
    loaded = load(files, KINDS)
    is_sound = all(problem.is_warning for problem in check(loaded))
    return replace(loaded.briefing, history=history) if is_sound else None


@pytest.mark.parametrize("name", CHANGES)
def test_after_any_change_the_pages_are_those_of_a_run_from_nothing(name: str, first: _Told) -> None:
    """Each run goes on from the pages of the one before it, and now and then from those of the first."""
    draw = random.Random(name)
    start = {path: raw for path, raw in read_seeds(STRAIT).items() if isinstance(raw, bytes)}
    files, pages, made = dict(start), first.pages, 0
    for _ in range(60):
        changed = dict(files)
        CHANGES[name](draw, changed)
        briefing = _of(changed, History())
        if briefing is None:
            continue
        texts, kept = again(briefing, pages)
        assert _bytes(texts) == _bytes(render(replace(briefing)))
        made += 1
        files, pages = (changed, kept) if draw.random() < 0.8 else (dict(start), first.pages)
        if made == 8:
            break
    assert made >= 3


def _fields(data: Any, field: str = "") -> list[str]:
    """The name of each field that holds a text, with those that lead to it: `statements.text`."""
    if not isinstance(data, dict | list):
        return [field] if isinstance(data, str) and not field.endswith("id") else []
    steps = (
        [(f"{field}.{key}", value) for key, value in data.items()]
        if isinstance(data, dict)
        else [(field, one) for one in data]
    )
    return list(dict.fromkeys(name for inner, value in steps for name in _fields(value, inner)))


def _changed(data: Any, field: str) -> Any:
    """The data with the texts of a field changed, all of them: words of scales and the like stay what they are."""
    if isinstance(data, list):
        return [_changed(one, field) for one in data]
    if isinstance(data, dict):
        own, _, rest = field[1:].partition(".")
        return {
            key: _changed(value, f".{rest}" if rest else "") if key == own else value for key, value in data.items()
        }
    return data if field else f"{data} more"


def test_each_field(first: _Told) -> None:
    """A field's text is changed in all records that have it; each run goes on from the pages of the first."""
    start = {path: raw for path, raw in read_seeds(STRAIT).items() if isinstance(raw, bytes)}
    data = _records(start)
    made = set()
    for field in dict.fromkeys(name for _, record in data for name in _fields(record)):
        files = dict(start)
        for path, record in data:
            _write(files, path, _changed(record, field))
        briefing = _of(files, History())
        if briefing is not None:
            assert _bytes(again(briefing, first.pages)[0]) == _bytes(render(replace(briefing))), field
            made.add(field)
    assert {
        ".title",
        ".name",
        ".definition",
        ".paragraphs.gist",
        ".place",
        ".statements.text",
        ".takeaways.text",
    } <= made


def test_where_it_is_published_and_edited(first: _Told) -> None:
    pages = first.pages
    for field, value in (
        ("site_url", "https://example.org/a/"),
        ("site_url", "https://example.org/b/"),
        ("repository", "https://github.com/a/b"),
        ("repository_branch", "other"),
    ):
        head = first.briefing.head.model_copy(update={field: value})
        briefing = replace(first.briefing, records={**first.briefing.records, head.KIND: (head,)})
        texts, pages = again(briefing, pages)
        assert _bytes(texts) == _bytes(render(replace(briefing)))


def test_a_change_of_the_history(first: _Told) -> None:
    told = invented.history(lambda: "text").steps
    groups = tuple(replace(group, id="anna-tol") for group in told[0].groups)
    old = Step("a" * 40, "2031-02-03T12:00:00Z", "why", groups)
    new = Step("b" * 40, "2031-04-03T12:00:00Z", "why", groups)
    read = replace(old, is_reviewed=True)
    pages = first.pages
    for steps in ((), (old,), (new, old), (new, read), (read,), told):
        briefing = replace(first.briefing, history=History(steps, "2031-03-01"))
        texts, pages = again(briefing, pages)
        assert _bytes(texts) == _bytes(render(replace(briefing)))


@pytest.mark.parametrize(
    "data",
    [briefing_in(ROOT)[0], briefing_in(STRAIT)[0], invented.briefing(lambda: "text")],
    ids=["first article", "strait", "invented"],
)
def test_every_page_has_a_key(data: Briefing) -> None:
    texts, pages = again(data, {})
    assert set(pages) == {path for path in texts if path.endswith(".md")}


def _anew(before: Mapping[str, Printed], after: Mapping[str, Printed]) -> list[str]:
    return [path for path, page in after.items() if page is not before.get(path)]


def test_only_the_pages_that_a_record_touches_are_rendered(first: _Told) -> None:
    files = {path: raw for path, raw in read_seeds(STRAIT).items() if isinstance(raw, bytes)}
    assert _anew(first.pages, again(first.briefing, first.pages)[1]) == []
    path = "seeds/risks/naval-incident.yml"
    files[path] = files[path].replace(b"A clash at sea.", b"A clash in the strait.")
    briefing = _of(files, History())
    assert briefing is not None
    assert _anew(first.pages, again(briefing, first.pages)[1]) == [
        "index.md",
        "sources/council-minutes.md",
        "risks/index.md",
        "risks/naval-incident.md",
        "brief/index.md",
        "trust/index.md",
        "trust/risks.md",
        "data/index.md",
    ]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    shutil.copytree(STRAIT / "seeds", tmp_path / "seeds")
    generate(tmp_path)
    return tmp_path


def test_what_was_left_is_taken_over(root: Path) -> None:
    pages = earlier(root)
    assert set(pages) == {path.relative_to(root / "docs").as_posix() for path in (root / "docs").rglob("*.md")}


def _no_page(root: Path) -> None:
    (root / "docs/index.md").unlink()


def _another_page(root: Path) -> None:
    (root / "docs/index.md").write_bytes((root / "docs/index.md").read_bytes() + b"more\n")


@pytest.mark.parametrize("spoil", [_no_page, _another_page])
def test_a_page_that_was_touched_is_made_anew(root: Path, spoil: Callable[[Path], None]) -> None:
    before = (root / "docs/index.md").read_bytes()
    spoil(root)
    assert "index.md" not in earlier(root)
    generate(root)
    assert (root / "docs/index.md").read_bytes() == before


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "null",
        "{}",
        '{"program": "other", "pages": {}}',
        '{"program": "PROGRAM", "pages": {"index.md": 1}}',
    ],
)
def test_a_note_that_is_not_plain_counts_for_nothing(root: Path, text: str) -> None:
    note = root / ".cache/briefing/pages.json"
    program = re.search('"program": "(.*?)"', note.read_text("utf-8"))
    assert program
    note.write_text(text.replace("PROGRAM", program[1]), "utf-8")
    assert earlier(root) == {}
    (root / "docs/index.md").unlink()
    generate(root)
    assert (root / "docs/index.md").is_file()


_SIMPLE = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=3) | st.sampled_from(Layout) | st.builds(Markup, st.text(max_size=2)),
    lambda inner: st.lists(inner, max_size=3).map(tuple) | st.dictionaries(st.text(max_size=2), inner, max_size=2),
    max_leaves=6,
)  # fmt: skip


def _typed(value: Any) -> Any:
    """The value with its type, so that `True == 1` does not hold."""
    if isinstance(value, tuple):
        return tuple(map(_typed, value))
    if isinstance(value, dict):
        return tuple((key, _typed(inside)) for key, inside in value.items()), dict
    return type(value), value


@given(_SIMPLE, _SIMPLE)
def test_different_values_are_written_differently(one: Any, other: Any) -> None:
    assert (Values()(one) == Values()(other)) == (_typed(one) == _typed(other))


def test_what_cannot_be_told_apart_has_no_digest() -> None:
    closure = (lambda word: lambda: word)("x")
    for value in (object(), {1, 2}, closure, iter(()), (1, [object()])):
        with pytest.raises(OpaqueError):
            Values()(value)

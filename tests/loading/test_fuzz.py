"""Damaged records through the loader and the check: whatever is wrong is told as problems, never as an exception.

One hundred inputs here; 100,000 by `make fuzz` (FUZZ=number). The same seeds each time: a failure names its own.
"""

from __future__ import annotations

import os
from collections import Counter
from functools import lru_cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.kinds import KINDS
from generator.loading import reporters as report
from generator.loading.checks import find_problems
from generator.loading.loader import load
from generator.loading.yaml_reader import read, read_lines
from generator.problems.problem import Problem
from generator.storage.seed_files import read_seeds
from support.mutations import TOKENS, UNSEEN, damaged
from support.project import EXAMPLES

pytestmark = pytest.mark.slow

INPUTS = int(os.environ.get("FUZZ", "100"))
FILES = {name: read_seeds(EXAMPLES / name) for name in ("strait", "minimal")}
FILED = [kind for kind in KINDS if kind.seeds_path]


def problems_with(example: str, path: str, raw: bytes) -> tuple[Problem, ...]:
    """All problems of an example with one file replaced; fails on any exception, and on a problem that can't be told."""
    problems = find_problems(load({**FILES[example], path: raw}, KINDS))
    lines: dict[str, list[str]] = {path: read_lines(raw)}
    for problem in problems:
        assert str(problem).isprintable(), problem
        assert problem.message, problem
        assert bool(problem.line) == bool(problem.column), problem
        if problem.line:
            if problem.path not in lines:
                lines[problem.path] = read_lines(FILES[example][problem.path])  # type: ignore[arg-type]
            assert 1 <= problem.line <= len(lines[problem.path]), problem
            assert 1 <= problem.column <= len(lines[problem.path][problem.line - 1]) + 1, problem
    assert list(problems) == sorted(problems)
    report.text(problems)
    return problems


def test_damaged_records_give_problems_and_no_exception(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "generator.loading.loader.read_cached", lru_cache(256)(read)
    )  # most files are whole, and the same each time
    told: Counter[str] = Counter()
    for seed in range(INPUTS):
        example = "minimal" if seed % 4 == 0 else "strait"
        paths = sorted(FILES[example])
        at, raw = damaged(seed, [text for _, text in sorted(FILES[example].items()) if isinstance(text, bytes)])
        try:
            problems = problems_with(example, paths[at], raw)
        except Exception as error:
            raise AssertionError(f"seed {seed}: {paths[at]} of {example}: {raw[:3000]!r}") from error
        told.update({problem.code.value for problem in problems} or {"fine"})
        if seed % 10_000 == 9_999:
            with capsys.disabled():
                print(
                    f"{seed + 1} inputs, no exception; by what was told of them: {dict(sorted(told.items()))}",
                    flush=True,
                )
    assert len(told) > 10, "the damage is too uniform to tell anything"


_plain = st.one_of(st.sampled_from(TOKENS), st.sampled_from(UNSEEN), st.text(max_size=12))
_quoted = st.one_of(_plain.map('"{}"'.format), _plain.map("'{}'".format))
_marks = st.sampled_from(("", "", "", "", "&a ", "!!str ", "!t ", "*a "))
_scalars = st.builds("{}{}".format, _marks, st.one_of(_plain, _quoted))
_fields = sorted({info.alias or name for kind in FILED for name, info in kind.record.model_fields.items()})
_keys = st.one_of(st.sampled_from(_fields), st.sampled_from(_fields), _scalars)


def _flow(inside: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.one_of(
        st.lists(inside, max_size=3).map(lambda items: f"[{', '.join(items)}]"),
        st.lists(st.builds("{}: {}".format, _keys, inside), max_size=3).map(lambda items: "{" + ", ".join(items) + "}"),
    )


def _block(inside: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    def indented(text: str) -> str:
        return text.replace("\n", "\n  ")

    return st.one_of(
        st.lists(inside.map(lambda text: f"- {indented(text)}"), min_size=1, max_size=4).map("\n".join),
        st.lists(st.builds("{}: {}".format, _keys, inside), min_size=1, max_size=6).map("\n".join),
        st.lists(st.builds("{}:\n  {}".format, _keys, inside.map(indented)), min_size=1, max_size=6).map("\n".join),
        st.builds("{}:{}\n  {}".format, _keys, st.sampled_from((" |", " >-", " |2", " #", "")), inside.map(indented)),
    )


_nodes = st.recursive(_scalars, lambda inside: st.one_of(_flow(inside), _block(inside)), max_leaves=12)
_documents = st.builds(
    "{}{}{}".format,
    st.sampled_from(("", "", "---\n", "%YAML 1.2\n---\n", "# x\n", "\ufeff")),
    _nodes,
    st.sampled_from(("", "\n", "\n...\n", "\n---\n")),
)


@settings(max_examples=max(100, INPUTS // 10))
@given(st.sampled_from(FILED), _documents)
def test_any_yaml_gives_problems_and_no_exception(kind: object, text: str) -> None:
    path = next(one for one in FILED if one is kind).file_of("x")
    problems = problems_with("minimal", path, text.encode("utf-8", "surrogatepass"))
    for write in (report.as_json, report.sarif, report.github):
        write(problems)

"""handbook/docs/reference/errors.md: each code with its meaning and an example, made from the cases. UPDATE=1 writes it."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from generator.problems.catalogue import ERROR_CATALOGUE
from generator.problems.problem import Code
from support.faults import CASES, ELSEWHERE, Case, File
from support.project import ROOT

PAGE = ROOT / "handbook/docs/reference/errors.md"
START = "\n## The codes\n\n"
NOTES = {
    "gone": " (no such file)",
    "bytes": " (backslash escapes stand for bytes)",
    "link": " (a symbolic link)",
    "locked": " (without permission to read it)",
}


def examples() -> dict[str, Case]:
    """The first case of each code that shows nothing else and is mended."""
    found: dict[str, Case] = {}
    for case in CASES:
        if case.mended and len({*case.codes}) == 1:
            found.setdefault(case.codes[0], case)
    return found


def excerpts(files: tuple[File, ...], others: tuple[File, ...]) -> Iterator[str]:
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


def section(code: Code, case: Case | None) -> Iterator[str]:
    entry = ERROR_CATALOGUE[code]
    yield f"### {code.value}: {entry.title} {{ #{code.value.lower()} }}\n"
    yield f"{entry.help}\n"
    if case is None:
        return
    wrong = tuple(
        file for file in case.wrong if not (file.how == "gone" and file.path in {m.path for m in case.mended})
    )
    yield "Wrong, and the message:\n"
    yield "\n".join(["```yaml", *excerpts(wrong or case.wrong, case.mended), "```\n"])
    said = [line for line in case.expected.splitlines() if not line.startswith(" ")]
    yield "\n".join(["```text", *said, "```\n"])
    yield "Right:\n"
    yield "\n".join(["```yaml", *excerpts(case.mended, case.wrong), "```\n"])


def test_the_page_shows_each_code_with_its_example() -> None:
    head = PAGE.read_text(encoding="utf-8").partition(START)[0]
    shown = examples()
    body = "\n".join(line for code in Code for line in section(code, shown.get(code.value)))
    if os.environ.get("UPDATE"):
        PAGE.write_text(head + START + body, encoding="utf-8", newline="\n")
    assert PAGE.read_text(encoding="utf-8") == head + START + body


@pytest.mark.parametrize("code", [code for code in Code if code not in ELSEWHERE])
def test_each_code_has_an_example_that_is_mended(code: Code) -> None:
    assert code.value in examples()


def test_each_code_has_its_meaning() -> None:
    assert [*ERROR_CATALOGUE] == [*Code]

"""Drafting by rules: each case in tests/cases/drafting/articles is an invented article and all that is found in it. UPDATE=1 writes that."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.drafting import Article, draft_article
from generator.drafting.reading import Reading, read_article
from generator.kinds import KINDS
from generator.model import Briefing
from generator.text.quote_normalization import normalize
from support.project import EXAMPLES, ROOT

FOLDER = ROOT / "tests" / "cases" / "drafting" / "articles"
SPEAKERS = FOLDER.parent / "speakers.txt"
CASES = sorted(FOLDER.glob("*.txt"))
EMPTY = Briefing(KINDS, {})
MARKS = {
    "curly": ("\u201c", "\u201d", "\u2018", "\u2019"),
    "single": ("'", "'", '"', '"'),
    "single and curly": ("\u2018", "\u2019", "\u201c", "\u201d"),
    "angle": ("\u00ab", "\u00bb", "'", "'"),
    "low": ("\u201e", "\u201c", "'", "'"),
}
"""The marks of speech, opening and closing, and those of speech inside it."""


def article(text: str) -> Article:
    return Article("a", "Title", "2026-05-12", tuple(text.strip("\n").split("\n\n")))


def example(number: str) -> Article:
    return article((EXAMPLES / "articles" / number / "article.txt").read_text(encoding="utf-8"))


def found_in(text: str) -> str:
    """All that is found in an article, in lines: the actors, the statements, what is left out."""
    given = article(text)
    return "\n".join([*lines(given, read_article(given)), ""])


def lines(given: Article, reading: Reading) -> Iterator[str]:
    for one in reading.actors:
        details = [one.role or " ".join(one.titles[:1]), one.affiliation.name if one.affiliation else ""]
        kind = "expert" if one.is_expert else "group" if one.is_group else str(one.kind)
        yield ": ".join([kind, one.name + "".join(f" ({detail})" for detail in details if detail)])
    for one in reading.utterances:
        words = " / ".join(quotation.words for quotation in one.quotations)
        said = f'"{words}"' if words else given.paragraphs[one.paragraph - 1][one.start : one.end].strip(" ,.;")
        yield f"p{one.paragraph} {one.speaker.name} {one.verb}: {said}"
    for one in reading.left_out:
        yield f"p{one.paragraph} left out, {one.why}: {one.what}"


@pytest.mark.parametrize("file", CASES, ids=lambda file: file.stem)
def test_all_that_is_found(file: Path) -> None:
    text, _, expected = file.read_text(encoding="utf-8").partition("\n=== found\n")
    found = found_in(text)
    if os.environ.get("UPDATE"):
        file.write_text(f"{text.rstrip()}\n\n=== found\n{found}", encoding="utf-8")
        return
    assert found == expected


def sentences() -> Iterator[tuple[str, str]]:
    """The short texts of tests/cases/drafting/speakers.txt, and who is quoted in each."""
    for case in SPEAKERS.read_text(encoding="utf-8").rstrip().split("\n\n---\n\n"):
        text, _, expected = case.rpartition("\n\n= ")
        yield text, expected


@pytest.mark.parametrize(("text", "expected"), list(sentences()))
def test_who_is_quoted(text: str, expected: str) -> None:
    said = read_article(article(text)).utterances
    found = [f"p{one.paragraph} {one.speaker.name}" for one in said if one.is_direct]
    assert ("; ".join(found) or "nobody") == expected


def direct(given: Article) -> list[tuple[int, str, list[str]]]:
    """The quotations with their paragraph and speaker, without marks and apostrophes."""
    return [
        (one.paragraph, one.speaker.name, [re.sub(r"[^\w ]", "", quotation.words) for quotation in one.quotations])
        for one in read_article(given).utterances
        if one.is_direct
    ]


def with_marks(text: str, marks: tuple[str, str, str, str]) -> str:
    opening, closing, inner_opening, inner_closing = marks
    apostrophe = "\u2019" if "\u2019" in marks else "'"
    text = re.sub(r"(^|[\s(])'([^']+)'", r"\1<\2>", text, flags=re.MULTILINE).replace("'", apostrophe)
    text = re.sub(r'(^|[\s(])"', rf"\1{opening}", text, flags=re.MULTILINE).replace('"', closing)
    return text.replace("<", inner_opening).replace(">", inner_closing)


@pytest.mark.parametrize("number", ["1", "3", "5", "6"])
@pytest.mark.parametrize("marks", MARKS)
def test_the_marks_make_no_difference(number: str, marks: str) -> None:
    given = example(number)
    changed = article("\n\n".join(with_marks(text, MARKS[marks]) for text in given.paragraphs))
    assert direct(changed) == direct(given)


@pytest.mark.parametrize("number", ["1", "3", "5", "6"])
def test_each_quotation_is_in_its_paragraph(number: str) -> None:
    given = example(number)
    records = draft_article(given, EMPTY).records
    quoted = [one for record in records for one in record.fields["evidence"] if "exact" in one]
    assert quoted
    for one in quoted:
        assert normalize(one["exact"]) in normalize(given.paragraphs[one["paragraph"] - 1])
        assert 3 <= len(one["exact"].split()) <= 12


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.lists(
            st.sampled_from(
                ['"', "'", "\u201c", "\u2019", "said", "he", "she", "Ann Lee", "Lee", ",", ".", "?", "the", "official", "of", "Norway's",
                 "navy", "Dr.", "told", "reporters", "that", ":", "\n", "\u2022", "1", "U.S.", "and", "(HTC)", "Bank", "\x00", "\u202e"]
            ),
            max_size=25,
        ).map(" ".join),
        min_size=1,
        max_size=6,
    )
)  # fmt: skip
def test_any_text_is_drafted(paragraphs: list[str]) -> None:
    given = Article("a", "T", "2026-05-12", tuple(paragraphs))
    for record in draft_article(given, EMPTY).records:
        for one in record.fields["evidence"]:
            assert normalize(one.get("exact", "")) in normalize(given.paragraphs[one["paragraph"] - 1])


@pytest.mark.slow
def test_the_time_grows_with_the_length() -> None:
    """Five times the text takes at most ten times as long."""
    base = [text for number in ("1", "3", "5", "6") for text in example(number).paragraphs]

    def seconds(times: int) -> float:
        given = Article("a", "T", "2026-05-12", tuple(base * times))
        start = time.process_time()
        draft_article(given, EMPTY)
        return time.process_time() - start

    seconds(1)
    assert seconds(5) < 10 * max(seconds(1), 0.05)

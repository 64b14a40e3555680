"""The normal form bn-2: its cases, and what holds for every text."""

from __future__ import annotations

import unicodedata

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from generator.text.quote_normalization import is_mark, measure, normalize, word_spans
from support.project import ROOT

CASES = yaml.safe_load((ROOT / "tests/cases/normal/bn-2.yml").read_text(encoding="utf-8"))
SPECIAL = (
    "aeI1- '\t\n\r\u0131\u2018\u2019\u201c\u201d\u00ab\u2014\u2013\u2026\ufb01\ufb00\u00a0\u2028\u00ad\u200b\u202e\ufeff"
    "\u0301\u0323\u0130\u1112\u1161\u11ab\u00b2\u00bd\u0344\u212b"
)
TEXTS = st.text() | st.text(alphabet=SPECIAL)


@pytest.mark.parametrize("case", CASES, ids=[case["what"] for case in CASES])
def test_cases(case: dict[str, str]) -> None:
    assert normalize(case["text"]) == case["form"]


@given(TEXTS)
@example("a\u00ad\u0301")
@example(" \u0301")
def test_a_normal_form_is_its_own(text: str) -> None:
    assert normalize(normalize(text)) == normalize(text)


@given(TEXTS)
def test_it_is_composed_and_on_one_line_without_double_spaces(text: str) -> None:
    form = normalize(text)
    assert unicodedata.is_normalized("NFC", form)
    assert form == " ".join(form.split())


@given(TEXTS, TEXTS)
def test_a_piece_is_found_again_in_the_whole(before: str, piece: str) -> None:
    """A quotation is found in its text, whichever way either is written."""
    whole = f"{before} x{piece}x y"
    assert normalize(f"x{piece}x") in normalize(unicodedata.normalize("NFD", whole).replace(" ", "\u00a0\n"))


@given(TEXTS)
def test_composing_piece_by_piece_is_composing_the_whole(text: str) -> None:
    kept = "".join(part for part in (normalize(f"x{c}x")[1:-1] for c in text))
    if not any(unicodedata.combining(c) for c in text) and text.isprintable():
        assert normalize(text) == " ".join(unicodedata.normalize("NFC", kept).split())


@given(st.text(alphabet="aBz09_'-.,;: \t!\u00e9\u0150") | st.text(st.characters(max_codepoint=0x24F)))
def test_words_of_latin_text_are_those_of_the_library(text: str) -> None:
    """The quick way for Latin text and the library agree; the letter at the end makes a text that needs the library."""
    form = normalize(text)
    assert word_spans(form) == word_spans(f"{form} \u0433")[:-1]


@given(st.text())
def test_a_mark_never_begins_a_word_and_words_do_not_overlap(text: str) -> None:
    form = normalize(text)
    ends = 0
    for start, end in word_spans(form):
        assert ends <= start < end <= len(form)
        assert not is_mark(form[start])
        ends = end


WORDS = yaml.safe_load((ROOT / "tests/cases/normal/words.yml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", WORDS, ids=[case["what"] for case in WORDS])
def test_words(case: dict[str, str]) -> None:
    form = normalize(case["text"])
    assert " | ".join(form[start:end] for start, end in word_spans(form)) == case["words"]
    assert str(measure(form)) == case["length"]

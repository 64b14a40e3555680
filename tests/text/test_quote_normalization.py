"""The normal form bn-1: its cases, and what holds for every text."""

from __future__ import annotations

import unicodedata

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from generator.text.quote_normalization import normalize, normalize_with_origins, word_spans
from support.project import ROOT

CASES = yaml.safe_load((ROOT / "tests/cases/normal/bn-1.yml").read_text(encoding="utf-8"))
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


@given(TEXTS)
def test_positions_map_back_in_order(text: str) -> None:
    """Each character's origin lies in the text, never before the one to its left, and the text up to it has this form."""
    found = normalize_with_origins(text)
    assert len(found.origins) == len(found.text)
    assert all(0 <= origin < len(text) for origin in found.origins)
    assert list(found.origins) == sorted(found.origins)
    plain = [(c, text[o]) for c, o in zip(found.text, found.origins, strict=True) if c.isascii() and c.isalnum()]
    assert all(c == origin or normalize(origin).find(c) >= 0 for c, origin in plain)


@given(TEXTS, TEXTS)
def test_a_piece_is_found_again_in_the_whole(before: str, piece: str) -> None:
    """What is quoted is found in its text, whichever way either is written."""
    whole = f"{before} x{piece}x y"
    assert normalize(f"x{piece}x") in normalize(unicodedata.normalize("NFD", whole).replace(" ", "\u00a0\n"))


@given(TEXTS)
def test_composing_piece_by_piece_is_composing_the_whole(text: str) -> None:
    kept = "".join(part for part in (normalize(f"x{c}x")[1:-1] for c in text))
    if not any(unicodedata.combining(c) for c in text) and text.isprintable():
        assert normalize(text) == " ".join(unicodedata.normalize("NFC", kept).split())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("one two", ["one", "two"]),
        ("the pilot's solid-fuel ferry", ["the", "pilot's", "solid-fuel", "ferry"]),
        ("the pilots' fee - 10 % - is", ["the", "pilots", "fee", "10", "is"]),
        ("1,550.5 U.S. ships", ["1", "550", "5", "U", "S", "ships"]),
        ("Béla Ő. e\u0323x", ["Béla", "Ő", "e\u0323x"]),
    ],
)
def test_words(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in word_spans(text)] == expected

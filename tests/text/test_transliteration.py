"""Plain spellings of names with letters beyond ASCII."""

from __future__ import annotations

import pytest

from generator.text.transliteration import ascii_spellings, to_ascii


@pytest.mark.parametrize(
    ("name", "spelt"),
    [
        ("Jelena Lučić", "Jelena Lucic"),
        ("Ångström", "Angstrom"),
        ("Ðorđe Šešelj", "Dorde Seselj"),
        ("Groß", "Gross"),
        ("K\u0131l\u0131\u00e7", "Kilic"),
        ("Nguyễn Ái", "Nguyen Ai"),
        ("L\u2019Île", "L'Ile"),
        ("Smith", "Smith"),
        ("Кеш", ""),
        ("위키", ""),
    ],
)
def test_the_plain_spelling(name: str, spelt: str) -> None:
    assert to_ascii(name) == spelt


def test_only_new_spellings_are_added_each_once() -> None:
    assert ascii_spellings(["Lučić", "Lucic", "Öre", "Ore", "Åre", "Äre", "Кеш"]) == ("Are",)

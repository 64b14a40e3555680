"""Quotations at the ends of words, and the words that are most similar to a quotation."""

from __future__ import annotations

import pytest

from generator.evidence.quote_finder import find_closest, find_occurrences
from generator.evidence.source_text import parse_source_text
from generator.text.quote_normalization import normalize


@pytest.mark.parametrize(
    ("text", "quotation", "is_found"),
    [
        ("the ferry sails", "ferry sails", True),
        ("the ferry sails", "erry sails", False),
        ("the ferry sails", "ferry sail", False),
        ("it fell by 310,000 tons", "10,000 tons", False),
        ("दोनों नेता मिलेंगे", "दोनों नेता", True),
        ("दोनों नेता मिलेंगे", "दोनो", False),  # without its mark
        ("दोनों नेता मिलेंगे", "नों नेता", False),  # begins inside a word, behind a mark
        ("இரு தலைவர்களும்", "தலைவர்", False),
        ("\u0435\u0301\u0442\u043e\u0442", "\u0442", False),  # behind a letter with a mark
        ("与会者一致同意恢复渡轮服务。", "同意恢复渡轮", True),
        ("在NATO峰会上", "NATO峰会", True),
        ("在NATO峰会上", "ATO峰会", False),
        ("有310人", "10人", False),
        ("両国はサービスを協議する", "ビスを協議", True),
        ("ผู้นำทั้งสองจะพบกัน", "จะพบกัน", True),
        ("ผู้นำทั้งสองจะพบกัน", "ทั้งสอง", True),
        ("ผู้นำทั้งสองจะพบกัน", "ทั", False),  # a tone mark follows
        ("ပြည်သူများ", "ည်သူ", True),
        ("두 정상은 평양에서 만난다", "두 정상", True),
        ("두 정상은 평양에서 만난다", "상은 평양", False),  # may end inside a word, not begin
        ("NATO는 2023년에", "NATO는 2023", True),
        ("一致\n同意", "一致同意", True),
    ],
)
def test_a_quotation_is_whole_by_the_rules_of_its_script(text: str, quotation: str, is_found: bool) -> None:
    assert bool(find_occurrences(normalize(text), normalize(quotation))) is is_found


@pytest.mark.parametrize(
    ("quotation", "expected"),
    [
        ("doubled the fees overnight", (2, "doubled its fees overnight")),
        ("doubld it's fes overnite", (2, "doubled its fees overnight")),
        ("恢复两国间的渡轮服务", (3, "恢复两国之间的渡轮服")),
        ("qqqq zzzz xxxx", (0, "")),
    ],
)
def test_the_most_similar_words(quotation: str, expected: tuple[int, str]) -> None:
    filler = "\n\n".join(f"Paragraph {n} speaks of nothing that matters to anyone." for n in range(300))
    text = parse_source_text(
        f"The İstanbul ferry.\n\nIt doubled its fees overnight.\n\n双方恢复两国之间的渡轮服务。\n\n{filler}".encode()
    )
    number, _, words = find_closest(normalize(quotation), text)
    assert (number, words) == expected

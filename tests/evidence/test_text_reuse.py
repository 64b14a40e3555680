"""Runs of a source's words in other texts."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from generator.evidence.text_reuse import Fingerprint, ReusedWords
from generator.storage.repository import read_files
from generator.text.quote_normalization import Length, normalize

SOURCE = ["One two three four-five six.", "Seven eight nine's ten", 'It is Béla\'s "eleven", twelve.']


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("two three four-five six", []),
        ("x two three four-five six seven x", [ReusedWords(1, 3, Length(5, 0))]),
        ("x two THREE,\n# four five\r\n> six; seven eight", [ReusedWords(1, 3, Length(6, 0))]),
        ("two three four\u2010five\u00a0\u201csix\u201d\u2014seven", [ReusedWords(1, 1, Length(5, 0))]),
        ("eight nine\u2019s ten it is", [ReusedWords(1, 1, Length(5, 0))]),
        ("eight nine&#39;s ten it is", [ReusedWords(1, 1, Length(5, 0))]),
        ("eight nine\\u2019s\\nten it is", [ReusedWords(1, 1, Length(5, 0))]),
        ("text=eight%20nine's%20ten%20it%20is", [ReusedWords(1, 6, Length(5, 0))]),
        ("ten it is Be\u0301la's eleven", [ReusedWords(1, 1, Length(5, 0))]),
        ("two three four six seven eight", []),
        (
            "one two three four-five six | one two three four-five six seven",
            [ReusedWords(1, 1, Length(5, 0)), ReusedWords(1, 31, Length(6, 0))],
        ),
    ],
)
def test_runs_of_more_than_four_words(text: str, expected: list[ReusedWords]) -> None:
    assert list(Fingerprint(SOURCE, 4).find_reuse(text)) == expected


UNSPACED = [
    "与会者一致同意在明年春天重新开放港口并恢复渡轮服务",
    "首脳会談は九月にサービスを協議する",
    "ผู้นำจะพบกันในเดือนกันยายน",
    "ຜູ້ນຳຈະພົບກັນໃນເດືອນ",
    "ခေါင်းဆောင်နှစ်ဦးသည်စက်တင်ဘာလတွင်တွေ့ဆုံမည်",
    "មេដឹកនាំនឹងជួបគ្នានៅខែ",
]


@pytest.mark.parametrize("source", UNSPACED)
def test_more_characters_than_two_and_a_half_a_word(source: str) -> None:
    """With a limit of 4 words, 10 characters may be repeated, even if they are wrapped; an earlier place begins alike."""
    form = normalize(source)
    starts = [n for n in range(len(form)) if form[n].isalnum()]
    fingerprint = Fingerprint([form[: starts[6]] + "。", form], 4)
    assert list(fingerprint.find_reuse(f"x {form[: starts[10]]} x")) == []
    assert list(fingerprint.find_reuse(f"x {form[: starts[6]]}\n{form[starts[6] : starts[11]]} x")) == [
        ReusedWords(1, 3, Length(0, 11))
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("दोनों नेता सितंबर में", []),
        ("x दोनों नेता सितंबर में मिलेंगे x", [ReusedWords(1, 3, Length(5, 0))]),
        ("두 정상은 9월에 평양에서", []),
        ("두 정상은 9월에 평양에서 만난다", [ReusedWords(1, 1, Length(5, 0))]),
        ("与NATO谈判", []),
        ("与NATO谈判三次以后结束", [ReusedWords(1, 1, Length(1, 9))]),
    ],
)
def test_runs_in_other_scripts(text: str, expected: list[ReusedWords]) -> None:
    source = ["दोनों नेता सितंबर में मिलेंगे।", "두 정상은 9월에 평양에서 만난다.", "与NATO谈判三次以后结束"]
    assert list(Fingerprint(source, 4).find_reuse(text)) == expected


def test_every_text_file_is_read_but_what_git_ignores(tmp_path: Path) -> None:
    files = {
        ".gitignore": "texts/\n",
        "a.md": "A",
        "b/c.yml": "\ufeffC",
        "texts/x.txt": "X",
        "picture.png": "\0",
        ".h": "H",
    }
    for name, content in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(content, encoding="utf-8")
    (tmp_path / "link.md").symlink_to(tmp_path / "texts/x.txt")
    assert dict(read_files(tmp_path)) == {"a.md": "A", "b/c.yml": "C"}
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    assert dict(read_files(tmp_path, exclude=[tmp_path / "a.md"])) == {
        ".gitignore": "texts/\n",
        ".h": "H",
        "b/c.yml": "C",
    }

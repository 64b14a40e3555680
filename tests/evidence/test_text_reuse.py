"""Runs of a source's words in other texts."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from generator.evidence.text_reuse import Fingerprint, ReusedWords
from generator.storage.repository import read_files

SOURCE = ["One two three four-five six.", "Seven eight nine's ten", 'It is Béla\'s "eleven", twelve.']


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("two three four-five six", []),
        ("x two three four-five six seven x", [ReusedWords(1, 3, 5)]),
        ("x two THREE,\n# four five\r\n> six; seven eight", [ReusedWords(1, 3, 6)]),
        ("two three four\u2010five\u00a0\u201csix\u201d\u2014seven", [ReusedWords(1, 1, 5)]),
        ("eight nine\u2019s ten it is", [ReusedWords(1, 1, 5)]),
        ("eight nine&#39;s ten it is", [ReusedWords(1, 1, 5)]),
        ("eight nine\\u2019s\\nten it is", [ReusedWords(1, 1, 5)]),
        ("text=eight%20nine's%20ten%20it%20is", [ReusedWords(1, 6, 5)]),
        ("ten it is Be\u0301la's eleven", [ReusedWords(1, 1, 5)]),
        ("two three four six seven eight", []),
        (
            "one two three four-five six | one two three four-five six seven",
            [ReusedWords(1, 1, 5), ReusedWords(1, 31, 6)],
        ),
    ],
)
def test_runs_of_more_than_four_words(text: str, expected: list[ReusedWords]) -> None:
    assert list(Fingerprint(SOURCE, 4).find_reuse(text)) == expected


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

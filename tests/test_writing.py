"""The process that writes the site's files: all that it is given, in order, and what it can't is told."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.quick.writing import Writer


@pytest.fixture
def writer() -> Iterator[Writer]:
    writer = Writer()
    yield writer
    writer.stop()


def test_all_is_written_when_it_is_closed(tmp_path: Path, writer: Writer) -> None:
    contents = {f"{n % 7}/é {n}\udc80.html": bytes([n % 256]) * n * 50 for n in range(400)}
    for path, content in contents.items():
        writer.write(content, str(tmp_path / path))
    writer.write(b"later", str(tmp_path / "0" / "é 0\udc80.html"))
    writer.close()
    found = {path.relative_to(tmp_path).as_posix(): path.read_bytes() for path in tmp_path.rglob("*.html")}
    assert found == contents | {"0/é 0\udc80.html": b"later"}
    writer.close()


def test_the_first_that_could_not_be_written_is_told(tmp_path: Path, writer: Writer) -> None:
    (tmp_path / "folder").mkdir()
    for name in ("a", "folder", "a/under a file", "b"):
        writer.write(b"text", str(tmp_path / name))
    with pytest.raises(IsADirectoryError) as told:
        writer.close()
    assert told.value.filename == str(tmp_path / "folder")
    assert (tmp_path / "b").read_bytes() == b"text"


def test_a_process_that_is_killed_is_told(tmp_path: Path, writer: Writer) -> None:
    os.kill(writer._process.pid or 0, signal.SIGKILL)
    writer._process.join()

    def write_on() -> None:
        for _ in range(9):
            writer.write(b"text", str(tmp_path / "a"))
        writer.close()

    with pytest.raises(OSError, match=r"Broken pipe|has ended before them"):
        write_on()


def test_it_can_be_stopped_after_a_failure(tmp_path: Path, writer: Writer) -> None:
    writer.write(b"text", str(tmp_path))
    writer.stop()
    writer.stop()

"""Links and special files that would publish, or replace, what is outside the project."""

from __future__ import annotations

import os
from pathlib import Path

from generator.storage.special_files import find_special_files


def test_plain_files_and_folders_are_fine(tmp_path: Path) -> None:
    (tmp_path / "docs/assets").mkdir(parents=True)
    (tmp_path / "docs/assets/logo.svg").write_text("<svg/>")
    (tmp_path / "elsewhere").symlink_to(tmp_path / "docs")
    assert list(find_special_files(tmp_path)) == []


def test_links_and_pipes_are_reported_where_files_are_published_or_written(tmp_path: Path) -> None:
    for folder in ("docs/assets", "overrides", "other"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "secret").write_text("secret")
    (tmp_path / "docs/assets/leak.txt").symlink_to(tmp_path / "secret")
    (tmp_path / "docs/about").symlink_to(tmp_path / "other")
    (tmp_path / "handbook").symlink_to(tmp_path / "other")
    (tmp_path / "site").symlink_to(tmp_path / "other")
    os.mkfifo(tmp_path / "overrides/pipe")
    assert [str(problem) for problem in find_special_files(tmp_path)] == [
        "handbook: E027: this folder is a symbolic link, which is not followed; make it a folder",
        "site: E027: this folder is a symbolic link, which is not followed; make it a folder",
        "overrides/pipe: E027: this is a device or a pipe; only plain files are published: remove it",
        "docs/about: E027: this is a symbolic link, which is not followed; put here what it points to",
        "docs/assets/leak.txt: E027: this is a symbolic link, which is not followed; put here what it points to",
    ]

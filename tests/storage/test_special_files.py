"""Links and special files that would publish, or replace, what is outside the project."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from generator.storage import atomic_files
from generator.storage.special_files import find_special_files
from support.commands import briefing
from support.project import EXAMPLES

MINIMAL = EXAMPLES / "minimal"


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


def test_links_in_the_settings_and_in_the_cache_are_reported(tmp_path: Path) -> None:
    (tmp_path / "my/theme").mkdir(parents=True)
    (tmp_path / "my/theme/leak.html").symlink_to("/etc/hostname")
    (tmp_path / ".cache/briefing").mkdir(parents=True)
    (tmp_path / ".cache/briefing/.gitignore").symlink_to(tmp_path / "nothing")
    (tmp_path / ".cache/briefing/zensical").symlink_to(tmp_path / "my")
    os.mkfifo(tmp_path / "mkdocs.yml")
    by_link = "E027: this is a symbolic link, which is not followed; put here what it points to"
    assert [
        str(problem) for problem in find_special_files(tmp_path, "mkdocs.yml", "./my/x/../theme/", "/", "../y")
    ] == [
        f".cache/briefing/.gitignore: {by_link}",
        f".cache/briefing/zensical: {by_link}",
        "mkdocs.yml: E027: this is a device or a pipe; only plain files are published: remove it",
        f"my/theme/leak.html: {by_link}",
    ]


@pytest.fixture
def nested(tmp_path: Path) -> Iterator[Path]:
    """A folder with folders in each other, more than Python can enter by recursion; pytest could not remove it."""
    folder, before = tmp_path / "docs/x", Path.cwd()
    folder.mkdir(parents=True)
    os.chdir(folder)
    for _ in range(1200):
        Path("d").mkdir()
        os.chdir("d")
    os.chdir(before)
    yield tmp_path
    subprocess.run(["rm", "-r", folder], check=True)


def test_folders_in_each_other_are_reported(nested: Path) -> None:
    (found,) = find_special_files(nested)
    assert found.path == "docs/x" + "/d" * 49
    assert found.message == "this folder is nested too deep; pages are at most 50 folders deep"


def test_folders_in_each_other_are_listed_and_can_not_be_removed(nested: Path) -> None:
    (nested / "docs/x/d/file").write_text("")
    assert [entry.name for entry in atomic_files.walk(nested)] == ["file"]
    assert list(atomic_files.walk(nested / "missing")) == []
    with pytest.raises(OSError, match="nested too deep to be removed"):
        atomic_files.remove_folder(nested / "docs")


@pytest.mark.parametrize("write", [atomic_files.replace_file, atomic_files.create_file])
def test_a_link_in_the_place_of_a_temporary_file_is_not_followed(
    write: Callable[[Path, bytes], object], tmp_path: Path
) -> None:
    victim, file = tmp_path / "victim", tmp_path / "file"
    victim.write_text("precious")
    for name in (".briefing-file", f".briefing-{os.getpid()}-new"):
        (tmp_path / name).symlink_to(victim)
    write(file, b"new")
    assert (victim.read_text(), file.read_text()) == ("precious", "new")


def test_several_files_are_replaced_without_following_links(tmp_path: Path) -> None:
    (tmp_path / "victim").write_text("precious")
    (tmp_path / "file").write_text("old")
    (tmp_path / ".briefing-file").symlink_to("victim")
    atomic_files.replace_files(tmp_path, {"file": b"new"}, {})
    assert ((tmp_path / "victim").read_text(), (tmp_path / "file").read_text()) == ("precious", "new")


@pytest.mark.parametrize("make", [os.mkfifo, os.mkdir, lambda path: path.symlink_to("/dev/zero")])
def test_only_plain_files_are_read(make: Callable[[Path], object], tmp_path: Path) -> None:
    make(tmp_path / "x")
    with pytest.raises(OSError, match=r"this is not a plain file|Is a directory"):
        atomic_files.read_start(tmp_path / "x", 10)


COMMANDS = {
    "schema": ("schemas", ("schema",)),
    "clean docs": ("docs", ("clean",)),
    "clean offline": ("offline", ("clean",)),
    "clean cache": (".cache", ("clean",)),
    "check site": ("site", ("check",)),
}


@pytest.mark.parametrize("name", COMMANDS)
def test_no_command_writes_through_a_linked_folder(name: str, tmp_path: Path) -> None:
    folder, command = COMMANDS[name]
    (tmp_path / "other/briefing").mkdir(parents=True)
    (tmp_path / "root").mkdir()
    shutil.copytree(MINIMAL / "seeds", tmp_path / "root/seeds")
    (tmp_path / "root" / folder).symlink_to("../other")
    done = briefing(tmp_path / "root", *command)
    assert done.returncode == 1
    assert done.stdout == f"{folder}: E027: this folder is a symbolic link, which is not followed; make it a folder\n"
    assert [path.name for path in (tmp_path / "other").rglob("*")] == ["briefing"]


@pytest.mark.parametrize("command", [("verify", "harbour-news", "pipe"), ("import", "stix", "pipe"), ("import", "json", "pipe"), ("check",)])  # fmt: skip
def test_no_command_waits_for_a_pipe(command: tuple[str, ...], tmp_path: Path) -> None:
    shutil.copytree(MINIMAL / "seeds", tmp_path / "seeds")
    for name in ("pipe", "mkdocs.yml"):
        os.mkfifo(tmp_path / name)
    done = briefing(tmp_path, *(str(tmp_path / one) if one == "pipe" else one for one in command))
    assert done.returncode == 1
    assert "plain file" in done.stdout + done.stderr

"""The publisher of built sites: what is not ours is left alone, and a kill at any step leaves a whole site."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.problems.problem import BriefingError
from generator.storage.site_publisher import staged_folder
from support.forks import files, survives


def stored(texts: dict[str, str]) -> dict[str, bytes]:
    return {path: text.encode() for path, text in texts.items()}


def build(root: Path, name: str, texts: dict[str, str], zipped: bool = False, fails: bool = False) -> None:
    with staged_folder(root, name, zipped) as folder:
        for path, text in texts.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text(text)
        if fails:
            raise ValueError


ONE = {"index.html": "one", "a/index.html": "one", "only/one.html": "one"}
TWO = {"index.html": "two", "a/index.html": "two", "b/index.html": "two"}


def visible(folder: Path) -> dict[str, bytes]:
    return {path: content for path, content in files(folder).items() if not path.startswith(".")}


@pytest.mark.parametrize("swaps", [True, False])
@pytest.mark.parametrize("zipped", [True, False])
def test_a_built_site_takes_the_place_of_the_last(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, swaps: bool, zipped: bool
) -> None:
    if not swaps:
        monkeypatch.setattr("generator.storage.site_publisher._swap", lambda *_: False)
    for texts in (ONE, TWO, TWO, ONE):
        build(tmp_path, "out/site", texts, zipped)
        assert visible(tmp_path / "out/site") == stored(texts)
        assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["site", "site.zip"][: 1 + zipped]
        if zipped:
            with zipfile.ZipFile(tmp_path / "out/site.zip") as opened:
                assert {name: opened.read(name) for name in opened.namelist()} == {
                    f"site/{path}": content for path, content in stored(texts).items()
                }


def test_a_build_that_fails_leaves_the_last_site(tmp_path: Path) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - the block's own
        build(tmp_path, "site", ONE, fails=True)
    assert list(tmp_path.iterdir()) == []
    build(tmp_path, "site", ONE)
    before = files(tmp_path)
    with pytest.raises(ValueError):  # noqa: PT011
        build(tmp_path, "site", TWO, fails=True)
    assert files(tmp_path) == before


def add(path: str) -> Callable[[Path], None]:
    def change(root: Path) -> None:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text("mine")

    return change


def unlisted(root: Path) -> None:
    (root / "out/site/.briefing.txt").unlink()


@pytest.mark.parametrize(
    ("change", "path", "more"),
    [
        (add("out/site/CNAME"), "out/site/CNAME", ""),
        (add("out/site/.git/HEAD"), "out/site/.git/HEAD", ""),
        (unlisted, "out/site/a/index.html", " (nor were 2 others)"),
        (add("out/site.zip"), "out/site.zip", ""),
    ],
    ids=["file", "hidden", "another site", "zip"],
)
def test_a_folder_that_is_not_ours_is_refused(
    tmp_path: Path, change: Callable[[Path], None], path: str, more: str
) -> None:
    build(tmp_path, "out/site", ONE, zipped=True)
    change(tmp_path)
    before = files(tmp_path)
    with pytest.raises(BriefingError) as refused:
        build(tmp_path, "out/site", TWO, zipped=True)
    assert str(refused.value) == (
        f"{path}: E033: the site is to be built here, but this was not{more}; move it away or delete it"
    )
    assert files(tmp_path) == before


def test_a_file_in_the_site_s_place_is_refused(tmp_path: Path) -> None:
    (tmp_path / "site").write_text("mine")
    with pytest.raises(BriefingError, match="site: E033"):
        build(tmp_path, "site", ONE)
    assert files(tmp_path) == {"site": b"mine"}


def test_a_link_to_another_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "www").mkdir()
    (tmp_path / "project").mkdir()
    (tmp_path / "project/site").symlink_to(tmp_path / "www")
    with pytest.raises(BriefingError, match="site: E027: the site is to be built here, but this is a symbolic link"):
        build(tmp_path / "project", "site", ONE)
    assert list((tmp_path / "www").iterdir()) == []


def test_a_folder_behind_a_linked_stage_is_not_moved(tmp_path: Path) -> None:
    (tmp_path / "mine/aside").mkdir(parents=True)
    (tmp_path / ".briefing-site").symlink_to("mine")
    build(tmp_path, "site", ONE)
    assert [path.name for path in (tmp_path / "mine").iterdir()] == ["aside"]


def test_a_list_of_files_that_is_no_text_lists_none(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site/.briefing.txt").write_bytes(b"\xff\xfe\n")
    build(tmp_path, "site", ONE)
    (tmp_path / "site/.briefing.txt").write_bytes(b"\xff\xfe\n")
    with pytest.raises(BriefingError, match="E033"):
        build(tmp_path, "site", TWO)


def test_a_file_whose_name_is_no_text_is_listed(tmp_path: Path) -> None:
    for _ in range(2):
        build(tmp_path, "site", {os.fsdecode(b"\xff.txt"): ""})
    assert (tmp_path / "site/.briefing.txt").read_bytes() == b"\xff.txt\n"


@pytest.mark.parametrize("content", [b"", b"PK\5\6" + bytes(18), b"PK\5\6" + b"\xff" * 18, b"PK\1\2PK\5\6" + bytes(8) + b"\1\0\1\0\4" + bytes(9)])  # fmt: skip
def test_a_zip_that_is_none_of_ours_is_kept(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "site.zip").write_bytes(content)
    with pytest.raises(BriefingError, match=r"site\.zip: E033"):
        build(tmp_path, "site", ONE, zipped=True)


def test_what_a_folder_s_viewer_leaves_is_no_reason_to_refuse(tmp_path: Path) -> None:
    build(tmp_path, "site", ONE)
    (tmp_path / "site/a/.DS_Store").write_text("")
    build(tmp_path, "site", TWO)
    assert visible(tmp_path / "site") == stored(TWO)


@pytest.mark.slow
@pytest.mark.parametrize("zipped", [True, False])
def test_killed_at_any_step_the_whole_site_is_the_old_or_the_new_one(tmp_path: Path, zipped: bool) -> None:
    build(tmp_path, "site", ONE, zipped)
    step, seen = 0, set()
    while not survives(step := step + 1, build, tmp_path, "site", TWO, zipped):
        found = visible(tmp_path / "site")
        assert found in (stored(ONE), stored(TWO))
        seen.add(found == stored(TWO))
        if zipped:
            assert zipfile.ZipFile(tmp_path / "site.zip").testzip() is None
        build(tmp_path, "site", ONE, zipped)
        assert visible(tmp_path / "site") == stored(ONE)
        assert sorted(path.name for path in tmp_path.iterdir()) == ["site", "site.zip"][: 1 + zipped]
    assert visible(tmp_path / "site") == stored(TWO)
    assert seen == {True, False}


def two_moves(root: Path) -> None:
    """A build on a system that can't exchange folders."""
    from generator.storage import site_publisher as place

    place._swap = lambda *_: False  # type: ignore[assignment]
    build(root, "site", TWO)


@pytest.mark.slow
def test_killed_between_two_moves_the_next_run_puts_the_old_site_back(tmp_path: Path) -> None:
    build(tmp_path, "site", ONE)
    step, missing = 0, 0
    while not survives(step := step + 1, two_moves, tmp_path):
        missing += not (tmp_path / "site").exists()
        with pytest.raises(ValueError):  # noqa: PT011
            build(tmp_path, "site", TWO, fails=True)
        assert visible(tmp_path / "site") in (stored(ONE), stored(TWO))
        build(tmp_path, "site", ONE)
    assert missing == 1

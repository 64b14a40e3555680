"""The store of the page cache: what is damaged or came from elsewhere is not used."""

from __future__ import annotations

import multiprocessing
import os
import shutil
from hashlib import sha256
from pathlib import Path

import pytest

from generator.site.cache_store import FOLDER, MAX_PACKS, CacheStore
from support.forks import files
from support.packs import DAMAGES, FINE_A, FINE_B


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_entry_is_not_used(tmp_path: Path, damage: str) -> None:
    store = CacheStore(tmp_path, "hosted")
    for name in ("a", "b"):
        store.put(name, {"links": []}, f"<p>{name}")
    change, *expected = DAMAGES[damage]
    pack = tmp_path / FOLDER / "hosted" / "1"
    old = pack.read_bytes()
    pack.write_bytes(change(old))
    assert pack.read_bytes() != old
    for _ in range(2):
        again = CacheStore(tmp_path, "hosted")
        assert [again.get("a"), again.get("b")] == expected
        expected = [FINE_A, FINE_B]
        for name in ("a", "b"):
            again.put(name, {"links": []}, f"<p>{name}")


def test_what_other_processes_keep_is_found(tmp_path: Path) -> None:
    store = CacheStore(tmp_path, "hosted")
    store.put("mine", [], "before")

    def work(name: str) -> None:
        for n in range(50):
            store.put(f"{name}-{n}", [n], name * n)

    working = [multiprocessing.get_context("fork").Process(target=work, args=(name,)) for name in "abc"]
    for process in working:
        process.start()
    for process in working:
        process.join()
    store.put("mine-too", [], "after")
    assert "a-1" not in store
    store.refresh()
    for found in (store, CacheStore(tmp_path, "hosted")):
        assert len(list(found)) == 152
        assert all(found.get(f"{name}-{n}") == ([n], name * n) for name in "abc" for n in range(50))
        assert (found.get("mine"), found.get("mine-too")) == (([], "before"), ([], "after"))


def test_packs_stay_few_and_hold_little_that_has_no_use(tmp_path: Path) -> None:
    for build in range(40):
        store = CacheStore(tmp_path, "hosted")
        for name in range(100):
            if build == 0 or name == build:
                store.put(f"{name} {build}".replace(" ", "-"), [build], "text" * 50)
            else:
                assert store.get(f"{name}-{name if name < build else 0}") is not None
        store.compact()
        packs = list((tmp_path / FOLDER / "hosted").iterdir())
        assert len(packs) <= MAX_PACKS + 1
        assert sum(pack.stat().st_size for pack in packs) < 2.2 * 100 * 360
    (tmp_path / FOLDER / "hosted" / "left by an older program").write_text("")
    CacheStore(tmp_path, "hosted").compact()
    assert list((tmp_path / FOLDER / "hosted").iterdir()) == []


def test_entries_hold_only_in_the_folder_that_they_were_made_in(tmp_path: Path) -> None:
    CacheStore(tmp_path / "one", "hosted").put("a", [], "text")
    shutil.copytree(tmp_path / "one", tmp_path / "two")
    assert CacheStore(tmp_path / "two", "hosted").get("a") is None
    assert CacheStore(tmp_path / "one", "hosted").get("a") == ([], "text")


def test_a_link_to_a_folder_of_others_is_left_alone(tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "letter.txt").write_text("dear")
    (tmp_path / FOLDER).mkdir(parents=True)
    (tmp_path / FOLDER / "hosted").symlink_to(mine)
    store = CacheStore(tmp_path, "hosted")
    store.put("a", [], "text")
    store.compact()
    assert (store.get("a"), files(mine)) == (None, {"letter.txt": b"dear"})


def test_a_pipe_in_the_place_of_a_pack_is_no_pack(tmp_path: Path) -> None:
    (tmp_path / FOLDER / "hosted").mkdir(parents=True)
    os.mkfifo(tmp_path / FOLDER / "hosted/1")
    store = CacheStore(tmp_path, "hosted")
    store.put("a", [], "text")
    assert store.get("a") == ([], "text")
    store.compact()
    assert not (tmp_path / FOLDER / "hosted/1").exists()


def test_data_that_json_would_change_is_not_cached(tmp_path: Path) -> None:
    store = CacheStore(tmp_path, "hosted")
    for data in ((1, 2), {1: 2}, {"a": object()}):
        store.put("a", data, "")
        assert store.get("a") is None
    store.put("a", {"é": ["\ud800", 1.5, None]}, "line\nline\ud800")
    assert store.get("a") == ({"é": ["\ud800", 1.5, None]}, "line\nline\ud800")


def test_entries_hold_only_with_the_key_that_they_were_signed_with(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = tmp_path / "project"
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "mine"))
    CacheStore(project, "hosted").put("a", [], "text")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "of another user"))
    assert CacheStore(project, "hosted").get("a") is None
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "mine"))
    assert CacheStore(project, "hosted").get("a") == ([], "text")
    pack = next((project / FOLDER / "hosted").iterdir())
    stat = pack.parent.stat()
    pack.write_bytes(_without_key("a", f"{stat.st_dev} {stat.st_ino}", b"[]\nforged"))
    assert CacheStore(project, "hosted").get("a") is None


def _without_key(key: str, location: str, content: bytes) -> bytes:
    """An entry as somebody makes it who knows the folder and the format."""
    digest = sha256(f"{location} {key}\n".encode() + content).hexdigest()
    return f"{digest} {key} {len(content)}\n".encode() + content


@pytest.mark.parametrize("damage", ["inside the project", "readable by others", "a link into the project", "cut off"])
def test_nothing_is_kept_with_a_key_that_others_may_know(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, damage: str
) -> None:
    project, folder = tmp_path / "project", tmp_path / "caches" / "briefing-site"
    folder.mkdir(parents=True)
    monkeypatch.setenv("XDG_CACHE_HOME", str(folder.parent))
    (folder / "cache.key").write_bytes(bytes(31 if damage == "cut off" else 32))
    (folder / "cache.key").chmod(0o644 if damage == "readable by others" else 0o600)
    if damage == "a link into the project":
        folder.rename(project)
        folder.symlink_to(project)
    elif damage == "inside the project":
        monkeypatch.setenv("XDG_CACHE_HOME", str(project / ".cache"))
    CacheStore(project, "hosted").put("a", [], "text")
    assert CacheStore(project, "hosted").get("a") is None

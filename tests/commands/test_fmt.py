"""`briefing fmt` on real files: what it writes, what it leaves alone, and its exit codes."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from support.commands import briefing
from support.project import EXAMPLES


@pytest.fixture
def project(tmp_path: Path) -> Path:
    shutil.copytree(EXAMPLES / "minimal" / "seeds", tmp_path / "seeds")
    assert briefing(tmp_path, "fmt").returncode == 0
    return tmp_path


def untidy(root: Path, path: str) -> bytes:
    """Puts the file's last line first, and gives what it held in its form."""
    raw = (root / path).read_bytes()
    assert raw.startswith(b"id: ")
    first, rest = raw.split(b"\n", 1)
    (root / path).write_bytes(rest + first + b"\n")
    return raw


ACTOR, EVENT = "seeds/actors/harbour-company.yml", "seeds/briefing.yml"


def test_files_are_brought_into_form_and_named(project: Path) -> None:
    forms = {path: untidy(project, path) for path in (EVENT, ACTOR)}
    done = briefing(project, "fmt")
    assert (done.returncode, done.stdout) == (0, f"{ACTOR}: formatted\n{EVENT}: formatted\n")
    assert done.stderr == "2 files changed, 1 unchanged\n"
    assert {path: (project / path).read_bytes() for path in forms} == forms
    assert briefing(project, "fmt").stderr == "0 files changed, 3 unchanged\n"


def test_check_lists_and_writes_nothing(project: Path) -> None:
    untidy(project, ACTOR)
    before = (project / ACTOR).read_bytes()
    done = briefing(project, "fmt", "--check")
    assert (done.returncode, done.stdout, done.stderr) == (
        1,
        f"{ACTOR}: would change\n",
        "1 file would change, 2 unchanged\n",
    )
    assert (project / ACTOR).read_bytes() == before


@pytest.mark.parametrize(
    ("damage", "code"),
    [
        ("kind: [", "E001"),
        ("kind: group\nkind: group", "E002"),
        ("kind: &a group", "E003"),
        ("kind: crowd", "E014"),
        ("knd: group", "E011"),
    ],
)
def test_a_file_with_faults_is_left_alone_and_the_others_formed(project: Path, damage: str, code: str) -> None:
    form = untidy(project, EVENT)
    text = (project / ACTOR).read_text(encoding="utf-8")
    broken = text.replace("kind: organisation", damage)
    assert broken != text
    (project / ACTOR).write_text(broken, encoding="utf-8")
    for options, left in ((["--check"], False), ([], True)):
        done = briefing(project, "fmt", *options)
        assert done.returncode == 1
        assert f": {code} " in done.stdout or f": {code}: " in done.stdout
        assert done.stdout.startswith(f"{EVENT}: ")
        assert ((project / EVENT).read_bytes() == form) == left
    assert (project / ACTOR).read_text(encoding="utf-8") == broken


def test_a_file_with_a_warning_is_formed(project: Path) -> None:
    file = project / "seeds/briefing.yml"
    text = re.sub("^title: .*", "title:   A <b>bold</b> title", file.read_text(encoding="utf-8"), flags=re.MULTILINE)
    file.write_text(text, encoding="utf-8")
    assert briefing(project, "fmt").returncode == 0
    assert "title: A <b>bold</b> title\n" in file.read_text(encoding="utf-8")


def test_only_what_is_chosen_is_formed(project: Path) -> None:
    untidy(project, ACTOR), untidy(project, EVENT)
    assert briefing(project, "fmt", "--check", str(project / EVENT)).stdout == f"{EVENT}: would change\n"
    assert briefing(project, "fmt", "--check", str(project / "seeds/actors")).stdout == f"{ACTOR}: would change\n"
    assert len(briefing(project, "fmt", "--check", str(project / "seeds")).stdout.splitlines()) == 2
    lock = project / "seeds/evidence.lock.json"
    lock.write_text("{}", encoding="utf-8")
    assert briefing(project, "fmt", str(lock)).stderr == "0 files changed, 0 unchanged\n"


def test_what_does_not_lie_in_the_seeds_is_refused(project: Path) -> None:
    (project / "notes.yml").touch()
    done = briefing(project, "fmt", str(project / "notes.yml"))
    assert (done.returncode, done.stdout) == (2, "")
    assert "is not in" in done.stderr
    assert briefing(project, "fmt", str(project / "seeds/nowhere.yml")).returncode == 2
    done = briefing(project, "fmt", str(project / "seeds/../notes.yml"))
    assert done.returncode == 2


def test_a_stray_file_and_a_link_are_reported(project: Path) -> None:
    (project / "seeds/notes.txt").write_text("x", encoding="utf-8")
    (project / "seeds/actors/link.yml").symlink_to(project / ACTOR)
    done = briefing(project, "fmt")
    assert done.returncode == 1
    assert re.findall(r"^(\S+): (E\d+)", done.stdout, re.MULTILINE) == [
        ("seeds/actors/link.yml", "E027"),
        ("seeds/notes.txt", "E027"),
    ]


def test_the_mode_of_a_file_is_kept(project: Path) -> None:
    untidy(project, ACTOR)
    (project / ACTOR).chmod(0o640)
    briefing(project, "fmt")
    assert (project / ACTOR).stat().st_mode & 0o777 == 0o640
    assert [path.name for path in (project / "seeds/actors").iterdir()] == ["harbour-company.yml"]


OLD = "format: 1  # of the first days\n"


def test_a_folder_of_an_older_data_format_is_brought_to_the_current_one(project: Path) -> None:
    text = (project / EVENT).read_text(encoding="utf-8")
    (project / EVENT).write_text(text + OLD, encoding="utf-8")
    assert "E043" in briefing(project, "check").stdout
    assert briefing(project, "fmt", "--check").stdout == f"{EVENT}: would change\n"
    assert briefing(project, "fmt").stdout == f"{EVENT}: formatted\n"
    assert (project / EVENT).read_text(encoding="utf-8") == text + OLD.replace("1", "2")
    assert briefing(project, "check").returncode == 0
    assert briefing(project, "fmt").stderr == "0 files changed, 3 unchanged\n"


def test_an_older_data_format_is_left_as_it_is_unless_all_of_the_folder_is_formed(project: Path) -> None:
    text = (project / EVENT).read_text(encoding="utf-8") + OLD
    (project / EVENT).write_text(text, encoding="utf-8")
    assert briefing(project, "fmt", str(project / EVENT)).returncode == 0
    form = untidy(project, ACTOR)
    with (project / "seeds/sources/harbour-news.yml").open("a", encoding="utf-8") as file:
        file.write("colour: grey\n")
    done = briefing(project, "fmt")
    assert (done.returncode, done.stderr) == (1, "1 error, 0 warnings\n0 files changed, 2 unchanged\n")
    assert "E011" in done.stdout
    assert (project / ACTOR).read_bytes() != form
    assert (project / EVENT).read_text(encoding="utf-8") == text

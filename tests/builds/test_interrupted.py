"""Runs of the commands that are killed at random moments, run out of room, or meet each other.

Most builds here run a stub engine; one build of each sort of interruption runs MkDocs. KILLS is how many runs of each
command are killed, builds then by MkDocs; `make kills` kills 100 and prints what they left.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from itertools import count
from pathlib import Path

import pytest

from generator import pipeline
from generator.site import engines
from generator.site.engine_protocol import GENERATED
from generator.storage import project_lock
from generator.storage.page_writer import MANIFEST, STAGE
from support import commands, stub_engine
from support.commands import briefing
from support.forks import files
from support.project import EXAMPLES, ROOT

KILLS = int(os.environ.get("KILLS", "0"))
MKDOCS = {name: getattr(engines, name) for name in stub_engine.REPLACED}
Engine = Callable[[], AbstractContextManager[None]]
USERS = {"about/mine.md": b"# Mine\n", "risks/mine.md": b"# Mine\n", "risks/mine.txt": b"mine"}
STRIKE = "seeds/risks/ferry-strike.yml"


class Project:
    """The example as a project whose data has two states: `False`, as it is, and `True`, renamed and a risk less."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.docs = root / "docs"
        self.texts = {path: (root / path).read_text(encoding="utf-8") for path in ("seeds/briefing.yml", STRIKE)}
        for path, content in USERS.items():
            (self.docs / path).parent.mkdir(parents=True, exist_ok=True)
            (self.docs / path).write_bytes(content)

    def set(self, state: bool) -> None:
        head = self.texts["seeds/briefing.yml"]
        if state:
            head = head.replace('title: "Lume Strait', 'title: "Renamed: Lume Strait')
            assert head != self.texts["seeds/briefing.yml"]
            (self.root / STRIKE).unlink(missing_ok=True)
        else:
            (self.root / STRIKE).write_text(self.texts[STRIKE], encoding="utf-8")
        (self.root / "seeds/briefing.yml").write_text(head, encoding="utf-8")

    def pages(self) -> dict[str, bytes]:
        """The files in docs/, without those that no engine publishes."""
        return {path: content for path, content in files(self.docs).items() if path[0] != "."}

    def built(self, name: str) -> dict[str, bytes]:
        return files(self.root / name)

    def strays(self) -> list[str]:
        """The files that runs leave beside their work."""
        return [str(path) for path in self.root.rglob(".briefing-*")] + [
            str(path) for path in self.root.rglob("*.part")
        ]


@pytest.fixture
def project(project_with: Callable[[Path], Path]) -> Project:
    return Project(project_with(EXAMPLES / "strait" / "seeds"))


def standing(root: Path) -> dict[str, bytes]:
    """Every file of a project but for what a build may keep for the next one."""
    return {path: content for path, content in files(root).items() if not path.startswith(".cache/briefing/engine/")}


@pytest.fixture
def stub(monkeypatch: pytest.MonkeyPatch) -> None:
    """The stub engine for what is built in this process."""
    _use(monkeypatch, stub_engine.REPLACED)


def _use(patch: pytest.MonkeyPatch, functions: Mapping[str, object]) -> None:
    for name, function in functions.items():
        patch.setattr(engines, name, function)


@contextmanager
def mkdocs() -> Iterator[None]:
    """MkDocs for what is built in this process after all."""
    with pytest.MonkeyPatch.context() as patch:
        _use(patch, MKDOCS)
        yield


def _started(command: list[str]) -> subprocess.Popen[str]:
    return subprocess.Popen(
        command,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


# Killed


def _is_writing(project: Project) -> bool:
    return (project.docs / STAGE).exists() or (project.root / ".briefing-site").exists()


def _measured(project: Project, command: list[str]) -> tuple[float, float]:
    """Seconds that a run takes, and of these that it writes."""
    begun, moments = time.monotonic(), []
    with _started(command) as process:
        while process.poll() is None:
            time.sleep(0.001)
            if _is_writing(project):
                moments[1:] = [time.monotonic()]
    assert process.returncode == 0
    return time.monotonic() - begun, moments[-1] - moments[0]


def _killed(project: Project, command: list[str], moment: float, writing: bool, whole: bool) -> bool:
    """Kills a run that many seconds after it began, or began to write, with its engine or without; False if it was done."""
    with _started(command) as process:
        while writing and process.poll() is None and not _is_writing(project):
            time.sleep(0.001)
        try:
            process.communicate(timeout=moment)
        except subprocess.TimeoutExpired:
            (os.killpg if whole else os.kill)(process.pid, signal.SIGKILL)
            return True
    return False


@pytest.mark.parametrize("command", ["generate", "build"])
def test_killed_at_random_moments_every_page_is_whole(
    project: Project, command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = commands.command_of(project.root, command)
    if not KILLS:
        words = stub_engine.command_of(project.root, command)
        _use(monkeypatch, stub_engine.REPLACED)
    right = {}
    for state in (True, False):
        project.set(state)
        getattr(pipeline, command)(project.root)
        right[state] = (project.pages(), project.built("site"))
    chance, state, kills, seen = random.Random(2023), False, 0, Counter[str]()
    total = writing = 0.0
    for number in count():
        state = not state
        project.set(state)
        if number % 20 == 0:  # anew, as a busy machine has its own times
            total, writing = _measured(project, words)
            continue
        # Half of them over the whole run, half while it writes.
        aimed = number % 2 == 1
        moment = chance.random() * (writing if aimed else total)
        killed = _killed(project, words, moment, aimed, chance.random() < 0.5)
        kills += killed
        pages, built = project.pages(), project.built("site")
        for path, content in pages.items():
            assert content in (right[False][0].get(path), right[True][0].get(path)), path
        assert pages.items() >= USERS.items()
        assert set(pages) >= set(right[True][0]) & set(right[False][0])
        assert command == "generate" or built in (right[False][1], right[True][1])
        seen[f"{'killed' if killed else 'done before the kill'}: {_left(project, pages, built, right, state)}"] += 1
        getattr(pipeline, command)(project.root)
        assert (project.pages(), project.strays()) == (right[state][0], [])
        assert command == "generate" or project.built("site") == right[state][1]
        if kills == (KILLS or 2):
            break
    print(
        f"\n{command}, {total:.1f} s a run, {writing:.3f} s of writing, {kills} killed:",
        *sorted(f"{n} {what}" for what, n in seen.items()),
        sep="\n  ",
    )


def _left(project: Project, pages: object, built: object, right: dict, state: bool) -> str:
    new, old = right[state], right[not state]
    docs = {True: "new pages", False: "pages of both"}[pages == new[0]] if pages != old[0] else "old pages"
    folder = f", {'new' if built == new[1] else 'old'} site" if built else ""
    return f"{docs}{folder}{', something begun' if project.strays() else ''}"


@pytest.mark.usefixtures("stub")
def test_killed_while_mkdocs_writes_the_last_site_is_whole(project: Project) -> None:
    assert briefing(project.root, "build").returncode == 0
    before = project.built("site")
    project.set(True)
    with _started(commands.command_of(project.root, "build")) as process:
        while process.poll() is None and not any((project.root / ".briefing-site").rglob("*.html")):
            time.sleep(0.01)
        os.killpg(process.pid, signal.SIGKILL)
    assert process.returncode == -signal.SIGKILL
    assert project.built("site") == before
    assert project.strays() != []
    assert briefing(project.root, "build").returncode == 0
    assert project.strays() == []


# Out of room


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 32 MB."""
    command = ["mount", "-t", "tmpfs", "-o", "size=32m", "briefing-test", str(tmp_path)]
    if os.name != "posix" or not shutil.which("mount") or subprocess.run(command, capture_output=True).returncode:
        pytest.skip("only root can mount a small disk; the test with a limit on files stands for it")
    yield tmp_path
    subprocess.run(["umount", str(tmp_path)], check=True)


@pytest.mark.usefixtures("stub")
@pytest.mark.parametrize(
    ("command", "engine", "room"),
    [("generate", nullcontext, 40_000), ("build", mkdocs, 800_000), ("build --offline", nullcontext, 200_000)],
    ids=["generate", "build", "build --offline"],
)
def test_a_full_disk_leaves_all_as_it_was(
    project: Project, small_disk: Path, command: str, engine: Engine, room: int
) -> None:
    shutil.copytree(project.root, small_disk / "project", symlinks=True)
    there = Project(small_disk / "project")
    assert briefing(there.root, *command.split()).returncode == 0
    there.set(True)
    if command != "generate":
        assert briefing(there.root, "generate").returncode == 0
    before = standing(there.root)
    filler = small_disk / "filler"
    with filler.open("wb", buffering=0) as file:
        file.write(bytes(shutil.disk_usage(small_disk).free - room))
    with engine():
        done = briefing(there.root, *command.split())
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("cannot continue: No space left on device")
    assert done.stderr.count("\n") == 1
    assert standing(there.root) == before
    filler.unlink()
    assert briefing(there.root, *command.split()).returncode == 0
    assert there.strays() == []


@pytest.mark.usefixtures("stub")
@pytest.mark.parametrize(
    ("command", "words", "blocks"),
    [
        ("generate", commands.command_of, 4),
        ("build", commands.command_of, 100),
        ("build --offline", stub_engine.command_of, 50),
    ],
    ids=["generate", "build", "build --offline"],
)
def test_a_limit_on_the_size_of_files_leaves_all_as_it_was(
    project: Project, command: str, words: Callable[..., list[str]], blocks: int
) -> None:
    """The limit of the shell, in blocks of 512 bytes: as a full disk does, it refuses the rest of a file."""
    assert briefing(project.root, *command.split()).returncode == 0
    project.set(True)
    if command != "generate":
        assert briefing(project.root, "generate").returncode == 0
    before = standing(project.root)
    limited = ["sh", "-c", f'ulimit -f {blocks}; exec "$@"', "sh", *words(project.root, *command.split())]
    done = subprocess.run(limited, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("cannot continue: File too large")
    assert done.stderr.count("\n") == 1
    assert standing(project.root) == before
    assert briefing(project.root, *command.split()).returncode == 0


@pytest.mark.usefixtures("stub")
def test_a_folder_that_can_t_be_written_leaves_all_as_it_was(project: Project, small_disk: Path) -> None:
    shutil.copytree(project.root, small_disk / "project", symlinks=True)
    there = Project(small_disk / "project")
    assert briefing(there.root, "build").returncode == 0
    there.set(True)
    before = standing(there.root)
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    done = briefing(there.root, "build")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("cannot continue: Read-only file system: ")
    assert standing(there.root) == before


# At once


def test_several_runs_at_once_take_turns(project: Project) -> None:
    project.set(True)
    pipeline.generate(project.root)
    expected = project.pages()
    project.set(False)
    pipeline.generate(project.root)
    project.set(True)
    runs = [_started(commands.command_of(project.root, "generate")) for _ in range(3)]
    said = [run.communicate() for run in runs]
    assert [run.returncode for run in runs] == [0] * 3
    assert [line for _, err in said for line in err.splitlines() if "is at work" not in line] == []
    assert sum("docs/: 0 changed, 0 removed" in out for out, _ in said) == 2
    assert (project.pages(), project.strays()) == (expected, [])


@pytest.mark.usefixtures("stub")
def test_builds_and_a_bare_engine_at_once(project: Project) -> None:
    pipeline.build(project.root)
    expected = (project.pages(), project.built("site"))
    project.set(True)
    pipeline.build(project.root)
    project.set(False)
    runs = [
        _started(stub_engine.command_of(project.root, *command.split()))
        for command in ("build", "generate", "build", "build --offline")
    ]
    bare = [
        sys.executable,
        "-m",
        "mkdocs",
        "build",
        "-f",
        str(project.root / "mkdocs.yml"),
        "-d",
        str(project.root / "x"),
    ]
    subprocess.run(bare, check=True, capture_output=True)
    said = [run.communicate() for run in runs]
    assert [run.returncode for run in runs] == [0] * 4
    assert [line for _, err in said for line in err.splitlines() if "is at work" not in line] == []
    assert (project.pages(), project.built("site"), project.strays()) == (*expected, [])


def test_a_run_that_waited_reads_the_data_as_it_then_is(project: Project) -> None:
    with project_lock(project.root):
        process = _started(commands.command_of(project.root, "generate"))
        assert process.stderr is not None
        assert process.stderr.readline() == (
            f"another run of briefing is at work in {project.root.resolve()}; waiting for it\n"
        )
        assert not (project.docs / MANIFEST).exists()
        project.set(True)
    assert process.communicate()[1] == ""
    assert process.returncode == 0
    assert b"Renamed: Lume Strait" in project.pages()["index.md"]


def test_an_engine_that_outlives_its_run_holds_the_lock(project: Project) -> None:
    """Else it would write into the folder in which the next run builds."""
    with project_lock(project.root) as held:
        engine = subprocess.Popen(["sh", "-c", "read line"], stdin=subprocess.PIPE, pass_fds=held)
    with _started(commands.command_of(project.root, "generate")) as process:
        assert process.stderr is not None
        assert "is at work" in process.stderr.readline()
        engine.communicate(b"end\n")
        assert process.wait() == 0


def test_what_a_killed_run_left_is_not_published(project_with: Callable[[Path], Path]) -> None:
    root = project_with(EXAMPLES / "minimal" / "seeds")
    pipeline.generate(root)
    stage = root / "docs" / STAGE
    stage.mkdir()
    (stage / "page.md").write_text("# Half a page")
    bare = [sys.executable, "-m", "mkdocs", "build", "-f", str(root / "mkdocs.yml")]
    environment = {**os.environ, GENERATED: str(root.resolve())}
    subprocess.run(bare, check=True, capture_output=True, env=environment)
    assert stage.exists()
    built = files(root / "site")
    assert "index.html" in built
    assert not [path for path, content in built.items() if STAGE in path or b"Half a page" in content]


@pytest.mark.usefixtures("stub")
def test_clean_removes_what_was_made_and_nothing_else(project: Project) -> None:
    before = files(project.root)
    for command in ("build", "build --offline", "build --only 1/2", "clean"):
        assert briefing(project.root, *command.split()).returncode == 0
    assert files(project.root) == before
    assert sorted(path.name for path in project.root.iterdir()) == ["docs", "mkdocs.yml", "seeds"]
    pipeline.build(project.root)
    (project.root / "site" / "CNAME").write_text("mine")
    pipeline.clean(project.root)
    assert (project.root / "site" / "CNAME").read_text() == "mine"

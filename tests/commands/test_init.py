"""`briefing init`: the files that it makes, a folder and a repository that are whole or not there, and what it refuses."""

from __future__ import annotations

import json
import os
import re
import resource
import stat
import subprocess
import sys
from contextlib import chdir
from html import unescape
from pathlib import Path
from typing import Any

import markdown
import pytest
import yaml
from click.testing import CliRunner, Result

from generator import __version__
from generator.commands import init, main
from generator.kinds import KINDS
from generator.pipeline import check_seeds
from generator.problems import Code
from generator.storage.atomic_files import create_folder
from generator.storage.seed_files import read_seeds
from support.commands import briefing
from support.forks import at_once, files, run_limited, survives
from support.project import CASES, ROOT
from support.repositories import CALM, git
from support.schemas import schema_check

BIN = Path(sys.executable).parent
HOSTILE = "A \"b\": #c <i>*d*</i> [e](f) | __id__ \\ 'g' ${{ h }} \u202e\x07\n- !!k"
ANSWERS = {
    "github": ("--title", "The Kesh ferry", "--licence", "CC-BY-4.0"),
    "gitlab": ("--title", "Паром", "--language", "pt-BR", "--host", "gitlab"),
    "none": ("--title", HOSTILE, "--host", "none"),
}


def run(folder: Path, *arguments: str, **environment: str | None) -> Result:
    """Runs the command in this process, in a folder; nothing of the machine's git settings is used."""
    with chdir(folder):
        return CliRunner(env={**CALM, **environment}).invoke(main, ["init", *arguments], prog_name="briefing")


def made(root: Path) -> dict[str, bytes]:
    """The files of a folder, but for git's own."""
    return {path: content for path, content in files(root).items() if not path.startswith(".git/")}


# The files


@pytest.mark.parametrize("host", ANSWERS)
def test_the_files_are_those_of_the_case(tmp_path: Path, host: str) -> None:
    """`UPDATE=1` writes the case."""
    done = run(tmp_path, "kesh-ferry", *ANSWERS[host])
    assert (done.exit_code, done.stderr) == (0, "")
    found = made(tmp_path / "kesh-ferry")
    texts = (f"=== {path}\n{content.decode()}" for path, content in found.items())
    text = done.stdout + "".join(texts).replace(f"=={__version__}\n", "==VERSION\n")
    case = CASES / "init" / f"{host}.txt"
    if os.environ.get("UPDATE"):
        case.parent.mkdir(exist_ok=True)
        case.write_text(text, encoding="utf-8")
    assert text == case.read_text(encoding="utf-8")


@pytest.fixture(params=ANSWERS)
def started(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A new briefing of each case."""
    assert run(tmp_path, "kesh-ferry", *ANSWERS[request.param]).exit_code == 0
    return tmp_path / "kesh-ferry"


def test_the_records_are_drafts_in_canonical_form_without_a_problem(started: Path) -> None:
    loaded, problems = check_seeds(read_seeds(started))
    assert {problem.code for problem in problems} <= {Code.PASTED_MARKUP}, "one title is made of markup"
    assert {entry.kind.name for entry in loaded.briefing.entries.values()} == {"briefing", "sources", "actors"}
    assert all(entry.record.draft for entry in loaded.briefing.entries.values())
    assert briefing(started, "fmt", "--check").stdout == ""
    publish = briefing(started, "check", "--publish")
    assert (publish.returncode, publish.stdout.count(": E037 ")) == (1, 3)


def test_the_optional_fields_that_are_commented_out_exist(started: Path) -> None:
    for file in (started / "seeds").rglob("*.yml"):
        kind = next(kind for kind in KINDS if kind.seeds_path in (f"seeds/{file.parent.name}/", f"seeds/{file.name}"))
        fields = re.findall(r"^#(\w+):", file.read_text(encoding="utf-8"), re.MULTILINE)
        assert set(fields) - set(kind.record.model_fields) == set(), file


def test_the_configuration_is_short_and_has_the_title(started: Path) -> None:
    text = (started / "mkdocs.yml").read_text(encoding="utf-8")
    title = check_seeds(read_seeds(started))[0].briefing.head.title
    assert len(text.splitlines()) <= 40
    assert yaml.safe_load(text) == {
        "site_name": title,
        "theme": {"name": "material"},
        "plugins": ["briefing", "search"],
    }
    opened = re.sub(r"^( *)# (?=[ \w-]+:(?: |$)|  )(?!Other|Templates|The)", r"\1", text, flags=re.MULTILINE)
    assert {"palette", "custom_dir"} <= set(yaml.safe_load(opened)["theme"])
    assert "nav" in yaml.safe_load(opened)


def test_the_title_is_only_text_in_the_readme(started: Path) -> None:
    title = check_seeds(read_seeds(started))[0].briefing.head.title
    heading = markdown.markdown((started / "README.md").read_text(encoding="utf-8").partition("\n")[0])
    shown = re.fullmatch("<h1>([^<]*)</h1>", heading)
    assert shown
    assert unescape(shown[1]) == title


IDS = {
    "from the title": (("x", "--title", "Ferry: the 2nd trip!"), "ferry-the-2nd-trip", "Ferry: the 2nd trip!"),
    "from the folder": (("kesh_ferry-2",), "kesh-ferry-2", "Kesh ferry 2"),
    "a title in another script": (("kesh", "--title", "Паром"), "kesh", "Паром"),
    "nothing to make an id of": (("паром",), "briefing", "Паром"),
    "a long title": (("x", "--title", "a b " * 40), ("a-b-" * 20).strip("-"), ("a b " * 40).strip()),
    "the id of another record": (("first-source",), "first-source-briefing", "First source"),
    "a number": (("2031",), "2031", "2031"),
    "a word of YAML": (("no",), "no", "No"),
}


@pytest.mark.parametrize(("arguments", "record_id", "title"), IDS.values(), ids=list(IDS))
def test_the_id_is_made_from_the_title_or_the_folder(
    tmp_path: Path, arguments: tuple[str, ...], record_id: str, title: str
) -> None:
    assert run(tmp_path, *arguments, "--no-git").exit_code == 0
    loaded, problems = check_seeds(read_seeds(tmp_path / arguments[0]))
    assert problems == ()
    assert (loaded.briefing.head.id, loaded.briefing.head.title) == (record_id, title)


@pytest.mark.parametrize("language", ["en", "de-AT", "pt-BR", "zh-Hant", "zh-Hant-HK", "es-419"])
def test_languages_of_the_theme_and_their_regions_are_allowed(tmp_path: Path, language: str) -> None:
    assert run(tmp_path, "x", "--language", language, "--no-git").exit_code == 0
    assert check_seeds(read_seeds(tmp_path / "x"))[0].briefing.head.language == language


# The workflows


@pytest.mark.parametrize(
    ("host", "file", "schema"),
    [
        ("github", ".github/workflows/pull-request.yml", "github-workflows"),
        ("github", ".github/workflows/publish.yml", "github-workflows"),
        ("gitlab", ".gitlab-ci.yml", "gitlab-ci"),
    ],
)
def test_the_hosts_schema_holds(tmp_path: Path, host: str, file: str, schema: str) -> None:
    assert run(tmp_path, "x", "--host", host, "--no-git").exit_code == 0
    more = ["--data-transform", "gitlab-ci"] if schema == "gitlab-ci" else []
    done = schema_check("--builtin-schema", f"vendor.{schema}", tmp_path / "x" / file, *more)
    assert done.exit_code == 0, done.output


def test_the_linter_finds_nothing(tmp_path: Path) -> None:
    assert run(tmp_path, "x", "--no-git").exit_code == 0
    command = [BIN / "zizmor", "--offline", "--no-progress", "--persona", "auditor", "--strict-collection"]
    done = subprocess.run(
        [*command, "--format", "json-v1", "."], cwd=tmp_path / "x", capture_output=True, text=True, check=False
    )
    assert json.loads(done.stdout) == [], done.stderr


def workflows(root: Path) -> dict[str, dict[str, Any]]:
    found = sorted((root / ".github/workflows").glob("*.yml"))
    return {file.stem: yaml.load(file.read_text(encoding="utf-8"), yaml.BaseLoader) for file in found}


def test_each_job_has_the_rights_that_it_needs_and_no_more(tmp_path: Path) -> None:
    assert run(tmp_path, "x", "--no-git").exit_code == 0
    found = workflows(tmp_path / "x")
    given = {f"{name}/{job}": one["permissions"] for name, flow in found.items() for job, one in flow["jobs"].items()}
    assert given == {
        **{f"pull-request/{job}": {"contents": "read"} for job in ("check", "difference", "preview")},
        "publish/build": {"contents": "read"},
        "publish/publish": {"pages": "write", "id-token": "write"},
    }
    assert [flow["permissions"] for flow in found.values()] == [{}, {}]


def test_actions_are_pinned_to_the_commits_that_this_project_uses(tmp_path: Path) -> None:
    def used(folder: Path) -> set[str]:
        return {use for file in folder.glob("*.yml") for use in re.findall("uses: (.*)", file.read_text("utf-8"))}

    assert run(tmp_path, "x", "--no-git").exit_code == 0
    assert used(tmp_path / "x/.github/workflows") - used(ROOT / ".github/workflows") == set()


INSTALL = ("python3 -m venv .venv", ".venv/bin/python -m pip install -r requirements.txt")


@pytest.mark.slow
@pytest.mark.parametrize("host", ["github", "gitlab"])
def test_the_check_and_the_report_run_in_the_new_repository(tmp_path: Path, host: str) -> None:
    """As a runner has it: the merge of a pull request into `main`, on no branch."""
    assert run(tmp_path, "x", "--host", host).exit_code == 0
    root = tmp_path / "x"
    git(root, "switch", "--quiet", "--create", "proposed")
    head = root / "seeds/briefing.yml"
    head.write_text(head.read_text("utf-8").replace("title: X", "title: Another"), "utf-8")
    git(root, "commit", "--quiet", "--all", "--message", "Proposed")
    base = git(root, "rev-parse", "main").strip()
    git(root, "switch", "--quiet", "--detach", "main")
    git(root, "merge", "--quiet", "--no-ff", "proposed", "--message", "Merged by the host")
    (root / ".venv").symlink_to(BIN.parent)
    lines = commands(root, "check") + commands(root, "difference")
    where = {
        **CALM,
        "PATH": f"{BIN}:{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT),
        "GITHUB_STEP_SUMMARY": os.devnull,
        "CI_MERGE_REQUEST_DIFF_BASE_SHA": base,
    }
    done = subprocess.run(
        ["bash", "-ec", "\n".join(lines)], cwd=root, env=where, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Another" in (root / "difference.md").read_text("utf-8")


def commands(root: Path, job: str) -> list[str]:
    """The lines that a job runs once the program is installed."""
    if (root / ".github").exists():
        steps = workflows(root)["pull-request"]["jobs"][job]["steps"]
        return [line for step in steps for line in step.get("run", "").splitlines() if line not in INSTALL]
    return list(yaml.load((root / ".gitlab-ci.yml").read_text("utf-8"), yaml.BaseLoader)[job]["script"])


# The folder


WORDS = "cannot continue: x is not empty: "
ENDING = "; choose a folder that is empty, or that does not exist yet\n"


@pytest.mark.parametrize(
    ("names", "shown"),
    [(["a"], "a"), ([".git", "b"], ".git, b"), ([*"gfedcba"], "a, b, c, d, e and 2 more"), (["a\nb"], "a\\nb")],
)
def test_a_folder_that_is_not_empty_is_refused_and_untouched(tmp_path: Path, names: list[str], shown: str) -> None:
    (tmp_path / "x").mkdir()
    for name in names:
        (tmp_path / "x" / name).write_text("mine")
    before = standing(tmp_path)
    done = run(tmp_path, "x")
    assert (done.exit_code, done.stdout, done.stderr) == (1, "", f"{WORDS}{shown}{ENDING}")
    assert standing(tmp_path) == before


def standing(folder: Path) -> dict[str, tuple[int, bytes]]:
    """Everything under a folder: the mode, and the content of files."""
    return {
        str(path.relative_to(folder)): (path.lstat().st_mode, path.read_bytes() if path.is_file() else b"")
        for path in sorted(folder.rglob("*"))
    }


def test_an_empty_folder_and_the_current_one_are_filled(tmp_path: Path) -> None:
    (tmp_path / "x").mkdir(mode=0o750)
    assert run(tmp_path, "x").exit_code == 0
    assert stat.S_IMODE((tmp_path / "x").stat().st_mode) == 0o750
    (tmp_path / "here").mkdir()
    done = run(tmp_path / "here", ".", "--title", "X")
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout.endswith("\nNext:\n  briefing serve\n  briefing new events ID\n  briefing check\n")
    assert made(tmp_path / "here") == made(tmp_path / "x")
    assert git(tmp_path / "here", "status", "--porcelain") == ""


def test_missing_parents_are_made_and_names_are_quoted(tmp_path: Path) -> None:
    done = run(tmp_path, "a/../b/c d/e", "--no-git")
    assert (done.exit_code, done.stderr) == (0, "")
    assert "\n  cd 'a/../b/c d/e'\n" in done.stdout
    assert (tmp_path / "b/c d/e/mkdocs.yml").is_file()
    assert [path.name for path in tmp_path.iterdir()] == ["b"]


UNUSABLE = {
    "a file": ("file", "Not a directory: {root}/file"),
    "below a file": ("file/x", "Not a directory: {root}/file"),
    "a long name": ("x" * 300, f"File name too long: {{root}}/{'x' * 300}"),
}


@pytest.mark.parametrize(("name", "message"), UNUSABLE.values(), ids=list(UNUSABLE))
def test_a_place_that_can_hold_no_folder_is_one_message(tmp_path: Path, name: str, message: str) -> None:
    (tmp_path / "file").write_text("mine")
    before = standing(tmp_path)
    done = run(tmp_path, name)
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr == f"cannot continue: {message.format(root=tmp_path)}\n"
    assert standing(tmp_path) == before


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may write anywhere")
def test_a_folder_without_write_permission_is_one_message(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    done = run(tmp_path, "x")
    tmp_path.chmod(0o700)
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr == f"cannot continue: Permission denied: {tmp_path}/x\n"
    assert standing(tmp_path) == {}


PLACES = {"missing": ("x", ()), "in missing parents": ("a/b/x", ()), "empty": ("x", ("x",))}
places = pytest.mark.parametrize(("name", "folders"), PLACES.values(), ids=list(PLACES))


@places
@pytest.mark.parametrize(
    ("blocks", "options", "message"),
    [(2, (), "File too large: {folder}/"), (5, ("--no-git",), "File too large: {folder}/"), (8, (), "git failed: ")],
)
def test_a_limit_on_the_size_of_files_leaves_all_as_it_was(
    tmp_path: Path, name: str, folders: tuple[str, ...], blocks: int, options: tuple[str, ...], message: str
) -> None:
    """The limit of the shell's `ulimit -f`, in blocks of 512 bytes: as a full disk does, it refuses the rest of a file."""
    for folder in folders:
        (tmp_path / folder).mkdir()
    before = standing(tmp_path)
    limits = (resource.RLIMIT_FSIZE, blocks * 512)
    ((code, printed, error),) = at_once(run_limited, (*limits, tmp_path, CALM, "init", str(tmp_path / name), *options))
    assert (code, printed, error.count("\n")) == (1, "", 1)
    assert error.startswith(f"cannot continue: {message.format(folder=tmp_path / name)}")
    assert standing(tmp_path) == before


def test_a_move_that_fails_is_undone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rename = Path.rename

    def full(source: Path, target: Path) -> Path:
        if target == tmp_path / "mkdocs.yml":
            raise OSError(28, "No space left on device", str(target))
        return rename(source, target)

    monkeypatch.setattr(Path, "rename", full)
    done = run(tmp_path, ".", "--title", "X")
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr == f"cannot continue: No space left on device: {tmp_path}/mkdocs.yml\n"
    assert standing(tmp_path) == {}


@pytest.mark.slow
@pytest.mark.parametrize("is_there", [False, True], ids=["missing", "empty"])
def test_a_run_killed_at_any_step_leaves_nothing_or_all(tmp_path: Path, is_there: bool) -> None:
    """Moving files into a folder that exists takes several steps; then the next run says how to go on."""
    assert run(tmp_path, "whole", "--no-git").exit_code == 0
    whole = made(tmp_path / "whole")
    names = {path.partition("/")[0] for path in whole}
    step, is_done = 1, False
    while not is_done:
        folder = tmp_path / str(step) / "whole"
        folder.parent.mkdir()
        if is_there:
            folder.mkdir()
        is_done = survives(step, create_folder, folder, whole, Path.exists)
        found = {path.name for path in folder.iterdir()} - {".briefing-new"} if folder.exists() else set()
        before = standing(folder.parent)
        again = run(folder.parent, "whole", "--no-git")
        if found and found != names:
            assert is_there
            assert "an earlier run was interrupted" in again.stderr
            assert standing(folder.parent) == before
        else:
            assert (again.exit_code, "is not empty" in again.stderr) == ((1, True) if found else (0, False))
            assert made(folder) == whole
        step += 1
    assert step > 20


# The repository


def test_the_first_commit_is_by_the_user_and_holds_every_file(tmp_path: Path) -> None:
    assert run(tmp_path, "x", GIT_DIR=str(tmp_path / "elsewhere")).exit_code == 0
    log = git(tmp_path / "x", "log", "--format=%an <%ae> %s", "main").splitlines()
    assert log == ["A. Editor <editor@strait.example> Start the briefing"]
    assert git(tmp_path / "x", "ls-files").splitlines() == sorted(made(tmp_path / "x"))
    assert git(tmp_path / "x", "status", "--porcelain") == ""


def test_settings_of_the_user_are_used_but_no_hook_runs(tmp_path: Path) -> None:
    (tmp_path / "template/hooks").mkdir(parents=True)
    hook = tmp_path / "template/hooks/pre-commit"
    hook.write_text(f"#!/bin/sh\ntouch {tmp_path}/ran\nexit 1\n")
    hook.chmod(0o755)
    settings = tmp_path / "settings"
    settings.write_text(f"[user]\nname=B. User\nemail=b@user.example\n[init]\ntemplateDir={tmp_path}/template\n")
    names = dict.fromkeys(key for key in CALM if key.startswith(("GIT_AUTHOR", "GIT_COMMITTER")))
    done = run(tmp_path, "x", GIT_CONFIG_GLOBAL=str(settings), **names)
    assert (done.exit_code, done.stderr) == (0, "")
    assert git(tmp_path / "x", "log", "--format=%an <%ae>").splitlines() == ["B. User <b@user.example>"]
    assert not (tmp_path / "ran").exists()


def test_without_an_identity_the_user_gets_the_commands_that_commit(tmp_path: Path) -> None:
    names = dict.fromkeys(key for key in CALM if key.startswith(("GIT_AUTHOR", "GIT_COMMITTER")))
    done = run(tmp_path, "x", **names)
    assert done.exit_code == 1
    assert done.stdout.splitlines()[0].endswith("seeds/; added to a new git repository")
    assert done.stderr == (
        "Nothing is committed, because git does not know your name. In the folder, run:\n"
        '  git config user.name "Your Name"\n'
        "  git config user.email you@example.org\n"
        '  git commit -m "Start the briefing"\n'
    )
    steps = [line.strip() for line in done.stderr.splitlines()[1:]]
    bare = {key: value for key, value in CALM.items() if key not in names}
    subprocess.run(["bash", "-ec", "\n".join(steps)], cwd=tmp_path / "x", env=bare, check=True, capture_output=True)
    assert git(tmp_path / "x", "log", "--format=%an %s").splitlines() == ["Your Name Start the briefing"]
    assert git(tmp_path / "x", "status", "--porcelain") == ""


def test_without_git_the_files_are_made(tmp_path: Path) -> None:
    done = run(tmp_path, "x", PATH=str(tmp_path))
    assert done.exit_code == 1
    assert done.stdout.splitlines()[0].endswith(" seeds/")
    assert done.stderr == (
        "No git repository was made: git is not installed. "
        "To make one later: git init -b main, git add --all, git commit\n"
    )
    assert made(tmp_path / "x") == files(tmp_path / "x") != {}
    assert run(tmp_path, "y", "--no-git", PATH=str(tmp_path)).exit_code == 0


def test_inside_a_repository_there_is_no_second_one(tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet", "--initial-branch", "main")
    done = run(tmp_path, "a/x")
    assert done.exit_code == 0
    assert done.stderr == (
        f"No git repository was made, because the folder is inside of one: {tmp_path}. Commit it there.\n"
    )
    assert made(tmp_path / "a/x") == files(tmp_path / "a/x") != {}
    assert git(tmp_path, "status", "--porcelain") == "?? a/\n"


def test_a_commit_that_git_refuses_leaves_nothing(tmp_path: Path) -> None:
    settings = tmp_path / "settings"
    settings.write_text("[commit]\ngpgSign = true\n[gpg]\nprogram = /bin/false\n")
    done = run(tmp_path, "x", GIT_CONFIG_GLOBAL=str(settings))
    assert (done.exit_code, done.stdout) == (1, "")
    assert re.fullmatch(
        "cannot continue: git failed: .*; nothing was created. With --no-git no repository is made\n", done.stderr
    )
    assert [path.name for path in tmp_path.iterdir()] == ["settings"]


# Wrong usage


LICENCES = ", ".join(init.fields.Licence)
WRONG = {
    "language": (("--language", "eng"), "'--language': unknown 'eng'; did you mean \"en\"? There are af, "),
    "region": (("--language", "PT_br"), "'--language': unknown 'PT_br'; did you mean \"pt-BR\"? There are af, "),
    "only with a region": (("--language", "ku"), "'--language': unknown 'ku'; did you mean \"ku-IQ\"? There are af, "),
    "no language": (("--language", "german"), "'--language': unknown 'german'; there are af, "),
    "licence": (("--licence", "CC-BY-4"), f"'--licence': unknown 'CC-BY-4'; did you mean \"CC-BY-4.0\"? There are {LICENCES}"),
    "licence of code": (("--licence", "MIT"), f"'--licence': unknown 'MIT'; there are {LICENCES}"),
    "host": (("--host", "GitHub"), "'--host': unknown 'GitHub'; did you mean \"github\"? There are github, gitlab, none"),
    "title": (("--title", " \n"), "'--title': a title has at least one letter"),
}  # fmt: skip


@pytest.mark.parametrize(("arguments", "message"), WRONG.values(), ids=list(WRONG))
def test_an_unknown_word_is_wrong_usage(tmp_path: Path, arguments: tuple[str, ...], message: str) -> None:
    done = run(tmp_path, "x", *arguments)
    assert (done.exit_code, done.stdout) == (2, "")
    assert f"Error: Invalid value for {message}" in done.stderr
    assert standing(tmp_path) == {}

"""The files for GitHub and GitLab: linted, bound to least rights, and their commands run in a real repository.

What they would show a reviewer is in tests/cases/workflows: of a pull request whose texts try to be more than texts.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from support.comments import CHECKED_OUT, COMMIT, HERE, WITHIN, acts, comment_body
from support.project import EXAMPLES, ROOT
from support.repositories import CALM, EVENT, RISK, add_actor, commit, edit, git
from support.schemas import schema_check

pytestmark = pytest.mark.slow

BIN = Path(sys.executable).parent
CASES = ROOT / "tests" / "cases" / "workflows"
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
FILES = {
    **dict.fromkeys(WORKFLOWS, "github-workflows"),
    **dict.fromkeys((ROOT / ".github/ISSUE_TEMPLATE").glob("[!c]*.yml"), "github-issue-forms"),
    ROOT / ".github/ISSUE_TEMPLATE/config.yml": "github-issue-config",
    ROOT / ".github/dependabot.yml": "dependabot",
    ROOT / ".gitlab-ci.yml": "gitlab-ci",
}
every_workflow = pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.stem)


def read(file: Path) -> dict[str, Any]:
    return yaml.load(file.read_text(encoding="utf-8"), yaml.BaseLoader)


def jobs(file: Path) -> Mapping[str, dict[str, Any]]:
    return read(file)["jobs"]


def steps(file: Path) -> Iterator[dict[str, Any]]:
    for job in jobs(file).values():
        yield from job["steps"]


# Lint


@pytest.mark.parametrize(("file", "schema"), FILES.items(), ids=lambda value: getattr(value, "name", None))
def test_the_hosts_schema_holds(file: Path, schema: str) -> None:
    more = ["--data-transform", "gitlab-ci"] if schema == "gitlab-ci" else []
    done = schema_check("--builtin-schema", f"vendor.{schema}", file, *more)
    assert done.exit_code == 0, done.output


def findings(*options: str) -> list[str]:
    """The rules that zizmor finds broken, being as strict as it can."""
    command = [BIN / "zizmor", "--offline", "--no-progress", "--persona", "auditor", "--strict-collection"]
    done = subprocess.run(
        [*command, "--format", "json-v1", *options, ".github"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.stdout, done.stderr
    return [one["ident"] for one in json.loads(done.stdout)]


def test_the_linter_finds_nothing_but_what_is_answered_for() -> None:
    assert findings() == []
    assert findings("--no-ignores") == ["dangerous-triggers"]


# Rights


@every_workflow
def test_actions_are_githubs_own_and_pinned_by_commit(file: Path) -> None:
    used = re.findall(r"uses: (.*)", file.read_text(encoding="utf-8"))
    assert [one for one in used if not re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", one)] == []


def test_an_action_is_pinned_to_one_commit_everywhere() -> None:
    used = {use for file in WORKFLOWS for use in re.findall(r"uses: (.*)", file.read_text(encoding="utf-8"))}
    assert len({one.partition("@")[0] for one in used}) == len(used)


def test_each_job_has_the_rights_that_it_needs_and_no_more() -> None:
    given = {f"{file.stem}/{name}": job["permissions"] for file in WORKFLOWS for name, job in jobs(file).items()}
    reads = {"contents": "read"}
    assert given == {
        **{f"pull-request/{name}": reads for name in ("check", "difference", "preview", "test", "screenshots")},
        "comment/comment": {**reads, "actions": "read", "pull-requests": "write"},
        "publish/test": reads,
        "publish/build": reads,
        "publish/publish": {"pages": "write", "id-token": "write"},
    }


@every_workflow
def test_nothing_else_is_granted(file: Path) -> None:
    assert read(file)["permissions"] == {}
    assert all("timeout-minutes" in job for job in jobs(file).values())
    for step in steps(file):
        if step.get("uses", "").startswith("actions/checkout@"):
            assert step["with"]["persist-credentials"] == "false"
    assert "secrets." not in file.read_text(encoding="utf-8")


@every_workflow
def test_no_command_contains_an_expression(file: Path) -> None:
    assert [step["run"] for step in steps(file) if "${{" in step.get("run", "")] == []


def test_the_run_that_may_comment_takes_nothing_of_the_pull_request() -> None:
    (job,) = jobs(ROOT / ".github/workflows/comment.yml").values()
    checkout, write = job["steps"]
    assert checkout["with"] == {"persist-credentials": "false", "sparse-checkout": "\n".join((*CHECKED_OUT, ""))}
    assert write["run"] == "python3 .github/comment"


# Commands


def commands() -> Iterator[str]:
    """Each line that a workflow runs, on either host."""
    for file in WORKFLOWS:
        for step in steps(file):
            yield from step.get("run", "").splitlines()
    for job in read(ROOT / ".gitlab-ci.yml").values():
        yield from job.get("script", ()) if isinstance(job, dict) else ()


def test_every_target_that_is_made_exists() -> None:
    told = {target for line in commands() for target in re.findall(r"\bmake (\S+)", line)}
    known = re.findall(r"^(\S+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert told - set(known) == set()


def test_every_command_is_run_here_or_is_a_target() -> None:
    seen = {line for line in commands() if not re.fullmatch(r"make \S+", line)}
    run_here = {*GITHUB_CHECK, *GITHUB_DIFFERENCE, *GITLAB_CHECK, *GITLAB_DIFFERENCE, "python3 .github/comment"}
    assert seen == run_here | PUBLISH


PUBLISH = {".venv/bin/briefing check --publish"}


def test_drafts_are_not_published(pull_request: Path) -> None:
    git(pull_request, "switch", "--quiet", "--detach", "main")
    done = run([*PUBLISH], pull_request)
    assert (done.returncode, done.stdout.count(": E037 ")) == (1, 2)


def of_job(name: str) -> list[str]:
    """The lines that a job for a pull request runs on GitHub, but for its set-up."""
    told = jobs(ROOT / ".github/workflows/pull-request.yml")[name]["steps"]
    return [line for step in told for line in step.get("run", "").splitlines() if not line.startswith("make ")]


def of_script(name: str) -> list[str]:
    """The same on GitLab."""
    return [line for line in read(ROOT / ".gitlab-ci.yml")[name]["script"] if not line.startswith("make ")]


GITHUB_CHECK, GITHUB_DIFFERENCE = of_job("check"), of_job("difference")
GITLAB_CHECK, GITLAB_DIFFERENCE = of_script("check"), of_script("difference")

HOSTILE = (
    "::error::forged ##[add-mask]x @everyone #1 GH-1 </details><img src=x onerror=alert(1)> [a](https://evil.example) "
    "www.evil.example `c` **b** ~~s~~ :tada: $x$ | <!-- what this pull request changes -->"
)

CONFERENCE = "seeds/events/conference.yml"
TITLE = next(
    line for line in (EXAMPLES / "strait" / CONFERENCE).read_text(encoding="utf-8").splitlines() if "title:" in line
)


@pytest.fixture
def pull_request(tmp_path: Path) -> Path:
    """The strait, checked out as a host does it: the merge of a pull request into `main`, on no branch."""
    git(tmp_path, "init", "--quiet", "--initial-branch", "main")
    shutil.copytree(EXAMPLES / "strait" / "seeds", tmp_path / "seeds")
    commit(tmp_path, "The strait")
    git(tmp_path, "switch", "--quiet", "--create", "proposed")
    edit(tmp_path, RISK, "likelihood: unlikely", "likelihood: likely")
    edit(tmp_path, CONFERENCE, TITLE, f"title: '{HOSTILE}'")
    edit(tmp_path, EVENT, "status: expected", "status: '::set-output name=x::y'")
    add_actor(tmp_path, "ostrel")
    commit(tmp_path, "Proposed")
    git(tmp_path, "switch", "--quiet", "--detach", "main")
    git(tmp_path, "merge", "--quiet", "--no-ff", "proposed", "--message", "Merged by the host")
    (tmp_path / ".venv").symlink_to(BIN.parent)
    return tmp_path


def run(lines: list[str], folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Runs the lines as a runner does: with bash, until one fails."""
    (folder / "script").write_text("\n".join(lines), encoding="utf-8")
    return subprocess.run(
        ["bash", "-e", "script"], cwd=folder, env={**CALM, **environment}, capture_output=True, text=True, check=False
    )


def same_as_case(name: str, text: str) -> None:
    if os.environ.get("UPDATE"):
        CASES.mkdir(exist_ok=True)
        (CASES / name).write_text(text, encoding="utf-8")
    assert text == (CASES / name).read_text(encoding="utf-8")


def test_what_the_check_shows_at_the_lines(pull_request: Path) -> None:
    done = run(GITHUB_CHECK, pull_request)
    assert (done.returncode, done.stderr) == (1, "1 error, 4 warnings\n57 records checked, 2 of them drafts\n")
    same_as_case("annotations.txt", done.stdout)


def test_what_the_run_and_the_comment_say(pull_request: Path) -> None:
    summary = pull_request / "summary.md"
    summary.write_text("earlier\n", encoding="utf-8")
    done = run(GITHUB_DIFFERENCE, pull_request, GITHUB_STEP_SUMMARY=str(summary))
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    told = (pull_request / "difference.md").read_text(encoding="utf-8")
    same_as_case("difference.md", told)
    assert summary.read_text(encoding="utf-8") == f"earlier\n{told}"
    comment = comment_body(told, WITHIN, f"{HERE}/actions/runs/7", COMMIT, 0)
    same_as_case("comment.md", comment)
    assert acts(told) == []
    assert told.rstrip("\n") in comment


def test_gitlab_gets_the_same_report(pull_request: Path) -> None:
    done = run(GITLAB_CHECK, pull_request)
    assert done.returncode == 1
    assert "E014 event deal-signed: status can't be" in done.stdout
    same_as_case("code-quality.json", (pull_request / "code-quality.json").read_text(encoding="utf-8"))
    base = git(pull_request, "rev-parse", "main").strip()
    done = run(GITLAB_DIFFERENCE, pull_request, CI_MERGE_REQUEST_DIFF_BASE_SHA=base)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    same_as_case("difference.md", (pull_request / "difference.md").read_text(encoding="utf-8"))


def test_a_pull_request_that_changes_no_data_gets_a_comment_that_says_so(pull_request: Path) -> None:
    git(pull_request, "checkout", "--quiet", "--detach", "main")
    (pull_request / "README.md").write_text("More\n", encoding="utf-8")
    git(pull_request, "add", "README.md")
    git(pull_request, "commit", "--quiet", "--message", "A document")
    assert run(GITHUB_CHECK, pull_request).returncode == 0
    assert run(GITHUB_DIFFERENCE, pull_request, GITHUB_STEP_SUMMARY=os.devnull).returncode == 0
    assert (pull_request / "difference.md").read_text(encoding="utf-8") == "**before → after**: no change of content\n"


@pytest.mark.parametrize("attributes", ["seeds/actors/.gitattributes", "seeds/.gitattributes", ".gitattributes"])
def test_records_that_the_checkout_changes_are_refused(pull_request: Path, attributes: str) -> None:
    git(pull_request, "switch", "--quiet", "--detach", "main")
    for check in (GITHUB_CHECK, GITLAB_CHECK):
        assert run(check, pull_request).returncode == 0
    (pull_request / attributes).write_text("*.yml working-tree-encoding=ISO646-GB\n", encoding="utf-8")
    record = pull_request / "seeds/actors/x.yml"
    record.write_text("id: x\nsummary: A deal £ 5 bn\n", encoding="utf-8")
    blob = git(pull_request, "hash-object", "-w", "--no-filters", str(record)).strip()
    git(pull_request, "add", attributes)
    git(pull_request, "update-index", "--add", "--cacheinfo", f"100644,{blob},seeds/actors/x.yml")
    git(pull_request, "commit", "--quiet", "--message", "Clearer")
    record.unlink()
    git(pull_request, "checkout", "--quiet", "HEAD", "--", "seeds")
    assert record.read_bytes() == b"id: x\nsummary: A deal # 5 bn\n"
    for check in (GITHUB_CHECK, GITLAB_CHECK):
        done = run(check, pull_request)
        assert (done.returncode, done.stdout) == (1, "")

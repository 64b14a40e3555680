"""The history for readers, from real git repositories: what is told of it, and that nothing of it stops a build."""

from __future__ import annotations

import json
import os
import re
import shutil
from difflib import unified_diff
from itertools import pairwise
from pathlib import Path

import pytest

from generator.diff.history_builder import build_history
from generator.diff.review import review_changes
from generator.kinds import KINDS
from generator.loading.loader import load
from generator.model.content_changes import ChangeKind
from generator.model.history import History
from generator.pipeline import generate
from generator.storage import seed_commits
from generator.storage.seed_revisions import read_revision
from support.commands import briefing
from support.histories import EVENT, RISK, begun, scenario
from support.project import EXAMPLES, ROOT
from support.repositories import commit, edit, git

CASES = ROOT / "tests" / "cases" / "history"


def history_of(root: Path, name: str = "strait") -> History:
    return build_history(seed_commits.read_commits(root), KINDS, (name,))


@pytest.fixture(scope="module")
def strait(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    root = tmp_path_factory.mktemp("repository") / "sites" / "strait [x]*"
    return root, scenario(root)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    return begun(tmp_path / "top" / "strait")


def without_names(text: str, names: list[str]) -> str:
    """The text with the number of each commit in place of its name, which follows from every byte of the seeds."""
    for number, name in enumerate(names):
        text = text.replace(name, f"<commit {number}>").replace(name[:12], f"<{number}>")
    return text


def test_pages_and_feed_are_the_expected_ones(strait: tuple[Path, list[str]]) -> None:
    root, names = strait
    assert generate(root)[0].briefing.history.missing_reason == ""
    made = [*(root / "docs/changes").glob("*"), root / "docs/index.md", root / f"docs/{RISK[6:-4]}.md"]
    got = {file.relative_to(root / "docs").as_posix(): without_names(file.read_text("utf-8"), names) for file in made}
    told = {"changes": "**What changed", "index.md": "## What changed", "risks": "Content last changed"}
    for path in got:
        if path.endswith(".md"):  # the rest of the page is what every page has
            begin = told[path.partition("/")[0]]
            got[path] = begin + re.split(r"\n\n(?:<section|<details|\[Edit)", got[path].partition(begin)[2])[0] + "\n"
    if os.environ.get("UPDATE"):
        shutil.rmtree(CASES, ignore_errors=True)
        for path, text in got.items():
            (CASES / path).parent.mkdir(parents=True, exist_ok=True)
            (CASES / path).write_text(text, "utf-8")
    wanted = {
        file.relative_to(CASES).as_posix(): file.read_text("utf-8") for file in CASES.rglob("*") if file.is_file()
    }
    assert sorted(got) == sorted(wanted)
    for path, text in wanted.items():
        assert not list(unified_diff(text.splitlines(), got[path].splitlines(), lineterm="")), path


def test_each_entry_is_the_diff_of_its_two_revisions(strait: tuple[Path, list[str]]) -> None:
    """Only changed files are compared: that gives the same as comparing all."""
    root, names = strait
    broken = names[9]  # what is told next is compared with what was before it
    line_of = [name for name in git(root, "rev-list", "--first-parent", "HEAD").split() if name != broken]
    steps = {step.commit: step.groups for step in history_of(root).entries}
    assert broken not in steps
    for new, old in pairwise(line_of):
        both = (load(read_revision(root, side), KINDS) for side in (old, new))
        full = review_changes(*both, old, new)
        assert [(one.noun, one.record_id, one.changes) for one in steps.get(new, ())] == [
            (one.noun, one.record_id, one.changes) for one in full.groups
        ]
    assert [step.is_first for step in history_of(root).entries] == [False] * (len(steps) - 1) + [True]


def test_what_is_left_out_and_what_is_kept_together(strait: tuple[Path, list[str]]) -> None:
    root, names = strait
    found = history_of(root)
    assert names.index(found.entries[-1].commit) == 0
    only_form, on_the_branch = names[2], names[4:6]
    assert not {only_form, *on_the_branch} & {step.commit for step in found.entries}
    renaming, first = found.last_changed("q-where"), found.entries[-1]
    assert renaming is not None
    assert names.index(renaming.commit) == 3
    assert first.current_ids == {"q-border": "q-where"}
    assert found.last_changed("q-border") is None


def test_a_change_counts_as_reviewed_only_if_somebody_else_signed(strait: tuple[Path, list[str]]) -> None:
    root, names = strait
    found = history_of(root)
    assert [names.index(step.commit) for step in found.entries if step.is_reviewed] == [7, 1]
    reviewed = found.last_reviewed("talks-collapse")
    assert reviewed is not None
    assert reviewed.committed_at == "2031-03-13T01:30:00Z"
    assert found.last_reviewed("deal-signed") is None


@pytest.mark.parametrize(
    ("message", "subject"),
    [
        ("Fees rise", "Fees rise"),
        ("Fees rise\nagain\n\nBecause.", "Fees rise"),
        ("", ""),
        ("Merge branch 'one' into two", ""),
        ("Merge branch 'one' into two\n\n# Conflicts:\n#\tseeds/x.yml", ""),
        ("Merge branch 'one' into 'two'\n\nThe fees of winter\n\nSee merge request x/y!3", "The fees of winter"),
        ("Merge pull request #3 from a/b\n\nThe fees of winter", "The fees of winter"),
        ("Merge the two talks into one event", "Merge the two talks into one event"),
        ("Fees\x01\u202e rise\u2028now", "Fees\x01\u202e rise"),
    ],
)
def test_the_subject_is_what_an_author_wrote(repository: Path, message: str, subject: str) -> None:
    edit(repository, EVENT, "status: expected", "status: cancelled")
    commit(repository, message)
    assert history_of(repository).entries[0].subject == subject


@pytest.mark.parametrize(
    ("stamp", "moment"),
    [
        ("@0 +0000", "1970-01-01T00:00:00Z"),
        ("@1930000000 +1400", "2031-02-27T23:06:40Z"),
        ("@999999999999 -0100", "9999-12-31T23:59:59Z"),
    ],
)
def test_times_are_in_utc_whatever_a_commit_claims(repository: Path, stamp: str, moment: str) -> None:
    edit(repository, EVENT, "status: expected", "status: cancelled")
    name = commit(repository, "Cancelled", stamp)
    assert {step.commit: step.committed_at for step in history_of(repository).entries}[name] == moment
    generate(repository)


# Which briefing it is of


HEAD = "seeds/briefing.yml"


def another(root: Path) -> str:
    """Replaces what the folder holds by the smallest example; the commit's name."""
    shutil.rmtree(root / "seeds")
    shutil.copytree(EXAMPLES / "minimal/seeds", root / "seeds")
    return commit(root, "Another briefing", "2031-05-01T08:00:00Z")


def shown(root: Path) -> str:
    """Everything that the site holds."""
    return "".join(file.read_text("utf-8", "replace") for file in sorted((root / "docs").rglob("*")) if file.is_file())


def test_a_repository_that_held_another_briefing_first(strait: tuple[Path, list[str]], tmp_path: Path) -> None:
    """The site is, byte for byte, that of a repository which begins with the same files at the same time."""
    top = tmp_path / "top"
    shutil.copytree(strait[0].parent.parent, top)
    root = top / strait[0].relative_to(strait[0].parent.parent)
    began = another(root)
    alone = tmp_path / "alone"
    shutil.copytree(root / "seeds", alone / "seeds")
    git(alone, "init", "--quiet")
    sites = {}
    for folder in (root, alone):
        if folder == alone:
            began_alone = commit(alone, "Another briefing", "2031-05-01T08:00:00Z")
        edit(folder, "seeds/actors/harbour-company.yml", "kind: organisation", "kind: group")
        name = commit(folder, "A group", "2031-05-02T08:00:00Z")
        found = history_of(folder, "ferry")
        assert [(step.commit, step.is_first) for step in found.entries] == [
            (name, False),
            (began if folder == root else began_alone, True),
        ]
        assert (found.since, found.missing_reason) == ("", "")
        assert notes(folder) == ["changes: no Atom feed, because site_url is not set in seeds/briefing.yml"]
        names = [step.commit for step in found.entries]
        sites[folder] = without_names(shown(folder), names)
    assert sites[root] == sites[alone]
    assert not re.search("(?i)strait|lume|varenna", sites[root])
    assert "the briefing was published" in sites[root]


def test_a_renamed_id_begins_another_briefing(repository: Path) -> None:
    """Its first entry adds every record, also those that the commit did not touch."""
    edit(repository, EVENT, "status: expected", "status: cancelled")
    commit(repository, "Cancelled")
    edit(repository, HEAD, "id: strait", "id: strait-2")
    edit(repository, RISK, "likelihood: unlikely", "likelihood: likely")
    renamed = commit(repository, "Renamed")
    edit(repository, EVENT, "status: cancelled", "status: expected")
    last = commit(repository, "Expected")
    found = history_of(repository, "strait-2")
    assert [(step.commit, step.is_first) for step in found.entries] == [(last, False), (renamed, True)]
    before, first = found.entries
    assert [group.record_id for group in before.groups] == ["deal-signed"]
    assert len(first.groups) == sum(
        len(load(read_revision(repository, renamed), KINDS).briefing.of_kind(one)) for one in KINDS
    )
    assert {group.record_change for group in first.groups} == {ChangeKind.ADDED}
    assert found.last_changed("talks-collapse") == first
    assert history_of(repository).missing_reason == "no commit holds this briefing"


def test_an_id_that_comes_back_begins_anew(repository: Path) -> None:
    edit(repository, HEAD, "id: strait", "id: other")
    commit(repository, "Other")
    edit(repository, HEAD, "id: other", "id: strait")
    back = commit(repository, "Back")
    assert [(step.commit, step.is_first) for step in history_of(repository).entries] == [(back, True)]


def test_a_briefing_that_was_removed_and_written_anew_begins_anew(repository: Path) -> None:
    text = (repository / HEAD).read_text("utf-8")
    (repository / HEAD).unlink()
    commit(repository, "Gone")
    (repository / HEAD).write_text(text, "utf-8")
    back = commit(repository, "Back")
    assert [(step.commit, step.is_first) for step in history_of(repository).entries] == [(back, True)]


def test_a_briefing_that_can_not_be_read_for_a_while_is_the_same(repository: Path) -> None:
    first = git(repository, "rev-parse", "HEAD").strip()
    edit(repository, HEAD, "status: review", "status: [")
    commit(repository, "Broken")
    edit(repository, HEAD, "status: [", "status: published")
    last = commit(repository, "Mended")
    assert [step.commit for step in history_of(repository).entries] == [last, first]


def test_an_unreadable_briefing_between_two_belongs_to_the_first(repository: Path) -> None:
    edit(repository, HEAD, "id: strait", "id: [")
    commit(repository, "Broken")
    edit(repository, HEAD, "id: [", "id: other")
    name = commit(repository, "Other")
    assert [(step.commit, step.is_first) for step in history_of(repository, "other").entries] == [(name, True)]


def test_an_id_that_is_not_committed_has_no_history(repository: Path) -> None:
    edit(repository, HEAD, "id: strait", "id: new")
    assert notes(repository) == ["changes: left out, because no commit holds this briefing"]


@pytest.mark.parametrize(("depth", "since"), [(1, "2031-06-01"), (2, "2031-05-01"), (3, ""), (4, "")])
def test_a_shallow_clone_of_two_briefings(repository: Path, tmp_path: Path, depth: int, since: str) -> None:
    """Only what lies within the clone can be the beginning."""
    began = another(repository)
    edit(repository, "seeds/actors/harbour-company.yml", "kind: organisation", "kind: group")
    last = commit(repository, "A group")
    git(tmp_path, "clone", "--quiet", "--depth", str(depth), repository.parent.as_uri(), "clone")
    found = history_of(tmp_path / "clone" / repository.name, "ferry")
    assert (found.since, found.missing_reason) == (since, "")
    assert [step.commit for step in found.entries] == ([last, began] if not since else [last][: depth - 1])


# Where history is not, or not all


def notes(root: Path) -> list[str]:
    """`briefing generate` reports on the history; it never fails because of it."""
    done = briefing(root, "generate")
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout.splitlines()[1:]


NOTHING = "This edition does not list its changes"


def test_no_repository(tmp_path: Path) -> None:
    shutil.copytree(EXAMPLES / "strait/seeds", tmp_path / "seeds")
    assert notes(tmp_path) == [f"changes: left out, because {str(tmp_path)!r} is in no git repository"]
    assert NOTHING in (tmp_path / "docs/changes/index.md").read_text("utf-8")
    assert sorted(file.name for file in (tmp_path / "docs/changes").iterdir()) == ["index.md"]


def test_no_git(repository: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert notes(repository) == ["changes: left out, because git is not installed"]


def test_a_repository_without_a_commit(tmp_path: Path) -> None:
    shutil.copytree(EXAMPLES / "strait/seeds", tmp_path / "seeds")
    git(tmp_path, "init", "--quiet")
    assert notes(tmp_path) == ["changes: left out, because there is no commit yet"]


def test_seeds_that_the_repository_does_not_hold(repository: Path) -> None:
    inner = repository / "unpacked"
    shutil.copytree(EXAMPLES / "strait/seeds", inner / "seeds")
    assert notes(inner) == ["changes: left out, because no commit of this repository holds the seeds"]


def test_what_is_not_committed_is_no_history(repository: Path) -> None:
    before = history_of(repository)
    edit(repository, EVENT, "status: expected", "status: cancelled")
    git(repository, "add", "--all")
    assert history_of(repository) is before


def test_a_shallow_clone_states_when_its_history_begins(strait: tuple[Path, list[str]], tmp_path: Path) -> None:
    root, names = strait
    top = root.parent
    git(tmp_path, "clone", "--quiet", "--depth", "3", top.as_uri(), "clone")
    clone = tmp_path / "clone" / root.relative_to(top)
    found = history_of(clone)
    assert [names.index(step.commit) for step in found.entries] == [len(names) - 1, len(names) - 2]
    assert found.since == "2031-04-04"
    assert found.last_changed("talks-collapse") is None
    assert notes(clone) == ["changes: what is older than 2031-04-04 is left out: the history that was read begins then"]
    assert "The history of this edition begins on 4 April 2031." in (clone / "docs/changes/index.md").read_text("utf-8")
    git(tmp_path / "clone", "fetch", "--quiet", "--deepen", "1")
    assert notes(clone) == ["changes: what is older than 2031-04-03 is left out: the history that was read begins then"]
    git(tmp_path / "clone", "fetch", "--quiet", "--unshallow")
    assert [step.commit for step in history_of(clone).entries] == [step.commit for step in history_of(root).entries]
    assert history_of(clone).since == ""


def test_a_shallow_clone_that_is_cut_before_the_seeds_came_is_whole(tmp_path: Path) -> None:
    top = tmp_path / "later"
    top.mkdir()
    git(top, "init", "--quiet")
    for number in range(3):
        commit(top, f"Before {number}")
    shutil.copytree(EXAMPLES / "strait/seeds", top / "seeds")
    commit(top, "The seeds")
    git(tmp_path, "clone", "--quiet", "--depth", "2", top.as_uri(), "clone")
    assert history_of(tmp_path / "clone").entries == history_of(top).entries
    assert history_of(tmp_path / "clone").since == ""


def test_a_partial_clone_fetches_nothing(strait: tuple[Path, list[str]], tmp_path: Path) -> None:
    root, _ = strait
    top = root.parent
    git(top, "config", "uploadpack.allowFilter", "true")
    git(tmp_path, "clone", "--quiet", "--filter=blob:none", top.as_uri(), "clone")
    found = history_of(tmp_path / "clone" / root.relative_to(top))
    assert found.entries == ()
    assert found.missing_reason.startswith(("parts of the repository are missing", "git failed: "))
    assert len(notes(tmp_path / "clone" / root.relative_to(top))) == 1


def test_a_long_history_is_cut(strait: tuple[Path, list[str]], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(seed_commits, "MAX_COMMITS", 4)
    found = history_of(strait[0])
    assert len(found.entries) == 2
    assert found.since == "2031-04-03"


def test_another_git_at_work_does_not_turn_it_aside(
    repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = begun(tmp_path / "other" / "strait")
    before = history_of(repository)
    for name in ("GIT_DIR", "GIT_COMMON_DIR"):
        monkeypatch.setenv(name, str(other.parent / ".git"))
    monkeypatch.setenv("GIT_WORK_TREE", str(other.parent))
    monkeypatch.setenv("GIT_INDEX_FILE", os.devnull)
    assert history_of(repository) is before


def test_nothing_that_the_repository_names_is_run(repository: Path, tmp_path: Path) -> None:
    trap = tmp_path / "trap.sh"
    trap.write_text(f"#!/bin/sh\ntouch {tmp_path / 'sprung'}\n", "utf-8")
    trap.chmod(0o755)
    top = repository.parent
    edit(repository, EVENT, "status: expected", "status: cancelled")
    (top / ".gitattributes").write_text("* diff=trap filter=trap\n", "utf-8")
    commit(repository, "Cancelled")
    for name in (
        "core.fsmonitor", "core.pager", "core.editor", "core.askPass", "core.sshCommand", "diff.external",
        "diff.trap.textconv", "diff.trap.command", "filter.trap.smudge", "filter.trap.clean", "filter.trap.process",
        "gpg.program", "gpg.ssh.program", "pager.rev-list", "pager.diff-tree", "credential.helper", "trailer.reviewed-by.command",
        "alias.rev-list", "core.gitProxy", "uploadpack.packObjectsHook",
    ):  # fmt: skip
        git(top, "config", name, f"!{trap}" if name.startswith("alias.") else str(trap))
    git(top, "config", "log.showSignature", "true")
    git(top, "config", "core.hooksPath", str(tmp_path))
    for hook in ("post-index-change", "reference-transaction", "post-checkout", "fsmonitor-watchman"):
        shutil.copy(trap, tmp_path / hook)
    assert len(history_of(repository).entries) == 2
    assert briefing(repository, "diff", "HEAD~1", "HEAD").returncode == 0
    assert notes(repository) == []
    assert not (tmp_path / "sprung").exists()


def test_paths_and_links_that_no_record_has(repository: Path) -> None:
    (repository / "seeds/.hidden.yml").write_text("id: [", "utf-8")
    (repository / "seeds/actors/ä \n\t«x».yml").write_text("id: x", "utf-8")
    (repository / "seeds/actors/link.yml").symlink_to("/etc/hostname")
    (repository / "seeds/actors/back-up.yml~").touch()
    (repository / "seeds/actors/empty.yml").touch()
    (repository / "seeds/actors/noise.yml").write_bytes(bytes(range(256)))
    edit(repository, EVENT, "status: expected", "status: cancelled")
    commit(repository, "Strange")
    found = history_of(repository)
    assert [(len(step.groups), step.is_first) for step in found.entries] == [
        (1, False),
        (len(found.entries[1].groups), True),
    ]


def test_a_revision_of_another_model_is_no_beginning(tmp_path: Path) -> None:
    """Revisions that today's model can't read are left out; the briefing begins with the first that it can."""
    root = begun(tmp_path / "top" / "strait")
    for file in (root / "seeds").rglob("*.yml"):
        file.write_text("old: true\n" + file.read_text("utf-8"), "utf-8")
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--amend", "--message", "Old", moment="2031-03-10T08:00:00Z")
    shutil.rmtree(root / "seeds")
    shutil.copytree(EXAMPLES / "strait/seeds", root / "seeds")
    name = commit(root, "New")
    assert [(step.commit, step.is_first) for step in history_of(root).entries] == [(name, True)]


def test_the_short_form_of_evidence_is_no_change(repository: Path) -> None:
    """A commit that changes one file is read with the default source, which is in another."""
    long = git(repository, "rev-parse", "HEAD").strip()
    assert briefing(repository, "fmt").returncode == 0
    commit(repository, "The short form")
    done = briefing(repository, "diff", long, "HEAD", "--format", "json")
    assert json.loads(done.stdout)["records"] == []
    edit(repository, "seeds/events/quiet-channel.yml", "- p3: kept a quiet channel open", "- p4")
    commit(repository, "Another paragraph")
    told = history_of(repository)
    assert [entry.subject for entry in told.entries] == ["Another paragraph", "The strait"]


def test_another_default_source_changes_the_evidence(repository: Path) -> None:
    assert briefing(repository, "fmt").returncode == 0
    commit(repository, "The short form")
    edit(repository, "seeds/briefing.yml", "default_source: ostrel-gazette", "default_source: council-minutes")
    commit(repository, "The minutes")
    new = history_of(repository).entries[0]
    assert new.subject == "The minutes"
    done = briefing(repository, "diff", "HEAD~1", "HEAD", "--format", "json")
    assert len(new.groups) == len(json.loads(done.stdout)["records"])


def test_a_commit_without_a_date_leaves_the_history_out(repository: Path) -> None:
    edit(repository, EVENT, "status: expected", "status: cancelled")
    git(repository, "add", "--all")
    tree = git(repository, "write-tree").strip()
    text = f"tree {tree}\nparent {git(repository, 'rev-parse', 'HEAD').strip()}\nauthor A <a@b.c> 1 +0000\ncommitter A <a@b.c>\n\nm\n"
    raw = repository / "raw"
    raw.write_text(text, encoding="utf-8")
    name = git(repository, "hash-object", "-t", "commit", "-w", "--literally", str(raw)).strip()
    git(repository, "update-ref", "HEAD", name)
    assert history_of(repository).missing_reason == f"the commit {name[:12]} has no valid date"

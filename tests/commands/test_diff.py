"""`briefing diff` in real git repositories: revisions, branches, merges, and what it says when there is nothing to read."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest

from generator.pipeline import generate
from support.commands import briefing
from support.project import EXAMPLES
from support.repositories import EVENT, RISK, add_actor, commit, edit, git


def changes(root: Path, *sides: str) -> set[str]:
    """Each change that is told, as JSON with its record."""
    done = briefing(root, "diff", *sides, "--format", "json")
    assert (done.returncode, done.stderr) == (0, "")
    return {json.dumps(change) for record in json.loads(done.stdout)["records"] for change in record["changes"]}


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """The strait in a repository, its seeds in a folder below the top, committed once on `main`."""
    git(tmp_path, "init", "--quiet", "--initial-branch", "main")
    root = tmp_path / "sites" / "strait [x]*"
    shutil.copytree(EXAMPLES / "strait" / "seeds", root / "seeds")
    commit(root, "The strait")
    return root


def test_nothing_given_compares_the_last_commit_with_the_files(repository: Path) -> None:
    assert briefing(repository, "diff").stdout == "HEAD -> working tree: no change of content\n"
    edit(repository, RISK, "likelihood: unlikely", "likelihood: likely")
    assert briefing(repository, "diff").stdout == (
        "HEAD -> working tree: 1 change to 1 record, 1 of meaning (1 likelihood)\n"
        "\n"
        f'risk talks-collapse "The talks collapse" ({RISK}, page risks/talks-collapse.md)\n'
        "  likelihood: unlikely -> likely (level still moderate; assessed by the editor; basis unchanged)\n"
    )


def test_a_revision_is_compared_with_the_files_or_with_another(repository: Path) -> None:
    edit(repository, EVENT, "status: expected", "status: cancelled")
    commit(repository, "Cancelled")
    git(repository, "tag", "--annotate", "v2", "--message", "Second")
    edit(repository, EVENT, "status: cancelled", "status: alleged")
    told = {sides: briefing(repository, "diff", *sides).stdout for sides in (("v2",), ("main~1",), ("main~1", "v2"))}
    assert [text.splitlines()[-1] for text in told.values()] == [
        "  status: cancelled -> alleged",
        "  status: expected -> alleged",
        "  status: expected -> cancelled",
    ]


def test_a_folder_may_be_either_side(repository: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    shutil.copytree(repository / "seeds", other / "seeds")
    edit(other, EVENT, "status: expected", "status: cancelled")
    assert changes(repository, "HEAD", str(other)) == changes(repository, str(repository), f"{other}/")
    assert len(changes(repository, "HEAD", str(other))) == 1


def test_what_is_in_the_commit_is_read_like_a_folder(repository: Path) -> None:
    """Hidden files, symbolic links and files with strange names: both sides see the same."""
    (repository / "seeds/.hidden.yml").write_text("id: [", encoding="utf-8")
    (repository / "seeds/actors/ä \n\t«x».yml").write_text("id: x", encoding="utf-8")
    (repository / "seeds/actors/link.yml").symlink_to("/etc/hostname")
    (repository / "seeds/actors/empty.yml").touch()
    commit(repository, "Strange")
    done = briefing(repository, "diff")
    assert (done.returncode, done.stderr) == (0, "")
    assert "new problem" not in done.stdout
    assert "mended" not in done.stdout


def test_a_folder_can_not_pass_for_a_branch(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(repository / "seeds", repository / "main" / "seeds")
    edit(repository, EVENT, "status: expected", "status: cancelled")
    monkeypatch.chdir(repository)
    assert len(changes(repository, "main")) == 1


def test_two_editors_at_once_merge_without_conflict(repository: Path) -> None:
    """Each adds an actor, changes other fields of one risk, and edits one event; the merge's changes are their sum."""
    git(repository, "switch", "--quiet", "--create", "one")
    add_actor(repository, "ostrel")
    edit(repository, RISK, "likelihood: unlikely", "likelihood: very-unlikely")
    edit(repository, EVENT, "title: The deal is signed", "title: The deal on fees is signed")
    commit(repository, "One")
    git(repository, "switch", "--quiet", "--create", "two", "main")
    add_actor(repository, "pilots-guild")
    edit(repository, RISK, "trend: falling", "trend: steady")
    edit(repository, EVENT, "role: signs", "role: signs for Varenna")
    commit(repository, "Two")
    git(repository, "merge", "--quiet", "one", "--message", "Both")
    one, two, both = (changes(repository, "main", side) for side in ("one", "two^1", "two"))
    assert (len(one), len(two)) == (3, 3)
    assert not one & two
    assert both == one | two


@pytest.mark.parametrize(
    ("sides", "said"),
    [
        (["nowhere"], "'nowhere' is neither a revision that git knows here nor a folder"),
        (["main..one"], "'main..one' is neither a revision that git knows here nor a folder"),
        (["--", "--output=x"], "'--output=x' is neither a revision that git knows here nor a folder"),
        (["--", "-h"], "'-h' is neither a revision that git knows here nor a folder"),
        (["main", "$(touch x)"], "'$(touch x)' is neither a revision that git knows here nor a folder"),
        (["./nowhere"], "there is no folder './nowhere'"),
        (["empty"], "there are no seeds in 'empty': no file in the folder seeds/ under the root"),
    ],
)
def test_what_can_not_be_read_is_said(repository: Path, sides: list[str], said: str) -> None:
    nothing = git(repository, "hash-object", "-t", "tree", "-w", os.devnull).strip()
    git(repository, "branch", "empty", git(repository, "commit-tree", nothing, "-m", "Empty").strip())
    done = briefing(repository, "diff", *sides)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.splitlines()[-1] == f"Error: {said}"
    assert not (repository / "x").exists()


def test_outside_git_only_folders_can_be_compared(tmp_path: Path) -> None:
    shutil.copytree(EXAMPLES / "strait" / "seeds", tmp_path / "seeds")
    done = briefing(tmp_path, "diff")
    assert done.returncode == 2
    said = f"'{tmp_path}' is in no git repository; without it, two folders can be compared"
    assert done.stderr.splitlines()[-1] == f"Error: {said}"
    done = briefing(tmp_path, "diff", str(tmp_path), str(EXAMPLES / "minimal"))
    assert (done.returncode, done.stderr) == (0, "")


def test_problems_in_one_revision_are_reported_and_stop_nothing(repository: Path) -> None:
    edit(repository, RISK, "likelihood: unlikely", "likelihood: perhaps")
    edit(repository, EVENT, "status: expected", "status: cancelled")
    done = briefing(repository, "diff", "--pages")
    assert (done.returncode, done.stderr) == (0, "")
    assert "could not be compared" in done.stdout
    assert "1 error stops the build; " in done.stdout
    assert "status: expected -> cancelled" in done.stdout


def test_the_pages_that_read_otherwise_are_those_that_generating_changes(repository: Path, tmp_path: Path) -> None:
    pages = []
    for title in ("A ferry strike", "A strike of the ferries"):
        edit(repository, "seeds/risks/ferry-strike.yml", "title: A ferry strike", f"title: {title}")
        site = tmp_path / title
        shutil.copytree(repository / "seeds", site / "seeds")
        generate(site)
        pages.append({file.relative_to(site / "docs").as_posix(): file.read_bytes() for file in files(site / "docs")})
    changed = sorted(path for path in pages[0] if pages[0][path] != pages[1][path])
    listed = "".join(f"  {path}  {published(path)}\n" for path in changed)
    done = briefing(repository, "diff", "--pages")
    assert done.stdout.endswith(f"\n{len(changed)} pages changed:\n{listed}")


def published(path: str) -> str:
    return "https://strait.example/" + ("" if path == "index.md" else path.replace(".md", ".html"))


def test_pages_that_are_there_already_are_linked(repository: Path) -> None:
    add_actor(repository, "ostrel")
    (repository / "seeds/questions/q-border.yml").unlink()
    edit(repository, RISK, "trend: falling", "trend: steady")
    for file in (repository / "seeds").rglob("*.yml"):
        file.write_text(file.read_text(encoding="utf-8").replace("about: [q-border]\n", ""), encoding="utf-8")
    found = json.loads(briefing(repository, "diff", "--pages", "--format", "json").stdout)
    assert found["pages"]["added"] == ["actors/ostrel.html"]
    linked = [*found["pages"]["removed"], *found["pages"]["changed"]]
    assert "risks/talks-collapse.md" in linked
    assert found["addresses"] == {path: published(path) for path in linked}
    assert {record["id"]: record["address"] for record in found["records"]} == {
        "ostrel": "",
        "q-border": "https://strait.example/questions/index.html#q-border",
        "talks-collapse": published("risks/talks-collapse.md"),
    }
    told = briefing(repository, "diff", "--pages", "--format", "markdown").stdout
    assert "\n- actors/ostrel.html\n" in told
    assert f"\n- [risks/talks-collapse.md]({published('risks/talks-collapse.md')})\n" in told


@pytest.mark.parametrize("site", ["", "site_url: mailto:anna@strait.example\n"])
def test_without_a_published_site_pages_are_named(repository: Path, site: str) -> None:
    edit(repository, "seeds/briefing.yml", "site_url: https://strait.example/\n", site)
    commit(repository, "Nowhere")
    edit(repository, RISK, "trend: falling", "trend: steady")
    told = briefing(repository, "diff", "--pages", "--format", "markdown").stdout
    assert "(seeds/risks/talks-collapse.yml, page risks/talks-collapse.md)" in told
    assert "](" not in told
    assert json.loads(briefing(repository, "diff", "--pages", "--format", "json").stdout)["addresses"] == {}


def test_a_change_can_not_choose_where_the_links_lead(repository: Path) -> None:
    edit(repository, "seeds/briefing.yml", "site_url: https://strait.example/", "site_url: https://evil.example/")
    told = briefing(repository, "diff", "--pages", "--format", "markdown").stdout
    assert "](https://strait.example/" in told
    assert "](https://evil.example/" not in told


def files(docs: Path) -> list[Path]:
    return [path for path in docs.rglob("*") if path.is_file() and not path.name.startswith(".")]

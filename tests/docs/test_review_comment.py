"""The comment on a pull request: nothing of its text acts, and there is one, on the right pull request, written by ours.

GitHub's own Markdown parser says what a comment would become; a small GitHub on this machine is what the script talks to.
"""

from __future__ import annotations

import json
import os
import re
import runpy
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.kinds import KINDS
from support.browsers import running
from support.comments import (
    BYTES_MAX,
    CHECKED_OUT,
    COMMIT,
    FILE,
    HERE,
    MARKER,
    SCRIPT,
    SHOWN_MAX,
    SITE,
    WITHIN,
    acts,
    comment_body,
    read_artifact,
    sanitize,
)
from support.hostile import FRAGMENTS, WORDS
from support.project import ROOT

CASES = ROOT / "tests" / "cases" / "comment"
SITE_OF = runpy.run_path(str(SCRIPT / "__main__.py"))["published_site"]


# What a text becomes


def test_a_forged_text_is_only_text() -> None:
    made = sanitize((CASES / "forged.md").read_text(encoding="utf-8"), WITHIN)
    expected = CASES / "forged.expected.md"
    if os.environ.get("UPDATE"):
        expected.write_text(made, encoding="utf-8")
    assert made == expected.read_text(encoding="utf-8")
    assert acts(made) == []


def test_the_oracle_sees_what_acts() -> None:
    for text in (
        "@a",
        "x #1",
        "GH-1",
        ":tada:",
        "/x",
        "- /x",
        "# a",
        "1. a",
        "![a](x)",
        "www.a.b",
        "<b>",
        "`a`",
        "> a",
        "---",
        "a\n-",
        "a\n=",
        COMMIT,
        f"_{COMMIT[:7].upper()}_",
    ):
        assert acts(text), text


def told_in_the_cases() -> Iterator[str]:
    for file in sorted((ROOT / "tests" / "cases" / "diff").glob("*.txt")):
        _, found, rest = file.read_text(encoding="utf-8").partition("\n= markdown\n")
        if found:
            yield rest.partition("\n= ")[0].rstrip() + "\n"


@pytest.mark.parametrize("text", [*told_in_the_cases()])
def test_sanitizing_does_not_change_what_the_command_writes(text: str) -> None:
    assert sanitize(text, WITHIN) == text
    assert acts(text) == []


MARKS = (
    "**",
    "~~",
    "<!-- -->",
    "- ",
    "### ",
    "\n",
    "@",
    "#",
    "www",
    ".x",
    "[a](https://evil.example/)",
    "&#64;",
    "/",
    ":",
    "GH-",
    "1",
    "a",
    "\n- ",
    "\n-",
    "=",
    COMMIT,
    COMMIT[:7],
    "abcdef",
)
texts = st.one_of(
    st.lists(st.sampled_from((*MARKS, *FRAGMENTS, *WORDS)), max_size=12).map("".join),
    st.text(alphabet="".join(map(chr, range(0x20, 0x7F))) + "\n\t\u202e", max_size=40),
)


@given(texts)
def test_no_text_acts(text: str) -> None:
    assert acts(sanitize(text, WITHIN)) == []


# The body


def test_the_whole_body() -> None:
    text = "**before → after**: no change of content\n"
    assert comment_body(text, WITHIN, f"{HERE}/actions/runs/7", COMMIT, 0) == (
        "<!-- what this pull request changes -->\n\n"
        "## What changes\n\n"
        "**before → after**: no change of content\n\n"
        "---\n\n"
        f"At commit 0123456789. The site as it would be: download `preview` from [the run]({HERE}/actions/runs/7#artifacts), "
        "unpack it, and open its `index.html`.\n"
    )
    outside = "**{} no record changed too**, perhaps what wrote this text: read the files first."
    for number, files in ((1, "1 file that is"), (12, "12 files that are")):
        assert outside.format(files) in comment_body(text, WITHIN, HERE, COMMIT, number).split("\n")


def test_a_long_text_is_cut_at_a_line() -> None:
    made = comment_body("- @everyone is told\n" * 10_000, WITHIN, f"{HERE}/run", COMMIT, 2)
    assert SHOWN_MAX < len(made) < 65_536
    assert f"\n- @<!-- -->everyone is told\n\nThe rest is too long for a comment: [all of it]({HERE}/run).\n" in made


def test_a_line_without_end_is_left_out() -> None:
    assert len(comment_body("x" * 100_000, WITHIN, HERE, COMMIT, 0)) < 1000


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("site_url: https://strait.example", (SITE,)),
        ("site_url: https://strait.example/", (SITE,)),
        ('site_url: "https://strait.example/"   # where it is', (SITE,)),
        ("site_url: https://host.example/~a/b", ("https://host.example/~a/b/",)),
        ("site_url: http://strait.example", ()),
        ("# site_url: https://strait.example", ()),
        ("  site_url: https://strait.example", ()),
        ("site_url: https://a@strait.example", ()),
        ("", ()),
    ],
)
def test_the_address_of_the_site_comes_from_the_reviewed_record(line: str, found: tuple[str, ...]) -> None:
    head = f"id: strait\n{line}\nas_of: 2031\n"
    assert SITE_OF(head) == found


def zipped(*files: tuple[str, bytes]) -> bytes:
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files:
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return target.getvalue()


@pytest.mark.parametrize(
    ("archive", "said"),
    [
        (b"", "the artifact can't be unpacked"),
        (b"<html>", "the artifact can't be unpacked"),
        (zipped((FILE, b"x"))[:-30], "the artifact can't be unpacked"),
        (zipped(), "the artifact does not hold difference.md alone"),
        (zipped(("../difference.md", b"x")), "the artifact does not hold difference.md alone"),
        (zipped((FILE, b"x"), ("more", b"y")), "the artifact does not hold difference.md alone"),
        (zipped((FILE, b"\0" * (BYTES_MAX + 1))), "the text is too large"),
    ],
)
def test_an_artifact_that_is_something_else_is_refused(archive: bytes, said: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(said)}$"):
        read_artifact(archive)


def test_bytes_that_are_no_text_are_shown_as_such() -> None:
    assert read_artifact(zipped((FILE, b"a\xff"))) == "a\N{REPLACEMENT CHARACTER}"


# The script, against a GitHub of one repository


@dataclass
class GitHub:
    """The content of the repository `o/r`, and the comments written to it."""

    pulls: list[dict[str, Any]] = field(default_factory=list)
    files: list[dict[str, str]] = field(default_factory=list)
    comments: list[dict[str, Any]] = field(default_factory=list)
    archive: bytes = b""
    artifacts: list[dict[str, Any]] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    written: list[tuple[str, str]] = field(default_factory=list)
    refuses: bool = False

    def answer(self, method: str, path: str, query: dict[str, list[str]], content: dict[str, str]) -> Any:
        def page(items: list[Any]) -> list[Any]:
            size, number = int(query["per_page"][0]), int(query["page"][0])
            return items[(number - 1) * size : number * size]

        if path == "pulls":
            owner, _, branch = query["head"][0].partition(":")
            is_asked = [one for one in self.pulls if one["head"]["label"] == f"{owner}:{branch}"]
            return page([one for one in is_asked if one["state"] == query["state"][0]])
        if path == "pulls/4/files":
            return page(self.files)
        if path == "actions/runs/7/artifacts":
            return {"artifacts": [one for one in self.artifacts if one["name"] == query["name"][0]]}
        if path == "issues/4/comments" and method == "GET":
            return page(self.comments)
        if path == "issues/4/comments":
            self.written.append(("new", content["body"]))
            self.comments.append({"id": 99, "user": {"login": "github-actions[bot]"}, "body": content["body"]})
            return {}
        if method == "PATCH" and path.startswith("issues/comments/"):
            self.written.append((path.rpartition("/")[2], content["body"]))
            next(one for one in self.comments if str(one["id"]) == self.written[-1][0])["body"] = content["body"]
            return {}
        raise AssertionError((method, path))


@contextmanager
def serving(handler: Callable[[BaseHTTPRequestHandler], tuple[int, dict[str, str], bytes]]) -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, headers, content = handler(self)
            self.send_response(status)
            for name, value in {**headers, "Content-Length": str(len(content))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(content)

        def do_POST(self) -> None:
            self.do_GET()

        def do_PATCH(self) -> None:
            self.do_GET()

        def log_message(self, *_: object) -> None:
            pass

    with running(ThreadingHTTPServer(("127.0.0.1", 0), Handler)) as address:
        yield address.removesuffix("/")


def run(github: GitHub, folder: Path, **event: Any) -> subprocess.CompletedProcess[str]:
    """Runs the script as `comment.yml` does, after a run for the branch `a/b` of `fork`'s fork.

    It has the folders that are checked out, and no installed package (`-S`).
    """
    for name in CHECKED_OUT[:2]:
        shutil.copytree(ROOT / name, folder / name, dirs_exist_ok=True)

    def elsewhere(request: BaseHTTPRequestHandler) -> tuple[int, dict[str, str], bytes]:
        assert request.headers["Authorization"] is None
        return 200, {}, github.archive

    def api(request: BaseHTTPRequestHandler) -> tuple[int, dict[str, str], bytes]:
        assert request.headers["Authorization"] == "Bearer secret"
        where = urlsplit(request.path)
        github.asked.append(f"{request.command} {where.path}")
        path = where.path.removeprefix("/repos/o/r/")
        if github.refuses:
            return 403, {}, b""
        if path == "actions/artifacts/5/zip":
            return 302, {"Location": f"{blobs}/signed"}, b""
        content = json.loads(request.rfile.read(int(request.headers["Content-Length"] or 0)) or b"{}")
        return 200, {}, json.dumps(github.answer(request.command, path, parse_qs(where.query), content)).encode()

    fork = {"id": 2, "owner": {"login": "fork"}}
    told = {
        "id": 7,
        "event": "pull_request",
        "head_sha": COMMIT,
        "head_branch": "a/b",
        "head_repository": fork,
        **event,
    }
    (folder / "event.json").write_text(json.dumps({"workflow_run": told}), encoding="utf-8")
    with serving(elsewhere) as blobs, serving(api) as address:
        environment = {
            "PATH": os.environ["PATH"],
            "GITHUB_API_URL": address,
            "GITHUB_EVENT_PATH": str(folder / "event.json"),
            "GITHUB_REPOSITORY": "o/r",
            "GITHUB_SERVER_URL": "https://git.example",
            "GITHUB_TOKEN": "secret",
        }
        return subprocess.run(
            [sys.executable, "-S", ".github/comment"],
            cwd=folder,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )


def pull(number: int = 4, commit: str = COMMIT, repository: int | None = 2, state: str = "open") -> dict[str, Any]:
    where = {"id": repository} if repository else None
    return {"number": number, "state": state, "head": {"label": "fork:a/b", "sha": commit, "repo": where}}


def github(text: str = "**before → after**: no change of content\n", **more: Any) -> GitHub:
    artifact = {"id": 5, "name": "difference", "expired": False, "size_in_bytes": 200}
    plain = {"pulls": [pull()], "files": [{"filename": "seeds/events/a.yml"}], "artifacts": [artifact]}
    return GitHub(**{**plain, "archive": zipped((FILE, text.encode())), **more})


def told(text: str, others: int = 0) -> str:
    return comment_body(text, WITHIN, f"{HERE}/actions/runs/7", COMMIT, others)


def test_a_pull_request_from_a_fork_gets_one_comment_which_is_kept_up_to_date(tmp_path: Path) -> None:
    hub = github("**before → after**: 1 change @everyone\n")
    done = run(hub, tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, "pull request 4: comment written\n", "")
    hub.archive = zipped((FILE, b"**before \xe2\x86\x92 after**: 2 changes\n"))
    done = run(hub, tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, "pull request 4: comment updated\n", "")
    assert hub.written == [
        ("new", told("**before → after**: 1 change @<!-- -->everyone")),
        ("99", told("**before → after**: 2 changes")),
    ]
    assert len(hub.comments) == 1


def test_the_comment_of_somebody_else_is_left_alone_whatever_it_says(tmp_path: Path) -> None:
    others = [{"id": n, "user": {"login": "fork"}, "body": f"{MARKER} {n}"} for n in range(150)]
    gone = {"id": 150, "user": None, "body": MARKER}
    another = {"id": 151, "user": {"login": "github-actions[bot]"}, "body": f"said: {MARKER}"}
    ours = {"id": 152, "user": {"login": "github-actions[bot]"}, "body": f"{MARKER}\n"}
    hub = github(comments=[*others, gone, another, ours])
    assert run(hub, tmp_path).stdout == "pull request 4: comment updated\n"
    assert [where for where, _ in hub.written] == ["152"]


@pytest.mark.parametrize(
    ("pulls", "event"),
    [
        ([], {}),
        ([pull(commit="f" * 40)], {}),
        ([pull(state="closed")], {}),
        ([pull(repository=3)], {}),
        ([pull(repository=None)], {}),
        ([pull(4), pull(5)], {}),
        ([pull()], {"event": "push"}),
        ([pull()], {"head_branch": "a/b&state=closed"}),
    ],
    ids=["none", "a newer commit", "closed", "of another fork", "fork is gone", "two", "a push", "a forged branch"],
)
def test_without_exactly_one_pull_request_nothing_is_written(
    pulls: list[dict[str, Any]], event: dict[str, str], tmp_path: Path
) -> None:
    hub = github(pulls=pulls)
    done = run(hub, tmp_path, **event)
    said = "no comment: the run was not for the last commit of one open pull request\n"
    assert (done.returncode, done.stdout, done.stderr, hub.written) == (0, said, "", [])


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"artifacts": []}, "the run left no text"),
        ({"artifacts": [{"id": 5, "name": "difference", "expired": True, "size_in_bytes": 9}]}, "the run left no text"),
        (
            {"artifacts": [{"id": 5, "name": "difference", "expired": False, "size_in_bytes": BYTES_MAX + 1}]},
            "the artifact is too large",
        ),
        ({"archive": b"no zip"}, "the artifact can't be unpacked"),
    ],
)
def test_a_text_that_can_not_be_shown_is_reported(more: dict[str, Any], said: str, tmp_path: Path) -> None:
    hub = github(**more)
    assert run(hub, tmp_path).stdout == "pull request 4: comment written\n"
    assert hub.written == [("new", told(f"It can't be shown: {said}."))]


def test_links_lead_to_the_published_site_and_to_no_other(tmp_path: Path) -> None:
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "briefing.yml").write_text("id: strait\nsite_url: https://strait.example\n", encoding="utf-8")
    links = "[a](https://strait.example/a.html#b) {}b{}"
    hub = github(links.format("[", "](https://strait.example.evil.example/)"))
    run(hub, tmp_path)
    assert hub.written == [("new", told(links.format("&#91;", "&#93;")))]


def test_files_that_are_no_records_are_counted(tmp_path: Path) -> None:
    inside = [{"filename": kind.file_of(f"a-{n}")} for kind in KINDS if kind.seeds_path for n in range(20)]
    moved = {"filename": "seeds/events/a.yml", "previous_filename": "generator/a.py"}
    others = (
        "seeds-of-doubt.py",
        "seeds/README.md",
        "seeds/actors/.gitattributes",
        "seeds/actors/.gitkeep",
        "seeds/actors/.x.yml",
        "seeds/actors/a.yml~",
        "seeds/actors/b/c.yml",
        "seeds/actors/x.yml\n",
        "seeds/relations/a.yml",
        "seeds/x.yml",
    )
    lock = {"filename": "seeds/evidence.lock.json"}
    hub = github(files=[*inside, lock, moved, *({"filename": name} for name in others)])
    run(hub, tmp_path)
    assert hub.written == [("new", told("**before → after**: no change of content", others=1 + len(others)))]


def test_a_list_of_files_that_may_go_on_is_mentioned(tmp_path: Path) -> None:
    hub = github(files=[{"filename": f"seeds/events/a-{n}.yml"} for n in range(3100)])
    run(hub, tmp_path)
    sentence = (
        "**The host lists only 3,000 changed files**: there may be more that are no records, so compare the branches."
    )
    ((_, body),) = hub.written
    assert body == comment_body(
        "**before → after**: no change of content", WITHIN, f"{HERE}/actions/runs/7", COMMIT, 0, is_cut=True
    )
    assert sentence in body.split("\n")


def test_a_refusal_is_reported_without_a_traceback(tmp_path: Path) -> None:
    done = run(github(refuses=True), tmp_path)
    assert (done.returncode, done.stdout) == (1, "")
    assert re.fullmatch(r"GitHub answered 403 to http://127\.0\.0\.1:\d+/repos/o/r/pulls\n", done.stderr)

"""The addresses at which a record is edited, at each host, by tables; and the links on the pages."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from generator.kinds import KINDS
from generator.loading.loader import load
from generator.records.git_hosts import Host, commit_url, edit_url
from generator.rendering.renderer import render
from generator.storage.seed_files import read_seeds
from generator.text import urls
from support.hostile import texts
from support.project import EXAMPLES

FILE = "seeds/actors/anna-tol.yml"
HUB, LAB, BERG, BUCKET = (
    "https://github.com/a/b",
    "https://gitlab.com/a/b",
    "https://codeberg.org/a/b",
    "https://bitbucket.org/a/b",
)
OWN = "https://git.example:8443/cgi/a/b"

EDIT = [
    (HUB, "main", None, f"{HUB}/edit/main/{FILE}"),
    (LAB, "main", None, f"{LAB}/-/edit/main/{FILE}"),
    (BERG, "main", None, f"{BERG}/_edit/main/{FILE}"),
    ("https://gitea.com/a/b", "main", None, f"https://gitea.com/a/b/_edit/main/{FILE}"),
    (BUCKET, "main", None, f"{BUCKET}/src/main/{FILE}?mode=edit&spa=0&at=main"),
    # another branch
    (HUB, "release/2.0", None, f"{HUB}/edit/release/2.0/{FILE}"),
    (LAB, "release/2.0", None, f"{LAB}/-/edit/release/2.0/{FILE}"),
    (BUCKET, "release/2.0", None, f"{BUCKET}/src/release%2F2.0/{FILE}?mode=edit&spa=0&at=release%2F2.0"),
    (HUB, "fix#7", None, f"{HUB}/edit/fix%237/{FILE}"),
    # as people paste it
    (f"{HUB}/", "main", None, f"{HUB}/edit/main/{FILE}"),
    (f"{HUB}.git", "main", None, f"{HUB}/edit/main/{FILE}"),
    (f"{HUB}?tab=readme#top", "main", None, f"{HUB}/edit/main/{FILE}"),
    ("http://www.GitHub.com/a/b", "main", None, f"http://www.GitHub.com/a/b/edit/main/{FILE}"),
    ("https://gitlab.com/a/sub/group/b", "main", None, f"https://gitlab.com/a/sub/group/b/-/edit/main/{FILE}"),
    # one's own host
    (OWN, "main", Host.GITHUB, f"{OWN}/edit/main/{FILE}"),
    (OWN, "main", Host.GITLAB, f"{OWN}/-/edit/main/{FILE}"),
    (OWN, "main", Host.GITEA, f"{OWN}/_edit/main/{FILE}"),
    (OWN, "main", Host.FORGEJO, f"{OWN}/_edit/main/{FILE}"),
    (OWN, "main", Host.BITBUCKET, f"{OWN}/src/main/{FILE}?mode=edit&spa=0&at=main"),
    (HUB, "main", Host.GITEA, f"{HUB}/_edit/main/{FILE}"),
    # nobody knows
    (OWN, "main", None, ""),
    ("https://github.com.evil.example/a/b", "main", None, ""),
    ("https://evil.example/github.com/b", "main", None, ""),
    ("https://g\u0456thub.com/a/b", "main", None, ""),  # a Cyrillic letter
    ("https://github.com", "main", None, ""),
    ("https://github.com/a", "main", None, ""),
    ("https://github.com//b", "main", None, ""),
    ("mailto:anna@strait.example", "main", None, ""),
    ("mailto:anna@strait.example", "main", Host.GITHUB, ""),
]
FOLDER = [
    (HUB, f"{HUB}/tree/main/seeds/events"),
    (LAB, f"{LAB}/-/tree/main/seeds/events"),
    (BERG, f"{BERG}/src/branch/main/seeds/events"),
    (BUCKET, f"{BUCKET}/src/main/seeds/events"),
    ("https://gitea.com/a/b", "https://gitea.com/a/b/src/branch/main/seeds/events"),
    (OWN, ""),
]
PATHS = [
    ("seeds/actors/ä b.yml", "seeds/actors/%C3%A4%20b.yml"),
    ("seeds/#?&=.yml", "seeds/%23%3F%26%3D.yml"),
    ("seeds/100%.yml", "seeds/100%25.yml"),
    ("seeds/a)[b](c).yml", "seeds/a%29%5Bb%5D%28c%29.yml"),
    ('seeds/"><script>.yml', "seeds/%22%3E%3Cscript%3E.yml"),
    ("seeds/{branch}.yml", "seeds/%7Bbranch%7D.yml"),
]


@pytest.mark.parametrize(("repository", "branch", "host", "page"), EDIT)
def test_the_page_that_edits_a_file(repository: str, branch: str, host: Host | None, page: str) -> None:
    assert edit_url(repository, FILE, branch, host) == page


@pytest.mark.parametrize(("repository", "page"), FOLDER)
def test_the_page_that_lists_a_folder(repository: str, page: str) -> None:
    assert edit_url(repository, "seeds/events/") == page


@pytest.mark.parametrize(("path", "written"), PATHS)
def test_a_path_of_any_name_stays_a_path(path: str, written: str) -> None:
    for repository, before in ((HUB, "edit"), (LAB, "-/edit"), (BERG, "_edit"), (BUCKET, "src")):
        page = edit_url(repository, path)
        assert page.partition("?mode")[0] == f"{repository}/{before}/main/{written}"
        assert urls.encode(page) == page


@given(texts, texts, st.sampled_from(Host))
def test_no_text_leads_to_another_host_or_out_of_a_link(branch: str, path: str, host: Host) -> None:
    branch, path = (text.encode("utf-8", "replace").decode() for text in (branch, path))
    page = urls.encode(edit_url(HUB, path, branch, host))
    parts = urlsplit(page)
    assert (parts.scheme, parts.netloc, parts.fragment) == ("https", "github.com", "")
    assert unquote(parts.path).startswith("/a/b/")
    assert not set(page) & set(" \"'<>()[]{}`\\|^*\n\t")


def texts_with(**fields: Any) -> dict[str, str]:
    briefing = load(read_seeds(EXAMPLES / "strait"), KINDS).briefing
    head = briefing.head.model_copy(
        update={"repository": HUB, "repository_host": None, "repository_branch": "main", **fields}
    )
    return render(replace(briefing, records={**briefing.records, "briefing": (head,)}))


WHERE = [
    ("index.md", "edit/main/seeds/briefing.yml", 1),
    ("actors/anna-tol.md", "edit/main/seeds/actors/anna-tol.yml", 1),
    ("sources/ostrel-gazette.md", "edit/main/seeds/sources/ostrel-gazette.yml", 1),
    ("experts/bo-lindqvist.md", "edit/main/seeds/experts/bo-lindqvist.yml", 1),  # with its statements
    ("risks/ferry-strike.md", "edit/main/seeds/risks/ferry-strike.yml", 1),
    ("relations/index.md", "edit/main/seeds/relations.yml", 1),
    ("glossary/index.md", "edit/main/seeds/glossary.yml", 1),
    ("actors/index.md", "tree/main/seeds/actors", 1),
    ("timeline/index.md", "tree/main/seeds/events", 1),
    ("timeline/index.md", "edit/main/seeds/events/", 12),
    ("questions/index.md", "edit/main/seeds/questions/", 3),
    ("method/index.md", "seeds/", 0),
]


@pytest.mark.parametrize(("page", "where", "times"), WHERE)
def test_each_page_leads_to_what_it_is_written_from(page: str, where: str, times: int) -> None:
    assert texts_with()[page].count(f"]({HUB}/{where}") == times


@pytest.mark.parametrize("fields", [{"repository": None}, {"repository": OWN}])
def test_without_a_host_that_is_known_the_page_names_the_file(fields: dict[str, Any]) -> None:
    pages = texts_with(**fields)
    assert "To change this page, edit <code>seeds/actors/anna-tol.yml</code>" in pages["actors/anna-tol.md"]
    assert "To change this page, edit <code>seeds/relations.yml</code>" in pages["relations/index.md"]
    assert [
        path for path, text in pages.items() if path.endswith(".md") and re.search(r"\]\(http[^)]*/seeds/", text)
    ] == []


@pytest.mark.parametrize("branch", ["", "a b", "../x", "a..b", "a//b", "/a", "a/", "a]b", "ä", "x" * 201, "a\n"])
def test_a_branch_of_an_odd_name_is_refused(branch: str) -> None:
    head = load(read_seeds(EXAMPLES / "strait"), KINDS).briefing.head
    with pytest.raises(ValidationError):
        type(head).model_validate({**head.model_dump(by_alias=True), "repository_branch": branch})


PUBLISHED = [
    ("https://strait.example/", "index.md", "https://strait.example/"),
    ("https://strait.example", "actors/a.md", "https://strait.example/actors/a.html"),
    ("https://strait.example/b/", "actors/index.md", "https://strait.example/b/actors/index.html"),
    ("https://strait.example/b?x=1#y", "timeline/index.md#a-b", "https://strait.example/b/timeline/index.html#a-b"),
    ("http://strait.example:8080", "data/briefing.json", "http://strait.example:8080/data/briefing.json"),
    ("https://strait.example", "a (b)/ä.md", "https://strait.example/a%20%28b%29/%C3%A4.html"),
    ("mailto:anna@strait.example", "actors/a.md", ""),
    ("", "actors/a.md", ""),
]


@pytest.mark.parametrize(("site", "path", "address"), PUBLISHED)
def test_where_a_page_is_published(site: str, path: str, address: str) -> None:
    assert urls.published_url(site, path) == address


@pytest.mark.parametrize(
    ("repository", "host", "page"),
    [
        (HUB, None, f"{HUB}/commit/0a1b"),
        (f"{LAB}.git", None, f"{LAB}/-/commit/0a1b"),
        (BERG, None, f"{BERG}/commit/0a1b"),
        (BUCKET, None, f"{BUCKET}/commits/0a1b"),
        (OWN, Host.GITEA, f"{OWN}/commit/0a1b"),
        (OWN, None, ""),
        ("https://github.com/a", None, ""),
    ],
)
def test_a_commit_has_its_page(repository: str, host: Host | None, page: str) -> None:
    assert commit_url(repository, "0a1b", host) == page

"""Real builds by the real engine: what comes out, that it is the same everywhere, and that nothing in it leads nowhere."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.storage.site_publisher import MANIFEST
from support.project import EXAMPLE_NAMES, EXAMPLES, ROOT, Built
from support.webpages import POLICY, Site, faults, forbidden

Make = Callable[[Path], Path]
SEEDS = {"first-article": ROOT / "seeds", **{name: EXAMPLES / name / "seeds" for name in EXAMPLE_NAMES}}
ENGINE = [sys.executable, "-m", "mkdocs", "build", "--strict"]

CONTENT_POLICY = (
    "default-src 'self'; img-src 'self' data:; object-src 'none'; frame-src 'none'; media-src 'none'; "
    "form-action 'none'; base-uri 'none'"
)


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {
        file.relative_to(folder).as_posix(): file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file()
    }


REDIRECT_POLICY = "default-src 'none'; script-src 'self'"
"""The policy of the pages that lead to a record's new address."""


@pytest.mark.parametrize("name", SEEDS)
def test_a_built_site_has_no_dead_link_and_nothing_that_its_policy_forbids(
    name: str, built_once: Callable[..., Built]
) -> None:
    made = built_once(SEEDS[name])
    assert made.said.endswith(f" s. Open {(made.site / 'index.html').resolve().as_uri()}\n")
    site = Site(made.site)
    assert list(faults(site)) == []
    assert len(site.pages) > 20
    for path, page in site.pages.items():
        text = page.html
        assert text.index("Content-Security-Policy") < min(text.index("<link"), text.index("<script")), path
        is_redirect = '<meta http-equiv="refresh"' in text
        assert (path, POLICY.findall(text)) == (path, [REDIRECT_POLICY if is_redirect else CONTENT_POLICY])
        assert (path, list(forbidden(page))) == (path, [])


@pytest.mark.parametrize("name", ["first-article", "strait"])
def test_the_offline_edition_has_the_same_pages(name: str, built_once: Callable[..., Built]) -> None:
    """So what holds for the pages of a hosted site holds for the offline edition."""
    hosted, offline = (built_once(SEEDS[name], *options) for options in ((), ("--offline",)))
    assert offline.said.endswith(f" s. Open {(offline.site / 'index.html').resolve().as_uri()}\n")
    pages, same = bytes_of(hosted.site), bytes_of(offline.site)
    assert same.keys() ^ pages.keys() == {"404.html", "sitemap.xml", "sitemap.xml.gz", "search/search_index.js"}
    assert {path for path in same.keys() & pages.keys() if same[path] != pages[path]} == {MANIFEST}


def test_the_faults_are_found(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text(
        '<h1>A</h1><h1 id="a">B[^1]</h1><a id="a" href="b/">b</a><a href="#c">c</a><a href="javascript:x">x</a>'
        '<img src="//example.org/x.png"><svg><a xlink:href="nowhere.html">y</a></svg> [z](z.md) <code>[^1]</code>',
        "utf-8",
    )
    assert list(faults(Site(tmp_path))) == [
        ("index.html", "leads nowhere", "b/"),
        ("index.html", "leads nowhere", "#c"),
        ("index.html", "leads nowhere", "nowhere.html"),
        ("index.html", "is loaded from another host", "//example.org/x.png"),
        ("index.html", "is no address to follow", "javascript:x"),
        ("index.html", "stands twice", "a"),
        ("index.html", "is left as text", "[^1]"),
        ("index.html", "is left as text", "]("),
        ("index.html", "does not have one main heading", 2),
    ]


# A fresh checkout, a bare engine


def test_a_bare_build_generates_first(project_with: Make, built_once: Callable[..., Built]) -> None:
    bare = project_with(SEEDS["minimal"])
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(ENGINE, cwd=bare, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert [line for line in done.stderr.splitlines() if not line.startswith("INFO")] == []
    assert bytes_of(bare / "site") == bytes_of(built_once(SEEDS["minimal"]).site)


def test_a_bare_build_stops_at_a_fault(project_with: Make) -> None:
    root = project_with(SEEDS["minimal"])
    record = root / "seeds/actors/harbour-company.yml"
    record.write_text(record.read_text("utf-8").replace("kind: ", "kind: un"), "utf-8")
    done = subprocess.run(ENGINE, cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "seeds/actors/harbour-company.yml:2:7: E014" in done.stdout
    assert not (root / "docs/index.md").exists()


# The same everywhere


def test_the_same_bytes_in_another_place_zone_and_language(
    project_with: Make, built_once: Callable[..., Built]
) -> None:
    root = project_with(SEEDS["strait"])
    elsewhere = {"TZ": "Asia/Pyongyang", "LC_ALL": "C", "LANGUAGE": "fr", "PYTHONHASHSEED": "1"}
    environment = {**os.environ, **elsewhere, "PYTHONPATH": str(ROOT)}
    for options, folder in (((), "site"), (("--offline",), "offline")):
        command = [sys.executable, "-m", "generator", "build", *options]
        subprocess.run(command, cwd=root, env=environment, check=True, capture_output=True)
        built = built_once(SEEDS["strait"], *options).root
        for name in ("docs", folder):
            one, other = bytes_of(root / name), bytes_of(built / name)
            assert [*one] == [*other]
            assert [path for path in one if one[path] != other[path]] == []


def test_the_zip_holds_the_folder(offline_site: Path) -> None:
    with zipfile.ZipFile(offline_site.with_suffix(".zip")) as archive:
        packed = {name: archive.read(name) for name in archive.namelist()}
    built = {path: content for path, content in bytes_of(offline_site).items() if path != MANIFEST}
    assert packed == {f"{offline_site.name}/{path}": content for path, content in built.items()}

"""`briefing build`: options that do not go together are refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.commands import briefing


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--offline",), "--search pagefind needs a web server; --offline uses the theme's search"),
        (("--engine", "zensical"), "--search pagefind does not work with zensical, which has its own search"),
    ],
)
def test_pagefind_is_refused_where_it_cant_be(tmp_path: Path, arguments: tuple[str, ...], said: str) -> None:
    done = briefing(tmp_path, "build", "--search", "pagefind", *arguments)
    assert (done.returncode, done.stderr.splitlines()[-1]) == (2, f"Error: {said}")


@pytest.mark.parametrize("text", ["0/4", "5/4", "1", "1/0", "a/b", "-1/4", "1/4/2"])
def test_what_is_no_share_is_refused(tmp_path: Path, text: str) -> None:
    done = briefing(tmp_path, "build", "--only", text)
    said = f"Error: Invalid value for '--only': '{text}' is not a share such as 1/4: its number, a slash, how many there are"
    assert (done.returncode, done.stderr.splitlines()[-1]) == (2, said)


@pytest.mark.parametrize("arguments", [("--offline",), ("--engine", "zensical")])
def test_shares_are_refused_where_they_cant_be(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    done = briefing(tmp_path, "build", "--only", "1/4", *arguments)
    said = "Error: --only is for sites on a web server, built by mkdocs or properdocs"
    assert (done.returncode, done.stderr.splitlines()[-1]) == (2, said)

"""Every page is valid HTML by the Nu HTML checker."""

from __future__ import annotations

from pathlib import Path

import pytest

from support import nu

pytestmark = pytest.mark.skipif(bool(nu.missing()), reason=nu.missing())


def test_the_checker_finds_no_error(hosted_site: Path, strait_site: Path) -> None:
    assert list(nu.errors(hosted_site, strait_site)) == []


def test_the_checker_sees_a_paragraph_in_a_table(tmp_path: Path) -> None:
    page = "<!doctype html><html lang=en><title>A page</title><table><p>no</p><tr><td>1</td></tr></table></html>"
    (tmp_path / "page.html").write_text(page)
    assert any("Start tag “p” seen in “table”" in one for one in nu.errors(tmp_path))

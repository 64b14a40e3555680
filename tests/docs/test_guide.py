"""The guide for those who have never used git: what it shows is as it stands."""

from __future__ import annotations

import re

from support import guide
from support.project import ROOT

TEXT = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")


def test_the_record_that_it_shows_is_the_real_one() -> None:
    (shown,) = re.findall(r"^```yaml\n(.*?)^```", TEXT, re.MULTILINE | re.DOTALL)
    assert shown in (ROOT / "seeds/events/shoigu-visit.yml").read_text(encoding="utf-8")


def test_the_change_in_its_picture_can_be_made() -> None:
    said = guide.comment()
    assert "likely → very likely (level still moderate; assessed by the editor; basis unchanged)" in said
    assert "2023-07 → 2023-07-25 (more precise" in said


def test_each_of_its_pictures_is_shown_and_small() -> None:
    taken = sorted(guide.PICTURES.iterdir())
    assert sorted(re.findall(r"images/contributing/([\w.]+)\)", TEXT)) == [file.name for file in taken]
    assert all(file.stat().st_size < 100_000 for file in taken)


def test_the_labels_that_the_guide_names_exist() -> None:
    """Names of forms, of checks and of the artifact, as the host shows them."""
    files = [*(ROOT / ".github" / "ISSUE_TEMPLATE").glob("*.yml"), ROOT / ".github/workflows/pull-request.yml"]
    named = "\n".join(file.read_text(encoding="utf-8") for file in files)
    for name in ("This fact is wrong", "A source to add", "Check the data", "Preview the site", "preview"):
        assert name in TEXT.replace("\n", " ")
        assert re.search(rf"^ *name: {name}$", named, re.MULTILINE), name

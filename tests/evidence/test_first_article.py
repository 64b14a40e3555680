"""The first article's evidence: its lock, everywhere; all of it against the article's text, where that is present.

The text is a third party's and no part of the project. It is looked for in the folder that BRIEFING_TEXTS names, in
`texts/` (ignored by git), and in a folder `shared/seed` beside the checkout.
"""

from __future__ import annotations

import os
import re
import shutil
from hashlib import sha256
from pathlib import Path

import pytest

from generator.commands.check import check_texts
from generator.kinds import KINDS
from generator.loading.loader import load
from generator.model import indexes
from generator.model import lockfile as lock
from generator.records.fields import Evidence
from generator.records.traversal import walk_evidence, walk_parts
from generator.storage.seed_files import read_seeds
from support.commands import output_of
from support.project import ROOT

SOURCE = "foreign-policy-2023-09"
EDITORS_KNOWLEDGE = {"seeds/actors/united-states.yml", "seeds/actors/unnamed-experts.yml", "seeds/glossary.yml"}
"""The records with facts that the paragraphs they cite do not have."""


def text_file() -> Path | None:
    """The article's text: the file whose digest the lock has, if it lies at one of the places."""
    known = {version.sha256 for version in load(read_seeds(ROOT), KINDS).briefing.lock.sources[SOURCE]}
    folders = [Path(os.environ["BRIEFING_TEXTS"])] if "BRIEFING_TEXTS" in os.environ else []
    folders += [ROOT / "texts", ROOT.parent / "shared/seed", ROOT.parent.parent / "shared/seed"]
    files = [folder / name for folder in folders for name in (f"{SOURCE}.txt", "article.txt")]
    return next((file for file in files if file.is_file() and sha256(file.read_bytes()).hexdigest() in known), None)


@pytest.fixture(scope="module")
def article() -> Path:
    file = text_file()
    if file is None:
        pytest.skip(
            f"the article's text is not here: put it at texts/{SOURCE}.txt or name its folder in BRIEFING_TEXTS"
        )
    return file


def test_the_lock_covers_all_evidence() -> None:
    assert output_of(ROOT, "check --strict").splitlines()[0] == "0 errors, 0 warnings"


def test_all_that_claims_has_evidence_and_half_of_it_a_quotation() -> None:
    briefing = load(read_seeds(ROOT), KINDS).briefing
    claims = [part for entry in briefing.entries.values() for _, part in walk_parts(entry.record, into_records=False)]
    evidence = [part.evidence for part in claims if "evidence" in type(part).model_fields]
    required = [
        part.evidence
        for part in claims
        if "evidence" in type(part).model_fields and type(part).model_fields["evidence"].is_required()
    ]
    assert all(required)
    assert 2 * sum(1 for found in evidence if any(one.exact for one in found)) >= len(evidence)


def test_every_quotation_is_found_by_the_lock() -> None:
    briefing = load(read_seeds(ROOT), KINDS).briefing
    statuses = {
        indexes.evidence(briefing).status(entry.record.id, evidence)
        for entry in briefing.entries.values()
        for _, evidence in walk_evidence(entry.record)
    }
    assert statuses == {indexes.VerificationStatus.QUOTATION, indexes.VerificationStatus.PARAGRAPH}


def test_all_evidence_is_found_in_the_text_and_the_lock_is_the_same_again(article: Path, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "seeds", tmp_path / "seeds")
    output_of(
        tmp_path, f"verify {SOURCE} {article}"
    )  # the first time it may migrate the lock to the present normal form
    assert output_of(tmp_path, f"verify {SOURCE} {article}").endswith(f"{lock.PATH}: unchanged\n")
    said = [line for line in output_of(tmp_path, "check").splitlines() if re.match("seeds/.*: [EW][0-9]+ ", line)]
    assert [line for line in said if ": W110 " not in line] == []
    assert {line.partition(":")[0] for line in said} <= EDITORS_KNOWLEDGE


@pytest.mark.slow
def test_nothing_in_the_repository_repeats_more_than_twelve_words(article: Path) -> None:
    assert check_texts(ROOT, {SOURCE: article}) == ()


def test_evidence_is_of_this_form() -> None:
    """The lock's key is over these fields without `accepted`; one more would have to be in it too."""
    assert list(Evidence.model_fields) == ["source", "paragraph", "exact", "prefix", "suffix", "accepted"]

"""The invented example with renamed records, of which several files of tests share the builds."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from generator.commands.rename import rename
from generator.storage import project_lock
from support.project import EXAMPLES

RENAMED = {
    "varenna": "kingdom-of-varenna",
    "kingdom-of-varenna": "republic-of-varenna",
    "ostrel-gazette": "gazette",
    "moreau-deal-near": "moreau-near-deal",
    "rel-tol-leads": "rel-tol-heads",
    "deal-signed": "fee-deal-signed",
    "term-mou": "term-memorandum",
    "q-border": "q-line",
}
"""Former ids of records with and without a page of their own."""


@pytest.fixture(scope="session")
def renamed_strait(shared_folder: Path) -> Path:
    """The seeds of the example, with former addresses."""
    folder = shared_folder / "renamed-strait"
    with project_lock(shared_folder):
        if not folder.exists():
            shutil.copytree(EXAMPLES / "strait/seeds", folder / "seeds")
            for old, new in RENAMED.items():
                rename(folder, old, new)
    return folder / "seeds"

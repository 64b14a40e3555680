"""Git repositories with a history of the strait, for the tests of the history, the feed and the page of changes."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from support.project import EXAMPLES
from support.repositories import commit, edit, git

RISK, EVENT, GLOSSARY = "seeds/risks/talks-collapse.yml", "seeds/events/deal-signed.yml", "seeds/glossary.yml"
READER = {"GIT_AUTHOR_NAME": "R. Eader", "GIT_AUTHOR_EMAIL": "reader@strait.example"}


def begun(root: Path) -> Path:
    """The strait in a new repository, in a folder below its top, committed once on `main`."""
    root.parent.mkdir(parents=True, exist_ok=True)
    git(root.parent, "init", "--quiet", "--initial-branch", "main")
    shutil.copytree(EXAMPLES / "strait" / "seeds", root / "seeds", dirs_exist_ok=True)
    commit(root, "The strait", "2031-03-10T09:00:00+01:00")
    return root


def scenario(root: Path) -> list[str]:
    """Everything that can happen to a briefing, on the strait; the names of the commits, the oldest first."""
    begun(root)
    names = [git(root, "rev-parse", "HEAD").strip()]

    def step(message: str, moment: str, **others: str) -> None:
        names.append(commit(root, message, moment, **others))

    edit(root, RISK, "likelihood: unlikely", "likelihood: likely")
    edit(root, RISK, "One vote is still to come.", "The vote was put off.")
    step("The vote was put off\n\nReviewed-by: R. Eader <reader@strait.example>", "2031-03-12T23:30:00-02:00")
    edit(root, RISK, "likelihood: likely", "likelihood:   likely  # a comment")
    step("Only the form", "2031-03-13T08:00:00Z")
    (root / "seeds/questions/q-border.yml").rename(root / "seeds/questions/q-where.yml")
    edit(root, "seeds/questions/q-where.yml", "id: q-border", "id: q-where")
    for file in sorted((root / "seeds").rglob("*.yml")):
        text = file.read_text("utf-8")
        file.write_text(re.sub(r"\bq-border\b", "q-where", text), "utf-8")
    step("A question by another name", "2031-03-14T08:00:00Z")
    git(root, "switch", "--quiet", "--create", "two-terms")
    edit(root, GLOSSARY, "definition: A line at", "definition: A line on the water at")
    step("Clearer", "2031-03-15T08:00:00Z")
    with (root / GLOSSARY).open("a", encoding="utf-8") as glossary:
        glossary.write("\n- id: term-tide\n  term: Tide\n  definition: The sea's rise and fall.\n")
    step("Tide", "2031-03-16T08:00:00Z")
    git(root, "switch", "--quiet", "main")
    edit(root, EVENT, "status: expected", "status: cancelled")
    step("", "2031-04-01T12:00:00Z")
    message = "Merge pull request #3 from somebody/two-terms\n\nThe glossary: tide\n\nReviewed-by: A. Editor <editor@strait.example>"
    git(root, "merge", "--quiet", "--no-ff", "two-terms", "--message", message, moment="2031-04-02T12:00:00Z")
    names.append(git(root, "rev-parse", "HEAD").strip())
    edit(root, GLOSSARY, "- id: term-tide\n  term: Tide\n  definition: The sea's rise and fall.\n", "")
    step("Not needed", "2031-04-03T12:00:00Z")
    edit(root, EVENT, "status: cancelled", "status: [")
    step("Broken", "2031-04-04T12:00:00Z")
    edit(root, EVENT, "status: [", "status: expected")
    step("Mended\n\nReviewed-by: A. Editor <editor@strait.example>", "2031-04-05T12:00:00Z")
    edit(root, EVENT, "title: The deal is signed", "title: The deal on fees is signed")
    edit(root, EVENT, "status: expected", "status: expected\ncountry: NO\ncoordinates: [59.9, 10.7]")
    step("](x) <script>alert(1)</script> {: onclick=x} \u202e &amp; ]]> --8<-- [^1]", "2031-04-06T12:00:00Z")
    return names

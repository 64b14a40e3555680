"""The next steps on the home page of a draft briefing."""

from __future__ import annotations

import pytest

from generator.kinds import KINDS
from generator.loading.loader import load
from generator.rendering.renderer import render
from generator.storage.seed_files import read_seeds
from support.project import EXAMPLES

STATUS = b"status: draft\n"
SECTION = """\
<section class="br-next" data-search-exclude="true" markdown="block">

## Next steps {{: data-search-exclude="true" }}

1. **Fill in the records that are drafts**, and delete the line <code>draft: true</code> of each when it is complete: {drafts}.
1. **Add records** of what the source says: <code>briefing new events ID</code> writes one with every field explained. So do \
<code>actors</code>, <code>experts</code>, <code>risks</code>, <code>relations</code>, <code>questions</code> and \
<code>glossary</code> in place of <code>events</code>.
1. **Check them**: <code>briefing check</code> reports every problem at its line, and how to correct it.
1. **Verify the evidence**: save the text of a source as <code>texts/ID.txt</code>, which git ignores, and run \
<code>briefing verify ID texts/ID.txt</code>.
1. **Publish**: change <code>status</code> in <code>seeds/briefing.yml</code>; <code>briefing check --publish</code> refuses \
drafts and evidence that is not verified; then <code>briefing build</code> writes the site into <code>site/</code>, for any web server, and \
<code>briefing build --offline</code> a zip that opens without one.

This part is shown while <code>seeds/briefing.yml</code> has the line <code>draft: true</code>.

</section>
"""


def home(is_draft: bool, actors: int) -> str:
    """The home page of the smallest example, perhaps as a draft, with so many actors that are drafts."""
    seeds = {**read_seeds(EXAMPLES / "minimal")}
    head = seeds["seeds/briefing.yml"]
    assert isinstance(head, bytes)
    if is_draft:
        seeds["seeds/briefing.yml"] = head.replace(STATUS, STATUS + b"draft: true\n")
    for n in range(actors):
        actor = f"id: actor-{n}\ndraft: true\nkind: person\nname: Actor {n}\nsummary: An actor.\n"
        seeds[f"seeds/actors/actor-{n}.yml"] = actor.encode()
    loaded = load(seeds, KINDS)
    assert loaded.problems == ()
    page = render(loaded.briefing)["index.md"]
    assert isinstance(page, str)
    return page


@pytest.mark.parametrize(
    ("actors", "drafts"),
    [
        (0, "<code>seeds/briefing.yml</code>"),
        (1, "<code>seeds/briefing.yml</code>, <code>seeds/actors/actor-0.yml</code>"),
        (
            6,
            "<code>seeds/briefing.yml</code>, <code>seeds/actors/actor-0.yml</code>, <code>seeds/actors/actor-1.yml</code>, "
            "<code>seeds/actors/actor-2.yml</code>, <code>seeds/actors/actor-3.yml</code> and 2 more records",
        ),
    ],
)
def test_a_draft_briefing_begins_with_the_next_steps(actors: int, drafts: str) -> None:
    assert SECTION.format(drafts=drafts) in home(True, actors)


def test_a_briefing_that_is_no_draft_has_none() -> None:
    assert "Next steps" not in home(False, 1)

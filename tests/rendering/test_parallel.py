"""Two processes render what one renders, whatever each takes."""

from __future__ import annotations

from multiprocessing import get_context

import pytest

from generator.kinds import KINDS
from generator.loading import load
from generator.model import Briefing
from generator.rendering import parallel, render
from generator.storage import read_seeds
from support.project import EXAMPLES


@pytest.fixture(scope="module", params=["minimal", "strait"])
def briefing(request: pytest.FixtureRequest) -> Briefing:
    return load(read_seeds(EXAMPLES / request.param), KINDS).briefing


def test_two_processes_render_what_one_renders(briefing: Briefing) -> None:
    found, expected = parallel.render_in_two(briefing), render(briefing)
    assert found == expected
    assert [path for path in found if path.endswith(".md")] == [path for path in expected if path.endswith(".md")]


def test_if_the_other_process_has_no_answer_all_is_rendered(briefing: Briefing) -> None:
    claims = parallel.new_claims(get_context("fork"), KINDS)
    theirs = parallel.render_other_share(briefing, claims)
    assert theirs is not None
    assert parallel.render_share(briefing, claims, lambda: None) == render(briefing)
    assert parallel.render_share(briefing, claims, lambda: theirs) == render(briefing)

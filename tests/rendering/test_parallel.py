"""Two processes render what one renders, whatever each takes; single pages are those of the whole."""

from __future__ import annotations

import os
from functools import partial
from multiprocessing import Pipe, get_context
from threading import Thread

import pytest

from generator.kinds import KINDS
from generator.loading import load
from generator.model import Briefing
from generator.rendering import parallel, render, render_pages
from generator.storage import read_seeds
from support.project import EXAMPLES


@pytest.fixture(scope="module", params=["minimal", "strait"])
def briefing(request: pytest.FixtureRequest) -> Briefing:
    return load(read_seeds(EXAMPLES / request.param), KINDS).briefing


def test_two_processes_render_what_one_renders(briefing: Briefing) -> None:
    found, expected = parallel.render_in_two(briefing), render(briefing)
    assert found == expected
    assert [path for path in found if path.endswith(".md")] == [path for path in expected if path.endswith(".md")]


@pytest.mark.parametrize("has_answer", [True, False])
def test_if_the_other_process_has_no_answer_all_is_rendered(briefing: Briefing, has_answer: bool) -> None:
    claims = parallel.new_claims(get_context("fork"), KINDS)
    theirs = parallel.render_other_share(briefing, claims)
    assert theirs is not None
    assert parallel.render_share(briefing, claims, lambda: theirs if has_answer else None) == render(briefing)


def test_a_process_that_is_killed_while_it_takes_a_page_does_not_block_the_other(
    briefing: Briefing, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parallel, "_PATIENCE", 0.1)
    fork = get_context("fork")
    claims = parallel.new_claims(fork, KINDS)
    receiver, sender = fork.Pipe(duplex=False)
    process = fork.Process(target=lambda: (claims.get_lock().acquire(), os._exit(1)))
    process.start()
    process.join()
    sender.close()
    with pytest.raises((EOFError, TimeoutError)):
        parallel.render_share(briefing, claims, partial(parallel.receive_share, receiver))
    assert parallel.render_other_share(briefing, claims) is None


@pytest.mark.parametrize("share", [({f"{n}.md": str(n) for n in range(250)}, {"1.md": (0, 1)}), ({}, {}), None])
def test_a_share_is_sent_in_parts(share: parallel.Share | None) -> None:
    receiver, sender = Pipe(duplex=False)
    sending = Thread(target=parallel.send_share, args=(sender, share))
    sending.start()
    assert parallel.receive_share(receiver) == share
    sending.join()


def test_an_error_before_a_page_stops_both_processes(briefing: Briefing) -> None:
    claims = parallel.new_claims(get_context("fork"), KINDS)
    count = 0

    def stop() -> None:
        nonlocal count
        count += 1
        if count == 3:
            raise KeyError

    with pytest.raises(KeyError):
        parallel.render_share(briefing, claims, lambda: None, stop)
    theirs = parallel.render_other_share(briefing, claims)
    assert theirs is not None
    assert theirs[1] == {}


def test_single_pages_are_those_of_the_whole(briefing: Briefing) -> None:
    expected = {path: text for path, text in render(briefing).items() if path.endswith(".md")}
    pages = {page.path for kind in briefing.kinds for page in kind.pages(briefing)}
    assert render_pages(briefing, pages) == {path: expected[path] for path in pages}
    assert render_pages(briefing, ["actors/index.md"]) == {"actors/index.md": expected["actors/index.md"]}
    assert render_pages(briefing, ["index.md", "nowhere.md", "data/briefing.json"]) == {
        "index.md": expected["index.md"]
    }

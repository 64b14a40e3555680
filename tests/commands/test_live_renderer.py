"""Two processes render what one renders: after errors, and after the second one has ended."""

from __future__ import annotations

import multiprocessing
import time
from collections.abc import Callable

import pytest

from generator.commands.live_renderer import LiveRenderer
from generator.kinds import KINDS
from generator.loading import Files, load
from generator.rendering import render
from generator.storage import read_seeds
from support.project import EXAMPLES

SEEDS = read_seeds(EXAMPLES / "minimal")
BROKEN: Files = {**SEEDS, "seeds/briefing.yml": b"id: ["}
PATIENCE = 60  # seconds to wait for what must come


def wait_until(is_true: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not is_true():
        assert time.monotonic() < end
        time.sleep(0.01)


def test_two_processes_render_what_one_renders() -> None:
    before = {*multiprocessing.active_children()}
    briefing = load(SEEDS, KINDS).briefing
    expected = render(briefing)
    with LiveRenderer() as renderer:
        wait_until(lambda: renderer.start(SEEDS))
        assert renderer.render(briefing) == expected

        def stop() -> None:
            raise KeyError

        assert renderer.start(SEEDS)
        with pytest.raises(KeyError):
            renderer.render(briefing, stop)
        assert renderer.start(SEEDS)
        assert renderer.render(briefing) == expected

        assert renderer.start(BROKEN)  # nothing is rendered, because the first process finds the error
        assert renderer.start(SEEDS)
        assert renderer.render(briefing) == expected

        (second,) = {*multiprocessing.active_children()} - before
        assert renderer.start(SEEDS)
        second.kill()
        assert renderer.render(briefing) == expected
        wait_until(lambda: not renderer.start(SEEDS))
        assert renderer.render(briefing) == expected

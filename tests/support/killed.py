"""A process that dies at its nth step on the disk: SIGKILL just before it opens, moves, makes or removes something."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

STEPS = {"os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.chmod", "ctypes.dlsym"}


def _run(step: int, function: Callable[..., Any], arguments: tuple[Any, ...]) -> None:
    count = 0

    def watch(event: str, details: tuple[Any, ...]) -> None:
        nonlocal count
        writes = event == "open" and isinstance(details[2], int) and details[2] & (os.O_WRONLY | os.O_RDWR)
        if event in STEPS or writes:
            count += 1
            if count == step:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(watch)
    function(*arguments)


def survives(step: int, function: Callable[..., Any], *arguments: Any) -> bool:
    """Runs the function in a process of its own; False if it was killed at that step, True if it was done before."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["generator.pipeline"])
    process = context.Process(target=_run, args=(step, function, arguments))
    process.start()
    process.join()
    assert process.exitcode in (0, -signal.SIGKILL)
    return process.exitcode == 0


def files(folder: Path) -> dict[str, bytes]:
    """Every file under a folder, hidden ones too, by its path."""
    found = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}

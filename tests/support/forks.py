"""Processes that fork from one that has imported the program already: each takes milliseconds, not a second."""

from __future__ import annotations

import multiprocessing
import os
import resource
import signal
import sys
from collections.abc import Callable, Mapping
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

from click.testing import CliRunner

from generator.commands import main

CONTEXT = multiprocessing.get_context("forkserver")
CONTEXT.set_forkserver_preload(
    ["generator.pipeline", "generator.commands.init", "generator.commands.new", "click.testing", "pytest"]
)
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
    """Runs the function in a process of its own; False if it was killed at that step, True if it was done before.

    A step is to open, move, make or remove something on the disk; SIGKILL comes just before it.
    """
    process = CONTEXT.Process(target=_run, args=(step, function, arguments))
    process.start()
    process.join()
    assert process.exitcode in (0, -signal.SIGKILL)
    return process.exitcode == 0


def at_once(function: Callable[..., Any], *calls: tuple[Any, ...]) -> list[Any]:
    """Calls the function with each of the arguments, each in a process of its own, and returns what they return."""
    with ProcessPoolExecutor(len(calls), mp_context=CONTEXT, max_tasks_per_child=1) as pool:
        return [one.result() for one in [pool.submit(function, *arguments) for arguments in calls]]


def run_limited(
    limit: int, most: int, folder: Path, environment: Mapping[str, str], *arguments: str
) -> tuple[int, str, str]:
    """Runs `briefing` in a folder with a limit of so many bytes; its exit code and what it prints.

    RLIMIT_FSIZE: no file grows over them, as on a full disk. RLIMIT_AS: the process has no more memory.
    """
    resource.setrlimit(limit, (most, most))
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(folder)
    done = CliRunner().invoke(main, arguments, prog_name="briefing")
    return done.exit_code, done.stdout, done.stderr


def files(folder: Path) -> dict[str, bytes]:
    """Every file under a folder, hidden ones too, by its path."""
    found = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}

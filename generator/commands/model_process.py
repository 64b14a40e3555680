"""Runs a program that answers a prompt: the command line of a language model."""

from __future__ import annotations

import contextlib
import os
import shlex
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

from ..problems import BriefingError, Code, quote_value
from . import record_files

OPTION = "--with"
_STEP = 0.05
"""The seconds between two looks at the time and at the size of the output."""
_ERRORS_MAX = 10_000


def run_program(command: str, prompt: str, limit: int, seconds: int, progress: Callable[[int, int], None]) -> str:
    """Returns the output of a program that reads the prompt on its standard input.

    The command is split into words as a shell does, and run without a shell. Raises BriefingError if the program can't be
    started, fails, writes more than `limit` bytes or takes longer than `seconds`; then it and what it started are ended.
    """
    words = _words(command)
    with TemporaryFile() as given, TemporaryFile() as output, TemporaryFile() as errors:
        given.write(prompt.encode())
        given.seek(0)
        try:
            process = subprocess.Popen(words, stdin=given, stdout=output, stderr=errors, start_new_session=True)
        except (OSError, ValueError) as error:
            reason = error.strerror if isinstance(error, OSError) else error
            raise _refusal(f"{quote_value(words[0])} can't be started: {reason}") from error
        try:
            _wait(process, output, limit, seconds, progress)
        except BaseException:
            _end(process)
            raise
        if process.returncode:
            raise _refusal(_describe_failure(words[0], process.returncode, errors))
        output.seek(0)
        try:
            return output.read(limit).decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise _refusal(f"byte {error.start + 1} of the answer is not UTF-8") from error


def name_of(command: str) -> str:
    """Returns the name of a program without its arguments, which may hold secrets."""
    return Path(_words(command)[0]).name


def _words(command: str) -> list[str]:
    try:
        words = shlex.split(command)
    except ValueError as error:
        raise _refusal(f"{quote_value(command)} is no command: {str(error).lower()}") from error
    if not words:
        raise _refusal("the command is empty")
    return words


def _wait(
    process: subprocess.Popen[bytes], output: IO[bytes], limit: int, seconds: int, progress: Callable[[int, int], None]
) -> None:
    begin = time.monotonic()
    while True:
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(_STEP)
        if os.fstat(output.fileno()).st_size > limit:
            raise _refusal(f"the answer is longer than {limit // 1_000_000} MB; the program was ended")
        if process.returncode is not None:
            return
        passed = int(time.monotonic() - begin)
        if passed >= seconds:
            raise _refusal(
                f"no answer within {seconds} seconds; the program was ended. To wait longer: --time-limit SECONDS"
            )
        progress(passed, seconds)


def _end(process: subprocess.Popen[bytes]) -> None:
    """Ends a program and the programs that it started."""
    with contextlib.suppress(ProcessLookupError):
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
    process.wait()


def _describe_failure(name: str, code: int, errors: IO[bytes]) -> str:
    """Returns the exit code of a program and the last line that it wrote."""
    size = errors.seek(0, os.SEEK_END)
    errors.seek(max(0, size - _ERRORS_MAX))
    last = errors.read().decode("utf-8", "replace").strip().rpartition("\n")[2]
    end = f"exit code {code}" if code > 0 else f"signal {-code}"
    return f"{quote_value(name)} failed with {end}" + (f": {quote_value(last, 200)}" if last else "")


def _refusal(message: str) -> BriefingError:
    return record_files.refusal(OPTION, Code.MODEL_ANSWER, message)

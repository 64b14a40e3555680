"""Prints what several commands print: problems, counts, files."""

from __future__ import annotations

import io
import os
import sys
import time
from collections.abc import Iterable
from pathlib import Path

import click

from ..loading import reporters
from ..problems import Problem, escape_path


def print_problems(problems: tuple[Problem, ...], format: str = "text") -> None:
    """Prints the problems on standard output, and their number on standard error."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")  # for a terminal that cannot show every letter
    colour = format == "text" and sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    shown = tuple(reporters.fold(problems))
    text = reporters.text(shown, colour) if format == "text" else reporters.FORMATS[format](shown)
    click.echo(text, nl=False, color=colour)
    errors = sum(not problem.is_warning for problem in problems)
    click.echo(f"{count(errors, 'error')}, {count(len(problems) - errors, 'warning')}", err=True)


def print_written(path: str | Path, is_changed: bool) -> None:
    """Prints whether a file was written or had that content already."""
    click.echo(f"{escape_path(str(path))}: {'written' if is_changed else 'unchanged'}")


def print_lines(lines: Iterable[str], what: str) -> None:
    """Prints lines; of more than a thousand the first, and the number of the others."""
    shown = list(lines)
    more = len(shown) - reporters.SHOWN if len(shown) > reporters.FLOOD else 0
    for line in shown[: len(shown) - more]:
        click.echo(line)
    if more:
        click.echo(f"and {more:,} more {what}")


def count(number: int, noun: str) -> str:
    """A number with its noun: "1 error", "2 errors"."""
    return f"{number} {noun}{'s' * (number != 1)}"


class Progress:
    """Shows on a terminal how far a command is, when it takes longer than two seconds.

    `template` has two places, for the number that is done and for all.
    """

    def __init__(self, template: str) -> None:
        self._template = template
        self._next = time.monotonic() + 2
        self._is_shown = False

    def __enter__(self) -> Progress:
        return self

    def __call__(self, done: int, total: int) -> None:
        """Prints the numbers in place, twice a second at most."""
        if sys.stderr.isatty() and time.monotonic() >= self._next:
            self._next = time.monotonic() + 0.5
            self._is_shown = True
            click.echo(f"\r{self._template.format(done, total)} ", nl=False, err=True)

    def __exit__(self, *_: object) -> None:
        if self._is_shown:
            click.echo("\r\033[K", nl=False, err=True)

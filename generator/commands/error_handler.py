"""The one place where an exception becomes a message and an exit code."""

from __future__ import annotations

import traceback

import click

from ..formats import editions
from ..problems import BriefingError, escape_path
from ..site import engine_run
from ..text import comment_escaping
from . import console
from .exit_codes import ExitCode


def report(error: Exception) -> ExitCode:
    """Prints an error that a command raised, and returns the exit code.

    An error of an unexpected type is a bug: its traceback is printed.
    """
    match error:
        case BriefingError():
            console.print_problems(error.problems)
        case engine_run.EngineError():
            _echo(error.output)
            click.echo("The engine did not build the site; its output is above.", err=True)
        case editions.MissingExtraError():
            click.echo(error, err=True)
        case OSError():
            file = f": {error.filename}" if error.filename else ""
            click.echo(escape_path(f"cannot continue: {error.strerror or error}{file}"), err=True)
        case _:
            _echo("".join(traceback.format_exception(error)).rstrip("\n"))
            click.echo("This is a bug in briefing, not in your data; please report it with the lines above.", err=True)
            return ExitCode.BUG
    return ExitCode.PROBLEMS


def _echo(text: str) -> None:
    """Prints lines in which what a terminal would act on is visible."""
    click.echo("\n".join(map(comment_escaping.show_invisible, text.split("\n"))), err=True)

"""`briefing init`: creates the folder of a new briefing."""

from __future__ import annotations

import re
import shlex
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from ..authoring import new_briefing
from ..kinds import KINDS, SECTIONS
from ..model import Briefing
from ..problems import did_you_mean, escape_path
from ..records import fields
from ..site import configuration
from ..storage import atomic_files, page_writer, repository
from ..text import whitespace
from .exit_codes import ExitCode

_COMMIT = "Start the briefing"
_LANGUAGE = re.compile("[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?")
"""Matches a tag of BCP 47 in its usual form: language, script, region."""
_UNKNOWN_USER = f"""\
Nothing is committed, because git does not know your name. In the folder, run:
  git config user.name "Your Name"
  git config user.email you@example.org
  git commit -m "{_COMMIT}\""""
_NEXT = ("briefing serve", "briefing new events ID", "briefing check")
_NAMES_SHOWN = 5
"""The number of entries that are shown of a folder that is not empty."""


class _OneOf(click.Choice[str]):
    """A choice that suggests the word that was meant."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Returns the value if it is a choice. Raises BadParameter."""
        return str(value) if value in self.choices else self.fail(_unknown(value, self.choices), param, ctx)


def _language(_: click.Context, __: click.Parameter, value: str) -> str:
    """Returns a language of the theme, or a regional form of one.

    Raises BadParameter.
    """
    known = configuration.theme_languages()
    if _is_language(value, known):
        return value
    first, *more = re.split("[-_]", value)
    usual = "-".join((first.lower(), *(part.title() if len(part) == 4 else part.upper() for part in more)))
    regional = (tag for tag in known if tag.startswith(f"{usual}-"))
    raise click.BadParameter(_unknown(value, known, usual if _is_language(usual, known) else next(regional, None)))


def _is_language(tag: str, known: Iterable[str]) -> bool:
    starts = {tag, tag.rpartition("-")[0], tag.partition("-")[0]}
    return bool(_LANGUAGE.fullmatch(tag) and starts.intersection(known))


def _unknown(word: str, known: Iterable[str], guess: str | None = None) -> str:
    words = tuple(known)
    guess = guess or did_you_mean(word, words)
    hint = f'did you mean "{guess}"? There are' if guess else "there are"
    return f"unknown {escape_path(repr(word))}; {hint} {', '.join(words)}"


def _title(_: click.Context, __: click.Parameter, value: str | None) -> str | None:
    """Returns the title on one line. Raises BadParameter if none of it is visible."""
    title = value if value is None else whitespace.collapse(value)
    if title == "":
        raise click.BadParameter("a title has at least one letter")
    return title


@click.command("init", epilog=f"Licences: {', '.join(fields.Licence)}")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--title", metavar="TEXT", callback=_title, help="The title (default: the folder's name).")
@click.option(
    "--language",
    metavar="TAG",
    callback=_language,
    default="en",
    show_default=True,
    help="The language of the pages: a tag of BCP 47, such as pt-BR.",
)
@click.option(
    "--licence", metavar="ID", type=_OneOf(fields.Licence), help="The licence of the content, by its SPDX id."
)
@click.option(
    "--host",
    type=_OneOf(new_briefing.HOSTS),
    default="github",
    show_default=True,
    help="The git host whose workflows check and publish the briefing.",
)
@click.option("--no-git", is_flag=True, help="Make no git repository.")
def command(folder: Path, title: str | None, language: str, licence: str | None, host: str, no_git: bool) -> None:
    """Create the folder of a new briefing.

    DIR must be missing or empty. It gets a configuration, the three records that every briefing has, instructions for
    editors, and a git repository with a first commit. The site can be built at once.
    """
    name = folder.resolve().name
    chosen = fields.Licence(licence) if licence else None
    reserved = Briefing(KINDS, {}).reserved_ids
    answers = new_briefing.Answers(title or new_briefing.title_from_name(name), name, language, chosen, host, reserved)
    files = {path: text.encode() for path, text in new_briefing.write_files(answers).items()}
    files["docs/.gitignore"] = page_writer.ignore_list(SECTIONS).encode()
    try:
        outcome = atomic_files.create_folder(folder, files, _no_repository if no_git else _make_repository)
    except atomic_files.NotEmptyError as error:
        click.echo(f"cannot continue: {_not_empty(folder, error)}", err=True)
        sys.exit(ExitCode.PROBLEMS)
    except repository.GitError as error:
        click.echo(f"cannot continue: {error}; nothing was created. With --no-git no repository is made", err=True)
        sys.exit(ExitCode.PROBLEMS)
    entries = dict.fromkeys(re.sub("/.*", "/", path) for path in sorted(files))
    click.echo(f"{escape_path(str(folder))}: created {', '.join(entries)}{outcome.done}")
    click.echo("Next:")
    here = folder.resolve() == Path.cwd()
    commands = [*(() if here else (f"cd {shlex.quote(escape_path(str(folder)))}",)), *_NEXT]
    click.echo("".join(f"  {line}\n" for line in commands[:3]), nl=False)
    if outcome.note:
        click.echo(outcome.note, err=True)
    if outcome.is_incomplete:
        sys.exit(ExitCode.PROBLEMS)


@dataclass(frozen=True)
class _Outcome:
    """The state of the git repository.

    `done` ends the line that lists what was created, `note` is for the user, and `is_incomplete` means that something
    that was asked for is missing.
    """

    done: str = ""
    note: str = ""
    is_incomplete: bool = False


def _no_repository(_: Path) -> _Outcome:
    return _Outcome()


def _make_repository(folder: Path) -> _Outcome:
    """Makes the new folder a repository with a first commit. Raises GitError."""
    try:
        outer = repository.find_outer(folder)
    except repository.GitError as error:
        note = f"No git repository was made: {error}. To make one later: git init -b main, git add --all, git commit"
        return _Outcome(note=note, is_incomplete=True)
    if outer:
        note = (
            f"No git repository was made, because the folder is inside of one: {escape_path(outer)}. Commit it there."
        )
        return _Outcome(note=note)
    if not repository.knows_user(folder):
        repository.create(folder, message="")
        return _Outcome("; added to a new git repository", _UNKNOWN_USER, is_incomplete=True)
    repository.create(folder, _COMMIT)
    return _Outcome("; committed to a new git repository")


def _not_empty(folder: Path, error: atomic_files.NotEmptyError) -> str:
    names = [escape_path(name) for name in error.names[:_NAMES_SHOWN]]
    more = len(error.names) - len(names)
    shown = ", ".join(names) + (f" and {more} more" if more else "")
    if error.is_interrupted:
        reason = "an earlier run was interrupted while it moved them there; delete them and run the command again"
    else:
        reason = "choose a folder that is empty, or that does not exist yet"
    return f"{escape_path(str(folder))} is not empty: {shown}; {reason}"

"""The program `briefing`: its commands, listed by section.

Each command is defined in the module of its name.
"""

from __future__ import annotations

import atexit
import gc
import os
from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import Any

import click

from .. import __version__

SECTIONS = {
    "Content": ("init", "new", "draft", "drafts", "rename", "fmt", "schema"),
    "Checking": ("check", "verify", "diff"),
    "Site": ("generate", "build", "serve", "clean"),
    "Exchange": ("export", "import"),
}
"""The names of the commands in the sections and the order of `briefing --help`."""


_NAMES = tuple(name for names in SECTIONS.values() for name in names)


atexit.register(gc.freeze)  # a search for cycles at the end takes a tenth of the time of a check
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # it would search all installed packages for some


class _Commands(Mapping[str, click.Command]):
    """The commands by name; each is imported when it is used."""

    def __getitem__(self, name: str) -> click.Command:
        if name not in _NAMES:
            raise KeyError(name)
        gc.disable()  # modules make objects that stay, and looking for cycles takes a tenth of their time
        module = import_module(f"{__package__}.{'import_' if name == 'import' else name}")
        gc.enable()
        command: click.Command = module.command
        return command

    def __iter__(self) -> Iterator[str]:
        return iter(_NAMES)

    def __len__(self) -> int:
        return len(_NAMES)


class _Program(click.Group):
    """A group that lists its commands by section, and turns errors into exit codes."""

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - click passes it
        """Writes a list of commands for each section."""
        width = max(map(len, self.commands))
        for title, names in SECTIONS.items():
            with formatter.section(title):
                formatter.write_dl([(f"{name:{width}}", self.commands[name].get_short_help_str(80)) for name in names])

    def invoke(self, ctx: click.Context) -> Any:
        """Runs a command; turns an error into a message and an exit code."""
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort, BrokenPipeError):
            raise  # click ends quietly if nobody reads the output
        except Exception as error:
            from . import error_handler

            ctx.exit(error_handler.report(error))


@click.group(
    cls=_Program,
    commands=_Commands(),
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(__version__, prog_name="briefing")
def main() -> None:
    """Build a checked, searchable briefing site from structured data in seeds/."""

"""The command `briefing`: its sections of commands, each loaded when it is called."""

from __future__ import annotations

from importlib import import_module
from keyword import iskeyword
from typing import Any

import click

from .. import __version__

SECTIONS = {
    "Content": {
        "new": "Create a commented record to fill in.",
        "fmt": "Rewrite records in the canonical form.",
        "schema": "Write the JSON Schemas that help editors to write records.",
    },
    "Checking": {
        "check": "Report every problem in the data.",
        "verify": "Find a source's evidence in its text and write the lock.",
        "diff": "Show what changed between two revisions of the data.",
    },
    "Site": {
        "generate": "Write the Markdown pages into docs/.",
        "build": "Check the data, generate the pages and build the site.",
        "serve": "Serve the site and refresh it when a record is saved.",
        "clean": "Remove everything that was generated or built.",
    },
    "Exchange": {
        "export": "Export the data or the whole briefing in another format.",
        "import": "Create draft records from a file of another tool.",
    },
}
"""The commands with their summaries, by the sections of `briefing --help`. Each is the `command` of the module of its name."""
COMMANDS = tuple(name for section in SECTIONS.values() for name in section)


class LazyGroup(click.Group):
    """A group that imports a command only when it is called, and lists the commands by section."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of the commands, in the order of the sections."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, or None if there is none."""
        if cmd_name not in COMMANDS:
            return None
        module = f"{cmd_name}_" if iskeyword(cmd_name) else cmd_name
        command: click.Command = import_module(f".{module}", __package__).command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Writes a list of commands for each section, without importing them."""
        for title, commands in SECTIONS.items():
            with formatter.section(title):
                formatter.write_dl([(name.ljust(max(map(len, COMMANDS))), about) for name, about in commands.items()])

    def invoke(self, ctx: click.Context) -> Any:
        """Runs the command. An error other than click's own becomes a message and an exit code."""
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except Exception as error:
            from . import error_handler  # imports what most runs do not need

            ctx.exit(error_handler.report(error))


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="briefing")
def main() -> None:
    """Build a checked, searchable briefing site from structured data in seeds/."""

"""The program `briefing`: its commands, listed by section.

Each command is defined in the module of its name.
"""

from __future__ import annotations

from typing import Any

import click

from .. import __version__
from . import (
    build,
    check,
    clean,
    diff,
    draft,
    drafts,
    error_handler,
    export,
    fmt,
    generate,
    import_,
    init,
    new,
    rename,
    schema,
    serve,
    verify,
)

SECTIONS = {
    "Content": (
        init.command,
        new.command,
        draft.command,
        drafts.command,
        rename.command,
        fmt.command,
        schema.command,
    ),
    "Checking": (check.command, verify.command, diff.command),
    "Site": (generate.command, build.command, serve.command, clean.command),
    "Exchange": (export.command, import_.command),
}
"""The commands in the sections and the order of `briefing --help`."""


class _Program(click.Group):
    """A group that lists its commands by section, and turns errors into exit codes."""

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - click passes it
        """Writes a list of commands for each section."""
        width = max(map(len, self.commands))
        for title, commands in SECTIONS.items():
            with formatter.section(title):
                formatter.write_dl([(f"{one.name:{width}}", one.get_short_help_str(80)) for one in commands])

    def invoke(self, ctx: click.Context) -> Any:
        """Runs a command; turns an error into a message and an exit code."""
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except Exception as error:
            ctx.exit(error_handler.report(error))


@click.group(
    cls=_Program,
    commands=[command for section in SECTIONS.values() for command in section],
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(__version__, prog_name="briefing")
def main() -> None:
    """Build a checked, searchable briefing site from structured data in seeds/."""

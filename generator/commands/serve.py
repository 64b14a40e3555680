"""`briefing serve`: serves the site while it is edited."""

from __future__ import annotations

import re
import time
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from .. import pipeline
from ..kinds import SECTIONS
from ..loading import reporters
from ..problems import BriefingError
from ..site import engine_run, live_server
from ..storage import page_writer
from . import error_handler, options
from .live_site import LiveSite, watched

_INTERVAL = 2.0
"""Seconds after which the files are looked at even if no change is reported."""
_SETTLING = 0.02
"""Seconds that a program gets to finish what it writes."""


def _address(_: click.Context, __: click.Parameter, value: str) -> tuple[str, int]:
    """Reads HOST:PORT. Raises BadParameter."""
    match = re.fullmatch(r"(\[[0-9a-fA-F:.]+\]|[^\s:/\[\]]+):([0-9]{1,5})", value)
    if not match or int(match[2]) > 65535:
        raise click.BadParameter(f"{value!r} is not HOST:PORT, such as 127.0.0.1:8000")
    return match[1].strip("[]"), int(match[2])


@click.command("serve")
@options.root
@click.option(
    "--address",
    default="127.0.0.1:8000",
    show_default=True,
    callback=_address,
    help="The address to serve at, HOST:PORT.",
)
def command(root: Path, address: tuple[str, int]) -> None:
    """Serve the site and refresh it when a record is saved."""
    pipeline.require_folder(root)
    page_writer.write_ignore_list(root / "docs", SECTIONS)  # the engine needs the folder
    with (
        TemporaryDirectory() as folder,
        live_server.LiveServer(*address) as server,
        watched(root) as changed,
        LiveSite(root.resolve(), Path(folder), server, changed) as site,
    ):
        host, port = server.server_address[:2]
        shown = f"[{host!s}]" if ":" in str(host) else str(host)
        click.echo(f"Serving at http://{shown}:{port}/ until Ctrl-C is pressed.")
        with suppress(KeyboardInterrupt):
            while True:
                _update(site, server)
                changed.wait(_INTERVAL)
                changed.clear()
                time.sleep(_SETTLING)


def _update(site: LiveSite, server: live_server.LiveServer) -> None:
    """Serves what changed, or what is wrong with it."""
    started = time.monotonic()
    try:
        folder = site.update()
    except (BriefingError, engine_run.EngineError, OSError) as error:
        error_handler.report(error)
        server.show(None, reporters.text(error.problems) if isinstance(error, BriefingError) else str(error))
    else:
        if folder:
            server.show(folder)
            click.echo(f"Built in {time.monotonic() - started:.1f} s.")
            site.remove_old()

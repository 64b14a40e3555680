"""Builds sites with the page cache, one for each line of its input.

A line is a job as JSON: the configuration file, the folder of the site, environment variables, and whether the build
is kept. The answer is a line with the exit code, what MkDocs printed, and the HTML of pages. Another job has the new
texts of pages, which the kept build renders again. A third one fills the cache for the next build; it is answered only
if it wants the HTML of pages, once these are converted. The process is started before there is a job, so that its
imports take no time then.
"""

from __future__ import annotations

import gc
import io
import json
import os
import sys
import traceback
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout, suppress
from pathlib import Path
from typing import Any

import click
from mkdocs.__main__ import State
from mkdocs.config import load_config

from .. import configuration, engine_protocol
from ..environment_key import environment_key
from .kept_build import KeptBuild
from .plugin import Preparation, PreparedError, cached_build

Answer = dict[str, Any]


def main() -> None:
    """Answers one job after the other."""
    gc.disable()  # a build makes few reference cycles; looking for them takes a twentieth of its time
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # nothing else may be among the answers
    _warm_up()

    def send(answer: Answer) -> None:
        answers.write(json.dumps(answer) + "\n")
        answers.flush()

    kept: KeptBuild | None = None
    for line in sys.stdin:
        job = json.loads(line)
        if "texts" in job:
            send(render_again(kept, job["texts"]))
        elif "wanted" in job:
            prepare(job, send)
        else:
            kept = None  # it is not needed while the next build takes memory
            answer, kept = run(job)
            send(answer)
        gc.collect()


def _warm_up() -> None:
    """Imports what the configuration needs; a job reports what is wrong with it."""
    environment_key()
    os.environ.update(engine_protocol.variables(Path(sys.argv[1]).parent, {}, search="theme", shard="1/1", counter=""))
    with redirect_stdout(io.StringIO()), redirect_stderr(sys.stdout), suppress(Exception):
        config = load_config(config_file=sys.argv[1])
        config.plugins[configuration.PLUGIN].on_config(config)  # this imports the theme and the extensions of Markdown


def prepare(job: dict[str, Any], send: Callable[[Answer], None]) -> None:
    """Fills the cache for the next build, which reports what fails here."""
    is_awaited = bool(job["wanted"])

    def send_html(contents: dict[str, str]) -> None:
        nonlocal is_awaited
        if is_awaited:
            is_awaited = False
            send({"code": 0, "output": "", "contents": contents})

    run(job, Preparation(job["wanted"], send_html))
    send_html({})  # if the pages could not be converted


def render_again(kept: KeptBuild | None, texts: dict[str, str]) -> Answer:
    """Renders pages with new texts, or none after an error, which a build reports."""
    contents: dict[str, str] = {}
    with redirect_stdout(io.StringIO()), redirect_stderr(sys.stdout), suppress(Exception):
        contents = kept.render(texts) if kept else {}
    return {"code": 0, "output": "", "contents": contents}


def run(job: dict[str, Any], preparation: Preparation | None = None) -> tuple[Answer, KeptBuild | None]:
    """Builds one site as `mkdocs build --strict` does, or only prepares that.

    Returns the answer, and the build if it is to be kept.
    """
    os.environ.update(job["variables"])
    output, code = io.StringIO(), 0
    kept: KeptBuild | None = None
    with redirect_stdout(output), redirect_stderr(output):
        state = State()  # type: ignore[no-untyped-call]
        try:
            config = load_config(config_file=job["config"], site_dir=job["site"], strict=True)
            config.plugins.on_startup(command="build", dirty=False)
            try:
                kept = cached_build(config, job.get("last_site", ""), preparation)
            finally:
                config.plugins.on_shutdown()
        except PreparedError:
            pass
        except click.ClickException as error:
            error.show()
            code = error.exit_code
        except Exception:
            traceback.print_exc()
            code = 1
        del state
    return {"code": code, "output": output.getvalue(), "contents": {}}, kept if job.get("is_kept") else None


if __name__ == "__main__":
    with suppress(KeyboardInterrupt):  # Ctrl-C reaches this process too
        main()

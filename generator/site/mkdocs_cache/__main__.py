"""Builds sites with the page cache, one for each line of its input.

A line is a job as JSON: the configuration file, the folder of the site, environment variables, whether the pages are
only to be converted, and whether the build is kept. Another job has the new texts of pages, which the kept build renders
again. The answer is a line with the exit code, what MkDocs printed, and the HTML of converted or rendered pages. The
process is started before there is a job, so that its imports take no time then.
"""

from __future__ import annotations

import gc
import io
import json
import os
import sys
import traceback
from contextlib import redirect_stderr, redirect_stdout, suppress
from typing import Any

import click
from mkdocs.__main__ import State
from mkdocs.config import load_config

from ..environment_key import environment_key
from .kept_build import KeptBuild
from .plugin import ConvertedError, cached_build


def main() -> None:
    """Answers one job after the other."""
    gc.disable()  # a build makes few reference cycles; looking for them takes a twentieth of its time
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # nothing else may be among the answers
    _warm_up()
    kept: KeptBuild | None = None
    for line in sys.stdin:
        job = json.loads(line)
        if "texts" in job:
            answer = render_again(kept, job["texts"])
        else:
            kept = None  # it is not needed while the next build takes memory
            answer, kept = run(job)
        answers.write(json.dumps(answer) + "\n")
        answers.flush()
        gc.collect()


def _warm_up() -> None:
    """Imports what the configuration needs; a job reports what is wrong with it."""
    environment_key()
    with redirect_stdout(io.StringIO()), redirect_stderr(sys.stdout), suppress(Exception):
        load_config(config_file=sys.argv[1])


def render_again(kept: KeptBuild | None, texts: dict[str, str]) -> dict[str, Any]:
    """Renders pages with new texts, or none after an error, which a build reports."""
    contents: dict[str, str] = {}
    with redirect_stdout(io.StringIO()), redirect_stderr(sys.stdout), suppress(Exception):
        contents = kept.render(texts) if kept else {}
    return {"code": 0, "output": "", "contents": contents}


def run(job: dict[str, Any]) -> tuple[dict[str, Any], KeptBuild | None]:
    """Builds one site as `mkdocs build --strict` does.

    Returns the answer, and the build if it is to be kept.
    """
    os.environ.update(job["variables"])
    output, code, contents = io.StringIO(), 0, {}
    kept: KeptBuild | None = None
    with redirect_stdout(output), redirect_stderr(output):
        state = State()  # type: ignore[no-untyped-call]
        try:
            config = load_config(config_file=job["config"], site_dir=job["site"], strict=True)
            config.plugins.on_startup(command="build", dirty=False)
            try:
                kept = cached_build(config, job.get("only_convert", False), job.get("last_site", ""))
            finally:
                config.plugins.on_shutdown()
        except ConvertedError as done:
            contents = done.contents
        except click.ClickException as error:
            error.show()
            code = error.exit_code
        except Exception:
            traceback.print_exc()
            code = 1
        del state
    return {"code": code, "output": output.getvalue(), "contents": contents}, kept if job.get("is_kept") else None


if __name__ == "__main__":
    with suppress(KeyboardInterrupt):  # Ctrl-C reaches this process too
        main()

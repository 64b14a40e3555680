"""Compiled templates, kept beside the compiled modules of the program.

Compiling the templates takes longer than rendering the pages of a small site. Like Python's own files in `__pycache__`,
they are code, so no project's folder holds them; where the program's folder can't be written, they are compiled by each
run.
"""

from __future__ import annotations

import shutil
import sys
from contextlib import suppress
from functools import cache

from jinja2 import FileSystemBytecodeCache
from jinja2.bccache import Bucket

from .environment_key import PROGRAM, environment_key

_FOLDER = PROGRAM / "__pycache__"
_NAME = "templates-"


class _TemplateCache(FileSystemBytecodeCache):
    def dump_bytecode(self, bucket: Bucket) -> None:
        with suppress(OSError):
            super().dump_bytecode(bucket)


@cache
def template_cache() -> FileSystemBytecodeCache | None:
    """Returns the cache of this version of the program, and removes those of others.

    The compiler evaluates constants with the program's filters, so a template's text alone is no key.
    """
    folder = _FOLDER / f"{_NAME}{environment_key()[:16]}"
    if not folder.is_dir():
        if sys.dont_write_bytecode:
            return None
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError:
            return None
        for other in _FOLDER.glob(f"{_NAME}*"):
            if other != folder:
                shutil.rmtree(other, ignore_errors=True)
    return _TemplateCache(str(folder))

"""Runs MkDocs with the page cache, with the arguments of the command line."""

import gc

from mkdocs.__main__ import cli

from .plugin import install

gc.disable()  # a build makes few reference cycles; looking for them takes a twentieth of its time
install()
cli(prog_name="mkdocs")

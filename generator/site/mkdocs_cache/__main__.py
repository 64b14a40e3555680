"""Runs MkDocs with the arguments of the command line."""

import gc

from mkdocs.__main__ import cli

from .build import install

gc.disable()  # almost nothing that a build lets go of is a circle, and to look for circles takes a twentieth of its time
install()
cli(prog_name="mkdocs")

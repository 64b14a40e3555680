"""Runs MkDocs with the arguments of the command line."""

from mkdocs.__main__ import cli

from .build import install

install()
cli(prog_name="mkdocs")

"""`python -m generator` is the command `briefing`."""

from .cli import main

main(prog_name="briefing")

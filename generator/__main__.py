"""Runs the command line: `python -m generator` is the command `briefing`."""

from .cli import main

if __name__ == "__main__":
    main(prog_name="briefing")

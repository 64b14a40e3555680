"""Runs the command line: `python -m generator` is the command `briefing`."""

from .commands import main

if __name__ == "__main__":
    main(prog_name="briefing")

"""The command `briefing`, also `python -m generator`: where nothing has changed it says so before it imports the models."""

import sys
from pathlib import Path

from .unchanged import unchanged


def main() -> None:
    """Runs the command. A plain `generate`, with or without `--root DIR`, is looked at here first."""
    command, *options = sys.argv[1:] or [""]
    if command == "generate" and (not options or (len(options) == 2 and options[0] == "--root")):
        pages = unchanged(Path(*options[1:]))
        if pages is not None:
            print(f"docs/: 0 changed, 0 removed, {pages} unchanged")
            return
    from .cli import main as run

    run(prog_name="briefing")


if __name__ == "__main__":
    main()

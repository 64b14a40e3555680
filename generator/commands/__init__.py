"""The command line: one module for each command.

Only this package prints and sets exit codes.
"""

from .cli import main

__all__ = [
    "main",
]

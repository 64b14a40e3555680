"""The command line: one module for each command.

Only this package prints and sets exit codes.
"""

from .cli import SECTIONS, main
from .exit_codes import ExitCode

__all__ = [
    "SECTIONS",
    "ExitCode",
    "main",
]

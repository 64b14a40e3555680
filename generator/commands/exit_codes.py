"""The exit codes of the command line, which scripts rely on."""

from enum import IntEnum


class ExitCode(IntEnum):
    """The result of a command. `USAGE` is click's code for a wrong call."""

    OK = 0
    PROBLEMS = 1
    USAGE = 2
    BUG = 3

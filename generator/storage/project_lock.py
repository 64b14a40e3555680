"""One run at a time in a folder: the next one waits until the last is done, or dead."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_LOG = logging.getLogger(__name__)


@contextmanager
def turn(folder: Path) -> Iterator[tuple[int, ...]]:
    """Holds the folder until the block is left; gives the descriptors that hold it, for a child to inherit.

    It is the folder itself that is locked, so nothing is left behind; the system lets go of it when the last process
    that has the descriptor ends, however it ends. Where a folder can't be locked (Windows, some network drives) runs
    do not wait for each other: what each one puts in place is still whole.
    """
    if sys.platform == "win32":
        yield ()
        return
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        _wait(descriptor, folder)
        yield (descriptor,)
    finally:
        os.close(descriptor)


def _wait(descriptor: int, folder: Path) -> None:
    import fcntl

    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        _LOG.warning("another run of briefing is at work in %s; waiting for it", folder.resolve())
        fcntl.flock(descriptor, fcntl.LOCK_EX)
    except OSError:
        pass  # a file system without locks

"""The lock of a project folder: one run at a time, the next run waits."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def project_lock(folder: Path) -> Iterator[tuple[int, ...]]:
    """Holds the folder's lock until the block is left.

    Yields the lock's file descriptors, for a child process to inherit. The folder itself is locked (`flock`), so no
    lock file is left behind. The system releases the lock when the last process with the descriptor ends, however it
    ends. Where a folder can't be locked (Windows, some network drives), runs do not wait for each other; each still
    replaces pages and sites as a whole.
    """
    if sys.platform == "win32":
        yield ()
        return
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        _acquire(descriptor, folder)
        yield (descriptor,)
    finally:
        os.close(descriptor)


def _acquire(descriptor: int, folder: Path) -> None:
    import fcntl

    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        import logging  # here, because it takes a hundredth of a check, which seldom waits

        logging.getLogger(__name__).warning(
            "another run of briefing is at work in %s; waiting for it", folder.resolve()
        )
        fcntl.flock(descriptor, fcntl.LOCK_EX)
    except OSError:
        pass  # a file system without locks

"""A process that writes the site's files while this one goes on: to make a file can take as long as to fill it."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from multiprocessing.connection import Connection


class Writer:
    """Writes files in the order in which it is given them; what can't be written is told at the end. Only where processes fork."""

    def __init__(self) -> None:
        import multiprocessing  # seldom needed

        fork = multiprocessing.get_context("fork")
        taken, self._given = fork.Pipe(duplex=False)
        self._told, telling = fork.Pipe(duplex=False)
        self._process = fork.Process(target=_write_all, args=(taken, telling, self._given), daemon=True)
        self._process.start()
        taken.close()
        telling.close()

    def write(self, content: bytes, path: str) -> None:
        """Stands in for MkDocs' `write_file`. Raises OSError if the process is gone."""
        self._given.send_bytes(path.encode("utf-8", "surrogateescape") + b"\0" + content)

    def close(self) -> None:
        """Waits until all is written. Raises OSError for the first file that could not be."""
        if failed := self._ended():
            raise OSError(*failed)

    def stop(self) -> None:
        """Waits too, after a build that failed for another reason."""
        with suppress(OSError):
            self._ended()

    def _ended(self) -> tuple[int, str, str] | None:
        if self._given.closed:
            return None
        self._given.close()
        try:
            failed: tuple[int, str, str] | None = self._told.recv()
        except EOFError:
            raise OSError("the process that writes the site's files has ended before them") from None
        self._process.join()
        return failed


def _write_all(taken: Connection, telling: Connection, given: Connection) -> None:
    given.close()  # else there would be no end
    failed = None
    with suppress(EOFError, KeyboardInterrupt):
        while True:
            path, _, content = taken.recv_bytes().partition(b"\0")
            file = Path(path.decode("utf-8", "surrogateescape"))
            try:
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(content)
            except OSError as error:
                failed = failed or (error.errno or 0, error.strerror or str(error), str(file))
    telling.send(failed)

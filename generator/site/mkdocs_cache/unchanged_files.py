"""Links files of the last site into the new one, where they are the same.

For minutes after many files were deleted, a file system such as ext4 takes long to create others. Each build deletes
the site before it, so that the next build would take most of its time to create files.
"""

from __future__ import annotations

import filecmp
import logging
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import Any

import mkdocs.commands.build as mkdocs_build
from mkdocs.structure.files import File

from ...storage import atomic_files


class LastSite:
    """The files in the folder of the last site; none if there is no such folder."""

    def __init__(self, folder: str, until_built: ExitStack) -> None:
        self._folder = Path(folder)
        self._files = {
            Path(entry).relative_to(folder).as_posix()
            for entry in (atomic_files.walk(self._folder) if folder else ())
            if entry.is_file(follow_symlinks=False)
        }
        self._linked: set[str] = set()
        log = logging.getLogger(mkdocs_build.__name__)
        log.addFilter(self._is_logged)
        until_built.callback(log.removeFilter, self._is_logged)

    def link_media(self, files: Iterable[Any]) -> None:
        """Lets MkDocs link the files that it would copy."""
        for file in files:
            if file.abs_src_path:
                file.copy_file = partial(self._copy_file, file)

    def _copy_file(self, file: Any, dirty: bool = False) -> None:
        if not self._link(file, lambda last: filecmp.cmp(file.abs_src_path, last, shallow=False)):
            File.copy_file(file, dirty)

    def link_page(self, file: Any, html: str) -> bool:
        """Links a page; returns False if MkDocs is to write it."""
        content = html.encode("utf-8", "xmlcharrefreplace")
        is_linked = self._link(file, lambda last: last.read_bytes() == content)
        if is_linked:
            self._linked.add(f"Page skipped: '{file.src_uri}'. Generated empty output.")
        return is_linked

    def _is_logged(self, record: logging.LogRecord) -> bool:
        """Returns whether a message of MkDocs is not about a page that was linked."""
        return record.getMessage() not in self._linked

    def _link(self, file: Any, is_same: Callable[[Path], bool]) -> bool:
        last = self._folder / file.dest_uri
        try:
            if file.dest_uri in self._files and is_same(last):
                new = Path(file.abs_dest_path)
                new.parent.mkdir(parents=True, exist_ok=True)
                new.hardlink_to(last)
                return True
        except OSError:  # the file system may have no links
            pass
        return False

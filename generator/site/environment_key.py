"""The digest of the program and of the installed packages, part of all cache keys."""

from __future__ import annotations

import os
import sys
from functools import cache
from hashlib import sha256
from pathlib import Path

PROGRAM = Path(__file__).parent.parent


@cache
def environment_key() -> str:
    """Returns the digest of Python's version, installed packages and our own files."""
    found = sha256(sys.version.encode())
    folders = [Path(folder) for folder in sys.path if Path(folder).is_dir()]
    found.update(repr(sorted({name.name for folder in folders for name in folder.glob("*.dist-info")})).encode())
    for path, folders_inside, names in os.walk(PROGRAM):
        folders_inside[:] = sorted(name for name in folders_inside if name != "__pycache__")
        for file in (Path(path, name) for name in sorted(names)):
            content = file.read_bytes()
            found.update(f"{file.relative_to(PROGRAM).as_posix()} {len(content)}\n".encode() + content)
    return found.hexdigest()

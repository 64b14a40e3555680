"""Damage to the packs of the page cache, and what is left of two entries in a pack then."""

from __future__ import annotations

from collections.abc import Callable

FINE_A, FINE_B = ({"links": []}, "<p>a"), ({"links": []}, "<p>b")
DAMAGES: dict[str, tuple[Callable[[bytes], bytes], object, object]] = {
    "cut off": (lambda pack: pack[:-9], FINE_A, None),
    "cut off within a head": (lambda pack: pack[: pack.find(b" b ") + 2], FINE_A, None),
    "tampered with": (lambda pack: pack.replace(b"<p>a", b"<p>x"), None, FINE_B),
    "another entry's content": (lambda pack: pack.replace(b" b ", b" a "), None, None),
    "another length": (lambda pack: pack.replace(b" b 1", b" b 2"), FINE_A, None),
    "a length below nothing": (lambda pack: pack.replace(b" b ", b" b -"), FINE_A, None),
    "emptied": (lambda _: b"", None, None),
    "something else": (lambda _: b"PK\x03\x04 not\na pack\n", None, None),
    "something else after it": (lambda pack: pack + b"\0\n" * 99, FINE_A, FINE_B),
}

"""A picture of shades as PNG, the same bytes on every machine: compressors differ, so what repeats is counted here.

PNG: ISO/IEC 15948. The data is one deflate block (RFC 1951) with the fixed codes, whose only matches are runs of a byte.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator, Sequence
from zlib import adler32, crc32

SHADES = 16
_LONGEST = 258
_FIRST = bytes(grey & 0xF0 for grey in range(256))
_SECOND = bytes(grey >> 4 for grey in range(256))
_RUN = re.compile(rb"(.)\1*", re.DOTALL)


def png(width: int, height: int, greys: bytes, palette: Sequence[tuple[int, int, int]]) -> bytes:
    """A picture of `width` (even) by `height` pixels: for each a grey 0-255, row by row, shown in 16 colours of `palette`."""
    two = (greys[::2].translate(_FIRST), greys[1::2].translate(_SECOND))
    packed = (int.from_bytes(two[0], "big") | int.from_bytes(two[1], "big")).to_bytes(width * height // 2, "big")
    data = b"".join(b"\0" + packed[start : start + width // 2] for start in range(0, len(packed), width // 2))
    header = struct.pack(">IIBBBBB", width, height, 4, 3, 0, 0, 0)  # 4 bits a pixel, by palette
    parts = {
        b"IHDR": header,
        b"PLTE": bytes(value for colour in palette for value in colour),
        b"IDAT": _zlib(data),
        b"IEND": b"",
    }
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, content) for name, content in parts.items())


def _chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", crc32(name + content))


def _zlib(data: bytes) -> bytes:
    bits = "110" + "".join(_codes(data)) + _huffman(256)  # the last block, with fixed codes; its end
    bits += "0" * (-len(bits) % 8)
    return b"\x78\x01" + int(bits[::-1], 2).to_bytes(len(bits) // 8, "little") + struct.pack(">I", adler32(data))


def _codes(data: bytes) -> Iterator[str]:
    """Each run of a byte: the byte, and how often it is repeated."""
    literals = [_huffman(value) for value in range(256)]
    repeats = {length: _repeat(length) for length in range(3, _LONGEST + 1)}
    for run in _RUN.finditer(data):
        literal, left = literals[run[0][0]], len(run[0]) - 1
        yield literal
        while left >= 3:
            length = min(left, _LONGEST)
            yield repeats[length]
            left -= length
        yield literal * left


def _repeat(length: int) -> str:
    """The bits for `length` bytes copied from one byte before: the length's code, its extra bits, the distance's code."""
    if length == _LONGEST:
        return _huffman(285) + "00000"
    extra = max(0, (length - 3).bit_length() - 3)
    symbol = 257 + 4 * extra + (length - 3 >> extra)
    return _huffman(symbol) + f"{(length - 3) % (1 << extra):0{extra}b}"[::-1] * (extra > 0) + "00000"


def _huffman(symbol: int) -> str:
    """A symbol's fixed code, in the order of its bits in the stream."""
    if symbol < 144:
        return f"{0x30 + symbol:08b}"
    if symbol < 256:
        return f"{0x190 + symbol - 144:09b}"
    return f"{symbol - 256:07b}" if symbol < 280 else f"{0xC0 + symbol - 280:08b}"

"""What is packed with gzip: the same words make the same bytes, whenever and on whatever system."""

from __future__ import annotations

import struct
import zlib

# no name, no day, no system
# tables say much the same in every row: more work would make them hardly smaller
_LEVEL = 3
_HEAD = b"\x1f\x8b\x08\0\0\0\0\0\0\xff"


class Packed:
    """Words that are packed piece by piece, so that they are never held as one."""

    def __init__(self) -> None:
        self._made, self._sum, self._size = bytearray(_HEAD), 0, 0
        self._packing = zlib.compressobj(_LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)

    def add(self, text: str) -> None:
        data = text.encode()
        self._sum, self._size = zlib.crc32(data, self._sum), self._size + len(data)
        self._made += self._packing.compress(data)

    def whole(self) -> bytes:
        return bytes(self._made + self._packing.flush() + struct.pack("<LL", self._sum, self._size & 0xFFFFFFFF))


def packed(text: str) -> bytes:
    made = Packed()
    made.add(text)
    return made.whole()

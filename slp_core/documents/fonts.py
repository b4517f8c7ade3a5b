"""The fonts that documents are set in, and which characters they have."""

import struct
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

FOLDER = Path(__file__).parents[2] / "assets" / "fonts"


@lru_cache
def covered() -> frozenset[int]:
    """The code points for which at least one of the fonts has a glyph."""
    return frozenset(code for path in sorted(FOLDER.glob("*.ttf")) for code in characters(path.read_bytes()))


def characters(font: bytes) -> Iterator[int]:
    """The code points of a TrueType font, by its `cmap` table. Source: OpenType specification 1.9, cmap."""
    (tables,) = struct.unpack_from(">H", font, 4)
    for number in range(tables):
        tag, _, start, _ = struct.unpack_from(">4sLLL", font, 12 + 16 * number)
        if tag == b"cmap":
            yield from _mapped(font, start)


def _mapped(font: bytes, cmap: int) -> Iterator[int]:
    (tables,) = struct.unpack_from(">H", font, cmap + 2)
    for number in range(tables):
        platform, encoding, offset = struct.unpack_from(">HHL", font, cmap + 4 + 8 * number)
        if platform == 0 or (platform, encoding) in ((3, 1), (3, 10)):
            (form,) = struct.unpack_from(">H", font, cmap + offset)
            yield from {4: _segments, 12: _groups}.get(form, _none)(font, cmap + offset)


def _segments(font: bytes, table: int) -> Iterator[int]:
    """Format 4: segments of the first plane, each with a distance or a list of glyphs."""
    (double,) = struct.unpack_from(">H", font, table + 6)
    ends, starts, deltas, offsets = (table + 14 + (double * part) + (2 if part else 0) for part in range(4))
    for at in range(0, double, 2):
        (end,), (start,) = struct.unpack_from(">H", font, ends + at), struct.unpack_from(">H", font, starts + at)
        (delta,), (offset,) = struct.unpack_from(">H", font, deltas + at), struct.unpack_from(">H", font, offsets + at)
        for code in range(start, min(end, 0xFFFE) + 1):
            glyph = code
            if offset:
                (glyph,) = struct.unpack_from(">H", font, offsets + at + offset + 2 * (code - start))
            if (glyph + delta) & 0xFFFF if glyph or not offset else 0:
                yield code


def _groups(font: bytes, table: int) -> Iterator[int]:
    """Format 12: groups of any plane."""
    (number,) = struct.unpack_from(">L", font, table + 12)
    for group in range(number):
        start, end, glyph = struct.unpack_from(">LLL", font, table + 16 + 12 * group)
        yield from (code for code in range(start, end + 1) if glyph + code - start)


def _none(font: bytes, table: int) -> Iterator[int]:
    return iter(())

"""A kept packet as bytes and back: JSON under a version number, packed, and filled up so that its size says little.

Bytes: one for the version, four for the length, the deflated JSON, zeros. A packet of another version, or one that the
values of today cannot hold, is BadSeal: to its holder it has ended.
"""

import zlib
from functools import cache
from typing import TYPE_CHECKING

from referral.domain.errors import BadSeal
from referral.domain.kept_packet import KeptPacket

if TYPE_CHECKING:
    from cattrs.preconf.json import JsonConverter

VERSION = 1
"""Of the form. It goes up when a packet of the old form no longer reads as what it was; a new field with a default
does not need it.
"""

BLOCK_BYTES = 16 * 1024
_HEAD_BYTES = 5


def dumps(kept: KeptPacket) -> bytes:
    """The packet as bytes, their number a multiple of BLOCK_BYTES."""
    packed = zlib.compress(_converter().dumps(kept, separators=(",", ":")).encode())
    content = bytes([VERSION]) + len(packed).to_bytes(_HEAD_BYTES - 1) + packed
    return content + bytes(-len(content) % BLOCK_BYTES)


def loads(content: bytes) -> KeptPacket:
    """The packet. Raises BadSeal, whose message names the version and nothing of the content."""
    from cattrs.errors import BaseValidationError

    version, length = content[0], int.from_bytes(content[1:_HEAD_BYTES])
    if version != VERSION:
        raise BadSeal(f"A kept packet has form {version}, and this version of the project reads {VERSION}.")
    try:
        return _converter().loads(zlib.decompress(content[_HEAD_BYTES : _HEAD_BYTES + length]), KeptPacket)
    except (zlib.error, ValueError, BaseValidationError) as error:
        raise BadSeal(f"A kept packet of form {version} cannot be read ({type(error).__name__}).") from None


@cache
def _converter() -> "JsonConverter":
    """Made when first used: importing it takes a tenth of a second, which most commands need not spend.

    Every field is written, also one that has its default: a default of tomorrow must not change a packet of today.
    """
    from cattrs.preconf.json import make_converter

    return make_converter()

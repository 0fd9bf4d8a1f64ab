import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from referral.domain.errors import BadSeal
from referral.sealing import LinkSeals, SecretFile
from tests.kept import kept_packet

SECRET = "thirty-two characters or more of it"
SEALS = LinkSeals(SecretFile(Path("unused"), SECRET))
OTHER = LinkSeals(SecretFile(Path("unused"), SECRET + "x"))
TOKEN = SEALS.new_token()


def test_a_token_is_128_bits_that_fit_an_address() -> None:
    tokens = {SEALS.new_token() for _ in range(1000)}
    assert len(tokens) == 1000
    assert all(re.fullmatch(r"[A-Za-z0-9_-]{22}", token) for token in tokens)


def test_a_packet_opens_with_its_own_token_only() -> None:
    locked = SEALS.lock(kept_packet(), TOKEN)
    assert SEALS.unlock(locked, TOKEN) == kept_packet()
    for seals, token in ((SEALS, SEALS.new_token()), (SEALS, ""), (OTHER, TOKEN)):
        with pytest.raises(BadSeal, match="not of this link"):
            seals.unlock(locked, token)


def test_two_locks_of_one_packet_have_nothing_in_common() -> None:
    once, twice, elsewhere = (
        SEALS.lock(kept_packet(), TOKEN),
        SEALS.lock(kept_packet(), TOKEN),
        SEALS.lock(kept_packet(), "other"),
    )
    assert len(once) == len(twice) == len(elsewhere)
    for a, b in ((once, twice), (once, elsewhere)):
        assert max(len(piece) for piece in _same(a, b)) < 8


def _same(a: bytes, b: bytes) -> list[bytes]:
    """The stretches in which two texts are equal, place by place."""
    marks = bytes(int(x == y) for x, y in zip(a, b, strict=True))
    return marks.split(b"\0")


@given(st.binary(max_size=60))
def test_anything_else_is_refused(locked: bytes) -> None:
    with pytest.raises(BadSeal):
        SEALS.unlock(locked, TOKEN)


@pytest.mark.parametrize("at", [0, 11, 12, 500, -1])
def test_one_changed_bit_is_refused(at: int) -> None:
    locked = bytearray(SEALS.lock(kept_packet(), TOKEN))
    locked[at] ^= 1
    with pytest.raises(BadSeal):
        SEALS.unlock(bytes(locked), TOKEN)


@given(st.text(max_size=80))
def test_any_text_has_an_id_that_is_not_the_text(token: str) -> None:
    found = SEALS.lookup(token)
    assert re.fullmatch(r"[0-9a-f]{64}", found)
    assert found == SEALS.lookup(token)
    assert found != OTHER.lookup(token)


def test_a_token_with_one_letter_changed_has_another_id() -> None:
    swapped = TOKEN.swapcase()
    assert len({SEALS.lookup(token) for token in (TOKEN, swapped, TOKEN[:-1], f"{TOKEN}=", f" {TOKEN}")}) == 5

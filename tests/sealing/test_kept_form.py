"""What is kept comes back as it was, also after an update of the project; what cannot be read has ended."""

import json
import zlib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from referral.domain.errors import BadSeal
from referral.domain.kept_packet import KeptPacket
from referral.domain.need import Anchor
from referral.sealing.kept_form import BLOCK_BYTES, VERSION, dumps, loads
from tests.kept import kept_packet
from tests.strategies_kept import kept_packets

OLD = Path(__file__).parent / f"kept_packet_v{VERSION}.json"
"""A packet as the first project of this form wrote it."""


@given(kept_packets())
@settings(max_examples=50, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_everything_that_can_be_kept_comes_back_equal(one: KeptPacket) -> None:
    assert loads(dumps(one)) == one


def test_a_planned_packet_comes_back_equal() -> None:
    assert loads(dumps(kept_packet())) == kept_packet()


def test_odd_text_comes_back_equal() -> None:
    one = kept_packet()
    odd = replace(one, profile=replace(one.profile, anchors=(Anchor("\ud83d ñ \u2028", one.profile.home),)))
    assert loads(dumps(odd)) == odd


def test_sizes_say_little() -> None:
    one = kept_packet()
    bare = replace(one, packet=replace(one.packet, week=(), choices=(), legs=()), listings=())
    assert len(dumps(one)) == len(dumps(bare)) == BLOCK_BYTES


def content_of(text: str, version: int = VERSION) -> bytes:
    packed = zlib.compress(text.encode())
    return bytes([version]) + len(packed).to_bytes(4) + packed


def holds(new: Any, old: Any) -> bool:
    """Whether everything that stood in the old JSON stands in the new one; sets have no order there."""
    if isinstance(old, dict):
        return all(key in new and holds(new[key], value) for key, value in old.items())
    if isinstance(old, list) and not all(isinstance(one, str) for one in old):
        return len(new) == len(old) and all(map(holds, new, old))
    return sorted(new) == sorted(old) if isinstance(old, list) else bool(new == old)


def test_a_packet_written_by_an_earlier_project_is_read() -> None:
    """When this fails, packets that people kept would be lost or misread: see VERSION."""
    old = OLD.read_text(encoding="utf-8")
    again = dumps(loads(content_of(old)))
    new = json.loads(zlib.decompress(again[5 : 5 + int.from_bytes(again[1:5])]))
    assert holds(new, json.loads(old))


@pytest.mark.parametrize("version", [0, VERSION + 1, 255])
def test_another_version_is_refused_by_its_number(version: int) -> None:
    with pytest.raises(BadSeal, match=f"form {version},"):
        loads(content_of(OLD.read_text(encoding="utf-8"), version))


def test_what_the_values_of_today_cannot_hold_is_refused_without_a_word_of_it() -> None:
    held = json.loads(OLD.read_text(encoding="utf-8"))
    wrongs: tuple[object, ...] = (
        {**held, "made": "soon"},
        {key: held[key] for key in held if key != "profile"},
        [],
        "text",
    )
    for wrong in wrongs:
        with pytest.raises(BadSeal) as caught:
            loads(content_of(json.dumps(wrong)))
        assert caught.value.message.startswith(f"A kept packet of form {VERSION} cannot be read (")
        assert "80203" not in caught.value.message
        assert caught.value.__cause__ is None


@pytest.mark.parametrize("content", [bytes([VERSION]) + bytes(40), content_of("{not json")])
def test_what_is_no_packet_at_all_is_refused(content: bytes) -> None:
    with pytest.raises(BadSeal):
        loads(content)

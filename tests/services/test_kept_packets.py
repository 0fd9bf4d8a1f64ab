"""Keeping, opening, replacing and deleting on a real database, under a clock that a test sets."""

import logging
import sqlite3
import zlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from hashlib import blake2b, sha256, sha512
from pathlib import Path

import pytest

from referral.domain.errors import BadInput, PacketNotFound
from referral.domain.kept_packet import Change
from referral.domain.listing import Phone
from referral.domain.packet import Alternate
from referral.sealing import LinkSeals, SecretFile, kept_form
from referral.services.kept_packets import KeptPackets
from referral.store.schema import SqlSchema
from referral.store.unit import SqlStore
from tests.contracts.store import fill
from tests.kept import PLACES, kept_packet, person
from tests.packets.city import IOP_NEED, NOW, profile_of

PACKET = kept_packet().packet
GUESSED = "A" * 22


class SetClock:
    def __init__(self) -> None:
        self.moment = NOW

    def now(self):
        return self.moment


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "handoff.db"


@pytest.fixture
def store(database: Path) -> Iterator[SqlStore]:
    """The places of the packet are in it."""
    url = f"sqlite:///{database}"
    SqlSchema(url).upgrade()
    made = SqlStore(url)
    fill(made, *PLACES)
    yield made
    made.close()


@pytest.fixture
def service(store: SqlStore, clock: SetClock, tmp_path: Path) -> KeptPackets:
    return KeptPackets(store, LinkSeals(SecretFile(tmp_path, "a secret of tests, " * 3)), clock)


def stored(database: Path) -> int:
    with sqlite3.connect(database) as connection:
        return int(connection.execute("SELECT count(*) FROM kept_packets").fetchone()[0])


def test_what_was_kept_is_opened_unchanged(service: KeptPackets) -> None:
    opened = service.open(service.keep(person(), PACKET))
    kept = opened.kept
    assert (kept.profile, kept.packet) == (person(), PACKET)
    assert (kept.made, kept.expires) == (NOW, NOW + timedelta(days=30))
    assert opened.changes == {}
    assert opened.listings == {one.id: one for one in PLACES}


@pytest.mark.parametrize("days", [1, 90])
def test_a_packet_ends_after_the_days_that_were_chosen(service: KeptPackets, clock: SetClock, days: int) -> None:
    token = service.keep(person(), PACKET, days)
    clock.moment = NOW + timedelta(days=days, seconds=-1)
    assert service.open(token).kept.packet == PACKET
    clock.moment = NOW + timedelta(days=days)
    with pytest.raises(PacketNotFound):
        service.open(token)


@pytest.mark.parametrize("days", [0, -1, 91, 10**9])
def test_no_packet_is_kept_for_other_times(service: KeptPackets, database: Path, days: int) -> None:
    with pytest.raises(BadInput) as caught:
        service.keep(person(), PACKET, days)
    assert (caught.value.field, stored(database)) == ("days", 0)


def test_every_link_that_opens_nothing_says_the_same(service: KeptPackets, clock: SetClock, database: Path) -> None:
    expired, deleted, broken = (service.keep(person(), PACKET, days) for days in (1, 30, 30))
    service.delete(deleted)
    _overwrite(database, service._seals.lookup(broken), b"not a packet at all")
    clock.moment = NOW + timedelta(days=1)
    live = service.keep(person(), PACKET)
    tokens = (expired, deleted, broken, GUESSED, live[:-1], live.swapcase(), f"{live} ", "", "ñ\ud83d")
    for ask in (service.open, lambda token: service.replace(token, PACKET)):
        said = set()
        for token in tokens:
            with pytest.raises(PacketNotFound) as caught:
                ask(token)
            said.add((type(caught.value), caught.value.message))
        assert said == {(PacketNotFound, "No kept packet answers to this link.")}
    assert service.open(live).kept.packet == PACKET


def _overwrite(database: Path, lookup: str, locked: bytes) -> None:
    with sqlite3.connect(database) as connection:
        connection.execute("UPDATE kept_packets SET locked = ? WHERE lookup = ?", (locked, lookup))


def test_a_deleted_packet_is_gone_from_the_database_and_others_stay(service: KeptPackets, database: Path) -> None:
    token, other = service.keep(person(), PACKET), service.keep(person(), PACKET)
    service.delete(token)
    assert stored(database) == 1
    assert service.open(other).kept.packet == PACKET
    for wrong in (token, GUESSED):
        with pytest.raises(PacketNotFound):
            service.delete(wrong)


def test_an_expired_packet_cannot_be_deleted_by_hand_and_is_swept_out(
    service: KeptPackets, clock: SetClock, database: Path
) -> None:
    token = service.keep(person(), PACKET, 1)
    clock.moment += timedelta(days=2)
    with pytest.raises(PacketNotFound):
        service.delete(token)
    assert stored(database) == 0


def test_keeping_sweeps_out_what_has_expired(service: KeptPackets, clock: SetClock, database: Path) -> None:
    service.keep(person(), PACKET, 1)
    service.keep(person(), PACKET, 1)
    clock.moment += timedelta(days=1)
    assert stored(database) == 2
    service.keep(person(), PACKET)
    assert stored(database) == 1
    clock.moment += timedelta(days=31)
    assert [service.purge(), service.purge(), stored(database)] == [1, 0, 0]


def test_what_changed_in_a_listing_of_the_packet_is_told(service: KeptPackets, store: SqlStore) -> None:
    token = service.keep(person(), PACKET)
    program, meeting, *_ = PLACES
    moved = replace(program, phones=(Phone("+13035550199"),))
    with store.unit(write=True) as uow:
        uow.listings.save(moved, 2)
        uow.listings.vanish([meeting.id])
        uow.commit()
    opened = service.open(token)
    assert opened.changes == {program.id: (Change.PHONE,), meeting.id: (Change.VANISHED,)}
    assert opened.listings[program.id] == moved
    assert meeting.id not in opened.listings
    assert opened.kept.packet == PACKET


def test_listings_that_a_packet_names_only_by_id_are_checked_too(service: KeptPackets, store: SqlStore) -> None:
    other = replace(PLACES[0], id="test:other", name="Other House")
    fill(store, other)
    token = service.keep(person(), replace(PACKET, alternates=(Alternate("treatment", other.id, 5, other.name),)))
    assert service.open(token).changes == {}
    fill(store, replace(other, hours=(), tracks=()))
    assert service.open(token).changes == {other.id: (Change.TIMES,)}


def test_a_newer_packet_takes_the_place_and_the_link_ends_as_before(
    service: KeptPackets, clock: SetClock, database: Path
) -> None:
    token = service.keep(person(), PACKET, 10)
    clock.moment += timedelta(days=3)
    service.replace(token, replace(PACKET, week=()))
    kept = service.open(token).kept
    assert (kept.packet.week, kept.made, kept.expires) == ((), clock.moment, NOW + timedelta(days=10))
    assert (kept.profile, stored(database)) == (person(), 1)


def test_a_packet_of_an_older_form_has_ended_and_the_log_says_no_more(
    service: KeptPackets, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(kept_form, "VERSION", 0)
    token = service.keep(person(), PACKET)
    monkeypatch.undo()
    caplog.set_level(logging.DEBUG)
    with pytest.raises(PacketNotFound):
        service.open(token)
    assert [record.getMessage() for record in caplog.records] == [
        "A kept packet has form 0, and this version of the project reads 1."
    ]


def test_a_dump_of_the_database_says_nothing_of_a_packet(service: KeptPackets, store: SqlStore, database: Path) -> None:
    anchors = [{"name": "Zebra Laundry", "place": "80480"}]
    about = {"age": 34, "medications": ["disulfiram"], "groups": ["veterans"]}
    someone = profile_of(IOP_NEED, anchors=anchors, about=about, busy=[])
    tokens = [service.keep(someone, PACKET, 7) for _ in range(2)]
    store.close()
    with sqlite3.connect(database) as connection:
        dump = "\n".join(connection.iterdump())
        (one, other) = connection.execute("SELECT lookup, locked FROM kept_packets").fetchall()
    files = b"".join(file.read_bytes() for file in database.parent.glob("handoff.db*"))
    assert 'INSERT INTO "kept_packets"' in dump
    for word in (*tokens, "Zebra", "80480", "disulfiram", "veterans", "treatment", "Walden"):
        assert word not in dump
        assert word.encode() not in files
    assert one[0] != other[0]
    assert len(one[1]) == len(other[1])
    for locked in (one[1], other[1], one[1] + other[1]):
        assert len(zlib.compress(locked)) > len(locked)  # nothing of a packet can be seen in it, or twice


def test_a_token_is_stored_as_a_hash_of_fixed_length_alone(service: KeptPackets, database: Path) -> None:
    token = service.keep(person(), PACKET)
    with sqlite3.connect(database) as connection:
        (lookup,) = connection.execute("SELECT lookup FROM kept_packets").fetchone()
    assert lookup == service._seals.lookup(token)
    assert lookup not in {hashed(token.encode()).hexdigest() for hashed in (sha256, sha512, blake2b)}

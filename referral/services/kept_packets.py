"""Keeping a packet behind a link: it ends by itself, can be deleted at once, and is checked anew when it is opened."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta

from referral.domain.errors import BadInput, BadSeal, PacketNotFound
from referral.domain.kept_packet import (
    MAX_DAYS,
    MIN_DAYS,
    USUAL_DAYS,
    Change,
    KeptPacket,
    changes_since,
    held_by,
    named_by,
)
from referral.domain.listing import Listing
from referral.domain.need import Profile
from referral.domain.packet import Packet
from referral.domain.ports import Clock, PacketSeals, Store, UnitOfWork

_LOG = logging.getLogger("handoff.kept")


@dataclass(frozen=True, slots=True)
class OpenedPacket:
    """A kept packet beside the directory of today.

    listings: those it names that are still live, by id. changes: id -> what changed since it was made.
    """

    kept: KeptPacket
    listings: Mapping[str, Listing]
    changes: Mapping[str, tuple[Change, ...]]


class KeptPackets:
    """Keeps packets, each under the token of its link alone. Safe from several threads.

    A token that is wrong, expired, deleted or guessed is `PacketNotFound`, by one path and in one form.
    """

    def __init__(self, store: Store, seals: PacketSeals, clock: Clock) -> None:
        self._store = store
        self._seals = seals
        self._clock = clock

    def keep(self, profile: Profile, packet: Packet, days: int = USUAL_DAYS) -> str:
        """The token of a new link, which is written down nowhere. Raises BadInput for days under 1 or over 90."""
        read_days(str(days))
        now = self._clock.now()
        token = self._seals.new_token()
        with self._store.unit(write=True) as uow:
            self._put(uow, token, KeptPacket(profile, packet, now, now + timedelta(days=days)))
            uow.commit()
        return token

    def open(self, token: str) -> OpenedPacket:
        """The packet behind a token, and what changed since in the listings it names. Raises PacketNotFound."""
        with self._store.unit() as uow:
            kept = self._unlocked(uow, token)
            listings = uow.listings.get_many(named_by(kept.packet))
        return OpenedPacket(kept, listings, changes_since(kept, listings))

    def replace(self, token: str, packet: Packet) -> None:
        """Put a newer packet of the same profile behind a link, which ends as before. Raises PacketNotFound."""
        with self._store.unit(write=True) as uow:
            kept = self._unlocked(uow, token)
            self._put(uow, token, replace(kept, packet=packet, made=self._clock.now()))
            uow.commit()

    def delete(self, token: str) -> None:
        """Delete at once. Raises PacketNotFound."""
        with self._store.unit(write=True) as uow:
            now = self._clock.now()
            found = uow.kept_packets.delete(self._seals.lookup(token), now)
            uow.kept_packets.purge(now)
            uow.commit()
        if not found:
            raise _not_found()

    def purge(self) -> int:
        """Delete what has expired; how many packets that were. Every write does it too."""
        with self._store.unit(write=True) as uow:
            count = uow.kept_packets.purge(self._clock.now())
            uow.commit()
        return count

    def _put(self, uow: UnitOfWork, token: str, kept: KeptPacket) -> None:
        """Lock a packet with the listings that it names, as they are now, and sweep out what has expired."""
        held = held_by(kept.packet)
        others = uow.listings.get_many([listing_id for listing_id in named_by(kept.packet) if listing_id not in held])
        whole = replace(kept, listings=(*held.values(), *others.values()))
        uow.kept_packets.put(self._seals.lookup(token), self._seals.lock(whole, token), kept.expires)
        uow.kept_packets.purge(kept.made)

    def _unlocked(self, uow: UnitOfWork, token: str) -> KeptPacket:
        locked = uow.kept_packets.get(self._seals.lookup(token), self._clock.now())
        if locked is None:
            raise _not_found()
        try:
            return self._seals.unlock(locked, token)
        except BadSeal as error:
            _LOG.warning("%s", error.message)  # names the form's version, nothing of the packet
            raise _not_found() from None


def read_days(text: str) -> int:
    """How long to keep a packet; nothing said is the usual time. Raises BadInput for all but 1 to 90."""
    said = text.strip() or str(USUAL_DAYS)
    days = int(said) if said.isdecimal() and len(said) <= len(str(MAX_DAYS)) else 0
    if not MIN_DAYS <= days <= MAX_DAYS:
        raise BadInput("days", f"a plan is kept for {MIN_DAYS} to {MAX_DAYS} days.")
    return days


def _not_found() -> PacketNotFound:
    return PacketNotFound("No kept packet answers to this link.")

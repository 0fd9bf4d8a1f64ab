"""What stands around a kept packet: when it was made and ends, and what changed since in the places it names."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from referral.domain.kept_packet import Change
from referral.domain.packet import Alternate, Packet, Substitute
from referral.services.kept_packets import OpenedPacket
from referral.web.presenters import PhoneLink, listing_url, phone_links
from referral.wording.pages import page_words
from referral.wording.times import date_words


@dataclass(frozen=True, slots=True)
class ChangedPlace:
    """One place of which something is different now. url: None for one that has vanished; phones: those of today."""

    name: str
    url: str | None
    vanished: bool
    changes: tuple[str, ...]
    phones: tuple[PhoneLink, ...]


@dataclass(frozen=True, slots=True)
class KeptPage:
    """changed: by id, in the order in which the packet names the places."""

    made: str
    ends: str
    changed: dict[str, ChangedPlace]


def kept_page(opened: OpenedPacket, lang: str) -> KeptPage:
    """What the template needs beside the packet."""
    kept = opened.kept
    names = _names(kept.packet) | {listing.id: listing.name for listing in kept.listings}

    def day(moment: datetime) -> str:
        return date_words(moment.astimezone(ZoneInfo(kept.profile.time_zone)).date(), lang)

    return KeptPage(
        made=day(kept.made),
        ends=day(kept.expires),
        changed={
            listing_id: _changed(opened, listing_id, names.get(listing_id, listing_id), changes, lang)
            for listing_id, changes in opened.changes.items()
        },
    )


def _changed(opened: OpenedPacket, listing_id: str, name: str, changes: tuple[Change, ...], lang: str) -> ChangedPlace:
    now = opened.listings.get(listing_id)
    return ChangedPlace(
        name=name,
        url=listing_url(now, lang) if now else None,
        vanished=now is None,
        changes=tuple(page_words(f"changed.{change}", lang) for change in changes),
        phones=phone_links(now.phones, lang) if now else (),
    )


def _names(packet: Packet) -> dict[str, str]:
    """Id -> name, as far as a packet names its listings itself."""
    weeks = (packet.week, *(other.week for other in packet.other_weeks))
    others: tuple[Alternate | Substitute, ...] = (*packet.alternates, *packet.substitutes)
    names = {one.listing_id: one.name for one in others if one.name}
    return names | {item.listing_id: item.name for week in weeks for item in week}

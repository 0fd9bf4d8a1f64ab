"""What every part of a paper needs to tell a packet: the person, the moment, the language, names and numbers."""

from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from referral.documents.detail import Detail
from referral.domain.fit import Reason
from referral.domain.need import Profile
from referral.domain.packet import Packet
from referral.domain.source import Named
from referral.wording.document_words import document_words
from referral.wording.needs import need_names
from referral.wording.packet_text import say
from referral.wording.pages import page_words


@dataclass(frozen=True, slots=True)
class Telling:
    """One packet to be told in one language. now: aware.

    needs: id of a need -> its name. numbers: id of a listing -> the number by which picture, week and list call it:
    1, 2, 3 ... in the order of the packet's choices. named: sources by name.
    """

    packet: Packet
    profile: Profile
    now: datetime
    lang: str
    detail: Detail
    needs: dict[str, str] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)
    named: Named = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        packet: Packet,
        profile: Profile,
        now: datetime,
        lang: str,
        detail: Detail,
        *,
        named: Named | None = None,
    ) -> "Telling":
        """The telling of a packet, with its names and numbers."""
        ids = dict.fromkeys(choice.match.listing.id for choice in packet.choices)
        numbers = {listing_id: number for number, listing_id in enumerate(ids, 1)}
        return cls(packet, profile, now, lang, detail, need_names(profile, lang), numbers, named or {})

    @property
    def today(self) -> date:
        """The day on which the packet was made, where the person is."""
        return (self.packet.as_of or self.now).astimezone(ZoneInfo(self.profile.time_zone)).date()

    def number(self, listing_id: str) -> str:
        """The number as text, empty for a place that is not listed."""
        return str(self.numbers.get(listing_id, ""))

    def words(self, key: str, **params: object) -> str:
        """Words of paper."""
        return document_words(key, self.lang, **params)

    def page(self, key: str, **params: object) -> str:
        """Words that paper shares with the pages."""
        return page_words(key, self.lang, self.profile.subject, **params)

    def say(self, reason: Reason) -> str:
        """The sentence of a code, of the person whom the packet is for."""
        return say(reason, self.lang, self.profile.subject)

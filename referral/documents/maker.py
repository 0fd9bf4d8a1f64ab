"""The real part behind the port `Documents`."""

from datetime import datetime

from referral.documents.calendar import week_calendar
from referral.documents.listing_calendar import listing_calendar
from referral.documents.paper import large_pdf, packet_pdf
from referral.documents.qr import qr_svg
from referral.documents.week_layout import lay_out
from referral.documents.week_svg import week_svg
from referral.domain.listing import Listing
from referral.domain.need import Profile
from referral.domain.packet import Packet
from referral.domain.ports import Paper
from referral.domain.source import Named


class OwnDocuments:
    """Makes every document from what ships: no font, package or picture comes from elsewhere."""

    def pdf(
        self,
        packet: Packet,
        profile: Profile,
        now: datetime,
        lang: str = "en",
        *,
        paper: Paper = Paper.LETTER,
        link: str | None = None,
        large: bool = False,
        named: Named | None = None,
    ) -> bytes:
        """See the port."""
        make = large_pdf if large else packet_pdf
        return make(packet, profile, now, lang, paper=paper, link=link, named=named or {})

    def calendar(
        self, packet: Packet, profile: Profile, now: datetime, lang: str = "en", *, full_titles: bool = False
    ) -> bytes | None:
        """See the port."""
        return week_calendar(packet, profile, now, lang, full_titles=full_titles)

    def listing_calendar(
        self, listing: Listing, now: datetime, lang: str = "en", *, number: int | None = None
    ) -> bytes | None:
        """See the port."""
        return listing_calendar(listing, now, lang, number=number)

    def qr_svg(self, link: str, lang: str = "en") -> str:
        """See the port."""
        return qr_svg(link, lang)

    def week_svg(self, packet: Packet, profile: Profile, lang: str = "en") -> str:
        """See the port."""
        layout = lay_out(packet, profile)
        return "" if layout is None else week_svg(layout, packet, lang)

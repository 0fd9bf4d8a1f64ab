"""A packet as a short text message: whom to call, where to be and when. Names, times and numbers; no needs, no words of illness."""

from collections.abc import Iterator, Mapping

from referral.domain.listing import Listing, Phone
from referral.domain.packet import FirstAction, Packet
from referral.domain.week import Span
from referral.wording.dialled import dialled_words, phones_of
from referral.wording.packet_text import say
from referral.wording.pages import page_words
from referral.wording.result_text import phone_words
from referral.wording.times import date_words, weekly_words

MAX_PLACES = 10
"""A message holds the first steps and at most so many places of the week."""


def packet_message(packet: Packet, lang: str = "en") -> str:
    """The message, one fact a line."""
    made = date_words(packet.as_of.date(), lang) if packet.as_of else ""
    lines = [page_words("message.title", lang, day=made)]
    phones = phones_of(packet)
    if packet.first_actions:
        lines.append(page_words("message.first", lang))
        lines += [_first(action, phones, lang) for action in packet.first_actions]
    lines += _places(packet, lang)
    lines += [page_words("message.help", lang, phone=line.phone) for line in packet.crisis if line.phone == "988"]
    return "\n".join(lines)


def _first(action: FirstAction, phones: Mapping[str, Phone], lang: str) -> str:
    """Whom to call and by when; a step that names nobody is said as it is."""
    what = str(action.what.params.get("name") or say(action.what, lang).rstrip("."))
    if action.phone is None:
        return f"- {what} ({date_words(action.by, lang)})"
    said = dialled_words(action.phone, phones, lang)
    now = action.call == "now"
    due = page_words("message.now" if now else "message.by", lang, day=date_words(action.by, lang))
    return f"- {what}: {said} ({due})"


def _places(packet: Packet, lang: str) -> Iterator[str]:
    """Each place of the week once, with its times, address and number."""
    spans: dict[str, list[Span]] = {}
    for item in sorted(packet.week, key=lambda item: item.span):
        spans.setdefault(item.listing_id, []).append(item.span)
    listings = {choice.match.listing.id: choice.match.listing for choice in packet.choices}
    for listing_id, times in list(spans.items())[:MAX_PLACES]:
        listing = listings.get(listing_id)
        if listing is not None:
            yield ". ".join(("; ".join(weekly_words(times, lang)), listing.name, *_reach(listing, lang)))


def _reach(listing: Listing, lang: str) -> Iterator[str]:
    if listing.location.address:
        yield listing.location.address
    yield from (phone_words(phone, lang) for phone in listing.phones[:1])

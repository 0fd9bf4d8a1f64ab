"""What a visitor changed in a packet, in words, each with its way back; and where else to go."""

from collections.abc import Mapping
from dataclasses import dataclass

from referral.domain.fit import Reason
from referral.domain.listing import Listing
from referral.domain.packet import Packet
from referral.web.packet_ease import ease_change
from referral.web.packet_edits import DROP, EASE, FREE, HOLD, KEEP, SWAP, Edit
from referral.web.presenters import PhoneLink, listing_url, phone_links
from referral.web.visit import Visit
from referral.wording.packet_text import change_words, price_words, say
from referral.wording.pages import page_words
from referral.wording.times import day_name, span_words

_SAID = {KEEP: "packet.you_kept", DROP: "packet.you_dropped", FREE: "packet.you_undid"}


@dataclass(frozen=True, slots=True)
class Change:
    """One change in words. about: name of the place, which its button says too. undo: what that sends, if any."""

    words: str
    about: str
    undo: str | None


@dataclass(frozen=True, slots=True)
class Backup:
    """Somewhere else to go. heading: in place of what; switch: what its button sends."""

    id: str
    heading: str
    name: str
    url: str
    when: str
    address: str
    phones: tuple[PhoneLink, ...]
    switch: str


Names = Mapping[str, str]
"""Id of a listing -> its name."""


def names_of(packet: Packet, known: Mapping[str, Listing]) -> Names:
    """Names of all listings that a packet or its visitor speaks of."""
    return (
        {listing_id: listing.name for listing_id, listing in known.items()}
        | {choice.match.listing.id: choice.match.listing.name for choice in packet.choices}
        | {item.listing_id: item.name for item in packet.week}
    )


def change_made(edit: Edit | None, packet: Packet, names: Names, lang: str, subject: str) -> Change | None:
    """The change just made, with its way back; None for none. subject: of whom the packet speaks."""
    if edit is None:
        return None
    undo = edit.undo.value if edit.undo else None
    if edit.verb in (EASE, HOLD):
        about = change_words(ease_change(edit.ids[0]), lang).rstrip(".")
        return Change(
            page_words("packet.you_eased" if edit.verb == EASE else "packet.you_undid", lang, name=about), about, undo
        )
    name = _name(edit.ids[-1] if edit.verb == SWAP else edit.ids[0], names, lang)
    if edit.verb == SWAP:
        words = page_words("packet.you_swapped", lang, name=name, gone=_name(edit.ids[0], names, lang))
    else:
        words = page_words(_SAID[edit.verb], lang, name=name)
    lost = not_kept(packet)
    if edit.verb in (KEEP, SWAP) and edit.ids[edit.verb == SWAP] in lost:
        words = _lost_words(lost[edit.ids[edit.verb == SWAP]], name, lang, subject)
    return Change(words, name, undo)


def not_kept(packet: Packet) -> dict[str, Reason]:
    """Id of each listing that a visitor wanted to keep and the plan cannot hold -> the note that says why."""
    return {str(note.params["listing"]): note for note in packet.notes if note.code in ("pin_not_kept", "pin_unknown")}


def _lost_words(note: Reason, name: str, lang: str, subject: str) -> str:
    """That a place is not kept, and why; of one that the directory does not know its name is all that can be said."""
    return say(note, lang, subject) if "why" in note.params else page_words("packet.not_kept", lang, name=name)


def changes_of(
    visit: Visit, packet: Packet, names: Names, lang: str, subject: str, *, needs: Mapping[str, str]
) -> list[Change]:
    """Everything kept, left out and given way so far. needs: id of a listing -> the need that it stands at."""
    lost = not_kept(packet)
    said = [(one, "packet.you_kept") for one in sorted(visit.pins)]
    said += [(one, "packet.you_dropped") for one in sorted(visit.bans)]
    found = []
    for one, key in said:
        name = _name(one, names, lang)
        words = _lost_words(lost[one], name, lang, subject) if one in lost else page_words(key, lang, name=name)
        found.append(Change(words, name, Edit(FREE, needs.get(one, ""), (one,)).value))
    return found + [_eased(way, lang) for way in visit.eased]


def _eased(way: str, lang: str) -> Change:
    """A way out that was taken, with its way back."""
    about = change_words(ease_change(way), lang).rstrip(".")
    return Change(page_words("packet.you_eased", lang, name=about), about, Edit(HOLD, "", (way,)).value)


def _name(listing_id: str, names: Names, lang: str) -> str:
    return names.get(listing_id) or page_words("packet.gone", lang)


def backups_of(packet: Packet, known: Mapping[str, Listing], lang: str) -> list[Backup]:
    """Other programs that stand nowhere else, then another meeting for each of the week, with price and address."""
    first = {item.need: item.listing_id for item in reversed(packet.week)}
    need_of = {item.listing_id: item.need for item in packet.week}
    names = names_of(packet, known)
    found: list[Backup] = []
    shown = {(choice.need, choice.match.listing.id) for choice in packet.choices}
    for one in packet.alternates:
        if one.listing_id in known and one.need in first and (one.need, one.listing_id) not in shown:
            edit = Edit(SWAP, one.need, (first[one.need], one.listing_id))
            listing, price = known[one.listing_id], price_words(one.extra_min_per_week, lang)
            heading = page_words("packet.backup_program", lang)
            found.append(_backup(listing, heading, price, edit, lang))
    for other in packet.substitutes:
        if other.listing_id in known:
            heading = page_words("packet.backup_meeting", lang, gone=names[other.for_id])
            when = f"{day_name(other.span.day, lang)} {span_words(other.span, lang)}"
            price = f"{when} ({price_words(other.extra_min_per_week, lang)})"
            edit = Edit(SWAP, need_of[other.for_id], (other.for_id, other.listing_id))
            found.append(_backup(known[other.listing_id], heading, price, edit, lang))
    return found


def _backup(listing: Listing, heading: str, when: str, edit: Edit, lang: str) -> Backup:
    return Backup(
        id=listing.id,
        heading=heading,
        name=listing.name,
        url=listing_url(listing, lang),
        when=when,
        address=listing.location.address,
        phones=phone_links(listing.phones, lang),
        switch=edit.value,
    )

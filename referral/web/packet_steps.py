"""What stands first in a packet: the first steps, the lines that always answer, and the calls to write down."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from referral.domain.fit import Reason
from referral.domain.listing import Phone
from referral.domain.packet import Choice, CrisisLine, FirstAction, Packet
from referral.web.presenters import PhoneLink, phone_links
from referral.wording.dialled import dialled_words, phones_of
from referral.wording.packet_text import say
from referral.wording.pages import page_words
from referral.wording.times import weekday_words

MAX_LOGGED = 6
"""Calls written into the log; two lines more stay blank."""


@dataclass(frozen=True, slots=True)
class Step:
    """One first step. due: when; call: the number, None when there is nothing to call."""

    what: str
    due: str
    call: PhoneLink | None


@dataclass(frozen=True, slots=True)
class LoggedCall:
    """One line of the call log."""

    name: str
    number: str


def dialled(number: str, phones: Mapping[str, Phone], lang: str) -> PhoneLink:
    """A number as dialled ("+13035550109;ext=12", "988, press 1") to tap and to read."""
    return PhoneLink(dialled_words(number, phones, lang), "tel:" + number.partition(",")[0])


def steps_of(packet: Packet, lang: str, subject: str) -> list[Step]:
    """The first steps, each with when it is due. subject: of whom they speak."""
    phones = phones_of(packet)
    return [
        Step(say(one.what, lang, subject), _due(one, lang), dialled(one.phone, phones, lang) if one.phone else None)
        for one in packet.first_actions
    ]


def _due(action: FirstAction, lang: str) -> str:
    day = weekday_words(action.by, lang)
    if action.phone is None:
        return page_words("packet.on_day", lang, day=day)
    return page_words("packet.call_now" if action.call == "now" else "packet.call_by", lang, day=day)


def lines_of(lines: Iterable[CrisisLine], lang: str) -> list[tuple[str, PhoneLink]]:
    """Name and number of each line that always answers."""
    return [(say(Reason(line.code), lang), dialled(line.phone, {}, lang)) for line in lines]


def calls_of(choices: Iterable[Choice], lang: str) -> list[LoggedCall]:
    """The first places of all needs with a number, then their next ones, each once."""
    rank: dict[str, int] = {}
    ranked = []
    for choice in choices:
        rank[choice.need] = rank.get(choice.need, -1) + 1
        ranked.append((rank[choice.need], choice.match.listing))
    calls = {}
    for _rank, listing in sorted(ranked, key=lambda pair: pair[0]):
        if listing.phones:
            calls[listing.id] = LoggedCall(listing.name, phone_links(listing.phones, lang)[0].words)
    return list(calls.values())[:MAX_LOGGED]

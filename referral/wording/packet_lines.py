"""A packet as plain text for the command line, in the order in which it is read: safety, first steps, week, choices."""

from collections.abc import Iterable, Iterator

from referral.domain.fit import Reason
from referral.domain.listing import Mode
from referral.domain.packet import Choice, GateNotice, Packet, Unmet, WeekItem
from referral.domain.reach import Reach
from referral.domain.source import Named, source_of
from referral.domain.week import Day
from referral.wording.dialled import dialled_words, phones_of
from referral.wording.home_words import home_sentences
from referral.wording.labels import facet_label
from referral.wording.packet_text import (
    gate_heading,
    no_way_words,
    price_words,
    relaxation_words,
    rule_label,
    say,
    when_words,
)
from referral.wording.packet_totals import totals_words
from referral.wording.pages import page_words
from referral.wording.result_text import ask_words, fit_words, phone_words
from referral.wording.source_text import dated_words
from referral.wording.times import date_words, day_name, span_words, weekly_words


def packet_lines(packet: Packet, lang: str = "en", named: Named | None = None) -> Iterator[str]:
    """Every line of a packet. named: sources, None when none is known."""
    yield from gate_lines(packet.gates, lang)
    yield from dict.fromkeys(say(note, lang) for note in packet.notes)
    yield from _first_actions(packet, lang)
    if not packet.stopped:
        yield from _week(packet, lang)
    yield from _choices(packet, lang, named or {})
    for unmet in packet.unmet:
        yield from _unmet(unmet, lang)
    yield from _homes(packet, lang)
    yield from _backups(packet, lang)
    yield from _after(packet, lang)
    yield from _totals(packet, lang)
    yield ", ".join(f"{say(Reason(line.code), lang)}: {line.phone}" for line in packet.crisis)


def gate_lines(gates: Iterable[GateNotice], lang: str = "en") -> Iterator[str]:
    """Gates with what to do, each with an empty line after it."""
    for notice in gates:
        yield f"!! {gate_heading(notice.gate, lang)}"
        yield from (f"   - {say(action, lang)}" for action in notice.actions)
        yield ""


def _heading(key: str, lang: str) -> Iterator[str]:
    yield ""
    yield page_words(key, lang).upper()


def _first_actions(packet: Packet, lang: str) -> Iterator[str]:
    if packet.first_actions:
        yield from _heading("packet.first", lang)
    phones = phones_of(packet)
    for number, action in enumerate(packet.first_actions, 1):
        phone, due = "", date_words(action.by, lang)
        if action.phone:
            phone, due = (
                f" {dialled_words(action.phone, phones, lang)}",
                f"{page_words(f'packet.{action.call}', lang)}, {due}",
            )
        yield f"  {number}. {say(action.what, lang)}{phone} ({due})"


def _week(packet: Packet, lang: str) -> Iterator[str]:
    yield from _heading("packet.week", lang)
    if not packet.week:
        yield f"  {page_words('packet.week_empty', lang)}"
    for day in Day:
        for item in packet.on(day):
            yield f"  {day_name(day, lang):<4} {span_words(item.span, lang):<24} {item.name}{_marks(item, lang)}"
    names = {"home": page_words("packet.home", lang), **{item.listing_id: item.name for item in packet.week}}
    for leg in packet.legs:
        ends = " → ".join(names.get(end, end) for end in (leg.origin, leg.destination))
        yield f"       {day_name(leg.span.day, lang):<4} {span_words(leg.span, lang):<24} {ends}"


def _marks(item: WeekItem, lang: str) -> str:
    marks = []
    if item.mode is Mode.ONLINE:
        marks.append(facet_label("attendance=online", lang))
    if item.reserved:
        marks.append(page_words("packet.reserved", lang))
    if item.book:
        marks.append(page_words("packet.book", lang))
    if item.yields_to:
        marks.append(page_words("packet.yields", lang))
    return f" ({'; '.join(marks)})" if marks else ""


def _choices(packet: Packet, lang: str, named: Named) -> Iterator[str]:
    if packet.choices:
        yield from _heading("packet.choices", lang)
    for choice in packet.choices:
        yield from _choice(choice, packet, lang, named)


def _choice(choice: Choice, packet: Packet, lang: str, named: Named) -> Iterator[str]:
    match, listing = choice.match, choice.match.listing
    miles = (
        ""
        if match.distance_miles is None
        else f"  ({page_words('packet.straight', lang, miles=f'{match.distance_miles:.1f}')})"
    )
    yield f"  {choice.need}: {listing.name}{miles}"
    yield f"      {fit_words(match.fit, lang)}"
    if match.reach is Reach.ONLINE:
        join = f": {listing.online.url}" if listing.online and listing.online.url else ""
        yield f"      {facet_label('attendance=online', lang)}{join}"
    elif listing.location.address:
        yield f"      {listing.location.address}"
    if listing.phones:
        yield "      " + "; ".join(phone_words(phone, lang) for phone in listing.phones)
    matched = [facet_label(facet, lang) for facet in dict.fromkeys((*match.fit.matched, *match.preferred))]
    for key, words in (
        ("packet.matched", matched),
        ("packet.ask", list(ask_words(match.fit, lang))),
        ("packet.conflicts", [facet_label(facet, lang) for facet in match.conflicts]),
        ("packet.windows", list(weekly_words(choice.ask_windows, lang))),
    ):
        if words:
            yield f"      {page_words(key, lang)}: {', '.join(words)}"
    yield from (f"      - {say(question, lang)}" for question in choice.questions)
    if packet.as_of is not None:
        source = source_of(listing.source, named)
        yield f"      {dated_words(source, listing.as_of, packet.as_of.date(), lang)}"


def _unmet(unmet: Unmet, lang: str) -> Iterator[str]:
    yield from _heading("packet.unmet", lang)
    removed = ", ".join(f"{count} {rule_label(rule, lang)}" for rule, count in unmet.removed_by)
    yield f"  {unmet.need}" + (f": {removed}" if removed else "")
    yield from (f"    {say(reason, lang)}" for reason in unmet.only)
    yield from (f"    > {relaxation_words(relaxation, lang)}" for relaxation in unmet.relaxations)
    if not unmet.relaxations:
        yield f"    {no_way_words(unmet, lang)}"


def _homes(packet: Packet, lang: str) -> Iterator[str]:
    if packet.homes:
        yield from _heading("packet.homes", lang)
        yield f"  {page_words('packet.homes_note', lang)}"
    for home in packet.homes:
        yield f"  {' '.join(home_sentences(home, lang))}"


def _backups(packet: Packet, lang: str) -> Iterator[str]:
    if packet.alternates or packet.substitutes or packet.other_weeks:
        yield from _heading("packet.backups", lang)
    for alternate in packet.alternates:
        yield f"  {alternate.need}: {alternate.name} ({price_words(alternate.extra_min_per_week, lang)})"
    names = {item.listing_id: item.name for item in packet.week}
    for one in packet.substitutes:
        when = f"{day_name(one.span.day, lang)} {span_words(one.span, lang)}"
        yield f"  {names[one.for_id]} → {one.name}, {when} ({price_words(one.extra_min_per_week, lang)})"
    for number, other in enumerate(packet.other_weeks, 1):
        price = price_words(other.extra_min_per_week, lang)
        yield f"  {page_words('packet.other_week', lang, number=number)} ({price})"
        for item in other.week:
            yield f"    {day_name(item.span.day, lang):<4} {span_words(item.span, lang):<24} {item.name}{_marks(item, lang)}"


def _after(packet: Packet, lang: str) -> Iterator[str]:
    if packet.after:
        yield from _heading("packet.after", lang)
    for after in packet.after:
        phones = "; ".join(phone_words(phone, lang) for phone in after.listing.phones)
        yield f"  {after.need}: {after.listing.name}" + (f"  {phones}" if phones else "")
    if packet.aftercare:
        yield from _heading("packet.aftercare", lang)
    yield from (f"  {when_words(step.day, lang)}: {say(step.what, lang)}" for step in packet.aftercare)


def _totals(packet: Packet, lang: str) -> Iterator[str]:
    yield ""
    if not packet.stopped:
        yield from filter(None, [totals_words(packet, lang)])
        if not packet.proven:
            yield page_words("packet.not_proven", lang)
    yield page_words("packet.professional", lang)
    if packet.check_again_on is not None:
        yield page_words("packet.check_again", lang, day=date_words(packet.check_again_on, lang))

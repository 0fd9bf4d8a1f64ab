"""A packet as the JSON object that `flask plan --json` prints and others rely on."""

from collections.abc import Iterable

from referral.domain.fit import Reason
from referral.domain.packet import (
    After,
    Choice,
    FirstAction,
    GateNotice,
    HomeWeek,
    Leg,
    OtherWeek,
    Packet,
    Relaxation,
    Totals,
    Unmet,
    WeekItem,
)
from referral.domain.week import Day, Span, clock, day_runs
from referral.wording.home_words import home_sentences
from referral.wording.packet_text import gate_heading, no_way_words, relaxation_words, rule_label, say, when_words
from referral.wording.search_json import Json, hours_json, phone_json, reason_json

DISTANCE_KIND = {"en": "straight line", "es": "línea recta"}


def packet_json(packet: Packet, lang: str = "en") -> Json:
    """The whole packet; sentences in a language, codes always."""
    return {
        "status": packet.status,
        "proven": packet.proven,
        "crisis": [
            {"code": line.code, "name": say(Reason(line.code), lang), "phone": line.phone} for line in packet.crisis
        ],
        "gates": gates_json(packet.gates, lang),
        "first_actions": [_first(action, lang) for action in packet.first_actions],
        "needs": [{"need": result.need, "state": result.state} for result in packet.needs],
        "week": [_item(item) for item in packet.week],
        "legs": [_leg(leg) for leg in packet.legs],
        "choices": [_choice(choice, lang) for choice in packet.choices],
        "alternates": [
            {
                "need": one.need,
                "listing": one.listing_id,
                "name": one.name,
                "extra_min_per_week": one.extra_min_per_week,
            }
            for one in packet.alternates
        ],
        "substitutes": [
            {
                "for": one.for_id,
                "listing": one.listing_id,
                "name": one.name,
                "day": one.span.day.name,
                "start": one.span.start_clock,
                "end": one.span.end_clock,
                "extra_min_per_week": one.extra_min_per_week,
            }
            for one in packet.substitutes
        ],
        "other_weeks": [_other_week(one) for one in packet.other_weeks],
        "homes": [_home(one, lang) for one in packet.homes],
        "unmet": [_unmet(one, lang) for one in packet.unmet],
        "after": [_after(after) for after in packet.after],
        "aftercare": [
            {"day": step.day, "when": when_words(step.day, lang), "what": say(step.what, lang), "code": step.what.code}
            for step in packet.aftercare
        ],
        "notes": [_said(note, lang) for note in packet.notes],
        "totals": _totals(packet.totals),
        "check_again_on": packet.check_again_on.isoformat() if packet.check_again_on else None,
        "weights_version": packet.weights_version,
        "as_of": packet.as_of.isoformat() if packet.as_of else None,
        "seconds": packet.seconds,
    }


def _said(reason: Reason, lang: str) -> Json:
    """A code with its parameters and its sentence."""
    return {**reason_json(reason), "text": say(reason, lang)}


def gates_json(
    notices: Iterable[GateNotice], lang: str = "en", subject: str = "self", *, sure: bool = True
) -> list[Json]:
    """Gates with their headings and actions, in order. subject: of whom they speak; sure: whether a yes raised them."""
    return [_gate(notice, lang, subject, sure=sure) for notice in notices]


def _gate(notice: GateNotice, lang: str, subject: str, *, sure: bool) -> Json:
    return {
        "code": notice.gate,
        "heading": gate_heading(notice.gate, lang, subject, sure=sure),
        "actions": [say(action, lang, subject) for action in notice.actions],
        "action_codes": [action.code for action in notice.actions],
    }


def _first(action: FirstAction, lang: str) -> Json:
    return {
        "what": say(action.what, lang),
        "phone": action.phone,
        "call": action.call,
        "by": action.by.isoformat(),
        "code": action.what.code,
    }


def _item(item: WeekItem) -> Json:
    return {
        "need": item.need,
        "listing": item.listing_id,
        "name": item.name,
        "track": item.track,
        "day": item.span.day.name,
        "start": item.span.start_clock,
        "end": item.span.end_clock,
        "mode": item.mode,
        "reserved": item.reserved,
        "book": item.book,
        "yields_to": item.yields_to,
    }


def _leg(leg: Leg) -> Json:
    return {
        "day": leg.span.day.name,
        "leave": leg.span.start_clock,
        "arrive": leg.span.end_clock,
        "from": leg.origin,
        "to": leg.destination,
        "minutes": leg.minutes,
        "miles_straight": round(leg.miles_straight, 1),
    }


def _other_week(other: OtherWeek) -> Json:
    return {
        "week": [_item(item) for item in other.week],
        "legs": [_leg(leg) for leg in other.legs],
        "extra_min_per_week": other.extra_min_per_week,
    }


def _home(home: HomeWeek, lang: str) -> Json:
    curfew = home.curfew
    return {
        "need": home.need,
        "listing": home.listing.id,
        "name": home.listing.name,
        "phones": [phone_json(phone) for phone in home.listing.phones],
        "extra_min_per_week": home.extra_min_per_week,
        "curfew": None if curfew is None else windows_json(curfew.spans),
        "curfew_end_assumed": curfew is not None and curfew.end_assumed,
        "past_curfew": home.past_curfew,
        "gains": list(home.gains),
        "loses": list(home.loses),
        "week": [_item(item) for item in home.week],
        "legs": [_leg(leg) for leg in home.legs],
        "text": " ".join(home_sentences(home, lang)),
    }


def _choice(choice: Choice, lang: str) -> Json:
    match, listing = choice.match, choice.match.listing
    miles = match.distance_miles
    return {
        "need": choice.need,
        "listing": listing.id,
        "name": listing.name,
        "organization": listing.organization,
        "phones": [phone_json(phone) for phone in listing.phones],
        "address": listing.location.address or None,
        "address_hidden": listing.location.hidden,
        "hours": [hours_json(hours) for hours in listing.hours],
        "website": listing.website,
        "distance_miles": None if miles is None else round(miles, 1),
        "distance_kind": DISTANCE_KIND[lang],
        "distance_precision": match.precision,
        "fit": match.fit.fit,
        "reach": match.reach,
        "matched": list(dict.fromkeys((*match.fit.matched, *match.preferred))),
        "not_stated": list(match.fit.not_stated),
        "conflicts": list(match.conflicts),
        "reasons": [_said(reason, lang) for reason in match.fit.reasons],
        "ask_windows": windows_json(choice.ask_windows),
        "questions": [say(question, lang) for question in choice.questions],
        "source": listing.source,
        "as_of": listing.as_of.isoformat() if listing.as_of else None,
    }


def windows_json(windows: Iterable[Span]) -> list[Json]:
    """Windows of equal clock times on several days as one: {"days": "MO-TH", "start", "end"}."""
    days: dict[tuple[int, int], list[Day]] = {}
    for span in windows:
        days.setdefault((span.start_min % 1440, span.length_min), []).append(span.day)
    return [
        {"days": day_runs(on), "start": clock(start), "end": clock(start + length)}
        for (start, length), on in days.items()
    ]


def _unmet(one: Unmet, lang: str) -> Json:
    return {
        "need": one.need,
        "removed_by": dict(one.removed_by),
        "removed_text": [f"{count} {rule_label(rule, lang)}" for rule, count in one.removed_by],
        "only": [_said(reason, lang) for reason in one.only],
        "relaxations": [_relaxation(relaxation, lang) for relaxation in one.relaxations],
        "text": "" if one.relaxations else no_way_words(one, lang),
    }


def _relaxation(relaxation: Relaxation, lang: str) -> Json:
    return {
        "change": [_said(reason, lang) for reason in relaxation.change],
        "gains": relaxation.gains,
        "at_least": relaxation.lower_bound,
        "text": relaxation_words(relaxation, lang),
    }


def _after(after: After) -> Json:
    return {
        "need": after.need,
        "listing": after.listing.id,
        "name": after.listing.name,
        "phones": [phone_json(phone) for phone in after.listing.phones],
    }


def _totals(totals: Totals) -> Json:
    return {
        "program_hours": round(totals.program_hours, 2),
        "program_hours_reserved": round(totals.program_hours_reserved, 2),
        "meetings": totals.meetings,
        "travel_min": totals.travel_min,
        "baseline_travel_min": totals.baseline_travel_min,
    }

"""A packet as its page shows it: all parts in words, nothing left for the template to work out."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from referral.domain.listing import Listing
from referral.domain.need import Profile
from referral.domain.packet import Gate, Packet
from referral.web import packet_changes, packet_homes, packet_places, packet_steps, packet_take, packet_week
from referral.web.packet_edits import Edit
from referral.web.presenters import PhoneLink, phone_links
from referral.web.visit import Visit
from referral.wording.needs import need_names
from referral.wording.packet_json import gates_json
from referral.wording.packet_text import say, when_words
from referral.wording.packet_totals import sums_of
from referral.wording.pages import words_about
from referral.wording.times import date_words, weekday_words

_UNASKED = "safety_not_asked"
_FIRST_NOTES = ("naloxone", "va_option", "no_withdrawal_place")
"""Notes that stand beside the gates."""


def packet_page(
    packet: Packet,
    profile: Profile,
    now: datetime,
    lang: str,
    *,
    known: Mapping[str, Listing],
    picture: str = "",
    visit: Visit | None = None,
    edit: Edit | None = None,
) -> dict[str, Any]:
    """What the template needs. known: listings of which the packet holds no more than the name, by id.

    picture: of the week, as one <svg>; empty = none. visit: whose packet it is, which may change it; None = it is only
    read. edit: the change just made.
    """
    names, subject = need_names(profile, lang), profile.subject
    needs, anchors = packet_places.needs_of(packet, profile, names, now, lang, edits=visit is not None)
    called = packet_changes.names_of(packet, known)
    need_of = {choice.match.listing.id: choice.need for choice in packet.choices}
    made_on = (packet.as_of or now).astimezone(ZoneInfo(profile.time_zone)).date()
    return {
        "t": words_about(subject, lang),
        "subject": subject,
        "token": visit.token() if visit else None,
        "stopped": packet.stopped,
        "proven": packet.proven,
        "client": profile.subject == "client",
        "made_on": date_words(made_on, lang),
        "gates": gates_json(packet.gates, lang, subject),
        "unasked": _unasked(packet),
        "crisis": packet_steps.lines_of(packet.crisis, lang),
        "first_notes": _notes(packet, lang, subject, first=True),
        "steps": packet_steps.steps_of(packet, lang, subject),
        "week": packet_week.days_of(packet, anchors, lang),
        "picture": picture,
        "sums": sums_of(packet, lang, subject),
        "trips": packet_week.trips_of(packet, lang),
        "needs": needs,
        "change": packet_changes.change_made(edit, packet, called, lang, subject),
        "change_at": edit.need if edit and any(part.id == edit.need for part in needs) else None,
        "changes": packet_changes.changes_of(visit, packet, called, lang, subject, needs=need_of) if visit else [],
        "backups": packet_changes.backups_of(packet, known, lang),
        "other_weeks": packet_week.other_weeks_of(packet, lang),
        "homes": packet_homes.homes_of(packet, names, lang, subject),
        "notes": _notes(packet, lang, subject, first=False),
        "take": packet_take.take_of(packet, lang),
        "calls": packet_steps.calls_of(packet.choices, lang),
        "slip": packet_take.slip_of(packet, profile, names, lang),
        "family": packet_take.family_of(packet, profile),
        "after": _after(packet, names, lang),
        "aftercare": _aftercare(packet, made_on, lang, subject),
        "check_again": date_words(packet.check_again_on, lang) if packet.check_again_on else None,
    }


def _unasked(packet: Packet) -> list[str]:
    """Safety questions that were skipped: the packet asks them once more before all else."""
    asked = (str(note.params["questions"]).split(",") for note in packet.notes if note.code == _UNASKED)
    return [question for questions in asked for question in questions]


def _notes(packet: Packet, lang: str, subject: str, *, first: bool) -> list[str]:
    """Notes of the whole packet; those of one need stand at it."""
    return [
        say(note, lang, subject)
        for note in packet.notes
        if note.code not in _said_elsewhere(packet)
        and "need" not in note.params
        and (note.code in _FIRST_NOTES) is first
    ]


def _said_elsewhere(packet: Packet) -> set[str]:
    """Notes that a part of the page says in its own words."""
    gates = {notice.gate for notice in packet.gates}
    elsewhere = {_UNASKED, "safe_sharing", "pin_not_kept", "pin_unknown"}
    elsewhere |= {note.code for note in packet.notes if note.code.startswith("family_")}
    return elsewhere | ({"naloxone"} if Gate.OPIOIDS in gates else set())


def _after(
    packet: Packet, names: Mapping[str, str], lang: str
) -> list[tuple[str, list[tuple[str, tuple[PhoneLink, ...]]]]]:
    """Need -> name and numbers of what was asked for, when safety comes first."""
    by_need: dict[str, list[tuple[str, tuple[PhoneLink, ...]]]] = {}
    for one in packet.after:
        by_need.setdefault(names[one.need], []).append((one.listing.name, phone_links(one.listing.phones, lang)))
    return list(by_need.items())


def _aftercare(packet: Packet, made_on: date, lang: str, subject: str) -> list[tuple[str, str]]:
    """When, as a date, and what to do then."""
    days = [(step, weekday_words(made_on + timedelta(days=step.day), lang)) for step in packet.aftercare]
    return [(f"{day} ({when_words(step.day, lang)})", say(step.what, lang, subject)) for step, day in days]

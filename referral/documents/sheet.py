"""A packet as the words that a paper template sets: plain JSON, no codes, no sentence left to the template."""

from datetime import timedelta
from typing import Any

from referral.documents.sheet_places import after, backups, other_weeks, places, unmet
from referral.documents.sheet_week import agenda, in_short, picture, trips
from referral.documents.telling import Telling
from referral.domain.fit import Reason
from referral.domain.packet import AftercareStep, FirstAction
from referral.domain.safety import HELPLINE
from referral.wording.dialled import dialled_words, phones_of
from referral.wording.document_words import DOCUMENT, dated_words
from referral.wording.first_call import first_call
from referral.wording.packet_text import gate_heading, say, when_words
from referral.wording.packet_totals import totals_words
from referral.wording.result_text import number_words
from referral.wording.times import date_words

SHARED_WORDS = {
    "worse": "packet.crisis",
    "first": "packet.first",
    "week": "packet.week",
    "week_empty": "packet.week_empty",
    "trips": "packet.travel",
    "places": "packet.choices",
    "matched": "packet.matched",
    "conflicts": "packet.conflicts",
    "windows": "packet.windows",
    "unmet": "packet.unmet",
    "only": "packet.only",
    "ways": "packet.ways",
    "backups": "packet.backups",
    "after": "packet.after",
    "aftercare": "packet.aftercare",
    "professional": "packet.professional",
    "unasked": "packet.unasked",
    "tear": "packet.tear_off",
    "tear_hint": "packet.tear_off_note",
    "tear_name": "packet.first_name",
    "tear_phone": "packet.call_back_at",
    "tear_message": "packet.message_ok",
    "tear_yes": "answer.yes",
    "tear_no": "answer.no",
    "tear_soon": "packet.how_soon",
    "tear_today": "packet.soon_today",
    "tear_week": "packet.soon_week",
    "tear_later": "packet.soon_later",
    "tear_ask": "packet.looking_for",
    "tear_busy": "packet.cannot_come",
    "tear_pay": "packet.pays_with",
    "tear_language": "packet.speaks",
}
"""Name in the template -> key of the pages' words, for what page and paper call alike."""
_UNASKED = "safety_not_asked"
_READY = ("visit", "bus", "children", "medicines", "family", "miss")
_ASKED_ANYWAY = ("q_cost", "q_bring")


def sheet(told: Telling) -> dict[str, Any]:
    """Everything that the templates need but paper, link and number of pages."""
    packet, detail, lang = told.packet, told.detail, told.lang
    shared = {name: told.page(key) for name, key in SHARED_WORDS.items()}
    return {
        "lang": lang,
        "w": {key: both[lang == "es"] for key, both in DOCUMENT.items()} | shared | _title(told),
        "detail": {name: getattr(detail, name) for name in ("size_pt", "columns", "writing", "abreast")},
        "stopped": packet.stopped,
        **_dates(told),
        "crisis": [{"name": say(Reason(line.code), lang), "phone": number_words(line.phone)} for line in packet.crisis],
        **_safety(told),
        "actions": [_action(action, told) for action in packet.first_actions],
        "helpline": {"name": say(Reason(HELPLINE.code), lang), "phone": HELPLINE.phone},
        "days": agenda(told),
        "in_short": in_short(told),
        "picture": picture(told),
        "trips": trips(told),
        "totals": _totals(told),
        "needs": places(told),
        "unmet": unmet(told),
        "backups": backups(told) if detail.backups else [],
        "other_weeks": other_weeks(told) if detail.other_weeks else [],
        "after": after(told),
        "aftercare": [_rung(step, told) for step in packet.aftercare],
        "ready": [told.words(f"ready_{name}") for name in _READY] + [told.say(Reason(code)) for code in _ASKED_ANYWAY],
        "first_call": _first_call(told),
    }


def _title(told: Telling) -> dict[str, str]:
    """A plan for someone else says for whom."""
    return {} if told.profile.subject == "self" else {"title": told.page("packet.title")}


def _dates(told: Telling) -> dict[str, Any]:
    again = told.packet.check_again_on
    return {
        "made": told.words("made", day=date_words(told.today, told.lang)),
        "check_again": told.page("packet.check_again", day=date_words(again, told.lang)) if again else None,
    }


def _safety(told: Telling) -> dict[str, Any]:
    """Gates in their order, notes, and the safety questions that were skipped."""
    packet, lang = told.packet, told.lang
    skipped = [str(note.params["questions"]).split(",") for note in packet.notes if note.code == _UNASKED]
    return {
        "gates": [
            {
                "heading": gate_heading(notice.gate, lang, told.profile.subject),
                "actions": [told.say(action) for action in notice.actions],
            }
            for notice in packet.gates
        ],
        "notes": [told.say(note) for note in packet.notes if note.code != _UNASKED],
        "unasked": [told.page(f"safety.{name}") for names in skipped for name in names],
    }


def _action(action: FirstAction, told: Telling) -> dict[str, Any]:
    due = f"due_{action.call}" if action.phone else "due"
    return {
        "what": told.say(action.what),
        "phone": dialled_words(action.phone, phones_of(told.packet), told.lang) if action.phone else None,
        "due": told.words(due, day=dated_words(action.by, told.lang)),
    }


def _rung(step: AftercareStep, told: Telling) -> dict[str, str]:
    """A step of the ladder with its own date."""
    day = date_words(told.today + timedelta(days=step.day), told.lang)
    return {
        "when": told.words("rung", when=when_words(step.day, told.lang), day=day),
        "what": told.say(step.what),
    }


def _totals(told: Telling) -> str:
    said = totals_words(told.packet, told.lang, told.profile.subject)
    return said if told.packet.proven else f"{said} {told.page('packet.not_proven')}".strip()


def _first_call(told: Telling) -> dict[str, str]:
    """The part to cut off, as the page's slip says it; what was not said is empty, for a line to fill."""
    call = first_call(told.packet, told.profile, told.needs, told.lang)
    return {name: "; ".join(getattr(call, name)) for name in ("looking_for", "busy", "pays", "speaks")}

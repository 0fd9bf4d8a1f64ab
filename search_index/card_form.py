"""Listing <-> bytes: one compact JSON record for each listing. What goes in comes out equal, field by field.

What has its default is left out, and what many listings share is written short: all yes, all no and all reasons of a
listing are one text each, a letter for each facet, so that equal answers are equal texts and are read once.
"""

import json
from collections.abc import Callable, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from referral.domain.facts import Facts
from referral.domain.listing import Area, Hours, Listing, Location, Mode, Online, Phone, PhoneRole, Session, Track
from referral.domain.place import Point, Precision
from referral.domain.vocabulary import Kind
from referral.domain.week import Span

_FIRST_LETTER = 0x100
"""Letters from here on need no escape in JSON, and the first 1,792 take two bytes."""
_SURROGATES = range(0xD800, 0xE000)

_KINDS, _MODES, _ROLES, _PRECISIONS = tuple(Kind), tuple(Mode), tuple(PhoneRole), tuple(Precision)

Record = dict[str, Any]

_read = json.JSONDecoder().raw_decode


class Letters:
    """Gives each thing a letter when it is first written. things: those known already, in the order of their letters.

    Writing is for one thread.
    """

    def __init__(self, things: Sequence[str] = ()) -> None:
        self.things: list[str] = []
        self._letters: dict[str, str] = {}
        for thing in things:
            self._letter(thing)

    def text(self, things: Sequence[str]) -> str:
        """The letters of some things, in their order."""
        return "".join([self._letters.get(thing) or self._letter(thing) for thing in things])

    def _letter(self, thing: str) -> str:
        code = _FIRST_LETTER + len(self.things)
        letter = chr(code if code < _SURROGATES.start else code + len(_SURROGATES))
        self.things.append(thing)
        self._letters[thing] = letter
        return letter


class CardForm:
    """Listings as bytes. letters grows with what it writes; a reader needs it."""

    def __init__(self) -> None:
        self.letters = Letters()

    def dumps(self, listing: Listing) -> bytes:
        """The record of one listing."""
        text = json.dumps(self._record(listing), ensure_ascii=False, separators=(",", ":"))
        return text.encode("utf-8", "surrogatepass")

    def _record(self, listing: Listing) -> Record:
        facts = listing.facts
        form = {
            "s": listing.source,
            "i": listing.id[len(listing.source) + 1 :],
            "k": _KINDS.index(listing.kind),
            "n": listing.name,
            "a": None if listing.as_of is None else listing.as_of.toordinal(),
            "g": listing.group_id,
            "o": listing.organization,
            "d": listing.description,
            "l": _location_form(listing.location),
            "p": [_phone_form(phone) for phone in listing.phones] or None,
            "w": listing.website,
            "j": _online_form(listing.online),
            "e": [_session_form(session) for session in listing.sessions] or None,
            "t": [_track_form(track) for track in listing.tracks] or None,
            "h": _hours_form(listing.hours) or None,
            "r": [[area.kind, area.name] for area in listing.serves] or None,
            "y": self.letters.text(sorted(facts.yes)) or None,
            "x": self.letters.text(sorted(facts.no)) or None,
            "z": self.letters.text([json.dumps(pair) for pair in facts.reasons]) or None,
        }
        return {name: value for name, value in form.items() if value is not None}


class CardReader:
    """Bytes as listings, by the letters of their writer. Safe from several threads."""

    def __init__(self, things: Sequence[str]) -> None:
        letters = Letters(things)
        by_letter = {letters.text([thing]): thing for thing in things}
        # Sources state the same again and again: three of four texts of a real directory were seen before.
        self._facets: Callable[[str], frozenset[str]] = lru_cache(maxsize=8_192)(
            lambda text: frozenset([by_letter[letter] for letter in text])
        )
        self._reasons: Callable[[str], tuple[tuple[str, str], ...]] = lru_cache(maxsize=1_024)(
            lambda text: tuple([_pair(by_letter[letter]) for letter in text])
        )

    def loads(self, record: bytes | memoryview) -> Listing:
        """The listing of a record. What is not a record raises what Python makes of it: ValueError, KeyError ..."""
        form: Record = _read(str(record, "utf-8", "surrogatepass"))[0]
        get = form.get
        source, as_of, online = form["s"], get("a"), get("j")
        return Listing(  # by position, in the order of its fields: names would cost a tenth of the time
            f"{source}:{form['i']}",
            source,
            _KINDS[form["k"]],
            form["n"],
            None if as_of is None else date.fromordinal(as_of),
            get("g"),
            get("o"),
            get("d"),
            _location_of(get("l")),
            tuple([_phone_of(*phone) for phone in get("p", ())]),
            get("w"),
            None if online is None else Online(*online),
            tuple([_session_of(*session) for session in get("e", ())]),
            tuple([_track_of(*track) for track in get("t", ())]),
            _hours_of(get("h", "")),
            tuple([_area_of(*area) for area in get("r", ())]),
            Facts(self._facets(get("y", "")), self._facets(get("x", "")), self._reasons(get("z", ""))),
        )


def _trimmed(values: list[Any]) -> list[Any]:
    """Without the Nones at the end."""
    while values and values[-1] is None:
        values.pop()
    return values


_NOWHERE = Location()
_UNSAID: list[Any] = [None] * 11


def _location_form(location: Location) -> list[Any] | None:
    if location == _NOWHERE:
        return None
    point = location.point
    return _trimmed(
        [
            _PRECISIONS.index(location.precision) * 2 + location.hidden,
            location.country,
            location.state,
            location.town,
            location.time_zone,
            None if point is None else point.latitude,
            None if point is None else point.longitude,
            list(location.streets) or None,
            location.zip5,
            location.county,
            location.name,
        ]
    )


def _location_of(form: list[Any] | None) -> Location:
    if form is None:
        return _NOWHERE
    whole = form + _UNSAID[len(form) :]
    sure, country, state, town, time_zone, latitude, longitude, streets, zip5, county, name = whole
    return Location(
        name,
        () if streets is None else tuple(streets),
        town,
        state,
        zip5,
        county,
        country,
        None if latitude is None else Point(latitude, longitude),
        _PRECISIONS[sure >> 1],
        time_zone,
        sure & 1 == 1,
    )


def _phone_form(phone: Phone) -> list[Any]:
    return _trimmed([phone.number, _ROLES.index(phone.role) * 2 + phone.central_line, phone.extension])


def _phone_of(number: str, role: int, extension: str | None = None) -> Phone:
    return Phone(number, extension, _ROLES[role >> 1], role & 1 == 1)


def _online_form(online: Online | None) -> list[Any] | None:
    return None if online is None else _trimmed([online.url, online.phone, online.notes])


def _session_form(session: Session) -> list[Any]:
    how = _MODES.index(session.mode) * 2 + session.end_assumed
    said = [session.rrule, session.outside_id, session.notes]
    return _trimmed([session.span.start_min, session.span.length_min, how, *said])


@lru_cache(maxsize=8_192)
def _session_of(start_min: int, length_min: int, how: int, *said: str | None) -> Session:
    return Session(Span(start_min, length_min), _MODES[how >> 1], how & 1 == 1, *said)


def _track_form(track: Track) -> list[Any]:
    sessions = [_session_form(session) for session in track.sessions]
    return _trimmed([sessions, track.name, track.level, track.required])


def _track_of(
    sessions: list[list[Any]], name: str | None = None, level: str | None = None, required: int | None = None
) -> Track:
    return Track(name, tuple([_session_of(*session) for session in sessions]), required, level)


def _hours_form(hours: Sequence[Hours]) -> str:
    """ "480+540 1920+540": start and length, and the rule if there is one, as JSON when any has a rule."""
    if any(opening.rrule is not None for opening in hours):
        return json.dumps([[opening.span.start_min, opening.span.length_min, opening.rrule] for opening in hours])
    return " ".join([f"{opening.span.start_min}+{opening.span.length_min}" for opening in hours])


@lru_cache(maxsize=8_192)
def _hours_of(form: str) -> tuple[Hours, ...]:
    """Places that open from nine to five share their hours, in time and in memory."""
    if form.startswith("["):
        return tuple([Hours(Span(start, length), rrule) for start, length, rrule in json.loads(form)])
    parts = [part.split("+") for part in form.split()]
    return tuple([Hours(Span(int(start), int(length))) for start, length in parts])


_area_of = lru_cache(maxsize=4_096)(Area)


def _pair(form: str) -> tuple[str, str]:
    facet, reason = json.loads(form)
    return facet, reason

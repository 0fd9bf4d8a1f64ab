"""Listing <-> bytes: one compact record for each listing. What goes in comes out equal, field by field.

A record is texts in UTF-8 with bytes between them that UTF-8 never uses, so nothing needs escaping. No bytes are None;
an empty text has a byte of its own. What many listings share is written short: facets, zones and sources as letters,
all yes and all no of a listing as one text each, so that equal answers are equal bytes and are read once.
"""

import json
from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date
from functools import lru_cache

from referral.domain.facts import Facts
from referral.domain.listing import Area, Hours, Listing, Location, Mode, Online, Phone, PhoneRole, Session, Track
from referral.domain.place import Point, Precision
from referral.domain.vocabulary import Kind
from referral.domain.week import Span

_FIELD, _ITEM, _PART, _DETAIL = b"\xff", b"\xfe", b"\xfd", b"\xfc"
"""Between fields, between items of a field, between parts of an item, and between the details of a session."""
_EMPTY = b"\xfb"

_FIRST_LETTER = 0x20
"""The first 96 letters take one byte, the next 1,920 take two."""
_SURROGATES = range(0xD800, 0xE000)

_KINDS, _MODES, _ROLES, _PRECISIONS = tuple(Kind), tuple(Mode), tuple(PhoneRole), tuple(Precision)
_USUAL_COUNTRY = Location().country


class Letters:
    """Gives each thing a letter when it is first written. things: those known already, in the order of their letters.

    Writing is for one thread.
    """

    def __init__(self, things: Iterable[str] = ()) -> None:
        self.things: list[str] = []
        self._letters: dict[str, str] = {}
        self._know(things)

    def text(self, things: Collection[str]) -> str:
        """The letters of some things in the order of the letters, whatever theirs is."""
        try:
            return "".join(sorted(map(self._letters.__getitem__, things)))
        except KeyError:
            self._know(sorted(things))
            return self.text(things)

    def ordered(self, things: Sequence[str]) -> str:
        """The letters of some things in their order."""
        self._know(things)
        return "".join(map(self._letters.__getitem__, things))

    def _know(self, things: Iterable[str]) -> None:
        for thing in things:
            if thing not in self._letters:
                code = _FIRST_LETTER + len(self.things)
                self._letters[thing] = chr(code if code < _SURROGATES.start else code + len(_SURROGATES))
                self.things.append(thing)


class CardForm:
    """Listings as bytes. letters grows with what it writes; a reader needs it."""

    def __init__(self) -> None:
        self.letters = Letters()

    def dumps(self, listing: Listing) -> bytes:
        """The record of one listing."""
        place, facts, letters = listing.location, listing.facts, self.letters
        point = place.point
        sure = (_KINDS.index(listing.kind) * len(_PRECISIONS) + _PRECISIONS.index(place.precision)) * 2 + place.hidden
        fields = (
            b"%d" % sure,
            letters.text((listing.source,)).encode(),
            _bytes(listing.id[len(listing.source) + 1 :]),
            _bytes(listing.name),
            b"" if listing.as_of is None else b"%d" % listing.as_of.toordinal(),
            _bytes(listing.group_id),
            _bytes(listing.organization),
            _bytes(listing.description),
            _bytes(place.name),
            _ITEM.join(map(_bytes, place.streets)),
            _bytes(place.town),
            _bytes(place.state),
            _bytes(place.zip5),
            _bytes(place.county),
            b"" if place.country == _USUAL_COUNTRY else _bytes(place.country),
            b"" if point is None else f"{point.latitude!r} {point.longitude!r}".encode(),
            b"" if place.time_zone is None else letters.text((place.time_zone,)).encode(),
            _ITEM.join(map(_phone_form, listing.phones)),
            _bytes(listing.website),
            _online_form(listing.online),
            _ITEM.join(map(_session_form, listing.sessions)),
            _ITEM.join(map(_track_form, listing.tracks)),
            _ITEM.join(map(_opening_form, listing.hours)),
            _ITEM.join([_bytes(area.kind) + _PART + _bytes(area.name) for area in listing.serves]),
            letters.text(facts.yes).encode(),
            letters.text(facts.no).encode(),
            letters.ordered([json.dumps(pair) for pair in facts.reasons]).encode() if facts.reasons else b"",
        )
        return _FIELD.join(fields)


class CardReader:
    """Bytes as listings, by the letters of their writer. Safe from several threads."""

    def __init__(self, things: Sequence[str]) -> None:
        letters = Letters(things)
        by_letter = {letters.ordered([thing]): thing for thing in things}
        # Sources state the same again and again: three of four texts of a real directory were seen before.
        self._facets: Callable[[bytes], frozenset[str]] = lru_cache(maxsize=8_192)(
            lambda text: frozenset(map(by_letter.__getitem__, text.decode()))
        )
        self._reasons: Callable[[bytes], tuple[tuple[str, str], ...]] = lru_cache(maxsize=1_024)(
            lambda text: tuple([_pair(by_letter[letter]) for letter in text.decode()])
        )
        self._thing: Callable[[bytes], str] = lru_cache(maxsize=1_024)(lambda text: by_letter[text.decode()])

    def loads(self, record: bytes | memoryview) -> Listing:
        """The listing of a record. What is not a record raises what Python makes of it: ValueError, KeyError ..."""
        (
            sure, source, outside_id, name, as_of, group_id, organization, description, place, streets, town, state,
            zip5, county, country, point, time_zone, phones, website, online, sessions, tracks, hours, serves, yes, no,
            reasons,
        ) = bytes(record).split(_FIELD)  # fmt: skip
        kind, precision, hidden = _sure_of(sure)
        origin = self._thing(source)
        return Listing(  # by position, in the order of its fields: names would cost a tenth of the time
            f"{origin}:{_text(outside_id)}",
            origin,
            kind,
            _text(name),
            date.fromordinal(int(as_of)) if as_of else None,
            _text(group_id) if group_id else None,
            _text(organization) if organization else None,
            _text(description) if description else None,
            Location(
                _text(place) if place else None,
                tuple([_text(street) for street in streets.split(_ITEM)]) if streets else (),
                _name(town) if town else None,
                _name(state) if state else None,
                _name(zip5) if zip5 else None,
                _name(county) if county else None,
                _name(country) if country else _USUAL_COUNTRY,
                Point(*map(float, point.split())) if point else None,
                precision,
                self._thing(time_zone) if time_zone else None,
                hidden,
            ),
            tuple([_phone_of(*phone.split(_PART)) for phone in phones.split(_ITEM)]) if phones else (),
            _text(website) if website else None,
            Online(*map(_text_or_none, online.split(_PART))) if online else None,
            _sessions_of(sessions) if sessions else (),
            tuple([_track_of(*track.split(_PART)) for track in tracks.split(_ITEM)]) if tracks else (),
            _hours_of(hours) if hours else (),
            tuple([Area(*map(_name, area.split(_PART))) for area in serves.split(_ITEM)]) if serves else (),
            Facts(self._facets(yes), self._facets(no), self._reasons(reasons)),
        )


def _bytes(text: str | None) -> bytes:
    return b"" if text is None else text.encode("utf-8", "surrogatepass") or _EMPTY


def _text(field: bytes) -> str:
    return "" if field == _EMPTY else field.decode("utf-8", "surrogatepass")


def _text_or_none(field: bytes) -> str | None:
    return _text(field) if field else None


_name = lru_cache(maxsize=8_192)(_text)
"""Of texts that many listings share."""


@lru_cache(maxsize=64)
def _sure_of(field: bytes) -> tuple[Kind, Precision, bool]:
    number, hidden = divmod(int(field), 2)
    kind, precision = divmod(number, len(_PRECISIONS))
    return _KINDS[kind], _PRECISIONS[precision], hidden == 1


def _phone_form(phone: Phone) -> bytes:
    how = b"%d" % (_ROLES.index(phone.role) * 2 + phone.central_line)
    return _PART.join((_bytes(phone.number), how, _bytes(phone.extension)))


def _phone_of(number: bytes, how: bytes, extension: bytes) -> Phone:
    role, central_line = divmod(int(how), 2)
    return Phone(_text(number), _text_or_none(extension), _ROLES[role], central_line == 1)


def _online_form(online: Online | None) -> bytes:
    return b"" if online is None else _PART.join(map(_bytes, (online.url, online.phone, online.notes)))


def _session_form(session: Session) -> bytes:
    how = _MODES.index(session.mode) * 2 + session.end_assumed
    times = b"%d %d %d" % (session.span.start_min, session.span.length_min, how)
    if session.rrule is session.outside_id is session.notes is None:
        return times
    return _DETAIL.join((times, _bytes(session.rrule), _bytes(session.outside_id), _bytes(session.notes)))


@lru_cache(maxsize=8_192)
def _sessions_of(field: bytes) -> tuple[Session, ...]:
    return tuple([_session_of(session) for session in field.split(_ITEM)])


@lru_cache(maxsize=8_192)
def _session_of(form: bytes) -> Session:
    times, *said = form.split(_DETAIL)
    start_min, length_min, how = map(int, times.split())
    return Session(Span(start_min, length_min), _MODES[how >> 1], how & 1 == 1, *map(_text_or_none, said))


def _track_form(track: Track) -> bytes:
    required = b"" if track.required is None else b"%d" % track.required
    return _PART.join((_bytes(track.name), _bytes(track.level), required, *map(_session_form, track.sessions)))


def _track_of(name: bytes, level: bytes, required: bytes, *sessions: bytes) -> Track:
    held = tuple([_session_of(session) for session in sessions])
    return Track(_text_or_none(name), held, int(required) if required else None, _text_or_none(level))


def _opening_form(opening: Hours) -> bytes:
    times = b"%d %d" % (opening.span.start_min, opening.span.length_min)
    return times if opening.rrule is None else times + _DETAIL + _bytes(opening.rrule)


@lru_cache(maxsize=8_192)
def _hours_of(field: bytes) -> tuple[Hours, ...]:
    """Places that open from nine to five share their hours, in time and in memory."""
    return tuple([_opening_of(*opening.split(_DETAIL)) for opening in field.split(_ITEM)])


def _opening_of(times: bytes, rrule: bytes = b"") -> Hours:
    start_min, length_min = map(int, times.split())
    return Hours(Span(start_min, length_min), _text_or_none(rrule))


def _pair(form: str) -> tuple[str, str]:
    facet, reason = json.loads(form)
    return facet, reason

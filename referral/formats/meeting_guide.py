"""Meeting Guide feeds: a JSON array, one object per meeting (code4recovery/spec), read more tolerantly than specified.

Every object is a record or a rejection. A feed does not name its fellowship: it is given, or read from the feed as a
whole.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from referral.domain.errors import BadFile, BadMapping, UnknownCode
from referral.domain.listing import Mode, PhoneRole, Session
from referral.domain.place import Point
from referral.domain.record import PhoneText, Record, Rejection
from referral.domain.source import Dating
from referral.domain.vocabulary import canonical
from referral.domain.week import Day
from referral.formats.conference import attendance, web_address
from referral.formats.files import json_value
from referral.formats.meeting_place import Address, address_of_parts, address_of_text, read_coordinates, read_point
from referral.formats.meeting_record import Meeting
from referral.formats.meeting_rows import Way, is_district, is_time_zone, kept, lines_of, read_way, text_of
from referral.formats.meeting_times import LONG_MIN, is_blank, length_between, make_sessions, read_clock, read_days
from referral.formats.meeting_types import Types, read_types

NAME = "meeting-guide"
VERSION = "2"

_KEPT = (
    "id slug name day time end_time timezone types notes location location_notes group group_id group_notes district "
    "formatted_address address city state postal_code country region sub_region sub_sub_region regions "
    "latitude longitude coordinates approximate attendance_option updated url website "
    "conference_url conference_url_notes conference_phone conference_phone_notes "
    "entity entity_phone entity_url entity_website_url"
)
"""Fields that are stored. Contacts, members' mail addresses and telephones, and payment names are not among them."""

_SUSPENDED = re.compile(r"^\s*\(suspended\)[\s:-]*", re.IGNORECASE)
_FOR_ONE_GENDER = re.compile(r"\b(wo)?men(?:['’]s)? only\b", re.IGNORECASE)
_AL_ANON = re.compile(r"\bAFG\b|\bal-?anon\b|\balateen\b", re.IGNORECASE)
_ALATEEN = re.compile(r"\balateen\b", re.IGNORECASE)
_APPROXIMATE = {"yes": True, "true": True, "no": False, "false": False}
_MAPPING_KEYS = {"format", "name", "fellowship", "time_zone"}


class MeetingGuide:
    """Reads a Meeting Guide feed.

    fellowship: a fellowship code of the vocabulary; None = Al-Anon when at least half of the names say so ("AFG"), else
    AA. time_zone: IANA name for rows without one; None = from their place. Raises BadMapping for either when unknown.
    """

    name = NAME
    dating = Dating.UPDATED

    def __init__(self, fellowship: str | None = None, time_zone: str | None = None, title: str | None = None) -> None:
        self.title = title
        self._fellowship = _known_fellowship(fellowship) if fellowship is not None else None
        if time_zone is not None and not is_time_zone(time_zone):
            raise BadMapping(
                f'time_zone: "{time_zone[:40]}" is not an IANA time zone. Write one like "America/New_York".'
            )
        self._time_zone = time_zone
        self.version = f"{VERSION} {self._fellowship or 'by name'} {time_zone or 'by place'}"

    @classmethod
    def from_mapping(cls, mapping: Mapping[str, object]) -> "MeetingGuide":
        """The format of a mapping: `name`, `fellowship`, `time_zone`, `format`, all optional. Raises BadMapping."""
        unknown = sorted(set(mapping) - _MAPPING_KEYS)
        if unknown:
            raise BadMapping(
                f"{NAME} knows no {', '.join(unknown)} in a mapping. Use: {', '.join(sorted(_MAPPING_KEYS))}."
            )
        wrong = sorted(key for key, value in mapping.items() if not isinstance(value, str))
        if wrong:
            raise BadMapping(f"{', '.join(wrong)}: write it as text in quotation marks.")
        if mapping.get("format", NAME) != NAME:
            raise BadMapping(f"This mapping is for {mapping['format']}, not for {NAME}.")
        texts = (mapping.get(key) for key in ("fellowship", "time_zone", "name"))
        return cls(*[None if text is None else str(text) for text in texts])

    def loads(self, path: Path, source: str) -> Iterator[Record | Rejection]:
        """Every object of the file as a record or a rejection, in file order; row is "object 3", counted from 1.

        Raises BadFile when the file is no JSON array of objects, or holds BMLT rows.
        """
        rows = _rows(path)
        fellowship = self._fellowship or fellowship_of(rows)
        seen: set[str] = set()
        for number, row in enumerate(rows, 1):
            item = _Reader(f"object {number}", source, fellowship, self._time_zone).read(row)
            if isinstance(item, Record) and item.outside_id in seen:
                item = Rejection(item.row, item.outside_id, "duplicate_id")
            elif isinstance(item, Record):
                seen.add(item.outside_id)
            yield item


def fellowship_of(rows: Sequence[object]) -> str:
    """The fellowship of a feed by the names of its meetings and bodies: AlAnon when at least half say so, else AA."""
    names = [
        f"{name} {row.get('entity')}" for row in rows if isinstance(row, dict) and (name := text_of(row.get("name")))
    ]
    return "AlAnon" if names and 2 * sum(1 for name in names if _AL_ANON.search(name)) >= len(names) else "AA"


def _known_fellowship(code: str) -> str:
    try:
        return canonical(f"fellowship={code}", "fellowship").removeprefix("fellowship=")
    except UnknownCode as error:
        raise BadMapping(error.message) from error


def _rows(path: Path) -> list[object]:
    value = json_value(path)
    if not isinstance(value, list):
        raise BadFile(f"{path.name} is not a Meeting Guide feed: that is a JSON array of meetings.")
    if value and not any(isinstance(row, dict) for row in value):
        raise BadFile(f"{path.name} is not a Meeting Guide feed: no entry of its array is an object.")
    if any(isinstance(row, dict) and "id_bigint" in row and "slug" not in row for row in value):
        raise BadFile(f"{path.name} holds BMLT meetings. Import it with the format bmlt.")
    return value


class _Reader:
    """Reads one object; what it mends or leaves out stands in warnings."""

    def __init__(self, where: str, source: str, fellowship: str, time_zone: str | None) -> None:
        self._where = where
        self._source = source
        self._fellowship = fellowship
        self._time_zone = time_zone
        self._warnings: list[str] = []

    def read(self, row: object) -> Record | Rejection:
        """The record of one object, or why there is none."""
        if not isinstance(row, dict):
            return Rejection(self._where, None, "not_an_object")
        slug = _slug(row.get("slug"))
        if slug is None:
            return Rejection(self._where, None, "no_slug")
        name = text_of(row.get("name"))
        if name is None or not _SUSPENDED.sub("", name):
            return Rejection(self._where, slug, "no_name")
        days, start_min = read_days(row.get("day")), read_clock(row.get("time"))
        if days is None and not is_blank(row.get("day")):
            return Rejection(self._where, slug, "bad_day")
        if start_min is None and not is_blank(row.get("time")):
            return Rejection(self._where, slug, "bad_time")
        meeting = self._meeting(row, slug, name, days or (), start_min)
        if meeting is None:
            return Rejection(self._where, slug, "inactive")
        return meeting.record(self._source, self._where, kept(row, _KEPT), _phones(row), tuple(self._warnings))

    def _meeting(
        self, row: Mapping[str, object], slug: str, full_name: str, days: Sequence[Day], start_min: int | None
    ) -> Meeting | None:
        """The meeting of a row whose day and time could be read; None when nobody can attend it."""
        name = _SUSPENDED.sub("", full_name)
        types = self._types(row, name)
        address, point, approximate = self._place(row)
        way = self._way(row)
        closed = types.location_closed or name != full_name
        mode = attendance(
            online=types.online or way.online is not None,
            location_closed=closed,
            approximate=approximate,
        )
        if mode is None:
            return None
        if mode is not Mode.IN_PERSON and way.online is None:
            self._warnings.append("no_conference")
        notes = lines_of(row.get("notes"), row.get("location_notes"))
        return Meeting(
            outside_id=slug,
            name=name,
            fellowship=self._fellowship,
            group=_group(row, name),
            facets=types.facets,
            codes=types.codes,
            mode=mode,
            way=way,
            address=address,
            point=point,
            about=approximate or address.about,
            sessions=self._sessions(row, days, start_min, mode=mode, name=name, outside_id=slug, notes=notes),
            place_name=text_of(row.get("location")),
            time_zone=self._zone(row),
            organization=_organization(row),
            about_group=text_of(row.get("group_notes")),
            notes=notes,
            website=self._website(row),
            as_of=self._as_of(row.get("updated")),
            room_closed=closed and not approximate,
        )

    def _types(self, row: Mapping[str, object], name: str) -> Types:
        """The types of a row, with what its name adds: Alateen among Al-Anon, and "men only"."""
        types = read_types(self._fellowship, row.get("types"))
        self._warnings += types.warnings
        facets, codes = set(types.facets), set(types.codes)
        if self._fellowship in ("AlAnon", "Alateen") and _ALATEEN.search(name):
            facets |= {"fellowship=Alateen", "restricted=youth_only"}
            codes.add("Y")
        only = _FOR_ONE_GENDER.search(name)
        if only:
            facets.add("meeting=women" if only[1] else "meeting=men")
            codes.add("W" if only[1] else "M")
        return replace(types, facets=frozenset(facets), codes=frozenset(codes))

    def _place(self, row: Mapping[str, object]) -> tuple[Address, Point | None, bool]:
        """Address, point, and whether the row has no exact address: as it states, else by its address."""
        formatted = text_of(row.get("formatted_address"))
        if formatted:
            address = address_of_text(formatted)
        else:
            address = address_of_parts(
                street=text_of(row.get("address")),
                town=text_of(row.get("city")),
                state=text_of(row.get("state")),
                postal_code=text_of(row.get("postal_code")),
                country=text_of(row.get("country")),
            )
        point, is_box = self._point(row)
        stated = _APPROXIMATE.get(str(row.get("approximate")).strip().casefold())
        return address, point, address.about or is_box if stated is None else stated

    def _point(self, row: Mapping[str, object]) -> tuple[Point | None, bool]:
        """The point, from numbers or else from `coordinates`, and whether that is a box."""
        point = read_point(row.get("latitude"), row.get("longitude"))
        is_box = False
        if point is None:
            point, is_box = read_coordinates(text_of(row.get("coordinates")) or "")
        if point is None and not all(is_blank(row.get(field)) for field in ("latitude", "longitude", "coordinates")):
            self._warnings.append("bad_point")
        return point, is_box

    def _way(self, row: Mapping[str, object]) -> Way:
        way = read_way(
            row, url=("conference_url", "conference_url_notes"), phone=("conference_phone", "conference_phone_notes")
        )
        self._warnings += way.warnings
        return way

    def _sessions(
        self,
        row: Mapping[str, object],
        days: Sequence[Day],
        start_min: int | None,
        *,
        mode: Mode,
        name: str,
        outside_id: str,
        notes: str | None,
    ) -> tuple[Session, ...]:
        """None for a meeting by appointment (neither day nor time), nor for one whose day or time is missing."""
        if start_min is None or not days:
            self._warnings += ["no_time"] if days else ["no_day"] if start_min is not None else []
            return ()
        end_min = read_clock(row.get("end_time"))
        if end_min is None and not is_blank(row.get("end_time")):
            self._warnings.append("bad_end_time")
        length = None if end_min is None else length_between(start_min, end_min)
        if length is not None and length > LONG_MIN:
            self._warnings.append("long_session")
        return make_sessions(days, start_min, length, mode=mode, name=name, outside_id=outside_id, notes=notes)

    def _zone(self, row: Mapping[str, object]) -> str | None:
        zone = text_of(row.get("timezone"))
        if zone and is_time_zone(zone):
            return zone
        if zone:
            self._warnings.append("bad_time_zone")
        return self._time_zone

    def _website(self, row: Mapping[str, object]) -> str | None:
        """The group's own page, else the page of the meeting at the source."""
        for field in ("website", "url"):
            address = web_address(row.get(field))
            if address:
                return address
            if not is_blank(row.get(field)):
                self._warnings.append("bad_website")
        return None

    def _as_of(self, value: object) -> date | None:
        text = text_of(value)
        if text is None:
            return None
        try:
            return date.fromisoformat(text[:10])
        except ValueError:
            self._warnings.append("bad_updated")
            return None


def _slug(value: object) -> str | None:
    if isinstance(value, bool) or not isinstance(value, str | int):
        return None
    return "".join(c for c in str(value) if c.isprintable()).strip()[:255] or None


def _group(row: Mapping[str, object], name: str) -> str:
    """What names the group: its id where one is named, else its name, else the meeting's. A district is no group."""
    group = text_of(row.get("group"))
    if group is None or is_district(group) or group == text_of(row.get("district")):
        return name
    number = text_of(row.get("group_id"))
    return f"id {number}" if number else group


def _organization(row: Mapping[str, object]) -> str | None:
    group = text_of(row.get("group"))
    return group if group and not is_district(group) else text_of(row.get("entity"))


def _phones(row: Mapping[str, object]) -> tuple[PhoneText, ...]:
    """The number of the service body; those of groups belong to members."""
    number = text_of(row.get("entity_phone"))
    return (PhoneText(number, PhoneRole.HOTLINE),) if number else ()

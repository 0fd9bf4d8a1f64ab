"""BMLT answers: meetings of Narcotics Anonymous from `GetSearchResults`, with the server's formats and service bodies.

Every value of a row is a text; weekday 1 is Sunday. Rows that a server keeps unpublished are rejected.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path

from referral.domain.errors import BadFile, BadMapping
from referral.domain.listing import Mode, PhoneRole, Session
from referral.domain.record import PhoneText, Record, Rejection
from referral.domain.source import Dating
from referral.domain.week import Day
from referral.formats.conference import attendance
from referral.formats.files import json_value
from referral.formats.meeting_place import Address, address_of_parts, read_point
from referral.formats.meeting_record import Meeting
from referral.formats.meeting_rows import Way, is_time_zone, kept, lines_of, read_way, text_of
from referral.formats.meeting_times import LONG_MIN, is_blank, make_sessions, read_clock, read_days, read_duration
from referral.formats.naws_formats import Formats, FormatTable, format_list

NAME = "bmlt"
VERSION = "2"
FELLOWSHIP = "NA"

_KEPT = (
    "id_bigint worldid_mixed shared_group_id_bigint service_body_bigint service_body_name weekday_tinyint "
    "venue_type start_time duration_time time_zone formats format_shared_id_list lang_enum longitude latitude "
    "published root_server_uri root_server_id meeting_name location_text location_info location_street "
    "location_city_subsection location_neighborhood location_municipality location_sub_province location_province "
    "location_postal_code_1 location_nation comments train_lines bus_lines phone_meeting_number "
    "virtual_meeting_link virtual_meeting_additional_info "
)
"""Fields that are stored. Contacts and fields that a site adds are not among them."""


class Bmlt:
    """Reads the answers of one BMLT server.

    They are a folder of `*GetSearchResults*.json`, `*GetFormats*.json` and `*GetServiceBodies*.json` (the last two
    optional), or one JSON file: the rows, or `{"meetings": [...], "formats": [...]}`. Without a format list the keys of
    the default list are taken.

    time_zone: IANA name for rows without one; None = from their place. Raises BadMapping when unknown.
    """

    name = NAME
    title: str | None = None
    dating = Dating.UPDATED

    def __init__(self, time_zone: str | None = None) -> None:
        if time_zone is not None and not is_time_zone(time_zone):
            raise BadMapping(
                f'time_zone: "{time_zone[:40]}" is not an IANA time zone. Write one like "America/New_York".'
            )
        self._time_zone = time_zone
        self.version = f"{VERSION} {time_zone or 'by place'}"

    def loads(self, path: Path, source: str) -> Iterator[Record | Rejection]:
        """Every meeting as a record or a rejection, in file order; row is "meeting 3", counted from 1.

        Raises BadFile when a file is no BMLT answer, or a folder holds none or several.
        """
        rows, formats, bodies = _answers(path)
        table = FormatTable(format_list(formats))
        seen: set[str] = set()
        for number, row in enumerate(rows, 1):
            item = _Reader(f"meeting {number}", source, table, bodies, self._time_zone).read(row)
            if isinstance(item, Record) and item.outside_id in seen:
                item = Rejection(item.row, item.outside_id, "duplicate_id")
            elif isinstance(item, Record):
                seen.add(item.outside_id)
            yield item


def _answers(path: Path) -> tuple[list[object], list[object], dict[str, Mapping[str, object]]]:
    """Rows, format entries, and service bodies by id."""
    if not path.is_dir():
        value = json_value(path)
        if isinstance(value, dict):
            return _list(path, value.get("meetings")), _list(path, value.get("formats", [])), {}
        return _list(path, value), [], {}
    meetings = _answer(path, "GetSearchResults")
    if meetings is None:
        raise BadFile(f"{path.name} holds no *GetSearchResults*.json.")
    rows, used = (
        (meetings.get("meetings"), meetings.get("formats", [])) if isinstance(meetings, dict) else (meetings, [])
    )
    formats, bodies = _answer(path, "GetFormats"), _answer(path, "GetServiceBodies")
    known = {text_of(body.get("id")): body for body in _list(path, bodies or []) if isinstance(body, dict)}
    return _list(path, rows), _list(path, formats or used), {key: body for key, body in known.items() if key}


def _answer(folder: Path, switcher: str) -> object:
    """The value of the one file of an answer; None when there is none. Raises BadFile when there are several."""
    files = sorted(folder.glob(f"*{switcher}*.json"))
    if len(files) > 1:
        raise BadFile(f"{folder.name} holds several *{switcher}*.json; keep one server's answers in a folder.")
    return json_value(files[0]) if files else None


def _list(path: Path, value: object) -> list[object]:
    if not isinstance(value, list):
        raise BadFile(
            f"{path.name} is not a BMLT answer: that is a JSON array, or an object with meetings and formats."
        )
    if any(isinstance(row, dict) and "slug" in row and "id_bigint" not in row for row in value):
        raise BadFile(f"{path.name} holds Meeting Guide meetings. Import it with the format meeting-guide.")
    return value


class _Reader:
    """Reads one row; what it mends or leaves out stands in warnings."""

    def __init__(
        self,
        where: str,
        source: str,
        table: FormatTable,
        bodies: Mapping[str, Mapping[str, object]],
        time_zone: str | None,
    ) -> None:
        self._where = where
        self._source = source
        self._table = table
        self._bodies = bodies
        self._time_zone = time_zone
        self._warnings: list[str] = []

    def read(self, row: object) -> Record | Rejection:
        """The record of one row, or why there is none."""
        if not isinstance(row, dict):
            return Rejection(self._where, None, "not_an_object")
        number = _id(row.get("id_bigint"))
        if number is None:
            return Rejection(self._where, None, "no_id")
        if str(row.get("published", "1")).strip().casefold() in ("0", "false"):
            return Rejection(self._where, number, "unpublished")
        name = text_of(row.get("meeting_name"))
        if name is None:
            return Rejection(self._where, number, "no_name")
        days, start_min = read_days(row.get("weekday_tinyint"), sunday=1), read_clock(row.get("start_time"))
        if days is None:
            return Rejection(self._where, number, "bad_day")
        if start_min is None:
            return Rejection(self._where, number, "bad_time")
        meeting = self._meeting(row, number, name, days, start_min)
        if meeting is None:
            return Rejection(self._where, number, "inactive")
        body = self._bodies.get(text_of(row.get("service_body_bigint")) or "", {})
        return meeting.record(self._source, self._where, kept(row, _KEPT), _phones(body), tuple(self._warnings))

    def _meeting(
        self, row: Mapping[str, object], number: str, name: str, days: tuple[Day, ...], start_min: int
    ) -> Meeting | None:
        """The meeting of a row whose day and time could be read; None when nobody can attend it."""
        formats = self._table.read(row)
        address = _address(row)
        way = read_way(
            row,
            url=("virtual_meeting_link", "virtual_meeting_additional_info"),
            phone=("phone_meeting_number", "virtual_meeting_additional_info"),
        )
        self._warnings += [*formats.warnings, *way.warnings]
        mode = _mode(text_of(row.get("venue_type")), formats, way)
        if mode is None:
            return None
        if mode is not Mode.IN_PERSON and way.online is None:
            self._warnings.append("no_conference")
        point = read_point(row.get("latitude"), row.get("longitude"))
        if point is None and not (is_blank(row.get("latitude")) and is_blank(row.get("longitude"))):
            self._warnings.append("bad_point")
        notes = text_of(row.get("comments"))
        return Meeting(
            outside_id=number,
            name=name,
            fellowship=FELLOWSHIP,
            group=_group(row, name),
            facets=formats.facets | _transit(row),
            codes=formats.codes,
            mode=mode,
            way=way,
            address=address,
            point=point,
            about=address.about,
            sessions=self._sessions(row, days, start_min, mode=mode, name=name, outside_id=number, notes=notes),
            place_name=text_of(row.get("location_text")),
            time_zone=self._zone(row),
            organization=self._organization(row),
            about_group=_directions(row),
            notes=notes,
            room_closed=formats.location_closed,
        )

    def _sessions(
        self,
        row: Mapping[str, object],
        days: tuple[Day, ...],
        start_min: int,
        *,
        mode: Mode,
        name: str,
        outside_id: str,
        notes: str | None,
    ) -> tuple[Session, ...]:
        length = read_duration(row.get("duration_time"))
        if length is None and not is_blank(row.get("duration_time")):
            self._warnings.append("bad_duration")
        if length is not None and length > LONG_MIN:
            self._warnings.append("long_session")
        return make_sessions(days, start_min, length, mode=mode, name=name, outside_id=outside_id, notes=notes)

    def _zone(self, row: Mapping[str, object]) -> str | None:
        zone = text_of(row.get("time_zone"))
        if zone and is_time_zone(zone):
            return zone
        if zone:
            self._warnings.append("bad_time_zone")
        return self._time_zone

    def _organization(self, row: Mapping[str, object]) -> str | None:
        body = self._bodies.get(text_of(row.get("service_body_bigint")) or "", {})
        return text_of(row.get("service_body_name")) or text_of(body.get("name"))


def _mode(venue: str | None, formats: Formats, way: Way) -> Mode | None:
    """How a meeting is attended; None when its place is closed and nothing works from afar.

    By venue type (1 in person, 2 virtual, 3 hybrid), else by the formats VM and HY, else by a working link. TC closes
    the place.
    """
    stated = venue in ("1", "2", "3")
    virtual = venue == "2" or (not stated and formats.virtual and not formats.hybrid)
    hybrid = venue == "3" or (not stated and formats.hybrid)
    linked = way.online is not None and (venue != "1" or formats.location_closed)
    return attendance(
        online=virtual or hybrid or linked, location_closed=virtual or formats.location_closed, approximate=False
    )


def _id(value: object) -> str | None:
    if isinstance(value, bool) or not isinstance(value, str | int):
        return None
    return "".join(c for c in str(value) if c.isprintable()).strip()[:64] or None


def _address(row: Mapping[str, object]) -> Address:
    """The address; without a municipality the borough, else the neighborhood, is the town."""
    towns = ("location_municipality", "location_city_subsection", "location_neighborhood")
    return address_of_parts(
        street=text_of(row.get("location_street")),
        town=next((town for field in towns if (town := text_of(row.get(field)))), None),
        state=text_of(row.get("location_province")),
        postal_code=text_of(row.get("location_postal_code_1")),
        country=text_of(row.get("location_nation")),
        county=text_of(row.get("location_sub_province")),
    )


def _group(row: Mapping[str, object], name: str) -> str:
    """What names the group: the server's shared id, else the world id, else the meeting's name."""
    ids = (text_of(row.get(field)) for field in ("shared_group_id_bigint", "worldid_mixed"))
    return next((f"id {number}" for number in ids if number), name)


def _line(value: object) -> str | None:
    """Some servers keep the label of a field before its value: "Bus Lines#@-@#B60"."""
    return text_of(value.rpartition("#@-@#")[2] if isinstance(value, str) else value)


def _directions(row: Mapping[str, object]) -> str | None:
    return lines_of(*(_line(row.get(field)) for field in ("location_info", "train_lines", "bus_lines")))


def _transit(row: Mapping[str, object]) -> frozenset[str]:
    """A row that names a train or bus line can be reached by one."""
    return frozenset({"access=transit"} if _line(row.get("train_lines")) or _line(row.get("bus_lines")) else ())


def _phones(body: Mapping[str, object]) -> tuple[PhoneText, ...]:
    """The helpline of the service body."""
    number = text_of(body.get("helpline"))
    return (PhoneText(number, PhoneRole.HOTLINE),) if number else ()

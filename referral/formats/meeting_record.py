"""One meeting as any feed states it, and the record it becomes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from referral.domain.listing import Listing, Mode, Session
from referral.domain.place import Point
from referral.domain.record import PhoneText, Record
from referral.domain.vocabulary import Kind
from referral.formats.meeting_place import Address, location_of
from referral.formats.meeting_rows import Way, group_id_of, merge_key_of
from referral.formats.meeting_types import meeting_facts


@dataclass(frozen=True, slots=True)
class Meeting:
    """What one row of a feed says, in our words.

    group: what names the group, an id or a name. codes: its types or formats, for comparing rows; facets: what they
    state. about: the point is not that of a street address. notes: remarks of this row, shown with its sessions;
    about_group: remarks of the group. A meeting without sessions states no times.
    room_closed: its room is closed for now, so that it meets online.
    """

    outside_id: str
    name: str
    fellowship: str
    group: str
    facets: frozenset[str]
    codes: frozenset[str]
    mode: Mode
    way: Way
    address: Address
    point: Point | None
    about: bool
    sessions: tuple[Session, ...]
    place_name: str | None = None
    time_zone: str | None = None
    organization: str | None = None
    about_group: str | None = None
    notes: str | None = None
    website: str | None = None
    as_of: date | None = None
    room_closed: bool = False

    def record(
        self, source: str, row: str, raw: Mapping[str, object], phones: tuple[PhoneText, ...], warnings: tuple[str, ...]
    ) -> Record:
        """The record of this meeting; its listing has the sessions of this row alone.

        row: where it stands, for people. raw: what is stored of it.
        """
        group_id = group_id_of(source, self.group, self.address.key)
        merge_key = merge_key_of(group_id, self.name, self.codes, self.mode, self.way)
        return Record(row, self.outside_id, raw, self._listing(source, group_id), phones, merge_key, warnings)

    def _listing(self, source: str, group_id: str) -> Listing:
        remarks = (self.about_group, None if self.sessions else self.notes)
        return Listing(
            id=f"{source}:{self.outside_id}",
            source=source,
            kind=Kind.MEETING,
            name=self.name,
            as_of=self.as_of,
            group_id=group_id,
            organization=self.organization,
            description="\n".join(text for text in remarks if text) or None,
            location=location_of(
                self.address,
                self.mode,
                name=self.place_name,
                point=self.point,
                about=self.about,
                time_zone=self.time_zone,
            ),
            website=self.website,
            online=self.way.online if self.mode is not Mode.IN_PERSON else None,
            sessions=self.sessions,
            facts=meeting_facts(
                self.fellowship,
                self.facets,
                self.mode,
                english=self.address.country == "US",
                room_closed=self.room_closed,
            ),
        )

"""What the use cases need from the outside. `app.py` makes the real parts; tests/fakes.py holds one fake each.

Rules for every port: methods raise only errors of `domain/errors.py`; a part may be called from several threads
unless its docstring says otherwise; datetimes are aware; text is returned as the source wrote it, in NFC.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol, Self

from referral.domain.kept_packet import KeptPacket
from referral.domain.listing import Listing
from referral.domain.need import Profile, TravelMode
from referral.domain.packet import Packet
from referral.domain.place import Pin, Place, Point, Precision
from referral.domain.search import SearchPage, SearchQuery
from referral.domain.source import Dating, Named, Source


class Places(Protocol):
    """The offline gazetteer of United States ZIP codes and towns. Read-only, safe from any thread."""

    def resolve(self, text: str, field: str = "--near") -> Place:
        """The one place meant by a ZIP ("80203"), a town ("Walden, CO", "walden co") or coordinates ("39.73,-104.98").

        Raises UnknownPlace, or AmbiguousPlace with up to 8 choices when a town name without state fits several
        and none of them has ten times the population of the next. field names the input in the message.
        Coordinates keep their point (precision exact) and take state, county and zip5 of the nearest ZIP point.
        """
        ...

    def find_trailing(self, text: str) -> tuple[str, Place] | None:
        """(remaining words, place) when the last words of a search are an unambiguous place name, else None.

        A bare ZIP counts. A bare town name counts only when it is unambiguous by the rule of `resolve` and words
        remain.
        """
        ...

    def suggest(self, prefix: str, limit: int = 8) -> tuple[str, ...]:
        """Labels that begin with prefix (accents and case folded), most populous first.

        Empty for under 2 characters.
        """
        ...

    def zip_place(self, zip5: str) -> Place | None:
        """The point of a five-digit ZIP code, or None."""
        ...

    def town_place(self, town: str, state: str) -> Place | None:
        """The point of a town in a state (two letters), or None."""
        ...

    def nearest_zip(self, point: Point) -> Place | None:
        """The nearest ZIP point within 60 miles, or None. Used to take coordinates out of addresses."""
        ...

    def towns_within(self, south: float, north: float, west: float, east: float, limit: int) -> tuple[Place, ...]:
        """The most populous towns with a point in a box of degrees, of those whose population is known."""
        ...

    def zone_of(self, point: Point) -> str | None:
        """IANA time zone of a point, or None at sea."""
        ...


class Maps(Protocol):
    """Pictures of areas, made here: no map server learns where anybody looks. Safe from any thread."""

    def picture(self, centre: Place, pins: Sequence[Pin], lang: str, *, least_miles: float | None = None) -> str:
        """An SVG element around a place that shows every pin, numbered, and at least so many miles each way.

        It carries its own text alternative. Pins over 400 miles away are left out.
        """
        ...


class Geocoder(Protocol):
    """Street addresses of listings to points, asked over the network: for imports by staff, never for visitors."""

    def locate(self, address: str, near: Point | None = None) -> tuple[Point, Precision] | None:
        """The point of a one-line address, or None when it is not found to its street, or is far from near.

        Raises IngestError, without the address, when it does not answer.
        """
        ...


class Roads(Protocol):
    """Times on a road network, asked from a server of the operator's: who asks tells it where a person lives."""

    @property
    def version(self) -> str:
        """What answers, for records of how a packet was made."""
        ...

    def knows(self, mode: TravelMode) -> bool:
        """True for the ways to get around that it has a network of."""
        ...

    def minutes(
        self, origins: Sequence[Point], destinations: Sequence[Point], mode: TravelMode, within_s: float
    ) -> list[list[float]]:
        """Minutes on the road from each origin (rows) to each destination, without what a door costs.

        inf where the network has no way, nan where it does not hold one of the two points. within_s: seconds after
        which nobody waits for the answer. Raises TravelUnavailable, without a point in its message.
        """
        ...


class Paper(StrEnum):
    """What a printer holds: 8.5 by 11 inches, or 210 by 297 mm."""

    LETTER = "letter"
    A4 = "a4"


class Documents(Protocol):
    """A packet on paper, in a calendar and as a picture, and the times of a place in a calendar.

    lang: "en" or "es". now: aware; dates the document. link: the address of the live packet, None = none is printed.
    Nothing is kept or logged. Safe from several threads.
    """

    def pdf(
        self,
        packet: Packet,
        profile: Profile,
        now: datetime,
        lang: str = "en",
        *,
        paper: Paper = Paper.LETTER,
        link: str | None = None,
        large: bool = False,
        named: Named | None = None,
    ) -> bytes:
        """A tagged PDF to the rules of PDF/UA-1: at most four pages, or one in large print. Names no person.

        named: sources by name, for what each place says of its source; None when none is known.

        The same packet and now give the same bytes. Raises DocumentFailed.
        """
        ...

    def calendar(
        self, packet: Packet, profile: Profile, now: datetime, lang: str = "en", *, full_titles: bool = False
    ) -> bytes | None:
        """The week as an iCalendar file; None when nothing of it has a time.

        Every event is called "Appointment" and says no place, unless full_titles. Nothing rings.
        """
        ...

    def listing_calendar(
        self, listing: Listing, now: datetime, lang: str = "en", *, number: int | None = None
    ) -> bytes | None:
        """The weekly sessions of a place, on its clocks, as an iCalendar file; None when it states none.

        number: which of `Listing.weekly` is taken, from 1; None takes all. Each event is called "Appointment" and says
        no name and no place; one that can be joined from afar says how. Nothing rings.
        """
        ...

    def qr_svg(self, link: str, lang: str = "en") -> str:
        """A link as a QR code: one <svg> element without style, black on white."""
        ...

    def week_svg(self, packet: Packet, profile: Profile, lang: str = "en") -> str:
        """The week as one <svg> element without style or script; empty when nothing has a time.

        It takes the colour of the text around it, and the width of its box. It has ids: one on a page.
        """
        ...


class Clock(Protocol):
    """The time. The real one reads the system; tests set it."""

    def now(self) -> datetime:
        """Now, aware, UTC."""
        ...


class Listings(Protocol):
    """Listings as values. Reads never see another unit's uncommitted work."""

    def get(self, listing_id: str) -> Listing:
        """A listing, also a vanished one (see `is_live`). Raises ListingNotFound."""
        ...

    def get_many(self, listing_ids: Sequence[str]) -> dict[str, Listing]:
        """The live listings among these ids, by id; vanished and unknown ids are left out."""
        ...

    def is_live(self, listing_id: str) -> bool:
        """False for a vanished or unknown listing."""
        ...

    def live(self) -> Iterator[Listing]:
        """Every live listing, by id, streamed."""
        ...

    def siblings(self, group_id: str) -> tuple[Listing, ...]:
        """The live listings that share a group id, by id."""
        ...

    def save(self, listing: Listing, seen_in_run: int) -> bool:
        """Insert or replace; True when anything changed.

        Adds a row to the outbox in the same transaction when it did.
        """
        ...

    def vanish(self, listing_ids: Sequence[str]) -> None:
        """Flag and hide; never delete. Adds rows to the outbox."""
        ...


class Changes(Protocol):
    """The outbox that indexes tail: which listings changed, in order.

    Written only by the repositories that change listings.
    """

    def last_seq(self) -> int:
        """The newest sequence number that this unit sees, its own included; 0 when nothing was ever written."""
        ...

    def since(self, seq: int) -> tuple[tuple[int, str], ...]:
        """(seq, listing id) after seq, oldest first; a listing may come several times."""
        ...


class SearchIndex(Protocol):
    """Text, distance, facts and free time in one scan over every live listing.

    Fit is exactly `domain/fit.py`, reach exactly `domain/reach.py`. Order: fit rank, then reach rank, then the sort,
    then id; paging over one order is stable. Totals are exact. A search sees every write committed before it began.
    Never raises for odd text: what the query language cannot read is searched as plain words. Safe from several
    threads. Raises IndexUnavailable.
    """

    def search(self, query: SearchQuery) -> SearchPage:
        """The page asked for."""
        ...

    def total(self, query: SearchQuery) -> int:
        """The total of the page asked for, in a fraction of its time: nothing is ordered, shown or counted by facet."""
        ...

    def listings(self, query: SearchQuery) -> tuple[Listing, ...]:
        """The listings of the page asked for, in its order, without what stands around them: for a page of thousands.

        Few are told apart in the time that a page of hits takes: none is judged again, and no facet is counted.
        """
        ...


class IndexAdmin(Protocol):
    """Building and checking the disposable index."""

    def build(self) -> Mapping[str, int | float | str]:
        """Build anew from the store. Returns figures for people: listings, seconds."""
        ...

    def catch_up(self) -> bool:
        """Do now what a search after large changes would have to do; True when the index was built anew.

        After small changes, and when the index is fresh, nothing is done. Another builder is waited for. Raises
        IndexUnavailable; then the index is as it was, and searches still see every write.
        """
        ...

    def status(self) -> Mapping[str, int | float | str]:
        """What is live: engine, listings, last change seen."""
        ...

    def verify(self) -> tuple[str, ...]:
        """Differences between index and store as sentences; empty when they agree."""
        ...


class Schema(Protocol):
    """The database's own shape."""

    def upgrade(self) -> None:
        """Bring the schema to the newest migration; nothing when it is there. Raises StoreUnavailable."""
        ...

    def is_current(self) -> bool:
        """True when the database exists and is at the newest migration."""
        ...


class Secret(Protocol):
    """The installation's own secret."""

    def ensure(self) -> None:
        """Make one when there is none. Raises HandoffError when it cannot be kept."""
        ...


class Sealer(Protocol):
    """Encrypts page state so that it can travel through the visitor's hands."""

    def seal(self, payload: Mapping[str, object], purpose: str) -> str:
        """A URL-safe token that only `open` with the same purpose reads."""
        ...

    def open(self, token: str, purpose: str, max_age_s: int) -> dict[str, object]:
        """The payload. Raises BadSeal for anything altered, foreign or older than max_age_s seconds."""
        ...


class PacketSeals(Protocol):
    """Locks packets that are kept, each with the token of its own link. The token itself is written down nowhere."""

    def new_token(self) -> str:
        """A token that nobody can guess (128 random bits), fit for an address."""
        ...

    def lookup(self, token: str) -> str:
        """The id under which the packet of a token is stored; it does not lead back to the token. Takes any text."""
        ...

    def lock(self, kept: KeptPacket, token: str) -> bytes:
        """The packet, unreadable without its token. Two locks of the same packet have nothing in common."""
        ...

    def unlock(self, locked: bytes, token: str) -> KeptPacket:
        """The packet. Raises BadSeal for what is altered, is of another token, or has a form we cannot read."""
        ...


@dataclass(frozen=True, slots=True)
class StoredRecord:
    """What the store knows of one record of a source, without its raw content.

    digest: SHA-256 hex of raw with sorted keys.
    """

    outside_id: str
    digest: str
    mapping_version: str
    listing_id: str
    live: bool


class Records(Protocol):
    """The raw records beside the listings they became."""

    def known(self, source: str) -> dict[str, StoredRecord]:
        """Every record of a source, live or vanished, by outside id."""
        ...

    def save(self, source: str, record: StoredRecord, raw: Mapping[str, object], run_id: int) -> None:
        """Insert or replace one record as seen in a run."""
        ...

    def vanish(self, source: str, outside_ids: Sequence[str]) -> None:
        """Flag records that their source no longer lists."""
        ...


@dataclass(frozen=True, slots=True)
class SourceSummary:
    """One source as `flask source list` shows it.

    last_run: when it was last imported, aware UTC; demo: plainly fictional data.
    """

    name: str
    format: str
    live_records: int
    live_listings: int
    last_run: datetime
    demo: bool


class Sources(Protocol):
    """Where listings come from."""

    def list(self) -> tuple[SourceSummary, ...]:
        """Every source, by name."""
        ...

    def named(self) -> dict[str, Source]:
        """Name -> source, of all there are. Asked by pages, so it counts nothing."""
        ...

    def begin_run(
        self,
        source: str,
        format_name: str,
        started: datetime,
        *,
        demo: bool = False,
        title: str | None = None,
        dating: Dating = Dating.UPDATED,
    ) -> int:
        """Register the source if it is new and open a run; its number. title, dating: as in `domain/source.py`."""
        ...

    def finish_run(self, run_id: int, report: Mapping[str, object]) -> None:
        """Keep the report of a run."""
        ...

    def mark_central_lines(self, source: str) -> int:
        """Mark numbers that many places of a source share, and toll-free ones, as central lines; unmark others.

        Returns how many listings changed.
        """
        ...

    def live_demo(self) -> str | None:
        """The name of a demo source with live listings, or None."""
        ...

    def remove(self, name: str) -> int:
        """Delete a source with its records, runs and listings; how many listings went. Raises SourceNotFound."""
        ...


@dataclass(frozen=True, slots=True)
class Report:
    """A visitor's word that something is wrong with a listing.

    kind: closed | wrong | other; note: at most 500 characters.
    """

    number: int
    listing_id: str
    kind: str
    note: str
    made: datetime
    closed: datetime | None


class Reports(Protocol):
    """Problem reports."""

    def add(self, listing_id: str, kind: str, note: str, made: datetime) -> int:
        """Keep a report; its number. Raises ListingNotFound."""
        ...

    def list(self, *, open_only: bool = True) -> tuple[Report, ...]:
        """Reports, oldest first."""
        ...

    def close(self, number: int, closed: datetime) -> None:
        """Mark as done. Raises ReportNotFound."""
        ...


class KeptPackets(Protocol):
    """Locked packets by lookup id. What has expired is not there, whether it was purged or not."""

    def put(self, lookup: str, locked: bytes, expires: datetime) -> None:
        """Keep a locked packet until it expires; one that is there already is replaced."""
        ...

    def get(self, lookup: str, now: datetime) -> bytes | None:
        """The locked packet, or None."""
        ...

    def delete(self, lookup: str, now: datetime) -> bool:
        """Delete at once; False when it is not there."""
        ...

    def purge(self, now: datetime) -> int:
        """Delete everything that has expired; how many that were."""
        ...


class UnitOfWork(Protocol):
    """One transaction. `with uow:` begins it; leaving without `commit` rolls everything back.

    One unit is used by one thread. Raises StoreBusy when the write lock cannot be had, StoreUnavailable when the
    database is not there.
    """

    listings: Listings
    records: Records
    sources: Sources
    reports: Reports
    changes: Changes
    kept_packets: KeptPackets

    def __enter__(self) -> Self:
        """Begin."""
        ...

    def __exit__(self, *exc: object) -> None:
        """Roll back what was not committed."""
        ...

    def commit(self) -> None:
        """Make it last."""
        ...


class Store(Protocol):
    """Makes units of work. Safe from several threads."""

    def unit(self, *, write: bool = False) -> UnitOfWork:
        """A new unit.

        write=True takes the write lock at its beginning, so that a busy database is known before any work is done.
        """
        ...

    def last_seq(self) -> int:
        """The newest sequence number of the outbox, 0 when nothing was ever written. Microseconds: every search asks.

        It is exact: a write that was committed before, through whatever connection or process, is counted, and one
        that is not committed is not. Raises StoreBusy, StoreUnavailable, the latter also when the database is gone;
        one that was deleted and made anew is followed from then on.
        """
        ...

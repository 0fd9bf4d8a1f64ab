"""Which place a text or a point means: the `Places` port over any gazetteer."""

import re
from math import asin, cos, degrees, radians, sin

from referral.domain.errors import AmbiguousPlace, UnknownPlace
from referral.domain.place import EARTH_RADIUS_MILES, Place, Point, Precision, miles_between
from referral.places import parse
from referral.places.gazetteer import Entry, Gazetteer, dominant, spelled
from referral.places.parse import Reading
from referral.places.states import NAMES
from referral.places.trailing import find_trailing

HELP = "Use a ZIP code like 80203, a town with its state like 'Walden, CO', or latitude,longitude."
CHOICES = 8
NEAREST_MILES = 60
CITY = 500_000
"""A state's name alone means the state, which is no place to search from, unless a city this large shares it."""

_SEARCH_MILES = (3.0, 10.0, 25.0, float(NEAREST_MILES))
"""Half sides of the boxes in which the nearest ZIP is looked for, one after the other."""


class PlaceFinder:
    """The `Places` port. Safe from any thread when its gazetteer is."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer

    def resolve(self, text: str, field: str = "--near") -> Place:
        """The one place meant by a text; see the port. Of an address only the ZIP, or the town and state, is used."""
        plain = parse.clean(text[: 4 * parse.LONGEST_TEXT])
        if not plain:
            raise UnknownPlace(field, f"The place is empty. {HELP}")
        if len(plain) > parse.LONGEST_TEXT:
            raise UnknownPlace(field, f"The place is too long. {HELP}")
        if (pair := parse.read_coordinates(plain)) is not None:
            return self._at(*pair, field)
        before, zip5 = parse.split_zip(plain)
        if zip5 is not None:
            place = self._in_zip(zip5, before, field)
            if place is not None:
                return place
        place = self._town(before, field)
        if place is None and (end := parse.read_address_end(before)) is not None:
            place = self._town(end, field)
        if place is None:
            raise self._unknown(plain, before, field)
        return place

    def find_trailing(self, text: str) -> tuple[str, Place] | None:
        """(remaining words, place) when a search ends in a place; see the port and `trailing`."""
        return find_trailing(text, self._gazetteer)

    def suggest(self, prefix: str, limit: int = CHOICES) -> tuple[str, ...]:
        """Labels that begin with prefix, most populous first. Once prefix holds a digit, labels of ZIPs."""
        found = parse.words(parse.clean(prefix[: parse.LONGEST_TEXT]))
        typed = " ".join(found)
        if len(typed) < 2 or limit < 1:
            return ()
        keys = {typed, f"{parse.town_key(found[:-1])} {found[-1]}".strip(), parse.town_key(found)}
        entries = [entry for key in keys for entry in self._gazetteer.beginning(key, 2 * limit)]
        entries.sort(key=lambda entry: (-entry.size, len(entry.place.label), entry.place.label))
        once: dict[object, str] = {}  # "New York" and "New York City" are one point with one population
        for entry in entries:
            label = entry.place.label
            once.setdefault((entry.place.point, entry.population) if entry.population else label, label)
        return tuple(once.values())[:limit]

    def zip_place(self, zip5: str) -> Place | None:
        """The point of a five-digit ZIP code, or None."""
        return self._gazetteer.zip_place(zip5) if re.fullmatch("[0-9]{5}", zip5) else None

    def town_place(self, town: str, state: str) -> Place | None:
        """The point of a town in a state (two letters, any case), or None."""
        return self._in_state(Reading(parse.words(town), state.strip().upper()))

    def nearest_zip(self, point: Point) -> Place | None:
        """The nearest ZIP point within 60 miles, or None; the lowest number of several at one point."""
        for miles in _SEARCH_MILES:
            near = [(miles_between(point, place.point), place) for place in self._zips_around(point, miles)]
            far, place = min(near, key=lambda pair: pair[0], default=(miles + 1, None))
            if far <= miles:
                return place
        return None

    def towns_within(self, south: float, north: float, west: float, east: float, limit: int) -> tuple[Place, ...]:
        """The most populous towns with a point in a box of degrees."""
        return tuple(self._gazetteer.towns_within(south, north, west, east, limit))

    def zone_of(self, point: Point) -> str | None:
        """IANA time zone of a point, or None at sea."""
        from tzfpy import get_tz

        name = get_tz(point.longitude, point.latitude)
        return None if not name or name.startswith("Etc/") else name

    def _zips_around(self, point: Point, miles: float) -> list[Place]:
        """ZIPs in the smallest box of degrees that holds every point within miles; none beyond the 180th meridian."""
        high = degrees(miles / EARTH_RADIUS_MILES)
        narrowest = cos(radians(min(89.0, abs(point.latitude))))
        wide = degrees(asin(min(1.0, sin(miles / EARTH_RADIUS_MILES) / narrowest)))
        latitude, longitude = point.latitude, point.longitude
        return list(self._gazetteer.zips_within(latitude - high, latitude + high, longitude - wide, longitude + wide))

    def _at(self, latitude: float, longitude: float, field: str) -> Place:
        point = _point(latitude, longitude)
        near = self.nearest_zip(point) if point else None
        if point is None or near is None:
            swapped = _point(longitude, latitude)
            hint = "Write the latitude first. " if swapped and self.nearest_zip(swapped) else ""
            wrong = f"is over {NEAREST_MILES} miles from any ZIP code" if point else "is no point on Earth"
            raise UnknownPlace(field, f"{latitude}, {longitude} {wrong}. {hint}{HELP}")
        zone = self.zone_of(point) or near.time_zone
        label = f"{latitude:.2f}, {longitude:.2f}"
        return Place(label, point, Precision.EXACT, near.state, zone, near.county, zip5=near.zip5)

    def _in_zip(self, zip5: str, before: str, field: str) -> Place | None:
        """The ZIP's place; None for an unknown ZIP after a town. Raises UnknownPlace when a state contradicts it."""
        place = self.zip_place(zip5)
        if place is None:
            if parse.words(before):
                return None
            raise UnknownPlace(field, f"No ZIP code {zip5} is known. {HELP}")
        states = [reading.state for reading in parse.readings(before) if reading.state is not None]
        if states and place.state is not None and place.state not in states:
            raise UnknownPlace(
                field,
                f"The ZIP code {zip5} is in {NAMES[place.state]}, not in {NAMES[states[0]]}. Correct one of them.",
            )
        return place

    def _town(self, text: str, field: str) -> Place | None:
        """The town a text names, or None. Raises AmbiguousPlace, and UnknownPlace for a state alone."""
        ways = parse.readings(text)
        for reading in ways:
            if reading.state is not None:
                if not reading.town:
                    raise UnknownPlace(field, f"{NAMES[reading.state]} is a state or territory, not a town. {HELP}")
                if (place := self._in_state(reading)) is not None:
                    return place
                continue
            key = parse.town_key(reading.town)
            entries = spelled(self._gazetteer.towns(key), key)
            if not entries or (len(ways) > 1 and (entries[0].key != key or _is_state(reading, entries[0]))):
                continue
            if (one := dominant(entries)) is not None:
                return one.place
            choices = tuple(entry.place.label for entry in entries[:CHOICES])
            raise AmbiguousPlace(
                field,
                f"Several towns are called {entries[0].place.town}. Add the state: {'; '.join(choices)}.",
                choices,
            )
        return None

    def _in_state(self, reading: Reading) -> Place | None:
        """The town of this name in this state."""
        key = parse.town_key(reading.town)
        entries = [entry for entry in self._gazetteer.towns(key) if entry.place.state == reading.state]
        return spelled(entries, key)[0].place if entries else None

    def _unknown(self, plain: str, before: str, field: str) -> UnknownPlace:
        zip5 = plain.zfill(5) if re.fullmatch("[0-9]{3,4}", plain) else ""  # a spreadsheet drops the first zeros
        similar = [zip5] if zip5 and self.zip_place(zip5) else self._similar(parse.readings(before)[-1])
        meant = f" Did you mean {' or '.join(similar)}?" if similar else ""
        return UnknownPlace(field, f"No place is called '{parse.shown(plain)}'.{meant} {HELP}", tuple(similar))

    def _similar(self, reading: Reading) -> list[str]:
        """Up to 3 labels: towns of this name in other states, else the largest that begins much like it."""
        key = parse.town_key(reading.town)
        if same := spelled(self._gazetteer.towns(key), key):
            return [entry.place.label for entry in same[:3]]
        for length in range(min(len(key), 24), max(4, len(key) * 4 // 10) - 1, -1):
            entries = self._gazetteer.beginning(key[:length], 5 * CHOICES)
            labels = [e.place.label for e in entries if reading.state in (None, e.place.state)]
            if labels:
                return labels[:1]
        return []


def _is_state(reading: Reading, town: Entry) -> bool:
    """True when a town's name is a state's too and the town is no large city."""
    return any(not before for before, _ in parse.split_state(reading.town)) and town.size < CITY


def _point(latitude: float, longitude: float) -> Point | None:
    """The point, or None outside the ranges of degrees."""
    return Point(latitude, longitude) if abs(latitude) <= 90 and abs(longitude) <= 180 else None

"""One fake for each port, small and in memory. Each runs through the contract of its port."""

from collections.abc import Sequence

from referral.domain.place import Place, Point, Precision
from referral.places import Entry, PlaceFinder
from referral.places.parse import town_key, words


def town(label: str, latitude: float, longitude: float, zone: str, population: int) -> Entry:
    """A town labelled "Walden, CO"."""
    name, _, state = label.partition(", ")
    place = Place(label, Point(latitude, longitude), Precision.TOWN, state, zone, town=name)
    return Entry(place, town_key(words(name)), population)


def zip_code(label: str, latitude: float, longitude: float, zone: str, county: str) -> Entry:
    """A ZIP labelled "Walden, CO 80480"."""
    name, _, rest = label.partition(", ")
    state, _, zip5 = rest.partition(" ")
    place = Place(label, Point(latitude, longitude), Precision.ZIP, state, zone, county, name, zip5)
    return Entry(place, town_key(words(name)))


PLACES = (
    town("San Jose, CA", 37.3394, -121.8950, "America/Los_Angeles", 997368),
    town("Denver, CO", 39.7392, -104.9847, "America/Denver", 729019),
    town("Colorado Springs, CO", 38.8339, -104.8214, "America/Denver", 456568),
    town("Worcester, MA", 42.2626, -71.8023, "America/New_York", 206518),
    town("Springfield, MO", 37.2153, -93.2982, "America/Chicago", 170188),
    town("Springfield, MA", 42.1015, -72.5898, "America/New_York", 154341),
    town("Springfield, IL", 39.8017, -89.6437, "America/Chicago", 114394),
    town("Walden, NY", 41.5612, -74.1885, "America/New_York", 6839),
    town("Walden, CO", 40.7316, -106.2836, "America/Denver", 584),
    zip_code("Denver, CO 80203", 39.7313, -104.9811, "America/Denver", "Denver"),
    zip_code("Walden, CO 80480", 40.7100, -106.2767, "America/Denver", "Jackson"),
    zip_code("Worcester, MA 01608", 42.2628, -71.8004, "America/New_York", "Worcester"),
    zip_code("Colorado Springs, CO 80903", 38.8388, -104.8145, "America/Denver", "El Paso"),
    zip_code("San Jose, CA 95112", 37.3535, -121.8865, "America/Los_Angeles", "Santa Clara"),
)


class MemoryGazetteer:
    """A `Gazetteer` of a few entries."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self._towns = sorted((e for e in entries if e.place.zip5 is None), key=lambda e: (-e.size, e.place.label))
        self._zips = {e.place.zip5: e for e in sorted(entries, key=lambda e: e.place.zip5 or "") if e.place.zip5}

    def towns(self, key: str) -> Sequence[Entry]:
        return [entry for entry in self._towns if entry.key.replace(" ", "") == key.replace(" ", "")]

    def zip_place(self, zip5: str) -> Place | None:
        entry = self._zips.get(zip5)
        return entry.place if entry else None

    def beginning(self, prefix: str, limit: int) -> Sequence[Entry]:
        entries = list(self._zips.values()) if any(c.isdigit() for c in prefix) else self._towns
        return [e for e in entries if " ".join(words(e.place.label)).startswith(prefix)][:limit]

    def zips_within(self, south: float, north: float, west: float, east: float) -> Sequence[Place]:
        places = [entry.place for entry in self._zips.values()]
        return [place for place in places if _is_in(place, south, north, west, east)]

    def towns_within(self, south: float, north: float, west: float, east: float, limit: int) -> Sequence[Place]:
        places = [entry.place for entry in self._towns if entry.population is not None]
        return [place for place in places if _is_in(place, south, north, west, east)][:limit]


def _is_in(place: Place, south: float, north: float, west: float, east: float) -> bool:
    return south <= place.point.latitude <= north and west <= place.point.longitude <= east


class FakePlaces(PlaceFinder):
    """`Places` over a few entries: the rules of the real one on a gazetteer that a test can see whole."""

    def __init__(self, entries: Sequence[Entry] = PLACES) -> None:
        super().__init__(MemoryGazetteer(entries))

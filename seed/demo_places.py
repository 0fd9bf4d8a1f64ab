"""Real towns at real distances around Denver for the fictional demo; streets, house numbers and everything else are made up."""

from dataclasses import dataclass
from random import Random

from referral.domain.listing import Location
from referral.domain.place import Point, Precision

TIME_ZONE = "America/Denver"


@dataclass(frozen=True, slots=True)
class Town:
    """A town centre (GeoNames), a ZIP code there, and how many of 100 listings stand in it."""

    name: str
    zip5: str
    latitude: float
    longitude: float
    share: int


TOWNS = (
    Town("Denver", "80203", 39.7392, -104.9847, 38),
    Town("Aurora", "80012", 39.7294, -104.8319, 14),
    Town("Lakewood", "80226", 39.7047, -105.0814, 9),
    Town("Thornton", "80229", 39.8680, -104.9719, 6),
    Town("Arvada", "80002", 39.8028, -105.0875, 6),
    Town("Westminster", "80031", 39.8367, -105.0372, 5),
    Town("Englewood", "80110", 39.6478, -104.9878, 4),
    Town("Littleton", "80120", 39.6133, -105.0166, 4),
    Town("Boulder", "80302", 40.0150, -105.2705, 5),
    Town("Castle Rock", "80104", 39.3722, -104.8561, 3),
    Town("Golden", "80401", 39.7555, -105.2211, 3),
    Town("Longmont", "80501", 40.1672, -105.1019, 2),
    Town("Brighton", "80601", 39.9853, -104.8205, 1),
)

_STREETS = ("Sample Street", "Example Avenue", "Placeholder Road", "Demo Boulevard", "Specimen Lane", "Mockup Way")
_SCATTER_DEGREES = 0.02
"""About a mile and a half: listings stand around a town's centre, not on one point."""


def make_location(random: Random, name: str | None = None, suite: str | None = None) -> Location:
    """A made-up address near a real town centre; name is the building's."""
    town = random.choices(TOWNS, weights=[town.share for town in TOWNS])[0]
    street = f"{random.randrange(100, 9900, 5)} {random.choice(_STREETS)}"
    point = Point(
        round(random.gauss(town.latitude, _SCATTER_DEGREES), 5),
        round(random.gauss(town.longitude, _SCATTER_DEGREES), 5),
    )
    return Location(
        name=name,
        streets=(street, suite) if suite else (street,),
        town=town.name,
        state="CO",
        zip5=town.zip5,
        point=point,
        precision=Precision.STREET,
        time_zone=TIME_ZONE,
    )

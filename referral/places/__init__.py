"""Where a ZIP, a town or a point is: the offline gazetteer, and street addresses for staff.

`states` holds names and codes, `parse` reads what people type, `finder` and `trailing` say which place is meant,
`gazetteer` is what lies underneath, `offline` the file that ships, and `geocode` asks a geocoder that staff have
configured.
"""

from referral.places.finder import PlaceFinder
from referral.places.gazetteer import Entry, Gazetteer
from referral.places.geocode import StreetGeocoder
from referral.places.offline import OfflinePlaces

__all__ = ["Entry", "Gazetteer", "OfflinePlaces", "PlaceFinder", "StreetGeocoder"]

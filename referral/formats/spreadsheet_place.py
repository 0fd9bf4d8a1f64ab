"""Where a row of a spreadsheet is: an address on one line or in parts, a point; a hidden address keeps its town."""

import re

from referral.domain.listing import Location
from referral.domain.place import Point, Precision
from referral.formats.spreadsheet_facts import YES
from referral.formats.spreadsheet_mapping import SheetMapping, folded
from referral.formats.spreadsheet_rows import Row
from referral.formats.us_states import state_code

BAD_POINT = "bad_point"
"""Warning: coordinates that are no point on Earth, or the 0, 0 of a failed look-up; left out."""

BAD_ADDRESS = "bad_address"
"""Warning: an address line whose town and ZIP could not be told apart; kept whole."""

_ONE_LINE = re.compile(r"(?:(?P<street>.+),\s*)?(?P<town>[^,]+),\s*(?P<state>[^\d,]*?)\s*(?P<zip>\d{5})(?:-\d{4})?")


def is_hidden(row: Row, mapping: SheetMapping) -> bool:
    """True when the row says that its address is not to be shown."""
    value = folded(row.text(mapping.hidden_column))
    return value in (mapping.hidden_values or YES)


def place_of(row: Row, mapping: SheetMapping) -> tuple[Location, tuple[str, ...]]:
    """The location of a row, and warnings: `bad_point`, `bad_address`."""
    columns = mapping.columns
    warnings: list[str] = []
    if columns.address is not None:
        streets, town, state, zip5 = _read_line(row.text(columns.address), mapping.state)
    else:
        streets = tuple(text for column in columns.streets if (text := row.text(column)))
        town, state = row.text(columns.parts.get("town")) or None, row.text(columns.parts.get("state"))
        state, zip5 = _state(state, mapping.state), _zip5(row.text(columns.parts.get("zip")))
    town = _town(town, state)
    if is_hidden(row, mapping):
        return Location(town=town, state=state, time_zone=mapping.time_zone, hidden=True), ()
    if columns.address is not None and streets and town is None:
        warnings.append(BAD_ADDRESS)
    point = _point(row.text(columns.latitude), row.text(columns.longitude), warnings)
    location = Location(
        streets=streets,
        town=town,
        state=state,
        zip5=zip5,
        county=row.text(columns.parts.get("county")) or None,
        point=point,
        precision=Precision.NONE if point is None else mapping.precision,
        time_zone=mapping.time_zone,
    )
    return location, tuple(warnings)


def _read_line(line: str, home_state: str | None) -> tuple[tuple[str, ...], str | None, str | None, str | None]:
    """(streets, town, state, ZIP) of "1245 East Colfax Avenue, Suite 203, Denver, Colorado 80218"."""
    found = _ONE_LINE.fullmatch(line)
    if found is None:
        return ((line,) if line else ()), None, home_state, None
    street = found["street"]
    return ((street,) if street else ()), found["town"].strip(), _state(found["state"], home_state), found["zip"]


def _state(text: str, home_state: str | None) -> str | None:
    """The code of "CO", "Colorado", "Co." or "CO - Colorado"; without any text, the mapping's state."""
    return next((code for part in text.split("-") if (code := state_code(part))), None if text else home_state)


def _town(town: str | None, state: str | None) -> str | None:
    """The town without a state that slipped in ("Loveland CO"), and not in capitals."""
    if town is None:
        return None
    town = town.removesuffix(f" {state}").strip()
    return town.title() if town.isupper() else town


def _zip5(text: str) -> str | None:
    """The five digits; a ZIP that a spreadsheet took for a number gets its leading zeros back."""
    found = re.fullmatch(r"(\d{3,5})(?:-?\d{4})?", text)
    return found[1].zfill(5) if found else None


def _point(latitude: str, longitude: str, warnings: list[str]) -> Point | None:
    if not latitude and not longitude:
        return None
    try:
        point = Point(float(latitude), float(longitude))
    except ValueError:
        point = None
    if point is None or not (point.latitude or point.longitude):
        warnings.append(BAD_POINT)
        return None
    return point

"""Two published lists of programs, read cell by cell without any of our formats: what a packet says is held to this."""

import csv
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

Row = Mapping[str, str]
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
DAY_MIN = 24 * 60

FEES = {"private": "Private Insurance", "medicaid": "Medicaid"}
TONGUES = {"en": "English", "es": "Spanish"}
_CLOCK = re.compile(r"(\d{1,2}):?(\d{2})?\s*([AP])M")
_LOCKED = re.compile(r"correction|prison|jail|detention|sheriff|corecivic|penitentiary|youth services c", re.IGNORECASE)
_YOUTH = re.compile(r"\b(adolescents?|youth|teens?|kids|minors|children)\b", re.IGNORECASE)
_ADULTS = ("Men", "Women", "Older Adults", "Military", "Pregnant Person")


class Free(NamedTuple):
    """Minutes of a day in which someone is free."""

    begins: int
    ends: int


def rows(path: Path) -> list[Row]:
    """The rows of a list."""
    with path.open(encoding="utf-8-sig", newline="") as stream:
        table = csv.reader(stream)
        names = [name.strip() for name in next(table)]
        return [dict(zip(names, row, strict=False)) for row in table]


def digits(phone: str) -> str:
    """The ten digits of a number, its extension left out."""
    return re.sub(r"\D", "", phone.split("x", maxsplit=1)[0])[-10:]


def parts(cell: str) -> set[str]:
    """What a cell lists."""
    return {part.strip() for part in cell.split(";")} - {""}


def minutes(text: str) -> int:
    """ "5:00PM" as minutes after midnight."""
    found = _CLOCK.fullmatch(text.strip())
    if found is None:
        raise AssertionError(text)
    hour, minute, half = found.groups()
    return (int(hour) % 12 + 12 * (half == "P")) * 60 + int(minute or 0)


def opening(cell: str) -> list[tuple[int, int]]:
    """Openings of a day; one that closes at or before it opens closes the next day."""
    found = []
    for part in parts(cell):
        opens, closes = (minutes(end) for end in part.split("-"))
        found.append((opens, closes if closes > opens else closes + DAY_MIN))
    return found


def open_free(row: Row, free: Mapping[str, Iterable[Free]]) -> dict[str, int]:
    """Day -> the longest time on end that the doors are open while the person is free."""
    longest = {}
    for day in DAYS:
        spans = [
            min(closes, one.ends) - max(opens, one.begins)
            for opens, closes in opening(row[f"HoursofOperation{day}"])
            for one in free.get(day, ())
        ]
        longest[day] = max(spans, default=0)
    return longest


def leaves_out_adults(row: Row) -> bool:
    """True for a prison, a locked place, or one that names young people and no adults."""
    name = f"{row['DisplayName']} {row['AccountName']}"
    served = parts(row["PopulationServed"])
    youth_name = _YOUTH.search(name) is not None and "adult" not in name.lower()
    young = {"Youth", "Minors/Adolescents"}
    only_young = bool(served) and served <= young
    return (
        bool(_LOCKED.search(name) or "cdoc" in row["Website"])
        or only_young
        or (youth_name and not served & set(_ADULTS))
    )


def says_payment(row: Row, codes: Iterable[str]) -> bool:
    """True when the fees name one of the ways to pay."""
    return bool(parts(row["Fees"]) & {FEES[code] for code in codes if code in FEES})


def says_language(row: Row, code: str) -> bool:
    """True when a language is listed; English is the language of a United States list that names none."""
    return code == "en" or TONGUES[code] in parts(row["LanguagesSpoken"])


def has_iop(row: Row) -> bool:
    """True when intensive outpatient treatment of substance use is listed."""
    return "Intensive Outpatient" in parts(row["SubstanceUseServices"])


def by_video(row: Row) -> bool:
    """True when it can be joined from afar."""
    return row["OffersTelehealth"].startswith("Telehealth")

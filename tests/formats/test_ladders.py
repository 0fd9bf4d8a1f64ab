"""Colorado's LADDERS through its mapping: what each row says, read by hand where a rule decides."""

import csv
import tomllib
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from referral.domain.admission import open_to_all
from referral.domain.facts import GENERAL_SUD, Answer
from referral.domain.fit import Asked, FitClass, fit
from referral.domain.listing import Listing
from referral.domain.need import About, Gender
from referral.domain.place import Place, Point, Precision, miles_between
from referral.domain.reach import Reach, reach
from referral.domain.record import Record
from referral.domain.vocabulary import Kind
from referral.domain.week import Day, WeekSet, parse_windows
from referral.formats.spreadsheet import Spreadsheet

MAPPING: dict[str, Any] = tomllib.loads(
    (Path(__file__).resolve().parents[2] / "seed" / "mappings" / "ladders.toml").read_text(encoding="utf-8")
)
FILE = "treatment/co_ownpath_ladders_2023.csv"
IOP = "level=iop"

RESTRICTED = {
    # Prisons of the state (seventeen of them with IOP), two that CoreCivic runs, a jail, and locked youth centers.
    "Colorado Correctional Center (CCC)": "prison",
    "Denver Reception and Diagnostic Center (DRDC)": "prison",
    "Division of Youth Services": "prison youth_only",
    "San Carlos Correctional Facility (SCCF)": "prison",
    "Sterling Correctional Facility (SCF)": "prison",
    "Grand Mesa Youth Services Center": "prison youth_only",
    "Delta Correctional Center (DCC)": "prison",
    "Youthful Offender System (YOS)": "prison",
    "LaVista Correctional Facility (LVCF)": "prison",
    "Campus at Lookout Mountain": "prison youth_only",
    "Limon Correctional Facility (LCF)": "prison",
    "Platte Valley Youth Services Center": "prison youth_only",
    "Fremont Correctional Facility (FCF)": "prison",
    "Centennial Correctional Facility (CCF)": "prison",
    "Colorado Territorial Correctional Facility (CTCF)": "prison",
    "Colorado State Penitentiary (CSP)": "prison",
    "Arrowhead Correctional Center (ACC)": "prison",
    "Buena Vista Correctional Complex (BVCC)": "prison",
    "Denver Women's Correctional Facility (DWCF)": "prison women_only",
    "El Paso County Sheriff's Office Reintegration and Recovery Program": "prison",
    "Trinidad Correctional Facility (TCF)": "prison",
    "CoreCivic Life Line Addictions Treatment - Olney Springs": "prison",
    "CoreCivic Life Line Addictions Treatment - Las Animas": "prison",
    "Arkansas Valley Correctional Facility (AVCF)": "prison",
    "Four Mile Correctional Center (FMCC)": "prison",
    # For young people. Thirteen of them have IOP.
    "Rocky Mountain Kids - Future Bound": "youth_only",
    "Rocky Mountain Kids - Drews Place": "youth_only",
    "Rocky Mountain Kids - Nevada House": "youth_only",
    "Rite of Passage - Morrison Home": "youth_only",
    "Griffith Centers for Children - Colorado Springs (Farragut Ave) - Outpatient": "youth_only",
    "Griffith Centers for Children - Northglenn": "youth_only",
    "Cornerstone Programs Community Counseling Services": "youth_only",
    "MiKID-Mentally Ill Kids in Distress": "youth_only",
    "Resolute Youth Services": "youth_only",
    "Griffith Centers for Children- Colorado Springs (Austin Bluffs Pkwy)": "youth_only",
    "Imagine by Northpoint - Fort Collins": "youth_only",
    "Daisy Center": "youth_only",
    "Griffith Centers for Children- Greeley": "youth_only",
    "Griffith Centers for Children - Grand Junction": "youth_only",
    "Denver Children's Home": "youth_only",
    "Alternative Homes for Youth": "youth_only",
    "Denver Family Therapy Center - Adolescent Substance Abuse Program": "youth_only",
    "Tennyson Center for Children": "youth_only",
    "All Health Network - Littleton (Davies Ave)": "youth_only",
    "Third Way Center - Denver (Lowry Blvd)": "youth_only",
    "Third Way Center - Denver (Lincoln St)": "youth_only",
    "Third Way Center - Denver (Pontiac St)": "youth_only",
    "Third Way Center - Denver (York St)": "youth_only",
    "Shiloh House - Littleton (Yarrow Ct)": "youth_only",
    "Shiloh House - Longmont": "youth_only",
    "Shiloh House - Littleton (Estes Court)": "youth_only",
    "Specialized Alternatives For Families and Youth": "youth_only",
    "Third Way Center - Englewood": "youth_only",
    "Devereux - Denver - Community Based Services": "youth_only",
    "ARTS - Synergy Outpatient Services": "youth_only",
    "What's Next Counseling - Broomfield": "youth_only",
    "Shiloh House - Thornton": "youth_only",
    "Savio House": "youth_only",
    "Southern Peaks Regional Treatment Center": "youth_only",
    "Children's Hospital Colorado": "youth_only",
    "Jefferson Hills": "youth_only",
    "State of Grace, LLC": "youth_only",
    "Devereux Colorado - Westminster": "youth_only",
    "Denver Health - STEP Minors Program": "youth_only",
    "Griffith Centers for Children - Colorado Springs (Farragut Ave) - Residential": "youth_only",
    "Gateway Delta": "youth_only",
    "Strides LLC": "youth_only",
    "Turning Point Center for Youth and Family Development - Greeley": "youth_only",
    "Rite of Passage - Mt. Evans Qualifying House": "youth_only",
    "Shiloh House - Centennial": "youth_only",
    "Sandstone Care Colorado - Cascade": "youth_only",
    "Jefferson Center for Mental Health - McLain Community HS": "youth_only",
    "Laradon": "youth_only",
    # For women.
    "Summit County Women's Recovery": "women_only",
    "Aspire Recovery for Women Intensive Outpatient Program": "women_only",
    "New Directions for Families": "women_only",
    "ARTS - Haven House": "women_only",
    "Mile High Behavioral Healthcare - Westminster": "women_only",
    "ARTS - Reflections for Women": "women_only",
    "The Rose House": "women_only",
    "Denver Women's Recovery": "women_only",
    "Mind Springs Health - Women's Recovery Center": "women_only",
    "The Empowerment Program": "women_only",
    # For men.
    "Choice House - Boulder (Lookout Rd)": "men_only",
    "Peaks Recovery Centers - Colorado Springs (1865 Old Ranch Rd)": "men_only",
    "Restorations Therapy - Greenwood Village (Quebec St)": "men_only",
    "Healing Pines Recovery": "men_only",
    "The Lighthouse Recovery Service - Arvada": "men_only",
    "Jaywalker Lodge - Carbondale (7th St) - The Landing": "men_only",
    "Choice House PHP Site - Boulder (Idylwild Trail)": "men_only",
    "Foundry Treatment Center": "men_only",
    "Jaywalker Lodge - Carbondale (811 Main Court)": "men_only",
    "Restorations Therapy - Centennial (Orchard Rd)": "men_only",
    "Choice House - Louisville": "men_only",
    # For veterans, and for people under sentence.
    "Rocky Mountain Regional Veterans Affairs Medical Center - Denver": "veterans_only",
    "Veterans Affairs Medical Center - Grand Junction": "veterans_only",
    "TRUE Counseling Services": "justice_only",
    "Larimer County Community Corrections": "justice_only",
    "Restoring Our Community - Longmont": "justice_only",
    "Restoring Our Community - Boulder": "justice_only",
}
"""Name -> restrictions, every name that the rules catch, each read by hand beside its groups, services and address."""

FOR_EVERYONE = [
    "A Woman's Way to Recovery AND Your Way to Recovery",  # the name says women and your way; men are named
    "Adult Youth Services, LLC - Colorado Springs (North Academy)",
    "Adult Youth @ Swanson Counseling - Colorado Springs (Platte Ave)",
    "Denver Area Youth Services",  # men, women and older adults are named
    "Health Solutions - Youth and Family Services",
    "Turning Point Center for Youth and Family Development - Fort Collins",  # men and older adults are named
    "Cascade Counseling, LLC",  # youth treatment without general, with adult groups
    "I.S.A.E. Court Related Education Programs",
    "Rangeview Counseling Center - Lafayette",
    "Set Apart Treatment Inc",  # names minors and offenders; no youth treatment, but work with repeat drunk drivers
    "New Visions Recovery Solutions",  # young people among the homeless and others, general treatment
    "Diversus Health Parkside Child & Family Services",
    "United Family Center of Colorado LLC",
    "Health Solutions - Family Center",
    "Correctional Psychology Associates - Denver (58th Ave)",  # offices of psychologists, no prison
    "Correctional Psychology Associates - Littleton",
    "Correctional Psychology Associates - Englewood",  # men without women, but court work
    "Mesa County Criminal Justice Services - Grand Junction (650 South Ave)",  # nothing says "only"
    "Southern Colorado Comprehensive Court Services, Inc.",
    "Men and Women Seeking Empowerment - Lafayette",
    "Hind's Feet Counseling",  # women and youth named, men not: a general office
    "Community Reach Center - Broomfield Outpatient",
    "North Range Behavioral Health - Littler Campus - Greeley",  # women and youth named, a large campus
    "Stone Counseling and Consulting LLC",  # treatment for women among much else
    "Vibrant Life Behavioral Health",  # men and offenders named
    "Mile High Behavioral Healthcare - Sheridan",
    "MAC DUI Education and Therapy",  # general treatment and IOP beside the driving classes
    "Tribe Recovery Services",
    "Ute Mountain Counseling & Treatment Services",
    "Denver Indian Health and Family Services",
    "Peer Coach Academy Colorado, Inc",
    "Southeast Health Group - Acute Treatment Unit",
]
"""Names that look like a restriction, or come near one, and are none."""

LONG_NAMES = dict(zip(Day, ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"), strict=True))


@pytest.fixture(scope="module")
def rows(shared_data: Path) -> dict[str, dict[str, str]]:
    """The file itself, by id, read without the code under test."""
    with (shared_data / FILE).open(encoding="utf-8-sig", newline="") as file:
        return {row["AccountID"]: row for row in csv.DictReader(file)}


@pytest.fixture(scope="module")
def records(shared_data: Path) -> dict[str, Record]:
    read = list(Spreadsheet.from_mapping(MAPPING).loads(shared_data / FILE, "ladders"))
    assert [type(item) for item in read] == [Record] * 729
    return {item.outside_id: item for item in read if isinstance(item, Record)}


def parts(cell: str) -> set[str]:
    return {part.strip() for part in cell.split(";") if part.strip()}


def services(row: Mapping[str, str]) -> set[str]:
    return parts(row["SubstanceUseServices"])


def ids_saying(records: Mapping[str, Record], facet: str) -> set[str]:
    return {key for key, record in records.items() if facet in record.listing.facts.yes}


def ids_where(rows: Mapping[str, Mapping[str, str]], holds: Callable[[Mapping[str, str]], bool]) -> set[str]:
    return {key for key, row in rows.items() if holds(row)}


def test_ladders_rows_are_all_records(records: dict[str, Record], rows: dict[str, dict[str, str]]) -> None:
    assert {key: record.listing.name for key, record in records.items()} == {
        key: " ".join(row["DisplayName"].split()) for key, row in rows.items()
    }


def test_ladders_mapping_knows_every_value_of_the_file(records: dict[str, Record]) -> None:
    warnings = Counter(warning for record in records.values() for warning in record.warnings)
    assert warnings == {"hours_placeholder": 84, "hours_typo": 12}


def test_ladders_restrictions_are_those_read_by_hand(records: dict[str, Record]) -> None:
    found = {
        record.listing.name: " ".join(codes)
        for record in records.values()
        if (codes := record.listing.facts.codes("restricted"))
    }
    assert found == RESTRICTED


@pytest.mark.parametrize("name", FOR_EVERYONE)
def test_ladders_place_for_everyone_is_not_restricted(records: dict[str, Record], name: str) -> None:
    assert {record.listing.facts.codes("restricted") for record in records.values() if record.listing.name == name} == {
        ()
    }


def test_ladders_prison_and_youth_rows_with_iop(records: dict[str, Record], rows: dict[str, dict[str, str]]) -> None:
    iop = ids_saying(records, IOP)
    prisons, youth = ids_saying(records, "restricted=prison") & iop, ids_saying(records, "restricted=youth_only") & iop
    of_the_state = ids_where(rows, lambda row: "cdoc" in row["Website"])
    assert (len(prisons & of_the_state), len(prisons - of_the_state), len(youth)) == (17, 2, 13)
    assert {rows[key]["AddressOneLine"] for key in prisons - of_the_state} == {
        "6564 State Highway 96, Olney Springs, CO 81062",  # Crowley County Correctional Facility
        "11560 Road FF 75, Las Animas, CO 81054",  # Bent County Correctional Facility
    }


def test_ladders_levels_are_those_of_the_services(records: dict[str, Record], rows: dict[str, dict[str, str]]) -> None:
    day = "Day Treatment (Partial Hospitalization)"
    detox = {"Clinically Managed Residential Detoxification", "Medically Monitored Inpatient Detoxification"}
    assert ids_saying(records, IOP) == ids_where(rows, lambda row: "Intensive Outpatient" in services(row))
    assert ids_saying(records, "level=php") == ids_where(rows, lambda row: day in services(row))
    assert ids_saying(records, "level=withdrawal_residential") == ids_where(
        rows, lambda row: bool(detox & services(row))
    )
    assert [len(ids_saying(records, f"level={code}")) for code in ("iop", "php", "otp")] == [288, 66, 36]


def test_ladders_level_not_listed_is_no_and_a_level_the_file_cannot_say_is_not_stated(
    records: dict[str, Record], rows: dict[str, dict[str, str]]
) -> None:
    plain = next(key for key, row in rows.items() if row["SubstanceUseServices"] == "Outpatient; General Treatment")
    said = records[plain].listing.says
    assert [said(f"level={code}") for code in ("outpatient", "iop", "withdrawal", "withdrawal_hospital")] == [
        Answer.YES,
        Answer.NO,
        Answer.NO,
        Answer.NO,
    ]
    assert said("level=recovery_housing") is Answer.NOT_STATED
    words = ("SubstanceUseServices", "MentalHealthSettings")
    silent = ids_where(rows, lambda row: not any(row[column] for column in words)) - ids_saying(records, "level=otp")
    assert len(silent) == 36
    assert {records[key].listing.says(IOP) for key in silent} == {Answer.NOT_STATED}


def test_ladders_withdrawal_of_a_named_kind_leaves_hospital_and_the_general_question_open(
    records: dict[str, Record], rows: dict[str, dict[str, str]]
) -> None:
    monitored = ids_where(rows, lambda row: "Medically Monitored Inpatient Detoxification" in services(row))
    assert len(monitored) == 23
    for facet in ("level=withdrawal", "level=withdrawal_hospital"):
        assert {records[key].listing.says(facet) for key in monitored} == {Answer.NOT_STATED}


def test_ladders_iop_for_mental_health_alone_is_a_question(
    records: dict[str, Record], rows: dict[str, dict[str, str]]
) -> None:
    mental = ids_where(rows, lambda row: "Intensive Outpatient" in parts(row["MentalHealthSettings"]) - services(row))
    alone = mental & ids_where(rows, lambda row: not services(row))
    assert {records[key].listing.says(IOP) for key in alone} == {Answer.NOT_STATED}
    assert {records[key].listing.says(IOP) for key in mental - alone} == {Answer.NO}
    assert (len(alone), len(mental - alone)) == (6, 8)


NO_LEVELS = {
    "General Treatment",
    "Youth Treatment",
    "DUI/DWI",
    "Level II Four Plus",
    "Education & Treatment Services for Persons in Criminal Justice System",
    "Gender Responsive Treatment for Women",
}


def is_general(row: Mapping[str, str]) -> bool:
    has_level = bool(services(row) - NO_LEVELS) or row["OpioidTreatmentPrograms"] == "1"
    return "General Treatment" in services(row) or (row["ActiveSUDLicense"] == "1" and has_level)


def test_ladders_general_treatment_states_the_usual_substances_with_the_reason(
    records: dict[str, Record], rows: dict[str, dict[str, str]]
) -> None:
    general = ids_where(rows, is_general)
    assert len(general) == 620
    for facet in ("treats=alcohol", "treats=stimulants", "treats=cannabis"):
        assert ids_saying(records, facet) == general
        assert {records[key].listing.facts.reason(facet) for key in general} == {GENERAL_SUD}


def test_ladders_opioid_treatment_program_states_opioids_by_itself(records: dict[str, Record]) -> None:
    listings = [records[key].listing for key in ids_saying(records, "level=otp")]
    assert {(one.says("treats=opioids"), one.facts.reason("treats=opioids")) for one in listings} == {
        (Answer.YES, None)
    }


def test_ladders_hours_are_unknown_or_a_placeholder_where_the_file_has_none(
    records: dict[str, Record], rows: dict[str, dict[str, str]]
) -> None:
    iop = ids_saying(records, IOP)
    cells = {key: {rows[key][f"HoursofOperation{name}"] for name in LONG_NAMES.values()} - {""} for key in iop}
    blank = {key for key in iop if not cells[key]}
    midnight = {key for key in iop if cells[key] == {"12:00AM - 12:00AM"}}
    placeholder = {key for key in iop if "hours_placeholder" in records[key].warnings}
    assert (len(blank), len(midnight)) == (28, 35)
    assert midnight < placeholder
    assert sorted(sorted(cells[key]) for key in placeholder - midnight) == [
        ["12:00AM - 11:30PM"],
        ["12:00AM - 12:00AM", "12:00PM - 12:00AM"],  # six of seven days around the clock
        ["5:00AM - 5:00AM"],
    ]
    assert {key for key in iop if not records[key].listing.hours} == blank | placeholder


@pytest.mark.parametrize(("day", "in_file", "believed"), [(Day.SA, 109, 71), (Day.SU, 49, 16)])
def test_ladders_weekend_hours_of_iop_are_the_file_s_without_placeholders(
    records: dict[str, Record], rows: dict[str, dict[str, str]], day: Day, in_file: int, believed: int
) -> None:
    iop = ids_saying(records, IOP)
    stated = {key for key in iop if rows[key][f"HoursofOperation{LONG_NAMES[day]}"]}
    opened = {key for key in iop if any(hours.span.day is day for hours in records[key].listing.hours)}
    assert (len(stated), len(opened)) == (in_file, believed)
    assert {warning for key in stated - opened for warning in records[key].warnings} == {"hours_placeholder"}


def test_ladders_24_hours_stay_where_all_care_has_a_bed(records: dict[str, Record]) -> None:
    (house,) = (one.listing for one in records.values() if one.listing.name == "ARTS - Reflections for Women")
    assert house.facts.codes("level") == ("residential",)
    assert WeekSet.of(hours.span for hours in house.hours) == WeekSet.whole()


def test_ladders_typo_costs_its_day_only(records: dict[str, Record], rows: dict[str, dict[str, str]]) -> None:
    lost: list[str] = []
    for key in (key for key, record in records.items() if "hours_typo" in record.warnings):
        cells = {day: rows[key][f"HoursofOperation{name}"] for day, name in LONG_NAMES.items()}
        opened = {hours.span.day for hours in records[key].listing.hours}
        lost += [text for day, text in cells.items() if text and day not in opened]
    assert sorted(lost) == [
        "10:00AM - 5:00AM",
        "10:00AM - 7:30AM",
        "11:00PM - 5:00PM",
        "8:00AM - 5:00AM",
        "8:00AM - 5:00AM",
        "8:00AM - 5:00AM",
        "8:00AM - 7:00AM",
        "8:00AM - 8:00AM",
        "8:00PM - 4:30PM",
        "9:00AM - 5:00AM",
        "9:00AM - 5:00AM",
        "9:00AM - 5:30AM",
    ]


def test_ladders_list_of_twelve_languages_is_an_interpreter(
    records: dict[str, Record], rows: dict[str, dict[str, str]]
) -> None:
    twelve = ids_where(rows, lambda row: len(parts(row["LanguagesSpoken"])) >= 12)
    assert ids_saying(records, "access=interpreter") == twelve
    assert Counter(records[key].listing.facts.codes("language") for key in twelve) == {("en",): 46, ("asl", "en"): 3}
    spanish = ids_where(rows, lambda row: "Spanish" in parts(row["LanguagesSpoken"])) - twelve
    assert ids_saying(records, "language=es") == spanish
    assert len(spanish) == 151


def test_ladders_attendance_is_in_person_unless_telehealth_is_stated(
    records: dict[str, Record], rows: dict[str, dict[str, str]]
) -> None:
    found = {(row["OffersTelehealth"], records[key].listing.facts.codes("attendance")) for key, row in rows.items()}
    assert found == {
        ("", ("in_person",)),
        ("No Telehealth Available", ("in_person",)),
        ("Telehealth Available - No Restrictions", ("hybrid",)),
        ("Telehealth Available - With Restrictions", ("hybrid",)),
        ("Telehealth Only", ("online",)),
    }


@pytest.mark.parametrize(
    ("column", "facet", "blank_iop"),
    [
        ("Fees", "payment=medicaid", 76),
        ("PopulationServed", "population=seniors", 70),
        ("LanguagesSpoken", "language=es", 93),
    ],
)
def test_ladders_blank_cells_are_not_stated(
    records: dict[str, Record], rows: dict[str, dict[str, str]], column: str, facet: str, blank_iop: int
) -> None:
    blank = ids_where(rows, lambda row: not row[column])
    assert {records[key].listing.says(facet) for key in blank} == {Answer.NOT_STATED}
    assert len(blank & ids_saying(records, IOP)) == blank_iop


def test_ladders_hidden_addresses_leave_no_trace(records: dict[str, Record], rows: dict[str, dict[str, str]]) -> None:
    hidden = ids_where(rows, lambda row: row["HideAddress"] == "1")
    assert {key for key, record in records.items() if record.listing.location.hidden} == hidden
    assert len(hidden) == 13
    for key in hidden:
        location = records[key].listing.location
        assert (location.streets, location.point, location.zip5, location.state) == ((), None, None, "CO")
        assert not {"AddressOneLine", "lat", "lon"} & set(records[key].raw)


def test_ladders_addresses_are_taken_apart(records: dict[str, Record], rows: dict[str, dict[str, str]]) -> None:
    shown = ids_where(rows, lambda row: row["HideAddress"] == "0")
    for key in shown:
        location = records[key].listing.location
        street, _, rest = rows[key]["ProviderLocationDisplayLabel"].partition("_BR_ENCODED_")
        town, state = (location.town or "").casefold(), location.state
        assert (location.streets, state, location.precision) == ((" ".join(street.split()),), "CO", Precision.STREET)
        assert rest.casefold().startswith((f"{town},", f"{town} co,"))
        assert (location.zip5 or "-") in rest


def test_ladders_phones_are_kept_as_written(records: dict[str, Record], rows: dict[str, dict[str, str]]) -> None:
    written = {key: " | ".join(phone.text for phone in record.phones) for key, record in records.items()}
    assert written == {key: " ".join(row["Phone"].split()) for key, row in rows.items()}
    assert {text for text in written.values() if any(c.isalpha() for c in text)} == {
        "(720) 476-4984 X123",
        "(719) 473-4460 Ext. 903",
        "(719) 545-2746 or (719) 631-3370",
        "(719) 545-2746 or 719-583-2207",
        "(303) 629-5293 /24 Hours 214-984-1873",
    }


def test_ladders_dates_are_read(records: dict[str, Record], rows: dict[str, dict[str, str]]) -> None:
    for key, row in rows.items():
        as_of = records[key].listing.as_of
        written = f"{as_of.month}/{as_of.day}/{as_of.year}" if as_of else ""
        assert written == row["ProviderDirectoryFormModifiedDate"].partition(" ")[0]


# What people ask of it: the numbers of the personas.

CAPITOL_HILL = Place("Denver, CO 80203", Point(39.7313, -104.9826), Precision.ZIP, "CO", "America/Denver")


def within(records: Mapping[str, Record], point: Point, miles: float) -> dict[str, Listing]:
    """The listings with IOP whose point lies within miles, by telehealth or not."""
    return {
        key: record.listing
        for key, record in records.items()
        if IOP in record.listing.facts.yes
        and record.listing.location.point is not None
        and miles_between(record.listing.location.point, point) <= miles
    }


def asked(free: str, about: About | None = None) -> Asked:
    windows = WeekSet.of(parse_windows(free))
    return Asked(frozenset({Kind.PROGRAM}), {"level": frozenset({"iop"})}, windows, zone="America/Denver", about=about)


@pytest.mark.parametrize(
    ("free", "opened", "short", "closed"), [("MO-FR 16:55-22:00", 25, 11, 37), ("MO-FR 17:30-20:30", 12, 14, 47)]
)
def test_ladders_evenings_near_denver_for_persona_p01(
    records: dict[str, Record], free: str, opened: int, short: int, closed: int
) -> None:
    near = within(records, CAPITOL_HILL.point, 10)
    community = [listing for listing in near.values() if open_to_all(listing, {})]
    assert (len(near), len(community)) == (97, 84)
    answers = [fit(listing, asked(free)) for listing in community]
    assert Counter((answer.fit, *(reason.code for reason in answer.reasons)) for answer in answers) == {
        (FitClass.OPEN, "hours_fit"): opened,
        (FitClass.ASK, "hours_unknown"): 11,
        (FitClass.ASK, "hours_short"): short,  # two to three hours on three evenings: asked, where P01 counts a no
        (FitClass.NO,): closed,
    }


def test_ladders_evenings_of_persona_p01_by_payment(records: dict[str, Record]) -> None:
    community = [one for one in within(records, CAPITOL_HILL.point, 10).values() if open_to_all(one, {})]
    fitting = [one for one in community if fit(one, asked("MO-FR 16:55-22:00")).fit is FitClass.OPEN]
    private = [one for one in fitting if one.says("payment=private") is Answer.YES]
    nothing = [one for one in fitting if not one.facts.states("payment")]
    assert (len(private), len(nothing), len(fitting) - len(private) - len(nothing)) == (10, 3, 12)


def test_ladders_man_of_34_is_not_sent_to_youth_prison_or_women(records: dict[str, Record]) -> None:
    man = About(age_years=34, gender=Gender.MAN)
    near = within(records, CAPITOL_HILL.point, 10).values()
    always = asked("MO-SU 00:00-00:00", man)
    kept_out = {one.name for one in near if fit(one, always).fit is FitClass.NO}
    assert kept_out == {one.name for one in near if RESTRICTED.get(one.name, "men_only") != "men_only"}
    assert {"Denver Women's Recovery", "The Empowerment Program"} < kept_out


def test_ladders_program_by_video_only_is_not_near(records: dict[str, Record]) -> None:
    near = within(records, CAPITOL_HILL.point, 10).values()
    reached = {one.name: reach(one, CAPITOL_HILL, 10, wants_online=False) for one in near}
    elsewhere = [name for name, found in reached.items() if found is None or found.reach is not Reach.NEAR]
    assert elsewhere == ["A & D Counseling LLC - Westminster"]


def test_ladders_pregnant_for_persona_p06(records: dict[str, Record]) -> None:
    near = within(records, Point(39.7392, -104.9847), 10)  # Denver
    pregnant = [key for key, one in near.items() if one.says("population=pregnant_postpartum") is Answer.YES]
    medicaid = [key for key in pregnant if near[key].says("payment=medicaid") is Answer.YES]
    service = "Gender Responsive Treatment for Women"
    responsive = [key for key in medicaid if service in parts(str(records[key].raw["SubstanceUseServices"]))]
    assert (len(near), len(pregnant), len(medicaid), len(responsive)) == (97, 45, 33, 12)


def test_ladders_military_for_persona_p07(records: dict[str, Record]) -> None:
    near = within(records, Point(38.8339, -104.8214), 20)  # Colorado Springs
    military = [one for one in near.values() if one.says("population=veterans") is Answer.YES]
    assert (len(near), len(military)) == (28, 12)


@pytest.mark.parametrize(
    ("point", "programs"),
    [(Point(40.7316, -106.2836), 3), (Point(38.0872, -102.6207), 5), (Point(37.4083, -102.6144), 1)],
    ids=["Walden", "Lamar", "Springfield"],
)
def test_ladders_remote_towns_for_persona_p09(records: dict[str, Record], point: Point, programs: int) -> None:
    assert len(within(records, point, 40)) == programs

import pytest

from referral.domain.facts import CLOSED_FOR_NOW, Facts
from referral.domain.fit import Fit, FitClass
from referral.domain.listing import Listing, Phone, PhoneRole
from referral.domain.place import Precision
from referral.domain.reach import Reach, Reached
from referral.wording.result_text import (
    ask_words,
    attendance_words,
    distance_words,
    fit_words,
    kind_words,
    number_words,
    phone_words,
)
from tests.factories import facts, listing, meeting


@pytest.mark.parametrize(
    ("miles", "precision", "english", "spanish"),
    [
        (0.0, Precision.EXACT, "0.0 miles", "0.0 millas"),
        (0.96, Precision.EXACT, "1 mile", "1 milla"),
        (1.04, Precision.STREET, "1 mile", "1 milla"),
        (1.06, Precision.EXACT, "1.1 miles", "1.1 millas"),
        (3.21, Precision.EXACT, "3.2 miles", "3.2 millas"),
        (0.31, Precision.ZIP, "about 0.3 miles", "unas 0.3 millas"),
        (0.97, Precision.TOWN, "about 1 mile", "cerca de 1 milla"),
        (1.2, Precision.ZIP, "about 1 mile", "cerca de 1 milla"),
        (1.6, Precision.ZIP, "about 2 miles", "unas 2 millas"),
        (47.8, Precision.TOWN, "about 48 miles", "unas 48 millas"),
    ],
)
def test_distances(miles: float, precision: Precision, english: str, spanish: str) -> None:
    found = Reached(Reach.NEAR, miles, precision)
    assert (distance_words(found), distance_words(found, "es")) == (english, spanish)


@pytest.mark.parametrize(
    ("reach", "words"),
    [
        (Reach.AREA, "Serves this area"),
        (Reach.ONLINE, "Online"),
        (Reach.UNKNOWN, "Distance not known"),
        (Reach.NEAR, ""),
    ],
)
def test_reach_without_a_distance(reach: Reach, words: str) -> None:
    assert distance_words(Reached(reach, None, Precision.NONE)) == words


@pytest.mark.parametrize(
    ("fit", "words"),
    [
        (Fit(FitClass.YES), "Fits what you asked"),
        (Fit(FitClass.OPEN), "Open at those times. Ask for group times"),
        (
            Fit(FitClass.ASK, not_stated=("payment=medicaid", "schedule", "admission", "distance")),
            "Ask first: Medicaid, times, who can come, where it is",
        ),
    ],
)
def test_fits(fit: Fit, words: str) -> None:
    assert fit_words(fit) == words


def test_a_place_that_names_no_level_of_care_is_asked_which() -> None:
    levels = tuple(f"level={code}" for code in ("iop", "outpatient", "php", "residential"))
    unsaid = Fit(FitClass.ASK, not_stated=("payment=free", *levels, "schedule"))
    assert ask_words(unsaid) == ("Free", "kind of care", "times")
    assert ask_words(unsaid, "es") == ("Gratis", "tipo de atención", "horarios")
    assert len(ask_words(Fit(FitClass.ASK, not_stated=levels[:3]))) == 3


def test_what_to_ask_in_spanish() -> None:
    assert ask_words(Fit(FitClass.ASK, not_stated=("payment=free", "schedule")), "es") == ("Gratis", "horarios")


@pytest.mark.parametrize(
    ("kind", "yes", "words"),
    [
        ("program", ("level=iop",), "Treatment program"),
        ("program", ("level=recovery_housing",), "Recovery housing"),
        ("program", ("level=recovery_housing", "level=iop"), "Treatment program"),
        ("meeting", (), "Meeting"),
        ("meeting", ("fellowship=NA",), "NA (Narcotics Anonymous)"),
        ("resource", (), "Local help"),
        ("resource", ("topic=food",), "Food"),
        ("resource", ("service=vocational", "topic=employment"), "Job training, Finding work"),
    ],
)
def test_kinds(kind: str, yes: tuple[str, ...], words: str) -> None:
    assert kind_words(listing(kind=kind, facts=facts(yes=yes))) == words


@pytest.mark.parametrize(
    ("phone", "words"),
    [
        (Phone("+13035550123"), "(303) 555-0123"),
        (Phone("+13035550123", "12"), "(303) 555-0123 ext. 12"),
        (Phone("+13035550123", role=PhoneRole.INTAKE), "(303) 555-0123 (for new clients)"),
        (
            Phone("+18005550199", "7", PhoneRole.HOTLINE, central_line=True),
            "(800) 555-0199 ext. 7 (hotline, central line: say which place)",
        ),
        (Phone("988"), "988"),
    ],
)
def test_phones(phone: Phone, words: str) -> None:
    assert phone_words(phone) == words


def test_foreign_numbers_stay_as_they_are() -> None:
    assert number_words("+525555550123") == "+525555550123"


def test_a_number_keeps_its_extension() -> None:
    assert number_words("+13035550109;ext=12") == "(303) 555-0109 ext. 12"


CLOSED = Facts(
    frozenset({"attendance=online"}), frozenset({"attendance=in_person"}), (("attendance=in_person", CLOSED_FOR_NOW),)
)


@pytest.mark.parametrize(
    ("one", "english", "spanish"),
    [
        (meeting(yes="attendance=in_person"), (), ()),
        (meeting(yes="attendance=hybrid"), ("In person and online",), ("En persona y en línea",)),
        (meeting(yes="attendance=in_person attendance=hybrid"), ("In person and online",), ("En persona y en línea",)),
        (meeting(yes="attendance=online"), ("Online",), ("En línea",)),
        (
            meeting(facts=CLOSED),
            ("Online", "The room is closed for now"),
            ("En línea", "El local está cerrado por ahora"),
        ),
        (listing(yes="attendance=hybrid"), (), ()),
    ],
)
def test_how_a_meeting_is_attended(one: Listing, english: tuple[str, ...], spanish: tuple[str, ...]) -> None:
    assert (attendance_words(one), attendance_words(one, "es")) == (english, spanish)

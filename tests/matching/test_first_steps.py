"""Places for withdrawal and for opioid medicine: what removes one, what is a question, and the order."""

from referral.domain.fit import FitClass
from referral.domain.listing import Listing
from referral.domain.need import Profile
from referral.matching.first_steps import medicine_places, substances_to_withdraw, withdrawal_places
from referral.matching.person import person_of
from tests.factories import location
from tests.packets.city import CALM, IOP_NEED, NOW, detox, profile_of

HOSPITAL = "level=withdrawal level=withdrawal_hospital detox=alcohol"
RESIDENCE = "level=withdrawal level=withdrawal_residential detox=alcohol"
DRINKER = profile_of(IOP_NEED, safety={**CALM, "withdrawal_risk": "yes"})


def found(profile: Profile, *listings: Listing) -> list[str]:
    return [match.listing.id.removeprefix("test:") for match in withdrawal_places(person_of(profile, NOW), listings)]


def changed(**changes) -> Profile:
    return profile_of(IOP_NEED, **{"safety": {**CALM, "withdrawal_risk": "yes"}, **changes})


def test_substance_stated_comes_first_then_nearest() -> None:
    assert found(
        DRINKER,
        detox("test:unsaid", "level=withdrawal_hospital", 1),
        detox("test:far", HOSPITAL, 80),
        detox("test:near", RESIDENCE, 20),
        detox("test:opioids", "level=withdrawal_hospital detox=opioids", 2),
    ) == ["near", "far", "unsaid", "opioids"]


def test_withdrawal_at_home_never_comes() -> None:
    assert found(
        DRINKER,
        detox("test:home", "level=withdrawal level=withdrawal_outpatient detox=alcohol"),
        detox("test:only", "level=withdrawal_outpatient detox=alcohol"),
        detox("test:both", f"{RESIDENCE} level=withdrawal_outpatient"),
    ) == ["both"]


def test_place_that_does_not_say_where_people_stay_is_a_question() -> None:
    (match,) = withdrawal_places(person_of(DRINKER, NOW), [detox("test:1", "level=withdrawal detox=alcohol")])
    assert match.fit.fit is FitClass.ASK
    assert match.fit.not_stated == ("level=withdrawal_hospital", "level=withdrawal_residential")


def test_payment_language_week_and_miles_never_remove_a_place() -> None:
    profile = changed(
        payment=["medicaid"],
        languages=["es"],
        busy=[{"days": "MO-SU", "start": "00:00", "end": "00:00"}],
        travel={"max_miles": 1, "max_leg_min": 5},
        online="no",
    )
    place = detox("test:1", f"{HOSPITAL} payment=private language=en", 99)
    (match,) = withdrawal_places(person_of(profile, NOW), [place])
    assert (match.fit.fit, match.fit.not_stated) == (FitClass.YES, ())


def test_beyond_a_hundred_miles_is_too_far() -> None:
    assert found(DRINKER, detox("test:1", HOSPITAL, 101)) == []


def test_only_who_may_come_medicine_and_pregnancy_remove_a_place() -> None:
    on_medicine = changed(about={"medications": ["methadone"], "substances": ["opioids"]})
    pregnant = changed(about={}, safety={**CALM, "withdrawal_risk": "yes", "pregnant": "yes"})
    assert found(DRINKER, detox("test:1", f"{HOSPITAL} restricted=women_only")) == []
    assert found(DRINKER, detox("test:1", f"{HOSPITAL} restricted=prison")) == []
    assert found(on_medicine, detox("test:1", f"{HOSPITAL} medication=excludes")) == []
    assert found(pregnant, detox("test:1", f"{HOSPITAL} restricted=men_only")) == []
    assert found(changed(bans=["test:1"]), detox("test:1", HOSPITAL)) == []


def test_place_without_a_point_is_a_question_at_the_end() -> None:
    hidden = detox("test:hidden", HOSPITAL)
    hidden = Listing(
        id=hidden.id,
        source=hidden.source,
        kind=hidden.kind,
        name=hidden.name,
        facts=hidden.facts,
        location=location(None),
    )
    assert found(DRINKER, hidden, detox("test:known", HOSPITAL, 90)) == ["known", "hidden"]


def test_substances_come_from_the_whole_profile() -> None:
    need = {**IOP_NEED, "require": ["detox=benzodiazepines"]}
    profile = profile_of(need, about={"substances": ["alcohol", "cannabis"]})
    assert substances_to_withdraw(person_of(profile, NOW)) == ("alcohol", "benzodiazepines")


OPIOIDS = profile_of(IOP_NEED, about={"substances": ["opioids"]}, payment=["medicaid"])


def offered(profile: Profile, *listings: Listing) -> list[str]:
    return [match.listing.id.removeprefix("test:") for match in medicine_places(person_of(profile, NOW), listings)]


def test_medicine_is_methadone_or_buprenorphine_never_naltrexone_alone() -> None:
    pay = "payment=medicaid language=en"
    assert offered(
        OPIOIDS,
        detox("test:naltrexone", f"medication=naltrexone {pay}", 1),
        detox("test:far", f"medication=buprenorphine {pay}", 30),
        detox("test:otp", f"level=otp {pay}", 3),
        detox("test:against", f"medication=methadone medication=excludes {pay}", 2),
        detox("test:unpaid", "medication=methadone language=en", 2),
    ) == ["otp", "far", "unpaid"]


def test_medicine_for_pregnant_people_first() -> None:
    profile = profile_of(
        IOP_NEED, about={}, safety={**CALM, "pregnant": "yes", "opioids": "yes"}, payment=[], languages=[]
    )
    assert offered(
        profile,
        detox("test:near", "level=otp", 1),
        detox("test:welcomes", "level=otp population=pregnant_postpartum", 9),
        detox("test:men", "level=otp restricted=men_only", 1),
    ) == ["welcomes", "near"]

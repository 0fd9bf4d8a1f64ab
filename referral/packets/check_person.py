"""Who may be sent where, recomputed for every listing that a packet names, without the rules of matching."""

from collections.abc import Iterator

from referral.domain.listing import Listing
from referral.domain.need import Gender, Need, OnlineChoice, Profile
from referral.domain.vocabulary import Kind
from referral.packets.check_ground import miles

_LEVEL_TOPICS = {"recovery_housing": "level=recovery_housing", "crisis": "level=crisis"}
_CLOSED_ABOUT = {
    "AA": {"alcohol"},
    "CMA": {"stimulants"},
    "CA": {"stimulants"},
    "HA": {"opioids"},
    "MA": {"cannabis"},
    "GA": {"gambling"},
}
_FAMILIES = {"AlAnon", "Alateen", "NarAnon", "FamiliesAnonymous", "GamAnon", "SAnon"}


def person_violations(profile: Profile, listing: Listing, gates: list[str]) -> Iterator[str]:
    """The hard rules: they hold for every listing that a packet names."""
    yes, no, about = listing.facts.yes, listing.facts.no, profile.about
    if listing.id in profile.bans:
        yield "banned"
    if any(out and f"restricted={code}" in yes for code, out in _left_out(profile, gates).items()):
        yield "restricted"
    age = about.age_years
    if age is not None and age < 18 and "population=adolescents" in no:
        yield "age"
    own_age = ("young_adults", 18, 25), ("seniors", 65, 199)
    named = any(age is not None and low <= age <= high and f"population={code}" in yes for code, low, high in own_age)
    if age is not None and age >= 18 and "population=adults" in no and not named:
        yield "age"
    if about.gender is Gender.MAN and "population=men" in no:
        yield "gender"
    if about.gender is Gender.WOMAN and "population=women" in no:
        yield "gender"
    takes = about.medications & {"buprenorphine", "methadone"}
    if takes and listing.kind is Kind.PROGRAM and "medication=excludes" in yes:
        yield "medicine"
    if "G3" in gates and _unsafe_in_pregnancy(listing, opioids="G4" in gates):
        yield "pregnancy"


def _left_out(profile: Profile, gates: list[str]) -> dict[str, bool]:
    """Restriction -> whether it leaves this person out for sure."""
    about = profile.about
    age, groups, used = about.age_years, about.groups, about.substances

    def without(*codes: str) -> bool:
        return bool(groups) and not groups & set(codes)

    return {
        "prison": True,
        "women_only": about.gender is Gender.MAN,
        "men_only": about.gender is Gender.WOMAN or "G3" in gates,
        "youth_only": age is not None and age >= 18,
        "veterans_only": without("veterans"),
        "military_only": without("active_duty", "military_families"),
        "tribal_only": without("native"),
        "justice_only": without("justice", "dui"),
        "dui_only": without("dui"),
        "alcohol_only": bool(used) and "alcohol" not in used,
        "opioid_only": bool(used) and not ("opioids" in used or "G4" in gates),
    }


def _unsafe_in_pregnancy(listing: Listing, *, opioids: bool) -> bool:
    yes = listing.facts.yes
    if "population=pregnant_postpartum" in listing.facts.no:
        return True
    helps = yes & {"medication=accepts", "medication=buprenorphine", "medication=methadone", "level=otp"}
    only_naltrexone = "medication=naltrexone" in yes and not helps
    return opioids and listing.kind is Kind.PROGRAM and ("medication=excludes" in yes or only_naltrexone)


def _used(profile: Profile, gates: list[str]) -> frozenset[str]:
    """What the person uses; opioids are among it when anything in the profile speaks of them."""
    used = profile.about.substances
    return used | {"opioids"} if used and "G4" in gates else used


def need_violations(profile: Profile, need: Need, listing: Listing, gates: list[str]) -> Iterator[str]:
    """What a need and the rest of the profile ask of a listing that answers it."""
    facts = listing.facts
    leveled = _LEVEL_TOPICS.get(need.topic or "", "") in facts.yes
    if listing.kind is not need.kind and not (listing.kind is Kind.PROGRAM and leveled):
        yield "kind_wrong"
    if need.level is not None and f"level={need.level}" in facts.no:
        yield "level_wrong"
    if any(facet in facts.no for facet in need.require if facet not in ("attendance=online", "attendance=in_person")):
        yield "required_denied"
    payment = [f"payment={code}" for code in profile.payment]
    if need.kind is Kind.PROGRAM and payment and all(facet in facts.no for facet in payment):
        yield "payment_denied"
    spoken = [f"language={code}" for code in profile.languages]
    if spoken and all(facet in facts.no for facet in spoken):
        yield "language_denied"
    used = [f"treats={code}" for code in _used(profile, gates)]
    treats = need.kind is Kind.PROGRAM and need.level not in ("recovery_housing", "crisis")
    medicine = "treats=opioids" in used and facts.yes & {
        "medication=buprenorphine", "medication=methadone", "level=otp"
    }  # fmt: skip
    if treats and used and all(facet in facts.no for facet in used) and not medicine:
        yield "substance_denied"
    if listing.kind is Kind.MEETING:
        yield from _meeting(profile, need, listing, _used(profile, gates) - {"mental_health"})
    if profile.online is OnlineChoice.NO and listing.online_only:
        yield "online_refused"
    if listing.online_only and listing.kind is Kind.PROGRAM and listing.location.state != profile.home.state:
        yield "other_state"
    yield from _far(profile, listing)


def _meeting(profile: Profile, need: Need, listing: Listing, used: frozenset[str]) -> Iterator[str]:
    yes, about = listing.facts.yes, profile.about
    stated = set(listing.facts.codes("fellowship"))
    if need.fellowships and all(f"fellowship={code}" in listing.facts.no for code in need.fellowships):
        yield "fellowship_wrong"
    if not need.fellowships and stated and stated <= _FAMILIES:
        yield "fellowship_wrong"
    women, men = "meeting=women" in yes, "meeting=men" in yes
    if (women and not men and about.gender is Gender.MAN) or (men and not women and about.gender is Gender.WOMAN):
        yield "audience_wrong"
    closed = "meeting=closed" in yes and "meeting=open" not in yes
    if closed and used and stated and all(name in _CLOSED_ABOUT and not used & _CLOSED_ABOUT[name] for name in stated):
        yield "closed_to_person"


def _far(profile: Profile, listing: Listing) -> Iterator[str]:
    limit, point = profile.travel.max_miles, listing.location.point
    away = listing.online_only or bool(listing.serves) or "attendance=hybrid" in listing.facts.yes
    if limit is None or point is None or away:
        return
    places = [profile.home, *(anchor.place for anchor in profile.anchors)]
    if all(miles(place.point, point) > limit + 1e-6 for place in places):
        yield "too_far"

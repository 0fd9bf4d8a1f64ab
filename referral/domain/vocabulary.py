"""The facet vocabulary: groups, their codes, and the kinds of listing they apply to.

Labels stand in `wording/`; how each outside standard names a code stands beside its format. Codes compare without case.
"""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache

from referral.domain.errors import UnknownCode


class Kind(StrEnum):
    """What a listing is."""

    PROGRAM = "program"
    MEETING = "meeting"
    RESOURCE = "resource"


@dataclass(frozen=True, slots=True)
class Group:
    """One question that can be asked of a listing. kinds: the listings it applies to; every other kind answers no."""

    name: str
    kinds: frozenset[Kind]
    codes: tuple[str, ...]


_P, _M, _R = Kind.PROGRAM, Kind.MEETING, Kind.RESOURCE

_ISO_639_1 = (
    "aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en "
    "eo es et eu fa "
    "ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj "
    "kk kl km kn ko "
    "kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc "
    "oj om or os pa "
    "pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to "
    "tr ts tt tw ty "
    "ug uk ur uz ve vi vo wa wo xh yi yo za zh zu"
)


def _group(name: str, kinds: tuple[Kind, ...], codes: str) -> Group:
    return Group(name, frozenset(kinds), tuple(codes.split()))


GROUPS: dict[str, Group] = {
    group.name: group
    for group in (
        _group(
            "level",
            (_P,),
            "outpatient iop php residential inpatient otp recovery_housing crisis "
            "withdrawal withdrawal_outpatient withdrawal_residential withdrawal_hospital",
        ),
        _group("detox", (_P,), "alcohol opioids benzodiazepines stimulants"),
        _group(
            "service",
            (_P, _R),
            "assessment individual_therapy group_therapy couples psychoeducation family holistic case_management "
            "psychiatric "
            "medication_management peer_support naloxone drug_testing crisis_suicide primary_care tobacco childcare "
            "child_beds "
            "transport vocational education housing_help life_skills aftercare interim telehealth walk_in "
            "domestic_violence",
        ),
        _group("approach", (_P,), "twelve_step cbt motivational contingency trauma_informed"),
        _group("treats", (_P,), "alcohol opioids stimulants cannabis benzodiazepines mental_health gambling"),
        _group(
            "medication",
            (_P,),
            "buprenorphine methadone naltrexone acamprosate disulfiram alcohol_medication accepts excludes "
            "no_alcohol_medication",
        ),
        _group(
            "payment",
            (_P, _R),
            "medicaid medicare private military va state_plan block_grant public_funds assistance self_pay "
            "sliding_fee free ihs",
        ),
        _group("language", (_P, _M, _R), f"{_ISO_639_1} asl"),
        _group(
            "population",
            (_P, _R),
            "adults adolescents young_adults seniors women men lgbtq veterans active_duty military_families "
            "pregnant_postpartum "
            "justice dui co_occurring trauma sexual_trauma domestic_violence hiv deaf chronic_pain homeless native "
            "latino",
        ),
        _group(
            "restricted",
            (_P, _M, _R),
            "prison women_only men_only youth_only veterans_only military_only tribal_only justice_only opioid_only "
            "alcohol_only "
            "dui_only members_only families_only",
        ),
        _group("access", (_P, _M, _R), "wheelchair hearing vision transit parking interpreter"),
        _group("attendance", (_P, _M), "in_person online hybrid"),
        _group(
            "fellowship",
            (_M,),
            "AA NA AlAnon Alateen NarAnon CMA CA SMART RecoveryDharma LifeRing WFS ACA CoDA GA HA MA OA DA DRA SAA "
            "SLAA SCA UA "
            "ACDA NicA PillsAnonymous RefugeRecovery CelebrateRecovery AllRecovery Wellbriety FamiliesAnonymous "
            "GamAnon SAnon",
        ),
        _group(
            "meeting",
            (_M,),
            "open closed beginner speaker step literature discussion meditation women men young_people seniors lgbtq "
            "transgender "
            "nonbinary native people_of_color secular dual_diagnosis proof_of_attendance childcare child_friendly "
            "no_children "
            "parents id_required cameras outdoor medication_friendly",
        ),
        _group(
            "topic",
            (_R,),
            "housing shelter recovery_housing vocational employment education life_skills food benefits legal "
            "immigration reentry "
            "transport childcare parenting health mental_health crisis harm_reduction domestic_violence family "
            "support_group "
            "clothing hygiene identification phone_internet financial",
        ),
        _group("eligibility", (_P, _R), "residence income age referral documents"),
    )
}

TOPIC_FACETS: dict[str, tuple[str, ...]] = {
    "recovery_housing": ("level=recovery_housing",),
    "vocational": ("service=vocational",),
    "education": ("service=education",),
    "life_skills": ("service=life_skills",),
    "transport": ("service=transport",),
    "childcare": ("service=childcare",),
    "domestic_violence": ("service=domestic_violence",),
    "mental_health": ("topic=mental_health", "treats=mental_health"),
    "crisis": ("topic=crisis", "level=crisis", "service=crisis_suicide"),
    "health": ("topic=health", "service=primary_care"),
    "harm_reduction": ("topic=harm_reduction", "service=naloxone"),
}
"""Topic -> the facets that answer it, the first being where a resource's own topic is kept. A topic not named is kept
as itself.
"""

LIVE_IN_LEVELS = frozenset(
    {
        "residential",
        "inpatient",
        "crisis",
        "recovery_housing",
        "withdrawal",
        "withdrawal_residential",
        "withdrawal_hospital",
    }
)
"""Levels where a person stays or may come at any hour, so that a weekly schedule is not a question."""

TREATMENT_LEVELS = frozenset(GROUPS["level"].codes) - {"recovery_housing"}
"""Levels at which somebody is treated. A recovery house is where one lives meanwhile."""

DEFAULT_CLOSED = frozenset({"level", "fellowship", "attendance"})
"""Groups in which silence beside a stated code means no, unless a mapping says otherwise."""


@cache
def facets_of(group: str) -> frozenset[str]:
    """Every facet of a group."""
    return frozenset(f"{group}={code}" for code in GROUPS[group].codes)


@cache
def _by_folded() -> dict[str, str]:
    return {facet.casefold(): facet for group in GROUPS for facet in facets_of(group)}


@lru_cache(maxsize=4096)  # bounded: visitors choose the texts
def canonical(facet: str, field: str = "--where") -> str:
    """The facet as the vocabulary writes it, from any case and spacing around "=".

    Raises UnknownCode naming the nearest help.
    """
    known = _by_folded().get("=".join(part.strip() for part in facet.split("=", 1)).casefold())
    if known is not None:
        return known
    group, _, code = (part.strip() for part in facet.partition("="))
    shown, shown_group = ("".join(c for c in text if c.isprintable())[:40] for text in (code, group))
    if group.casefold() not in GROUPS:
        known_groups = ", ".join(GROUPS)
        raise UnknownCode(field, f'"{shown_group}" is not a group. Write GROUP=CODE with one of: {known_groups}.')
    if group.casefold() == "language":
        raise UnknownCode(
            field, f'"{shown}" is not a language code. Use a two-letter ISO 639-1 code such as en or es, or asl.'
        )
    raise UnknownCode(
        field,
        f'"{shown}" is not a code of {group.casefold()}. Use one of: {", ".join(GROUPS[group.casefold()].codes)}.',
    )


def topic_facets(topic: str) -> tuple[str, ...]:
    """The facets, of any kind of listing, that answer a topic code."""
    return TOPIC_FACETS.get(topic, (f"topic={topic}",))


def answering_facets(facet: str) -> tuple[str, ...]:
    """The stored facets any of which, when yes, answers an asked facet.

    Topics go by `topic_facets`; hybrid answers both ways to attend.
    """
    group, code = facet.split("=", 1)
    if group == "topic":
        return topic_facets(code)
    if facet in ("attendance=online", "attendance=in_person"):
        return (facet, "attendance=hybrid")
    return (facet,)

"""Who may come: the hard rules on age, gender and restricted places. They never relax.

`admits` judges one person; `open_to_all` is the search's rule, which knows no person.
"""

from collections.abc import Callable, Mapping

from referral.domain.facts import Answer, Facts
from referral.domain.listing import Listing
from referral.domain.need import About, Gender

LEFT_OUT_OF_SEARCH: dict[str, frozenset[str]] = {
    "youth_only": frozenset({"adolescents"}),
    "tribal_only": frozenset({"native"}),
    "justice_only": frozenset({"justice", "dui"}),
    "military_only": frozenset({"active_duty", "military_families"}),
    "veterans_only": frozenset({"veterans"}),
    "members_only": frozenset(),
}
"""Restriction -> the population codes that bring such places into a search. Prison is never shown."""

_LISTED = frozenset(f"population={code}" for code in ("adolescents", "adults", "women", "men"))
"""Whose stated no leaves some people out: hardly any listing has one."""
_ADULT_AGES = {"population=young_adults": range(18, 26), "population=seniors": range(65, 200)}
"""Ages within adulthood that lists of ages name apart. Source: SAMHSA code book, YAD and SNR."""


_LEAVING_OUT = frozenset({"restricted=prison", *(f"restricted={code}" for code in LEFT_OUT_OF_SEARCH)})


def open_to_all(listing: Listing, asked: Mapping[str, frozenset[str]]) -> bool:
    """False for a place that a search leaves out. asked: group -> codes, as in `Asked.facets`."""
    yes = listing.facts.yes
    if yes.isdisjoint(_LEAVING_OUT):
        return True
    if "restricted=prison" in yes:
        return False
    restrictions, populations = asked.get("restricted", frozenset()), asked.get("population", frozenset())
    return all(
        f"restricted={code}" not in yes or code in restrictions or bool(populations & matching)
        for code, matching in LEFT_OUT_OF_SEARCH.items()
    )


def admits(listing: Listing, about: About) -> tuple[Answer, tuple[str, ...]]:
    """May this person come, and the facets that decided it.

    No only on a restriction that leaves the person out, or on a stated list that excludes them. Not stated when a
    restriction turns on something the person did not say, or for a minor where adolescents are not stated.
    """
    no: list[str] = []
    ask: list[str] = []
    facts = listing.facts
    if facts.reasons or not _RESTRICTIONS.keys().isdisjoint(facts.yes):
        for facet, rule in _RESTRICTIONS.items():
            if facet in facts.yes:
                answer = rule(about)
                if answer is not Answer.YES:
                    (no if answer is Answer.NO else ask).append(facet)
            elif facts.reason(facet) is not None:
                ask.append(facet)
    if not _LISTED.isdisjoint(facts.no):
        no += [facet for facet in _lists(about, facts) if facet in facts.no]
    if about.is_minor and listing.says("population=adolescents") is Answer.NOT_STATED:
        ask.append("population=adolescents")
    if no:
        return Answer.NO, tuple(no)
    return (Answer.NOT_STATED, tuple(ask)) if ask else (Answer.YES, ())


def _lists(about: About, facts: Facts) -> list[str]:
    """The facets whose stated no leaves this person out.

    A place for young adults or seniors alone may deny `adults` (26 to 64 in the federal code book): its own ages come.
    """
    facets = []
    if about.age_years is not None:
        if about.is_minor:
            facets.append("population=adolescents")
        elif not any(about.age_years in ages and facet in facts.yes for facet, ages in _ADULT_AGES.items()):
            facets.append("population=adults")
    if about.gender in (Gender.WOMAN, Gender.MAN):
        facets.append("population=women" if about.gender is Gender.WOMAN else "population=men")
    return facets


def _gender(only: Gender) -> Callable[[About], Answer]:
    other = Gender.MAN if only is Gender.WOMAN else Gender.WOMAN

    def rule(about: About) -> Answer:
        if about.gender is only:
            return Answer.YES
        return Answer.NO if about.gender is other else Answer.NOT_STATED

    return rule


def _group(*codes: str) -> Callable[[About], Answer]:
    def rule(about: About) -> Answer:
        if about.groups & set(codes):
            return Answer.YES
        return Answer.NO if about.groups else Answer.NOT_STATED

    return rule


def _substance(code: str) -> Callable[[About], Answer]:
    def rule(about: About) -> Answer:
        if code in about.substances:
            return Answer.YES
        return Answer.NO if about.substances else Answer.NOT_STATED

    return rule


def _youth(about: About) -> Answer:
    if about.age_years is None:
        return Answer.NOT_STATED
    return Answer.YES if about.is_minor else Answer.NO


_RESTRICTIONS: dict[str, Callable[[About], Answer]] = {
    "restricted=prison": lambda _about: Answer.NO,
    "restricted=women_only": _gender(Gender.WOMAN),
    "restricted=men_only": _gender(Gender.MAN),
    "restricted=youth_only": _youth,
    "restricted=veterans_only": _group("veterans"),
    "restricted=military_only": _group("active_duty", "military_families"),
    "restricted=tribal_only": _group("native"),
    "restricted=justice_only": _group("justice", "dui"),
    "restricted=opioid_only": _substance("opioids"),
    "restricted=alcohol_only": _substance("alcohol"),
    "restricted=dui_only": _group("dui"),
    "restricted=members_only": lambda _about: Answer.NOT_STATED,
    "restricted=families_only": lambda _about: Answer.NOT_STATED,
}

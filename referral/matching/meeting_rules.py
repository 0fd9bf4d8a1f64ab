"""Rules on meetings: fellowships, meetings of women or of men, closed meetings."""

from referral.domain.facts import Answer
from referral.domain.fit import answer_group, depends_on_conflict
from referral.domain.need import Gender
from referral.domain.vocabulary import Kind
from referral.matching.case import PASS, Case, Verdict, ask_about, refuse
from referral.matching.rooms import WOMEN_FELLOWSHIPS, for_others, membership

_CLOSED = "meeting=closed"


def fellowship(case: Case) -> Verdict:
    """Groups for families, for teenagers of families and for other concerns come only when they are asked for."""
    if case.listing.kind is not Kind.MEETING:
        return PASS
    about, stated = case.person.about, frozenset(case.listing.facts.codes("fellowship"))
    if "Alateen" in stated and about.age_years is not None and not about.is_minor:
        return refuse("other_fellowship")
    asked = case.asked.facets.get("fellowship")
    if asked and answer_group(case.listing, "fellowship", asked)[0] is Answer.NO:
        return refuse("other_fellowship")
    return refuse("other_fellowship") if not asked and for_others(stated, about.substances) else PASS


def audience(case: Case) -> Verdict:
    """A women's meeting is not for a man, nor the other way; for everyone else who did not say, it is a question."""
    yes = case.listing.facts.yes
    meant = [code for code in ("women", "men") if f"meeting={code}" in yes]
    if not meant and WOMEN_FELLOWSHIPS.intersection(case.listing.facts.codes("fellowship")):
        meant = ["women"]
    if len(meant) != 1:
        return PASS
    wanted, other = (Gender.WOMAN, Gender.MAN) if meant == ["women"] else (Gender.MAN, Gender.WOMAN)
    gender, facet = case.person.about.gender, f"meeting={meant[0]}"
    if gender is wanted:
        return PASS
    return refuse("not_admitted", facet=facet) if gender is other else ask_about("ask_audience", facet)


def closed(case: Case) -> Verdict:
    """A closed meeting is for members: no for whom what they said makes none, a question when they did not say.

    A meeting that is said to be open and closed at once is a question for everyone but members.
    """
    facts = case.listing.facts
    contradicts = depends_on_conflict(case.listing, frozenset({_CLOSED}))
    if not contradicts and (_CLOSED not in facts.yes or "meeting=open" in facts.yes):
        return PASS
    member = membership(facts.codes("fellowship"), case.person.about.substances)
    if member is Answer.YES:
        return PASS
    return refuse("members_only") if member is Answer.NO and not contradicts else ask_about("ask_closed", _CLOSED)

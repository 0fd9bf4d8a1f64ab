"""All answers of a visit as the profile that the planner's reader takes."""

from typing import Any

from werkzeug.datastructures import MultiDict

from referral.domain.guide import age_years
from referral.web.forms.steps.care import AfterForm, MeetingsForm, TreatmentForm
from referral.web.forms.steps.person import AboutForm, PayForm
from referral.web.forms.steps.safety import risk, safety_answers
from referral.web.forms.steps.week import WeekForm
from referral.web.forms.steps.where import WhereForm
from referral.web.forms.steps.who import AFTER, FAMILY, MEETINGS, TREATMENT, WantForm, WhoForm, family_need, with_family
from referral.web.visit import Visit

_PARTS = (WhoForm, WhereForm, WeekForm, PayForm, AboutForm)


def profile_of(visit: Visit) -> dict[str, object]:
    """The profile's JSON object, without what was not answered; its reader refuses what is wrong, by name."""
    data = visit.form_data()
    profile: dict[str, Any] = {}
    for part in (*_PARTS, AfterForm if wants_aftercare(data) else TreatmentForm):
        for key, value in part(data).profile().items():
            if key == "about" and isinstance(value, dict):
                profile[key] = {**profile.get(key, {}), **value}
            else:
                profile[key] = value
    _count_in_age(profile, data)
    needs = _needs(visit, data)
    safety = safety_answers(data)
    changes = {"pins": sorted(visit.pins), "bans": sorted(visit.bans)}
    given = {"needs": needs, "safety": safety, **changes}
    return profile | {name: value for name, value in given.items() if value}


def wants_aftercare(data: MultiDict[str, str]) -> bool:
    """Whether someone comes from a program, so that the plan is for what follows it."""
    return data.get("start") == AFTER


def wants(data: MultiDict[str, str], what: str) -> bool:
    """Whether treatment, meetings or help for the family was ticked."""
    return what in data.getlist("want")


def _needs(visit: Visit, data: MultiDict[str, str]) -> list[dict[str, object]]:
    """Programs, meetings and local help, in this order.

    Where it was asked what is wanted, that decides; on one page with all questions, what was filled in does.
    """
    asked = "want" in visit.answers
    after, meetings, family = wants_aftercare(data), MeetingsForm(data), data.get("subject") == "family"
    needs: list[dict[str, object]] = []
    if wants(data, TREATMENT) or (not asked and (after or data.get("level"))):
        programs = (AfterForm if after else TreatmentForm)(data).needs()
        needs += [with_family(need) for need in programs] if family else programs
    if wants(data, MEETINGS) or (not asked and meetings.said_something):
        needs += meetings.needs()
    if family and (wants(data, FAMILY) or not asked):
        needs.append(family_need())
    return needs + WantForm(data).needs()


def _count_in_age(profile: dict[str, Any], data: MultiDict[str, str]) -> None:
    """Someone who told the guide to be under 18 stays so, whatever age is given or left out here."""
    under_18 = risk(data, "under_18")
    stated = profile.get("about", {}).get("age")
    if under_18 is None or not (stated is None or isinstance(stated, int)):
        return
    age = age_years(stated, under_18)
    if age is not None:
        profile["about"] = {**profile.get("about", {}), "age": age}

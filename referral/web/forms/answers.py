"""All answers of a visit as the profile that the planner's reader takes."""

from dataclasses import replace
from typing import Any

from werkzeug.datastructures import MultiDict

from referral.domain.guide import age_years
from referral.web.forms.steps.care import ANY_LEVEL, NO_PROGRAM, AfterForm, MeetingsForm, TreatmentForm
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


def asked_by_filling(data: MultiDict[str, str]) -> list[str]:
    """Treatment and meetings, as far as their own questions are filled in: what is wanted where that was not asked."""
    treatment = wants_aftercare(data) or bool(data.get("level"))
    return [TREATMENT] * treatment + [MEETINGS] * MeetingsForm(data).said_something


def for_one_page(visit: Visit) -> Visit:
    """The visit as the one page takes it, which does not ask what is wanted: the questions of each say so instead."""
    if "want" not in visit.answers:
        return visit
    data = visit.form_data()
    answers = {name: said for name, said in visit.answers.items() if name != "want"}
    filled = asked_by_filling(data)
    if wants(data, TREATMENT) and TREATMENT not in filled:
        answers["level"] = (ANY_LEVEL,)
    if not wants(data, TREATMENT):
        answers |= {"step_down": (NO_PROGRAM,)} if wants_aftercare(data) else {"level": ()}
    if wants(data, MEETINGS) and MEETINGS not in filled:
        answers["meetings"] = ("1",)
    if not wants(data, MEETINGS):
        answers |= {"meetings": (), "fellowships": ()}
    return replace(visit, answers=answers)


def _needs(visit: Visit, data: MultiDict[str, str]) -> list[dict[str, object]]:
    """Programs, meetings and local help, in this order.

    Where it was asked what is wanted, that decides; on one page with all questions, what was filled in does.
    """
    asked = "want" in visit.answers
    after, family = wants_aftercare(data), data.get("subject") == "family"
    wanted = data.getlist("want") if asked else asked_by_filling(data)
    needs: list[dict[str, object]] = []
    if TREATMENT in wanted:
        programs = (AfterForm if after else TreatmentForm)(data).needs()
        needs += [with_family(need) for need in programs] if family else programs
    if MEETINGS in wanted:
        needs += MeetingsForm(data).needs()
    if family and (FAMILY in wanted or not asked):
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

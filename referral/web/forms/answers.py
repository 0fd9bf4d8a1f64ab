"""All answers of a visit as the profile that the planner's reader takes."""

from referral.web.forms.plan import PlanForm, safety_answers
from referral.web.visit import Visit


def profile_of(visit: Visit) -> dict[str, object]:
    """The profile's JSON object, without what was not answered; its reader refuses what is wrong, by name."""
    data = visit.form_data()
    changes = {"pins": sorted(visit.pins), "bans": sorted(visit.bans)}
    return {
        **PlanForm(data).profile(),
        "safety": safety_answers(data),
        **{name: ids for name, ids in changes.items() if ids},
    }

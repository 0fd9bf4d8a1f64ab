"""Treatment with its parts, aftercare as a step down from it, and meetings."""

from referral.web.forms.fields import Many, One, Pick, StepForm, number
from referral.web.forms.steps.who import MEETINGS, TREATMENT

LEVELS = ("iop", "php", "outpatient", "otp", "residential")
ANY_LEVEL = "any"
SUBSTANCES = ("alcohol", "opioids", "stimulants", "cannabis", "benzodiazepines")
PARTS = (
    *("individual_therapy", "group_therapy", "family", "holistic", "medication_management"),
    *("childcare", "transport", "psychiatric", "peer_support"),
)
MUSTS = frozenset({"childcare"})
"""Parts without which someone cannot come: required, where the others are wishes."""

FEWER_HOURS, WEEKLY_GROUP, NO_PROGRAM = "fewer_hours", "weekly_group", "no_program"
AFTER_HOURS = ("", "3", "6")
WEEKLY_WISHES = ("service=group_therapy", "service=aftercare")

COUNTS = ("", "1", "2", "3", "4", "5", "6", "7")
FELLOWSHIPS = ("AA", "NA", "SMART", "RecoveryDharma", "LifeRing", "CA", "CMA", "WFS")
MEETING_KINDS = (
    *("beginner", "open", "women", "men", "young_people", "seniors", "lgbtq", "secular"),
    *("proof_of_attendance", "childcare", "medication_friendly"),
)


class _ProgramForm(StepForm):
    """What both kinds of program ask."""

    substances = Many("treats=", SUBSTANCES)

    def profile(self) -> dict[str, object]:
        """The substances."""
        return {"about": {"substances": list(self.substances.data)}} if self.substances.data else {}


class TreatmentForm(_ProgramForm):
    """A program: its level and its parts. The level may be left open."""

    level = One("level=", (*LEVELS, ANY_LEVEL))
    parts = Many("service=", PARTS)

    def needs(self) -> list[dict[str, object]]:
        """One program."""
        need: dict[str, object] = {"id": TREATMENT, "kind": "program"}
        if self.level.data and self.level.data != ANY_LEVEL:
            need["level"] = self.level.data
        chosen = self.parts.data or ()
        for key, parts in (("require", set(chosen) & MUSTS), ("prefer", set(chosen) - MUSTS)):
            if parts:
                need[key] = [f"service={part}" for part in chosen if part in parts]
        return [need]


class AfterForm(_ProgramForm):
    """The step down after a program."""

    step_down = One("step_down.", (FEWER_HOURS, WEEKLY_GROUP, NO_PROGRAM))
    hours = Pick("hours.", AFTER_HOURS)

    def needs(self) -> list[dict[str, object]]:
        """Regular outpatient care of some hours, or nothing but meetings; one group a week unless something is said."""
        chosen = self.step_down.data or WEEKLY_GROUP
        if chosen == NO_PROGRAM:
            return []
        need: dict[str, object] = {"id": TREATMENT, "kind": "program", "level": "outpatient"}
        if chosen == WEEKLY_GROUP:
            need["prefer"] = list(WEEKLY_WISHES)
        else:
            need |= {"prefer": ["service=aftercare"]}
            if self.hours.data:
                need["hours_per_week"] = number(self.hours.data)
        return [need]


class MeetingsForm(StepForm):
    """How many meetings, of which fellowships, and of what kind."""

    meetings = Pick("count.", COUNTS)
    fellowships = Many("fellowship=", FELLOWSHIPS)
    kinds = Many("meeting=", MEETING_KINDS)
    apart = Many("apart.", ("yes",))

    def needs(self) -> list[dict[str, object]]:
        """Meetings: at least one a week, at best as many as were asked for."""
        need: dict[str, object] = {
            "id": MEETINGS,
            "kind": "meeting",
            "per_week": {"min": 1, "target": number(self.meetings.data or "1")},
        }
        if self.fellowships.data:
            need["fellowships"] = list(self.fellowships.data)
        if self.kinds.data:
            need["prefer"] = [f"meeting={kind}" for kind in self.kinds.data]
        if self.apart.data:
            need["avoid_program_days"] = True
        return [need]

    @property
    def said_something(self) -> bool:
        """Whether anything of meetings was asked for."""
        return bool(self.meetings.data or self.fellowships.data)

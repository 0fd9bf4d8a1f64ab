"""The plan form on one page: its answers become a profile as the command line reads it; each may be left out."""

from collections.abc import Mapping

from wtforms import Form, SelectField, SelectMultipleField, StringField

from referral.domain.need import SAFETY_QUESTIONS, Gender, Risk, TravelMode
from referral.web.forms.choices import choices_of

LEVELS = ("iop", "php", "outpatient", "otp", "residential")
SUBSTANCES = ("alcohol", "opioids", "stimulants", "cannabis", "benzodiazepines")
PAYMENTS = ("medicaid", "medicare", "private", "military", "va", "sliding_fee", "free")
MEDICATIONS = ("buprenorphine", "methadone", "naltrexone")
GROUPS = ("veterans", "pregnant_postpartum", "lgbtq", "justice", "co_occurring", "native")
FELLOWSHIPS = ("AA", "NA", "SMART", "RecoveryDharma", "LifeRing")
TOPICS = (
    "vocational",
    "employment",
    "education",
    "housing",
    "recovery_housing",
    "food",
    "benefits",
    "transport",
    "childcare",
)
BUSY_PRESETS = {
    "day_shift": ("MO-FR", "08:00", "17:00"),
    "evening_shift": ("MO-FR", "15:00", "23:00"),
    "school_run": ("MO-FR", "14:30", "16:00"),
}
MEETINGS = ("", "1", "2", "3", "4", "5", "6", "7")


class PlanForm(Form):
    """Answers as they were given; what is wrong with one is said when the profile is read."""

    near = StringField()
    mode = SelectField(choices=choices_of(*TravelMode), default=TravelMode.CAR, validate_choice=False)
    max_miles = StringField()
    level = SelectField(choices=choices_of("", *LEVELS), validate_choice=False)
    substances = SelectMultipleField(choices=choices_of(*SUBSTANCES), validate_choice=False)
    medications = SelectMultipleField(choices=choices_of(*MEDICATIONS), validate_choice=False)
    payment = SelectMultipleField(choices=choices_of(*PAYMENTS), validate_choice=False)
    spanish = SelectMultipleField(choices=choices_of("es"), validate_choice=False)
    busy = SelectMultipleField(choices=choices_of(*BUSY_PRESETS), validate_choice=False)
    busy_text = StringField()
    meetings = SelectField(choices=choices_of(*MEETINGS), validate_choice=False)
    fellowships = SelectMultipleField(choices=choices_of(*FELLOWSHIPS), validate_choice=False)
    topics = SelectMultipleField(choices=choices_of(*TOPICS), validate_choice=False)
    age = StringField()
    gender = SelectField(choices=choices_of("", *Gender), validate_choice=False)
    groups = SelectMultipleField(choices=choices_of(*GROUPS), validate_choice=False)

    def profile(self) -> dict[str, object]:
        """The profile that the answers make, without what was not answered."""
        profile: dict[str, object] = {"home": {"place": (self.near.data or "").strip()}, "needs": self._needs()}
        travel: dict[str, object] = {"mode": self.mode.data or TravelMode.CAR.value}
        if (self.max_miles.data or "").strip():
            travel["max_miles"] = _number(self.max_miles.data or "")
        profile["travel"] = travel
        about = self._about()
        if about:
            profile["about"] = about
        for name, values in (("payment", self.payment.data), ("languages", self.spanish.data)):
            if values:
                profile[name] = list(values)
        busy = [
            dict(zip(("days", "start", "end"), BUSY_PRESETS[name], strict=True))
            for name in self.busy.data or ()
            if name in BUSY_PRESETS
        ]
        busy += _typed_busy(self.busy_text.data or "")
        if busy:
            profile["busy"] = busy
        return profile

    def _about(self) -> dict[str, object]:
        about: dict[str, object] = {}
        if (self.age.data or "").strip():
            about["age"] = _number(self.age.data or "")
        if self.gender.data:
            about["gender"] = self.gender.data
        for name in ("substances", "medications", "groups"):
            if self[name].data:
                about[name] = list(self[name].data)
        return about

    def _needs(self) -> list[dict[str, object]]:
        needs: list[dict[str, object]] = []
        if self.level.data:
            needs.append({"id": "treatment", "kind": "program", "level": self.level.data})
        if self.meetings.data or self.fellowships.data:
            target = _number(self.meetings.data or "1")
            meetings: dict[str, object] = {
                "id": "meetings",
                "kind": "meeting",
                "per_week": {"min": 1, "target": target},
            }
            if self.fellowships.data:
                meetings["fellowships"] = list(self.fellowships.data)
            needs.append(meetings)
        needs += [{"id": topic, "kind": "resource", "topic": topic} for topic in self.topics.data or ()]
        return needs


def _number(text: str) -> object:
    """A number when it is one; else the text itself, which the profile's reader refuses by name."""
    try:
        value = float(text)
    except ValueError:
        return text
    return int(value) if value.is_integer() else value


def _typed_busy(text: str) -> list[dict[str, str]]:
    """ "MO-FR 07:30-16:30; SA 09:00-12:00" as busy blocks; what is no window is left for the reader to refuse."""
    blocks = []
    for part in filter(str.strip, text.split(";")):
        days, _, hours = part.strip().rpartition(" ")
        start, _, end = hours.partition("-")
        blocks.append({"days": days.strip(), "start": start, "end": end})
    return blocks


def safety_answers(answers: Mapping[str, str]) -> dict[str, str]:
    """Question -> yes, no or unknown, for those that were answered."""
    return {name: answers[name] for name in SAFETY_QUESTIONS if answers.get(name) in set(Risk)}

"""How care is paid for, in which language, and what someone says of themselves; all of it may be left out."""

from referral.domain.need import Gender
from referral.web.forms.fields import Many, One, StepForm, Text, number

PAYMENTS = ("medicaid", "medicare", "private", "military", "va", "ihs", "sliding_fee", "free")
LANGUAGES = ("en", "es", "asl", "ar", "fr", "ko", "ru", "vi", "zh")
MEDICATIONS = ("buprenorphine", "methadone", "naltrexone")
GROUPS = ("veterans", "active_duty", "pregnant_postpartum", "lgbtq", "justice", "co_occurring", "native")


class PayForm(StepForm):
    """Ways to pay and languages, any of which will do."""

    payment = Many("payment=", PAYMENTS)
    languages = Many("language=", LANGUAGES)

    def profile(self) -> dict[str, object]:
        """What was ticked."""
        given = {"payment": self.payment.data, "languages": self.languages.data}
        return {name: list(codes) for name, codes in given.items() if codes}


class AboutForm(StepForm):
    """Age, gender, groups and medicines."""

    age = Text(max_chars=3, hints={"inputmode": "numeric"})
    gender = One("gender.", Gender)
    medications = Many("medication=", MEDICATIONS)
    groups = Many("population=", GROUPS)

    def profile(self) -> dict[str, object]:
        """What was said."""
        about: dict[str, object] = {}
        if (self.age.data or "").strip():
            about["age"] = number(self.age.data or "")
        if self.gender.data:
            about["gender"] = self.gender.data
        for name in ("medications", "groups"):
            if self[name].data:
                about[name] = list(self[name].data)
        return {"about": about} if about else {}

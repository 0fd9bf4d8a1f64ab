"""Who the plan is for, and what it is to hold."""

from referral.services.profiles import SUBJECTS
from referral.web.forms.fields import Many, One, StepForm

TREATMENT, MEETINGS, FAMILY = "treatment", "meetings", "family"
TOPICS = (
    *("housing", "recovery_housing", "vocational", "employment", "education", "food", "benefits"),
    *("transport", "childcare", "legal", "health"),
)
FAMILY_FELLOWSHIPS = ("AlAnon", "NarAnon")
FIRST, AFTER = "first", "after"


class WhoForm(StepForm):
    """For me, for someone I love, for a client."""

    subject = One("subject.", SUBJECTS)

    def profile(self) -> dict[str, object]:
        """Who the plan is for, when it was said."""
        return {"for": self.subject.data} if self.subject.data else {}


class WantForm(StepForm):
    """Where someone stands, and what they ask for."""

    start = One("start.", (FIRST, AFTER), default=FIRST)
    want = Many("want.", (TREATMENT, MEETINGS, FAMILY))
    topics = Many("topic=", TOPICS)

    def needs(self) -> list[dict[str, object]]:
        """Local help, each a choice that takes no time; programs and meetings have pages of their own."""
        return [{"id": topic, "kind": "resource", "topic": topic} for topic in self.topics.data or ()]


def family_need() -> dict[str, object]:
    """A meeting a week for the one who loves someone; the week does without it when there is no room."""
    fellowships = list(FAMILY_FELLOWSHIPS)
    return {"id": FAMILY, "kind": "meeting", "per_week": {"min": 0, "target": 1}, "fellowships": fellowships}


def with_family(program: dict[str, object]) -> dict[str, object]:
    """A program that has family sessions, at best; safety takes that wish away where home is not safe."""
    wished = program.get("prefer")
    sessions = "service=family"
    prefer = wished if isinstance(wished, list) else []
    return program | {"prefer": prefer if sessions in prefer else [*prefer, sessions]}

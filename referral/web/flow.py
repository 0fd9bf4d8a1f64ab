"""Pages of questions in their order, at one address: which comes next, which came before, what each sent.

The guide and the questionnaire are two flows. Only POST carries answers; the visit travels sealed in a hidden field.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from flask import request
from werkzeug.datastructures import MultiDict

from referral.domain.errors import BadSeal
from referral.web.forms.fields import MAX_CHARS, StepForm
from referral.web.visit import Visit

SKIPPED = "skipped"
"""Answer of a visit that names the steps whose questions were answered elsewhere."""
MAX_VALUES = 150
"""Of one question: a painted week has the most."""

NEXT, BACK, HERE, CHANGE = "next", "back", "here", "change:"
"""What a button asks for: the next page, the one before, this one again, or a page by its name."""


@dataclass(frozen=True)
class Step:
    """One page. name: of its words (`step.NAME`) and, where it needs one, its template. form: its questions.

    applies: whether these answers so far ask for it. must: the key of a profile that this page has to fill.
    """

    name: str
    form: type[StepForm] = StepForm
    applies: Callable[[MultiDict[str, str]], bool] = lambda _data: True
    must: str | None = None
    leaves_out: tuple[str, ...] = ()

    @cached_property
    def fields(self) -> tuple[str, ...]:
        """Names of its questions."""
        return tuple(name for name in self.form()._fields if name not in self.leaves_out)

    def is_answered(self, visit: Visit) -> bool:
        """Whether the page was sent, be it empty."""
        return all(name in visit.answers for name in self.fields)


@dataclass(frozen=True, slots=True)
class Flow:
    """Steps in their order. end: the page after the last of them."""

    steps: tuple[Step, ...]
    end: Step

    def shown(self, visit: Visit) -> tuple[Step, ...]:
        """The steps that these answers ask for."""
        data, skipped = visit.form_data(), visit.answers.get(SKIPPED, ())
        return tuple(step for step in self.steps if step.name not in skipped and step.applies(data))

    def named(self, name: str) -> Step:
        """A step by its name; the first one for a name that is none."""
        return next((step for step in (*self.steps, self.end) if step.name == name), self.steps[0])

    def after(self, step: Step, visit: Visit) -> Step:
        """The next page."""
        return next((one for one in self.shown(visit) if self._at(one) > self._at(step)), self.end)

    def before(self, step: Step, visit: Visit) -> Step:
        """The page before; the first one stays."""
        earlier = [one for one in self.shown(visit) if self._at(one) < self._at(step)]
        return earlier[-1] if earlier else self.shown(visit)[0]

    def unanswered(self, visit: Visit) -> Step:
        """The first page that was not sent yet, else the end: where someone goes on who changed one answer."""
        return next((step for step in self.shown(visit) if not step.is_answered(visit)), self.end)

    def _at(self, step: Step) -> int:
        return self.steps.index(step) if step in self.steps else len(self.steps)


def sent_visit() -> tuple[Visit, bool]:
    """The visit that a form carries, and whether its 60 minutes were over: then a new one."""
    try:
        return Visit.opened(request.form.get("state", "")), False
    except BadSeal:
        return Visit(), True


def with_answers(visit: Visit, step: Step, form: MultiDict[str, str]) -> Visit:
    """The visit with what a form sent for a step, each answer cut to what an answer can be."""
    sent = {name: [value[:MAX_CHARS] for value in form.getlist(name)[:MAX_VALUES]] for name in step.fields}
    return visit.answered(step.fields, MultiDict((name, one) for name, values in sent.items() for one in values))

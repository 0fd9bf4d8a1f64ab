"""The questions that make a plan: one page each, or all on one page for staff, then a look at the answers."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from flask import Blueprint, render_template, request
from werkzeug.datastructures import MultiDict

from referral.domain.errors import AmbiguousPlace, BadInput
from referral.domain.packet import GateNotice
from referral.domain.safety import gates_of
from referral.web.answer_lines import answer_lines
from referral.web.common import directory, page_language, page_url
from referral.web.flow import BACK, CHANGE, HERE, Flow, Step, sent_visit, with_answers
from referral.web.forms.answers import profile_of, wants, wants_aftercare
from referral.web.forms.choices import choices_of
from referral.web.forms.fields import StepForm
from referral.web.forms.steps.care import AfterForm, MeetingsForm, TreatmentForm
from referral.web.forms.steps.person import AboutForm, PayForm
from referral.web.forms.steps.safety import SafeBodyForm, SafeNowForm, safety_answers
from referral.web.forms.steps.week import WeekForm
from referral.web.forms.steps.where import WhereForm
from referral.web.forms.steps.who import FAMILY, MEETINGS, TREATMENT, WantForm, WhoForm
from referral.web.problems import problem_words
from referral.web.visit import Visit
from referral.web.week_words import week_words
from referral.wording.packet_json import gates_json
from referral.wording.pages import page_words

plan = Blueprint("plan", __name__)


def _program(data: MultiDict[str, str]) -> bool:
    return wants(data, TREATMENT) and not wants_aftercare(data)


def _step_down(data: MultiDict[str, str]) -> bool:
    return wants(data, TREATMENT) and wants_aftercare(data)


STEPS = (
    Step("who", WhoForm),
    Step("safe_now", SafeNowForm),
    Step("safe_body", SafeBodyForm),
    Step("want", WantForm, must="needs"),
    Step("treatment", TreatmentForm, _program),
    Step("after", AfterForm, _step_down),
    Step("meetings", MeetingsForm, lambda data: wants(data, MEETINGS)),
    Step("where", WhereForm, must="home"),
    Step("week", WeekForm),
    Step("pay", PayForm),
    Step("about", AboutForm),
)
FLOW = Flow(STEPS, Step("check"))


_FORMS = (step.form for step in STEPS)


class AllForm(*_FORMS):  # type: ignore[misc]  # its questions are those of the steps
    """Every question, for the one page."""


ALL = Step("all", AllForm, leaves_out=("want",))
"""The one page. What is wanted is not asked there: what is filled in says it."""

STAND_INS: dict[str, object] = {"home": {"place": "39.7312,-104.9826"}, "needs": [{"kind": "program"}]}
"""What a profile cannot do without, so that the answers of one page can be judged alone."""


@plan.get("/plan")
def ask() -> str:
    """The first question, or all of them on one page."""
    return _page(ALL if "all" in request.args else STEPS[0], Visit())


@plan.post("/plan")
def answer() -> str | tuple[str, int]:
    """The page that a button asked for, when what was sent can be read; else the same page, saying what to change."""
    visit, expired = sent_visit()
    step = ALL if request.form.get("step") == ALL.name else FLOW.named(request.form.get("step", ""))
    visit, go = with_answers(visit, step, _sent()), request.form.get("go", "")
    if expired:
        return _page(STEPS[0], visit, note=page_words("flow.expired", page_language()))
    if go == HERE:
        return _page(step, visit, then_check=_then_check())
    if go == BACK:
        return _page(FLOW.end if _then_check() else FLOW.before(step, visit), visit)
    if go.startswith(CHANGE):
        return _page(FLOW.named(go.removeprefix(CHANGE)), visit, then_check=True)
    wrong = _wrong(step, visit)
    if wrong is not None:
        return _page(step, visit, wrong=wrong, then_check=_then_check()), 400
    return _page(_following(step, visit), visit, arrives_from=step)


def _following(step: Step, visit: Visit) -> Step:
    """After a change, the first page that is still to be answered; else the next one."""
    if step is ALL:
        return FLOW.end
    return FLOW.unanswered(visit) if _then_check() else FLOW.after(step, visit)


def _then_check() -> bool:
    return "then_check" in request.form


def _sent() -> MultiDict[str, str]:
    """The form as it was sent; a town picked among several of its name stands for the text that was typed."""
    form, picked = MultiDict(request.form), request.form.get("pick")
    if picked:
        form["near"] = picked
    return form


def _wrong(step: Step, visit: Visit) -> BadInput | None:
    """What is wrong with the answers of one page; on the page of all, with all of them."""
    alone = replace(visit, answers={name: visit.answers.get(name, ()) for name in step.fields})
    stand_ins = {} if step is ALL else {key: one for key, one in STAND_INS.items() if key != step.must}
    return _refused(stand_ins | profile_of(alone))


def _refused(profile: dict[str, object]) -> BadInput | None:
    try:
        directory().packets.read(profile)
    except BadInput as error:
        return error
    return None


def _gates(visit: Visit) -> Sequence[GateNotice]:
    """All gates that the answers so far raise, whatever is wrong with some of them."""
    packets, profile = directory().packets, profile_of(visit)
    try:
        return gates_of(packets.read({**STAND_INS, **profile}))
    except BadInput:
        return packets.gates_despite({"safety": safety_answers(visit.form_data())})


_SAFETY = frozenset({"safe_now", "safe_body"})


def _page(
    step: Step,
    visit: Visit,
    *,
    wrong: BadInput | None = None,
    note: str = "",
    then_check: bool = False,
    arrives_from: Step | None = None,
) -> str:
    """A page of questions, or the answers to look at, under the gates that apply.

    Gates are shown in full where they are new, where something is wrong, and at the end; else by their headings.
    """
    lang = page_language()
    shown = FLOW.shown(visit)
    if step is FLOW.end:
        wrong = _refused(profile_of(visit))
    raised_now = arrives_from is not None and (arrives_from.name in _SAFETY or arrives_from is ALL)
    return render_template(
        f"questions/{step.name}.html" if step.name in ("all", "check") else "questions/step.html",
        step=step,
        steps=STEPS,
        is_guide=False,
        flow_url=page_url("plan.ask"),
        flow_url_in=partial(page_url, "plan.ask"),
        subject=visit.form_data().get("subject") if step is not STEPS[0] else None,
        **week_words(lang),
        form=_form(step, visit),
        number=shown.index(step) + 1 if step in shown else None,
        count=len(shown),
        is_first=step is STEPS[0],
        gates=gates_json(_gates(visit), lang),
        gates_in_full=raised_now or wrong is not None or step in (ALL, FLOW.end),
        problem=problem_words(wrong, lang) if wrong else "",
        towns=wrong.choices if isinstance(wrong, AmbiguousPlace) else (),
        note=note,
        then_check=then_check,
        state=visit.token(),
        problem_step=_step_of(wrong) if wrong else "",
        lines=answer_lines(FLOW.steps, visit, lang) if step is FLOW.end else (),
    )


def _form(step: Step, visit: Visit) -> StepForm:
    """The form of a page as it was filled; help for the family is ticked until someone unticks it."""
    data = visit.form_data()
    if "want" in step.fields and "want" not in visit.answers:
        data.setlist("want", [TREATMENT, *([FAMILY] if data.get("subject") == "family" else [])])
    form = step.form(data)
    if isinstance(form, WantForm) and data.get("subject") != "family":
        form.want.choices = choices_of(TREATMENT, MEETINGS)
    return form


_FIELDS = (("home", "where"), ("travel", "where"), ("anchors", "week"), ("busy", "week"), ("about", "about"))


def _step_of(wrong: BadInput) -> str:
    """The page on which a mistake of the whole profile is mended."""
    return next((step for begin, step in _FIELDS if wrong.field.startswith(begin)), "want")

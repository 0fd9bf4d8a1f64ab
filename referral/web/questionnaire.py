"""The questions that make a plan: one page each, or all on one page for staff, then a look at the answers."""

from collections.abc import Sequence
from functools import partial

from flask import Blueprint, render_template, request
from werkzeug.datastructures import MultiDict

from referral.domain.errors import BadInput
from referral.domain.need import Risk
from referral.domain.safety import gates_of, sure_gates
from referral.web.answer_lines import answer_lines
from referral.web.common import directory, page_language, page_url
from referral.web.flow import BACK, CHANGE, HERE, Flow, Step, sent_visit, with_answers
from referral.web.forms.answers import asked_by_filling, for_one_page, profile_of, wants, wants_aftercare
from referral.web.forms.choices import choices_of
from referral.web.forms.fields import StepForm
from referral.web.forms.steps.care import AfterForm, MeetingsForm, TreatmentForm
from referral.web.forms.steps.person import AboutForm, PayForm
from referral.web.forms.steps.safety import SafeBodyForm, SafeNowForm, safety_answers
from referral.web.forms.steps.week import WeekForm
from referral.web.forms.steps.where import WhereForm
from referral.web.forms.steps.who import FAMILY, MEETINGS, TREATMENT, WantForm, WhoForm
from referral.web.gates import GatesShown, gates_shown
from referral.web.mistakes import STAND_INS, Mistake, mistakes_of
from referral.web.visit import Visit
from referral.web.week_words import week_words
from referral.wording.pages import page_words, words_about

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


PLACES = ("near", "work_near")
"""Questions for a place: a town may have to be picked among several of its name."""

ALL = Step("all", AllForm, leaves_out=("want",))
"""The one page. What is wanted is not asked there: what is filled in says it."""
ONE_BY_ONE = "one_by_one"
"""What a button of the one page asks for: the first question. The name of the one page is asked for on the first."""


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
    if go == ALL.name:
        return _page(ALL, for_one_page(visit))
    if go == ONE_BY_ONE:
        return _page(STEPS[0], visit)
    if go.startswith(CHANGE):
        return _page(FLOW.named(go.removeprefix(CHANGE)), visit, then_check=True)
    wrong = _wrong(step, visit)
    if wrong:
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
    form = MultiDict(request.form)
    for place in PLACES:
        if form.get(f"pick_{place}"):
            form[place] = form[f"pick_{place}"]
    return form


def _wrong(step: Step, visit: Visit) -> list[Mistake]:
    """All that is wrong with the answers of one page; on the page of all, and at the end, with all of them."""
    if step in (ALL, FLOW.end):
        return mistakes_of(STEPS, visit, ("home", "needs"), page_language())
    return mistakes_of((step,), visit, (step.must,) if step.must else (), page_language())


def _gates(visit: Visit, lang: str, subject: str) -> GatesShown:
    """All gates that the answers so far raise, whatever is wrong with some of them."""
    packets, profile = directory().packets, profile_of(visit)
    try:
        read = packets.read({**STAND_INS, **profile})
    except BadInput:
        answers = safety_answers(visit.form_data())
        sure = packets.gates_despite({"safety": {name: said for name, said in answers.items() if said == Risk.YES}})
        return gates_shown(packets.gates_despite({"safety": answers}), {notice.gate for notice in sure}, lang, subject)
    return gates_shown(gates_of(read), sure_gates(read), lang, subject)


_SAFETY = frozenset({"safe_now", "safe_body"})


def _page(
    step: Step,
    visit: Visit,
    *,
    wrong: Sequence[Mistake] = (),
    note: str = "",
    then_check: bool = False,
    arrives_from: Step | None = None,
) -> str:
    """A page of questions, or the answers to look at, under the gates that apply.

    Gates of a yes are in full where they are new, where something is wrong, and at the end; else by their headings.
    What was not sure is one line that opens, and in full at the end.
    """
    lang, subject = page_language(), _subject(step, visit)
    shown = FLOW.shown(visit)
    if step is FLOW.end:
        wrong = _wrong(step, visit)
    raised_now = arrives_from is not None and (arrives_from.name in _SAFETY or arrives_from is ALL)
    return render_template(
        f"questions/{step.name}.html" if step.name in ("all", "check") else "questions/step.html",
        step=step,
        steps=STEPS,
        is_guide=False,
        flow_url=page_url("plan.ask"),
        flow_url_in=partial(page_url, "plan.ask"),
        t=words_about(subject, lang),
        subject=subject,
        **week_words(lang),
        form=_form(step, visit),
        number=shown.index(step) + 1 if step in shown else None,
        count=len(shown),
        is_first=step is STEPS[0],
        gates=_gates(visit, lang, subject),
        at_end=step is FLOW.end,
        gates_in_full=raised_now or bool(wrong) or step in (ALL, FLOW.end),
        wrong=wrong,
        wrong_at={one.question: one for one in wrong},
        note=note,
        then_check=then_check,
        state=visit.token(),
        lines=answer_lines(FLOW.steps, visit, lang) if step is FLOW.end else (),
    )


def _subject(step: Step, visit: Visit) -> str:
    """Of whom a page speaks. The one page is for staff, so it speaks of a client until it was said who it is for."""
    said = visit.form_data().get("subject", "")
    return said or ("client" if step is ALL else "self")


def _form(step: Step, visit: Visit) -> StepForm:
    """The form of a page as it was filled; what is wanted is ticked until someone unticks it."""
    data = visit.form_data()
    if "want" in step.fields and "want" not in visit.answers:
        wanted = asked_by_filling(data) or [TREATMENT] * (not data.getlist("topics"))
        data.setlist("want", [*wanted, *([FAMILY] if data.get("subject") == "family" else [])])
    form = step.form(data)
    if isinstance(form, WantForm) and data.get("subject") != "family":
        form.want.choices = choices_of(TREATMENT, MEETINGS)
    return form

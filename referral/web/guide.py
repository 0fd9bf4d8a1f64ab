"""Is outpatient right for me? The gates in their order, four things to weigh, and three lists at the end."""

from dataclasses import replace
from functools import partial

from flask import Blueprint, render_template, request

from referral.domain.guide import guidance, surely_raised
from referral.domain.packet import Gate
from referral.web.common import page_language, page_url
from referral.web.flow import BACK, HERE, SKIPPED, Flow, Step, sent_visit, with_answers
from referral.web.forms.steps.guide import (
    AccessForm,
    CommitmentForm,
    CrisisForm,
    EmergencyForm,
    MoreForm,
    OpioidsForm,
    PregnantForm,
    SeverityForm,
    SupportForm,
    ViolenceForm,
    WithdrawalForm,
    YouthForm,
    situation_of,
)
from referral.web.forms.steps.safety import risk
from referral.web.gates import gates_shown
from referral.web.questionnaire import STEPS as QUESTIONS
from referral.web.visit import Visit
from referral.wording.pages import page_words, words_about

guide = Blueprint("guide", __name__)

STEPS = (
    Step("emergency", EmergencyForm),
    Step("crisis", CrisisForm),
    Step("withdrawal", WithdrawalForm),
    Step("violence", ViolenceForm),
    Step("pregnant", PregnantForm),
    Step("opioids", OpioidsForm),
    Step("more", MoreForm),
    Step("youth", YouthForm),
    Step("severity", SeverityForm),
    Step("support", SupportForm),
    Step("commitment", CommitmentForm),
    Step("access", AccessForm),
)
FLOW = Flow(STEPS, Step("lists"))


@guide.get("/guide")
def ask() -> str:
    """The first gate."""
    return _page(STEPS[0], Visit())


@guide.post("/guide")
def answer() -> str:
    """The page that a button asked for; every answer may be left out, and none can be wrong."""
    visit, expired = sent_visit()
    step, go = FLOW.named(request.form.get("step", "")), request.form.get("go", "")
    visit = with_answers(visit, step, request.form)
    if expired:
        return _page(STEPS[0], visit, note=page_words("flow.expired", page_language()))
    if go == HERE:
        return _page(step, visit)
    if go == BACK:
        return _page(FLOW.before(step, visit), visit)
    return _page(FLOW.after(step, visit), visit, arrives_from=step)


def _page(step: Step, visit: Visit, *, note: str = "", arrives_from: Step | None = None) -> str:
    """A question under the gates raised so far, a yes in full where the last answer raised one; or the lists."""
    lang, subject = page_language(), visit.form_data().get("subject", "self")
    situation = situation_of(visit.form_data())
    found = guidance(situation)
    before = () if arrives_from is None else guidance(situation_of(_without(visit, arrives_from).form_data())).gates
    # The gate for less care rests on all answers together: it belongs to the end.
    gates = [gate for gate in found.gates if step is FLOW.end or gate.gate is not Gate.LESS_THAN_IOP]
    return render_template(
        "questions/lists.html" if step is FLOW.end else "questions/step.html",
        t=words_about(subject, lang),
        subject=subject,
        step=step,
        is_guide=True,
        flow_url=page_url("guide.ask"),
        flow_url_in=partial(page_url, "guide.ask"),
        form=step.form(visit.form_data()),
        number=STEPS.index(step) + 1 if step in STEPS else None,
        count=len(STEPS),
        is_first=step is STEPS[0],
        gates=gates_shown(gates, surely_raised(situation), lang, subject),
        at_end=step is FLOW.end,
        gates_in_full=step is FLOW.end or (arrives_from is not None and found.gates != before),
        note=note,
        wrong=(),
        wrong_at={},
        guidance=found,
        state=(_for_the_plan(visit) if step is FLOW.end else visit).token(),
    )


def _without(visit: Visit, step: Step) -> Visit:
    return replace(visit, answers={name: said for name, said in visit.answers.items() if name not in step.fields})


def _for_the_plan(visit: Visit) -> Visit:
    """The visit as it goes on to the questionnaire, which skips the pages whose questions are all answered here."""
    data = visit.form_data()
    done = [
        step.name
        for step in QUESTIONS
        if step.name.startswith("safe_") and all(risk(data, name) is not None for name in step.fields)
    ]
    return replace(visit, answers={**visit.answers, SKIPPED: tuple(done)})

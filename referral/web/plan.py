"""The plan form and the packet it makes. Answers come by POST, make one page, and are gone."""

from collections.abc import Mapping, Sequence

from flask import Blueprint, render_template, request

from referral.domain.errors import BadInput
from referral.domain.need import SAFETY_QUESTIONS
from referral.web.common import directory, page_language
from referral.web.forms.answers import profile_of
from referral.web.forms.plan import PlanForm, safety_answers
from referral.web.packet_page import packet_page
from referral.web.problems import problem_words
from referral.web.visit import Visit
from referral.wording.needs import need_names
from referral.wording.packet_json import gates_json

plan = Blueprint("plan", __name__)


@plan.get("/plan")
def ask() -> str:
    """The form."""
    return _form(PlanForm(), {})


@plan.post("/plan")
def show() -> str | tuple[str, int]:
    """The packet of the answers given, which has passed its independent check; or the form with what is wrong."""
    form, answers = PlanForm(request.form), safety_answers(request.form)
    packets, now, lang = directory().packets, directory().clock.now(), page_language()
    visit = Visit().answered(request.form.keys(), request.form)
    try:
        profile = packets.read(profile_of(visit))
    except BadInput as error:
        gates = gates_json(packets.gates_despite({"safety": answers}), lang)
        return _form(form, answers, problem_words(error, lang), gates), 400
    names = need_names(profile, lang)
    page = packet_page(packets.plan(profile, now), names, now, lang)
    return render_template("packet.html", **page, state=visit.token())


def _form(
    form: PlanForm, answers: Mapping[str, str], problem: str | None = None, gates: Sequence[Mapping[str, object]] = ()
) -> str:
    """The form as it was filled, so that a slip costs one answer and not all of them, under the gates that apply."""
    return render_template(
        "plan.html", form=form, questions=SAFETY_QUESTIONS, answers=answers, problem=problem, gates=gates
    )

"""The plan form and the packet it makes. Answers come by POST, make one page, and are gone."""

from collections.abc import Mapping, Sequence

from flask import Blueprint, render_template, request

from referral.domain.errors import BadInput
from referral.domain.need import SAFETY_QUESTIONS, Need
from referral.domain.vocabulary import Kind
from referral.matching.first_steps import MEDICINE_NEED, WITHDRAWAL_NEED
from referral.web.common import directory, page_language
from referral.web.forms.plan import PlanForm, safety_answers
from referral.web.packet_page import packet_page
from referral.web.problems import problem_words
from referral.wording.labels import facet_label, kind_label
from referral.wording.packet_json import gates_json
from referral.wording.pages import page_words

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
    try:
        profile = packets.read({**form.profile(), "safety": answers})
    except BadInput as error:
        gates = gates_json(packets.gates_despite({"safety": answers}), lang)
        return _form(form, answers, problem_words(error, lang), gates), 400
    names = {need.id: _need_name(need, lang) for need in profile.needs}
    names.setdefault(WITHDRAWAL_NEED.id, page_words("packet.need_withdrawal", lang))
    names.setdefault(MEDICINE_NEED.id, page_words("packet.need_opioid_medicine", lang))
    return render_template("packet.html", **packet_page(packets.plan(profile, now), names, now, lang))


def _form(
    form: PlanForm, answers: Mapping[str, str], problem: str | None = None, gates: Sequence[Mapping[str, object]] = ()
) -> str:
    """The form as it was filled, so that a slip costs one answer and not all of them, under the gates that apply."""
    return render_template(
        "plan.html", form=form, questions=SAFETY_QUESTIONS, answers=answers, problem=problem, gates=gates
    )


def _need_name(need: Need, lang: str) -> str:
    """What a need is called on the page."""
    if need.level is not None:
        return facet_label(f"level={need.level}", lang)
    return facet_label(f"topic={need.topic}", lang) if need.topic is not None else kind_label(Kind(need.kind), lang)

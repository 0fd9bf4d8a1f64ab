"""What was answered so far, in words: one line a page, for a look before planning."""

from collections.abc import Iterable
from dataclasses import dataclass

from referral.domain.errors import BadInput
from referral.domain.need import Risk
from referral.domain.week import Span, parse_windows
from referral.web.flow import Step
from referral.web.forms.answers import wants_aftercare
from referral.web.forms.fields import Pick, StepForm, Text
from referral.web.forms.steps.safety import SafeBodyForm, SafeNowForm
from referral.web.forms.steps.week import WeekForm
from referral.web.visit import Visit
from referral.wording.pages import page_words
from referral.wording.times import weekly_words


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """The answers of one page. step: its name; said: answers in words, none when everything was left out."""

    step: str
    said: tuple[str, ...]


def answer_lines(steps: Iterable[Step], visit: Visit, lang: str) -> list[AnswerLine]:
    """The pages that count, in their order, each with what was said there."""
    data = visit.form_data()
    subject = data.get("subject", "self")
    return [AnswerLine(step.name, _said(step.form(data), lang, subject)) for step in steps if _counts(step, visit)]


def _counts(step: Step, visit: Visit) -> bool:
    """Whether a page was asked: on one page with all questions, those of programs and meetings count when filled."""
    data = visit.form_data()
    if "want" in visit.answers or step.name not in ("treatment", "after", "meetings"):
        return step.applies(data)
    if step.name == "meetings":
        return bool(data.get("meetings") or data.getlist("fellowships"))
    return wants_aftercare(data) if step.name == "after" else bool(data.get("level")) and not wants_aftercare(data)


def _said(form: StepForm, lang: str, subject: str) -> tuple[str, ...]:
    if isinstance(form, WeekForm):
        return _week(form, lang, subject)
    if isinstance(form, SafeNowForm | SafeBodyForm):
        return _safety(form, lang, subject)
    said: list[str] = []
    for field in form:
        values = field.data if isinstance(field.data, list) else [field.data] if field.data else []
        words = [field.said(value, lang, subject) for value in values if _is_choice(field, value)]  # type: ignore[attr-defined]  # every field of a step says its choices
        said += [_with_question(field, one, lang, subject) for one in words]
    return tuple(said)


def _safety(form: StepForm, lang: str, subject: str) -> tuple[str, ...]:
    """The questions that were answered yes or not sure; in short where all were answered no."""
    said = {f"safety.{field.name}": field.data for field in form}
    risky = [
        f"{page_words(key, lang, subject)} {page_words(f'answer.{data}', lang)}"
        for key, data in said.items()
        if _is_risk(data)
    ]
    if risky or not all(said.values()):
        return tuple(risky)
    return (page_words("check.all_no", lang),)


def _is_risk(answer: str) -> bool:
    return answer in (Risk.YES, Risk.UNKNOWN)


def _with_question(field: object, words: str, lang: str, subject: str) -> str:
    """An answer that says little without its question has it before it."""
    if isinstance(field, Pick | Text) and field.name != "near":
        return f"{page_words(f'ask.{field.name}', lang, subject)}: {words}".replace("?:", "?")
    return words


def _is_choice(field: object, value: str) -> bool:
    """Whether a value has words: what was not offered is refused later, by name."""
    choices = getattr(field, "choices", None)
    return bool(value.strip()) and (choices is None or value in choices)


def _week(form: WeekForm, lang: str, subject: str) -> tuple[str, ...]:
    """Presets by their names, other busy times by day, the place of work; what cannot be read as it was written."""
    said = [form.busy.said(name, lang) for name in form.busy.data or () if _is_choice(form.busy, name)]
    spans: list[Span] = []
    for block in form.entered():
        try:
            spans += parse_windows(f"{block['days']} {block['start']}-{block['end']}")
        except BadInput:
            said.append(f"{block['days']} {block['start']}-{block['end']}")
    work = (form.work_near.data or "").strip()
    return (*said, *weekly_words(spans, lang), *([_with_question(form.work_near, work, lang, subject)] if work else ()))

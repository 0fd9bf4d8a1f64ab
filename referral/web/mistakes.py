"""Everything that is wrong with the answers of a page, each at its question: answers are judged one by one."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from referral.domain.errors import AmbiguousPlace, BadInput
from referral.web.common import directory
from referral.web.flow import Step
from referral.web.forms.answers import profile_of
from referral.web.problems import problem_words
from referral.web.visit import Visit

STAND_INS: dict[str, object] = {"home": {"place": "39.7312,-104.9826"}, "needs": [{"kind": "program"}]}
"""What a profile cannot do without, so that one answer can be judged alone."""

_CONTEXT = ("want", "start")
"""Answers that decide which others count."""

_DAY_TIME = re.compile("(?:from|to)_(..)")
_STEPS = (("home", "where"), ("travel", "where"), ("anchors", "week"), ("busy", "week"), ("about", "about"))
"""Beginning of the path of a mistake -> the page on which it is mended."""


@dataclass(frozen=True, slots=True)
class Mistake:
    """One thing to change. step: the page it is asked on; question: name of its field; towns: choices for a place."""

    step: str
    question: str
    words: str
    towns: tuple[str, ...] = ()


def mistakes_of(steps: Sequence[Step], visit: Visit, musts: Sequence[str], lang: str) -> list[Mistake]:
    """All that is wrong with the answers to these steps, in the order in which they are asked.

    musts: the keys of a profile that these steps have to fill.
    """
    names = [name for step in steps for name in step.fields]
    whole = profile_of(_only(visit, names))
    refused = _refused(_stand_ins(musts) | whole)
    if refused is None:
        return []
    found = [_mistake(step, names[0], wrong, lang) for step, names, wrong in _one_by_one(steps, visit, musts, whole)]
    return found or [_elsewhere(steps, refused, lang)]


def _only(visit: Visit, names: Sequence[str]) -> Visit:
    return replace(visit, answers={name: said for name, said in visit.answers.items() if name in names})


def _stand_ins(musts: Sequence[str]) -> dict[str, object]:
    return {key: one for key, one in STAND_INS.items() if key not in musts}


def _refused(profile: Mapping[str, object]) -> BadInput | None:
    try:
        directory().packets.read(profile)
    except BadInput as error:
        return error
    return None


def _one_by_one(
    steps: Sequence[Step], visit: Visit, musts: Sequence[str], whole: Mapping[str, object]
) -> Iterator[tuple[Step, tuple[str, ...], BadInput]]:
    """Each question whose answer cannot be read; what has to be filled is asked for at the question that fills it."""
    context = [name for name in _CONTEXT if name in visit.answers]
    for step in steps:
        if step.must == "needs" and "needs" in musts and not whole.get("needs"):
            asked = "want" if "want" in visit.answers else "topics"
            yield step, (asked,), BadInput("needs", "Choose at least one.")
        for names in _questions(step):
            required = step.must == "home" and "home" in musts and names == ("near",)
            alone = profile_of(_only(visit, [*context, *names]))
            wrong = _refused(_stand_ins(("home",) if required else ()) | alone)
            if wrong is not None:
                yield step, names, wrong


def _questions(step: Step) -> list[tuple[str, ...]]:
    """The fields of a step; both times of a day are one question."""
    found: dict[str, tuple[str, ...]] = {}
    for name in step.fields:
        day = _DAY_TIME.fullmatch(name)
        key = day[1] if day else name
        found[key] = (*found.get(key, ()), name)
    return list(found.values())


def _mistake(step: Step, question: str, wrong: BadInput, lang: str) -> Mistake:
    towns = wrong.choices if isinstance(wrong, AmbiguousPlace) else ()
    return Mistake(step.name, question, problem_words(wrong, lang), towns)


def _elsewhere(steps: Sequence[Step], wrong: BadInput, lang: str) -> Mistake:
    """A mistake that no answer makes alone, at the first question of its page."""
    name = next((step for begin, step in _STEPS if wrong.field.startswith(begin)), "want")
    step = next((one for one in steps if one.name == name), steps[0])
    return _mistake(step, step.fields[-1], wrong, lang)

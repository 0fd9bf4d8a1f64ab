"""A week of more than can be counted out: planned group by group, then in part planned anew around the rest."""

from collections.abc import Iterable
from dataclasses import replace
from itertools import islice

from referral.packets.exact.form import Asked, Form
from referral.packets.exact.ground import Ground
from referral.packets.exact.problem import Package, Problem
from referral.packets.exact.search import Found, Search, fits
from referral.packets.exact.week import Week

ROUNDS = 30
"""How often a part is planned anew."""

UNMET_ANEW, MET_ANEW = 2, 5
"""How much that is unmet, and met, is planned anew at once: small enough to take milliseconds."""


def groups_of(asked: list[Asked], days: int) -> list[Form]:
    """All that is asked in one form; where it cannot be counted out, in several, the dearest to leave out first."""
    whole = Form(tuple(asked), days)
    if fits(whole):
        return [whole]
    groups: list[tuple[Asked, ...]] = [()]
    for one in sorted(asked, key=lambda one: min(one.costs) - one.costs[0]):
        if fits(Form((*groups[-1], one), days)):
            groups[-1] = (*groups[-1], one)
        else:
            groups.append((one,))
    return [Form(group, days) for group in groups]


class Grouped:
    """What is found for the first group is kept; the packages are never chosen anew."""

    def __init__(self, problem: Problem, ground: Ground, groups: list[Form]) -> None:
        self._problem, self._ground, self._groups = problem, ground, groups
        self._asked = [one for form in groups for one in form.asked]

    def completed(self, found: Found) -> Found:
        """What was found for the first group, with answers to the others."""
        for form in self._groups[1:]:
            found = self._anew(form, found)
        for number in range(ROUNDS):
            unmet = [one for one in self._asked if one.costs[one.taken(found.items)] > min(one.costs)]
            if not unmet:
                break
            met = [one for one in self._asked if one not in unmet]
            some = (*_from(unmet, number, UNMET_ANEW), *_from(met, number * MET_ANEW, MET_ANEW))
            found = self._anew(Form(some, self._ground.days), found)
        return found

    def _anew(self, form: Form, found: Found) -> Found:
        """The cheapest week that keeps all but the answers to a form."""
        freed = {item for one in form.asked for item in one.items}
        kept = [item for item in found.items if item not in freed]
        week = self._around(form, kept, found)
        answers = Search(()).best(week, ()) if week else None
        if answers is None:  # the whole week was impossible from the beginning
            return found
        items = sorted([*kept, *answers.items])
        return replace(found, items=items, cost=self._price(items, found))

    def _price(self, items: list[int], found: Found) -> int:
        """What a possible week costs, as in `Solution`."""
        week = self._around(Form((), self._ground.days), items, found)
        needs = self._problem.packages
        unmet = sum(need.unmet for at, need in enumerate(needs) if found.packages.get(at) is None)
        own = sum(package.cost for package in self._packages(found)) + int(self._ground.cost[items].sum())
        return (week.standing if week else 0) + unmet + own + sum(one.costs[one.taken(items)] for one in self._asked)

    def _around(self, form: Form, items: Iterable[int], found: Found) -> Week | None:
        week = Week.of(form, self._ground).around(items, packaged=False)
        return week and week.around(item for package in self._packages(found) for item in package.items)

    def _packages(self, found: Found) -> list[Package]:
        needs = self._problem.packages
        return [needs[need].packages[at] for need, at in found.packages.items() if at is not None]


def _from(values: list[Asked], first: int, number: int) -> tuple[Asked, ...]:
    """So many values from one on, around the end."""
    first %= max(len(values), 1)
    return tuple(islice([*values[first:], *values[:first]], number))

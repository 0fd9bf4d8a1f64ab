"""The cheapest possible week, proven: a dynamic program over windows, days and the week.

A window's table says what each answer costs there; tables of the windows of a day, then of the days of the week, are
put together by min-plus convolution. Of packages, every one is tried at once: it replaces the tables of the days it
stands on. Where several needs take packages, one after the other is chosen and fixed, and the rest is solved around it.

What is guarded is size, not time, so that the same problem always has the same answer. Where so much is asked that its
answers cannot be counted out (more than about seven visits beside meetings), needs are planned in groups, the dearest
to leave out first, each around the ones before (see grouped.py); and a search over several package needs stops after a
fixed amount of work. Both give a possible week that is `proven` False. A caller may then coarsen the grid of visits, or
ask for less. Time and memory grow with items times places in a window: 16,000 items take under a second.
"""

from functools import cached_property

from referral.packets.exact.form import Asked, Form
from referral.packets.exact.ground import Ground
from referral.packets.exact.grouped import Grouped, groups_of
from referral.packets.exact.packages import passing_items
from referral.packets.exact.problem import CountNeed, Problem, Solution
from referral.packets.exact.search import Found, Search, fits
from referral.packets.exact.spaces import INF
from referral.packets.exact.week import Week


def solve(problem: Problem, planning: "Planning | None" = None) -> Solution:
    """A cheapest week. Deterministic: of equally cheap ones the same every time. planning: of the problem, if made."""
    return (planning or Planning(problem)).solution


class Planning:
    """One problem while it is solved: `solution` and the tables that other answers are read from, each made once."""

    def __init__(self, problem: Problem, like: "Planning | None" = None) -> None:
        """like: of a problem that differs in its packages alone, and has all their items; its tables are shared."""
        self.problem = problem
        self.ground: Ground = Ground.of(problem) if like is None else like.ground
        self.keeps = True
        self._like = like

    @cached_property
    def asked(self) -> list[Asked]:
        """What is asked besides packages, the single needs first; what is to be kept where it can be counted out."""
        whole = self._asked([Asked.count(at, need) for at, need in self._counts])
        if not any(need.kept for need in self.problem.counts):
            return whole
        parts = self._asked([part for at, need in self._counts for part in Asked.parts(at, need)])
        self.keeps = fits(Form(tuple(parts), self.ground.days))
        return parts if self.keeps else whole

    @property
    def _counts(self) -> list[tuple[int, CountNeed]]:
        """The counted needs by their numbers, which follow those of the single ones."""
        return list(enumerate(self.problem.counts, len(self.problem.singles)))

    def _asked(self, counts: list[Asked]) -> list[Asked]:
        ground = self.ground
        singles = [Asked.single(number, need, ground.days) for number, need in enumerate(self.problem.singles)]
        return [one.possible(ground.items_on(one.items)) for one in (*singles, *counts)]

    @cached_property
    def groups(self) -> list[Form]:
        """What is planned together; most often all of it."""
        return groups_of(self.asked, self.ground.days)

    @cached_property
    def week(self) -> Week:
        """The week asked for the first group, with the items of all packages."""
        if self._like is not None:
            return self._like.week
        return Week.of(self.groups[0], self.ground, passing_items(self.problem.packages))

    @cached_property
    def solution(self) -> Solution:
        """A cheapest week, or a possible one that is not proven."""
        search = Search(self.problem.packages)
        found = search.best(self.week, tuple(range(len(self.problem.packages))))
        if found is not None and len(self.groups) > 1:
            found = Grouped(self.problem, self.ground, self.groups).completed(found)
        proven = search.proven and len(self.groups) == 1 and self.keeps
        return self._solution(found or Found(INF, {}, []), proven=proven)

    def _solution(self, found: Found, *, proven: bool) -> Solution:
        taken = {*found.items}
        lost = 0 if self.keeps else self._lost(taken)
        return Solution(
            found.cost + lost,
            tuple(found.packages.get(need) for need in range(len(self.problem.packages))),
            tuple(next((item for item in need.items if item in taken), None) for need in self.problem.singles),
            tuple(tuple(sorted(taken & {*need.items})) for need in self.problem.counts),
            proven,
        )

    def _lost(self, taken: set[int]) -> int:
        """The cost of the sets to keep of which nothing is taken."""
        return sum(need.lost for need in self.problem.counts for some in need.kept if not taken.intersection(some))

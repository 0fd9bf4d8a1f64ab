"""The same week as a mixed integer program for HiGHS: one unit of flow runs through every window, from item to item."""

import highspy

from referral.packets.exact.problem import Problem

ORIGIN, DESTINATION = -1, -2


class Milp:
    """One problem as a program. Its least objective is the least cost of a week."""

    def __init__(self, problem: Problem) -> None:
        self.problem, self.model = problem, highspy.Highs()
        self.model.setOptionValue("output_flag", False)
        self.model.setOptionValue("mip_rel_gap", 0.0)
        self.model.setOptionValue("mip_abs_gap", 0.1)
        self.taken = [self.model.addBinary() for _ in problem.items]
        self.objective = self.model.expr()
        self._packages()
        self._singles()
        self._counts()
        self._unused()
        for at in range(len(problem.windows)):
            self._window(at)

    def least_cost(self) -> int:
        """The proven least cost."""
        self.model.minimize(self.objective)
        assert self.model.getModelStatus() == highspy.HighsModelStatus.kOptimal
        return round(self.model.getInfo().objective_function_value)

    def _packages(self) -> None:
        self.chosen = [[self.model.addBinary() for _ in need.packages] for need in self.problem.packages]
        for need, chosen in zip(self.problem.packages, self.chosen, strict=True):
            unmet = self.model.addBinary()
            self.model.addConstr(self.model.qsum(chosen) + unmet == 1)
            self.objective += need.unmet * unmet
            for package, variable in zip(need.packages, chosen, strict=True):
                self.objective += package.cost * variable
            for item in sorted({item for package in need.packages for item in package.items}):
                holding = [one for package, one in zip(need.packages, chosen, strict=True) if item in package.items]
                self.model.addConstr(self.taken[item] == self.model.qsum(holding))

    def _singles(self) -> None:
        for need in self.problem.singles:
            unmet = self.model.addBinary()
            self.model.addConstr(self.model.qsum(self.taken[item] for item in need.items) + unmet == 1)
            self.objective += need.unmet * unmet
            self._pay(need.items)

    def _counts(self) -> None:
        for need in self.problem.counts:
            number = self.model.qsum(self.taken[item] for item in need.items)
            missing, short = self.model.addVariable(lb=0), self.model.addVariable(lb=0)
            self.model.addConstr(number + missing == need.most)
            self.model.addConstr(number + short >= need.least)
            self.objective += need.missing * missing + need.short * short
            for kept in need.kept:
                lost = self.model.addVariable(lb=0)
                self.model.addConstr(self.model.qsum(self.taken[item] for item in kept) + lost >= 1)
                self.objective += need.lost * lost
            self._pay(need.items)
            for day, cap in enumerate(need.per_day):
                some = [item for item in need.items if self._day(item) == day]
                self.model.addConstr(self.model.qsum(self.taken[item] for item in some) <= cap)
                if need.apart:
                    self._keep_apart(some, day)

    def _keep_apart(self, some: list[int], day: int) -> None:
        for need, chosen in zip(self.problem.packages, self.chosen, strict=True):
            for package, variable in zip(need.packages, chosen, strict=True):
                if any(self._day(item) == day for item in package.items):
                    for item in some:
                        self.model.addConstr(self.taken[item] + variable <= 1)

    def _pay(self, items: tuple[int, ...]) -> None:
        for item in items:
            self.objective += self.problem.items[item].cost * self.taken[item]

    def _unused(self) -> None:
        for item, variable in zip(self.problem.items, self.taken, strict=True):
            if item.window is None:
                self.model.addConstr(variable == 0)

    def _window(self, at: int) -> None:
        window = self.problem.windows[at]
        inside = [number for number, item in enumerate(self.problem.items) if item.window == at]
        ends = {number: (item.start, item.end, item.stop) for number, item in enumerate(self.problem.items)}
        ends[ORIGIN] = (0, 0, window.origin)
        ends[DESTINATION] = (window.length, window.length, window.destination)
        empty = self._way(window.origin, window.destination, window.length)
        anyway = 4 * int(self.problem.minutes[window.origin, window.destination]) if empty is None else empty
        baseline = anyway if window.given else 0
        into: dict[int, list] = {number: [] for number in ends}
        out: dict[int, list] = {number: [] for number in ends}
        for first in (ORIGIN, *inside):
            for second in (*inside, DESTINATION):
                cost = self._way(ends[first][2], ends[second][2], ends[second][0] - ends[first][1])
                if first == ORIGIN and second == DESTINATION and window.given:
                    cost = baseline
                if cost is not None and first != second:
                    flow = self.model.addVariable(lb=0, ub=1)
                    self.objective += cost * flow
                    out[first].append(flow)
                    into[second].append(flow)
        self.objective += -baseline
        self.model.addConstr(self.model.qsum(out[ORIGIN]) == 1)
        self.model.addConstr(self.model.qsum(into[DESTINATION]) == 1)
        for number in inside:
            self.model.addConstr(self.model.qsum(into[number]) == self.taken[number])
            self.model.addConstr(self.model.qsum(out[number]) == self.taken[number])

    def _way(self, origin: int, destination: int, gap: int) -> int | None:
        """Quarter minutes from stop to stop within a gap; None when neither straight nor by home is possible."""
        minutes, limit = self.problem.minutes, self.problem.max_leg
        straight, legs = int(minutes[origin, destination]), (int(minutes[origin, 0]), int(minutes[0, destination]))
        possible = []
        if straight <= gap and straight <= limit:
            possible.append(3 * straight + gap)
        if sum(legs) <= gap and max(legs) <= limit:
            possible.append(4 * sum(legs))
        return min(possible) if possible else None

    def _day(self, item: int) -> int | None:
        window = self.problem.items[item].window
        return None if window is None else self.problem.windows[window].day

"""Weeks to be planned, made by a seeded generator: tiny ones to try out wholly, medium ones, and a whole city."""

from dataclasses import dataclass
from itertools import pairwise
from math import ceil, hypot
from random import Random

import numpy as np

from referral.packets.exact.problem import (
    CountNeed,
    Item,
    Minutes,
    Package,
    PackageNeed,
    Problem,
    SingleNeed,
    Window,
)


class Maker:
    """Collects items while needs are made. minutes: asymmetric and without triangle inequality unless `metric`."""

    def __init__(self, seed: int, stops: int, longest: int, *, symmetric: bool = False) -> None:
        self.random = Random(seed)
        self.items: list[Item] = []
        grid = [[0 if a == b else self.random.randint(0, longest) for b in range(stops)] for a in range(stops)]
        self.minutes: Minutes = np.array(grid, np.int32)
        if symmetric:
            self.minutes = np.maximum(self.minutes, self.minutes.T)
        self.windows: tuple[Window, ...] = ()

    def add_windows(self, days: int, per_day: tuple[int, int], lengths: tuple[int, int], *, given: float = 0.9) -> None:
        """Windows of some days, most of them from home to home. given: the share whose way through is not paid."""
        ends = (0, 0, min(1, len(self.minutes) - 1))
        self.windows = tuple(
            Window(
                self.random.randint(*lengths),
                self.random.choice(ends),
                self.random.choice(ends),
                day,
                given=self.random.random() < given,
            )
            for day in range(days)
            for _ in range(self.random.randint(*per_day))
        )

    def item(self, longest: int = 60) -> int:
        """Another item somewhere in the windows; its number."""
        at = self.random.randrange(len(self.windows))
        length = self.windows[at].length
        start = self.random.randint(0, length - 20)
        end = min(length, start + self.random.randint(10, longest))
        window = at if self.random.random() < 0.96 else None
        self.items.append(
            Item(window, start, end, self.random.randrange(len(self.minutes)), self.random.randint(0, 30))
        )
        return len(self.items) - 1

    def some(self, least: int, most: int) -> tuple[int, ...]:
        """Some more items."""
        return tuple(self.item() for _ in range(self.random.randint(least, most)))

    def package_need(self, packages: tuple[int, int], items: tuple[int, int]) -> PackageNeed:
        """A need of packages of any items, also several in one window and such that overlap."""
        made = [Package(self.some(*items), self.random.randint(0, 50)) for _ in range(self.random.randint(*packages))]
        return PackageNeed(tuple(made), 3000)

    def count_need(
        self, items: tuple[int, int], most: tuple[int, int], per_day: int, days: int, *, sets: int = 2
    ) -> CountNeed:
        """A need of several items, with a limit of its own for each day, and up to so many sets of them to keep."""
        random = self.random
        numbers, least, cap = self.some(*items), random.randint(0, 2), random.randint(*most)
        limits = tuple(random.randint(0, per_day) for _ in range(days))
        apart, first, second = random.random() < 0.4, random.randint(1, 2), random.randint(1, 2)
        kept = (numbers[:first], numbers[first : first + second])[: random.choice((0, sets // 2, sets))]
        kept = tuple(some for some in kept if some)
        return CountNeed(numbers, least, cap, limits, 1000, 120, apart, kept, random.choice((500, 5000)))


def tiny(seed: int) -> Problem:
    """A week small enough that every choice in it can be tried, with every kind of need."""
    made = Maker(seed, Random(seed).randint(2, 5), 40)
    random, days = made.random, made.random.randint(1, 3)
    made.add_windows(days, (1, 2), (60, 400))
    packages = tuple(made.package_need((0, 4), (1, 3)) for _ in range(random.choice((0, 1, 1, 1, 2))))
    singles = tuple(SingleNeed(made.some(0, 4), 2000) for _ in range(random.choice((0, 1, 2))))
    counts = tuple(made.count_need((0, 5), (2, 3), 2, days) for _ in range(random.choice((0, 1, 1, 2))))
    most = random.choice((20, 30, 60))
    return Problem(made.windows, tuple(made.items), made.minutes, most, packages, singles, counts)


def several(seed: int) -> Problem:
    """A tiny week in which three or four needs take packages."""
    made = Maker(seed, Random(seed).randint(2, 4), 30)
    random, days = made.random, made.random.randint(1, 3)
    made.add_windows(days, (1, 2), (120, 500))
    packages = tuple(made.package_need((1, 4), (1, 3)) for _ in range(random.choice((3, 3, 4))))
    singles = (SingleNeed(made.some(0, 3), 2000),)
    counts = tuple(made.count_need((1, 3), (1, 2), 1, days) for _ in range(random.choice((0, 1))))
    return Problem(made.windows, tuple(made.items), made.minutes, random.choice((20, 60)), packages, singles, counts)


def crowded(seed: int) -> Problem:
    """A tiny week of few long windows, so that packages have several items in one, often with others between."""
    made = Maker(seed, Random(seed).randint(2, 4), 20)
    random, days = made.random, made.random.randint(1, 2)
    made.add_windows(days, (1, 1), (300, 600))
    packages = (made.package_need((1, 4), (2, 4)),)
    singles = tuple(SingleNeed(made.some(1, 4), 2000) for _ in range(random.choice((0, 1, 2))))
    counts = tuple(made.count_need((2, 6), (1, 3), 3, days) for _ in range(random.choice((0, 1))))
    return Problem(made.windows, tuple(made.items), made.minutes, random.choice((15, 60)), packages, singles, counts)


def medium(seed: int) -> Problem:
    """A week too large to try out: up to seven days, tens of items for every need, minutes without any order."""
    made = Maker(seed, Random(seed).randint(6, 20), 45)
    random, days = made.random, made.random.randint(4, 7)
    made.add_windows(days, (1, 2), (150, 800), given=1)
    packages = tuple(made.package_need((4, 15), (2, 4)) for _ in range(random.choice((0, 1, 1, 2, 2))))
    singles = tuple(SingleNeed(made.some(5, 20), 2000) for _ in range(random.choice((0, 1, 2, 3))))
    number = random.choice((1, 1, 2))
    sets = 1 if number == 1 else 0  # two needs with sets to keep are more than can be counted out
    counts = tuple(made.count_need((8, 30), (2, 5), 2, days, sets=sets) for _ in range(number))
    most = random.choice((20, 30, 60))
    return Problem(made.windows, tuple(made.items), made.minutes, most, packages, singles, counts)


DAYS = 7
WAKE, SLEEP = 6 * 60, 23 * 60


@dataclass(frozen=True, slots=True)
class Shift:
    """Busy every one of these days from start to end at a stop."""

    days: tuple[int, ...]
    start: int
    end: int
    stop: int


SHIFTS = (
    (),
    (Shift((0, 1, 2, 3, 4), 9 * 60, 17 * 60, 1),),
    (Shift((0, 1, 2, 3, 4), 7 * 60, 15 * 60, 1), Shift((0, 1, 2, 3, 4), 16 * 60, 18 * 60, 0)),
    (Shift((1, 3, 5), 10 * 60, 16 * 60, 1), Shift((0, 2, 4), 12 * 60, 14 * 60, 2)),
    (Shift((0, 1, 2, 3), 14 * 60, 22 * 60, 1),),
)
TRACKS = ((0, 2, 4), (0, 1, 3), (1, 3, 4), (0, 1, 2, 3), (1, 2, 3))


def town(seed: int) -> Problem:
    """A small city's week, with visits on a grid, for one person."""
    random = Random(seed)
    city = City(seed, programs=8, meetings=random.randint(10, 40), offices=2, visits=random.randint(1, 2))
    return city.problem(counts=random.choice((1, 2)), most=random.choice((3, 4)), cap=random.choice((1, 2)))


class City:
    """A person's week in a made-up city of 30 miles: programs of two or three tracks, meetings, offices."""

    def __init__(self, seed: int, *, programs: int, meetings: int, offices: int, visits: int) -> None:
        self.random = Random(seed)
        points = [self._point() for _ in range(3 + programs + meetings + offices * visits)]
        speed = self.random.choice((28, 28, 28, 12)) / 60
        self.minutes: Minutes = np.array(
            [
                [0 if a is b else ceil((5 + hypot(a[0] - b[0], a[1] - b[1]) * 1.33 / speed) * 1.2) for b in points]
                for a in points
            ],
            np.int32,
        )
        self.windows: list[Window] = []
        self.begins: list[int] = []
        self._add_days(self.random.choice(SHIFTS))
        self.items: list[Item] = []
        stops = iter(range(3, len(points)))
        self.packages = self._packages([next(stops) for _ in range(programs)])
        self.meetings = [at for _ in range(meetings) for at in self._meeting(next(stops))]
        self.visits = [[at for _ in range(offices) for at in self._visits(next(stops))] for _ in range(visits)]

    def problem(self, *, counts: int = 1, most: int = 3, cap: int = 1) -> Problem:
        """The week with one program, the visits and the meetings, shared out to some counted needs."""
        shares = [tuple(self.meetings[at::counts]) for at in range(counts)]
        needs = tuple(
            CountNeed(share, 2, most, (cap,) * DAYS, 400_000, 480, apart=self.random.random() < 0.3) for share in shares
        )
        singles = tuple(SingleNeed(tuple(items), 800_000) for items in self.visits)
        packages = (PackageNeed(tuple(self.packages), 1_200_000),)
        return Problem(tuple(self.windows), tuple(self.items), self.minutes, 45, packages, singles, needs)

    def _point(self) -> tuple[float, float]:
        while True:
            point = self.random.uniform(-12, 12), self.random.uniform(-12, 12)
            if hypot(*point) <= 12:
                return point

    def _add_days(self, shifts: tuple[Shift, ...]) -> None:
        for day in range(DAYS):
            busy = sorted((one.start, one.end, one.stop) for one in shifts if day in one.days)
            edges = [(WAKE, WAKE, 0), *busy, (SLEEP, SLEEP, 0)]
            for (_start, begin, origin), (end, _end, destination) in pairwise(edges):
                self.windows.append(Window(end - begin, origin, destination, day))
                self.begins.append(begin)

    def _add(self, day: int, start: int, end: int, stop: int) -> int | None:
        """The number of a new item; None when it lies in no window or cannot be reached in time."""
        for at, window in enumerate(self.windows):
            begin = self.begins[at]
            if window.day == day and begin <= start and end <= begin + window.length:
                self.items.append(Item(at, start - begin, end - begin, stop, self.random.choice((0, 0, 48, 96))))
                return len(self.items) - 1
        return None

    def _packages(self, stops: list[int]) -> list[Package]:
        found = []
        for stop in stops:
            for _ in range(self.random.randint(2, 3)):
                days, start = self.random.choice(TRACKS), self.random.choice((9, 10, 13, 17, 18)) * 60
                numbers = [self._add(day, start, start + 180, stop) for day in days]
                if None not in numbers:
                    items = tuple(number for number in numbers if number is not None)
                    found.append(Package(items, self.random.choice((0, 48, 144))))
        return found

    def _meeting(self, stop: int) -> list[int]:
        start = self.random.choice((7, 12, 12, 17, 18, 19, 19, 20)) * 60 + self.random.choice((0, 0, 30))
        number = self._add(self.random.randrange(DAYS), start, start + 60, stop)
        return [] if number is None else [number]

    def _visits(self, stop: int) -> list[int]:
        opens, closes = self.random.choice(((8, 16), (9, 17), (9, 17), (10, 19))), 5
        slots = [
            self._add(day, start, start + 60, stop)
            for day in range(closes)
            for start in range(opens[0] * 60, opens[1] * 60 - 59, 30)
        ]
        return [number for number in slots if number is not None]

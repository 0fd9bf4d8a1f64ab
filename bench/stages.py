"""Where the time of a call goes: functions are wrapped while it runs, and each counts its own processor time.

Time of one core, so that other work of the machine does not count.
"""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from time import process_time
from typing import Any


@dataclass(slots=True)
class Spent:
    """Milliseconds by stage, and what the functions of kept stages were given and gave: (arguments, result)."""

    ms: dict[str, float] = field(default_factory=dict)
    calls: dict[str, list[tuple[tuple[Any, ...], Any]]] = field(default_factory=dict)

    @property
    def total_ms(self) -> float:
        """Of all stages."""
        return sum(self.ms.values())


@dataclass(frozen=True, slots=True)
class Stage:
    """A named part of the work. whole: everything that its function calls counts for it, other stages too."""

    name: str
    function: Callable[..., Any]
    whole: bool = False
    keep: bool = False


class Stopwatch:
    """Counts stages while `running`."""

    def __init__(self, stages: tuple[Stage, ...]) -> None:
        self._stages = stages
        self.spent = Spent()
        self._open: list[Stage] = []
        self._inner = [0.0]

    @contextmanager
    def running(self, modules: str) -> Iterator[Spent]:
        """Wrap the stages wherever modules of this prefix name them; unwrapped at the end."""
        self.spent = Spent(dict.fromkeys((stage.name for stage in self._stages), 0.0))
        places = [
            (module.__dict__, name, stage)
            for stage in self._stages
            for path, module in sorted(sys.modules.items())
            if path.startswith(modules)
            for name, value in list(vars(module).items())
            if value is stage.function
        ]
        try:
            for names, name, stage in places:
                names[name] = self._wrapped(stage)
            yield self.spent
        finally:
            for names, name, stage in places:
                names[name] = stage.function

    def _wrapped(self, stage: Stage) -> Callable[..., Any]:
        def run(*args: Any, **kwargs: Any) -> Any:
            if any(outer.whole for outer in self._open):
                return stage.function(*args, **kwargs)
            self._open.append(stage)
            self._inner.append(0.0)
            started = process_time()
            try:
                result = stage.function(*args, **kwargs)
            finally:
                took = process_time() - started
                self._open.pop()
                self.spent.ms[stage.name] += (took - self._inner.pop()) * 1000
                self._inner[-1] += took
            if stage.keep:
                self.spent.calls.setdefault(stage.name, []).append((args, result))
            return result

        return run

"""The stopwatch: each function counts its own time, whatever it calls, and the modules are left as they were."""

import sys
from time import process_time
from types import ModuleType

from bench.stages import Stage, Stopwatch


def work(seconds: float) -> float:
    until = process_time() + seconds
    while process_time() < until:
        pass
    return seconds


def _module() -> ModuleType:
    module = ModuleType("stopwatched")
    exec(  # noqa: S102  a module whose functions call each other by name, as real ones do
        "def inner(work): return work(0.02)\n"
        "def outer(work): return inner(work) + work(0.01)\n"
        "def all_of_it(work): return outer(work) + inner(work)\n",
        module.__dict__,
    )
    return module


def test_stages_count_their_own_time_and_whole_ones_all(monkeypatch) -> None:
    module = _module()
    monkeypatch.setitem(sys.modules, "stopwatched", module)
    inner, outer = module.inner, module.outer
    stages = (Stage("inner", inner, keep=True), Stage("outer", outer), Stage("all", module.all_of_it, whole=True))
    with Stopwatch(stages).running("stopwatched") as spent:
        module.outer(work)
    assert (spent.ms["inner"] >= 20, 10 <= spent.ms["outer"] < 20, spent.ms["all"]) == (True, True, 0)
    assert spent.calls == {"inner": [((work,), 0.02)]}
    assert (module.inner, module.outer) == (inner, outer)
    with Stopwatch(stages).running("stopwatched") as spent:
        module.all_of_it(work)
    assert (spent.ms["inner"], spent.ms["outer"], spent.ms["all"] >= 50) == (0, 0, True)
    assert spent.total_ms == spent.ms["all"]

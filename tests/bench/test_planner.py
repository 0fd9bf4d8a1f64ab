"""The planner's benchmark: what it hands to the planner loses nothing, and what it prints is what it counted."""

from bench.city import city
from bench.people import people
from bench.planner import agreement, answering, planned
from bench.planner_report import left_out, report
from bench.real import NOW
from referral.domain.week import WeekSet
from referral.matching.matches import judge_all
from referral.matching.person import person_of


def test_candidates_lose_no_match_and_no_reason() -> None:
    for one in people(12):
        person = person_of(one.profile, NOW)
        for need in one.profile.needs:
            whole = judge_all(person, need, city(), lambda _: WeekSet.whole())
            assert judge_all(person, need, answering(need, city()), lambda _: WeekSet.whole()) == whole


def test_report_counts_every_person_and_no_fault() -> None:
    done = [planned(one, city()) for one in people(4)]
    assert [one.faults for one in done] == [()] * 4
    outcomes, times, sizes, greed = report(done).split("\n\n")
    lines = {line.rsplit(maxsplit=1)[0]: line.rsplit(maxsplit=1)[1] for line in outcomes.splitlines()}
    assert lines["of people"] == "4"
    assert lines["packets that the checker faults"] == "0"
    assert sum(int(count) for name, count in lines.items() if "proven" in name) == 4
    assert times.startswith("processor ms")
    assert "the whole packet" in times
    assert [line.split()[0] for line in sizes.splitlines()[2:]] == ["items", "packages", "windows", "stops", "weeks"]
    assert greed.startswith("a greedy week")


def test_greedy_weeks_answer_no_more_and_cost_no_less() -> None:
    done = [planned(one, city()) for one in people(4)]
    pairs = [(*one.solved, one.greed) for one in done if one.solved is not None and one.greed is not None]
    assert len(pairs) == 4
    assert [greed.cost >= best.cost for _problem, best, greed in pairs] == [True] * 4
    assert [left_out(problem, greed) >= left_out(problem, best) for problem, best, greed in pairs] == [True] * 4
    assert agreement([(problem, best) for problem, best, _greed in pairs], most=0).endswith(
        ("0 of 0 weeks", "installed")
    )

"""The time that a row says is one that was asked for, whenever the listing has one."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from referral.domain.answering import coming
from referral.domain.fit import Asked, FitClass, fit
from referral.domain.listing import Hours, Session
from referral.domain.vocabulary import Kind
from referral.domain.week import WEEK_MIN, Span, WeekSet, next_occurrence, week_minute
from tests.factories import DENVER, listing

SPANS = st.builds(Span, st.integers(0, WEEK_MIN // 15 - 1).map(lambda n: n * 15), st.sampled_from((60, 75, 90, 600)))
NOWS = st.integers(0, WEEK_MIN - 1).map(lambda minutes: datetime(2026, 6, 1, tzinfo=UTC) + timedelta(minutes=minutes))


@given(st.lists(SPANS, min_size=1, max_size=4), SPANS, NOWS, st.booleans())
def test_what_fits_is_said_with_a_time_that_fits(spans: list[Span], free: Span, now: datetime, meets: bool) -> None:
    if meets:
        one = listing(Kind.MEETING, sessions=tuple(map(Session, spans)))
    else:
        one = listing(Kind.RESOURCE, hours=tuple(map(Hours, spans)))
    asked = Asked(free=WeekSet.of((free,)), zone=DENVER, now=now)
    soonest = min(next_occurrence(span, DENVER, now) for span in spans)
    found = coming(one, asked, soonest, now)
    assert found is not None
    length = int((found.end.timestamp() - found.start.timestamp()) // 60)
    said = Span(week_minute(found.start), length)
    if fit(one, asked).fit is FitClass.NO:
        assert (found.start, found.end) == soonest
    elif meets:
        assert asked.free is not None
        assert asked.free.contains(said)
        assert said in spans
    elif found.start > now:
        assert asked.free is not None
        assert asked.free.contains(said)
        assert WeekSet.of(spans).contains(said)
    assert found.end.timestamp() > now.timestamp()

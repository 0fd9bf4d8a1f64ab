"""Random people and small directories, impossible ones too: no free minute, sleep over work, many needs."""

from hypothesis import strategies as st

from referral.domain.listing import Hours, Listing, Location, Mode, Session, Track
from referral.domain.need import (
    DEFAULT_SLEEP,
    SAFETY_QUESTIONS,
    About,
    Anchor,
    Busy,
    Gender,
    Need,
    OnlineChoice,
    PerWeek,
    Profile,
    Risk,
    Safety,
    Travel,
    TravelMode,
)
from referral.domain.place import Place, Point, Precision
from referral.domain.vocabulary import Kind
from referral.domain.week import DAY_MIN, WEEK_MIN, Span
from tests.factories import facts

ZONES = ("America/Denver", "America/Chicago", "America/Phoenix")
SURE = st.sampled_from((Precision.EXACT, Precision.STREET, Precision.ZIP))


def points() -> st.SearchStrategy[Point]:
    """Points of one city, often the same one."""
    few = st.sampled_from((Point(39.73, -104.98), Point(39.75, -104.95), Point(39.60, -105.00)))
    return few | st.builds(Point, st.floats(39.4, 40.1), st.floats(-105.3, -104.6))


def places() -> st.SearchStrategy[Place]:
    """Homes and workplaces."""
    return st.builds(
        Place,
        label=st.just("somewhere"),
        point=points(),
        precision=SURE,
        state=st.just("CO"),
        time_zone=st.just("America/Denver"),
    )


def day_spans(longest: int = 14 * 60) -> st.SearchStrategy[Span]:
    """Spans on quarter hours, any day, also over midnight and Sunday."""
    return st.builds(
        lambda start, length: Span(start * 15, length * 15),
        st.integers(0, WEEK_MIN // 15 - 1),
        st.integers(1, longest // 15),
    )


def usual_spans() -> st.SearchStrategy[Span]:
    """Gatherings of one to three hours at common times."""
    return st.builds(
        lambda day, start, length: Span(day * DAY_MIN + start * 30, length * 30),
        st.integers(0, 6),
        st.sampled_from((0, 12, 16, 18, 24, 26, 34, 36, 38, 40, 47)),
        st.integers(2, 6),
    )


def busy(names: list[str]) -> st.SearchStrategy[tuple[Busy, ...]]:
    """Few blocks, a workweek, hundreds of blocks, or every minute."""
    one = st.builds(
        Busy,
        spans=st.lists(day_spans(), min_size=1, max_size=5).map(tuple),
        at=st.sampled_from(names),
        buffer_min=st.sampled_from((0, 0, 15, 240)),
    )
    many = st.lists(one, min_size=40, max_size=40).map(tuple)
    every = st.just((Busy((Span(0, WEEK_MIN),)),))
    few = st.lists(one, max_size=2).map(tuple)
    return st.one_of(few, few, few, st.lists(one, max_size=4).map(tuple), few, few, few, many, every)


FACETS = {
    Kind.PROGRAM: "level=iop level=outpatient level=residential level=withdrawal_outpatient "
    "level=withdrawal_residential "
    "level=withdrawal level=otp treats=alcohol treats=opioids medication=buprenorphine medication=excludes "
    "medication=accepts payment=medicaid payment=private restricted=women_only restricted=men_only "
    "restricted=youth_only restricted=prison population=adolescents population=pregnant_postpartum population=women "
    "attendance=online attendance=hybrid detox=alcohol service=childcare language=en",
    Kind.MEETING: "fellowship=AA fellowship=NA fellowship=AlAnon meeting=closed meeting=women meeting=men "
    "attendance=online attendance=in_person attendance=hybrid language=en restricted=women_only",
    Kind.RESOURCE: "topic=housing service=vocational topic=food language=en restricted=women_only population=men",
}


WORKDAYS = [Hours(Span(day * DAY_MIN + 8 * 60, 12 * 60)) for day in range(5)]
USUAL = {
    Kind.PROGRAM: "level=iop level=outpatient language=en payment=private payment=medicaid",
    Kind.MEETING: "fellowship=AA attendance=in_person language=en",
    Kind.RESOURCE: "topic=housing service=vocational language=en",
}
"""What most listings are, so that most weeks hold something."""
HARSH = "restricted=women_only restricted=men_only restricted=youth_only restricted=prison attendance=online"


@st.composite
def listings(draw: st.DrawFn, number: int) -> Listing:
    """One listing, with times or without, with a place or without."""
    kind = draw(st.sampled_from(Kind))
    known = FACETS[kind].split()
    yes = draw(st.frozensets(st.sampled_from(known), min_size=1, max_size=6))
    if draw(st.integers(0, 3)):
        yes = yes - frozenset(HARSH.split()) | frozenset(USUAL[kind].split())
    no = draw(st.sampled_from((frozenset(), frozenset(known)))) and draw(
        st.frozensets(st.sampled_from(known), max_size=3)
    )
    no -= yes
    point = draw(st.one_of(points(), points(), points(), st.none()))
    times = st.builds(
        Session,
        span=usual_spans() | day_spans(300),
        mode=st.sampled_from((Mode.IN_PERSON, Mode.IN_PERSON, Mode.ONLINE, Mode.HYBRID)),
        rrule=st.sampled_from((None, None, None, "FREQ=MONTHLY;BYDAY=1SU")),
    )
    tracks = st.lists(times, min_size=1, max_size=4).flatmap(
        lambda sessions: st.builds(
            Track,
            name=st.sampled_from(("day", "evening")),
            sessions=st.just(tuple(sessions)),
            required=st.none() | st.integers(1, len(sessions)),
            level=st.sampled_from((None, "iop")),
        )
    )
    return Listing(
        id=f"test:{number}",
        source="test",
        kind=kind,
        name=f"Listing {number}",
        location=Location(
            state="CO",
            point=point,
            precision=Precision.NONE if point is None else draw(SURE),
            time_zone=draw(st.sampled_from((*ZONES, None))),
        ),
        sessions=tuple(draw(st.lists(times, min_size=1, max_size=4))) if kind is Kind.MEETING else (),
        tracks=tuple(draw(st.lists(tracks, max_size=2))) if kind is Kind.PROGRAM else (),
        hours=tuple(
            draw(st.one_of(st.just(WORKDAYS), st.just([]), st.lists(st.builds(Hours, span=day_spans()), max_size=7)))
        ),
        facts=facts(yes, no),
    )


@st.composite
def directories(draw: st.DrawFn, most: int = 14) -> tuple[Listing, ...]:
    """A few listings."""
    return tuple(
        draw(listings(number))
        for number in range(draw(st.one_of(st.integers(5, most), st.integers(5, most), st.integers(0, 2))))
    )


def needs(number: int) -> st.SearchStrategy[Need]:
    """Any need."""
    facets = st.lists(st.sampled_from(("service=childcare", "treats=alcohol", "language=en")), max_size=2).map(tuple)
    program = st.builds(
        Need,
        id=st.just(f"need{number}"),
        kind=st.just(Kind.PROGRAM),
        level=st.sampled_from(
            ("iop", "iop", "outpatient", "outpatient", None, "otp", "php", "residential", "withdrawal_outpatient")
        ),
        hours_per_week=st.sampled_from((None, None, 3, 9)),
        require=facets,
        prefer=facets,
    )
    meeting = st.builds(
        Need,
        id=st.just(f"need{number}"),
        kind=st.just(Kind.MEETING),
        per_week=st.tuples(st.integers(0, 3), st.integers(0, 4)).map(lambda n: PerWeek(n[0], n[0] + n[1])),
        max_per_day=st.integers(1, 2),
        fellowships=st.sampled_from(((), ("AA",), ("AA", "NA"))),
        avoid_program_days=st.booleans(),
    )
    resource = st.builds(
        Need,
        id=st.just(f"need{number}"),
        kind=st.just(Kind.RESOURCE),
        topic=st.sampled_from(("housing", "vocational", "recovery_housing")),
        visit_min=st.sampled_from((None, 30, 60)),
    )
    return program | meeting | resource


def safety(*, calm: bool) -> st.SearchStrategy[Safety]:
    """Answers; calm ones never stop the ranking by themselves."""
    answers = st.sampled_from((None, Risk.NO, Risk.NO, Risk.UNKNOWN, Risk.YES))
    rest = st.sampled_from((None, Risk.NO))
    stopping = ("emergency", "suicidal", "harm_others", "withdrawal_risk")
    return st.builds(Safety, **{name: rest if calm and name in stopping else answers for name in SAFETY_QUESTIONS})


@st.composite
def profiles(draw: st.DrawFn, *, calm: bool = True) -> Profile:
    """One person."""
    anchors = draw(st.lists(places(), max_size=2))
    named = tuple(Anchor(f"place{number}", place) for number, place in enumerate(anchors))
    count = draw(st.sampled_from((2, 3, 4, 1, 3, 20)))
    return Profile(
        home=draw(places()),
        needs=tuple(draw(needs(number)) for number in range(count)),
        time_zone=draw(st.sampled_from(ZONES)),
        anchors=named,
        busy=draw(busy(["home", *(anchor.name for anchor in named)])),
        sleep=draw(
            st.one_of(st.just(DEFAULT_SLEEP), st.just(DEFAULT_SLEEP), st.lists(day_spans(), max_size=4).map(tuple))
        ),
        travel=Travel(
            mode=draw(st.sampled_from((TravelMode.CAR, TravelMode.CAR, *TravelMode))),
            max_leg_min=draw(st.sampled_from((45, 60, 120, 90, 1, 20))),
            max_miles=draw(st.sampled_from((None, None, None, 30.0, 5.0, 0.0))),
            margin=draw(st.sampled_from((0.0, 0.2))),
        ),
        about=About(
            age_years=draw(st.sampled_from((None, 16, 34))),
            gender=draw(st.none() | st.sampled_from(Gender)),
            groups=draw(st.frozensets(st.sampled_from(("veterans", "pregnant_postpartum", "trauma")), max_size=2)),
            medications=draw(st.frozensets(st.sampled_from(("buprenorphine", "methadone", "naltrexone")), max_size=1)),
            substances=draw(st.frozensets(st.sampled_from(("alcohol", "opioids", "stimulants")), max_size=2)),
        ),
        payment=draw(st.frozensets(st.sampled_from(("medicaid", "private")), max_size=2)),
        languages=draw(st.sampled_from((frozenset(), frozenset({"en"}), frozenset({"en"}), frozenset({"es"})))),
        online=draw(st.sampled_from(OnlineChoice)),
        safety=draw(safety(calm=calm)),
        pins=draw(st.frozensets(st.sampled_from(("test:0", "test:99")), max_size=1)),
        bans=draw(st.frozensets(st.sampled_from(("test:1", "test:2")), max_size=1)),
    )

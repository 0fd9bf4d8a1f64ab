"""What every `SearchIndex` must keep. The tests of an engine subclass `SearchIndexContract` and say `index_over`."""

from dataclasses import replace
from datetime import datetime
from threading import Thread

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from referral.domain.errors import IndexUnavailable
from referral.domain.fit import Asked, FitClass, Reason, fit
from referral.domain.listing import Listing
from referral.domain.need import About
from referral.domain.place import Point
from referral.domain.ports import SearchIndex, Store
from referral.domain.reach import Reach, reach
from referral.domain.search import Hit, SearchPage, SearchQuery, Sort, TextMatch
from referral.domain.vocabulary import Kind
from tests.contracts import naive_search
from tests.contracts.naive_search import REACHES
from tests.factories import area, asks, hours, location, meeting, place, program, resource
from tests.fakes_store import FakeStore
from tests.strategies_search import ABOUTS, NOWS, POOLS, World, directories, listings, searches, worlds

NOW = NOWS[0]
BOULDER = location(Point(40.015, -105.2705), town="Boulder")
"""25 miles from the place of `place()`."""

# Each engine runs the same methods, and making a directory takes Hypothesis a while.
SETTINGS = settings(
    deadline=None,
    suppress_health_check=[HealthCheck.differing_executors, HealthCheck.too_slow, HealthCheck.data_too_large],
)


def ids(page: SearchPage) -> list[str]:
    return [hit.listing.id for hit in page.hits]


def on_the_edge(directory: tuple[Listing, ...], query: SearchQuery) -> bool:
    """A place so near the radius that two right formulas may disagree."""
    if query.place is None or query.radius_miles is None:
        return False
    points = [one.location.point for one in directory if one.location.point is not None]
    return any(abs(naive_search.miles(query.place.point, point) - query.radius_miles) < 1e-4 for point in points)


def sort_value(hit: Hit, sort: Sort) -> float:
    """What a hit itself says of its place in the order, apart from text."""
    if sort is Sort.NEXT:
        return float("inf") if hit.next_start is None else hit.next_start.timestamp()
    return float("inf") if hit.reached.distance_miles is None else hit.reached.distance_miles


def moments(*times: datetime | None) -> list[float | None]:
    """For comparing: Python calls no two zones' datetimes equal in the hour that comes twice."""
    return [None if one is None else one.timestamp() for one in times]


class SearchIndexContract:
    """Tests of one engine."""

    def index_over(self, store: Store) -> SearchIndex:
        raise NotImplementedError

    def search(self, listings: tuple[Listing, ...], query: SearchQuery) -> SearchPage:
        return self.index_over(FakeStore(listings).port).search(query)

    # --- against the oracle

    def agrees_with_oracle(self, world: World) -> None:
        query = world.query
        assume(not on_the_edge(world.directory, query))
        index = self.index_over(FakeStore(world.directory).port)
        page = index.search(query)
        expected = naive_search.search(world.directory, query, world.text)
        assert sorted(ids(page)) == sorted(expected.found)
        assert page.text_match.value == expected.text_match
        assert page.facets == expected.facets
        keys = []
        for hit in page.hits:
            known = expected.found[hit.listing.id]
            assert hit.listing == known.listing
            assert (hit.fit.fit.value, frozenset(hit.fit.not_stated)) == (known.fit, known.not_stated)
            assert hit.reached.reach.value == known.reach
            assert hit.reached.distance_miles == pytest.approx(known.miles, abs=1e-4)
            assert moments(hit.next_start, hit.next_end) == moments(*known.times)
            keys.append((known.rank, REACHES.index(known.reach), sort_value(hit, query.sort), hit.listing.id))
        by_score = query.sort is Sort.BEST and world.text.text
        assert [key[:2] if by_score else key for key in keys] == sorted(key[:2] if by_score else key for key in keys)
        fits = [known.fit for known in expected.found.values()]
        reaches = [known.reach for known in expected.found.values()]
        assert page.total == index.total(query) == len(fits)
        assert page.totals == {name: fits.count(name) for name in ("yes", "open", "ask")}
        assert page.totals_by_reach == {name: reaches.count(name) for name in REACHES}

    @settings(SETTINGS, max_examples=150)
    @given(worlds())
    def test_search_finds_what_the_oracle_finds(self, world: World) -> None:
        self.agrees_with_oracle(world)

    @pytest.mark.slow
    @settings(SETTINGS, max_examples=1150)
    @given(worlds())
    def test_search_finds_what_the_oracle_finds_many_times(self, world: World) -> None:
        self.agrees_with_oracle(world)

    # --- against the definition, to the last reason

    @settings(SETTINGS, max_examples=100)
    @given(worlds(most=8, about=ABOUTS))
    def test_fit_and_reach_are_those_of_the_domain(self, world: World) -> None:
        query = world.query
        for hit in self.search(world.directory, query).hits:
            reached = reach(hit.listing, query.place, query.radius_miles, wants_online=query.wants_online)
            assert reached is not None
            assert (hit.reached.reach, hit.reached.precision) == (reached.reach, reached.precision)
            assert hit.reached.distance_miles == pytest.approx(reached.distance_miles, abs=1e-6)
            judged = fit(hit.listing, query.asked)
            assert (hit.fit.matched, hit.fit.schedule) == (judged.matched, judged.schedule)
            if reached.reach is Reach.UNKNOWN:
                assert hit.fit.fit is FitClass.ASK
                assert hit.fit.not_stated == (*judged.not_stated, "distance")
                assert hit.fit.reasons == (*judged.reasons, Reason("distance_unknown"))
            else:
                assert hit.fit == judged

    @settings(SETTINGS, max_examples=30)
    @given(worlds(most=8, about=ABOUTS))
    def test_what_is_kept_of_admission_changes_no_later_answer(self, world: World) -> None:
        index = self.index_over(FakeStore(world.directory).port)
        anyone = replace(world.query, asked=replace(world.query.asked, about=About()))
        first = [index.listings(query) for query in (anyone, world.query)]
        assert [index.listings(query) for query in (anyone, world.query)] == first
        fresh = self.index_over(FakeStore(world.directory).port)
        assert [fresh.listings(query) for query in (world.query, anyone)] == first[::-1]

    # --- paging

    @settings(SETTINGS, max_examples=50)
    @given(worlds(), st.integers(1, 5))
    def test_pages_are_slices_of_one_stable_order(self, world: World, size: int) -> None:
        index = self.index_over(FakeStore(world.directory).port)
        whole = index.search(world.query)
        offsets = range(0, whole.total + size, size)
        pages = [index.search(replace(world.query, limit=size, offset=offset)) for offset in offsets]
        assert [hit for page in pages for hit in page.hits] == list(whole.hits)
        assert {page.total for page in pages} == {whole.total}

    @settings(SETTINGS, max_examples=50)
    @given(worlds(), st.integers(1, 5), st.integers(0, 3))
    def test_listings_are_those_of_the_hits(self, world: World, size: int, offset: int) -> None:
        index = self.index_over(FakeStore(world.directory).port)
        query = replace(world.query, limit=size, offset=offset)
        assert index.listings(query) == tuple(hit.listing for hit in index.search(query).hits)

    # --- following the store

    @settings(SETTINGS, max_examples=30)
    @given(st.data())
    def test_search_sees_every_write_that_came_before(self, data: st.DataObject) -> None:
        pool = data.draw(POOLS)
        store = FakeStore(data.draw(directories(pool, most=4)))
        index = self.index_over(store.port)
        for _step in range(data.draw(st.integers(1, 4))):
            numbers = data.draw(st.lists(st.integers(0, 6), max_size=3, unique=True))
            if data.draw(st.booleans()):
                store.save(*(data.draw(listings(pool, number)) for number in numbers))
            else:
                store.vanish(*(one for number in numbers if (one := f"made:{number:03d}") in store.listings.rows))
            query, text = data.draw(searches(pool))
            directory = tuple(store.listings.rows.values())
            assume(not on_the_edge(directory, query))
            expected = naive_search.search(directory, query, text)
            assert sorted(ids(index.search(query))) == sorted(expected.found)

    def test_change_of_one_listing_reads_one_listing(self) -> None:
        store = FakeStore(program(id=f"test:{number:03d}") for number in range(50))
        index = self.index_over(store.port)
        index.search(SearchQuery(NOW))
        store.listings.reads = 0
        store.save(program(id="test:007", name="Renamed"))
        found = index.search(SearchQuery(NOW, text="renamed"))
        assert (ids(found), store.listings.reads) == (["test:007"], 1)

    def test_search_without_changes_reads_nothing(self) -> None:
        store = FakeStore([program()])
        index = self.index_over(store.port)
        index.search(SearchQuery(NOW))
        store.save(program(id="test:2"), program(id="test:3"))
        index.search(SearchQuery(NOW))
        store.listings.reads = 0
        index.search(SearchQuery(NOW))
        assert store.listings.reads == 0

    def test_threads_see_their_own_writes(self) -> None:
        store = FakeStore()
        index = self.index_over(store.port)
        missed: list[str] = []

        def write_and_look(name: str) -> None:
            for number in range(20):
                listing_id = f"test:{name}{number}"
                store.save(program(id=listing_id, name=f"{name}{number}"))
                if ids(index.search(SearchQuery(NOW, text=f"{name}{number}"))) != [listing_id]:
                    missed.append(listing_id)

        threads = [Thread(target=write_and_look, args=(name,)) for name in ("ash", "oak", "elm")]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert missed == []
        assert index.search(SearchQuery(NOW)).total == 60

    def test_store_that_cannot_be_read_makes_the_index_unavailable(self) -> None:
        store = FakeStore([program()])
        index = self.index_over(store.port)
        store.broken = True
        with pytest.raises(IndexUnavailable, match="cannot be opened"):
            index.search(SearchQuery(NOW))
        store.broken = False
        assert index.search(SearchQuery(NOW)).total == 1

    def test_empty_directory_answers(self) -> None:
        page = self.search((), SearchQuery(NOW, text="hope"))
        assert (page.hits, page.total, page.facets, page.suggestion) == ((), 0, {}, None)
        assert page.totals == {"yes": 0, "open": 0, "ask": 0}

    # --- text

    @settings(SETTINGS, max_examples=100)
    @given(st.text())
    def test_odd_text_never_raises(self, text: str) -> None:
        assert self.search((program(),), SearchQuery(NOW, text=text)).total in (0, 1)

    @pytest.mark.parametrize(
        ("text", "found", "text_match"),
        [
            ("hope cedar", ["test:1", "test:2", "test:3"], TextMatch.ANY),
            ('"hope cedar"', ["test:1"], TextMatch.ALL),
            ("hope NOT cedar", ["test:2"], TextMatch.ALL),
            ("name:hope name:cedar", ["test:1"], TextMatch.ALL),
            ("hop*", ["test:1", "test:2"], TextMatch.ALL),
            ("hope", ["test:1", "test:2"], TextMatch.ALL),
        ],
    )
    def test_text_relaxes_only_plain_words(self, text: str, found: list[str], text_match: TextMatch) -> None:
        names = ("Hope Cedar", "Hope", "Cedar", "Willow")
        directory = tuple(program(id=f"test:{number}", name=name) for number, name in enumerate(names, 1))
        page = self.search(directory, SearchQuery(NOW, text=text))
        assert (sorted(ids(page)), page.text_match) == (found, text_match)

    def test_text_relaxes_under_five_and_not_at_five(self) -> None:
        both = tuple(program(id=f"test:{number}", name="Hope Cedar") for number in range(5))
        query = SearchQuery(NOW, text="hope cedar")
        assert self.search((*both, program(id="test:9", name="Hope")), query).total == 5
        assert self.search((*both[:4], program(id="test:9", name="Hope")), query).total == 5

    def test_text_relaxes_by_what_all_other_filters_leave(self) -> None:
        both = tuple(meeting(id=f"test:{number}", name="Hope Cedar") for number in range(9))
        query = SearchQuery(NOW, text="hope cedar", asked=asks(kinds=[Kind.PROGRAM]))
        page = self.search((*both, program(id="test:9", name="Hope")), query)
        assert (ids(page), page.text_match) == (["test:9"], TextMatch.ANY)

    def test_text_finds_codes_in_words(self) -> None:
        directory = (program("level=iop", name="Harbor"), program("level=php", id="test:2", name="Cedar"))
        assert ids(self.search(directory, SearchQuery(NOW, text="intensive outpatient"))) == ["test:1"]

    def test_best_puts_the_better_text_first(self) -> None:
        directory = (program(id="test:1", name="Elm", description="hope"), program(id="test:2", name="Hope"))
        assert ids(self.search(directory, SearchQuery(NOW, text="hope"))) == ["test:2", "test:1"]

    def test_best_puts_the_nearer_of_equal_texts_first(self) -> None:
        directory = (program(id="test:1", name="Hope", location=BOULDER), program(id="test:2", name="Hope"))
        assert ids(self.search(directory, SearchQuery(NOW, text="hope"))) == ["test:1", "test:2"]
        assert ids(self.search(directory, SearchQuery(NOW, text="hope", place=place()))) == ["test:2", "test:1"]

    def test_best_puts_a_much_better_text_before_a_slightly_nearer_one(self) -> None:
        close = location(Point(39.74, -104.99))
        directory = (
            program(id="test:1", name="Elm", description="hope"),
            program(id="test:2", name="Hope", location=close),
        )
        assert ids(self.search(directory, SearchQuery(NOW, text="hope", place=place()))) == ["test:2", "test:1"]

    def test_best_without_text_is_nearest_first(self) -> None:
        directory = (program(id="test:1", location=BOULDER), program(id="test:2"))
        assert ids(self.search(directory, SearchQuery(NOW, place=place()))) == ["test:2", "test:1"]

    def test_suggestion_comes_only_when_nothing_is_found(self) -> None:
        directory = (program(name="Serenity"),)
        assert self.search(directory, SearchQuery(NOW, text="serenty")).suggestion == "serenity"
        assert self.search(directory, SearchQuery(NOW, text="serenity")).suggestion is None
        nothing = self.search(directory, SearchQuery(NOW, text="serenity", asked=asks(kinds=[Kind.MEETING])))
        assert (nothing.total, nothing.suggestion) == (0, None)

    # --- words of the contract that are worth a plain example

    def test_order_is_fit_then_reach_then_distance_then_id(self) -> None:
        directory = (
            program("level=iop", id="test:9", hours=hours("MO-FR 08:00-22:00")),
            program("level=iop payment=free", id="test:8", hours=hours("MO-FR 08:00-22:00"), location=BOULDER),
            program("level=iop payment=free", id="test:7", hours=hours("MO-FR 08:00-22:00")),
            program("level=iop payment=free", id="test:6", hours=hours("MO-FR 08:00-22:00")),
            program("level=iop payment=free", id="test:5"),
            program("level=residential payment=free", id="test:4"),
            program("level=iop payment=free", id="test:3", no="restricted=prison", location=location(None)),
        )
        asked = asks("level=iop level=residential payment=free", free="MO-FR 17:30-21:30")
        page = self.search(directory, SearchQuery(NOW, place=place(), asked=asked, sort=Sort.DISTANCE))
        assert ids(page) == ["test:4", "test:6", "test:7", "test:8", "test:9", "test:5", "test:3"]

    def test_order_within_one_fit_is_near_then_area_then_online(self) -> None:
        directory = (
            meeting("MO 18:00-19:00", id="test:1", yes="attendance=online"),
            meeting("MO 18:00-19:00", id="test:2", location=BOULDER, serves=(area("state", "CO"),)),
            meeting("MO 18:00-19:00", id="test:3"),
        )
        asked = asks(kinds=[Kind.MEETING])
        for sort in Sort:
            query = SearchQuery(NOW, place=place(), radius_miles=10, asked=asked, sort=sort)
            page = self.search(directory, query)
            assert ids(page) == ["test:3", "test:2", "test:1"]
            assert page.totals_by_reach == {"near": 1, "area": 1, "online": 1, "unknown": 0}

    def test_counts_of_an_asked_fellowship_hold_meetings_joined_from_afar(self) -> None:
        directory = (
            meeting(id="test:1", yes="fellowship=AA attendance=online", no="fellowship=NA", location=BOULDER),
            meeting(id="test:2", yes="fellowship=NA attendance=in_person"),
        )
        query = SearchQuery(NOW, place=place(), radius_miles=10, asked=asks("fellowship=NA"))
        page = self.search(directory, query)
        assert (ids(page), page.facets["fellowship"]) == (["test:2"], {"AA": 1, "NA": 1})

    def test_next_puts_running_first_and_unknown_last(self) -> None:
        directory = (
            meeting(id="test:1"),
            meeting("MO 12:30-13:00", id="test:2"),
            meeting("MO 11:30-12:30", id="test:3"),
            meeting("MO 11:00-12:00", id="test:4"),
        )
        page = self.search(directory, SearchQuery(NOW, sort=Sort.NEXT))
        assert ids(page) == ["test:3", "test:2", "test:4", "test:1"]
        starts = [hit.next_start.isoformat(timespec="minutes") if hit.next_start else None for hit in page.hits]
        assert starts == ["2026-11-23T11:30-07:00", "2026-11-23T12:30-07:00", "2026-11-30T11:00-07:00", None]

    def test_confirmed_only_drops_ask_and_keeps_open(self) -> None:
        directory = (
            program("level=iop", id="test:1", hours=hours("MO-FR 08:00-22:00")),
            program("level=iop", id="test:2"),
            program(id="test:3", hours=hours("MO-FR 08:00-22:00")),
        )
        query = SearchQuery(NOW, asked=asks("level=iop", free="MO-FR 17:30-21:30"), confirmed_only=True)
        page = self.search(directory, query)
        assert (ids(page), page.totals) == (["test:1"], {"yes": 0, "open": 1, "ask": 0})

    def test_facets_of_an_asked_group_count_without_it(self) -> None:
        directory = (
            program("level=iop payment=medicaid", no="payment=private", id="test:1"),
            program("level=iop payment=private", no="payment=medicaid", id="test:2"),
            program("level=php payment=private", no="payment=medicaid level=iop", id="test:3"),
            resource("topic=food payment=medicaid", id="test:4"),
        )
        page = self.search(directory, SearchQuery(NOW, asked=asks("level=iop payment=medicaid")))
        assert ids(page) == ["test:1"]
        assert page.facets == {"level": {"iop": 1}, "payment": {"medicaid": 1, "private": 1}}

    @pytest.mark.parametrize(
        ("asked", "found", "facets"),
        [
            # Not asking for veterans leaves their places out of the search again.
            (asks("population=veterans"), ["test:1"], {"population": {}, "restricted": {"veterans_only": 1}}),
            (asks("restricted=veterans_only"), ["test:1"], {"population": {"veterans": 1}, "restricted": {}}),
            (asks(), [], {}),
        ],
    )
    def test_facets_without_a_group_leave_out_what_it_brought(self, asked, found, facets) -> None:
        page = self.search((program("restricted=veterans_only population=veterans"),), SearchQuery(NOW, asked=asked))
        assert ids(page) == found
        assert page.facets == {group: codes for group, codes in facets.items() if codes}

    def test_facets_without_a_level_judge_times_without_its_hours(self) -> None:
        iop = program("level=iop", hours=hours("MO-FR 09:00-17:00"))
        query = SearchQuery(NOW, asked=asks("level=iop", free="WE 09:00-10:00"))
        page = self.search((iop,), query)
        assert (ids(page), page.facets) == ([], {"level": {"iop": 1}})

    def test_facets_without_a_topic_judge_times_without_its_level(self) -> None:
        house = program("level=recovery_housing", hours=hours("MO 09:00-10:00"))
        query = SearchQuery(NOW, asked=asks("topic=recovery_housing", free="SU 09:00-10:00"))
        page = self.search((house,), query)
        assert (ids(page), page.facets) == (["test:1"], {"level": {"recovery_housing": 1}})

    def test_facets_of_confirmed_only_count_what_is_confirmed_without_the_group(self) -> None:
        directory = (program("payment=private treats=alcohol", id="test:1"), program("payment=private", id="test:2"))
        asked = asks("payment=medicaid treats=alcohol")
        page = self.search(directory, SearchQuery(NOW, asked=asked))
        assert (ids(page), page.facets) == (["test:1", "test:2"], {"payment": {"private": 2}, "treats": {"alcohol": 1}})
        page = self.search(directory, SearchQuery(NOW, asked=asked, confirmed_only=True))
        assert (ids(page), page.facets) == ([], {"payment": {"private": 1}})

    def test_facets_count_a_level_for_its_topic_and_hybrid_for_online(self) -> None:
        directory = (program("level=recovery_housing attendance=hybrid"),)
        assert self.search(directory, SearchQuery(NOW)).facets == {
            "attendance": {"hybrid": 1, "in_person": 1, "online": 1},
            "level": {"recovery_housing": 1},
            "topic": {"recovery_housing": 1},
        }

    def test_distance_unknown_is_a_question(self) -> None:
        page = self.search((program(location=location(None)),), SearchQuery(NOW, place=place(), radius_miles=5))
        (hit,) = page.hits
        assert (hit.fit.fit, hit.fit.not_stated, hit.fit.reasons) == (
            FitClass.ASK,
            ("distance",),
            (Reason("distance_unknown"),),
        )
        assert page.totals_by_reach == {"near": 0, "area": 0, "online": 0, "unknown": 1}

    def test_online_is_kept_for_meetings_alone(self) -> None:
        directory = (meeting(yes="attendance=online"), meeting(id="test:2"))
        query = SearchQuery(NOW, place=place(), asked=Asked())
        assert ids(self.search(directory, query)) == ["test:2"]
        assert ids(self.search(directory, SearchQuery(NOW, place=place(), asked=asks(kinds=[Kind.MEETING])))) == [
            "test:2",
            "test:1",
        ]

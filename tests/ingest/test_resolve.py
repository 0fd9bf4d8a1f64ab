"""Which records make which listing, and ids that stay."""

from datetime import date

from referral.domain.listing import Listing, Session
from referral.domain.ports import StoredRecord
from referral.domain.vocabulary import Kind
from referral.domain.week import Day, Span
from referral.ingest.resolve import assign_ids, merge


def row(slug: str, day: Day = Day.MO, as_of: date | None = None) -> Listing:
    session = Session(Span.at(day, "19:00", "20:00"), outside_id=slug)
    return Listing(f"sj:{slug}", "sj", Kind.MEETING, f"Group of {slug}", as_of=as_of, sessions=(session,))


def group(*slugs: str) -> dict[str, Listing]:
    return {slug: row(slug) for slug in slugs}


def known(**listing_of: str) -> dict[str, StoredRecord]:
    return {slug: StoredRecord(slug, "digest", "1", f"sj:{named}", live=True) for slug, named in listing_of.items()}


def test_new_group_is_named_after_its_smallest_record() -> None:
    assert assign_ids("sj", [group("b", "a"), group("c")], {}) == ["sj:a", "sj:c"]


def test_group_keeps_its_id_when_a_smaller_record_joins() -> None:
    assert assign_ids("sj", [group("a", "b", "c")], known(b="b", c="b")) == ["sj:b"]


def test_group_keeps_its_id_when_its_namesake_leaves() -> None:
    assert assign_ids("sj", [group("b", "c")], known(a="a", b="a", c="a")) == ["sj:a"]


def test_split_group_leaves_the_id_with_the_namesake() -> None:
    assert assign_ids("sj", [group("b", "c"), group("a")], known(a="a", b="a", c="a")) == ["sj:b", "sj:a"]


def test_joined_groups_become_one_with_the_id_of_the_smaller_namesake() -> None:
    assert assign_ids("sj", [group("a", "b")], known(a="a", b="b")) == ["sj:a"]


def test_no_id_is_given_twice() -> None:
    ids = assign_ids("sj", [group("b"), group("c"), group("d")], known(a="a", b="a", c="a", d="a"))
    assert ids == ["sj:a", "sj:c", "sj:d"]


def test_new_id_never_takes_one_that_a_vanished_listing_carries() -> None:
    before = {"x": StoredRecord("x", "digest", "1", "sj:a", live=False)}
    assert assign_ids("sj", [group("a")], before) == ["sj:a-2"]


def test_merge_orders_sessions_of_all_records_by_the_week() -> None:
    merged = merge("sj:a", {"b": row("b", Day.MO), "a": row("a", Day.WE)})
    assert [session.outside_id for session in merged.sessions] == ["b", "a"]
    assert merged.name == "Group of a"


def test_merge_takes_the_newest_date() -> None:
    merged = merge(
        "sj:a", {"a": row("a", as_of=date(2022, 1, 2)), "b": row("b", as_of=date(2023, 1, 2)), "c": row("c")}
    )
    assert merged.as_of == date(2023, 1, 2)

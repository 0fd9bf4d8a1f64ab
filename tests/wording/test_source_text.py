from datetime import date, timedelta

import pytest

from referral.domain.source import Dating, Source, source_of
from referral.wording.source_text import age_words, dated_words, source_words, told_words

TODAY = date(2026, 11, 23)
OURS = Source("mine", "spreadsheet", "Our own list", Dating.CHECKED)
FEED = Source("sanjose", "meeting-guide")
NATION = Source("samhsa", "samhsa-directory", dating=Dating.EDITION)


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


@pytest.mark.parametrize(
    ("days", "english", "spanish"),
    [
        (-1, "Checked today", "Revisado hoy"),
        (0, "Checked today", "Revisado hoy"),
        (1, "Checked yesterday", "Revisado ayer"),
        (2, "Checked 2 days ago", "Revisado hace 2 días"),
        (13, "Checked 13 days ago", "Revisado hace 13 días"),
        (14, "Checked 2 weeks ago", "Revisado hace 2 semanas"),
        (59, "Checked 8 weeks ago", "Revisado hace 8 semanas"),
        (60, "Checked 2 months ago", "Revisado hace 2 meses"),
        (365, "Checked 12 months ago", "Revisado hace 12 meses"),
        (366, "Last checked in November 2025: call first", "Revisado por última vez en noviembre de 2025: llame antes"),
    ],
)
def test_the_age_is_said_as_people_say_it_and_an_old_one_asks_for_a_call(days: int, english: str, spanish: str) -> None:
    assert (age_words(OURS, ago(days), TODAY), age_words(OURS, ago(days), TODAY, "es")) == (english, spanish)


def test_an_entry_that_was_only_changed_is_not_called_checked() -> None:
    assert age_words(FEED, ago(3), TODAY) == "Updated 3 days ago"
    assert age_words(FEED, ago(400), TODAY) == "Last updated in October 2025: call first"


@pytest.mark.parametrize("day", [date(2023, 8, 2), date(2026, 1, 1)])
def test_a_yearly_directory_is_called_one_and_always_asks_for_a_call(day: date) -> None:
    assert age_words(NATION, day, TODAY) == f"From the national directory of {day.year}: call first"
    assert age_words(NATION, day, TODAY, "es") == f"Según el directorio nacional de {day.year}: llame antes"


@pytest.mark.parametrize(
    ("source", "words"),
    [(OURS, "No date given: call first"), (NATION, "From the national directory, no date given: call first")],
)
def test_a_word_without_a_date_says_so(source: Source, words: str) -> None:
    assert age_words(source, None, TODAY) == words


@pytest.mark.parametrize(
    ("source", "words"),
    [
        (OURS, "Our own list"),
        (FEED, "a meeting list (sanjose)"),
        (Source("na", "bmlt"), "the NA meeting list"),
        (Source("na", "bmlt", "NA in New York"), "NA in New York"),
        (NATION, "the national directory"),
        (Source("demo", "demo"), "a made-up demo"),
        (Source("dc", "hsds"), "dc"),
        (source_of("gone", {"mine": OURS}), "gone"),
    ],
)
def test_a_source_is_called_what_people_call_it(source: Source, words: str) -> None:
    assert source_words(source) == words


def test_age_and_source_stand_in_one_line() -> None:
    assert told_words(OURS, ago(3), TODAY) == "Checked 3 days ago. Source: Our own list."
    assert told_words(OURS, ago(3), TODAY, "es") == "Revisado hace 3 días. Fuente: Our own list."
    assert told_words(NATION, ago(900), TODAY) == "From the national directory of 2024: call first."


def test_pages_that_are_printed_too_say_the_day() -> None:
    told = told_words(OURS, ago(3), TODAY, with_day=True)
    assert told == "Checked 3 days ago (November 20, 2026). Source: Our own list."
    assert told_words(OURS, ago(400), TODAY, with_day=True) == told_words(OURS, ago(400), TODAY)
    assert told_words(NATION, ago(3), TODAY, with_day=True) == "From the national directory of 2026: call first."


def test_paper_says_the_day_because_it_is_read_later() -> None:
    assert dated_words(OURS, ago(3), TODAY) == "Checked on November 20, 2026. Source: Our own list."
    assert dated_words(FEED, ago(3), TODAY, "es").startswith("Actualizado el 20 de noviembre de 2026. Fuente: ")
    assert dated_words(OURS, None, TODAY) == "No date given: call first. Source: Our own list."
    assert dated_words(NATION, ago(900), TODAY) == "From the national directory of 2024: call first."

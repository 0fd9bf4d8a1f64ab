"""What narrows a search with one tap: choices to add, choices to take back, and the order.

Each is the value of a button, "field=value", that `SearchForm.toggled` takes.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from referral.domain.search import SearchQuery, Sort
from referral.domain.vocabulary import Kind
from referral.domain.week import DAY_MIN, Day, parse_windows
from referral.services.searches import SearchAnswer
from referral.web.forms.search import FREE_PRESETS, SearchForm, kind_words
from referral.wording.labels import facet_label
from referral.wording.pages import page_words
from referral.wording.times import clock_words, day_name, weekly_words

QUICK: dict[str, tuple[str, ...]] = {
    Kind.PROGRAM: (
        *("level=iop", "payment=medicaid", "language=es", "medication=accepts", "level=php", "service=childcare"),
        *("population=women", "population=adolescents", "attendance=online", "payment=free"),
    ),
    Kind.MEETING: (
        *("fellowship=AA", "fellowship=NA", "fellowship=SMART", "access=wheelchair", "attendance=online"),
        *("meeting=beginner", "meeting=open", "meeting=women", "language=es", "fellowship=AlAnon"),
    ),
    Kind.RESOURCE: (
        *("topic=housing", "topic=shelter", "topic=employment", "topic=vocational", "topic=education", "topic=food"),
        *("language=es", "access=wheelchair"),
    ),
    "": (
        *("level=iop", "fellowship=AA", "fellowship=NA", "payment=medicaid", "language=es", "topic=housing"),
        *("topic=employment", "access=wheelchair"),
    ),
}
"""What most people narrow by, for each kind of help."""
QUICK_TIMES = ("today", "tonight", "evenings", "weekends")
MAX_QUICK = 6


@dataclass(frozen=True, slots=True)
class Button:
    """One tap. count: how many places say yes, None when it is not counted. chosen: it is made; a tap takes it back."""

    value: str
    words: str
    count: int | None = None
    chosen: bool = False


def chips(form: SearchForm, query: SearchQuery, lang: str) -> list[Button]:
    """Everything that was asked but the place, each to be taken back."""
    return [Button(value, words, chosen=True) for value, words in _asked(form, query, lang)]


def _asked(form: SearchForm, query: SearchQuery, lang: str) -> Iterator[tuple[str, str]]:
    if form.q.strip():
        yield f"q={form.q}", f"“{query.text or form.q.strip()}”"
    if query.asked.kinds:
        yield f"kind={form.kind}", kind_words(form.kind, lang)
    if query.radius_miles is not None:
        yield f"radius={form.radius}", page_words("results.asked_miles", lang, miles=f"{query.radius_miles:g}")
    for facet in form.where:
        yield f"where={facet}", facet_label(facet, lang)
    for name in form.free:
        yield f"free={name}", page_words(f"free.{name}", lang) if name in FREE_PRESETS else _times_words([name], lang)
    if form.free_text.strip():
        yield f"free_text={form.free_text}", _times_words(form.typed_windows(), lang)
    if form.at.strip().casefold() == "now":
        yield f"at={form.at}", page_words("when.now", lang)
    elif query.asked.at is not None:
        minute = query.asked.at
        yield f"at={form.at}", f"{day_name(Day(minute // DAY_MIN), lang)} {clock_words(minute, lang)}"


def _times_words(windows: Iterable[str], lang: str) -> str:
    """Windows in words: "Mon to Fri 5:00 pm to 9:00 pm"."""
    return "; ".join(weekly_words([span for window in windows for span in parse_windows(window)], lang))


def quick_choices(form: SearchForm, answer: SearchAnswer, counts: Mapping[str, int], lang: str) -> list[Button]:
    """Times first, then facts that some of the places confirm and not all, most useful first."""
    if not answer.page.total:
        return []
    times = []
    if answer.query.place is not None and not (form.free or form.free_text or form.at):
        times = [Button("at=now", page_words("when.now", lang))]
        times += [Button(f"free={name}", page_words(f"free.{name}", lang)) for name in QUICK_TIMES]
    facets = [
        Button(f"where={facet}", facet_label(facet, lang), counts[facet])
        for facet in QUICK.get(form.kinds[0] if form.kinds else "", QUICK[""])
        if facet not in form.where and 0 < counts.get(facet, 0) < answer.page.total
    ]
    return times + facets[:MAX_QUICK]


def sorts(form: SearchForm, lang: str) -> list[Button]:
    """The orders, the one that holds marked."""
    holds = form.sort or Sort.BEST
    return [Button(f"sort={sort}", page_words(f"form.sort_{sort}", lang), chosen=sort == holds) for sort in Sort]

"""What narrows a search with one tap: choices to add, choices to take back, and the order.

Each is the value of a button, "field=value", that `SearchForm.toggled` takes.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from markupsafe import Markup

from referral.domain.errors import BadInput
from referral.domain.plain_times import plain_moment, plain_window
from referral.domain.search import SearchQuery, Sort
from referral.domain.spoken_times import FREE, NEAR_ME, spoken
from referral.domain.vocabulary import Kind
from referral.domain.week import DAY_MIN, Day, parse_moment, parse_windows
from referral.services.searches import SearchAnswer
from referral.web.forms.grid import cells_of
from referral.web.forms.heard import FREE_FACET
from referral.web.forms.search import FREE_PRESETS, SearchForm, kind_words
from referral.web.slots import written
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
MAX_PAINTED = 3
"""More painted times than that are one chip."""


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
    yield from _free_times(form, lang)
    if form.free_text.strip():
        yield f"free_text={form.free_text}", _times_words(form.free_text, lang)
    if form.at.strip():
        yield f"at={form.at}", page_words("when.now", lang) if form.at_now else _moment_words(form.at, lang)


def _free_times(form: SearchForm, lang: str) -> Iterator[tuple[str, str]]:
    """Presets and painted times, each by itself; many painted ones together."""
    yield from [(f"free={name}", page_words(f"free.{name}", lang)) for name in form.free if name in FREE_PRESETS]
    if len(form.painted) <= MAX_PAINTED:
        yield from [(f"free={window}", _times_words(window, lang)) for window in form.painted]
    else:
        yield "unpaint=", page_words("times.hours", lang, hours=len(cells_of(form.painted)))


def own_times(form: SearchForm, lang: str) -> Markup | str:
    """Times that the form does not offer to all, as boxes that are ticked, so that it keeps them; nothing without."""
    moment = [("at", form.at, _said(_moment_words, form.at, lang))] if form.at.strip() and not form.at_now else []
    chosen = [*moment, *(("free", window, _said(_times_words, window, lang)) for window in form.painted)]
    return written("_macros/ticks.html", "times", chosen) if chosen else ""


def _said(words: Callable[[str, str], str], text: str, lang: str) -> str:
    """A time in words; one that cannot be read as it came."""
    try:
        return words(text, lang)
    except BadInput:
        return text


def _moment_words(text: str, lang: str) -> str:
    """ "TU 18:15" as "Tue 6:15 pm"."""
    minute = parse_moment(plain_moment(text))
    return f"{day_name(Day(minute // DAY_MIN), lang)} {clock_words(minute, lang)}"


def _times_words(text: str, lang: str) -> str:
    """Windows between semicolons in words: "Mon to Fri 5 pm to 9 pm"."""
    spans = [span for window in text.split(";") if window.strip() for span in parse_windows(plain_window(window))]
    return "; ".join(weekly_words(spans, lang)).replace(":00", "")


def quick_choices(form: SearchForm, answer: SearchAnswer, counts: Mapping[str, int], lang: str) -> list[Button]:
    """Times first, then facts that some of the places confirm and not all, most useful first."""
    if not answer.page.total:
        return []
    times = []
    if answer.query.place is not None and not (form.free or form.free_text or form.at):
        times = [Button("at=now", page_words("when.now", lang))]
        times += [Button(f"free={name}", page_words(f"free.{name}", lang)) for name in QUICK_TIMES]
    times = [*_offered(form, counts, lang), *times]
    times.append(Button("times=", page_words("times.title", lang)))
    facets = [
        Button(f"where={facet}", facet_label(facet, lang), counts[facet])
        for facet in QUICK.get(form.kinds[0] if form.kinds else "", QUICK[""])
        if facet not in form.where and 0 < counts.get(facet, 0) < answer.page.total
    ]
    return times + facets[:MAX_QUICK]


def _offered(form: SearchForm, counts: Mapping[str, int], lang: str) -> list[Button]:
    """What the words may say of time or cost, where they stayed words: a listing is called so, or they find enough."""
    said = spoken(form.q, also=(FREE,))[1] if form.q else ()
    times = [one.words for one in said if one.what not in (FREE, NEAR_ME)]
    if times:
        return [Button("said=", page_words("results.as_time", lang, words=" ".join(times)))]
    costs = [one.words for one in said if one.what == FREE and counts.get(FREE_FACET)]
    return [Button("said=", page_words("results.as_cost", lang, words=costs[0]))] if costs else []


def sorts(form: SearchForm, lang: str) -> list[Button]:
    """The orders, the one that holds marked."""
    holds = form.sort or Sort.BEST
    return [Button(f"sort={sort}", page_words(f"form.sort_{sort}", lang), chosen=sort == holds) for sort in Sort]

"""The result page put together: its rows, and around them what was asked, what narrows it, the map and my list.

It is filled and not rendered: see `slots.py`.
"""

from collections.abc import Iterator

from referral.domain.crisis_words import safety_in_words
from referral.domain.place import Pin
from referral.services.searches import SearchAnswer
from referral.web.cards import merged, result_rows
from referral.web.common import directory, page_language
from referral.web.forms.heard import asks_near_me, taken_times
from referral.web.forms.search import FREE_PRESETS, SearchForm
from referral.web.header import links_of
from referral.web.narrowing import chips, own_times, quick_choices, sorts
from referral.web.presenters import count_words, facet_counts, heading_words
from referral.web.slots import escaped, filled_page, written
from referral.web.street_map import Spot, street_map
from referral.web.ticks import facet_ticks
from referral.web.trail import Trail
from referral.web.words import known_sources, other_language_url
from referral.wording.packet_json import gates_json
from referral.wording.pages import page_words, words_about
from referral.wording.ways_out import part_words, way_words

PAGE_SIZE = 20
_RESULTS = "_macros/results.html"


def results_page(trail: Trail, answer: SearchAnswer, page: int, pages: int) -> str:
    """The page of an answer. page: its number, of so many pages."""
    lang, form, token = page_language(), trail.form, trail.token()
    known = known_sources()
    t = words_about("self", lang)
    heading, counts = heading_words(answer, lang), facet_counts(answer.page)
    gates = _gates(form.q, lang)
    why = None if answer.page.total else _why_nothing(trail, answer, lang, keeps_words=bool(gates))
    about = [
        heading,
        count_words(answer, lang),
        gates,
        why,
        _suggestion(trail, answer),
        trail.expired,
        _taken(form),
    ]
    next_url = trail.results_url(page + 1, token) if page < pages else None
    previous_url = trail.results_url(page - 1, token) if page > 1 else None
    links = links_of(trail, token)
    q, near, free_text, title, other_language, search_url, list_url = escaped(
        form.q, form.near, form.free_text, heading, other_language_url(lang), links.search_url, links.list_url
    )
    narrow = [chips(form, answer.query, lang), quick_choices(form, answer, counts, lang), sorts(form, lang)]
    streets = _streets(answer, lang)
    return filled_page(
        "search.html",
        {
            "found": answer.page.total > 0,
            "demo": known.demo_is_live,
            "radius": form.radius,
            "kind": form.kind,
            "sort": form.sort,
            "at_now": form.at_now,
            "free": tuple(name for name in form.free if name in FREE_PRESETS),
            "narrows": form.narrows,
            "timed": form.timed,
            "picked": len(trail.picked),
            "placed": answer.query.place is not None,
            "mapped": answer.query.place is not None and answer.page.total > 0,
            "streets": streets != "",
        },
        {
            "heading": title,
            "other_language_url": other_language,
            "summary": written(_RESULTS, "summary", t, answer, *about),
            "narrow": written(_RESULTS, "narrow", t, *narrow),
            "carried": written(_RESULTS, "carried", form.readable(), page),
            "no_place": page_words("results.near_me" if asks_near_me(form) else "results.no_place", lang),
            "q": q,
            "near": near,
            "free_text": free_text,
            "s": token,
            "carry": links.carry,
            "search_url": search_url,
            "list_url": list_url,
            "ticks": facet_ticks(form.where, counts, lang, form.kind),
            "own_times": own_times(form, lang),
            "rows": result_rows(
                *(answer.page.hits, answer.query, lang),
                picked=trail.picked,
                token=links.carry.removeprefix("?s="),
                named=known.named,
            ),
            "map": _map(answer, lang),
            "street_map": streets,
            "paging": written(_RESULTS, "paging", t, page, pages, previous_url, next_url) if pages > 1 else "",
        },
    )


def _map(answer: SearchAnswer, lang: str) -> str:
    """The rows of the page around the place searched from; nothing without one."""
    if answer.query.place is None or not answer.page.hits:
        return ""
    return directory().maps.picture(answer.query.place, [spot.pin for spot in _spots(answer)], lang)


def _streets(answer: SearchAnswer, lang: str) -> str:
    """The way to a street map of the same."""
    place = answer.query.place
    return street_map(place, place.label, _spots(answer), lang) if place is not None and answer.page.hits else ""


def _spots(answer: SearchAnswer) -> Iterator[Spot]:
    """The near places of the page by the numbers of their rows."""
    for number, hit, _also in merged(list(enumerate(answer.page.hits, answer.query.offset + 1))):
        where = hit.listing.location
        if where.point is not None and hit.reached.distance_miles is not None:
            yield Spot(Pin(number, where.point, where.precision), hit.listing.name, f"#r{number}")


def _taken(form: SearchForm) -> str:
    """The words that were read as a time; empty without."""
    return " ".join(one.words for one in taken_times(form)) if form.taken else ""


def _suggestion(trail: Trail, answer: SearchAnswer) -> str | None:
    """Better spelled words, as they are sent when tapped; None when the words are fine."""
    return answer.page.suggestion if answer.page.suggestion != trail.form.q else None


def _why_nothing(trail: Trail, answer: SearchAnswer, lang: str, *, keeps_words: bool) -> dict[str, object]:
    """What takes places out, and changes that would help, each with the address of its results.

    keeps_words: the words speak of a crisis, so that to leave them out comes last.
    """
    why = directory().searches.why_nothing(answer.query)
    ways = sorted(why.ways, key=lambda way: keeps_words and any(one.code == "without_text" for one in way.change))
    changed = [(way, Trail(trail.form.changed(way.change), trail.picked)) for way in ways]
    return {
        "around": why.around,
        "removed": [part_words(one.part, one.count, lang) for one in why.removed],
        "ways": [(way_words(way.change, way.gains, lang), other.results_url()) for way, other in changed],
    }


def _gates(words: str, lang: str) -> list[dict[str, object]]:
    """What safety puts before any list, when the words of a search are no search."""
    answers = safety_in_words(words)
    return gates_json(directory().packets.gates_despite({"safety": answers}), lang) if answers else []

"""A search page as plain text for the command line."""

from referral.domain.fit import FitClass
from referral.domain.search import Hit, SearchPage, SearchQuery, TextMatch
from referral.domain.source import Named, source_of
from referral.wording.labels import facet_label
from referral.wording.result_text import (
    attendance_words,
    distance_words,
    fit_words,
    kind_words,
    phone_words,
)
from referral.wording.source_text import dated_words
from referral.wording.times import listing_times
from referral.wording.when_text import when_words

_MARK = {FitClass.YES: "✓", FitClass.OPEN: "○", FitClass.ASK: "?"}
SHOWN_FACTS = 6


def search_text(page: SearchPage, query: SearchQuery, named: Named) -> str:
    """Every result of the page with what is confirmed and what to ask, and the counts above them. named: sources."""
    where = f" near {query.place.label}" if query.place else ""
    if not page.total:
        lines = [f"Nothing found{where}."]
        if page.suggestion:
            lines.append(f'Did you mean "{page.suggestion}"?')
        lines.append(
            "Try a larger radius, fewer conditions, or other words. Free help by phone, day and night: 1-800-662-4357."
        )
        return "\n".join(lines)
    totals = ", ".join(
        f"{page.totals.get(fit.value, 0):,} {fit.value}" for fit in (FitClass.YES, FitClass.OPEN, FitClass.ASK)
    )
    lines = [f"{page.total:,} found{where}: {totals}."]
    if page.text_match is TextMatch.ANY:
        lines.append("Few places have all your words, so these have any of them.")
    if query.offset or page.total > len(page.hits):
        lines.append(f"Shown: {query.offset + 1} to {query.offset + len(page.hits)}.")
    for number, hit in enumerate(page.hits, query.offset + 1):
        lines += ["", *_hit_lines(number, hit, query, named)]
    return "\n".join(lines)


def _hit_lines(number: int, hit: Hit, query: SearchQuery, named: Named) -> list[str]:
    listing = hit.listing
    head = f"{number:>3} {_MARK[hit.fit.fit]} {listing.name}"
    distance, what = distance_words(hit.reached), ", ".join((kind_words(listing), *attendance_words(listing)))
    lines = [head + (f"  ({distance})" if distance else ""), f"      {what}. {fit_words(hit.fit)}."]
    address = listing.location.address
    if listing.location.hidden:
        lines.append(f"      {address} (the address is kept private)")
    elif address:
        lines.append(f"      {address}")
    if listing.phones:
        lines.append("      " + "; ".join(phone_words(phone) for phone in listing.phones))
    times = listing_times(listing)
    lines.append(f"      {when_words(hit, query)}" + (f". {'; '.join(times)}" if times else ""))
    if hit.snippet:
        lines.append("      " + "".join(segment.text for segment in hit.snippet))
    if hit.fit.matched:
        lines.append("      Confirmed: " + ", ".join(facet_label(facet) for facet in hit.fit.matched[:SHOWN_FACTS]))
    source = source_of(listing.source, named)
    lines.append(f"      {dated_words(source, listing.as_of, query.now.date())} {listing.id}")
    return lines

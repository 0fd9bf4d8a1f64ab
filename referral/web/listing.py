"""One listing: everything known, what is stated as no, where the word comes from, and a report when it is wrong."""

from dataclasses import dataclass

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response

from referral.domain.facts import CONFLICT, GENERAL_SUD
from referral.domain.listing import Listing
from referral.domain.vocabulary import GROUPS
from referral.services.reports import KINDS
from referral.web import presenters
from referral.web.common import directory, page_language, page_url
from referral.wording.labels import facet_label, group_label
from referral.wording.result_text import age_words, kind_words
from referral.wording.times import hours_lines, listing_times, zone_words

listing = Blueprint("listing", __name__)

_APART = ("restricted", "fellowship")
"""Groups that stand above the facts: who a place is only for, and what it is."""


@dataclass(frozen=True, slots=True)
class FactGroup:
    """One group of facts in words. unclear: the source contradicts itself. general: yes by treating all substances."""

    name: str
    yes: tuple[str, ...]
    no: tuple[str, ...]
    unclear: tuple[str, ...]
    general: bool


@listing.get("/listing/<path:listing_id>/<slug>")
def show(listing_id: str, slug: str) -> str | Response:
    """A listing's page; a wrong slug leads to the right one, a vanished listing explains itself."""
    view = directory().listings.get(listing_id)
    found, lang = view.listing, page_language()
    if slug != presenters.slug(found.name):
        return redirect(presenters.listing_url(found, lang), 301)
    groups = _fact_groups(found, lang)
    return render_template(
        "listing.html",
        listing=found,
        live=view.live,
        kind=kind_words(found, lang),
        phones=presenters.phone_links(found.phones, lang),
        labels=presenters.restrictions(found, lang),
        times=listing_times(found, lang),
        hours=hours_lines(found.hours, lang) if found.all_sessions else (),
        end_assumed=any(session.end_assumed for _, session in found.all_sessions),
        not_weekly=any(s.rrule for _, s in found.all_sessions) or any(h.rrule for h in found.hours),
        groups=groups,
        denied=[group for group in groups if group.no],
        zone=zone_words(found.location.time_zone, lang) if found.location.time_zone else "",
        age=age_words(found.as_of, directory().clock.now().date(), lang),
        siblings=[(presenters.listing_url(one, lang), listing_times(one, lang)) for one in view.siblings],
        report_url=page_url("listing.report", listing_id=found.id),
        report_kinds=KINDS,
        thanks="thanks" in request.args,
    )


@listing.post("/listing/<path:listing_id>/report")
def report(listing_id: str) -> Response:
    """Keep a visitor's word that something is wrong; nothing about the visitor is kept."""
    found = directory().listings.get(listing_id).listing
    directory().reports.add(listing_id, request.form.get("kind", ""), request.form.get("note", ""))
    return redirect(f"{presenters.listing_url(found)}?thanks=1", 303)


def _fact_groups(found: Listing, lang: str) -> list[FactGroup]:
    """Facts by group, in the order of the vocabulary."""
    groups = (_fact_group(found, group, lang) for group in GROUPS if group not in _APART)
    return [group for group in groups if group.yes or group.no or group.unclear]


def _fact_group(found: Listing, group: str, lang: str) -> FactGroup:
    def words(facets: frozenset[str]) -> tuple[str, ...]:
        return tuple(facet_label(facet, lang) for facet in sorted(facets) if facet.startswith(f"{group}="))

    reasons = found.facts.reasons
    return FactGroup(
        group_label(group, lang),
        words(found.facts.yes),
        words(found.facts.no),
        words(frozenset(facet for facet, reason in reasons if reason == CONFLICT)),
        any(facet.startswith(f"{group}=") and reason == GENERAL_SUD for facet, reason in reasons),
    )

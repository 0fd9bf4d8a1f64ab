"""Closing the topics of one record, which are stored in facets of several groups (`vocabulary.TOPIC_FACETS`)."""

from collections.abc import Collection

from referral.domain.facts import FactsBuilder
from referral.domain.vocabulary import GROUPS, Kind, topic_facets

STORED_TOPICS = frozenset(topic_facets(code)[0] for code in GROUPS["topic"].codes)
"""Where a listing's own topics stand: service=vocational, level=recovery_housing, topic=food ..."""


def applies(facet: str, kind: Kind) -> bool:
    """True when the group of a facet is one that listings of this kind answer."""
    return kind in GROUPS[facet.split("=", 1)[0]].kinds


def close_topics(
    facts: FactsBuilder,
    kind: Kind,
    stated: Collection[str],
    expressible: Collection[str],
    left_open: Collection[str] = (),
) -> None:
    """Says no to every topic that the source can express and the record does not list, if it lists any topic.

    stated: what the record says yes to; expressible: all facets of the source's mapping; left_open: topics that a broad
    term of the record may mean ("Housing" does not deny a shelter). Groups that the kind does not answer are left out.
    """
    if STORED_TOPICS.isdisjoint(stated):
        return
    denied = STORED_TOPICS.intersection(expressible).difference(stated, left_open)
    facts.no(*sorted(facet for facet in denied if applies(facet, kind)))

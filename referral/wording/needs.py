"""What each need of a packet is called."""

from referral.domain.need import Need, Profile
from referral.domain.vocabulary import Kind
from referral.wording.labels import facet_label, kind_label
from referral.wording.pages import page_words

_OF_SAFETY = {
    "safety:withdrawal": "packet.need_withdrawal",
    "safety:opioid_medicine": "packet.need_opioid_medicine",
}
"""Needs that safety adds, by the ids that `matching/first_steps.py` gives them."""

_FOR_FAMILIES = frozenset({"AlAnon", "NarAnon", "Alateen", "FamiliesAnonymous"})
"""Fellowships of those who love someone."""


def need_names(profile: Profile, lang: str) -> dict[str, str]:
    """Id of a need -> its name: those of a profile and those that safety may add."""
    added = {need_id: page_words(key, lang) for need_id, key in _OF_SAFETY.items()}
    return added | {need.id: _name(need, lang) for need in profile.needs}


def _name(need: Need, lang: str) -> str:
    if need.fellowships and _FOR_FAMILIES.issuperset(need.fellowships):
        return page_words("packet.need_family", lang)
    if need.level is not None:
        return facet_label(f"level={need.level}", lang)
    return facet_label(f"topic={need.topic}", lang) if need.topic is not None else kind_label(Kind(need.kind), lang)

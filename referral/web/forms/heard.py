"""Words that were typed for a time become the choice that a chip would make, and words again when that was wrong."""

from dataclasses import replace

from referral.domain.place import Place, Precision
from referral.domain.spoken_times import FREE, NEAR_ME, PHRASES, Said, spoken
from referral.web.forms.search import SearchForm

FREE_FACET = "payment=free"


def with_heard(form: SearchForm, rest: str, said: tuple[Said, ...], place: Place | None = None) -> SearchForm:
    """The form with what its words said as choices. rest: the words that are left; place: the one they named."""
    free = [one.what for one in said if _is_time(one.what) and one.what not in form.free]
    facets = [FREE_FACET] if FREE in _whats(said) and FREE_FACET not in form.where else []
    return replace(
        form,
        q=rest,
        near=_shown(place) if place is not None else form.near,
        at="now" if "now" in _whats(said) else form.at,
        free=(*form.free, *dict.fromkeys(free)),
        where=(*form.where, *facets),
        taken=tuple(one.words for one in said if one.what != FREE),
    )


def as_choices(form: SearchForm) -> SearchForm:
    """The form with everything that its words say of time and cost as choices, whoever may be called so."""
    rest, said = spoken(form.q, also=(FREE,))
    return with_heard(form, rest, said)


def as_words(form: SearchForm) -> SearchForm:
    """The form with the taken words back among its words, in quotation marks, and without their choices."""
    whats = _whats(taken_times(form))
    quoted = [f'"{words}"' for words in form.taken if words in {one.words for one in taken_times(form)}]
    return replace(
        form,
        q=" ".join([form.q, *quoted]).strip(),
        at="" if "now" in whats and form.at_now else form.at,
        free=tuple(name for name in form.free if name not in whats),
        taken=(),
    )


def taken_times(form: SearchForm) -> tuple[Said, ...]:
    """The taken words that are still a choice of the form: a chip may have taken it back."""
    said = [one for words in form.taken for one in spoken(words)[1]]
    return tuple(one for one in said if one.what in form.free or (one.what == "now" and form.at_now))


def asks_near_me(form: SearchForm) -> bool:
    """Whether the words said "near me"."""
    return any(one.what == NEAR_ME for words in form.taken for one in spoken(words)[1])


def _is_time(what: str) -> bool:
    return what in PHRASES and what not in ("now", NEAR_ME, FREE)


def _whats(said: tuple[Said, ...]) -> frozenset[str]:
    return frozenset(one.what for one in said)


def _shown(place: Place) -> str:
    return place.zip5 if place.precision is Precision.ZIP and place.zip5 else place.label

"""The search form: its readable part stands in the address, the rest travels sealed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Self

from werkzeug.datastructures import MultiDict

from referral.domain.fit import Reason
from referral.domain.plain_times import plain_window
from referral.domain.search import Sort
from referral.domain.vocabulary import TREATMENT_LEVELS, Kind
from referral.wording.labels import facet_label, group_label, kind_label
from referral.wording.pages import page_words

RADII = ("5", "10", "25", "50", "100")
MAX_CHARS = {"q": 300, "near": 80, "free_text": 200, "where": 40, "free": 40}
MAX_TAKEN = 4
MAX_CHOICES = 70
"""What a page state holds at most, so that its token fits into an address."""
READABLE = ("near", "radius", "kind", "at", "sort", "page")
"""Fields that may stand in an address. Everything else is a need and is sealed."""

_TEXTS = ("q", "near", "radius", "kind", "at", "sort", "free_text")

TREATMENT = "treatment"
"""A kind of help that the pages alone know: programs that treat people, at any level, and no recovery houses."""

FREE_PRESETS = {
    "today": "today",
    "tonight": "tonight",
    "mornings": "MO-FR 08:00-12:00",
    "afternoons": "MO-FR 12:00-17:00",
    "evenings": "MO-FR 17:00-22:00",
    "weekends": "SA,SU 08:00-20:00",
}

NEEDS: dict[str, tuple[str, tuple[str, ...]]] = {
    "all": ("", ()),
    "treatment": (TREATMENT, ()),
    "meetings": (Kind.MEETING, ()),
    "housing": ("", ("topic=housing", "topic=shelter", "topic=recovery_housing")),
    "work": ("", ("topic=vocational", "topic=employment")),
    "education": ("", ("topic=education",)),
    "other": (Kind.RESOURCE, ()),
}
"""What the start page asks first -> the kind and the facets, any of which will do, that it means."""

ASKED_FACETS: dict[str, tuple[str, ...]] = {
    "topic": (
        *("housing", "shelter", "vocational", "employment", "education", "food", "transport", "childcare"),
        *("benefits", "legal", "clothing", "identification"),
    ),
    "level": ("iop", "php", "outpatient", "otp", "residential", "withdrawal", "recovery_housing"),
    "payment": ("medicaid", "medicare", "private", "sliding_fee", "self_pay", "free"),
    "fellowship": ("AA", "NA", "SMART", "RecoveryDharma", "LifeRing", "AlAnon", "NarAnon"),
    "meeting": (
        *("open", "closed", "beginner", "women", "men", "young_people", "lgbtq", "secular", "proof_of_attendance"),
        *("speaker", "step", "child_friendly"),
    ),
    "language": ("en", "es", "asl"),
    "population": (
        *("women", "men", "adolescents", "young_adults", "seniors", "veterans", "pregnant_postpartum", "lgbtq"),
        *("trauma", "justice", "homeless"),
    ),
    "treats": ("alcohol", "opioids", "stimulants", "cannabis", "mental_health"),
    "service": (
        *("individual_therapy", "group_therapy", "family", "holistic", "case_management", "psychiatric"),
        *("peer_support", "aftercare", "childcare", "transport", "telehealth"),
    ),
    "medication": ("accepts", "buprenorphine", "methadone", "naltrexone"),
    "attendance": ("in_person", "online"),
    "access": ("wheelchair", "transit", "hearing", "vision", "interpreter"),
}
"""The facets that the form offers, group by group; the command line knows all."""

FORM_GROUPS: dict[str, tuple[str, ...]] = {
    "": tuple(ASKED_FACETS),
    Kind.PROGRAM: (
        *("level", "payment", "service", "treats", "population", "language", "medication", "attendance", "access"),
    ),
    Kind.MEETING: ("fellowship", "meeting", "language", "attendance", "access"),
    Kind.RESOURCE: ("topic", "payment", "population", "language", "access"),
}
"""Kind of help -> the groups that narrow it, most used first; those of other kinds would leave nothing."""

Choices = tuple[tuple[str, str], ...]
"""(value, words) in the order in which they are offered."""


@dataclass(frozen=True, slots=True)
class SearchForm:
    """What was filled in, as it was typed. Choices are not judged here: the search says what is wrong with a value."""

    q: str = ""
    near: str = ""
    radius: str = ""
    kind: str = ""
    at: str = ""
    sort: str = Sort.BEST
    where: tuple[str, ...] = ()
    free: tuple[str, ...] = ()
    free_text: str = ""
    taken: tuple[str, ...] = ()
    """Words that were read as a time or as a place, as they were typed."""
    near_private: bool = False
    """The place is not known, so it may be an address or a name, and stands in no address."""

    @classmethod
    def sent(cls, fields: MultiDict[str, str]) -> Self:
        """The form as a browser sends it. The start page sends a need, which says kind and facets."""
        texts: dict[str, Any] = {name: fields[name] for name in _TEXTS if name in fields}
        where = tuple(fields.getlist("where"))
        if fields.get("need") in NEEDS:
            texts["kind"], where = NEEDS[fields["need"]]
        return cls(**texts, where=where, free=tuple(fields.getlist("free")))

    @classmethod
    def of_state(cls, readable: Mapping[str, str], sealed: Mapping[str, object]) -> Self:
        """The form filled from an address and from opened page state."""
        given = {**sealed, **{name: readable[name] for name in READABLE if name in readable}}
        texts: dict[str, Any] = {name: str(given[name]) for name in _TEXTS if name in given}
        private = sealed.get("near_private") is True and "near" not in readable
        lists: dict[str, Any] = {name: _texts(sealed.get(name)) for name in ("where", "free", "taken")}
        return cls(**texts, **lists, near_private=private)

    def readable(self) -> dict[str, str]:
        """What may stand in the address, without blanks and defaults."""
        near = "" if self.near_private else self.near
        given = {"near": near, "radius": self.radius, "kind": self.kind, "at": self.at, "sort": self.sort}
        values = {name: value.strip()[: MAX_CHARS["near"]] for name, value in given.items()}
        return {name: value for name, value in values.items() if value and (name, value) != ("sort", Sort.BEST)}

    def sealed(self) -> dict[str, object]:
        """What travels sealed, without blanks."""
        values = {
            "q": self.q.strip()[: MAX_CHARS["q"]],
            "where": [facet[: MAX_CHARS["where"]] for facet in self.where][:MAX_CHOICES],
            "free": [name[: MAX_CHARS["free"]] for name in self.free][:MAX_CHOICES],
            "free_text": self.free_text.strip()[: MAX_CHARS["free_text"]],
            "taken": [words[: MAX_CHARS["free"]] for words in self.taken][:MAX_TAKEN],
            "near": self.near.strip()[: MAX_CHARS["near"]] if self.near_private else "",
            "near_private": self.near_private,
        }
        return {name: value for name, value in values.items() if value}

    def changed(self, change: Iterable[Reason]) -> "SearchForm":
        """The form after changes of `services/ways_out.py`."""
        form = self
        for one in change:
            form = replace(form, **form._change(one))
        return form

    def _change(self, change: Reason) -> dict[str, Any]:
        match change.code:
            case "without_free":
                return {"free": (), "free_text": ""}
            case "without_group":
                group = f"{change.params['group']}="
                where = tuple(facet for facet in self.where if not facet.casefold().startswith(group))
                any_level = group == "level=" and self.kind == TREATMENT
                return {"where": where, "kind": Kind.PROGRAM} if any_level else {"where": where}
            case "radius":
                return {"radius": f"{change.params['miles']:g}"}
            case code:
                return {_FIELDS[code]: ""}

    def toggled(self, field: str, value: str) -> "SearchForm":
        """The form with one choice made or, when it was made already, taken back. Other fields than these: as it is."""
        change: dict[str, Any] = {}
        if field in ("where", "free"):
            chosen: tuple[str, ...] = getattr(self, field)
            kept = tuple(one for one in chosen if one != value)
            change[field] = kept if len(kept) < len(chosen) else (*chosen, value)
        elif field in _TEXTS:
            change[field] = "" if getattr(self, field) == value else value
        return replace(self, **change)

    @property
    def narrows(self) -> bool:
        """True when more than words, place and kind is asked."""
        return bool(self.where or self.timed)

    @property
    def timed(self) -> bool:
        """True when a time is asked for."""
        return bool(self.free or self.free_text or self.at)

    @property
    def at_now(self) -> bool:
        """Whether it asks for what is on or open now."""
        return self.at.strip().casefold() == "now"

    @property
    def painted(self) -> tuple[str, ...]:
        """Free time that is no preset: windows that were painted."""
        return tuple(name for name in self.free if name not in FREE_PRESETS)

    def without_painted(self) -> "SearchForm":
        """The form without the free time that was painted."""
        return replace(self, free=tuple(name for name in self.free if name in FREE_PRESETS))

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of listing asked for, as the search knows them."""
        return () if not self.kind else (Kind.PROGRAM,) if self.kind == TREATMENT else (self.kind,)

    @property
    def facets(self) -> tuple[str, ...]:
        """Every facet asked for. Treatment is any of its levels, until one is named."""
        if self.kind != TREATMENT or any(facet.casefold().startswith("level=") for facet in self.where):
            return self.where
        return (*self.where, *(f"level={code}" for code in sorted(TREATMENT_LEVELS)))

    def windows(self) -> list[str]:
        """Free time as the search reads it: presets by their windows, and what was typed between semicolons."""
        typed = [plain_window(part) for part in self.free_text.split(";") if part.strip()]
        return [FREE_PRESETS.get(name, name) for name in self.free] + typed


_FIELDS = {"without_text": "q", "without_at": "at", "without_kinds": "kind", "without_radius": "radius"}
"""Change -> the field that it clears."""


def _texts(value: object) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, list) else ()


@dataclass(frozen=True, slots=True)
class FormChoices:
    """What the form offers, in the words of one language. facets: group -> (its words, its facets); free: presets."""

    radius: Choices
    kind: Choices
    sort: Choices
    facets: Mapping[str, tuple[str, Choices]]
    free: Choices


def kind_words(kind: str, lang: str) -> str:
    """A kind as the form offers it: with treatment beside them, programs are that and recovery houses."""
    if kind == Kind.PROGRAM:
        return page_words("form.kind_program", lang)
    return kind_label(Kind.PROGRAM if kind == TREATMENT else Kind(kind), lang)


@cache
def form_choices(lang: str) -> FormChoices:
    """The choices of a language, put into words once."""
    return FormChoices(
        radius=(
            ("", page_words("form.any_distance", lang)),
            *((miles, page_words("form.miles", lang, miles=miles)) for miles in RADII),
        ),
        kind=(
            ("", page_words("form.any_kind", lang)),
            (TREATMENT, kind_words(TREATMENT, lang)),
            *((kind.value, kind_words(kind, lang)) for kind in Kind),
        ),
        sort=tuple((sort.value, page_words(f"form.sort_{sort}", lang)) for sort in Sort),
        facets={
            group: (
                group_label(group, lang),
                tuple((f"{group}={code}", facet_label(f"{group}={code}", lang)) for code in codes),
            )
            for group, codes in ASKED_FACETS.items()
        },
        free=tuple((name, page_words(f"free.{name}", lang)) for name in FREE_PRESETS),
    )

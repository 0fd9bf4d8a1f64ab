"""The search form: its readable part stands in the address, the rest travels sealed."""

from werkzeug.datastructures import MultiDict
from wtforms import Form, SelectField, SelectMultipleField, StringField

from referral.domain.search import Sort
from referral.domain.vocabulary import Kind
from referral.web.forms.choices import choices_of

RADII = ("5", "10", "25", "50", "100")
MAX_CHARS = {"q": 300, "near": 80, "free_text": 200}
MAX_CHOICES = 60
"""What a page state holds at most, so that its token fits into an address."""
READABLE = ("near", "radius", "kind", "at", "sort", "page")
"""Fields that may stand in an address. Everything else is a need and is sealed."""

FREE_PRESETS = {
    "mornings": "MO-FR 08:00-12:00",
    "afternoons": "MO-FR 12:00-17:00",
    "evenings": "MO-FR 17:00-22:00",
    "weekends": "SA,SU 08:00-20:00",
}

ASKED_FACETS: dict[str, tuple[str, ...]] = {
    "level": ("iop", "php", "outpatient", "otp", "residential", "recovery_housing"),
    "payment": ("medicaid", "medicare", "private", "sliding_fee", "free"),
    "fellowship": ("AA", "NA", "SMART", "RecoveryDharma", "AlAnon"),
    "topic": ("housing", "shelter", "vocational", "employment", "education", "food"),
    "language": ("en", "es", "asl"),
    "population": ("women", "men", "adolescents", "veterans", "pregnant_postpartum", "lgbtq"),
    "medication": ("accepts", "buprenorphine", "methadone"),
    "service": ("childcare", "transport", "family", "case_management"),
    "access": ("wheelchair", "transit"),
    "attendance": ("in_person", "online"),
}
"""The facets that the form offers, group by group; the command line knows all."""
FACET_CHOICES = [f"{group}={code}" for group, codes in ASKED_FACETS.items() for code in codes]


class SearchForm(Form):
    """Every field is optional. Choices are not judged here: the search says what is wrong with a value, by its name."""

    q = StringField()
    near = StringField()
    radius = SelectField(choices=choices_of("", *RADII), validate_choice=False)
    kind = SelectField(choices=choices_of("", *Kind), validate_choice=False)
    at = StringField()
    sort = SelectField(choices=choices_of(*Sort), default=Sort.BEST, validate_choice=False)
    where = SelectMultipleField(choices=choices_of(*FACET_CHOICES), validate_choice=False)
    free = SelectMultipleField(choices=choices_of(*FREE_PRESETS), validate_choice=False)
    free_text = StringField()

    def readable(self) -> dict[str, str]:
        """What may stand in the address, without blanks and defaults."""
        values = {name: (self[name].data or "").strip()[: MAX_CHARS["near"]] for name in READABLE if name in self}
        return {name: value for name, value in values.items() if value and (name, value) != ("sort", Sort.BEST.value)}

    def sealed(self) -> dict[str, object]:
        """What travels sealed, without blanks."""
        values = {
            "q": (self.q.data or "").strip()[: MAX_CHARS["q"]],
            "where": [facet[:40] for facet in self.where.data or ()][:MAX_CHOICES],
            "free": [name[:40] for name in self.free.data or ()][:MAX_CHOICES],
            "free_text": (self.free_text.data or "").strip()[: MAX_CHARS["free_text"]],
        }
        return {name: value for name, value in values.items() if value}

    def windows(self) -> list[str]:
        """Free time as the search reads it: presets by their windows, and what was typed between semicolons."""
        typed = [part for part in (self.free_text.data or "").split(";") if part.strip()]
        return [FREE_PRESETS.get(name, name) for name in self.free.data or ()] + typed


def form_of(readable: MultiDict[str, str], sealed: dict[str, object]) -> SearchForm:
    """A form filled from an address and from opened page state."""
    fields: MultiDict[str, str] = MultiDict((name, readable[name]) for name in READABLE if name in readable)
    for name, value in sealed.items():
        for one in value if isinstance(value, list) else [value]:
            fields.add(name, str(one))
    return SearchForm(fields)

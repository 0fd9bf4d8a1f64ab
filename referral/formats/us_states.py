"""States and territories of the United States, from their names or their postal codes."""

_NAMES = (
    "AL Alabama|AK Alaska|AZ Arizona|AR Arkansas|CA California|CO Colorado|CT Connecticut|DE Delaware|"
    "DC District of Columbia|FL Florida|GA Georgia|HI Hawaii|ID Idaho|IL Illinois|IN Indiana|IA Iowa|KS Kansas|"
    "KY Kentucky|LA Louisiana|ME Maine|MD Maryland|MA Massachusetts|MI Michigan|MN Minnesota|MS Mississippi|"
    "MO Missouri|MT Montana|NE Nebraska|NV Nevada|NH New Hampshire|NJ New Jersey|NM New Mexico|NY New York|"
    "NC North Carolina|ND North Dakota|OH Ohio|OK Oklahoma|OR Oregon|PA Pennsylvania|RI Rhode Island|"
    "SC South Carolina|SD South Dakota|TN Tennessee|TX Texas|UT Utah|VT Vermont|VA Virginia|WA Washington|"
    "WV West Virginia|WI Wisconsin|WY Wyoming|AS American Samoa|GU Guam|MP Northern Mariana Islands|PR Puerto Rico|"
    "VI Virgin Islands"
)
_BY_NAME = {name.casefold(): code for code, name in (entry.split(" ", 1) for entry in _NAMES.split("|"))}

STATE_CODES = frozenset(_BY_NAME.values())
"""Two letters each, as the post writes them."""


def state_code(text: str) -> str | None:
    """The code of a state's name or code, in any case and with stray spaces or points; None for anything else."""
    said = " ".join(text.replace(".", "").split())
    return said.upper() if said.upper() in STATE_CODES else _BY_NAME.get(said.casefold())

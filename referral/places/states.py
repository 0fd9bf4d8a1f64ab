"""The states and territories of the United States, as people write them."""

NAMES: dict[str, str] = {
    "AK": "Alaska",
    "AL": "Alabama",
    "AR": "Arkansas",
    "AS": "American Samoa",
    "AZ": "Arizona",
    "CA": "California",
    "CO": "Colorado",
    "CT": "Connecticut",
    "DC": "District of Columbia",
    "DE": "Delaware",
    "FL": "Florida",
    "GA": "Georgia",
    "GU": "Guam",
    "HI": "Hawaii",
    "IA": "Iowa",
    "ID": "Idaho",
    "IL": "Illinois",
    "IN": "Indiana",
    "KS": "Kansas",
    "KY": "Kentucky",
    "LA": "Louisiana",
    "MA": "Massachusetts",
    "MD": "Maryland",
    "ME": "Maine",
    "MI": "Michigan",
    "MN": "Minnesota",
    "MO": "Missouri",
    "MP": "Northern Mariana Islands",
    "MS": "Mississippi",
    "MT": "Montana",
    "NC": "North Carolina",
    "ND": "North Dakota",
    "NE": "Nebraska",
    "NH": "New Hampshire",
    "NJ": "New Jersey",
    "NM": "New Mexico",
    "NV": "Nevada",
    "NY": "New York",
    "OH": "Ohio",
    "OK": "Oklahoma",
    "OR": "Oregon",
    "PA": "Pennsylvania",
    "PR": "Puerto Rico",
    "RI": "Rhode Island",
    "SC": "South Carolina",
    "SD": "South Dakota",
    "TN": "Tennessee",
    "TX": "Texas",
    "UT": "Utah",
    "VA": "Virginia",
    "VI": "Virgin Islands",
    "VT": "Vermont",
    "WA": "Washington",
    "WI": "Wisconsin",
    "WV": "West Virginia",
    "WY": "Wyoming",
}
"""Postal code -> name: states, the District of Columbia and the five territories."""

_OLDER = {
    "ariz": "AZ",
    "calif": "CA",
    "colo": "CO",
    "conn": "CT",
    "fla": "FL",
    "mass": "MA",
    "mich": "MI",
    "minn": "MN",
    "mont": "MT",
    "nebr": "NE",
    "okla": "OK",
    "penn": "PA",
    "penna": "PA",
    "tenn": "TN",
    "tex": "TX",
    "us virgin islands": "VI",
    "wis": "WI",
    "wisc": "WI",
}
"""Short forms from before the postal codes that are no other word; "Miss", "Ore" and "Wash" are left out."""

CODES: dict[str, str] = {
    **{name.casefold(): code for code, name in NAMES.items()},
    **{code.casefold(): code for code in NAMES},
    **_OLDER,
}
"""Folded name, postal code or older short form -> postal code."""

LONGEST = max(len(written.split()) for written in CODES)
"""Words of the longest way to write a state."""

PROSE_CODES = frozenset({"as", "de", "hi", "id", "in", "la", "me", "oh", "ok", "or"})
"""Postal codes that are also words of English or Spanish ("hope in", "lost me"): in lower case they may be no state."""

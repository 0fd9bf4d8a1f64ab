"""Parts of pages that a template writes once, to be filled again and again.

To render a template costs many times what it costs to fill a text: each word that it writes is looked up, escaped and
copied. So a macro that only places what it is given is rendered once, with slots for its arguments, and is a text to be
filled from then on:

    {% macro mark(words) %}<mark>{{ words }}</mark>{% endmacro %}

    parts_of("_macros/card.html").mark % {"words": escaped("<b>")[0]}

A macro with an `{% if %}` or a `{% for %}` over its arguments is no such text: give the piece that comes and goes, or
that comes several times, a macro of its own. Whoever fills a slot gives text that such a part wrote, or that `escaped`
gave back.
"""

import re
from functools import lru_cache

from flask import current_app
from jinja2 import Environment
from markupsafe import Markup, escape

SLOT = Markup("<slot>")
"""What a macro writes for a slot without a name. Escaped text never holds it."""

_NAMED = re.compile(r"<slot (\w+)>")
_BETWEEN = "\0"


class Parts:
    """The macros of a template as texts with a `%(name)s` for each argument, rendered when first asked for."""

    def __init__(self, environment: Environment, template: str) -> None:
        self._macros = environment.get_template(template).module

    def __getattr__(self, macro: str) -> str:
        found = getattr(self._macros, macro)
        written = str(found(*[Markup(f"<slot {name}>") for name in found.arguments]))  # noqa: S704  names of arguments
        text = _NAMED.sub(r"%(\1)s", written.replace("%", "%%"))
        setattr(self, macro, text)
        return text


def parts_of(template: str) -> Parts:
    """The macros of a template of the running app."""
    return _parts(current_app.jinja_env, template)


def pieces(template: str, macro: str, *values: object) -> list[str]:
    """What a macro writes, cut at its slots without a name; it sees its values and no words of the page."""
    return str(getattr(current_app.jinja_env.get_template(template).module, macro)(*values)).split(SLOT)


def escaped(*texts: str) -> list[str]:
    """The texts with the signs of HTML written as entities, all in one pass."""
    together = str.split(str(escape(_BETWEEN.join(texts))), _BETWEEN)
    return together if len(together) == len(texts) else [str(escape(text)) for text in texts]


@lru_cache(maxsize=64)
def _parts(environment: Environment, template: str) -> Parts:
    return Parts(environment, template)

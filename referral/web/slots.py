"""Parts of pages that a template renders once, with slots for what differs each time.

To render a part costs many times what it costs to fill it: each word that a template writes is escaped and copied.
Whoever fills a slot gives text that a template wrote, or that was escaped.
"""

from functools import lru_cache

from flask import current_app
from jinja2 import Environment
from jinja2.environment import TemplateModule
from markupsafe import Markup

SLOT = Markup("<slot>")
"""What a macro writes for a slot. Escaped text never holds it."""


def written(template: str, macro: str, *values: object) -> str:
    """What a macro of a template writes; it sees its values and no words of the page."""
    return str(getattr(_macros(current_app.jinja_env, template), macro)(*values))


def pieces(template: str, macro: str, *values: object) -> list[str]:
    """What a macro writes, cut at its slots."""
    return written(template, macro, *values).split(str(SLOT))


@lru_cache(maxsize=16)
def _macros(environment: Environment, template: str) -> TemplateModule:
    """The macros of a template, found once."""
    return environment.get_template(template).module

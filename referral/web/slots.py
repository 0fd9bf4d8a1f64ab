"""Pages, and parts of pages, that a template writes once, to be filled again and again.

To render a template costs many times what it costs to fill a text: each word that it writes is looked up, escaped and
copied. So a macro that only places what it is given is rendered once, with slots for its arguments, and is a text to be
filled from then on:

    {% macro mark(words) %}<mark>{{ words }}</mark>{% endmacro %}

    parts_of("_macros/card.html").mark % {"words": escaped("<b>")[0]}

A whole page goes the same way by `filled_page`, rendered once for each set of values that it may ask about. A template
that asks about a slot (`{% if %}`, `{% for %}`, a filter) fails at once and says so: give what comes and goes, or comes
several times, a macro of its own and a slot for what that wrote. Whoever fills a slot gives text that a part or a
template wrote, or that `escaped` gave back.
"""

import re
from collections.abc import Hashable, Mapping
from functools import lru_cache
from typing import NoReturn, Self

from flask import current_app, render_template
from jinja2 import Environment
from jinja2.environment import TemplateModule
from markupsafe import Markup, escape

from referral.web.common import language_root, page_language

PAGES = 256
"""Texts of pages that are kept, of some 10 kB each."""

_SLOT = re.compile("\x02([^\x03]+)\x03")
_BETWEEN = "\0"


class Slot(str):
    """What stands in a text for a value to come. It can be written and nothing else: its value is not known yet."""

    __slots__ = ()

    def __new__(cls, name: str) -> Self:
        """The slot of a name."""
        return super().__new__(cls, f"\x02{name}\x03")

    def _refuse(self, *_others: object) -> NoReturn:
        raise TypeError(f"{self[1:-1]} is a slot, filled after the template is rendered: it cannot be asked about")

    __bool__ = __len__ = __iter__ = __eq__ = _refuse
    __hash__ = str.__hash__


class Parts:
    """The macros of a template as texts with a `%(name)s` for each argument, rendered when first asked for."""

    def __init__(self, environment: Environment, template: str) -> None:
        self._macros = environment.get_template(template).module

    def __getattr__(self, macro: str) -> str:
        found = getattr(self._macros, macro)
        text = to_fill(str(found(*map(Slot, found.arguments))))
        setattr(self, macro, text)
        return text


def parts_of(template: str) -> Parts:
    """The macros of a template of the running app."""
    return _parts(current_app.jinja_env, template)


def filled_page(template: str, asked: Mapping[str, Hashable], values: Mapping[str, str]) -> str:
    """A page of a template, filled with values.

    asked: what the template may ask about, and so what tells its texts apart; few sets of them come up again and again.
    """
    key = page_language(), language_root(), tuple(asked.items()), tuple(values)
    return _page_text(current_app.jinja_env, template, key) % values


def written(template: str, macro: str, *values: object) -> Markup:
    """What a macro writes, rendered now; it may ask what it likes, and sees its values and no words of the page."""
    found: Markup = getattr(_macros(current_app.jinja_env, template), macro)(*values)
    return found


def escaped(*texts: str) -> list[str]:
    """The texts with the signs of HTML written as entities, all in one pass."""
    together = str.split(str(escape(_BETWEEN.join(texts))), _BETWEEN)
    return together if len(together) == len(texts) else [str(escape(text)) for text in texts]


def to_fill(written: str) -> str:
    """A text with slots as one for the operator %."""
    return _SLOT.sub(r"%(\1)s", written.replace("%", "%%"))


def pieces_of(written: str) -> tuple[tuple[str, ...], dict[str, int]]:
    """A text cut at its slots, with an empty piece for each; and which piece each is. Joined, it is the text unfilled.

    Quicker than the operator % where a text has many slots and few are filled.
    """
    pieces = _SLOT.split(written)
    at = {name: number for number, name in enumerate(pieces) if number % 2}
    return tuple("" if number % 2 else text for number, text in enumerate(pieces)), at


@lru_cache(maxsize=64)
def _parts(environment: Environment, template: str) -> Parts:
    return Parts(environment, template)


@lru_cache(maxsize=64)
def _macros(environment: Environment, template: str) -> TemplateModule:
    return environment.get_template(template).module


@lru_cache(maxsize=PAGES)
def _page_text(
    environment: Environment, template: str, key: tuple[str, str, tuple[tuple[str, Hashable], ...], tuple[str, ...]]
) -> str:
    del environment  # tells apps apart
    _language, _root, asked, slots = key
    return to_fill(render_template(template, **dict(asked), **{name: Slot(name) for name in slots}))

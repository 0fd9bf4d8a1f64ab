"""What a visitor can do on a page: its links and its forms, read from the HTML that the site writes.

LIMIT: of HTML in general it knows little; ours has no `>` in attributes and closes every form.
"""

import re
from dataclasses import dataclass, field
from html import unescape
from urllib.parse import urlencode

_TAG = re.compile(r"<(/?(?:a|link|script|form|input|button|select|option|textarea))\b([^>]*)>")
_ATTRIBUTE = re.compile(r'([a-z-]+)(?:="([^"]*)")?')
_CHOICES = ("radio", "checkbox")

Fields = list[tuple[str, str]]


@dataclass(slots=True)
class Form:
    """A form as it stands. fields: what a browser would send now; buttons: (name, value) of each."""

    action: str
    fields: Fields = field(default_factory=list)
    buttons: Fields = field(default_factory=list)

    def body(self, **given: str) -> str:
        """What a browser sends when some fields are filled in, or a button is pressed."""
        kept = [(name, value) for name, value in self.fields if name not in given]
        return urlencode([*kept, *given.items()])


@dataclass(slots=True)
class Page:
    """links: where its links lead; assets: its sheets, scripts and icon; forms: by id, else by their number."""

    links: list[str] = field(default_factory=list)
    assets: list[str] = field(default_factory=list)
    forms: dict[str, Form] = field(default_factory=dict)

    @classmethod
    def of(cls, html: str) -> "Page":
        """The page of a text."""
        page, form, select, loose = cls(), None, "", []
        for tag, text in _TAG.findall(html):
            has = {name: unescape(value) for name, value in _ATTRIBUTE.findall(text)}
            match tag:
                case "a":
                    page.links.append(has.get("href", ""))
                case "link" | "script":
                    page.assets.append(has.get("href") or has.get("src", ""))
                case "form":
                    form = page.forms[has.get("id", str(len(page.forms)))] = Form(has["action"])
                case "/form":
                    form = None
                case "button":
                    loose.append((has.get("form"), form, (has.get("name", ""), has.get("value", ""))))
                case "select":
                    select = has.get("name", "")
                case "option" if "selected" in has and form is not None:
                    form.fields.append((select, has.get("value", "")))
                case "input" if form is not None and (has.get("type") not in _CHOICES or "checked" in has):
                    form.fields.append((has.get("name", ""), has.get("value", "")))
        for named, around, button in loose:
            owner = page.forms.get(named) if named else around
            if owner is not None:
                owner.buttons.append(button)
        return page

    def form(self, action: str) -> Form | None:
        """The last form that leads to an address."""
        return next((one for one in reversed(self.forms.values()) if one.action.endswith(action)), None)

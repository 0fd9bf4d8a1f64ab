"""A page as a visitor reads it: its words, links and forms."""

from html.parser import HTMLParser

from werkzeug.test import TestResponse


class Page(HTMLParser):
    """What stands on a page. links: (words, href). fields: name -> values that are set. h1: its first heading."""

    def __init__(self, response: TestResponse) -> None:
        super().__init__()
        self.source = response.get_data(as_text=True)
        self.links: list[tuple[str, str]] = []
        self.fields: dict[str, list[str]] = {}
        self.lang = ""
        self._words: list[str] = []
        self._href: str | None = None
        self._link_words: list[str] = []
        self._heading: str | None = None
        self.headings: list[str] = []
        self._select: str | None = None
        self.h1 = ""
        self._level = ""
        self.feed(self.source)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "html":
            self.lang = given.get("lang") or ""
        elif tag == "a":
            self._href, self._link_words = given.get("href"), []
        elif tag in ("h1", "h2", "h3", "h4"):
            self._heading, self._level = "", tag
        elif tag == "select":
            self._select = given.get("name")
        elif tag == "option" and self._select and "selected" in given:
            self._set(self._select, given.get("value"))
        elif tag == "input":
            ticks = given.get("type") in ("checkbox", "radio")
            if not ticks or "checked" in given:
                self._set(given.get("name"), given.get("value"))

    def _set(self, name: str | None, value: str | None) -> None:
        if name and value and value not in self.fields.get(name, []):
            self.fields.setdefault(name, []).append(value)

    def handle_endtag(self, tag: str) -> None:
        if tag == "a" and self._href is not None:
            self.links.append((" ".join("".join(self._link_words).split()), self._href))
            self._href = None
        elif tag in ("h1", "h2", "h3", "h4") and self._heading is not None:
            self.headings.append(" ".join(self._heading.split()))
            if self._level == "h1":
                self.h1 = self.headings[-1]
            self._heading = None
        elif tag == "select":
            self._select = None

    def handle_data(self, data: str) -> None:
        self._words.append(data)
        if self._href is not None:
            self._link_words.append(data)
        if self._heading is not None:
            self._heading += data

    @property
    def words(self) -> str:
        """Everything that is read, blanks joined."""
        return " ".join(" ".join(self._words).split())

    def link(self, words: str) -> str:
        """The address of the one link of these words."""
        (href,) = (href for said, href in self.links if said == words)
        return href

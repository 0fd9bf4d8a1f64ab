"""A visit to the site as people make it: what is opened, typed, sent and tapped, one request after the other.

Nobody has counted real visits yet, so the shares below are what the pages invite to, not what was seen. A browser keeps
sheets and scripts for good, so they are asked for once a visit; a page is asked for anew each time. Searches begin in
towns by their people, for kinds of help by how many look for them: meetings and treatment first. Half of the visitors
type words; most narrow by one tap; a third turns to page 2; two listings are opened; some keep a list. One in twenty
asks for so much that little or nothing is left, and takes a way out that is named. One in ten reads, one in twelve
begins the questions. LIMIT: nobody goes on to a packet: where there is so much to choose from one takes seconds.
"""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from bench import measure, wordlist
from bench.html_page import Page
from bench.towns import Town

NEEDS = {"meetings": 35, "treatment": 30, "housing": 12, "work": 8, "other": 7, "all": 5, "education": 3}
SPANISH, WORDS, SORTED, SECOND_PAGE = 0.15, 0.5, 0.15, 0.3
TAPS, LISTINGS, PICKS = (0, 1, 1, 2), (1, 2, 2, 3), (0, 0, 0, 1, 3)
"""How often a visitor narrows, opens a listing, and puts one into the list: any of these alike."""
MUCH_ASKED, READS, ASKS, QUESTIONS = 0.05, 0.1, 0.08, 3
_TYPED = (2, 4, 7)
"""So many letters stand there when the page asks for suggestions, as far as a name is that long."""
_MUCH = {"radius": "5", "free": "mornings", "where": "language=asl", "q": "gambling"}
_ANSWERS = {"who": {"subject": "self"}, "want": {"want": "treatment"}}


@dataclass(frozen=True, slots=True)
class Request:
    """One request. body: a form, empty for GET."""

    path: str
    body: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back. location: where it leads, empty when nowhere."""

    status: int
    location: str
    text: str


@dataclass(frozen=True, slots=True)
class Asked:
    """A request that was made. kind: of page."""

    kind: str
    request: Request


class Visitor:
    """One visitor. ask: the site; towns: where people live."""

    def __init__(self, ask: Callable[[Request], Answer], chance: random.Random, towns: Sequence[Town]) -> None:
        self._ask = ask
        self._chance = chance
        self._root = "/es" if chance.random() < SPANISH else ""
        (self._town,) = chance.choices(towns, [town.population for town in towns])
        self.asked: list[Asked] = []

    def visit(self) -> list[Asked]:
        """The whole visit. Raises Failed when the site answers with an error."""
        chance, start = self._chance, self._open("start", f"{self._root}/")
        for asset in dict.fromkeys(start.assets):
            self._send("asset", Request(asset))
        if chance.random() < READS:
            self._open("article", chance.choice([link for link in start.links if "/about/" in link]))
        if chance.random() < ASKS:
            self._questions()
        results = self._narrowed(self._searched(start))
        listings = [link for link in results.links if "/listing/" in link]
        for link in chance.sample(listings, min(len(listings), chance.choice(LISTINGS))):
            self._open("listing", link)
        self._picked(results, chance.choice(PICKS))
        return self.asked

    def _searched(self, start: Page) -> Page:
        """The first result page; with the ways out of one that found nothing."""
        chance, near, words = self._chance, self._town.place.label, ""
        self._type("near", near)
        if chance.random() < WORDS:
            words = " ".join(chance.sample(wordlist.COMMON, chance.choice((1, 1, 2))))
            self._type("q", words)
        (need,) = chance.choices([*NEEDS], [*NEEDS.values()])
        results = self._post(start, "/search", need=need, near=near, q=words)
        if chance.random() < MUCH_ASKED:
            self._type("q", _MUCH["q"])
            results = self._post(results, "/search", **_MUCH)
            ways = [link for link in results.links if "/search?" in link and "page=" not in link]
            results = self._results(chance.choice(ways)) if ways else results
        return results

    def _narrowed(self, results: Page) -> Page:
        """The page after some taps, another order, and its second page."""
        for _ in range(self._chance.choice(TAPS)):
            results = self._tapped(results, ("where=", "free=", "at="))
        if self._chance.random() < SORTED:
            results = self._tapped(results, ("sort=distance",))
        further = [link for link in results.links if "page=2" in link]
        if further and self._chance.random() < SECOND_PAGE:
            results = self._results(further[0])
        return results

    def _picked(self, results: Page, count: int) -> None:
        for _ in range(count):
            results = self._tapped(results, ("pick=",))
        lists = [link for link in results.links if "/list?" in link]
        if count and lists:
            self._open("list", lists[0])

    def _tapped(self, results: Page, begins: tuple[str, ...]) -> Page:
        form = results.forms.get("narrow")
        values = [value for _, value in form.buttons if value.startswith(begins)] if form else []
        return self._post(results, "/search", "narrow", change=self._chance.choice(values)) if values else results

    def _questions(self) -> None:
        """The first pages of the questions."""
        page = self._open("question", f"{self._root}/plan")
        for _ in range(QUESTIONS):
            form = page.forms["questions"]
            given = _ANSWERS.get(dict(form.fields)["step"], {})
            page = Page.of(self._send("question", Request(form.action, form.body(**given, go="next"))).text)

    def _type(self, name: str, text: str) -> None:
        for end in _TYPED:
            if end <= len(text):
                self._send("suggest", Request(f"{self._root}/suggest", urlencode({name: text[:end]})))

    def _post(self, page: Page, action: str, form_id: str | None = None, **given: str) -> Page:
        form = page.forms[form_id] if form_id else page.form(action)
        if form is None:
            raise measure.Failed(f"there is no form to {action}")
        sent = self._send("send", Request(form.action, form.body(**given)))
        return self._results(sent.location.partition("#")[0])

    def _results(self, address: str) -> Page:
        return self._open("results", address)

    def _open(self, kind: str, address: str) -> Page:
        return Page.of(self._send(kind, Request(address)).text)

    def _send(self, kind: str, request: Request) -> Answer:
        answer = self._ask(request)
        if answer.status not in (200, 303):
            raise measure.Failed(f"{kind} answered {answer.status}: {request}")
        if kind == "results" and "/listing/" not in answer.text:
            kind = "nothing found"
        self.asked.append(Asked(kind, request))
        return answer

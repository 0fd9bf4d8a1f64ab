import pytest
from flask import Flask, template_rendered
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import DictLoader, Environment
from markupsafe import escape

from referral.web.slots import Parts, Slot, escaped, filled_page, parts_of, pieces_of, to_fill


def test_a_macro_becomes_a_text_with_a_slot_for_each_argument() -> None:
    written = '{% macro sale(share, words) %}<b title="{{ words }}">{{ share }} % off</b> {{ words }}{% endmacro %}'
    parts = Parts(Environment(loader=DictLoader({"shop": written}), autoescape=True), "shop")
    assert parts.sale == '<b title="%(words)s">%(share)s %% off</b> %(words)s'
    assert parts.sale % {"share": 20, "words": "100 %"} == '<b title="100 %">20 % off</b> 100 %'


def test_a_macro_that_is_not_there_is_named(demo_app: Flask) -> None:
    with demo_app.app_context(), pytest.raises(AttributeError, match="no_such_macro"):
        _ = parts_of("_macros/card.html").no_such_macro


@given(st.lists(st.text(st.sampled_from("a&<>\"'\0%"), max_size=4), max_size=4))
def test_texts_are_escaped_each_for_itself(texts: list[str]) -> None:
    assert escaped(*texts) == [str(escape(text)) for text in texts]


@pytest.mark.parametrize(
    "asks",
    ["{% if rows %}x{% endif %}", "{% for row in rows %}x{% endfor %}", "{{ rows | length }}", "{{ rows == 1 }}"],
)
def test_a_template_that_asks_about_a_slot_fails_and_names_it(asks: str) -> None:
    template = Environment(autoescape=True).from_string(asks)
    with pytest.raises(TypeError, match="rows is a slot"):
        template.render(rows=Slot("rows"))


def test_a_slot_is_written_anywhere_even_inside_a_sentence() -> None:
    template = Environment(autoescape=True).from_string("{{ '{total} % found'.format(total=total) }}")
    assert to_fill(template.render(total=Slot("total"))) % {"total": 3} == "3 % found"


def test_a_text_is_cut_at_its_slots() -> None:
    pieces, at = pieces_of(f"one {Slot('a')!s}, two{Slot('b=c d')!s}")
    assert (pieces, at) == (("one ", "", ", two", "", ""), {"a": 1, "b=c d": 3})


def test_a_page_is_rendered_once_for_what_it_asks_and_filled_each_time(demo_app: Flask) -> None:
    def page(found: bool, rows: str, path: str = "/search") -> str:
        values = dict.fromkeys(SLOTS, "") | {"rows": rows}
        with demo_app.test_request_context(path):
            return filled_page("search.html", {**ASKED, "found": found}, values)

    rendered = count_renders(demo_app)
    first, second = page(True, "<li>100 %</li>"), page(True, "<li>two</li>")
    assert first.replace("<li>100 %</li>", "<li>two</li>") == second
    assert rendered == ["search.html"]
    assert '<details class="change" open>' in page(False, "")
    assert '<html lang="es">' in page(True, "", "/es/search")
    assert rendered == ["search.html"] * 3


SLOTS = ("heading", "other_language_url", "summary", "q", "near", "free_text", "ticks", "start", "rows", "paging")
ASKED = {"demo": False, "radius": "test", "kind": "", "sort": "best", "free": (), "narrows": False}


def count_renders(app: Flask) -> list[str | None]:
    """The names of templates that are rendered from now on."""
    names: list[str | None] = []
    template_rendered.connect(lambda _app, template, **_more: names.append(template.name), app, weak=False)
    return names

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import DictLoader, Environment
from markupsafe import escape

from referral.web.slots import Parts, escaped, parts_of


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

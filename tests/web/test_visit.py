"""What a visitor answered comes back as it was, and from nobody else."""

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict

from referral.domain.errors import BadSeal
from referral.web.visit import Visit

FORM = MultiDict([("near", "80203"), ("payment", "medicaid"), ("payment", "free"), ("other", "not asked")])


def test_a_visit_comes_back_as_it_was(demo_app: Flask) -> None:
    visit = Visit().answered(["near", "payment", "age"], FORM).keeping("demo:1").without("demo:2")
    with demo_app.test_request_context():
        again = Visit.opened(visit.token())
    assert again == Visit(
        {"near": ("80203",), "payment": ("medicaid", "free"), "age": ()}, frozenset({"demo:1"}), frozenset({"demo:2"})
    )


def test_answers_of_another_page_stay(demo_app: Flask) -> None:
    visit = Visit().answered(["near"], FORM).answered(["payment"], FORM)
    assert visit.form_data().to_dict(flat=False) == {"near": ["80203"], "payment": ["medicaid", "free"]}


def test_a_page_sent_again_replaces_its_answers() -> None:
    visit = Visit().answered(["near", "payment"], FORM).answered(["payment"], MultiDict())
    assert visit.answers == {"near": ("80203",), "payment": ()}


def test_what_is_pinned_is_not_left_out() -> None:
    assert Visit().without("a").keeping("a") == Visit(pins=frozenset({"a"}))
    assert Visit().keeping("a").without("a") == Visit(bans=frozenset({"a"}))
    assert Visit().keeping("a").free_to("a") == Visit().without("a").free_to("a") == Visit()


@pytest.mark.parametrize("token", ["x", "Z0FBQUFB", "é"])
def test_a_token_that_is_not_ours_is_refused(demo_app: Flask, token: str) -> None:
    with demo_app.test_request_context(), pytest.raises(BadSeal):
        Visit.opened(token)


def test_no_token_is_a_new_visit() -> None:
    assert Visit.opened("") == Visit()


def test_answers_cannot_be_read_in_a_token(demo_app: Flask) -> None:
    with demo_app.test_request_context():
        token = Visit().answered(["payment"], FORM).token()
    assert "medicaid" not in token

import re
from datetime import UTC, datetime

from flask import Flask
from flask.testing import FlaskClient

from referral.domain.fit import Fit, FitClass
from referral.domain.place import Precision
from referral.domain.reach import Reach, Reached
from referral.domain.search import Hit, SearchQuery, Segment
from referral.web.cards import result_rows
from tests.factories import resource

SNIPPET = re.compile(r'<p class="snippet">(.*?)</p>')


def test_words_searched_for_are_marked_in_the_results(client: FlaskClient) -> None:
    sent = client.post("/search", data={"q": "directories", "near": "80203"})
    page = client.get(sent.headers["Location"]).get_data(as_text=True)
    snippets = SNIPPET.findall(page)
    assert len(snippets) == page.count('<li class="card"') > 0
    assert {re.sub("made-up [a-z]+", "made-up thing", one) for one in snippets} == {
        "A made-up thing for trying out the <mark>directory</mark>. It does not exist."
    }
    assert "<mark>" not in client.get("/search?near=80203").get_data(as_text=True)


def test_text_of_listings_is_escaped_in_a_snippet(demo_app: Flask) -> None:
    snippet = (Segment("<b> & ", False), Segment("<i>", True))
    reached = Reached(Reach.NEAR, None, Precision.EXACT)
    hit = Hit(resource(name="Cedar"), Fit(FitClass.YES), reached, snippet=snippet)
    with demo_app.test_request_context():
        rows = result_rows((hit,), SearchQuery(datetime(2026, 11, 23, tzinfo=UTC), text="i"), "en")
    assert SNIPPET.findall(rows) == ["&lt;b&gt; &amp; <mark>&lt;i&gt;</mark>"]

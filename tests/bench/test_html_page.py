"""What a page offers: links, sheets and scripts, forms as a browser would send them."""

from bench.html_page import Page

HTML = """
<link rel="stylesheet" href="/assets/1/site.css"><script src="/assets/2/exit.js" defer></script>
<a href="/list?s=a&amp;b">list</a>
<form id="narrow" method="post" action="/search"><input type="hidden" name="s" value="&quot;x&quot;">
<button name="change" value="sort=next">soonest</button></form>
<form method="post" action="/es/search"><input name="q"><input type="radio" name="need" value="all" checked>
<input type="radio" name="need" value="work"><select id="r" name="radius"><option value="">any</option>
<option value="25" selected>25</option></select><button type="submit">go</button></form>
<button form="narrow" name="change" value="pick=1=a">add</button><input name="outside" value="1">
"""


def test_page_has_links_and_assets() -> None:
    page = Page.of(HTML)
    assert (page.links, page.assets) == (["/list?s=a&b"], ["/assets/1/site.css", "/assets/2/exit.js"])


def test_forms_hold_what_a_browser_would_send() -> None:
    page = Page.of(HTML)
    assert page.forms["narrow"].fields == [("s", '"x"')]
    assert page.form("/es/search") is page.forms["1"]
    assert page.forms["1"].fields == [("q", ""), ("need", "all"), ("radius", "25")]
    assert page.form("/plan") is None


def test_buttons_belong_to_the_form_around_them_or_to_the_one_they_name() -> None:
    assert Page.of(HTML).forms["narrow"].buttons == [("change", "sort=next"), ("change", "pick=1=a")]


def test_body_takes_what_is_given_instead_of_what_stood_there() -> None:
    assert Page.of(HTML).forms["1"].body(q="food pantry", need="work") == "radius=25&q=food+pantry&need=work"

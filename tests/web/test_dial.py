import pytest

from referral.web.dial import dial


@pytest.mark.parametrize(
    ("sentence", "written"),
    [
        ("Call 911 now.", 'Call <a href="tel:911">911</a> now.'),
        ("Llame o escriba al 988.", 'Llame o escriba al <a href="tel:988">988</a>.'),
        ("Call 1-800-662-4357, free.", 'Call <a href="tel:+18006624357">1-800-662-4357</a>, free.'),
        ("1-988-911 and 80203 and 9110", "1-988-911 and 80203 and 9110"),
        ("<b>911</b>", '&lt;b&gt;<a href="tel:911">911</a>&lt;/b&gt;'),
        ("", ""),
    ],
)
def test_numbers_in_a_sentence_are_links_that_call(sentence: str, written: str) -> None:
    assert dial(sentence) == written

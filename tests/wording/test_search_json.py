from referral.domain.search import Segment
from referral.wording.search_json import snippet_json


def test_snippet_is_its_text_and_where_the_words_stand_in_it() -> None:
    snippet = (Segment("…a ", False), Segment("house", True), Segment(" of ", False), Segment("hope", True))
    made = snippet_json(snippet)
    assert made == {"text": "…a house of hope", "marks": [[3, 8], [12, 16]]}
    assert ["…a house of hope"[start:end] for start, end in made["marks"]] == ["house", "hope"]  # type: ignore[attr-defined]

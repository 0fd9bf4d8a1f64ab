"""A central line is marked wherever a number is said: in first steps too, on the page, on paper and in the message."""

from dataclasses import replace

import pytest

from referral.documents.detail import DETAILS
from referral.documents.sheet import sheet
from referral.documents.telling import Telling
from referral.domain.listing import Phone, PhoneRole
from referral.domain.packet import Packet
from referral.web.packet_steps import steps_of
from referral.wording.dialled import dialled_words, phones_of
from referral.wording.packet_lines import packet_lines
from referral.wording.packet_message import packet_message
from tests.packets.city import EVENING_TRACK, IOP_NEED, NOW, WORKER, iop, planned, profile_of

CENTRAL = Phone("+18005550199", "7", central_line=True)
MARKS = {
    "en": "(800) 555-0199 ext. 7 (central line: say which place)",
    "es": "(800) 555-0199 ext. 7 (línea central: diga qué lugar)",
}
PROFILE = profile_of(IOP_NEED, **WORKER)


def packet(*phones: Phone) -> Packet:
    return planned(PROFILE, replace(iop(tracks=(EVENING_TRACK,)), phones=phones))


def test_a_number_of_a_step_is_known_by_how_it_is_dialled() -> None:
    made = packet(CENTRAL, Phone("+13035550101", role=PhoneRole.INTAKE))
    assert phones_of(made) == {"+18005550199;ext=7": CENTRAL, "+13035550101": made.choices[0].match.listing.phones[1]}
    assert dialled_words("+13035550101", phones_of(made)) == "(303) 555-0101 (for new clients)"
    assert dialled_words("+13035550188", phones_of(made)) == "(303) 555-0188"
    assert dialled_words("988", {}) == "988"


@pytest.mark.parametrize("lang", ["en", "es"])
def test_a_step_that_calls_a_central_line_says_so_everywhere(lang: str) -> None:
    made, mark = packet(CENTRAL), MARKS[lang]
    assert made.first_actions[0].phone == "+18005550199;ext=7"
    call = steps_of(made, lang, "self")[0].call
    assert call is not None
    assert (call.words, call.href) == (mark, "tel:+18005550199;ext=7")
    paper = sheet(Telling.of(made, PROFILE, NOW, lang, DETAILS[0]))
    assert paper["actions"][0]["phone"] == paper["needs"][0]["cards"][0]["phones"][0] == mark
    assert sum(mark in line for line in packet_lines(made, lang)) == 2
    assert sum(mark in line for line in packet_message(made, lang).splitlines()) == 2


def test_a_place_with_a_number_of_its_own_is_called_there() -> None:
    made = packet(CENTRAL, Phone("+13035550101"))
    assert made.first_actions[0].phone == "+13035550101"

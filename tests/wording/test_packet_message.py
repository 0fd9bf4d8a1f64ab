"""The text message of a packet: whom to call, where to be, when; and no word of why."""

from datetime import UTC, date, datetime
from typing import Any

from referral.domain.fit import Reason
from referral.domain.listing import Mode
from referral.domain.packet import CallTime, CrisisLine, FirstAction, Packet, Status, WeekItem
from referral.domain.week import Day, Span
from referral.wording.packet_message import packet_message
from tests.packets.city import EVENING_TRACK, IOP_NEED, WORKER, iop, planned, profile_of

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
LINES = (CrisisLine("line_911", "911"), CrisisLine("line_988", "988"))


def packet(**parts: Any) -> Packet:
    given: dict[str, Any] = {
        "status": Status.PROVEN_OPTIMAL,
        "proven": True,
        "gates": (),
        "crisis": LINES,
        "first_actions": (),
        "needs": (),
        "as_of": NOON,
    }
    return Packet(**(given | parts))


def test_first_steps_are_names_numbers_and_days() -> None:
    calls = (
        FirstAction(
            Reason("act_call", {"name": "North House"}), "+13035550126", CallTime.AT_OPENING, date(2026, 11, 24)
        ),
        FirstAction(Reason("act_call", {"name": "South"}), "+13035550109;ext=12", CallTime.NOW, date(2026, 11, 23)),
        FirstAction(Reason("act_meeting", {"name": "Noon Group"}), None, CallTime.AT_OPENING, date(2026, 11, 25)),
    )
    assert packet_message(packet(first_actions=calls)).splitlines() == [
        "My week, made November 23, 2026",
        "First:",
        "- North House: (303) 555-0126 (by November 24, 2026)",
        "- South: (303) 555-0109 ext. 12 (now)",
        "- Noon Group (November 25, 2026)",
        "Help, day or night: 988",
    ]


def test_a_step_that_names_nobody_is_said() -> None:
    call = FirstAction(Reason("act_911"), "911", CallTime.NOW, NOON.date())
    assert "- Call 911 now: 911 (now)" in packet_message(packet(first_actions=(call,)))


def test_an_empty_packet_is_its_day_and_the_line() -> None:
    assert packet_message(packet(), "es").splitlines() == [
        "Mi semana, 23 de noviembre de 2026",
        "Ayuda, día y noche: 988",
    ]


def test_a_place_of_which_nothing_is_known_is_left_out() -> None:
    item = WeekItem("n", "demo:1", "Somewhere", Span.at(Day.MO, "18:00", "19:00"), Mode.IN_PERSON)
    assert "Somewhere" not in packet_message(packet(week=(item,)))


def test_a_place_of_the_week_is_said_once_with_all_its_times_and_its_number() -> None:
    made = planned(profile_of(IOP_NEED, **WORKER), iop(tracks=(EVENING_TRACK,)))
    (line,) = [line for line in packet_message(made).splitlines() if line.startswith("Mon")]
    name, phone = made.week[0].name, "(303) 555-0123"
    assert line.startswith(f"Mon, Wed, Thu 6:00 pm to 9:00 pm. {name}. ")
    assert line.endswith(phone)

"""What safety puts before a page of questions: in full what a yes raised, in one line what was not sure."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from referral.domain.packet import Gate, GateNotice
from referral.domain.safety import lines_beside
from referral.web.packet_steps import lines_of
from referral.web.presenters import PhoneLink
from referral.wording.packet_json import gates_json
from referral.wording.search_json import Json


@dataclass(frozen=True, slots=True)
class GatesShown:
    """All gates that apply, each with what to do. lines: name and number of whom to call when not sure."""

    sure: list[Json]
    unsure: list[Json]
    lines: list[tuple[str, PhoneLink]]

    def __bool__(self) -> bool:
        return bool(self.sure or self.unsure)


def gates_shown(notices: Iterable[GateNotice], sure: Collection[Gate], lang: str, subject: str) -> GatesShown:
    """Every gate in one of the two places. sure: those that a yes raised; subject: of whom they speak."""
    surely = [notice for notice in notices if notice.gate in sure]
    unsure = [notice for notice in notices if notice.gate not in sure]
    return GatesShown(
        sure=gates_json(surely, lang, subject),
        unsure=gates_json(unsure, lang, subject, sure=False),
        lines=lines_of(lines_beside({notice.gate for notice in unsure}), lang),
    )

"""When someone is busy: usual shifts, painted hours, exact times of each day, times as the command line reads them."""

from wtforms import Field

from referral.domain.plain_times import plain_window
from referral.domain.week import Day
from referral.web.forms.fields import Many, StepForm, Text
from referral.web.forms.grid import CELLS, painted_blocks

Block = dict[str, object]
"""Busy time as a profile writes it: days, start, end, and where."""

PRESETS: dict[str, tuple[str, str, str]] = {
    "day_shift": ("MO-FR", "08:00", "17:00"),
    "evening_shift": ("MO-FR", "15:00", "23:00"),
    "night_shift": ("MO-FR", "22:00", "06:00"),
    "school_run": ("MO-FR", "14:30", "16:00"),
    "weekends": ("SA,SU", "08:00", "20:00"),
}
SHIFTS = frozenset({"day_shift", "evening_shift", "night_shift"})
"""Presets that are spent at work."""
NIGHT_SLEEP = (
    {"days": "TU-SA", "start": "07:00", "end": "14:00"},
    {"days": "SA,SU", "start": "23:00", "end": "06:00"},
)
"""Sleep of someone who works nights from Monday to Friday."""

WORK = "work"


class WeekForm(StepForm):
    """The busy week. Everything that is entered counts together."""

    busy = Many("busy.", PRESETS)
    work_near = Text(max_chars=80, hints={"autocomplete": "off"})
    cells = Many("cell.", CELLS)
    busy_text = Text(max_chars=300, hints={"autocomplete": "off"})

    def profile(self) -> dict[str, object]:
        """Busy times, the place of work, and sleep where it is by day."""
        chosen = [name for name in self.busy.data or () if name in PRESETS]
        work = (self.work_near.data or "").strip()
        blocks = [_preset(name, at_work=bool(work) and name in SHIFTS) for name in chosen]
        blocks += self.entered()
        found: dict[str, object] = {}
        if blocks:
            found["busy"] = blocks
        if "night_shift" in chosen:
            found["sleep"] = [dict(one) for one in NIGHT_SLEEP]
        if work:
            found["anchors"] = [{"name": WORK, "place": work}]
        return found

    def entered(self) -> list[Block]:
        """What was painted and written, without the presets."""
        return [*painted_blocks(self.cells.data or ()), *_exact(self), *_typed(self.busy_text.data or "")]

    @property
    def has_exact_times(self) -> bool:
        """Whether a time was entered for a day, or times were written."""
        return bool(self.busy_text.data) or any(start.data or end.data for _, start, end in self.days)

    @property
    def days(self) -> list[tuple[Day, Field, Field]]:
        """Each day with its two fields of exact times."""
        return [(day, self[f"from_{day.name}"], self[f"to_{day.name}"]) for day in Day]


for _day in Day:  # WTForms reads fields from attributes of the class
    for _end in ("from", "to"):
        setattr(WeekForm, f"{_end}_{_day.name}", Text(max_chars=5, hints={"type": "time"}))


def _preset(name: str, *, at_work: bool) -> Block:
    days, start, end = PRESETS[name]
    block: Block = {"days": days, "start": start, "end": end}
    return {**block, "at": WORK} if at_work else block


def _exact(form: WeekForm) -> list[Block]:
    """One block for each day that has a time; a time without its other half is left for the reader to refuse."""
    return [
        {"days": day.name, "start": start.data or "", "end": end.data or ""}
        for day, start, end in form.days
        if start.data or end.data
    ]


def _typed(text: str) -> list[Block]:
    """ "MO-FR 07:30-16:30; sábado 9am-12pm" as busy blocks; what is no window is left for the reader to refuse."""
    blocks: list[Block] = []
    for part in filter(str.strip, text.split(";")):
        days, _, hours = plain_window(part).strip().rpartition(" ")
        start, _, end = hours.partition("-")
        blocks.append({"days": days.strip(), "start": start, "end": end})
    return blocks

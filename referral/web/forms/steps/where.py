"""Where someone starts from, how they get around, and how far."""

from referral.domain.need import OnlineChoice, TravelMode
from referral.web.forms.fields import One, Pick, StepForm, Text, number

LEGS_MIN = ("", "15", "30", "45", "60", "90")


class WhereForm(StepForm):
    """Place and travel."""

    near = Text(max_chars=80, hints={"autocomplete": "postal-code"})
    mode = One("mode.", TravelMode, default=TravelMode.CAR)
    max_leg = Pick("leg.", LEGS_MIN)
    max_miles = Text(max_chars=6, hints={"inputmode": "decimal"})
    online = Pick("online.", OnlineChoice, default=OnlineChoice.OK)

    def profile(self) -> dict[str, object]:
        """Home, travel and video. A place that was left empty stays so: the reader asks for it."""
        travel: dict[str, object] = {"mode": self.mode.data or TravelMode.CAR.value}
        if self.max_leg.data:
            travel["max_leg_min"] = number(self.max_leg.data)
        if (self.max_miles.data or "").strip():
            travel["max_miles"] = number(self.max_miles.data or "")
        found: dict[str, object] = {"travel": travel, "online": self.online.data or OnlineChoice.OK.value}
        if self.near.data is not None:
            found["home"] = {"place": self.near.data.strip()}
        return found

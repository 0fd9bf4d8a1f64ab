"""How much a plan says on paper: the first that keeps to four pages is taken."""

from dataclasses import dataclass

MAX_PAGES = 4
MIN_PT = 9
"""No text of a plan is smaller, but for the names within the picture of the week, which the list beside it repeats."""


@dataclass(frozen=True, slots=True)
class Detail:
    """size_pt: of the text after page 1. columns: of the places that are no first choice.

    first_whole: the first choice of each need has a box of its own, with its times. backups, other_weeks: those parts
    are there. writing: lines for goals and signs too. told: so many places of a need are told of, the others have
    their name and numbers only. most: so many places of a need stand on paper, beside those of the week; a line says
    how many do not. abreast: needs stand side by side.
    """

    size_pt: float
    columns: int = 2
    first_whole: bool = True
    backups: bool = True
    other_weeks: bool = True
    writing: bool = True
    told: int = 99
    most: int = 999
    abreast: bool = False


DETAILS = (
    Detail(10.5),
    Detail(10.5, other_weeks=False),
    Detail(10, columns=3, other_weeks=False),
    Detail(9.5, columns=3, other_weeks=False),
    Detail(9.5, columns=3, backups=False, other_weeks=False),
    Detail(9.5, columns=3, first_whole=False, backups=False, other_weeks=False),
    Detail(9, columns=3, first_whole=False, backups=False, other_weeks=False),
    Detail(9, 3, first_whole=False, backups=False, other_weeks=False, writing=False),
    Detail(9, 3, first_whole=False, backups=False, other_weeks=False, writing=False, abreast=True),
    Detail(9, 3, first_whole=False, backups=False, other_weeks=False, writing=False, told=3, abreast=True),
    Detail(9, 4, first_whole=False, backups=False, other_weeks=False, writing=False, told=2, abreast=True),
    Detail(9, 4, first_whole=False, backups=False, other_weeks=False, writing=False, told=1, abreast=True),
    Detail(9, 4, first_whole=False, backups=False, other_weeks=False, writing=False, told=0, abreast=True),
    Detail(9, 4, first_whole=False, backups=False, other_weeks=False, writing=False, told=1, most=6, abreast=True),
    Detail(9, 4, first_whole=False, backups=False, other_weeks=False, writing=False, told=0, most=3, abreast=True),
)
"""From the roomiest to the tightest. Every item of the week and its place with its numbers are in all of them."""

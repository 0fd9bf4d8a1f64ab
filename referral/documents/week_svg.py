"""The week as an SVG picture for a page: `currentColor` and presentation attributes only, no style and no script.

Every kind of block has its own pattern, so it reads in black and white and in dark mode. Its description holds all
items in words.
"""

from collections.abc import Iterator
from html import escape

from referral.documents.week_layout import Block, BlockKind, WeekLayout
from referral.domain.packet import Packet
from referral.domain.week import HOUR_MIN, Day
from referral.wording.document_words import document_words
from referral.wording.pages import page_words
from referral.wording.times import clock_words, day_name, span_words

GUTTER, COLUMN, HEAD, HOUR, LEGEND = 64, 94, 26, 30, 44
"""Widths of the hours and of a day, heights of the day names, of an hour and of the legend, in user units."""
WIDTH = GUTTER + 7 * COLUMN
PER_LETTER = 6.2
"""Width of an average letter at the size of names."""
LINE = 13

_ROOT = 'role="img" aria-labelledby="week-title week-desc" font-family="inherit" font-size="12" fill="currentColor"'
_LOOKS: dict[BlockKind, str] = {
    BlockKind.BUSY: 'fill="url(#week-busy)" stroke="none"',
    BlockKind.PROGRAM: 'fill="currentColor" fill-opacity=".18" stroke="currentColor" stroke-width="2.5"',
    BlockKind.MEETING: 'fill="none" stroke="currentColor" stroke-width="1.5"',
    BlockKind.RESOURCE: 'fill="url(#week-resource)" stroke="currentColor" stroke-width="1"',
    BlockKind.RESERVED: 'fill="none" stroke="currentColor" stroke-width="2" stroke-dasharray="6 4"',
    BlockKind.TRAVEL: 'fill="currentColor" fill-opacity=".55" stroke="none"',
}
_PATTERNS = (
    '<defs><pattern id="week-busy" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<path d="M0 0V7" stroke="currentColor" stroke-opacity=".4" stroke-width="2"/></pattern>'
    '<pattern id="week-resource" width="6" height="6" patternUnits="userSpaceOnUse">'
    '<circle cx="3" cy="3" r=".8" fill="currentColor" fill-opacity=".5"/></pattern></defs>'
)


def week_svg(layout: WeekLayout, packet: Packet, lang: str = "en") -> str:
    """The picture as one <svg> element to stand in a page; only one of them may stand there."""
    height = HEAD + _y(layout, layout.last_min) + LEGEND
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" class="week-picture" viewBox="0 0 {WIDTH} {height:.0f}" {_ROOT}>',
        f'<title id="week-title">{escape(page_words("packet.week", lang))}</title>',
        f'<desc id="week-desc">{escape(week_alt(packet, lang))}</desc>',
        _PATTERNS,
        *_frame(layout, lang),
        *(_block(layout, block, lang) for block in layout.blocks),
        *_legend(layout, lang),
        "</svg>",
    ]
    return "".join(parts)


def week_alt(packet: Packet, lang: str = "en") -> str:
    """The items of the week in words, for those who do not see the picture."""
    said = [
        f"{day_name(day, lang, long=True)}: "
        + "; ".join(f"{span_words(item.span, lang)}, {item.name}" for item in packet.on(day))
        for day in Day
        if packet.on(day)
    ]
    return document_words("picture_alt", lang, items=". ".join(said) + ".")


def _y(layout: WeekLayout, minute: int) -> float:
    """Units below the day names."""
    return (minute - layout.first_min) / HOUR_MIN * HOUR


def _frame(layout: WeekLayout, lang: str) -> Iterator[str]:
    """Names of days, and a line with its clock for each hour."""
    for day in Day:
        middle = GUTTER + day * COLUMN + COLUMN / 2
        name = day_name(day, lang)
        yield f'<text x="{middle:g}" y="17" text-anchor="middle" font-size="14" font-weight="700">{name}</text>'
    bottom = HEAD + _y(layout, layout.last_min)
    for minute in layout.hours:
        y = HEAD + _y(layout, minute)
        yield f'<path d="M{GUTTER} {y:g}H{WIDTH}" stroke="currentColor" stroke-opacity=".25"/>'
        if minute < layout.last_min:
            clock = escape(clock_words(minute, lang).replace(":00", ""))
            yield f'<text x="{GUTTER - 6}" y="{y + 10:g}" text-anchor="end" font-size="11">{clock}</text>'
    for column in range(8):
        yield f'<path d="M{GUTTER + column * COLUMN} {HEAD}V{bottom:g}" stroke="currentColor" stroke-opacity=".25"/>'


def _block(layout: WeekLayout, block: Block, lang: str) -> str:
    width = (COLUMN - 4) / block.lanes
    x = GUTTER + block.day * COLUMN + 2 + block.lane * width
    y, height = HEAD + _y(layout, block.start_min), max(2, _y(layout, block.end_min) - _y(layout, block.start_min))
    shape = (
        f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}"'
        f' class="{block.kind}" {_LOOKS[block.kind]}/>'
    )
    if block.item is None:
        return shape
    name = f"{span_words(block.item.span, lang)}, {block.item.name}"
    words = "".join(
        f'<text x="{x + 5:.1f}" y="{y + 2 + LINE * row:.1f}"{weight}>{escape(text)}</text>'
        for row, (text, weight) in enumerate(_lines(block, width, height, lang), 1)
    )
    return f"<g><title>{escape(name)}</title>{shape}{words}</g>"


def _lines(block: Block, width: float, height: float, lang: str) -> Iterator[tuple[str, str]]:
    """As many lines as fit: the start in bold, then the name cut at words where they allow it."""
    if block.item is None or not block.begins:
        return
    room, letters = int((height - 2) // LINE), int((width - 8) / PER_LETTER)
    said = [clock_words(block.start_min, lang), *_wrapped(block.item.name, letters)]
    for row, text in enumerate(said[:room]):
        yield text[:letters], ' font-weight="700"' if row == 0 else ' font-size="11"'


def _wrapped(text: str, letters: int) -> list[str]:
    lines = [""]
    for word in text.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > letters:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def _legend(layout: WeekLayout, lang: str) -> Iterator[str]:
    """A small block and its word for each kind that stands in the picture."""
    x, y = float(GUTTER), HEAD + _y(layout, layout.last_min) + 18
    for kind in layout.kinds:
        word = document_words(f"block_{kind}", lang)
        yield f'<rect x="{x:.1f}" y="{y:.1f}" width="20" height="14" {_LOOKS[kind]}/>'
        yield f'<text x="{x + 26:.1f}" y="{y + 11.5:.1f}">{escape(word)}</text>'
        x += 26 + len(word) * 6.6 + 18

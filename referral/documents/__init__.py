"""Pictures and papers: a map of an area, a packet as PDF, calendar and QR code.

`map_*` draw an area. `week_layout` says where each block of a week stands; `week_svg` and `templates/week.typ` draw it.
`sheet` and what it uses turn a packet into words, `typeset` hands them to Typst, `paper` picks how much the pages can
hold. `glyphs` keeps text to letters that our fonts have. `maker` is the part behind the port `Documents`.
"""

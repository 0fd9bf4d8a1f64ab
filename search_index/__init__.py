"""The index: finding, judging and ordering live listings. It is disposable; the database is the truth.

`live` follows the store and answers; behind it stand generations of columns on disk (`build/`, `disk/`), what changed
since (`delta`), and one engine over both (`engine`, `parts`). The folders hold one question each: words (`text/`),
places (`space/`), times (`week/`) and facts (`facets/`).
"""

"""The index: finding, judging and ordering live listings. It is disposable; the database is the truth.

`linear` answers today: it looks at every listing. `live` over generations of columns (`engine`, `build`, `cards`,
`delta`) passes the same contract and is not switched on until its figures at a million listings are measured.
"""

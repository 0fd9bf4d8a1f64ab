"""The index: finding, judging and ordering live listings. It is disposable; the database is the truth."""

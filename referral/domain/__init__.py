"""Nouns and pure rules of the directory. Standard library only: no clock, no I/O, no framework."""

"""Codes and parameters become sentences here, in English and Spanish: the only catalog for pages, prints and commands."""

"""The database: the only room that knows SQL. It implements the store's ports of `domain/ports.py`.

Made from a SQLAlchemy URL; reads no environment. SQLite (a file) and PostgreSQL are tested.
"""

"""Empty databases for the tests of the store: SQLite always, PostgreSQL when HANDOFF_TEST_POSTGRES_URL names one."""

import os
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import create_engine, make_url, text
from sqlalchemy.pool import NullPool

from referral.store.schema import SqlSchema
from referral.store.unit import SqlStore


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """A SQLite database that does not exist yet."""
    return f"sqlite:///{tmp_path / 'handoff.db'}"


@pytest.fixture
def postgres_url() -> Iterator[str]:
    """A PostgreSQL schema of its own, empty, dropped at the end."""
    given = os.environ.get("HANDOFF_TEST_POSTGRES_URL")
    if not given:
        pytest.skip("no PostgreSQL here: set HANDOFF_TEST_POSTGRES_URL to test on it")
    name = f"test_{uuid4().hex}"
    engine = create_engine(given, poolclass=NullPool)
    with engine.begin() as connection:
        connection.execute(text(f"CREATE SCHEMA {name}"))
    yield make_url(given).update_query_dict({"options": f"-csearch_path={name}"}).render_as_string(hide_password=False)
    with engine.begin() as connection:
        connection.execute(text(f"DROP SCHEMA {name} CASCADE"))


@pytest.fixture(params=["sqlite", "postgres"])
def url(request: pytest.FixtureRequest) -> str:
    """An empty database of each kind."""
    return request.getfixturevalue(f"{request.param}_url")


@pytest.fixture
def store(url: str) -> Iterator[SqlStore]:
    """A store with its tables and nothing in them, on each kind of database."""
    SqlSchema(url).upgrade()
    made = SqlStore(url, busy_timeout_s=0.2)
    yield made
    made.close()

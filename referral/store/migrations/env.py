"""Runs the migrations on the connection that `schema.py` hands over, inside its transaction."""

from alembic import context

from referral.store.rows import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,  # SQLite changes a table by making it anew
)
with context.begin_transaction():
    context.run_migrations()

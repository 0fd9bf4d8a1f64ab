"""First schema: sources and their runs, raw records, listings with phones, reports, and the outbox."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

# Written out here, not imported: a migration stays as it was when it ran first.
KEY = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
JSON = sa.JSON(none_as_null=True)
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    _create_sources()
    _create_listings()
    op.create_table(
        "records",
        sa.Column("source", KEY, nullable=False),
        sa.Column("outside_id", KEY, nullable=False),
        sa.Column("listing_id", KEY, nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("mapping_version", sa.Text(), nullable=False),
        sa.Column("live", sa.Boolean(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("raw", JSON, nullable=False),
        sa.ForeignKeyConstraint(["source"], ["sources.name"], op.f("fk_records_source_sources"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("source", "outside_id", name=op.f("pk_records")),
    )
    op.create_table(
        "reports",
        sa.Column("number", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("listing_id", KEY, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("made", MOMENT, nullable=False),
        sa.Column("closed", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(
            ["listing_id"], ["listings.id"], op.f("fk_reports_listing_id_listings"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_reports")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_reports_listing_id"), "reports", ["listing_id"])
    op.create_table(
        "changes",
        sa.Column("seq", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("listing_id", KEY, nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_changes")),
        sqlite_autoincrement=True,
    )


def _create_sources() -> None:
    op.create_table(
        "sources",
        sa.Column("name", KEY, nullable=False),
        sa.Column("format", sa.Text(), nullable=False),
        sa.Column("demo", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_sources")),
    )
    op.create_table(
        "runs",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("source", KEY, nullable=False),
        sa.Column("format", sa.Text(), nullable=False),
        sa.Column("started", MOMENT, nullable=False),
        sa.Column("report", JSON, nullable=True),
        sa.ForeignKeyConstraint(["source"], ["sources.name"], op.f("fk_runs_source_sources"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_runs")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_runs_source"), "runs", ["source"])


def _create_listings() -> None:
    op.create_table(
        "listings",
        sa.Column("id", KEY, nullable=False),
        sa.Column("source", KEY, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("organization", sa.Text(), nullable=True),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("website", sa.Text(), nullable=True),
        sa.Column("group_id", KEY, nullable=True),
        sa.Column("as_of", sa.Date(), nullable=True),
        sa.Column("location_name", sa.Text(), nullable=True),
        sa.Column("streets", JSON, nullable=True),
        sa.Column("town", sa.Text(), nullable=True),
        sa.Column("state", sa.Text(), nullable=True),
        sa.Column("zip5", sa.Text(), nullable=True),
        sa.Column("county", sa.Text(), nullable=True),
        sa.Column("country", sa.Text(), nullable=False),
        sa.Column("latitude", sa.Double(), nullable=True),
        sa.Column("longitude", sa.Double(), nullable=True),
        sa.Column("precision", sa.Text(), nullable=False),
        sa.Column("time_zone", sa.Text(), nullable=True),
        sa.Column("address_hidden", sa.Boolean(), nullable=False),
        sa.Column("online", JSON, nullable=True),
        sa.Column("sessions", JSON, nullable=True),
        sa.Column("tracks", JSON, nullable=True),
        sa.Column("hours", JSON, nullable=True),
        sa.Column("serves", JSON, nullable=True),
        sa.Column("facts", JSON, nullable=True),
        sa.Column("live", sa.Boolean(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["source"], ["sources.name"], op.f("fk_listings_source_sources"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_listings")),
    )
    op.create_index(op.f("ix_listings_group_id"), "listings", ["group_id"])
    op.create_index(op.f("ix_listings_source_live"), "listings", ["source", "live"])
    op.create_table(
        "phones",
        sa.Column("listing_id", KEY, nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("extension", sa.Text(), nullable=True),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("central_line", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["listing_id"], ["listings.id"], op.f("fk_phones_listing_id_listings"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("listing_id", "position", name=op.f("pk_phones")),
    )


def downgrade() -> None:
    for table in ("changes", "reports", "records", "phones", "listings", "runs", "sources"):
        op.drop_table(table)

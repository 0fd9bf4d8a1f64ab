"""Packets that are kept behind a link, locked."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

# Written out here, not imported: a migration stays as it was when it ran first.
KEY = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table(
        "kept_packets",
        sa.Column("lookup", KEY, nullable=False),
        sa.Column("locked", sa.LargeBinary(), nullable=False),
        sa.Column("expires", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("lookup", name=op.f("pk_kept_packets")),
    )
    op.create_index(op.f("ix_kept_packets_expires"), "kept_packets", ["expires"])


def downgrade() -> None:
    op.drop_table("kept_packets")

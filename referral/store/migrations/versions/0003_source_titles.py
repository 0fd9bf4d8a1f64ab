"""What people call a source, and what the dates of its listings mean."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("sources", sa.Column("title", sa.Text(), nullable=True))
    op.add_column("sources", sa.Column("dating", sa.Text(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("sources") as batch:
        batch.drop_column("dating")
        batch.drop_column("title")

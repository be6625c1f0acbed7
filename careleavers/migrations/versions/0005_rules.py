"""The limits in force are kept with each day's sweep."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column, empty for the days before."""
    with op.batch_alter_table("sweep") as table:
        table.add_column(sa.Column("limits", sa.String(length=5000), nullable=False, server_default=""))
    with op.batch_alter_table("sweep") as table:
        table.alter_column("limits", server_default=None)


def downgrade() -> None:
    """Forget the limits of past days."""
    with op.batch_alter_table("sweep") as table:
        table.drop_column("limits")

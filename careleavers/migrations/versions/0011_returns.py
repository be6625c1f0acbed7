"""When a mother's first child was born, as the 903 return asks."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column in place: a table made anew on SQLite would lose its CHECKs and triggers."""
    op.add_column("young_person", sa.Column("first_child_born_on", sa.Date(), nullable=True))


def downgrade() -> None:
    """Take it back, with what was answered."""
    op.execute("ALTER TABLE young_person DROP COLUMN first_child_born_on")

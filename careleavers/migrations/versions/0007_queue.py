"""Alerts put off until a day."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("acknowledgement", schema=None) as batch_op:
        batch_op.add_column(sa.Column("snoozed", sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table("acknowledgement", schema=None) as batch_op:
        batch_op.alter_column("snoozed", server_default=None, existing_type=sa.Boolean(), existing_nullable=False)


def downgrade() -> None:
    with op.batch_alter_table("acknowledgement", schema=None) as batch_op:
        batch_op.drop_column("snoozed")

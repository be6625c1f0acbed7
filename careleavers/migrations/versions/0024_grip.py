"""An action of a manager's supervision may be for the whole team's practice."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

_RULE = "NOT team_practice OR (supervision_id IS NOT NULL AND young_person_id IS NULL)"


def upgrade() -> None:
    """Add the column and its rule."""
    with op.batch_alter_table("action") as batch_op:
        batch_op.add_column(sa.Column("team_practice", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.create_check_constraint(op.f("ck_action_practice_of_a_team"), _RULE)
    with op.batch_alter_table("action") as batch_op:
        batch_op.alter_column("team_practice", server_default=None, existing_type=sa.Boolean(), existing_nullable=False)


def downgrade() -> None:
    """Take it back."""
    with op.batch_alter_table("action") as batch_op:
        batch_op.drop_constraint(op.f("ck_action_practice_of_a_team"), type_="check")
        batch_op.drop_column("team_practice")

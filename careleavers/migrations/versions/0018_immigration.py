"""What was done before leave to remain ends."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables."""
    op.create_table(
        "immigration_step",
        sa.Column(
            "kind",
            sa.Enum("adviser", "application", name="kind", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("adviser", sa.String(length=200), nullable=False),
        sa.Column("words", sa.String(length=20000), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=26), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("young_person_id", sa.Integer(), nullable=False),
        sa.Column("leave_ends_on", sa.Date(), nullable=False),
        sa.Column("recorded_by_id", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("struck_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("struck_by_id", sa.Integer(), nullable=True),
        sa.Column("struck_reason", sa.String(length=2000), nullable=False),
        sa.CheckConstraint("kind <> 'adviser' OR length(adviser) > 0", name=op.f("ck_immigration_step_adviser_named")),
        sa.CheckConstraint(
            "(struck_at IS NULL AND struck_by_id IS NULL) OR (struck_at IS NOT NULL AND struck_by_id IS NOT NULL AND length(struck_reason) > 0)",
            name=op.f("ck_immigration_step_struck_with_reason"),
        ),
        sa.ForeignKeyConstraint(["recorded_by_id"], ["worker.id"], name=op.f("fk_immigration_step_recorded_by_id")),
        sa.ForeignKeyConstraint(["struck_by_id"], ["worker.id"], name=op.f("fk_immigration_step_struck_by_id")),
        sa.ForeignKeyConstraint(
            ["young_person_id"], ["young_person.id"], name=op.f("fk_immigration_step_young_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_immigration_step")),
        sa.UniqueConstraint("public_id", name=op.f("uq_immigration_step_public_id")),
    )
    op.create_index(
        "ix_immigration_step_person", "immigration_step", ["young_person_id", "leave_ends_on"], unique=False
    )


def downgrade() -> None:
    """Take them back."""
    op.drop_index("ix_immigration_step_person", table_name="immigration_step")

    op.drop_table("immigration_step")

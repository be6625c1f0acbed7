"""What the nightly look at the trail of openings found."""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

_ONE, _NONE = sa.text("young_person_id IS NOT NULL"), sa.text("young_person_id IS NULL")
_PATTERNS = ("same_name", "no_ground", "many", "searched", "night", "leaving", "handed_over")


def upgrade() -> None:
    """Add the table."""
    op.create_table(
        "snooping_finding",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=26), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column(
            "pattern",
            sa.Enum(*_PATTERNS, name="pattern", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("worker_id", sa.Integer(), nullable=False),
        sa.Column("young_person_id", sa.Integer(), nullable=True),
        sa.Column("found_on", sa.Date(), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["worker_id"], ["worker.id"], name=op.f("fk_snooping_finding_worker_id")),
        sa.ForeignKeyConstraint(
            ["young_person_id"], ["young_person.id"], name=op.f("fk_snooping_finding_young_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_snooping_finding")),
        sa.UniqueConstraint("public_id", name=op.f("uq_snooping_finding_public_id")),
    )
    with op.batch_alter_table("snooping_finding", schema=None) as batch_op:
        batch_op.create_index(
            "uq_snooping_finding_record",
            ["pattern", "worker_id", "young_person_id", "found_on"],
            unique=True,
            sqlite_where=_ONE,
            postgresql_where=_ONE,
        )
        batch_op.create_index(
            "uq_snooping_finding_worker",
            ["pattern", "worker_id", "found_on"],
            unique=True,
            sqlite_where=_NONE,
            postgresql_where=_NONE,
        )


def downgrade() -> None:
    """Take it back."""
    with op.batch_alter_table("snooping_finding", schema=None) as batch_op:
        batch_op.drop_index("uq_snooping_finding_worker")
        batch_op.drop_index("uq_snooping_finding_record")

    op.drop_table("snooping_finding")

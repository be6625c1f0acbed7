"""The register of exports."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def _one_of(name: str, *words: str) -> sa.Enum:
    return sa.Enum(*words, name=name, native_enum=False, create_constraint=True, length=40)


def upgrade() -> None:
    """Add the table."""
    op.create_table(
        "export_run",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=26), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("kind", _one_of("kind", "return_903", "list_9"), nullable=False),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("on_day", sa.Date(), nullable=True),
        sa.Column("headings_first", sa.Boolean(), nullable=False),
        sa.Column("why", sa.String(length=300), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=True),
        sa.Column("asked_by", sa.String(length=80), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("gaps", sa.Integer(), nullable=False),
        sa.Column("state", _one_of("state", "ready", "waiting", "approved", "refused"), nullable=False),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decision_words", sa.String(length=300), nullable=False),
        sa.Column("ready_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("left_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("times_left", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(kind = 'return_903') = (year IS NOT NULL) AND (kind = 'list_9') = (on_day IS NOT NULL)",
            name=op.f("ck_export_run_says_which"),
        ),
        sa.CheckConstraint(
            "state NOT IN ('approved', 'refused') OR (decided_by_id IS NOT NULL AND decided_by_id <> asked_by_id"
            " AND decided_at IS NOT NULL AND length(decision_words) > 0)",
            name=op.f("ck_export_run_two_people"),
        ),
        sa.CheckConstraint(
            "times_left = 0 OR people <= 50 OR state = 'approved' OR asked_by_id IS NULL",
            name=op.f("ck_export_run_many_need_two"),
        ),
        sa.CheckConstraint(
            "times_left = 0 OR (left_at IS NOT NULL AND state IN ('ready', 'approved'))",
            name=op.f("ck_export_run_left_when_ready"),
        ),
        sa.ForeignKeyConstraint(["asked_by_id"], ["worker.id"], name=op.f("fk_export_run_asked_by_id")),
        sa.ForeignKeyConstraint(["decided_by_id"], ["worker.id"], name=op.f("fk_export_run_decided_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_export_run")),
        sa.UniqueConstraint("public_id", name=op.f("uq_export_run_public_id")),
    )
    op.create_index("ix_export_run_asked_at", "export_run", ["asked_at"], unique=False)


def downgrade() -> None:
    """Take it back."""
    op.drop_index("ix_export_run_asked_at", table_name="export_run")
    op.drop_table("export_run")

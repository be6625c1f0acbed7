"""Emergency access, and the ground of a read that no role gives."""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def _term(name: str, *words: str) -> sa.Enum:
    return sa.Enum(*words, name=name, native_enum=False, create_constraint=True, length=40)


def upgrade() -> None:
    """Add the table and the column."""
    op.create_table(
        "emergency_access",
        sa.Column("kind", _term("kind", "harm", "missing", "asked", "crisis"), nullable=False),
        sa.Column("reason", sa.String(length=2000), nullable=False),
        sa.Column("keep_from_them", sa.String(length=2000), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=26), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("worker_id", sa.Integer(), nullable=False),
        sa.Column("young_person_id", sa.Integer(), nullable=True),
        sa.Column("outcome", _term("outcome", "opened", "nobody", "kept_apart"), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sign_in", sa.String(length=26), nullable=False),
        sa.Column("review_by", sa.Date(), nullable=False),
        sa.Column("reviewed_on", sa.Date(), nullable=True),
        sa.Column("reviewed_by_id", sa.Integer(), nullable=True),
        sa.Column("verdict", _term("verdict", "needed", "not_needed", "look_into"), nullable=True),
        sa.Column("review_words", sa.String(length=2000), nullable=False),
        sa.CheckConstraint(
            "(young_person_id IS NULL) = (outcome = 'nobody')", name=op.f("ck_emergency_access_about_somebody")
        ),
        sa.CheckConstraint(
            "(outcome = 'opened') = (until_at IS NOT NULL)", name=op.f("ck_emergency_access_opened_until")
        ),
        sa.CheckConstraint(
            "(reviewed_on IS NULL) = (reviewed_by_id IS NULL)", name=op.f("ck_emergency_access_looked_at_whole")
        ),
        sa.CheckConstraint(
            "(reviewed_on IS NULL) = (verdict IS NULL)", name=op.f("ck_emergency_access_looked_at_with_verdict")
        ),
        sa.CheckConstraint(
            "reviewed_by_id IS NULL OR reviewed_by_id <> worker_id", name=op.f("ck_emergency_access_by_somebody_else")
        ),
        sa.ForeignKeyConstraint(["reviewed_by_id"], ["worker.id"], name=op.f("fk_emergency_access_reviewed_by_id")),
        sa.ForeignKeyConstraint(["worker_id"], ["worker.id"], name=op.f("fk_emergency_access_worker_id")),
        sa.ForeignKeyConstraint(
            ["young_person_id"], ["young_person.id"], name=op.f("fk_emergency_access_young_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_emergency_access")),
        sa.UniqueConstraint("public_id", name=op.f("uq_emergency_access_public_id")),
    )
    with op.batch_alter_table("emergency_access", schema=None) as batch_op:
        batch_op.create_index("ix_emergency_access_person", ["young_person_id", "asked_on"], unique=False)
        batch_op.create_index("ix_emergency_access_worker", ["worker_id", "asked_on"], unique=False)
    # Without a CHECK: SQLite would rebuild the trail, and it is append-only.
    op.add_column("read_entry", sa.Column("exceptional", sa.String(length=40), nullable=True))


def downgrade() -> None:
    """Take them back."""
    op.drop_column("read_entry", "exceptional")
    with op.batch_alter_table("emergency_access", schema=None) as batch_op:
        batch_op.drop_index("ix_emergency_access_worker")
        batch_op.drop_index("ix_emergency_access_person")

    op.drop_table("emergency_access")

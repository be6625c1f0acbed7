"""Restricted records, the access that is lent to them, and people who are kept apart."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the three tables."""
    op.create_table(
        "conflict",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=26), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("worker_id", sa.Integer(), nullable=False),
        sa.Column("young_person_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=2000), nullable=False),
        sa.Column("noted_by_id", sa.Integer(), nullable=False),
        sa.Column("noted_on", sa.Date(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("ended_by_id", sa.Integer(), nullable=True),
        sa.Column("end_reason", sa.String(length=2000), nullable=False),
        sa.CheckConstraint(
            "ended_on IS NULL OR (ended_by_id IS NOT NULL AND length(end_reason) > 0)",
            name=op.f("ck_conflict_ended_with_reason"),
        ),
        sa.ForeignKeyConstraint(["ended_by_id"], ["worker.id"], name=op.f("fk_conflict_ended_by_id")),
        sa.ForeignKeyConstraint(["noted_by_id"], ["worker.id"], name=op.f("fk_conflict_noted_by_id")),
        sa.ForeignKeyConstraint(["worker_id"], ["worker.id"], name=op.f("fk_conflict_worker_id")),
        sa.ForeignKeyConstraint(["young_person_id"], ["young_person.id"], name=op.f("fk_conflict_young_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conflict")),
        sa.UniqueConstraint("public_id", name=op.f("uq_conflict_public_id")),
    )
    with op.batch_alter_table("conflict", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_conflict_young_person_id"), ["young_person_id"], unique=False)
        batch_op.create_index(
            "uq_conflict_open",
            ["worker_id", "young_person_id"],
            unique=True,
            sqlite_where=sa.text("ended_on IS NULL"),
            postgresql_where=sa.text("ended_on IS NULL"),
        )

    op.create_table(
        "restriction",
        sa.Column(
            "ground",
            sa.Enum(
                "staff",
                "location",
                "known",
                "order",
                name="ground",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("reason", sa.String(length=2000), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=26), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("young_person_id", sa.Integer(), nullable=False),
        sa.Column("began_on", sa.Date(), nullable=False),
        sa.Column("began_by_id", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("looked_on", sa.Date(), nullable=True),
        sa.Column("looked_by_id", sa.Integer(), nullable=True),
        sa.Column("looked_words", sa.String(length=2000), nullable=False),
        sa.Column("end_asked_on", sa.Date(), nullable=True),
        sa.Column("end_asked_by_id", sa.Integer(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("ended_by_id", sa.Integer(), nullable=True),
        sa.Column("end_reason", sa.String(length=2000), nullable=False),
        sa.CheckConstraint(
            "(looked_on IS NULL) = (looked_by_id IS NULL)", name=op.f("ck_restriction_looked_at_by_somebody")
        ),
        sa.CheckConstraint(
            "ended_by_id IS NULL OR (end_asked_by_id IS NOT NULL AND ended_by_id <> end_asked_by_id)",
            name=op.f("ck_restriction_ended_by_two"),
        ),
        sa.CheckConstraint(
            "ended_on IS NULL OR (ended_by_id IS NOT NULL AND length(end_reason) > 0)",
            name=op.f("ck_restriction_ended_with_reason"),
        ),
        sa.ForeignKeyConstraint(["began_by_id"], ["worker.id"], name=op.f("fk_restriction_began_by_id")),
        sa.ForeignKeyConstraint(["end_asked_by_id"], ["worker.id"], name=op.f("fk_restriction_end_asked_by_id")),
        sa.ForeignKeyConstraint(["ended_by_id"], ["worker.id"], name=op.f("fk_restriction_ended_by_id")),
        sa.ForeignKeyConstraint(["looked_by_id"], ["worker.id"], name=op.f("fk_restriction_looked_by_id")),
        sa.ForeignKeyConstraint(["young_person_id"], ["young_person.id"], name=op.f("fk_restriction_young_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_restriction")),
        sa.UniqueConstraint("public_id", name=op.f("uq_restriction_public_id")),
    )
    with op.batch_alter_table("restriction", schema=None) as batch_op:
        batch_op.create_index(
            "uq_restriction_open",
            ["young_person_id"],
            unique=True,
            sqlite_where=sa.text("ended_on IS NULL"),
            postgresql_where=sa.text("ended_on IS NULL"),
        )

    op.create_table(
        "access_loan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=26), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("restriction_id", sa.Integer(), nullable=False),
        sa.Column("young_person_id", sa.Integer(), nullable=False),
        sa.Column("worker_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("kept", "named", "task", name="kind", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("reason", sa.String(length=2000), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("agreed_by_id", sa.Integer(), nullable=True),
        sa.Column("agreed_on", sa.Date(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("ended_by_id", sa.Integer(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "kind = 'kept' OR agreed_by_id IS NULL OR (agreed_by_id <> asked_by_id AND agreed_by_id <> worker_id)",
            name=op.f("ck_access_loan_two_people"),
        ),
        sa.CheckConstraint(
            "(agreed_on IS NULL) = (agreed_by_id IS NULL)", name=op.f("ck_access_loan_agreed_by_somebody")
        ),
        sa.CheckConstraint("until_on >= from_on", name=op.f("ck_access_loan_in_order")),
        sa.ForeignKeyConstraint(["agreed_by_id"], ["worker.id"], name=op.f("fk_access_loan_agreed_by_id")),
        sa.ForeignKeyConstraint(["asked_by_id"], ["worker.id"], name=op.f("fk_access_loan_asked_by_id")),
        sa.ForeignKeyConstraint(["ended_by_id"], ["worker.id"], name=op.f("fk_access_loan_ended_by_id")),
        sa.ForeignKeyConstraint(["restriction_id"], ["restriction.id"], name=op.f("fk_access_loan_restriction_id")),
        sa.ForeignKeyConstraint(["worker_id"], ["worker.id"], name=op.f("fk_access_loan_worker_id")),
        sa.ForeignKeyConstraint(["young_person_id"], ["young_person.id"], name=op.f("fk_access_loan_young_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_access_loan")),
        sa.UniqueConstraint("public_id", name=op.f("uq_access_loan_public_id")),
    )
    with op.batch_alter_table("access_loan", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_access_loan_restriction_id"), ["restriction_id"], unique=False)
        batch_op.create_index("ix_access_loan_worker", ["worker_id", "young_person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_access_loan_young_person_id"), ["young_person_id"], unique=False)


def downgrade() -> None:
    """Take them away."""
    with op.batch_alter_table("access_loan", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_access_loan_young_person_id"))
        batch_op.drop_index("ix_access_loan_worker")
        batch_op.drop_index(batch_op.f("ix_access_loan_restriction_id"))

    op.drop_table("access_loan")
    with op.batch_alter_table("restriction", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_restriction_open",
            sqlite_where=sa.text("ended_on IS NULL"),
            postgresql_where=sa.text("ended_on IS NULL"),
        )

    op.drop_table("restriction")
    with op.batch_alter_table("conflict", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_conflict_open", sqlite_where=sa.text("ended_on IS NULL"), postgresql_where=sa.text("ended_on IS NULL")
        )
        batch_op.drop_index(batch_op.f("ix_conflict_young_person_id"))

    op.drop_table("conflict")

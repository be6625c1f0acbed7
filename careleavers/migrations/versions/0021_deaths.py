"""Deaths: the day one became known, and who was told."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables."""
    op.create_table(
        "death",
        sa.Column("died_on", sa.Date(), nullable=False),
        sa.Column("learnt_on", sa.Date(), nullable=True),
        sa.Column("words", sa.String(length=20000), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=26), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("young_person_id", sa.Integer(), nullable=False),
        sa.Column("recorded_by_id", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("struck_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("struck_by_id", sa.Integer(), nullable=True),
        sa.Column("struck_reason", sa.String(length=2000), nullable=False),
        sa.CheckConstraint(
            "(struck_at IS NULL AND struck_by_id IS NULL) OR (struck_at IS NOT NULL AND struck_by_id IS NOT NULL AND length(struck_reason) > 0)",
            name=op.f("ck_death_struck_with_reason"),
        ),
        sa.CheckConstraint(
            "learnt_on IS NOT NULL OR struck_at IS NOT NULL", name=op.f("ck_death_known_while_it_stands")
        ),
        sa.CheckConstraint("learnt_on IS NULL OR learnt_on >= died_on", name=op.f("ck_death_in_order")),
        sa.ForeignKeyConstraint(["recorded_by_id"], ["worker.id"], name=op.f("fk_death_recorded_by_id")),
        sa.ForeignKeyConstraint(["struck_by_id"], ["worker.id"], name=op.f("fk_death_struck_by_id")),
        sa.ForeignKeyConstraint(["young_person_id"], ["young_person.id"], name=op.f("fk_death_young_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_death")),
        sa.UniqueConstraint("public_id", name=op.f("uq_death_public_id")),
    )
    op.create_index(
        "uq_death_standing",
        "death",
        ["young_person_id"],
        unique=True,
        sqlite_where=sa.text("struck_at IS NULL"),
        postgresql_where=sa.text("struck_at IS NULL"),
    )

    op.create_table(
        "death_notice",
        sa.Column(
            "body",
            sa.Enum(
                "dfe",
                "ofsted",
                "partners",
                "child_death_review",
                "other",
                name="body",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("body_other", sa.String(length=200), nullable=False),
        sa.Column("sent_on", sa.Date(), nullable=False),
        sa.Column("sent_by", sa.String(length=200), nullable=False),
        sa.Column("words", sa.String(length=20000), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=26), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("death_id", sa.Integer(), nullable=False),
        sa.Column("young_person_id", sa.Integer(), nullable=False),
        sa.Column("recorded_by_id", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("struck_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("struck_by_id", sa.Integer(), nullable=True),
        sa.Column("struck_reason", sa.String(length=2000), nullable=False),
        sa.CheckConstraint("body <> 'other' OR length(body_other) > 0", name=op.f("ck_death_notice_other_named")),
        sa.CheckConstraint(
            "(struck_at IS NULL AND struck_by_id IS NULL) OR (struck_at IS NOT NULL AND struck_by_id IS NOT NULL AND length(struck_reason) > 0)",
            name=op.f("ck_death_notice_struck_with_reason"),
        ),
        sa.ForeignKeyConstraint(["death_id"], ["death.id"], name=op.f("fk_death_notice_death_id")),
        sa.ForeignKeyConstraint(["recorded_by_id"], ["worker.id"], name=op.f("fk_death_notice_recorded_by_id")),
        sa.ForeignKeyConstraint(["struck_by_id"], ["worker.id"], name=op.f("fk_death_notice_struck_by_id")),
        sa.ForeignKeyConstraint(["young_person_id"], ["young_person.id"], name=op.f("fk_death_notice_young_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_death_notice")),
        sa.UniqueConstraint("public_id", name=op.f("uq_death_notice_public_id")),
    )
    op.create_index("ix_death_notice_death_id", "death_notice", ["death_id"], unique=False)
    op.create_index("ix_death_notice_young_person_id", "death_notice", ["young_person_id"], unique=False)


def downgrade() -> None:
    """Take them back."""
    op.drop_index("ix_death_notice_young_person_id", table_name="death_notice")
    op.drop_index("ix_death_notice_death_id", table_name="death_notice")

    op.drop_table("death_notice")
    op.drop_index("uq_death_standing", table_name="death")

    op.drop_table("death")

"""Who looks after somebody's health, and the people who matter to them."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables."""
    op.create_table(
        "close_one",
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("relationship", sa.String(length=80), nullable=False),
        sa.Column("phone", sa.String(length=40), nullable=False),
        sa.Column(
            "may_call",
            sa.Enum("yes", "ask", "no", name="may_call", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("main", sa.Boolean(), nullable=False),
        sa.Column("words", sa.String(length=2000), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
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
            name=op.f("ck_close_one_struck_with_reason"),
        ),
        sa.ForeignKeyConstraint(["recorded_by_id"], ["worker.id"], name=op.f("fk_close_one_recorded_by_id")),
        sa.ForeignKeyConstraint(["struck_by_id"], ["worker.id"], name=op.f("fk_close_one_struck_by_id")),
        sa.ForeignKeyConstraint(["young_person_id"], ["young_person.id"], name=op.f("fk_close_one_young_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_close_one")),
        sa.UniqueConstraint("public_id", name=op.f("uq_close_one_public_id")),
    )
    op.create_index("ix_close_one_person", "close_one", ["young_person_id"], unique=False)

    op.create_table(
        "health_contact",
        sa.Column(
            "kind",
            sa.Enum(
                "gp",
                "dentist",
                "optician",
                "specialist",
                "history",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("phone", sa.String(length=40), nullable=False),
        sa.Column("since_on", sa.Date(), nullable=True),
        sa.Column("seen_on", sa.Date(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("words", sa.String(length=2000), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=26), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("young_person_id", sa.Integer(), nullable=False),
        sa.Column("recorded_by_id", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("struck_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("struck_by_id", sa.Integer(), nullable=True),
        sa.Column("struck_reason", sa.String(length=2000), nullable=False),
        sa.CheckConstraint("kind = 'history' OR length(name) > 0", name=op.f("ck_health_contact_named")),
        sa.CheckConstraint(
            "kind NOT IN ('specialist', 'history') OR since_on IS NOT NULL",
            name=op.f("ck_health_contact_counted_from_a_day"),
        ),
        sa.CheckConstraint(
            "(struck_at IS NULL AND struck_by_id IS NULL) OR (struck_at IS NOT NULL AND struck_by_id IS NOT NULL AND length(struck_reason) > 0)",
            name=op.f("ck_health_contact_struck_with_reason"),
        ),
        sa.CheckConstraint(
            "ended_on IS NULL OR since_on IS NULL OR ended_on >= since_on", name=op.f("ck_health_contact_in_order")
        ),
        sa.ForeignKeyConstraint(["recorded_by_id"], ["worker.id"], name=op.f("fk_health_contact_recorded_by_id")),
        sa.ForeignKeyConstraint(["struck_by_id"], ["worker.id"], name=op.f("fk_health_contact_struck_by_id")),
        sa.ForeignKeyConstraint(
            ["young_person_id"], ["young_person.id"], name=op.f("fk_health_contact_young_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_health_contact")),
        sa.UniqueConstraint("public_id", name=op.f("uq_health_contact_public_id")),
    )
    op.create_index("ix_health_contact_person", "health_contact", ["young_person_id", "kind"], unique=False)
    op.create_index(
        "uq_health_contact_now",
        "health_contact",
        ["young_person_id", "kind"],
        unique=True,
        sqlite_where=sa.text("ended_on IS NULL AND struck_at IS NULL AND kind <> 'specialist'"),
        postgresql_where=sa.text("ended_on IS NULL AND struck_at IS NULL AND kind <> 'specialist'"),
    )


def downgrade() -> None:
    """Take them back."""
    op.drop_index(
        "uq_health_contact_now",
        table_name="health_contact",
        sqlite_where=sa.text("ended_on IS NULL AND struck_at IS NULL AND kind <> 'specialist'"),
        postgresql_where=sa.text("ended_on IS NULL AND struck_at IS NULL AND kind <> 'specialist'"),
    )
    op.drop_index("ix_health_contact_person", table_name="health_contact")

    op.drop_table("health_contact")
    op.drop_index("ix_close_one_person", table_name="close_one")

    op.drop_table("close_one")

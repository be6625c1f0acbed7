"""Times missing and what was done about them."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

_OPEN = sa.text("returned_on IS NULL AND struck_at IS NULL")


def upgrade() -> None:
    """Add the two tables."""
    op.create_table(
        "missing_episode",
        sa.Column(
            "absence",
            sa.Enum("missing", "away", name="absence", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("last_seen_on", sa.Date(), nullable=False),
        sa.Column("last_seen_at", sa.String(length=5), nullable=False),
        sa.Column("last_seen_where", sa.String(length=2000), nullable=False),
        sa.Column("police_on", sa.Date(), nullable=True),
        sa.Column("police_at", sa.String(length=5), nullable=False),
        sa.Column("police_reference", sa.String(length=200), nullable=False),
        sa.Column("returned_on", sa.Date(), nullable=True),
        sa.Column("returned_at", sa.String(length=5), nullable=False),
        sa.Column("found_where", sa.String(length=2000), nullable=False),
        sa.Column("with_whom", sa.String(length=2000), nullable=False),
        sa.Column(
            "harmed",
            sa.Enum("yes", "no", "not_known", name="harmed", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("harm", sa.String(length=20000), nullable=False),
        sa.Column("factors", sa.String(length=20000), nullable=False),
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
            "(returned_on IS NULL) = (length(returned_at) = 0)", name=op.f("ck_missing_episode_back_with_time")
        ),
        sa.CheckConstraint(
            "(struck_at IS NULL AND struck_by_id IS NULL) OR (struck_at IS NOT NULL AND struck_by_id IS NOT NULL AND length(struck_reason) > 0)",
            name=op.f("ck_missing_episode_struck_with_reason"),
        ),
        sa.CheckConstraint(
            "returned_on IS NULL OR returned_on >= last_seen_on", name=op.f("ck_missing_episode_in_order")
        ),
        sa.ForeignKeyConstraint(["recorded_by_id"], ["worker.id"], name=op.f("fk_missing_episode_recorded_by_id")),
        sa.ForeignKeyConstraint(["struck_by_id"], ["worker.id"], name=op.f("fk_missing_episode_struck_by_id")),
        sa.ForeignKeyConstraint(
            ["young_person_id"], ["young_person.id"], name=op.f("fk_missing_episode_young_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_missing_episode")),
        sa.UniqueConstraint("public_id", name=op.f("uq_missing_episode_public_id")),
    )
    with op.batch_alter_table("missing_episode", schema=None) as batch_op:
        batch_op.create_index("ix_missing_episode_of", ["young_person_id", "last_seen_on"], unique=False)
        batch_op.create_index(
            "uq_missing_episode_open", ["young_person_id"], unique=True, sqlite_where=_OPEN, postgresql_where=_OPEN
        )

    op.create_table(
        "missing_step",
        sa.Column(
            "kind",
            sa.Enum("interview", "meeting", "look", name="kind", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("by_whom", sa.String(length=200), nullable=False),
        sa.Column("independent", sa.Boolean(), nullable=True),
        sa.Column(
            "outcome",
            sa.Enum(
                "held",
                "accepted",
                "refused",
                "not_reached",
                "not_offered",
                name="outcome",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("held_on", sa.Date(), nullable=True),
        sa.Column("words", sa.String(length=20000), nullable=False),
        sa.Column("acted", sa.String(length=20000), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=26), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("episode_id", sa.Integer(), nullable=False),
        sa.Column("young_person_id", sa.Integer(), nullable=False),
        sa.Column("recorded_by_id", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("struck_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("struck_by_id", sa.Integer(), nullable=True),
        sa.Column("struck_reason", sa.String(length=2000), nullable=False),
        sa.CheckConstraint(
            "(kind = 'interview') = (outcome IS NOT NULL)", name=op.f("ck_missing_step_outcome_of_an_offer")
        ),
        sa.CheckConstraint(
            "outcome IS NULL OR (outcome = 'held') = (held_on IS NOT NULL)", name=op.f("ck_missing_step_held_on_a_day")
        ),
        sa.CheckConstraint(
            "(struck_at IS NULL AND struck_by_id IS NULL) OR (struck_at IS NOT NULL AND struck_by_id IS NOT NULL AND length(struck_reason) > 0)",
            name=op.f("ck_missing_step_struck_with_reason"),
        ),
        sa.ForeignKeyConstraint(["episode_id"], ["missing_episode.id"], name=op.f("fk_missing_step_episode_id")),
        sa.ForeignKeyConstraint(["recorded_by_id"], ["worker.id"], name=op.f("fk_missing_step_recorded_by_id")),
        sa.ForeignKeyConstraint(["struck_by_id"], ["worker.id"], name=op.f("fk_missing_step_struck_by_id")),
        sa.ForeignKeyConstraint(["young_person_id"], ["young_person.id"], name=op.f("fk_missing_step_young_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_missing_step")),
        sa.UniqueConstraint("public_id", name=op.f("uq_missing_step_public_id")),
    )
    with op.batch_alter_table("missing_step", schema=None) as batch_op:
        batch_op.create_index("ix_missing_step_of", ["episode_id", "kind", "happened_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_missing_step_young_person_id"), ["young_person_id"], unique=False)


def downgrade() -> None:
    """Take them back."""
    with op.batch_alter_table("missing_step", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_missing_step_young_person_id"))
        batch_op.drop_index("ix_missing_step_of")

    op.drop_table("missing_step")
    with op.batch_alter_table("missing_episode", schema=None) as batch_op:
        batch_op.drop_index("ix_missing_episode_of")

    op.drop_table("missing_episode")

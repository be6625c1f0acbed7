"""Referrals, what happened to them, and checklists of domestic abuse."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables."""
    op.create_table(
        "dash_check",
        sa.Column("done_on", sa.Date(), nullable=False),
        sa.Column("score", sa.Integer(), nullable=True),
        sa.Column("judged_high", sa.Boolean(), nullable=False),
        sa.Column("repeated", sa.Boolean(), nullable=False),
        sa.Column("words", sa.String(length=20000), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=26), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("risk_flag_id", sa.Integer(), nullable=False),
        sa.Column("young_person_id", sa.Integer(), nullable=False),
        sa.Column("recorded_by_id", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("struck_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("struck_by_id", sa.Integer(), nullable=True),
        sa.Column("struck_reason", sa.String(length=2000), nullable=False),
        sa.CheckConstraint(
            "(struck_at IS NULL AND struck_by_id IS NULL) OR (struck_at IS NOT NULL AND struck_by_id IS NOT NULL AND length(struck_reason) > 0)",
            name=op.f("ck_dash_check_struck_with_reason"),
        ),
        sa.CheckConstraint("score IS NOT NULL OR judged_high OR repeated", name=op.f("ck_dash_check_says_how_serious")),
        sa.CheckConstraint("score IS NULL OR (score >= 0 AND score <= 27)", name=op.f("ck_dash_check_score_in_range")),
        sa.ForeignKeyConstraint(["recorded_by_id"], ["worker.id"], name=op.f("fk_dash_check_recorded_by_id")),
        sa.ForeignKeyConstraint(["risk_flag_id"], ["risk_flag.id"], name=op.f("fk_dash_check_risk_flag_id")),
        sa.ForeignKeyConstraint(["struck_by_id"], ["worker.id"], name=op.f("fk_dash_check_struck_by_id")),
        sa.ForeignKeyConstraint(["young_person_id"], ["young_person.id"], name=op.f("fk_dash_check_young_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dash_check")),
        sa.UniqueConstraint("public_id", name=op.f("uq_dash_check_public_id")),
    )
    op.create_index("ix_dash_check_risk_flag_id", "dash_check", ["risk_flag_id"], unique=False)
    op.create_index("ix_dash_check_young_person_id", "dash_check", ["young_person_id"], unique=False)

    op.create_table(
        "referral",
        sa.Column(
            "route",
            sa.Enum(
                "nrm",
                "duty_to_notify",
                "marac",
                "mace",
                "prevent",
                "duty_to_refer",
                "housing_panel",
                "eet_panel",
                "mental_health",
                "drugs_and_alcohol",
                "advocacy",
                "other",
                name="route",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("route_other", sa.String(length=200), nullable=False),
        sa.Column("risk_flag_id", sa.Integer(), nullable=True),
        sa.Column(
            "decision",
            sa.Enum("refer", "not_refer", name="decision", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column(
            "consent",
            sa.Enum("yes", "no", "not_asked", name="consent", native_enum=False, create_constraint=True, length=40),
            nullable=True,
        ),
        sa.Column("reason", sa.String(length=20000), nullable=False),
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
            "route <> 'duty_to_refer' OR decision <> 'refer' OR (consent IS NOT NULL AND consent = 'yes')",
            name=op.f("ck_referral_homelessness_with_consent"),
        ),
        sa.CheckConstraint("route <> 'other' OR length(route_other) > 0", name=op.f("ck_referral_other_named")),
        sa.CheckConstraint(
            "(struck_at IS NULL AND struck_by_id IS NULL) OR (struck_at IS NOT NULL AND struck_by_id IS NOT NULL AND length(struck_reason) > 0)",
            name=op.f("ck_referral_struck_with_reason"),
        ),
        sa.ForeignKeyConstraint(["recorded_by_id"], ["worker.id"], name=op.f("fk_referral_recorded_by_id")),
        sa.ForeignKeyConstraint(["risk_flag_id"], ["risk_flag.id"], name=op.f("fk_referral_risk_flag_id")),
        sa.ForeignKeyConstraint(["struck_by_id"], ["worker.id"], name=op.f("fk_referral_struck_by_id")),
        sa.ForeignKeyConstraint(["young_person_id"], ["young_person.id"], name=op.f("fk_referral_young_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_referral")),
        sa.UniqueConstraint("public_id", name=op.f("uq_referral_public_id")),
    )
    op.create_index("ix_referral_person", "referral", ["young_person_id", "route", "decided_on"], unique=False)
    op.create_index("ix_referral_risk_flag_id", "referral", ["risk_flag_id"], unique=False)

    op.create_table(
        "referral_step",
        sa.Column(
            "kind",
            sa.Enum(
                "sent",
                "chased",
                "heard",
                "withdrawn",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("to_whom", sa.String(length=200), nullable=False),
        sa.Column(
            "outcome",
            sa.Enum(
                "accepted",
                "waiting_list",
                "declined",
                "other",
                name="outcome",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("words", sa.String(length=20000), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=26), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("referral_id", sa.Integer(), nullable=False),
        sa.Column("young_person_id", sa.Integer(), nullable=False),
        sa.Column("recorded_by_id", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("struck_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("struck_by_id", sa.Integer(), nullable=True),
        sa.Column("struck_reason", sa.String(length=2000), nullable=False),
        sa.CheckConstraint(
            "(kind = 'heard') = (outcome IS NOT NULL)", name=op.f("ck_referral_step_outcome_when_heard")
        ),
        sa.CheckConstraint("kind <> 'sent' OR length(to_whom) > 0", name=op.f("ck_referral_step_sent_to_somebody")),
        sa.CheckConstraint(
            "(struck_at IS NULL AND struck_by_id IS NULL) OR (struck_at IS NOT NULL AND struck_by_id IS NOT NULL AND length(struck_reason) > 0)",
            name=op.f("ck_referral_step_struck_with_reason"),
        ),
        sa.ForeignKeyConstraint(["recorded_by_id"], ["worker.id"], name=op.f("fk_referral_step_recorded_by_id")),
        sa.ForeignKeyConstraint(["referral_id"], ["referral.id"], name=op.f("fk_referral_step_referral_id")),
        sa.ForeignKeyConstraint(["struck_by_id"], ["worker.id"], name=op.f("fk_referral_step_struck_by_id")),
        sa.ForeignKeyConstraint(
            ["young_person_id"], ["young_person.id"], name=op.f("fk_referral_step_young_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_referral_step")),
        sa.UniqueConstraint("public_id", name=op.f("uq_referral_step_public_id")),
    )
    op.create_index("ix_referral_step_of", "referral_step", ["referral_id", "kind", "happened_on"], unique=False)
    op.create_index("ix_referral_step_young_person_id", "referral_step", ["young_person_id"], unique=False)
    op.create_index(
        "uq_referral_step_sent",
        "referral_step",
        ["referral_id"],
        unique=True,
        sqlite_where=sa.text("kind = 'sent' AND struck_at IS NULL"),
        postgresql_where=sa.text("kind = 'sent' AND struck_at IS NULL"),
    )


def downgrade() -> None:
    """Take them back."""
    op.drop_index("uq_referral_step_sent", table_name="referral_step")
    op.drop_index("ix_referral_step_young_person_id", table_name="referral_step")
    op.drop_index("ix_referral_step_of", table_name="referral_step")

    op.drop_table("referral_step")
    op.drop_index("ix_referral_risk_flag_id", table_name="referral")
    op.drop_index("ix_referral_person", table_name="referral")

    op.drop_table("referral")
    op.drop_index("ix_dash_check_young_person_id", table_name="dash_check")
    op.drop_index("ix_dash_check_risk_flag_id", table_name="dash_check")

    op.drop_table("dash_check")

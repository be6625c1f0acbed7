"""Reviews asked for and planned, what a review decides of each part, additions to plans, packs for partners."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

# The triggers of the new table, as they were at this step: a later step changes them with statements of its own.
TRIGGERS = {
    "sqlite": [
        "CREATE TRIGGER plan_add_on_frozen BEFORE UPDATE ON plan_add_on FOR EACH ROW WHEN EXISTS (SELECT 1 FROM pathway_plan p WHERE p.id = OLD.plan_id\n    AND p.state IN ('approved', 'superseded')) OR EXISTS (SELECT 1 FROM pathway_plan p WHERE p.id = NEW.plan_id\n    AND p.state IN ('approved', 'superseded')) BEGIN SELECT RAISE(ABORT, 'an approved plan cannot change'); END",
        "CREATE TRIGGER plan_add_on_kept BEFORE DELETE ON plan_add_on FOR EACH ROW WHEN EXISTS (SELECT 1 FROM pathway_plan p WHERE p.id = OLD.plan_id\n    AND p.state IN ('approved', 'superseded')) BEGIN SELECT RAISE(ABORT, 'an approved plan cannot change'); END",
        "CREATE TRIGGER plan_add_on_late BEFORE INSERT ON plan_add_on FOR EACH ROW WHEN EXISTS (SELECT 1 FROM pathway_plan p WHERE p.id = NEW.plan_id\n    AND p.state IN ('approved', 'superseded')) BEGIN SELECT RAISE(ABORT, 'an approved plan cannot change'); END",
    ],
    "postgresql": [
        "CREATE FUNCTION plan_add_on_frozen() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF EXISTS (SELECT 1 FROM pathway_plan p WHERE p.id = OLD.plan_id\n    AND p.state IN ('approved', 'superseded')) OR EXISTS (SELECT 1 FROM pathway_plan p WHERE p.id = NEW.plan_id\n    AND p.state IN ('approved', 'superseded')) THEN RAISE EXCEPTION 'an approved plan cannot change' USING ERRCODE = 'check_violation'; END IF; RETURN NEW; END $$",
        "CREATE TRIGGER plan_add_on_frozen BEFORE UPDATE ON plan_add_on FOR EACH ROW EXECUTE FUNCTION plan_add_on_frozen()",
        "CREATE FUNCTION plan_add_on_kept() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF EXISTS (SELECT 1 FROM pathway_plan p WHERE p.id = OLD.plan_id\n    AND p.state IN ('approved', 'superseded')) THEN RAISE EXCEPTION 'an approved plan cannot change' USING ERRCODE = 'check_violation'; END IF; RETURN OLD; END $$",
        "CREATE TRIGGER plan_add_on_kept BEFORE DELETE ON plan_add_on FOR EACH ROW EXECUTE FUNCTION plan_add_on_kept()",
        "CREATE FUNCTION plan_add_on_late() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF EXISTS (SELECT 1 FROM pathway_plan p WHERE p.id = NEW.plan_id\n    AND p.state IN ('approved', 'superseded')) THEN RAISE EXCEPTION 'an approved plan cannot change' USING ERRCODE = 'check_violation'; END IF; RETURN NEW; END $$",
        "CREATE TRIGGER plan_add_on_late BEFORE INSERT ON plan_add_on FOR EACH ROW EXECUTE FUNCTION plan_add_on_late()",
    ],
}

WITHOUT_TRIGGERS = {
    "sqlite": ["DROP TRIGGER plan_add_on_late", "DROP TRIGGER plan_add_on_kept", "DROP TRIGGER plan_add_on_frozen"],
    "postgresql": [
        "DROP TRIGGER plan_add_on_late ON plan_add_on",
        "DROP FUNCTION plan_add_on_late()",
        "DROP TRIGGER plan_add_on_kept ON plan_add_on",
        "DROP FUNCTION plan_add_on_kept()",
        "DROP TRIGGER plan_add_on_frozen ON plan_add_on",
        "DROP FUNCTION plan_add_on_frozen()",
    ],
}


def upgrade() -> None:
    """Add the tables and columns."""
    op.create_table(
        "review_request",
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("why", sa.String(length=20000), nullable=False),
        sa.Column("wishes", sa.String(length=2000), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=26), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("young_person_id", sa.Integer(), nullable=False),
        sa.Column("worker_id", sa.Integer(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("answer", sa.String(length=20000), nullable=False),
        sa.Column("answered_by_id", sa.Integer(), nullable=True),
        sa.Column("taken_back_on", sa.Date(), nullable=True),
        sa.CheckConstraint("(answered_on IS NULL) = (answer = '')", name=op.f("ck_review_request_answered_in_words")),
        sa.ForeignKeyConstraint(["answered_by_id"], ["worker.id"], name=op.f("fk_review_request_answered_by_id")),
        sa.ForeignKeyConstraint(["worker_id"], ["worker.id"], name=op.f("fk_review_request_worker_id")),
        sa.ForeignKeyConstraint(
            ["young_person_id"], ["young_person.id"], name=op.f("fk_review_request_young_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review_request")),
        sa.UniqueConstraint("public_id", name=op.f("uq_review_request_public_id")),
    )
    op.create_index("ix_review_request_person", "review_request", ["young_person_id", "asked_on"], unique=False)
    op.create_table(
        "partner_pack",
        sa.Column("partner", sa.String(length=200), nullable=False),
        sa.Column("organisation", sa.String(length=200), nullable=False),
        sa.Column("reason", sa.String(length=20000), nullable=False),
        sa.Column("sections", sa.String(length=400), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=False),
        sa.Column(
            "they_agree",
            sa.Enum("yes", "no", "not_known", name="they_agree", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("their_words", sa.String(length=20000), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=26), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("young_person_id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.Column("withdrawn_why", sa.String(length=2000), nullable=False),
        sa.CheckConstraint("expires_on >= made_on", name=op.f("ck_partner_pack_expires_later")),
        sa.CheckConstraint(
            "withdrawn_on IS NULL OR length(withdrawn_why) > 0", name=op.f("ck_partner_pack_withdrawn_with_reason")
        ),
        sa.ForeignKeyConstraint(["made_by_id"], ["worker.id"], name=op.f("fk_partner_pack_made_by_id")),
        sa.ForeignKeyConstraint(["plan_id"], ["pathway_plan.id"], name=op.f("fk_partner_pack_plan_id")),
        sa.ForeignKeyConstraint(["young_person_id"], ["young_person.id"], name=op.f("fk_partner_pack_young_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_partner_pack")),
        sa.UniqueConstraint("public_id", name=op.f("uq_partner_pack_public_id")),
    )
    op.create_index("ix_partner_pack_person", "partner_pack", ["young_person_id", "made_on"], unique=False)
    op.create_table(
        "plan_add_on",
        sa.Column("now", sa.String(length=20000), nullable=False),
        sa.Column("want_soon", sa.String(length=20000), nullable=False),
        sa.Column("next_steps", sa.String(length=20000), nullable=False),
        sa.Column("first_step", sa.String(length=2000), nullable=False),
        sa.Column("my_view", sa.String(length=20000), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=26), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column(
            "add_on",
            sa.Enum(
                "university",
                "apprenticeship",
                "parent",
                "custody",
                "migrant",
                "send",
                "over_21",
                name="add_on",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("edited_by_id", sa.Integer(), nullable=False),
        sa.Column("edited_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["edited_by_id"], ["worker.id"], name=op.f("fk_plan_add_on_edited_by_id")),
        sa.ForeignKeyConstraint(["plan_id"], ["pathway_plan.id"], name=op.f("fk_plan_add_on_plan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_add_on")),
        sa.UniqueConstraint("public_id", name=op.f("uq_plan_add_on_public_id")),
    )
    op.create_index("uq_plan_add_on", "plan_add_on", ["plan_id", "add_on"], unique=True)
    op.create_table(
        "pack_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=26), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("pack_id", sa.Integer(), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["made_by_id"], ["worker.id"], name=op.f("fk_pack_file_made_by_id")),
        sa.ForeignKeyConstraint(["pack_id"], ["partner_pack.id"], name=op.f("fk_pack_file_pack_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pack_file")),
        sa.UniqueConstraint("public_id", name=op.f("uq_pack_file_public_id")),
    )
    op.create_index(op.f("ix_pack_file_pack_id"), "pack_file", ["pack_id"], unique=False)
    op.create_table(
        "planned_review",
        sa.Column(
            "trigger",
            sa.Enum(
                "routine",
                "asked_for",
                "move",
                "change",
                "birthday",
                name="trigger",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("planned_for", sa.Date(), nullable=False),
        sa.Column("at_time", sa.String(length=40), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("chaired_by", sa.String(length=200), nullable=False),
        sa.Column(
            "who_chose",
            sa.Enum(
                "they",
                "together",
                "left_to_us",
                "not_asked",
                name="who_chose",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("other_ways", sa.String(length=2000), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=26), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("young_person_id", sa.Integer(), nullable=False),
        sa.Column("planned_by_id", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("review_id", sa.Integer(), nullable=True),
        sa.Column("called_off_on", sa.Date(), nullable=True),
        sa.Column("called_off_why", sa.String(length=2000), nullable=False),
        sa.CheckConstraint(
            "called_off_on IS NULL OR length(called_off_why) > 0", name=op.f("ck_planned_review_called_off_with_reason")
        ),
        sa.ForeignKeyConstraint(["planned_by_id"], ["worker.id"], name=op.f("fk_planned_review_planned_by_id")),
        sa.ForeignKeyConstraint(["review_id"], ["review.id"], name=op.f("fk_planned_review_review_id")),
        sa.ForeignKeyConstraint(
            ["young_person_id"], ["young_person.id"], name=op.f("fk_planned_review_young_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_planned_review")),
        sa.UniqueConstraint("public_id", name=op.f("uq_planned_review_public_id")),
    )
    op.create_index("ix_planned_review_person", "planned_review", ["young_person_id", "planned_for"], unique=False)
    op.create_index(op.f("ix_planned_review_review_id"), "planned_review", ["review_id"], unique=False)
    op.create_index(
        "uq_planned_review_open",
        "planned_review",
        ["young_person_id"],
        unique=True,
        sqlite_where=sa.text("review_id IS NULL AND called_off_on IS NULL"),
        postgresql_where=sa.text("review_id IS NULL AND called_off_on IS NULL"),
    )
    op.create_table(
        "review_invitation",
        sa.Column("who", sa.String(length=200), nullable=False),
        sa.Column(
            "part",
            sa.Enum(
                "young_person",
                "reviewing_officer",
                "worker",
                "social_worker",
                "family",
                "carer",
                "advocate",
                "school",
                "health",
                "housing",
                "other",
                name="part",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "invited_by_way",
            sa.Enum(
                "in_person",
                "call",
                "message",
                "email",
                "letter",
                "not_yet",
                name="invited_by_way",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("invited_on", sa.Date(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=26), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("planned_review_id", sa.Integer(), nullable=False),
        sa.Column(
            "attendance",
            sa.Enum(
                "came",
                "joined",
                "sent_words",
                "spoken_for",
                "stayed_away",
                name="attendance",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("recorded_by_id", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(invited_by_way = 'not_yet') = (invited_on IS NULL)", name=op.f("ck_review_invitation_invited_on_a_day")
        ),
        sa.ForeignKeyConstraint(
            ["planned_review_id"], ["planned_review.id"], name=op.f("fk_review_invitation_planned_review_id")
        ),
        sa.ForeignKeyConstraint(["recorded_by_id"], ["worker.id"], name=op.f("fk_review_invitation_recorded_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review_invitation")),
        sa.UniqueConstraint("public_id", name=op.f("uq_review_invitation_public_id")),
    )
    op.create_index(
        op.f("ix_review_invitation_planned_review_id"), "review_invitation", ["planned_review_id"], unique=False
    )
    op.add_column("review", sa.Column("challenge", sa.String(length=20000), server_default="", nullable=False))
    op.add_column("review", sa.Column("officer_words", sa.String(length=20000), server_default="", nullable=False))
    op.add_column(
        "review_part_answer", sa.Column("decision", sa.String(length=20000), server_default="", nullable=False)
    )
    for statement in TRIGGERS[op.get_bind().dialect.name]:
        op.execute(statement)


def downgrade() -> None:
    """Take them away again."""
    for statement in WITHOUT_TRIGGERS[op.get_bind().dialect.name]:
        op.execute(statement)
    op.drop_column("review_part_answer", "decision")
    op.drop_column("review", "officer_words")
    op.drop_column("review", "challenge")
    op.drop_index(op.f("ix_review_invitation_planned_review_id"), table_name="review_invitation")
    op.drop_table("review_invitation")
    op.drop_index(
        "uq_planned_review_open",
        table_name="planned_review",
        sqlite_where=sa.text("review_id IS NULL AND called_off_on IS NULL"),
        postgresql_where=sa.text("review_id IS NULL AND called_off_on IS NULL"),
    )
    op.drop_index(op.f("ix_planned_review_review_id"), table_name="planned_review")
    op.drop_index("ix_planned_review_person", table_name="planned_review")
    op.drop_table("planned_review")
    op.drop_index(op.f("ix_pack_file_pack_id"), table_name="pack_file")
    op.drop_table("pack_file")
    op.drop_index("uq_plan_add_on", table_name="plan_add_on")
    op.drop_table("plan_add_on")
    op.drop_index("ix_partner_pack_person", table_name="partner_pack")
    op.drop_table("partner_pack")
    op.drop_index("ix_review_request_person", table_name="review_request")
    op.drop_table("review_request")

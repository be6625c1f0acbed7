"""Plans: the facts and reasons kept with a version, reviews by action and part, assessment and readiness."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

# The triggers of the new tables, as they were at this step: a later step changes them with statements of its own.
TRIGGERS = {
    "sqlite": [
        "CREATE TRIGGER plan_box_frozen BEFORE UPDATE ON plan_box FOR EACH ROW WHEN EXISTS (SELECT 1 FROM pathway_plan p WHERE p.id = OLD.plan_id\n    AND p.state IN ('approved', 'superseded')) OR EXISTS (SELECT 1 FROM pathway_plan p WHERE p.id = NEW.plan_id\n    AND p.state IN ('approved', 'superseded')) BEGIN SELECT RAISE(ABORT, 'an approved plan cannot change'); END",
        "CREATE TRIGGER plan_box_kept BEFORE DELETE ON plan_box FOR EACH ROW WHEN EXISTS (SELECT 1 FROM pathway_plan p WHERE p.id = OLD.plan_id\n    AND p.state IN ('approved', 'superseded')) BEGIN SELECT RAISE(ABORT, 'an approved plan cannot change'); END",
        "CREATE TRIGGER plan_box_late BEFORE INSERT ON plan_box FOR EACH ROW WHEN EXISTS (SELECT 1 FROM pathway_plan p WHERE p.id = NEW.plan_id\n    AND p.state IN ('approved', 'superseded')) BEGIN SELECT RAISE(ABORT, 'an approved plan cannot change'); END",
        "CREATE TRIGGER plan_fact_frozen BEFORE UPDATE ON plan_fact FOR EACH ROW WHEN EXISTS (SELECT 1 FROM pathway_plan p WHERE p.id = OLD.plan_id\n    AND p.state IN ('approved', 'superseded')) OR EXISTS (SELECT 1 FROM pathway_plan p WHERE p.id = NEW.plan_id\n    AND p.state IN ('approved', 'superseded')) BEGIN SELECT RAISE(ABORT, 'an approved plan cannot change'); END",
        "CREATE TRIGGER plan_fact_kept BEFORE DELETE ON plan_fact FOR EACH ROW WHEN EXISTS (SELECT 1 FROM pathway_plan p WHERE p.id = OLD.plan_id\n    AND p.state IN ('approved', 'superseded')) BEGIN SELECT RAISE(ABORT, 'an approved plan cannot change'); END",
        "CREATE TRIGGER plan_fact_late BEFORE INSERT ON plan_fact FOR EACH ROW WHEN EXISTS (SELECT 1 FROM pathway_plan p WHERE p.id = NEW.plan_id\n    AND p.state IN ('approved', 'superseded')) BEGIN SELECT RAISE(ABORT, 'an approved plan cannot change'); END",
        "CREATE TRIGGER plan_gap_reason_frozen BEFORE UPDATE ON plan_gap_reason FOR EACH ROW WHEN EXISTS (SELECT 1 FROM pathway_plan p WHERE p.id = OLD.plan_id\n    AND p.state IN ('approved', 'superseded')) OR EXISTS (SELECT 1 FROM pathway_plan p WHERE p.id = NEW.plan_id\n    AND p.state IN ('approved', 'superseded')) BEGIN SELECT RAISE(ABORT, 'an approved plan cannot change'); END",
        "CREATE TRIGGER plan_gap_reason_kept BEFORE DELETE ON plan_gap_reason FOR EACH ROW WHEN EXISTS (SELECT 1 FROM pathway_plan p WHERE p.id = OLD.plan_id\n    AND p.state IN ('approved', 'superseded')) BEGIN SELECT RAISE(ABORT, 'an approved plan cannot change'); END",
        "CREATE TRIGGER plan_gap_reason_late BEFORE INSERT ON plan_gap_reason FOR EACH ROW WHEN EXISTS (SELECT 1 FROM pathway_plan p WHERE p.id = NEW.plan_id\n    AND p.state IN ('approved', 'superseded')) BEGIN SELECT RAISE(ABORT, 'an approved plan cannot change'); END",
    ],
    "postgresql": [
        "CREATE FUNCTION plan_box_frozen() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF EXISTS (SELECT 1 FROM pathway_plan p WHERE p.id = OLD.plan_id\n    AND p.state IN ('approved', 'superseded')) OR EXISTS (SELECT 1 FROM pathway_plan p WHERE p.id = NEW.plan_id\n    AND p.state IN ('approved', 'superseded')) THEN RAISE EXCEPTION 'an approved plan cannot change' USING ERRCODE = 'check_violation'; END IF; RETURN NEW; END $$",
        "CREATE TRIGGER plan_box_frozen BEFORE UPDATE ON plan_box FOR EACH ROW EXECUTE FUNCTION plan_box_frozen()",
        "CREATE FUNCTION plan_box_kept() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF EXISTS (SELECT 1 FROM pathway_plan p WHERE p.id = OLD.plan_id\n    AND p.state IN ('approved', 'superseded')) THEN RAISE EXCEPTION 'an approved plan cannot change' USING ERRCODE = 'check_violation'; END IF; RETURN OLD; END $$",
        "CREATE TRIGGER plan_box_kept BEFORE DELETE ON plan_box FOR EACH ROW EXECUTE FUNCTION plan_box_kept()",
        "CREATE FUNCTION plan_box_late() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF EXISTS (SELECT 1 FROM pathway_plan p WHERE p.id = NEW.plan_id\n    AND p.state IN ('approved', 'superseded')) THEN RAISE EXCEPTION 'an approved plan cannot change' USING ERRCODE = 'check_violation'; END IF; RETURN NEW; END $$",
        "CREATE TRIGGER plan_box_late BEFORE INSERT ON plan_box FOR EACH ROW EXECUTE FUNCTION plan_box_late()",
        "CREATE FUNCTION plan_fact_frozen() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF EXISTS (SELECT 1 FROM pathway_plan p WHERE p.id = OLD.plan_id\n    AND p.state IN ('approved', 'superseded')) OR EXISTS (SELECT 1 FROM pathway_plan p WHERE p.id = NEW.plan_id\n    AND p.state IN ('approved', 'superseded')) THEN RAISE EXCEPTION 'an approved plan cannot change' USING ERRCODE = 'check_violation'; END IF; RETURN NEW; END $$",
        "CREATE TRIGGER plan_fact_frozen BEFORE UPDATE ON plan_fact FOR EACH ROW EXECUTE FUNCTION plan_fact_frozen()",
        "CREATE FUNCTION plan_fact_kept() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF EXISTS (SELECT 1 FROM pathway_plan p WHERE p.id = OLD.plan_id\n    AND p.state IN ('approved', 'superseded')) THEN RAISE EXCEPTION 'an approved plan cannot change' USING ERRCODE = 'check_violation'; END IF; RETURN OLD; END $$",
        "CREATE TRIGGER plan_fact_kept BEFORE DELETE ON plan_fact FOR EACH ROW EXECUTE FUNCTION plan_fact_kept()",
        "CREATE FUNCTION plan_fact_late() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF EXISTS (SELECT 1 FROM pathway_plan p WHERE p.id = NEW.plan_id\n    AND p.state IN ('approved', 'superseded')) THEN RAISE EXCEPTION 'an approved plan cannot change' USING ERRCODE = 'check_violation'; END IF; RETURN NEW; END $$",
        "CREATE TRIGGER plan_fact_late BEFORE INSERT ON plan_fact FOR EACH ROW EXECUTE FUNCTION plan_fact_late()",
        "CREATE FUNCTION plan_gap_reason_frozen() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF EXISTS (SELECT 1 FROM pathway_plan p WHERE p.id = OLD.plan_id\n    AND p.state IN ('approved', 'superseded')) OR EXISTS (SELECT 1 FROM pathway_plan p WHERE p.id = NEW.plan_id\n    AND p.state IN ('approved', 'superseded')) THEN RAISE EXCEPTION 'an approved plan cannot change' USING ERRCODE = 'check_violation'; END IF; RETURN NEW; END $$",
        "CREATE TRIGGER plan_gap_reason_frozen BEFORE UPDATE ON plan_gap_reason FOR EACH ROW EXECUTE FUNCTION plan_gap_reason_frozen()",
        "CREATE FUNCTION plan_gap_reason_kept() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF EXISTS (SELECT 1 FROM pathway_plan p WHERE p.id = OLD.plan_id\n    AND p.state IN ('approved', 'superseded')) THEN RAISE EXCEPTION 'an approved plan cannot change' USING ERRCODE = 'check_violation'; END IF; RETURN OLD; END $$",
        "CREATE TRIGGER plan_gap_reason_kept BEFORE DELETE ON plan_gap_reason FOR EACH ROW EXECUTE FUNCTION plan_gap_reason_kept()",
        "CREATE FUNCTION plan_gap_reason_late() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF EXISTS (SELECT 1 FROM pathway_plan p WHERE p.id = NEW.plan_id\n    AND p.state IN ('approved', 'superseded')) THEN RAISE EXCEPTION 'an approved plan cannot change' USING ERRCODE = 'check_violation'; END IF; RETURN NEW; END $$",
        "CREATE TRIGGER plan_gap_reason_late BEFORE INSERT ON plan_gap_reason FOR EACH ROW EXECUTE FUNCTION plan_gap_reason_late()",
    ],
}

WITHOUT_TRIGGERS = {
    "sqlite": [
        "DROP TRIGGER plan_gap_reason_late",
        "DROP TRIGGER plan_gap_reason_kept",
        "DROP TRIGGER plan_gap_reason_frozen",
        "DROP TRIGGER plan_fact_late",
        "DROP TRIGGER plan_fact_kept",
        "DROP TRIGGER plan_fact_frozen",
        "DROP TRIGGER plan_box_late",
        "DROP TRIGGER plan_box_kept",
        "DROP TRIGGER plan_box_frozen",
    ],
    "postgresql": [
        "DROP TRIGGER plan_gap_reason_late ON plan_gap_reason",
        "DROP FUNCTION plan_gap_reason_late()",
        "DROP TRIGGER plan_gap_reason_kept ON plan_gap_reason",
        "DROP FUNCTION plan_gap_reason_kept()",
        "DROP TRIGGER plan_gap_reason_frozen ON plan_gap_reason",
        "DROP FUNCTION plan_gap_reason_frozen()",
        "DROP TRIGGER plan_fact_late ON plan_fact",
        "DROP FUNCTION plan_fact_late()",
        "DROP TRIGGER plan_fact_kept ON plan_fact",
        "DROP FUNCTION plan_fact_kept()",
        "DROP TRIGGER plan_fact_frozen ON plan_fact",
        "DROP FUNCTION plan_fact_frozen()",
        "DROP TRIGGER plan_box_late ON plan_box",
        "DROP FUNCTION plan_box_late()",
        "DROP TRIGGER plan_box_kept ON plan_box",
        "DROP FUNCTION plan_box_kept()",
        "DROP TRIGGER plan_box_frozen ON plan_box",
        "DROP FUNCTION plan_box_frozen()",
    ],
}


def upgrade() -> None:
    """Make the tables and columns of plans, then what the database itself keeps of them."""
    op.create_table(
        "needs_assessment",
        sa.Column("finished_on", sa.Date(), nullable=False),
        sa.Column("who_took_part", sa.String(length=2000), nullable=False),
        sa.Column("their_words", sa.String(length=20000), nullable=False),
        sa.Column("information", sa.String(length=20000), nullable=False),
        sa.Column("deliberation", sa.String(length=20000), nullable=False),
        sa.Column("outcome", sa.String(length=20000), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=26), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("young_person_id", sa.Integer(), nullable=False),
        sa.Column("recorded_by_id", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["recorded_by_id"], ["worker.id"], name=op.f("fk_needs_assessment_recorded_by_id")),
        sa.ForeignKeyConstraint(
            ["young_person_id"], ["young_person.id"], name=op.f("fk_needs_assessment_young_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_needs_assessment")),
        sa.UniqueConstraint("public_id", name=op.f("uq_needs_assessment_public_id")),
    )
    op.create_index("ix_needs_assessment_person", "needs_assessment", ["young_person_id", "finished_on"], unique=False)
    op.create_table(
        "readiness_mark",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=26), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("young_person_id", sa.Integer(), nullable=False),
        sa.Column("recorded_on", sa.Date(), nullable=False),
        sa.Column(
            "skill",
            sa.Enum(
                "cooking",
                "money",
                "tenancy",
                "health",
                "travel",
                "documents",
                "asking",
                name="skill",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "their_view",
            sa.Enum(
                "not_yet",
                "with_help",
                "mostly",
                "alone",
                name="their_view",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "worker_view",
            sa.Enum(
                "not_yet",
                "with_help",
                "mostly",
                "alone",
                name="worker_view",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("next_step", sa.String(length=1000), nullable=False),
        sa.Column("recorded_by_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["recorded_by_id"], ["worker.id"], name=op.f("fk_readiness_mark_recorded_by_id")),
        sa.ForeignKeyConstraint(
            ["young_person_id"], ["young_person.id"], name=op.f("fk_readiness_mark_young_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_readiness_mark")),
        sa.UniqueConstraint("public_id", name=op.f("uq_readiness_mark_public_id")),
    )
    op.create_index("uq_readiness_mark", "readiness_mark", ["young_person_id", "recorded_on", "skill"], unique=True)
    op.create_table(
        "needs_assessment_part",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=26), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("assessment_id", sa.Integer(), nullable=False),
        sa.Column(
            "domain",
            sa.Enum(
                "support",
                "accommodation",
                "education",
                "employment",
                "money",
                "health",
                "relationships",
                "skills",
                "identity",
                "what_if",
                name="domain",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("needs", sa.String(length=20000), nullable=False),
        sa.ForeignKeyConstraint(
            ["assessment_id"], ["needs_assessment.id"], name=op.f("fk_needs_assessment_part_assessment_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_needs_assessment_part")),
        sa.UniqueConstraint("public_id", name=op.f("uq_needs_assessment_part_public_id")),
    )
    op.create_index("uq_needs_assessment_part", "needs_assessment_part", ["assessment_id", "domain"], unique=True)
    op.create_table(
        "plan_box",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=26), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column(
            "domain",
            sa.Enum(
                "support",
                "accommodation",
                "education",
                "employment",
                "money",
                "health",
                "relationships",
                "skills",
                "identity",
                "what_if",
                name="domain",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("box", sa.String(length=40), nullable=False),
        sa.Column("worker_id", sa.Integer(), nullable=True),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("at_version", sa.Integer(), nullable=False),
        sa.Column("before", sa.String(length=20000), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["pathway_plan.id"], name=op.f("fk_plan_box_plan_id")),
        sa.ForeignKeyConstraint(["worker_id"], ["worker.id"], name=op.f("fk_plan_box_worker_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_box")),
        sa.UniqueConstraint("public_id", name=op.f("uq_plan_box_public_id")),
    )
    op.create_index("uq_plan_box", "plan_box", ["plan_id", "domain", "box"], unique=True)
    op.create_table(
        "plan_fact",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=26), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column(
            "domain",
            sa.Enum(
                "support",
                "accommodation",
                "education",
                "employment",
                "money",
                "health",
                "relationships",
                "skills",
                "identity",
                "what_if",
                name="domain",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("label", sa.String(length=120), nullable=False),
        sa.Column("words", sa.String(length=20000), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["pathway_plan.id"], name=op.f("fk_plan_fact_plan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_fact")),
        sa.UniqueConstraint("public_id", name=op.f("uq_plan_fact_public_id")),
    )
    op.create_index("ix_plan_fact_plan", "plan_fact", ["plan_id"], unique=False)
    op.create_table(
        "plan_gap_reason",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=26), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.String(length=80), nullable=False),
        sa.Column("gap", sa.String(length=2000), nullable=False),
        sa.Column("words", sa.String(length=2000), nullable=False),
        sa.Column("given_by_id", sa.Integer(), nullable=False),
        sa.Column("given_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["given_by_id"], ["worker.id"], name=op.f("fk_plan_gap_reason_given_by_id")),
        sa.ForeignKeyConstraint(["plan_id"], ["pathway_plan.id"], name=op.f("fk_plan_gap_reason_plan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_gap_reason")),
        sa.UniqueConstraint("public_id", name=op.f("uq_plan_gap_reason_public_id")),
    )
    op.create_index("uq_plan_gap_reason", "plan_gap_reason", ["plan_id", "place"], unique=True)
    op.create_table(
        "review_part_answer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=26), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("review_id", sa.Integer(), nullable=False),
        sa.Column(
            "domain",
            sa.Enum(
                "support",
                "accommodation",
                "education",
                "employment",
                "money",
                "health",
                "relationships",
                "skills",
                "identity",
                "what_if",
                name="domain",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "holds",
            sa.Enum("stands", "change", "used", name="holds", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("words", sa.String(length=20000), nullable=False),
        sa.Column(
            "step",
            sa.Enum("1", "2", "3", "4", "5", name="step", native_enum=False, create_constraint=True, length=40),
            nullable=True,
        ),
        sa.ForeignKeyConstraint(["review_id"], ["review.id"], name=op.f("fk_review_part_answer_review_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review_part_answer")),
        sa.UniqueConstraint("public_id", name=op.f("uq_review_part_answer_public_id")),
    )
    op.create_index("uq_review_part_answer", "review_part_answer", ["review_id", "domain"], unique=True)
    op.create_table(
        "review_action_answer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=26), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("review_id", sa.Integer(), nullable=False),
        sa.Column("action_id", sa.Integer(), nullable=False),
        sa.Column(
            "answer",
            sa.Enum(
                "done", "keep", "change", "drop", name="answer", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column("words", sa.String(length=1000), nullable=False),
        sa.ForeignKeyConstraint(["action_id"], ["action.id"], name=op.f("fk_review_action_answer_action_id")),
        sa.ForeignKeyConstraint(["review_id"], ["review.id"], name=op.f("fk_review_action_answer_review_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review_action_answer")),
        sa.UniqueConstraint("public_id", name=op.f("uq_review_action_answer_public_id")),
    )
    op.create_index(op.f("ix_review_action_answer_action_id"), "review_action_answer", ["action_id"], unique=False)
    op.create_index("uq_review_action_answer", "review_action_answer", ["review_id", "action_id"], unique=True)
    op.add_column("plan_entry", sa.Column("others_by", sa.String(length=200), nullable=True))
    op.add_column("plan_entry", sa.Column("others_on", sa.Date(), nullable=True))
    op.add_column("plan_entry", sa.Column("scale_worst", sa.String(length=500), nullable=True))
    op.add_column("plan_entry", sa.Column("scale_best", sa.String(length=500), nullable=True))
    op.add_column(
        "plan_entry",
        sa.Column("step", sa.Enum("1", "2", "3", "4", "5", name="step", native_enum=False, length=40), nullable=True),
    )
    op.add_column("plan_entry", sa.Column("shared_on", sa.Date(), nullable=True))
    for statement in TRIGGERS[op.get_bind().dialect.name]:
        op.execute(statement)


def downgrade() -> None:
    """Take them away again."""
    for statement in WITHOUT_TRIGGERS[op.get_bind().dialect.name]:
        op.execute(statement)
    op.drop_column("plan_entry", "shared_on")
    op.drop_column("plan_entry", "step")
    op.drop_column("plan_entry", "scale_best")
    op.drop_column("plan_entry", "scale_worst")
    op.drop_column("plan_entry", "others_on")
    op.drop_column("plan_entry", "others_by")
    op.drop_index("uq_review_action_answer", table_name="review_action_answer")
    op.drop_index(op.f("ix_review_action_answer_action_id"), table_name="review_action_answer")
    op.drop_table("review_action_answer")
    op.drop_index("uq_review_part_answer", table_name="review_part_answer")
    op.drop_table("review_part_answer")
    op.drop_index("uq_plan_gap_reason", table_name="plan_gap_reason")
    op.drop_table("plan_gap_reason")
    op.drop_index("ix_plan_fact_plan", table_name="plan_fact")
    op.drop_table("plan_fact")
    op.drop_index("uq_plan_box", table_name="plan_box")
    op.drop_table("plan_box")
    op.drop_index("uq_needs_assessment_part", table_name="needs_assessment_part")
    op.drop_table("needs_assessment_part")
    op.drop_index("uq_readiness_mark", table_name="readiness_mark")
    op.drop_table("readiness_mark")
    op.drop_index("ix_needs_assessment_person", table_name="needs_assessment")
    op.drop_table("needs_assessment")

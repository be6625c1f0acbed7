"""Risks: lowered or closed by two people when high, what a risk said before each look, the part of the plan that answers."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_WHEN = """OLD.closed_on IS NULL AND OLD.level IN ('high', 'critical')
    AND (NEW.closed_on IS NOT NULL OR NEW.level IN ('low', 'medium') OR OLD.level = 'critical' AND NEW.level = 'high')
    AND NOT EXISTS (SELECT 1 FROM risk_proposal p WHERE p.risk_flag_id = OLD.id AND p.state = 'approved'
    AND p.flag_version = OLD.version)"""
_SAYS = "a high risk is lowered or closed by two people"
# The trigger as it was at this step: a later step changes it with statements of its own.
TRIGGERS = {
    "sqlite": [
        f"CREATE TRIGGER risk_by_two_people BEFORE UPDATE ON risk_flag FOR EACH ROW WHEN {_WHEN}"
        f" BEGIN SELECT RAISE(ABORT, '{_SAYS}'); END"
    ],
    "postgresql": [
        "CREATE FUNCTION risk_by_two_people() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
        f" IF {_WHEN} THEN RAISE EXCEPTION '{_SAYS}' USING ERRCODE = 'check_violation'; END IF; RETURN NEW; END $$",
        "CREATE TRIGGER risk_by_two_people BEFORE UPDATE ON risk_flag"
        " FOR EACH ROW EXECUTE FUNCTION risk_by_two_people()",
    ],
}
_BEFORE = ("their_view_before", "keeps_safe_before", "safety_plan_before")
_LEVELS = ("low", "medium", "high", "critical")


def _one_of(name: str, *words: str) -> sa.Enum:
    return sa.Enum(*words, name=name, native_enum=False, create_constraint=True, length=40)


def upgrade() -> None:
    """Add the table, the columns and the trigger."""
    with op.batch_alter_table("risk_flag") as batch_op:
        batch_op.add_column(sa.Column("plan_domain", sa.String(length=40), nullable=True))
    with op.batch_alter_table("risk_review") as batch_op:
        for name in _BEFORE:
            batch_op.add_column(sa.Column(name, sa.String(length=20000), nullable=False, server_default=""))
    with op.batch_alter_table("risk_review") as batch_op:
        for name in _BEFORE:
            batch_op.alter_column(name, server_default=None)
    op.create_table(
        "risk_proposal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=26), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("risk_flag_id", sa.Integer(), nullable=False),
        sa.Column("young_person_id", sa.Integer(), nullable=False),
        sa.Column("act", _one_of("act", "lower", "close"), nullable=False),
        sa.Column("level_before", _one_of("level_before", *_LEVELS), nullable=False),
        sa.Column("to_level", _one_of("to_level", *_LEVELS), nullable=True),
        sa.Column("reason", sa.String(length=20000), nullable=False),
        sa.Column("proposed_by_id", sa.Integer(), nullable=False),
        sa.Column("proposed_on", sa.Date(), nullable=False),
        sa.Column(
            "state",
            _one_of("state", "waiting", "approved", "refused", "withdrawn", "overtaken"),
            nullable=False,
        ),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("decision_words", sa.String(length=20000), nullable=False),
        sa.Column("flag_version", sa.Integer(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("(act = 'lower') = (to_level IS NOT NULL)", name=op.f("ck_risk_proposal_level_to_lower_to")),
        sa.CheckConstraint(
            "state NOT IN ('approved', 'refused') OR (decided_by_id IS NOT NULL AND decided_by_id <> proposed_by_id"
            " AND decided_on IS NOT NULL AND length(decision_words) > 0)",
            name=op.f("ck_risk_proposal_two_people"),
        ),
        sa.CheckConstraint(
            "(state = 'approved') = (flag_version IS NOT NULL)", name=op.f("ck_risk_proposal_approved_for_a_version")
        ),
        sa.ForeignKeyConstraint(["risk_flag_id"], ["risk_flag.id"], name=op.f("fk_risk_proposal_risk_flag_id")),
        sa.ForeignKeyConstraint(
            ["young_person_id"], ["young_person.id"], name=op.f("fk_risk_proposal_young_person_id")
        ),
        sa.ForeignKeyConstraint(["proposed_by_id"], ["worker.id"], name=op.f("fk_risk_proposal_proposed_by_id")),
        sa.ForeignKeyConstraint(["decided_by_id"], ["worker.id"], name=op.f("fk_risk_proposal_decided_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_risk_proposal")),
        sa.UniqueConstraint("public_id", name=op.f("uq_risk_proposal_public_id")),
    )
    op.create_index(op.f("ix_risk_proposal_risk_flag_id"), "risk_proposal", ["risk_flag_id"])
    op.create_index("ix_risk_proposal_person", "risk_proposal", ["young_person_id", "state"])
    waiting = sa.text("state = 'waiting'")
    op.create_index(
        "uq_risk_proposal_waiting", "risk_proposal", ["risk_flag_id"], unique=True,
        sqlite_where=waiting, postgresql_where=waiting,
    )  # fmt: skip
    for statement in TRIGGERS[op.get_bind().dialect.name]:
        op.execute(statement)


def downgrade() -> None:
    """Take them back: proposals and what a risk said before each look are forgotten."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP TRIGGER risk_by_two_people ON risk_flag")
        op.execute("DROP FUNCTION risk_by_two_people()")
    else:
        op.execute("DROP TRIGGER risk_by_two_people")
    op.drop_table("risk_proposal")
    with op.batch_alter_table("risk_review") as batch_op:
        for name in _BEFORE:
            batch_op.drop_column(name)
    with op.batch_alter_table("risk_flag") as batch_op:
        batch_op.drop_column("plan_domain")

"""A manager's oversight: notes and what they name, exceptions with an end, closings that were asked for."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

SOURCES_BEFORE = ("plan", "review", "contact", "supervision")
SOURCES = (*SOURCES_BEFORE, "oversight")
CLOSURES = ("died", "transferred", "returned_home", "adopted", "aged_out", "not_wanted", "import_undone")
EXCEPTIONS = ("no_visits", "fewer_visits", "no_contact", "later_review", "no_copy", "other")
TOPICS = ("high_risk", "home", "plan_returned", "missed_date", "ending")
WAITING, IN_FORCE = "answer IS NULL", "answer = 'agreed' AND ended_on IS NULL"
WHOLE = "answer IS NULL OR (answered_on IS NOT NULL AND answered_by_id IS NOT NULL AND length(answer_words) > 0)"
LONG = 20_000


def _one_of(name: str, values: tuple[str, ...]) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=40)


def _common(table: str, **workers: bool) -> list[Any]:
    """Id, public id, version and young person, and workers by name with whether there may be none."""
    return [
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=26), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("young_person_id", sa.Integer(), nullable=False),
        *[sa.Column(name, sa.Integer(), nullable=nullable) for name, nullable in workers.items()],
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint("public_id", name=op.f(f"uq_{table}_public_id")),
        _key(table, "young_person_id", "young_person"),
        *[_key(table, name, "worker") for name in workers],
    ]


def _key(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}"))


def _answered(table: str) -> list[Any]:
    return [
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("answer", _one_of("answer", ("agreed", "turned_down")), nullable=True),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("answer_words", sa.String(length=LONG), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(WHOLE, name=op.f(f"ck_{table}_answered_whole")),
        sa.CheckConstraint(
            "answered_by_id IS NULL OR answered_by_id <> asked_by_id", name=op.f(f"ck_{table}_not_by_asker")
        ),
    ]


def _exceptions() -> None:
    op.create_table(
        "agreed_exception",
        *_common("agreed_exception", asked_by_id=False, answered_by_id=True, ended_by_id=True),
        *_answered("agreed_exception"),
        sa.Column("kind", _one_of("kind", EXCEPTIONS), nullable=False),
        sa.Column("reason", sa.String(length=LONG), nullable=False),
        sa.Column("their_view", sa.String(length=LONG), nullable=False),
        sa.Column("keeps_safe", sa.String(length=LONG), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("end_words", sa.String(length=LONG), nullable=False),
        sa.CheckConstraint(
            "ended_on IS NULL OR (ended_by_id IS NOT NULL AND length(end_words) > 0)",
            name=op.f("ck_agreed_exception_ended_whole"),
        ),
    )
    op.create_index("ix_agreed_exception_person", "agreed_exception", ["young_person_id", "asked_on"])
    for name, where in (("waiting", WAITING), ("in_force", IN_FORCE)):
        op.create_index(
            f"ix_agreed_exception_{name}", "agreed_exception", ["young_person_id"], sqlite_where=sa.text(where),
            postgresql_where=sa.text(where),
        )  # fmt: skip


def _closings() -> None:
    op.create_table(
        "closing_proposal",
        *_common("closing_proposal", asked_by_id=False, answered_by_id=True),
        *_answered("closing_proposal"),
        sa.Column("closure", _one_of("closure", CLOSURES), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=False),
        sa.Column("home_with_parent_since", sa.Date(), nullable=True),
        sa.Column("reason", sa.String(length=LONG), nullable=False),
        sa.Column("told", sa.String(length=LONG), nullable=False),
    )
    op.create_index("ix_closing_proposal_person", "closing_proposal", ["young_person_id", "asked_on"])
    op.create_index(
        "uq_closing_proposal_waiting", "closing_proposal", ["young_person_id"], unique=True,
        sqlite_where=sa.text(WAITING), postgresql_where=sa.text(WAITING),
    )  # fmt: skip


def _notes() -> None:
    op.create_table(
        "oversight_note",
        *_common("oversight_note", written_by_id=False),
        *[sa.Column(name, sa.String(length=LONG), nullable=False) for name in ("decision", "reason", "evidence")],
        sa.Column("keeps_safe", sa.String(length=LONG), nullable=False),
        sa.Column("drift", sa.Boolean(), nullable=False),
        sa.Column("written_on", sa.Date(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("struck_at", sa.DateTime(timezone=True), nullable=True),
    )
    op.create_index("ix_oversight_note_person", "oversight_note", ["young_person_id", "id"])
    op.create_table(
        "oversight_addendum",
        *_common("oversight_addendum", added_by_id=False),
        sa.Column("note_id", sa.Integer(), nullable=False),
        sa.Column("kind", _one_of("kind", ("added", "in_error")), nullable=False),
        sa.Column("words", sa.String(length=LONG), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        _key("oversight_addendum", "note_id", "oversight_note"),
    )
    op.create_index("ix_oversight_addendum_note", "oversight_addendum", ["note_id", "id"])
    op.create_index(op.f("ix_oversight_addendum_young_person_id"), "oversight_addendum", ["young_person_id"])


def _subjects() -> None:
    named = {"risk_flag_id": "risk_flag", "home_id": "accommodation_spell", "plan_id": "pathway_plan"}
    checks = {
        "risk_named": "topic <> 'high_risk' OR risk_flag_id IS NOT NULL",
        "home_named": "topic <> 'home' OR home_id IS NOT NULL",
        "plan_named": "topic <> 'plan_returned' OR plan_id IS NOT NULL",
        "date_named": "topic <> 'missed_date' OR (missed_rule <> '' AND missed_on IS NOT NULL)",
    }
    op.create_table(
        "oversight_subject",
        *_common("oversight_subject"),
        sa.Column("note_id", sa.Integer(), nullable=False),
        sa.Column("topic", _one_of("topic", TOPICS), nullable=False),
        *[sa.Column(name, sa.Integer(), nullable=True) for name in named],
        sa.Column("missed_rule", sa.String(length=10), nullable=False),
        sa.Column("missed_on", sa.Date(), nullable=True),
        *[sa.CheckConstraint(sql, name=op.f(f"ck_oversight_subject_{name}")) for name, sql in checks.items()],
        _key("oversight_subject", "note_id", "oversight_note"),
        *[_key("oversight_subject", name, other) for name, other in named.items()],
    )
    for name in ("note_id", *named):
        op.create_index(op.f(f"ix_oversight_subject_{name}"), "oversight_subject", [name])
    op.create_index(
        "ix_oversight_subject_person", "oversight_subject", ["young_person_id", "topic", "missed_rule", "missed_on"]
    )


def _sources(values: tuple[str, ...]) -> str:
    words = ", ".join(f"'{value}'" for value in values)
    return f"source IN ({words})"


def upgrade() -> None:
    """Add the tables, and actions that arise from a note."""
    _exceptions()
    _closings()
    _notes()
    _subjects()
    with op.batch_alter_table("action") as table:
        table.add_column(sa.Column("oversight_id", sa.Integer(), nullable=True))
        table.create_foreign_key(op.f("fk_action_oversight_id"), "oversight_note", ["oversight_id"], ["id"])
        table.drop_constraint(op.f("ck_action_source"), type_="check")
        table.create_check_constraint(op.f("ck_action_source"), _sources(SOURCES))
        table.create_index("ix_action_oversight", ["oversight_id"])


def downgrade() -> None:
    """Forget notes, exceptions and proposals. Actions that arose from a note stay, as from a contact."""
    op.execute("UPDATE action SET source = 'contact' WHERE source = 'oversight'")
    with op.batch_alter_table("action") as table:
        table.drop_index("ix_action_oversight")
        table.drop_constraint(op.f("ck_action_source"), type_="check")
        table.create_check_constraint(op.f("ck_action_source"), _sources(SOURCES_BEFORE))
        table.drop_constraint(op.f("fk_action_oversight_id"), type_="foreignkey")
        table.drop_column("oversight_id")
    for name in ("oversight_subject", "oversight_addendum", "oversight_note", "closing_proposal", "agreed_exception"):
        op.drop_table(name)

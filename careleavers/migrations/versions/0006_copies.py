"""Copies offered, refused, translated; languages checked by the council."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

FORMS = "form IN ('screen', 'pdf', 'paper', 'read_aloud', 'large_print', 'summary', 'text')"
FORMS_BEFORE = "form IN ('screen', 'pdf', 'paper', 'read_aloud')"


def _identity() -> list[sa.Column[int] | sa.Column[str]]:
    return [
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=26), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
    ]


def upgrade() -> None:
    """Add the tables and the new answers of the ledger."""
    op.create_table(
        "language_check",
        sa.Column("checked_by", sa.String(length=200), nullable=False),
        sa.Column("checked_on", sa.Date(), nullable=False),
        sa.Column("in_use", sa.Boolean(), nullable=False),
        *_identity(),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_language_check")),
        sa.UniqueConstraint("language", name=op.f("uq_language_check_language")),
        sa.UniqueConstraint("public_id", name=op.f("uq_language_check_public_id")),
    )
    op.create_table(
        "translation",
        *_identity(),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("box", sa.String(length=80), nullable=False),
        sa.Column("source", sa.String(length=20000), nullable=False),
        sa.Column("words", sa.String(length=20000), nullable=False),
        sa.Column("translator", sa.String(length=200), nullable=False),
        sa.Column("entered_by_id", sa.Integer(), nullable=False),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["pathway_plan.id"], name=op.f("fk_translation_plan_id")),
        sa.ForeignKeyConstraint(["entered_by_id"], ["worker.id"], name=op.f("fk_translation_entered_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_translation")),
        sa.UniqueConstraint("public_id", name=op.f("uq_translation_public_id")),
    )
    op.create_index("uq_translation_box", "translation", ["plan_id", "language", "box"], unique=True)
    with op.batch_alter_table("plan_copy") as batch_op:
        batch_op.add_column(sa.Column("outcome", sa.String(length=40), nullable=False, server_default="given"))
        batch_op.create_check_constraint(op.f("ck_plan_copy_outcome"), "outcome IN ('given', 'offered', 'refused')")
        batch_op.drop_constraint(op.f("ck_plan_copy_form"), type_="check")
        batch_op.create_check_constraint(op.f("ck_plan_copy_form"), FORMS)


def downgrade() -> None:
    """Take them back. The three new forms become the nearest of the old ones; what was not given is forgotten."""
    op.execute("UPDATE plan_copy SET form = 'pdf' WHERE form IN ('large_print', 'summary', 'text')")
    op.execute("DELETE FROM plan_copy WHERE outcome <> 'given'")
    with op.batch_alter_table("plan_copy") as batch_op:
        batch_op.drop_constraint(op.f("ck_plan_copy_form"), type_="check")
        batch_op.create_check_constraint(op.f("ck_plan_copy_form"), FORMS_BEFORE)
        batch_op.drop_constraint(op.f("ck_plan_copy_outcome"), type_="check")
        batch_op.drop_column("outcome")
    op.drop_index("uq_translation_box", "translation")
    op.drop_table("translation")
    op.drop_table("language_check")

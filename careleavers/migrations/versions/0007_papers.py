"""The checklist of identity papers."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

KINDS = (
    "kind IN ('birth_certificate', 'passport', 'ni_number', 'bank_account', 'driving_licence', 'immigration',"
    " 'other_id')"
)
STATES = "state IN ('held', 'applied_for', 'not_held', 'not_known', 'not_needed')"


def upgrade() -> None:
    """Add the table."""
    op.create_table(
        "identity_paper",
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("applied_on", sa.Date(), nullable=True),
        sa.Column("seen_on", sa.Date(), nullable=True),
        sa.Column("expires_on", sa.Date(), nullable=True),
        sa.Column("kept_where", sa.String(length=200), nullable=False),
        sa.Column("words", sa.String(length=2000), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=26), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("young_person_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("recorded_by_id", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(state = 'applied_for') = (applied_on IS NOT NULL)", name=op.f("ck_identity_paper_applied_on_a_day")
        ),
        sa.CheckConstraint(
            "state <> 'not_needed' OR length(words) > 0", name=op.f("ck_identity_paper_not_needed_with_reason")
        ),
        sa.CheckConstraint(KINDS, name=op.f("ck_identity_paper_kind")),
        sa.CheckConstraint(STATES, name=op.f("ck_identity_paper_state")),
        sa.ForeignKeyConstraint(["recorded_by_id"], ["worker.id"], name=op.f("fk_identity_paper_recorded_by_id")),
        sa.ForeignKeyConstraint(
            ["young_person_id"], ["young_person.id"], name=op.f("fk_identity_paper_young_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_identity_paper")),
        sa.UniqueConstraint("public_id", name=op.f("uq_identity_paper_public_id")),
    )
    op.create_index("uq_identity_paper_kind", "identity_paper", ["young_person_id", "kind"], unique=True)


def downgrade() -> None:
    """Take it back."""
    op.drop_index("uq_identity_paper_kind", "identity_paper")
    op.drop_table("identity_paper")

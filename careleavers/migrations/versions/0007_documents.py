"""The checklist of identity papers, documents handed in as files, and which of them was opened."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

PAPERS = (
    "kind IN ('birth_certificate', 'passport', 'ni_number', 'bank_account', 'driving_licence', 'immigration',"
    " 'other_id')"
)
STATES = "state IN ('held', 'applied_for', 'not_held', 'not_known', 'not_needed')"
KINDS = (
    "kind IN ('birth_certificate', 'passport', 'ni_number', 'bank_account', 'driving_licence', 'immigration',"
    " 'other_id', 'housing', 'education', 'money', 'health', 'legal', 'letter', 'other')"
)
FILE_KINDS = "file_kind IN ('pdf', 'jpg', 'png', 'docx', 'txt')"
STRUCK = "struck_at IS NULL OR (struck_by_id IS NOT NULL AND length(strike_reason) > 0)"


def upgrade() -> None:
    """Add the tables, and the column of the read audit: empty for what was opened before."""
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
        sa.CheckConstraint(PAPERS, name=op.f("ck_identity_paper_kind")),
        sa.CheckConstraint(STATES, name=op.f("ck_identity_paper_state")),
        sa.ForeignKeyConstraint(["recorded_by_id"], ["worker.id"], name=op.f("fk_identity_paper_recorded_by_id")),
        sa.ForeignKeyConstraint(
            ["young_person_id"], ["young_person.id"], name=op.f("fk_identity_paper_young_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_identity_paper")),
        sa.UniqueConstraint("public_id", name=op.f("uq_identity_paper_public_id")),
    )
    op.create_index("uq_identity_paper_kind", "identity_paper", ["young_person_id", "kind"], unique=True)
    op.create_table(
        "document",
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("dated_on", sa.Date(), nullable=True),
        sa.Column("may_share", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=26), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("young_person_id", sa.Integer(), nullable=False),
        sa.Column("file_kind", sa.String(length=40), nullable=False),
        sa.Column("file_name", sa.String(length=32), nullable=False),
        sa.Column("file_bytes", sa.Integer(), nullable=False),
        sa.Column("file_sha256", sa.String(length=64), nullable=False),
        sa.Column("added_by_id", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("struck_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("struck_by_id", sa.Integer(), nullable=True),
        sa.Column("strike_reason", sa.String(length=2000), nullable=False),
        sa.CheckConstraint(STRUCK, name=op.f("ck_document_struck_with_reason")),
        sa.CheckConstraint(KINDS, name=op.f("ck_document_kind")),
        sa.CheckConstraint(FILE_KINDS, name=op.f("ck_document_file_kind")),
        sa.ForeignKeyConstraint(["added_by_id"], ["worker.id"], name=op.f("fk_document_added_by_id")),
        sa.ForeignKeyConstraint(["struck_by_id"], ["worker.id"], name=op.f("fk_document_struck_by_id")),
        sa.ForeignKeyConstraint(["young_person_id"], ["young_person.id"], name=op.f("fk_document_young_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document")),
        sa.UniqueConstraint("file_name", name=op.f("uq_document_file_name")),
        sa.UniqueConstraint("public_id", name=op.f("uq_document_public_id")),
    )
    op.create_index("ix_document_person", "document", ["young_person_id"])
    # Added in place: made anew, the table would lose the triggers that keep it append-only.
    op.add_column("read_entry", sa.Column("about", sa.String(length=26), nullable=True))


def downgrade() -> None:
    """Take them back. The files stay in their folder; nothing leads to them any more."""
    op.drop_column("read_entry", "about")
    op.drop_index("ix_document_person", "document")
    op.drop_table("document")
    op.drop_index("uq_identity_paper_kind", "identity_paper")
    op.drop_table("identity_paper")

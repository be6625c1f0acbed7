"""Documents handed in as files, and which of them was opened."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

KINDS = (
    "kind IN ('birth_certificate', 'passport', 'ni_number', 'bank_account', 'driving_licence', 'immigration',"
    " 'other_id', 'housing', 'education', 'money', 'health', 'legal', 'letter', 'other')"
)
FILE_KINDS = "file_kind IN ('pdf', 'jpg', 'png', 'docx', 'txt')"
STRUCK = "struck_at IS NULL OR (struck_by_id IS NOT NULL AND length(strike_reason) > 0)"


def upgrade() -> None:
    """Add the table, and the column of the read audit: empty for what was opened before."""
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

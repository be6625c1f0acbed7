"""What somebody has typed and not saved yet; contacts that are added to, or were recorded in error."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

# The conditions of the indexes on contacts, before and after: what was recorded in error stands in none.
VISITS = "kind IN ('home_visit', 'face_to_face')"
TWO_WAY = "kind IN ('home_visit', 'face_to_face', 'video', 'two_way')"
NEXT = "next_visit_on IS NOT NULL"


def _indexes(more: str = "", column: tuple[str, ...] = ()) -> None:
    """Make the three indexes again, each with its condition and `more`; the last with one `column` more."""
    for name, columns, condition in (
        ("ix_contact_seen", ["young_person_id", "happened_on"], VISITS),
        ("ix_contact_two_way", ["young_person_id", "happened_on"], TWO_WAY),
        ("ix_contact_next_visit", ["young_person_id", "happened_on", "next_visit_on", *column], NEXT),
    ):
        where = sa.text(condition + more)
        op.create_index(name, "contact", columns, unique=False, sqlite_where=where, postgresql_where=where)


def _no_indexes() -> None:
    for name in ("ix_contact_seen", "ix_contact_two_way", "ix_contact_next_visit"):
        op.drop_index(name, table_name="contact")


def upgrade() -> None:
    # Columns are added in place: a table that is made anew on SQLite would lose its CHECKs and triggers.
    op.add_column("contact", sa.Column("struck_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("change_of_circumstance", sa.Column("struck_at", sa.DateTime(timezone=True), nullable=True))
    _no_indexes()
    _indexes(" AND struck_at IS NULL", ("struck_at",))
    op.create_table(
        "contact_addendum",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=26), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("young_person_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("added", "in_error", name="kind", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("words", sa.String(length=20000), nullable=False),
        sa.Column("added_by_id", sa.Integer(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["added_by_id"], ["worker.id"], name=op.f("fk_contact_addendum_added_by_id")),
        sa.ForeignKeyConstraint(["contact_id"], ["contact.id"], name=op.f("fk_contact_addendum_contact_id")),
        sa.ForeignKeyConstraint(
            ["young_person_id"], ["young_person.id"], name=op.f("fk_contact_addendum_young_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact_addendum")),
        sa.UniqueConstraint("public_id", name=op.f("uq_contact_addendum_public_id")),
    )
    op.create_index("ix_contact_addendum_contact", "contact_addendum", ["contact_id", "id"], unique=False)
    op.create_index("ix_contact_addendum_young_person_id", "contact_addendum", ["young_person_id"], unique=False)
    op.create_table(
        "draft",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=26), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("young_person_id", sa.Integer(), nullable=True),
        sa.Column("path", sa.String(length=500), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("answers", sa.String(), nullable=False),
        sa.Column("tab", sa.String(length=26), nullable=False),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("over_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_draft_account_id")),
        sa.ForeignKeyConstraint(["young_person_id"], ["young_person.id"], name=op.f("fk_draft_young_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft")),
        sa.UniqueConstraint("public_id", name=op.f("uq_draft_public_id")),
    )
    with op.batch_alter_table("draft", schema=None) as batch_op:
        batch_op.create_index("ix_draft_account", ["account_id", "path"], unique=False)
        batch_op.create_index("ix_draft_saved_at", ["saved_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_draft_young_person_id"), ["young_person_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("draft", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_draft_young_person_id"))
        batch_op.drop_index("ix_draft_saved_at")
        batch_op.drop_index("ix_draft_account")
    op.drop_table("draft")
    op.drop_table("contact_addendum")
    _no_indexes()
    _indexes()
    op.execute("ALTER TABLE change_of_circumstance DROP COLUMN struck_at")
    op.execute("ALTER TABLE contact DROP COLUMN struck_at")

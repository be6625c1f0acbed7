"""What is new about somebody at a contact, and the actions that a contact was about."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

SEEN = sa.text("signs NOT IN ('', 'none') AND struck_at IS NULL")


def upgrade() -> None:
    """Add the columns and the table. At the contacts there are nobody was asked, so nothing is said of them."""
    # Columns are added in place: a table that is made anew on SQLite would lose its CHECKs and triggers.
    op.add_column("contact", sa.Column("signs", sa.String(length=120), nullable=False, server_default=""))
    op.add_column("contact", sa.Column("exploitation_talked", sa.String(length=40), nullable=True))
    op.add_column(
        "contact", sa.Column("exploitation_words", sa.String(length=20000), nullable=False, server_default="")
    )
    op.create_index(
        "ix_contact_signs", "contact", ["young_person_id", "happened_on", "signs"], unique=False,
        sqlite_where=SEEN, postgresql_where=SEEN,
    )  # fmt: skip
    op.create_table(
        "contact_action",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=26), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("action_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.String(length=2000), nullable=False),
        sa.ForeignKeyConstraint(["action_id"], ["action.id"], name=op.f("fk_contact_action_action_id")),
        sa.ForeignKeyConstraint(["contact_id"], ["contact.id"], name=op.f("fk_contact_action_contact_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact_action")),
        sa.UniqueConstraint("public_id", name=op.f("uq_contact_action_public_id")),
    )
    op.create_index("uq_contact_action", "contact_action", ["contact_id", "action_id"], unique=True)
    op.create_index("ix_contact_action_action_id", "contact_action", ["action_id"], unique=False)


def downgrade() -> None:
    """Take them back, with what was answered."""
    op.drop_index("ix_contact_action_action_id", table_name="contact_action")
    op.drop_index("uq_contact_action", table_name="contact_action")
    op.drop_table("contact_action")
    op.drop_index("ix_contact_signs", table_name="contact")
    op.execute("ALTER TABLE contact DROP COLUMN exploitation_words")
    op.execute("ALTER TABLE contact DROP COLUMN exploitation_talked")
    op.execute("ALTER TABLE contact DROP COLUMN signs")

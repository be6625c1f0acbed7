"""What young people ask and tell, and what they were answered."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table."""
    op.create_table(
        "voice_message",
        sa.Column("answer", sa.String(length=20000), nullable=False),
        sa.Column("done", sa.String(length=20000), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "not_safe",
                "visit",
                "worker",
                "advocate",
                "change",
                "question",
                "thanks",
                "complaint",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "change",
            sa.Enum(
                "moved", "work", "baby", "other", name="change", native_enum=False, create_constraint=True, length=40
            ),
            nullable=True,
        ),
        sa.Column("words", sa.String(length=20000), nullable=False),
        sa.Column("about_id", sa.Integer(), nullable=True),
        sa.Column("sent_on", sa.Date(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=26), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("young_person_id", sa.Integer(), nullable=False),
        sa.Column("written_by_id", sa.Integer(), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_on", sa.Date(), nullable=True),
        sa.Column("seen_by_id", sa.Integer(), nullable=True),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("answered_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "(answered_on IS NULL AND answered_by_id IS NULL AND answer = '') OR (answered_on IS NOT NULL AND answered_by_id IS NOT NULL AND length(answer) > 0)",
            name=op.f("ck_voice_message_answered_in_words"),
        ),
        sa.CheckConstraint("(kind = 'change') = (change IS NOT NULL)", name=op.f("ck_voice_message_change_named")),
        sa.CheckConstraint("about_id IS NULL OR kind = 'complaint'", name=op.f("ck_voice_message_about_complaint")),
        sa.CheckConstraint(
            "kind <> 'not_safe' OR answered_on IS NULL OR length(done) > 0", name=op.f("ck_voice_message_made_safe")
        ),
        sa.CheckConstraint("kind = 'not_safe' OR length(words) > 0", name=op.f("ck_voice_message_said_something")),
        sa.CheckConstraint("(seen_on IS NULL) = (seen_by_id IS NULL)", name=op.f("ck_voice_message_seen_by_somebody")),
        sa.ForeignKeyConstraint(["about_id"], ["worker.id"], name=op.f("fk_voice_message_about_id")),
        sa.ForeignKeyConstraint(["answered_by_id"], ["worker.id"], name=op.f("fk_voice_message_answered_by_id")),
        sa.ForeignKeyConstraint(["seen_by_id"], ["worker.id"], name=op.f("fk_voice_message_seen_by_id")),
        sa.ForeignKeyConstraint(["written_by_id"], ["worker.id"], name=op.f("fk_voice_message_written_by_id")),
        sa.ForeignKeyConstraint(
            ["young_person_id"], ["young_person.id"], name=op.f("fk_voice_message_young_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_voice_message")),
        sa.UniqueConstraint("public_id", name=op.f("uq_voice_message_public_id")),
    )
    op.create_index("ix_voice_message_person", "voice_message", ["young_person_id", "sent_on"], unique=False)


def downgrade() -> None:
    """Take it back."""
    op.drop_index("ix_voice_message_person", "voice_message")

    op.drop_table("voice_message")

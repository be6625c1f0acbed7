"""Alerts put off until a day; the outbox, and how often each wishes to hear."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("acknowledgement", schema=None) as batch_op:
        batch_op.add_column(sa.Column("snoozed", sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table("acknowledgement", schema=None) as batch_op:
        batch_op.alter_column("snoozed", server_default=None, existing_type=sa.Boolean(), existing_nullable=False)

    op.create_table(
        "digest_choice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=26), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("worker_id", sa.Integer(), nullable=False),
        sa.Column(
            "often",
            sa.Enum("daily", "weekly", "off", name="often", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("hour", sa.Integer(), nullable=False),
        sa.CheckConstraint("hour BETWEEN 0 AND 23", name=op.f("ck_digest_choice_an_hour")),
        sa.ForeignKeyConstraint(["worker_id"], ["worker.id"], name=op.f("fk_digest_choice_worker_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_digest_choice")),
        sa.UniqueConstraint("public_id", name=op.f("uq_digest_choice_public_id")),
        sa.UniqueConstraint("worker_id", name=op.f("uq_digest_choice_worker_id")),
    )
    op.create_table(
        "calendar_address",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=26), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("worker_id", sa.Integer(), nullable=False),
        sa.Column("word_print", sa.String(length=64), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["worker_id"], ["worker.id"], name=op.f("fk_calendar_address_worker_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_address")),
        sa.UniqueConstraint("public_id", name=op.f("uq_calendar_address_public_id")),
        sa.UniqueConstraint("word_print", name=op.f("uq_calendar_address_word_print")),
        sa.UniqueConstraint("worker_id", name=op.f("uq_calendar_address_worker_id")),
    )
    op.create_table(
        "message",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("worker_id", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(length=200), nullable=False),
        sa.Column("body", sa.String(length=20000), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("not_before", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_problem", sa.String(length=80), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("given_up_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["worker_id"], ["worker.id"], name=op.f("fk_message_worker_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_message")),
        sa.UniqueConstraint("key", name=op.f("uq_message_key")),
    )
    with op.batch_alter_table("message", schema=None) as batch_op:
        waiting = sa.text("sent_at IS NULL AND given_up_at IS NULL")
        batch_op.create_index(
            "ix_message_waiting",
            ["not_before", "id"],
            unique=False,
            sqlite_where=waiting,
            postgresql_where=waiting,
        )
        batch_op.create_index(batch_op.f("ix_message_worker_id"), ["worker_id"], unique=False)


def downgrade() -> None:
    op.drop_table("message")
    op.drop_table("calendar_address")
    op.drop_table("digest_choice")
    with op.batch_alter_table("acknowledgement", schema=None) as batch_op:
        batch_op.drop_column("snoozed")

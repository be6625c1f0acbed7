"""One-time codes with which young people get into their own space."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

OPEN = sa.text("ended_at IS NULL")
ENDINGS = ("used", "replaced", "tried_out", "restored", "switched_off")


def upgrade() -> None:
    """Add the table."""
    op.create_table(
        "invitation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=26), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("young_person_id", sa.Integer(), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=False),
        sa.Column("code_print", sa.String(length=64), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("wrong_tries", sa.Integer(), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "ending",
            sa.Enum(*ENDINGS, name="ending", native_enum=False, create_constraint=True, length=40),
            nullable=True,
        ),
        sa.CheckConstraint("(ended_at IS NULL) = (ending IS NULL)", name=op.f("ck_invitation_ending_dated")),
        sa.ForeignKeyConstraint(["young_person_id"], ["young_person.id"], name=op.f("fk_invitation_young_person_id")),
        sa.ForeignKeyConstraint(["made_by_id"], ["worker.id"], name=op.f("fk_invitation_made_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitation")),
        sa.UniqueConstraint("public_id", name=op.f("uq_invitation_public_id")),
        sa.UniqueConstraint("code_print", name=op.f("uq_invitation_code_print")),
    )
    op.create_index("ix_invitation_young_person_id", "invitation", ["young_person_id"], unique=False)
    op.create_index(
        "uq_invitation_open", "invitation", ["young_person_id"], unique=True, sqlite_where=OPEN, postgresql_where=OPEN
    )


def downgrade() -> None:
    """Take it back; accounts that were made with a code stay."""
    op.drop_index("uq_invitation_open", table_name="invitation")
    op.drop_index("ix_invitation_young_person_id", table_name="invitation")
    op.drop_table("invitation")

"""What panels said, and actions that arise from it."""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

_BEFORE = ("plan", "review", "contact", "supervision", "oversight")
_STRUCK = (
    "(struck_at IS NULL AND struck_by_id IS NULL)"
    " OR (struck_at IS NOT NULL AND struck_by_id IS NOT NULL AND length(struck_reason) > 0)"
)


def _sources(values: tuple[str, ...]) -> str:
    return "source IN ({})".format(", ".join(f"'{value}'" for value in values))


def upgrade() -> None:
    """Add the table, and what an action needs to name a row of it."""
    op.create_table(
        "panel_look",
        sa.Column(
            "panel",
            sa.Enum("eet", "housing", name="panel", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("looked_on", sa.Date(), nullable=False),
        sa.Column("present", sa.String(length=500), nullable=False),
        sa.Column("discussed", sa.String(length=20000), nullable=False),
        sa.Column("decided", sa.String(length=20000), nullable=False),
        sa.Column("next_look_on", sa.Date(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=26), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("young_person_id", sa.Integer(), nullable=False),
        sa.Column("recorded_by_id", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("struck_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("struck_by_id", sa.Integer(), nullable=True),
        sa.Column("struck_reason", sa.String(length=2000), nullable=False),
        sa.CheckConstraint(_STRUCK, name=op.f("ck_panel_look_struck_with_reason")),
        sa.ForeignKeyConstraint(["recorded_by_id"], ["worker.id"], name=op.f("fk_panel_look_recorded_by_id")),
        sa.ForeignKeyConstraint(["struck_by_id"], ["worker.id"], name=op.f("fk_panel_look_struck_by_id")),
        sa.ForeignKeyConstraint(["young_person_id"], ["young_person.id"], name=op.f("fk_panel_look_young_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_panel_look")),
        sa.UniqueConstraint("public_id", name=op.f("uq_panel_look_public_id")),
    )
    op.create_index("ix_panel_look_of", "panel_look", ["young_person_id", "panel", "looked_on"])
    with op.batch_alter_table("action") as table:
        table.add_column(sa.Column("panel_look_id", sa.Integer(), nullable=True))
        table.create_foreign_key(op.f("fk_action_panel_look_id"), "panel_look", ["panel_look_id"], ["id"])
        table.drop_constraint(op.f("ck_action_source"), type_="check")
        table.create_check_constraint(op.f("ck_action_source"), _sources((*_BEFORE, "panel")))
        table.create_index("ix_action_panel_look", ["panel_look_id"])


def downgrade() -> None:
    """Take them back; actions of a panel become actions of a contact, which is where they would have been written."""
    op.execute("UPDATE action SET source = 'contact' WHERE source = 'panel'")
    with op.batch_alter_table("action") as table:
        table.drop_index("ix_action_panel_look")
        table.drop_constraint(op.f("ck_action_source"), type_="check")
        table.create_check_constraint(op.f("ck_action_source"), _sources(_BEFORE))
        table.drop_constraint(op.f("fk_action_panel_look_id"), type_="foreignkey")
        table.drop_column("panel_look_id")
    op.drop_table("panel_look")

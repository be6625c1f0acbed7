"""Seals on the audit trail, which nothing changes or takes away."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

_ACTS = ("UPDATE", "DELETE", "TRUNCATE")


def upgrade() -> None:
    """Add the table and its triggers."""
    op.create_table(
        "audit_seal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("trail", sa.String(length=20), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("from_id", sa.Integer(), nullable=False),
        sa.Column("to_id", sa.Integer(), nullable=False),
        sa.Column("lines", sa.Integer(), nullable=False),
        sa.Column("columns", sa.String(length=500), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("sealed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_seal")),
    )
    op.create_index("uq_audit_seal_number", "audit_seal", ["trail", "number"], unique=True)
    message = "the audit trail is append-only"
    if op.get_bind().dialect.name == "sqlite":
        for act in _ACTS[:2]:
            op.execute(
                f"CREATE TRIGGER audit_seal_{act.lower()} BEFORE {act} ON audit_seal FOR EACH ROW WHEN 1 = 1 "
                f"BEGIN SELECT RAISE(ABORT, '{message}'); END"
            )
        return
    for act in _ACTS:
        given_back = {"DELETE": "OLD", "TRUNCATE": "NULL"}.get(act, "NEW")
        op.execute(
            f"CREATE FUNCTION audit_seal_{act.lower()}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF 1 = 1 THEN "
            f"RAISE EXCEPTION '{message}' USING ERRCODE = 'check_violation'; END IF; RETURN {given_back}; END $$"
        )
        op.execute(
            f"CREATE TRIGGER audit_seal_{act.lower()} BEFORE {act} ON audit_seal "
            f"FOR EACH {'STATEMENT' if act == 'TRUNCATE' else 'ROW'} EXECUTE FUNCTION audit_seal_{act.lower()}()"
        )


def downgrade() -> None:
    """Remove the triggers and the table."""
    if op.get_bind().dialect.name == "postgresql":
        for act in _ACTS:
            op.execute(f"DROP TRIGGER audit_seal_{act.lower()} ON audit_seal")
            op.execute(f"DROP FUNCTION audit_seal_{act.lower()}()")
    op.drop_index("uq_audit_seal_number", table_name="audit_seal")
    op.drop_table("audit_seal")

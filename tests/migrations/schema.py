"""A schema as the database itself describes it, made comparable: every table, CHECK, index and trigger by name."""

import re

from sqlalchemy import Connection, Engine

_POSTGRESQL = [
    """SELECT 'column ' || table_name || '.' || column_name, concat_ws(' ', data_type, character_maximum_length,
       is_nullable, regexp_replace(column_default, '_seq.*', '_seq')) FROM information_schema.columns
       WHERE table_schema = 'public'""",
    """SELECT 'constraint ' || conrelid::regclass || ' ' || conname, pg_get_constraintdef(oid) FROM pg_constraint
       WHERE connamespace = 'public'::regnamespace AND conrelid <> 0""",
    "SELECT 'index ' || indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'",
    """SELECT 'trigger ' || tgname, pg_get_triggerdef(pg_trigger.oid) FROM pg_trigger
       JOIN pg_class ON pg_class.oid = tgrelid WHERE NOT tgisinternal AND relnamespace = 'public'::regnamespace""",
    "SELECT 'function ' || proname, pg_get_functiondef(oid) FROM pg_proc WHERE pronamespace = 'public'::regnamespace",
    """SELECT 'type ' || typname, typtype::text FROM pg_type
       WHERE typnamespace = 'public'::regnamespace AND typtype = 'e'""",
]


def described(engine: Engine) -> dict[str, str]:
    """Everything the database holds but Alembic's own table: what it is and what it is called, to how it is made."""
    with engine.connect() as connection:
        found = _on_sqlite(connection) if engine.dialect.name == "sqlite" else _on_postgresql(connection)
    return {name: made for name, made in found.items() if "alembic_version" not in name}


def _on_sqlite(connection: Connection) -> dict[str, str]:
    rows = connection.exec_driver_sql(
        "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite%'"
    )
    return {f"{kind} {name}": _in_order(sql) if kind == "table" else _folded(sql) for kind, name, sql in rows}


def _on_postgresql(connection: Connection) -> dict[str, str]:
    return {
        name: _folded(made)
        for question in _POSTGRESQL
        for name, made in connection.exec_driver_sql(question).fetchall()
    }


def _folded(sql: str) -> str:
    return re.sub(r"\s+", " ", sql.replace('"', "")).replace("( ", "(").replace(" )", ")").strip()


def _in_order(sql: str) -> str:
    """A CREATE TABLE with its columns and constraints sorted: their order says nothing and batch changes move it."""
    head, _, body = _folded(sql).partition("(")
    parts, depth, start = [], 0, 0
    for place, character in enumerate(body):
        depth += {"(": 1, ")": -1}.get(character, 0)
        if (character == "," and depth == 0) or depth < 0:
            parts.append(body[start:place].strip())
            start = place + 1
        if depth < 0:
            break
    return f"{head.strip()} ({', '.join(sorted(parts))}) {body[start:].strip()}".strip()


def difference(one: dict[str, str], other: dict[str, str]) -> list[str]:
    """What stands in only one of two schemas, or differs, in lines to read."""
    return [
        f"{name}\n  first:  {one.get(name, '(absent)')}\n  second: {other.get(name, '(absent)')}"
        for name in sorted(one.keys() | other.keys())
        if one.get(name) != other.get(name)
    ]

"""What a database holds, as sorted plain text that can be compared."""

import re
from typing import Any

from sqlalchemy import Engine, inspect, text

_NOT_OURS = {"alembic_version"}


def _folded(sql: str | None) -> str:
    return re.sub(r"\s+", " ", (sql or "").replace('"', "")).strip()


def _sqlite(engine: Engine) -> list[str]:
    with engine.connect() as connection:
        rows = connection.execute(text("SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'"))
        found = []
        for kind, name, sql in rows:
            if name in _NOT_OURS or name.startswith("sqlite_autoindex"):
                continue
            plain = _folded(sql)
            if kind == "table":
                # The order of columns and constraints differs between the two ways of making a table and means nothing.
                inside = plain[plain.index("(") + 1 : plain.rindex(")")]
                plain = " | ".join(sorted(part.strip() for part in re.split(r", (?![^()]*\))", inside)))
            found.append(f"{kind} {name}: {plain}")
        return sorted(found)


def _postgresql(engine: Engine) -> list[str]:
    questions = {
        "column": "SELECT table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable || ' ' ||"
        " coalesce(character_maximum_length::text, '') || ' ' || coalesce(column_default, '')"
        " FROM information_schema.columns WHERE table_schema = 'public'",
        "constraint": "SELECT conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid)"
        " FROM pg_constraint WHERE connamespace = 'public'::regnamespace",
        "index": "SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'",
        "trigger": "SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal",
        "function": "SELECT pg_get_functiondef(oid) FROM pg_proc WHERE pronamespace = 'public'::regnamespace",
    }
    found = []
    with engine.connect() as connection:
        for kind, question in questions.items():
            found += [f"{kind} {_folded(row[0])}" for row in connection.execute(text(question))]
    return sorted(line for line in found if not any(name in line for name in _NOT_OURS))


def described(engine: Engine) -> list[str]:
    """Tables with their columns, keys and checks, indexes, triggers and functions."""
    return _sqlite(engine) if engine.dialect.name == "sqlite" else _postgresql(engine)


def table_names(engine: Engine) -> set[str]:
    """The tables there are, the migrations' own left out."""
    found: Any = inspect(engine).get_table_names()
    return set(found) - _NOT_OURS

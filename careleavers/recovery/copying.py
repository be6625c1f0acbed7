"""Every row from one database into another of the same schema, whichever of the two kinds each is."""

from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import Connection, Engine, Table, func, insert, select
from sqlalchemy import table as bare_table

from careleavers.migrations import running
from careleavers.models import metadata
from careleavers.models.triggers import PROMISES, statements

_AT_A_TIME = 1000
# A row may name a later one of its own table (a worker's manager), so these are checked at the end.
_TO_ITSELF = [
    (table.name, constraint.name)
    for table in metadata.sorted_tables
    for constraint in table.foreign_key_constraints
    if constraint.referred_table is table
]


class CopyDiffers(RuntimeError):
    """The copy does not hold what the original does; it must not be trusted."""


def counts(connection: Connection, names: Iterable[str] = tuple(metadata.tables)) -> dict[str, int]:
    """How many rows each of these tables has, by default every table of this program's schema."""
    return {
        name: int(connection.execute(select(func.count()).select_from(bare_table(name))).scalar_one()) for name in names
    }


def copy_rows(source: Connection, target: Engine) -> dict[str, int]:
    """Bring an empty database up to this program's schema and put every row of `source` into it; counts of each table.

    What the triggers promise was kept when the rows were first written, so they rest meanwhile: an approved plan is
    put back whole. Foreign keys are checked. Raises CopyDiffers, and leaves the target empty of rows.
    """
    running.upgrade(target)
    with target.connect() as connection, connection.begin():
        _rest(connection)
        for table in metadata.sorted_tables:
            connection.execute(table.delete())
        for table in metadata.sorted_tables:
            for rows in _in_parts(source, table):
                connection.execute(insert(table), rows)
        _rest(connection, over=True)
        if connection.dialect.name == "postgresql":
            _count_on(connection)
        elif connection.exec_driver_sql("PRAGMA foreign_key_check").first():
            raise CopyDiffers("Some rows would be left without their parent.")
        copied = counts(connection)
        if copied != counts(source):
            raise CopyDiffers("Some rows were not copied.")
    return copied


def _in_parts(source: Connection, table: Table) -> Iterator[list[dict[str, Any]]]:
    found = source.execution_options(yield_per=_AT_A_TIME).execute(select(table).order_by(*table.primary_key.columns))
    for part in found.mappings().partitions(_AT_A_TIME):
        yield [dict(row) for row in part]


def _rest(connection: Connection, *, over: bool = False) -> None:
    dialect = connection.dialect.name
    if dialect == "postgresql":
        for table in {promise.table for promise in PROMISES}:
            connection.exec_driver_sql(f"ALTER TABLE {table} {'ENABLE' if over else 'DISABLE'} TRIGGER USER")
        if over:
            connection.exec_driver_sql("SET CONSTRAINTS ALL IMMEDIATE")
        for table, constraint in _TO_ITSELF:
            later = "NOT DEFERRABLE" if over else "DEFERRABLE INITIALLY DEFERRED"
            connection.exec_driver_sql(f"ALTER TABLE {table} ALTER CONSTRAINT {constraint} {later}")
    else:
        if not over:
            connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
        for sql in statements(dialect) if over else [s for promise in PROMISES for s in promise.drop(dialect)]:
            connection.exec_driver_sql(sql)


def _count_on(connection: Connection) -> None:
    """New rows take numbers after the ones that were copied."""
    for table in metadata.sorted_tables:
        if "id" in table.c and table.c.id.autoincrement:
            newest = select(func.max(table.c.id)).scalar_subquery()
            sequence = func.pg_get_serial_sequence(table.name, "id")
            connection.execute(select(func.setval(sequence, newest)).where(newest.is_not(None)))

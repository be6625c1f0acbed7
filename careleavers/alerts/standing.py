"""The temporary table in which one rule at a time is worked out before it is compared with the open alerts."""

from sqlalchemy import Boolean, Column, Date, Integer, MetaData, String, Table
from sqlalchemy.schema import CreateTable

# What ought to be open, for the rule at hand; only this connection sees it.
STANDING = Table(
    "standing",
    MetaData(),
    Column("subject_id", Integer, primary_key=True, autoincrement=False),
    Column("about_id", Integer, primary_key=True, autoincrement=False),
    Column("due_on", Date),
    Column("since_on", Date),
    Column("never", Boolean(create_constraint=False)),
    Column("every_days", Integer),
    Column("basis", String(40)),
    Column("worse", Boolean(create_constraint=False)),
    prefixes=["TEMPORARY"],
)
MAKE_STANDING = CreateTable(STANDING, if_not_exists=True)


__all__ = ["MAKE_STANDING", "STANDING"]

"""The local offer as the page of it lists the rows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from careleavers.db import today
from careleavers.entitlements import queries
from careleavers.models import Offer
from careleavers.models.base import identity


@dataclass(frozen=True)
class Table:
    """Every row once: in force, to come or past. `to_check` are those whose check is due, the longest due first."""

    now: list[Offer]
    coming: list[Offer]
    past: list[Offer]
    to_check: list[Offer]
    due: Mapping[int, date]
    checkers: Mapping[int, str]
    unwatched: int


def read_table(session: Session) -> Table:
    """The whole local offer as it stands today."""
    day, rows = today(session), queries.every_offer(session)
    past = [row for row in rows if row.ends_on is not None and row.ends_on <= day]
    running = [row for row in rows if row not in past]
    due = queries.checks_due(session, running)
    return Table(
        now=[row for row in running if row.runs_on(day)],
        coming=[row for row in running if not row.runs_on(day)],
        past=past,
        to_check=sorted(
            (row for row in running if due.get(identity(row), date.max) <= day),
            key=lambda row: (due[identity(row)], row.name),
        ),
        due=due,
        checkers=queries.checkers(session),
        unwatched=sum(row.watched_from_on is None for row in running),
    )


__all__ = ["Table", "read_table"]

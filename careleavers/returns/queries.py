"""What is on record about the young people of an import, read in sets: never a query for each row."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import desc, func, select
from sqlmodel import Session, col

from careleavers.models import Account, ChangeEntry, ImportRun, LookedAfterPeriod, Oc3Answer, Worker, YoungPerson
from careleavers.models.base import identity

IMPORT_MARK = "import "
_CHUNK = 400
# What an import may write; a change of any of these by a person is theirs to keep.
FIELDS = ("born_on", "sex", "ethnicity", "upn", "parent", "first_child_born_on", "closure", "closed_on")


@dataclass
class Recorded:
    """Everything on record about one young person that an import may touch.

    `by_hand` holds (table, row id, field) of what a person here changed last; `deleted` the first days
    of periods that a person took out.
    """

    person: YoungPerson
    periods: list[LookedAfterPeriod] = field(default_factory=list)
    answers: dict[int, Oc3Answer] = field(default_factory=dict)
    by_hand: set[tuple[str, str, str]] = field(default_factory=set)
    imported: set[tuple[str, str, str]] = field(default_factory=set)
    deleted: set[date] = field(default_factory=set)

    def is_by_hand(self, row: YoungPerson | LookedAfterPeriod | Oc3Answer, name: str) -> bool:
        """Whether a person here was the last to change this field."""
        return (str(row.__tablename__), str(row.id), name) in self.by_hand

    @property
    def closed_by_import(self) -> bool:
        """Whether the closure that stands was set by an import, and so may be taken back by one."""
        key = ("young_person", str(self.person.id), "closure")
        return key in self.imported or (key not in self.by_hand and self.person.added_by_import_id is not None)


def recorded(session: Session, child_ids: Iterable[str]) -> dict[str, Recorded]:
    """What is on record, by child id in capitals, for those who have a record."""
    wanted = set(child_ids)
    pairs = session.execute(select(col(YoungPerson.id), col(YoungPerson.child_id)))
    ids = [number for number, child_id in pairs if child_id.upper() in wanted]
    found: dict[int, Recorded] = {}
    for chunk in _chunks(ids):
        people = session.execute(select(YoungPerson).where(col(YoungPerson.id).in_(chunk))).scalars()
        found.update({identity(person): Recorded(person) for person in people})
        theirs = select(LookedAfterPeriod).where(col(LookedAfterPeriod.young_person_id).in_(chunk))
        for period in session.execute(theirs).scalars():
            found[period.young_person_id].periods.append(period)
        answers = select(Oc3Answer).where(col(Oc3Answer.young_person_id).in_(chunk))
        for answer in session.execute(answers).scalars():
            found[answer.young_person_id].answers[answer.year] = answer
        _read_changes(session, chunk, found)
    return {each.person.child_id.upper(): each for each in found.values()}


def _chunks(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(ids), _CHUNK):
        yield ids[start : start + _CHUNK]


def _read_changes(session: Session, chunk: Sequence[int], found: dict[int, Recorded]) -> None:
    """Who last changed what: a person, or an import. Read from the audit trail, oldest first."""
    entries = session.execute(
        select(ChangeEntry)
        .where(
            col(ChangeEntry.young_person_id).in_(chunk),
            col(ChangeEntry.table_name).in_(["young_person", "looked_after_period", "oc3_answer"]),
            col(ChangeEntry.act).in_(["update", "delete"]),
        )
        .order_by(col(ChangeEntry.id))
    ).scalars()
    for entry in entries:
        record = found[entry.young_person_id or 0]
        key = (entry.table_name, entry.row_id, entry.field)
        by_import = entry.request_id.startswith(IMPORT_MARK)
        (record.imported if by_import else record.by_hand).add(key)
        (record.by_hand if by_import else record.imported).discard(key)
        if entry.act == "delete" and key[0] == "looked_after_period" and entry.field == "started_on":
            record.deleted.add(date.fromisoformat(json.loads(entry.before or "null")))


def imports(session: Session, most: int = 100) -> Sequence[Any]:
    """The latest imports, newest first, without the files and reports they hold."""
    columns = (
        col(ImportRun.id), col(ImportRun.public_id), col(ImportRun.started_at), col(ImportRun.started_by),
        col(ImportRun.year), col(ImportRun.applied_at),
    )  # fmt: skip
    rows: Sequence[Any] = session.execute(select(*columns).order_by(desc(col(ImportRun.id))).limit(most)).all()
    return rows


def names_of(session: Session, actors: Iterable[str]) -> dict[str, str]:
    """Who stands behind the actors' names: the worker's name for an account, other words for a command."""
    numbers = [int(name.removeprefix("account:")) for name in actors if name.startswith("account:")]
    statement = select(col(Account.id), Worker).join(Worker, col(Worker.id) == col(Account.worker_id))
    rows = session.execute(statement.where(col(Account.id).in_(numbers)))
    return {f"account:{number}": worker.name for number, worker in rows}


def ids_of(session: Session, child_ids: Iterable[str]) -> dict[str, tuple[int, str]]:
    """The id and public id of each of these young people who has a record, by child id in capitals."""
    wanted, found = sorted(set(child_ids)), {}
    shape = func.upper(YoungPerson.child_id)
    for start in range(0, len(wanted), _CHUNK):
        columns = (shape, col(YoungPerson.id), col(YoungPerson.public_id))
        rows = session.execute(select(*columns).where(shape.in_(wanted[start : start + _CHUNK])))
        found.update({child_id: (number, public_id) for child_id, number, public_id in rows})
    return found


__all__ = ["FIELDS", "IMPORT_MARK", "Recorded", "ids_of", "imports", "names_of", "recorded"]

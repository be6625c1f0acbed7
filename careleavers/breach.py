"""`careleavers who-saw`: after a breach, whose records somebody opened, or who opened somebody's, and on which pages.

The answer holds child ids and sign-in names, no young person's name, so that it can be sent to whoever must know.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import click
from sqlalchemy import or_, select
from sqlmodel import Session, col

from careleavers import audit
from careleavers.config import load_settings
from careleavers.domain.actors import job
from careleavers.domain.dates import LONDON
from careleavers.domain.refusals import Refused
from careleavers.models import Account, ReadEntry, YoungPerson
from careleavers.terminal import AS_JSON, open_database, plainly, show

_DAY = click.DateTime(formats=["%Y-%m-%d"])
_ACTOR = job("who-saw")


@dataclass
class Seen:
    """One young person on one page to one sign-in: how often, and from when to when."""

    child_id: str
    sign_in: str
    role: str
    page: str
    in_a_list: bool
    times: int
    first: datetime
    last: datetime

    def as_words(self) -> str:
        """One line for a person to read."""
        where = f"{self.page} (in a list)" if self.in_a_list else self.page
        when = f"{self.first:%Y-%m-%d %H:%M}" + (f" to {self.last:%Y-%m-%d %H:%M}" if self.times > 1 else "")
        return f"{self.child_id}  {self.sign_in} ({self.role})  {where}  {self.times} x  {when}"


def who_saw_whom(
    session: Session, first: date, last: date, *, sign_in: str | None = None, child_id: str | None = None
) -> list[Seen]:
    """What was opened from `first` to `last` (both included, days in London), by one sign-in or about one person.

    Young people's looks at their own record are in it. Raises Refused for a name or an id that is nobody's.
    """
    start = datetime.combine(first, time(), LONDON).astimezone(UTC)
    end = datetime.combine(last + timedelta(days=1), time(), LONDON).astimezone(UTC)
    within = [col(ReadEntry.at) >= start, col(ReadEntry.at) < end]
    person_id = None
    if sign_in is not None:
        within.append(col(ReadEntry.account_id) == _one(session, Account, "sign_in_name", sign_in))
    if child_id is not None:
        person_id = _one(session, YoungPerson, "child_id", child_id)
        alone = col(ReadEntry.young_person_id) == person_id
        within.append(or_(alone, (" " + col(ReadEntry.listed_ids) + " ").contains(f" {person_id} ")))
    found: dict[tuple[int, int, str, bool], list[ReadEntry]] = {}
    for entry in session.execute(select(ReadEntry).where(*within).order_by(col(ReadEntry.at))).scalars():
        for about, listed in _about(entry):
            if person_id in (None, about):
                found.setdefault((about, entry.account_id, entry.endpoint, listed), []).append(entry)
    return _in_words(session, found)


def _one(session: Session, model: Any, name: str, value: str) -> int:
    found: int | None = session.execute(select(model.id).where(getattr(model, name) == value)).scalar_one_or_none()
    if found is None:
        raise Refused(name, f"“{value}” is nobody's {name.replace('_', ' ')}. Nothing was looked for")
    return found


def _about(entry: ReadEntry) -> Iterable[tuple[int, bool]]:
    """Everybody an opened page was about, and whether they only stood in a list."""
    if entry.young_person_id is not None:
        yield entry.young_person_id, False
    yield from ((int(each), True) for each in entry.listed_ids.split() if int(each) != entry.young_person_id)


def _in_words(session: Session, found: dict[tuple[int, int, str, bool], list[ReadEntry]]) -> list[Seen]:
    people = {row.id: row.child_id for row in session.execute(select(col(YoungPerson.id), col(YoungPerson.child_id)))}
    names = {row.id: row.sign_in_name for row in session.execute(select(col(Account.id), col(Account.sign_in_name)))}
    made = [
        Seen(
            people.get(about, f"(removed, row {about})"),
            names.get(account) or f"(removed, account {account})",
            entries[0].role.label,
            page,
            listed,
            len(entries),
            entries[0].at.astimezone(LONDON),
            entries[-1].at.astimezone(LONDON),
        )
        for (about, account, page, listed), entries in found.items()
    ]
    return sorted(made, key=lambda seen: (seen.child_id, seen.sign_in, seen.first))


@click.command(name="who-saw")
@click.option("--sign-in", help="Whose sign-in was misused, by its name.")
@click.option("--child-id", help="Whose record it is about.")
@click.option("--from", "first", required=True, type=_DAY, help="The first day (YYYY-MM-DD), in London.")
@click.option("--until", "last", required=True, type=_DAY, help="The last day, included.")
@AS_JSON
@plainly
def who_saw(sign_in: str | None, child_id: str | None, first: datetime, last: datetime, as_json: bool) -> None:
    """Print whose records a sign-in opened, or who opened somebody's, on which pages, how often and when."""
    if not sign_in and not child_id:
        raise Refused("", "Say whose sign-in it was (--sign-in) or whose record it is about (--child-id)")
    if last < first:
        raise Refused("until", "--until is before --from. Give the earlier day first")
    database = open_database(load_settings())
    with database.transaction(_ACTOR) as session:
        seen = who_saw_whom(session, first.date(), last.date(), sign_in=sign_in, child_id=child_id)
        asked = " ".join(filter(None, (sign_in, child_id, f"{first:%Y-%m-%d} to {last:%Y-%m-%d}")))
        audit.record_batch(session, "read_entry", "read", f"{asked}: {len(seen)}")
    if as_json:
        show([vars(each) for each in seen])
        return
    people = len({each.child_id for each in seen})
    for each in seen:
        click.echo(each.as_words())
    click.echo(f"{people} young {'person' if people == 1 else 'people'}, {len(seen)} lines." if seen else "Nothing.")


__all__ = ["Seen", "who_saw", "who_saw_whom"]

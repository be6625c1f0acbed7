"""After a restore: a leaver stays out, an ended allocation stays ended, an address that was left stays left."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlmodel import Session, col, select

from careleavers import seal
from careleavers.accounts.service import new_uniquifier
from careleavers.config import Settings
from careleavers.db import Database, today
from careleavers.domain.actors import Actor
from careleavers.domain.invitations import InvitationEnding
from careleavers.domain.protection import RestrictionGround
from careleavers.domain.sign_ins import SignInEnding
from careleavers.domain.terms import Answer, Role
from careleavers.models import (
    AccessLoan,
    AccommodationSpell,
    Account,
    Allocation,
    Conflict,
    Invitation,
    Restriction,
    RestrictionDetails,
    SafeContact,
    SafeContactDetails,
    SignIn,
    Team,
    Worker,
    YoungPerson,
)
from careleavers.models.base import now_utc
from careleavers.people.service import record_safe_contact
from careleavers.protection.service import keep_apart, restrict_again
from careleavers.security_log import SEALS, STATES, SecurityLog

_WHO = Actor("command:restore")
MOVED = "Left after the backup that was restored was made. Record the home they live in now."
LOST = "Noted after the backup that was restored was made. Ask for the reason again."
CHANGED = "The address was changed after the backup that was restored was made. Ask for it again."


_UNDER_WAY: dict[Any, Any] = {Invitation: InvitationEnding.RESTORED, SignIn: SignInEnding.RESTORED}


@dataclass
class Replayed:
    """How much was put right: people kept out, access ended, homes left, agreements on safe contact withdrawn.

    Also people kept apart again, records restricted again, access to them ended.
    """

    accounts: int = 0
    workers: int = 0
    allocations: int = 0
    homes: int = 0
    safe_contacts: int = 0
    conflicts: int = 0
    restrictions: int = 0
    loans: int = 0


def replay(settings: Settings, database: Database, *, in_use: bool = True) -> Replayed:
    """Bring every protective state of the security log about again, in one transaction; what was done."""
    log, done = SecurityLog(settings.security_log_path, settings.secret_key), Replayed()
    with database.transaction(_WHO) as session:
        for line in log.newest():
            if line["table"] == SEALS:
                continue
            table = _TABLES[line["table"]]
            row = session.exec(select(table).where(table.public_id == line["row"])).one_or_none()
            if row is not None and log.state(session, row)["state"] == line["state"]:
                continue
            _PUT_RIGHT[table](session, log, row, line["state"], done)
            session.flush()
        if in_use:
            _end_what_was_under_way(session)
            _seals_from_here_on(session, log)
    return done


def _seals_from_here_on(session: Session, log: SecurityLog) -> None:
    """Seals from after the backup are gone with what they sealed; the trail goes on from those that came back."""
    for trail in seal.TRAILS:
        seal.remember(log, trail, seal.head(session, trail))


def _end_what_was_under_way(session: Session) -> None:
    """A code that was open may be used up, or its slip in other hands, by now; a sign-in may have been ended since."""
    for table, ending in _UNDER_WAY.items():
        for row in session.exec(select(table).where(table.ended_at.is_(None))):
            row.ended_at, row.ending = now_utc(), ending


def _found(session: Session, table: Any, public_id: str | None) -> Any:
    return session.exec(select(table).where(table.public_id == public_id)).one_or_none() if public_id else None


def _day(words: str | None) -> date | None:
    return date.fromisoformat(words) if words else None


def _account(_session: Session, _log: SecurityLog, row: Any, state: dict[str, Any], done: Replayed) -> None:
    if row is None:
        return
    row.active, row.fs_uniquifier = state["active"], new_uniquifier()
    # The old password may be the one that was given up for a reason: the owner is given a link.
    row.password = ""
    done.accounts += 1


def _worker(session: Session, _log: SecurityLog, row: Any, state: dict[str, Any], done: Replayed) -> None:
    if row is None:
        return
    team = _found(session, Team, state["team"])
    row.role, row.team_id = Role(state["role"]), team.id if team else None
    row.ends_on, row.disabled_on = _day(state["ends_on"]), _day(state["disabled_on"])
    done.workers += 1


def _allocation(_session: Session, _log: SecurityLog, row: Any, state: dict[str, Any], done: Replayed) -> None:
    if row is not None and state["to_on"]:
        row.to_on = _day(state["to_on"])
        done.allocations += 1


def _home(session: Session, log: SecurityLog, row: Any, state: dict[str, Any], done: Replayed) -> None:
    person = _found(session, YoungPerson, state["young_person"])
    if person is None:
        return
    if row is not None:
        if state["address"] != log.state(session, row)["state"]["address"]:
            row.address = CHANGED
        row.ended_on = _day(state["ended_on"]) or row.ended_on
    else:
        began = _day(state["started_on"])
        left = session.exec(
            select(AccommodationSpell).where(
                AccommodationSpell.young_person_id == person.id, col(AccommodationSpell.ended_on).is_(None)
            )
        ).one_or_none()
        if left is None or began is None or left.started_on > began:
            return
        left.ended_on, left.end_reason = began, MOVED
    done.homes += 1


def _safe_contact(session: Session, _log: SecurityLog, row: Any, state: dict[str, Any], done: Replayed) -> None:
    person, worker = _found(session, YoungPerson, state["young_person"]), _found(session, Worker, state["recorded_by"])
    if row is not None or person is None or worker is None:
        return
    in_person_only = SafeContactDetails(
        voicemail=Answer.NO, post=Answer.NO, review_on=today(session) + timedelta(days=1)
    )
    record_safe_contact(session, Actor(_WHO.name, worker_id=worker.id), person, in_person_only)
    done.safe_contacts += 1


def _conflict(session: Session, _log: SecurityLog, row: Any, state: dict[str, Any], done: Replayed) -> None:
    person, worker = _found(session, YoungPerson, state["young_person"]), _found(session, Worker, state["worker"])
    by = _found(session, Worker, state["noted_by"])
    if row is None and state["ended_on"] is None and None not in (person, worker, by):
        keep_apart(session, Actor(_WHO.name, worker_id=by.id), person, worker.id, LOST)
        done.conflicts += 1


def _restriction(session: Session, _log: SecurityLog, row: Any, state: dict[str, Any], done: Replayed) -> None:
    person, by = _found(session, YoungPerson, state["young_person"]), _found(session, Worker, state["began_by"])
    if row is None and state["ended_on"] is None and None not in (person, by):
        why = RestrictionDetails(ground=RestrictionGround(state["ground"]), reason=LOST)
        restrict_again(session, Actor(_WHO.name, worker_id=by.id), person, why)
        done.restrictions += 1


def _loan(_session: Session, _log: SecurityLog, row: Any, state: dict[str, Any], done: Replayed) -> None:
    if row is not None and state["ended_on"]:
        row.ended_on = _day(state["ended_on"])
        done.loans += 1


_PUT_RIGHT: dict[Any, Callable[[Session, SecurityLog, Any, dict[str, Any], Replayed], None]] = {
    Account: _account,
    Worker: _worker,
    Allocation: _allocation,
    AccommodationSpell: _home,
    SafeContact: _safe_contact,
    Conflict: _conflict,
    Restriction: _restriction,
    AccessLoan: _loan,
}
_TABLES: dict[str, Any] = {table.__tablename__: table for table in STATES}  # type: ignore[attr-defined]

__all__ = ["CHANGED", "LOST", "MOVED", "Replayed", "replay"]

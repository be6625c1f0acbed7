"""Accounts of members of staff: adding, changing, switching off and on, and the links with which they set a password.

The only place that makes workers, teams and accounts. Nobody but its owner ever chooses or knows a password.
"""

import uuid
from datetime import date

from sqlmodel import Session

from careleavers.accounts import links, queries
from careleavers.alerts import engine
from careleavers.config import Settings
from careleavers.db import Database, saving, today
from careleavers.domain.actors import Actor
from careleavers.domain.refusals import Refused, Stale
from careleavers.domain.terms import Role
from careleavers.models import Absence, Account, Team, Worker, WorkerDetails
from careleavers.models.base import identity

_IN_A_TEAM = (Role.AFTER_CARE_WORKER, Role.TEAM_MANAGER)
_LONGEST_ABSENCE = 366
_TAKEN = "Somebody signs in with that name already. Choose another"


def new_uniquifier() -> str:
    """A fresh word for an account; storing it ends every session that carries the old one."""
    return uuid.uuid4().hex


def add_team(session: Session, _actor: Actor, name: str) -> Team:
    """The team of this name, made if there is none yet."""
    team = queries.team_named(session, name)
    if team is None:
        team = Team.made(name=name)
        with saving(session, "new_team", "Somebody added that team at the same moment. Choose it from the list"):
            session.add(team)
    return team


def add_worker(session: Session, _actor: Actor, details: WorkerDetails) -> Account:
    """A member of staff with an account that lets nobody in until a password is set through a link.

    Raises Refused for a sign-in name that is taken or cannot be one, a role that needs a team without one,
    an end before the start, and a supervisor who is not a manager in service.
    """
    _check(session, details)
    if queries.account_named(session, details.sign_in_name) is not None:
        raise Refused("sign_in_name", _TAKEN)
    worker = Worker.made(details)
    with saving(session, "sign_in_name", _TAKEN):
        session.add(worker)
        session.flush()
        account = Account.made(sign_in_name=details.sign_in_name, worker_id=identity(worker), password="")
        session.add(account)
    return account


def change_worker(session: Session, _actor: Actor, worker: Worker, details: WorkerDetails, version: int) -> Worker:
    """Change what is recorded of a member of staff. The sign-in name stays as it is.

    Raises Refused as `add_worker` does, and Stale when somebody else changed it since `version`.
    """
    if worker.version != version:
        raise Stale("Somebody else changed this member of staff meanwhile")
    _check(session, details, worker)
    with saving(session, "", "Somebody else changed this member of staff meanwhile"):
        worker.amend(details)
    engine.refresh(session, worker_id=identity(worker))
    return worker


def _check(session: Session, details: WorkerDetails, worker: Worker | None = None) -> None:
    if not queries.is_sign_in_name(details.sign_in_name):
        raise Refused("sign_in_name", queries.NO_SIGN_IN_NAME)
    if details.role is Role.YOUNG_PERSON:
        raise Refused("role", "Choose what this member of staff does")
    if details.role in _IN_A_TEAM and details.team_id is None:
        raise Refused("team", f"Choose the team of this {details.role.label.lower()}")
    if details.ends_on is not None and details.ends_on < details.started_on:
        raise Refused("ends_on", "Enter a last day that is not before the first")
    if details.supervisor_id is not None:
        if worker is not None and details.supervisor_id == worker.id:
            raise Refused("supervisor", "Choose somebody else: nobody supervises themselves")
        if details.supervisor_id not in {each.id for each in queries.possible_supervisors(session, today(session))}:
            raise Refused("supervisor", "Choose a manager who works here today")


def record_absence(
    session: Session, _actor: Actor, worker: Worker, from_on: date, to_on: date, covered_by_id: int | None
) -> Absence:
    """Record from which to which day (both included) somebody is away, and who stands in; alerts follow at once.

    Raises Refused for days out of order or over, a stretch of more than a year, one that overlaps another that is
    recorded, and a cover who cannot stand in.
    """
    day = today(session)
    if to_on < max(from_on, day):
        raise Refused("to_on", "Enter a last day that is not before the first, and not over")
    if (to_on - from_on).days > _LONGEST_ABSENCE:
        raise Refused("to_on", "Enter at most a year, so that it is looked at again")
    if any(
        each.from_on <= to_on and each.to_on >= from_on for each, _ in queries.absences_from(session, worker, from_on)
    ):
        raise Refused("from_on", "They are recorded as away within these days already. Choose others")
    if covered_by_id not in (None, *(each.id for each in queries.possible_covers(session, worker, day))):
        raise Refused("covered_by_id", "Choose somebody of the same team, or a manager, who works here today")
    absence = Absence.made(worker_id=identity(worker), from_on=from_on, to_on=to_on, covered_by_id=covered_by_id)
    session.add(absence)
    session.flush()
    engine.refresh(session, worker_id=identity(worker))
    return absence


def disable_account(session: Session, actor: Actor, account: Account) -> Account:
    """Switch an account off: its owner is out with their next click, on every device. Raises Refused for one's own."""
    if account.id == actor.account_id:
        raise Refused("", "This is your own account. Another administrator must switch it off")
    worker = _worker_of(session, account)
    account.active, account.fs_uniquifier = False, new_uniquifier()
    worker.disabled_on = worker.disabled_on or today(session)
    engine.refresh(session, worker_id=identity(worker))
    return account


def enable_account(session: Session, _actor: Actor, account: Account) -> Account:
    """Switch an account on again. Raises Refused for somebody whose last day has passed."""
    worker = _worker_of(session, account)
    if worker.ends_on is not None and worker.ends_on <= today(session):
        raise Refused("", f"{worker.name} has left. Change the last day first, if they are back")
    account.active, worker.disabled_on = True, None
    engine.refresh(session, worker_id=identity(worker))
    return account


def _worker_of(session: Session, account: Account) -> Worker:
    worker = session.get(Worker, account.worker_id)
    if worker is None:
        raise ValueError("Not the account of a member of staff")
    return worker


def give_link(session: Session, _actor: Actor, account: Account, secret: str, hours: int) -> str:
    """The word of a new one-time link. The old password and any earlier link stop working, and sessions end."""
    account.password, account.fs_uniquifier = "", new_uniquifier()
    session.flush()
    return links.word_for(account, secret, hours)


def remove_second_factor(session: Session, _actor: Actor, account: Account) -> Account:
    """Forget the app of somebody who has lost their phone; they set up another at their next sign-in."""
    account.tf_primary_method = account.tf_totp_secret = account.tf_last_counter = None
    account.fs_uniquifier = new_uniquifier()
    session.flush()
    return account


def set_password(session: Session, word: str, secret: str, password_hash: str) -> Account | None:
    """Use a link up: keep the hash of the password its owner chose. None if the link was used in the meantime."""
    account = links.account_for(session, word, secret, lock=True)
    if account is not None:
        account.password, account.fs_uniquifier = password_hash, new_uniquifier()
        session.flush()
    return account


def give_access(
    session: Session, account: Account | None, young_person_id: int, sign_in_name: str, password_hash: str
) -> Account:
    """A young person's account: made, or the one they have with a new password. On again, and signed in nowhere.

    Raises Refused for a sign-in name that somebody has.
    """
    if account is not None:
        account.password, account.active, account.fs_uniquifier = password_hash, True, new_uniquifier()
        return account
    taken = "Somebody has that name. Pick another"
    if queries.account_named(session, sign_in_name) is not None:
        raise Refused("sign_in_name", taken)
    account = Account.made(sign_in_name=sign_in_name, young_person_id=young_person_id, password=password_hash)
    with saving(session, "sign_in_name", taken):
        session.add(account)
    return account


def sign_out_everywhere(session: Session, account: Account) -> None:
    """End every sign-in of an account at once. Its password goes on working."""
    account.fs_uniquifier = new_uniquifier()
    session.flush()


def switch_off_access(session: Session, account: Account) -> None:
    """End a young person's access on every device. Until a new code, a sign-in looks like a wrong password."""
    account.active, account.password, account.fs_uniquifier = False, "", new_uniquifier()
    session.flush()


def invite_first_worker(
    database: Database,
    settings: Settings,
    sign_in_name: str,
    given_name: str,
    family_name: str,
    role: Role,
    team: str | None,
) -> str:
    """Add a member of staff from the command line; gives the words to print, with a link good for one hour.

    Raises Refused as `add_worker` does, and when the installation has no secret key to sign the link with.
    """
    if not settings.secret_key:
        raise Refused("", "secret_key is not set. Put 32 random characters or more into CARELEAVERS_SECRET_KEY.")
    name, given_name, family_name = queries.as_sign_in_name(sign_in_name), given_name.strip(), family_name.strip()
    if not queries.is_sign_in_name(name):
        raise Refused("sign_in_name", queries.NO_SIGN_IN_NAME)
    if not 1 <= len(given_name) <= 80 or not 1 <= len(family_name) <= 80 or len(team or "") > 80:
        raise Refused("given_name", "Give a first name, a family name and a team of 1 to 80 characters each")
    actor = Actor("command:add-worker")
    with database.transaction(actor) as session:
        details = WorkerDetails(
            sign_in_name=name, given_name=given_name, family_name=family_name,
            role=role, team_id=add_team(session, actor, team).id if team else None, started_on=today(session),
        )  # fmt: skip
        account = add_worker(session, actor, details)
        word = give_link(session, actor, account, settings.secret_key, links.HOURS_FROM_COMMAND)
    return (
        f"{given_name} {family_name} can sign in as {account.sign_in_name} once a password is set.\n"
        f"Within the hour, open this page of the service and choose one. It works once:\n  /set-password/{word}"
    )


__all__ = [
    "add_team", "add_worker", "change_worker", "disable_account", "enable_account", "give_access", "give_link",
    "invite_first_worker", "new_uniquifier", "record_absence", "remove_second_factor", "set_password",
    "sign_out_everywhere", "switch_off_access",
]  # fmt: skip

"""Writing supervision. The only place that makes its rows.

A session can be changed until both have signed; a change takes back the signature that was given, since it was
given to other words. Sources: council policy (28 days); inspection findings that sessions lack reflection,
challenge and actions tied to an outcome for a young person.
"""

from collections.abc import Mapping, Sequence

from sqlmodel import Session, col, select

from careleavers.actions.service import add_action
from careleavers.alerts.engine import refresh
from careleavers.db import saving, today
from careleavers.domain.actors import Actor
from careleavers.domain.dates import long_date
from careleavers.domain.plans import is_placeholder
from careleavers.domain.refusals import Refused, Stale
from careleavers.domain.terms import ActionSource, Role
from careleavers.models import (
    DiscussionDetails,
    Supervision,
    SupervisionDetails,
    SupervisionDiscussion,
    Worker,
)
from careleavers.models.base import identity
from careleavers.supervision import queries
from careleavers.supervision.details import AgreedAction

STALE = "Somebody else saved this session meanwhile"


def record_supervision(
    session: Session,
    actor: Actor,
    worker: Worker,
    details: SupervisionDetails,
    discussed: Mapping[int, DiscussionDetails],
    actions: Sequence[AgreedAction],
) -> Supervision:
    """A session that the acting manager held with a worker. It counts once both have signed it.

    `discussed` maps the id of a young person to what was said. Raises Refused for oneself, a day to come or before
    the worker started, somebody the worker is not allocated to, and an action that says too little; the questions
    of the n-th action are called `action<n>_...`.
    """
    if worker.id == actor.worker or worker.role not in queries.SUPERVISED:
        raise Refused("", "Supervision is between a member of staff and somebody else who supervises them")
    _check_day(session, worker, details)
    supervision = Supervision.made(details, worker_id=identity(worker), supervisor_id=actor.worker)
    session.add(supervision)
    session.flush()
    _write_down(session, actor, supervision, discussed)
    _agree(session, actor, supervision, actions)
    refresh(session, worker_id=identity(worker))
    return supervision


def change_supervision(
    session: Session,
    actor: Actor,
    supervision: Supervision,
    details: SupervisionDetails,
    discussed: Mapping[int, DiscussionDetails],
    actions: Sequence[AgreedAction],
    version: int,
) -> Supervision:
    """Change a session that not both have signed yet, and add actions to it. Signatures so far are taken back.

    Raises Refused as `record_supervision` does, and once both have signed; Stale.
    """
    if supervision.version != version:
        raise Stale(STALE)
    if supervision.signed_on is not None:
        raise Refused("", "Both of you have signed this session, so it stays as it is")
    _check_day(session, session.get_one(Worker, supervision.worker_id), details)
    with saving(session, "", STALE):
        supervision.amend(details)
        supervision.worker_signed_on = supervision.supervisor_signed_on = None
    _write_down(session, actor, supervision, discussed)
    _agree(session, actor, supervision, actions)
    return supervision


def _check_day(session: Session, worker: Worker, details: SupervisionDetails) -> None:
    if details.held_on > today(session):
        raise Refused("held_on", f"Enter today, {long_date(today(session))}, or the earlier day on which you met")
    if details.held_on < worker.started_on:
        raise Refused("held_on", f"{worker.name} started on {long_date(worker.started_on)}. Enter a day since then")


def _write_down(
    session: Session, actor: Actor, supervision: Supervision, discussed: Mapping[int, DiscussionDetails]
) -> None:
    """Bring what was said of each young person in line with `discussed`."""
    statement = select(SupervisionDiscussion).where(col(SupervisionDiscussion.supervision_id) == supervision.id)
    known = {row.young_person_id: row for row in session.exec(statement)}
    worker = session.get_one(Worker, supervision.worker_id)
    allowed = {identity(person) for person in queries.caseload(session, actor, worker)} | set(known)
    if set(discussed) - allowed:
        raise Refused("discussed", f"Choose from the young people {worker.name} works with today")
    for person_id, details in discussed.items():
        if is_placeholder(details.decision):
            raise Refused(f"decision_{person_id}", "Write what you decided, and why")
        if person_id in known:
            known[person_id].amend(details)
        else:
            session.add(
                SupervisionDiscussion.made(details, supervision_id=identity(supervision), young_person_id=person_id)
            )
    for person_id in set(known) - set(discussed):
        session.delete(known[person_id])
    session.flush()


def _agree(session: Session, actor: Actor, supervision: Supervision, actions: Sequence[AgreedAction]) -> None:
    two = (supervision.worker_id, supervision.supervisor_id)
    for agreed in actions:
        prefix = f"action{agreed.number}_"
        if agreed.details.owner_id not in two:
            raise Refused(f"{prefix}owner_id", "Choose one of you two")
        if is_placeholder(agreed.details.outcome):
            raise Refused(f"{prefix}outcome", "Say what will be better for a young person because of this")
        try:
            add_action(
                session, actor, agreed.details, source=ActionSource.SUPERVISION,
                supervision_id=identity(supervision), young_person_id=agreed.young_person_id,
                team_practice=agreed.team_practice,
            )  # fmt: skip
        except Refused as refusal:
            raise Refused(f"{prefix}{refusal.field}", refusal.sentence) from refusal


def sign_supervision(session: Session, actor: Actor, supervision: Supervision, version: int) -> Supervision:
    """Sign for oneself. When both have, the session counts and the clock starts again from the day it was held.

    Raises Refused for somebody who was not there, twice the same, and while reflection, challenge or an action
    with an owner, a day and an outcome is missing, or for a team manager one for the whole team; Stale.
    """
    if supervision.version != version:
        raise Stale(STALE)
    missing = _missing(session, supervision)
    if missing:
        raise Refused("", missing)
    with saving(session, "", STALE):
        _put_signature(session, actor, supervision)
        if supervision.worker_signed_on is not None and supervision.supervisor_signed_on is not None:
            supervision.signed_on = today(session)
    refresh(session, worker_id=supervision.worker_id)
    if supervision.signed_on is not None:
        for young_person_id in queries.whom_it_talks_about(session, supervision):
            refresh(session, young_person_id=young_person_id)
    return supervision


def _put_signature(session: Session, actor: Actor, supervision: Supervision) -> None:
    if actor.worker_id == supervision.worker_id:
        signed, column = supervision.worker_signed_on, "worker_signed_on"
    elif actor.worker_id == supervision.supervisor_id:
        signed, column = supervision.supervisor_signed_on, "supervisor_signed_on"
    else:
        raise Refused("", "Only the two who sat down together can sign")
    if signed is not None:
        raise Refused("", f"You signed this session on {long_date(signed)} already")
    setattr(supervision, column, today(session))


def _missing(session: Session, supervision: Supervision) -> str:
    """What must be written before anybody signs, as a sentence; empty when nothing is missing."""
    if is_placeholder(supervision.reflection):
        return "Write the reflection before you sign: what you thought about together, and what it changed"
    if is_placeholder(supervision.challenge):
        return "Write the challenge before you sign: what was questioned, and what came of it"
    agreed = queries.actions_of(session, supervision)
    if not any(not is_placeholder(each.action.outcome) for each in agreed):
        return "Agree at least one action, with who, by when and the outcome it serves, before you sign"
    is_manager = session.get_one(Worker, supervision.worker_id).role is Role.TEAM_MANAGER
    if is_manager and not any(each.action.team_practice for each in agreed):
        return "Agree at least one action about the practice of the whole team before you sign"
    return ""


__all__ = ["change_supervision", "record_supervision", "sign_supervision"]

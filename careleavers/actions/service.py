"""Writing actions. The only place that makes their rows.

An action is owned by one member of staff in post; it is done only with evidence, given a new day only with a
reason, and every new day is counted. Every function flushes; none commits.
"""

from datetime import date

from sqlmodel import Session

from careleavers.actions import queries
from careleavers.alerts.engine import refresh
from careleavers.db import saving, today
from careleavers.domain.actors import Actor
from careleavers.domain.dates import add_months, long_date
from careleavers.domain.plans import is_placeholder
from careleavers.domain.refusals import Refused, Stale
from careleavers.domain.terms import ActionSource, ActionState, PlanDomain
from careleavers.models import Action, ActionDetails

# Further off than this is a slip of the finger, or a goal rather than an action.
FURTHEST_MONTHS = 36
STALE = "Somebody else saved this action meanwhile"


def add_action(
    session: Session,
    actor: Actor,
    details: ActionDetails,
    *,
    source: ActionSource,
    domain: PlanDomain | None = None,
    young_person_id: int | None = None,
    plan_id: int | None = None,
    review_id: int | None = None,
    contact_id: int | None = None,
    supervision_id: int | None = None,
    oversight_id: int | None = None,
    panel_look_id: int | None = None,
    team_practice: bool = False,
) -> Action:
    """A new action from wherever it arose; it is about a young person, a supervision session, or both.

    `team_practice` marks one for the whole team's practice, agreed in a manager's own supervision (R74).

    Raises Refused, with the field's own name, for words that say nothing, an owner who is not on the staff today,
    and a day that has passed or lies more than three years off.
    """
    if is_placeholder(details.what):
        raise Refused("what", "Say what will be done")
    check_owner(session, details.owner_id)
    _check_day(session, details.due_on)
    action = Action.made(
        details, source=source, domain=domain, young_person_id=young_person_id, plan_id=plan_id, review_id=review_id,
        contact_id=contact_id, supervision_id=supervision_id, oversight_id=oversight_id, panel_look_id=panel_look_id,
        team_practice=team_practice, recorded_by_id=actor.worker,
    )  # fmt: skip
    session.add(action)
    _settle(session, action)
    return action


def finish_action(session: Session, action: Action, evidence: str, version: int) -> Action:
    """Mark an action as done today. Raises Refused without evidence or if it is not to do any more; Stale."""
    _still_to_do(action, version)
    if is_placeholder(evidence):
        raise Refused("evidence", "Say what was done and how you know")
    with saving(session, "", STALE):
        action.evidence, action.done_on, action.state = evidence, today(session), ActionState.DONE
    _settle(session, action)
    return action


def redate_action(session: Session, action: Action, due_on: date, reason: str, version: int) -> Action:
    """Give an action another day, and count that it was. Raises Refused without a reason or for a bad day; Stale."""
    _still_to_do(action, version)
    _check_day(session, due_on)
    if due_on == action.due_on:
        raise Refused("due_on", f"It is due on {long_date(due_on)} already. Enter another day, or cancel")
    if is_placeholder(reason):
        raise Refused("redate_reason", "Say why it needs another day")
    with saving(session, "", STALE):
        action.due_on, action.redate_reason, action.times_redated = due_on, reason, action.times_redated + 1
    _settle(session, action)
    return action


def drop_action(session: Session, action: Action, reason: str, version: int) -> Action:
    """Mark an action as no longer needed. Raises Refused without a reason or if it is not to do any more; Stale."""
    _still_to_do(action, version)
    if is_placeholder(reason):
        raise Refused("drop_reason", "Say why it is no longer needed")
    with saving(session, "", STALE):
        action.drop_reason, action.state = reason, ActionState.DROPPED
    _settle(session, action)
    return action


def check_owner(session: Session, worker_id: int, field: str = "owner_id") -> None:
    """Refuse an owner who is not on the staff today."""
    if not queries.is_in_post(session, worker_id, today(session)):
        raise Refused(field, "Choose somebody who works here today")


def _check_day(session: Session, due_on: date) -> None:
    day = today(session)
    if due_on < day:
        raise Refused("due_on", f"Enter today, {long_date(day)}, or a later day")
    last = add_months(day, FURTHEST_MONTHS)
    if due_on > last:
        raise Refused("due_on", f"Enter a day no later than {long_date(last)}. Check the year")


def _still_to_do(action: Action, version: int) -> None:
    if action.state is not ActionState.OPEN:
        raise Refused("", f"This action is marked “{action.state.label.lower()}” already, so nothing was changed")
    if action.version != version:
        raise Stale(STALE)


def _settle(session: Session, action: Action) -> None:
    session.flush()
    if action.young_person_id is not None:
        refresh(session, young_person_id=action.young_person_id)


__all__ = ["add_action", "check_owner", "drop_action", "finish_action", "redate_action"]

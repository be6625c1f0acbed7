"""Who is alongside, what was promised and done, what supervision and managers decided."""

from sqlalchemy import ColumnElement, or_
from sqlalchemy.orm import aliased
from sqlmodel import col

from careleavers.alerts.rules import RULES
from careleavers.domain.actors import Actor
from careleavers.domain.dates import long_date, today_in_london
from careleavers.domain.timeline import EventKind
from careleavers.history.events import Happened, Page, Source, audited, rows_with, said
from careleavers.models import (
    Acknowledgement,
    Action,
    Alert,
    Allocation,
    ChangeEntry,
    Supervision,
    SupervisionDiscussion,
    Worker,
)
from careleavers.models.sql import london_day
from careleavers.scope import visible_supervisions

_ACTIONS, _WORKERS = Page("actions.list_actions"), Page("allocations.history")
_Manager = aliased(Worker)


def _agreed(action: Action, owner: Worker, worker: Worker) -> Happened:
    words = said(
        ("", action.what), ("So that", action.outcome), ("Who does it", _owner(action, owner)),
        ("By", long_date(action.due_on)),
    )  # fmt: skip
    title = f"Action agreed ({action.source.label.lower()})"
    return Happened(today_in_london(action.recorded_at), title, worker.name, words, page=_ACTIONS)


def _owner(action: Action, owner: Worker) -> str:
    return f"{owner.name} with {action.with_whom}" if action.with_whom else owner.name


def _done(action: Action, owner: Worker) -> Happened:
    assert action.done_on is not None, "only actions that were done are asked for"
    words = said(("", action.what), ("How we know", action.evidence))
    return Happened(action.done_on, "Action done", owner.name, words, "good", _ACTIONS)


def _redated(action: Action, entry: ChangeEntry, worker: Worker) -> Happened:
    words = said(("", action.what), ("Why", action.redate_reason))
    return Happened(today_in_london(entry.at), "Action given another day", worker.name, words, page=_ACTIONS)


def _dropped(action: Action, entry: ChangeEntry, worker: Worker) -> Happened:
    words = said(("", action.what), ("Why", action.drop_reason))
    return Happened(today_in_london(entry.at), "Action no longer needed", worker.name, words, page=_ACTIONS)


def _allocated(allocation: Allocation, worker: Worker, manager: Worker) -> Happened:
    title = f"{worker.name} became their {allocation.role.label.lower()}"
    words = said(("Handover", allocation.handover_note))
    return Happened(allocation.from_on, title, manager.name, words, page=_WORKERS)


def _ended(allocation: Allocation, worker: Worker) -> Happened:
    assert allocation.to_on is not None, "only allocations that ended are asked for"
    title = f"{worker.name} stopped being their {allocation.role.label.lower()}"
    return Happened(allocation.to_on, title, words=said(("Why", allocation.end_reason)), page=_WORKERS)


def _discussed(discussion: SupervisionDiscussion, supervision: Supervision, supervisor: Worker) -> Happened:
    words = said(
        ("What works well", discussion.working_well), ("What worries us", discussion.worried_about),
        ("What was decided", discussion.decision),
    )  # fmt: skip
    # No link to the session: what else was said there stays between the two who sat down.
    return Happened(supervision.held_on, "Talked about in supervision", supervisor.name, words)


def _settled(actor: Actor) -> ColumnElement[bool]:
    """Signed by both, the part about them belongs to the record; until then the two alone read it here too."""
    return or_(visible_supervisions(actor), col(Supervision.signed_on).is_not(None))


def _acknowledged(decision: Acknowledgement, alert: Alert, worker: Worker) -> Happened:
    about = RULES[alert.rule].title if alert.rule in RULES else alert.rule
    title = f"{'Put off' if decision.snoozed else 'Decided'}: {about}"
    words = said(("", decision.decision), ("By", long_date(decision.act_by_on)))
    return Happened(decision.recorded_on, title, worker.name, words)


SOURCES = [
    Source(
        "action", EventKind.ACTION, Action, london_day(Action.recorded_at), col(Action.young_person_id),
        rows_with(Action, Action.recorded_by_id, (_Manager, _Manager.id == Action.owner_id)), _agreed,
    ),
    Source(
        "action-done", EventKind.ACTION, Action, col(Action.done_on), col(Action.young_person_id),
        rows_with(Action, Action.owner_id), _done,
    ),
    Source(
        "action-redated", EventKind.ACTION, Action, london_day(ChangeEntry.at), col(Action.young_person_id),
        rows_with(Action, ChangeEntry.worker_id, audited(Action, "times_redated", col(ChangeEntry.act) == "update")),
        _redated,
    ),
    Source(
        "action-dropped", EventKind.ACTION, Action, london_day(ChangeEntry.at), col(Action.young_person_id),
        rows_with(Action, ChangeEntry.worker_id, audited(Action, "state", col(ChangeEntry.after) == '"dropped"')),
        _dropped,
    ),
    Source(
        "allocation", EventKind.WORKER, Allocation, col(Allocation.from_on), col(Allocation.young_person_id),
        rows_with(Allocation, Allocation.allocated_by_id, (_Manager, _Manager.id == Allocation.worker_id)), _allocated,
    ),
    Source(
        "allocation-ended", EventKind.WORKER, Allocation, col(Allocation.to_on), col(Allocation.young_person_id),
        rows_with(Allocation, Allocation.worker_id), _ended,
    ),
    Source(
        "supervision", EventKind.OVERSIGHT, SupervisionDiscussion, col(Supervision.held_on),
        col(SupervisionDiscussion.young_person_id),
        rows_with(
            SupervisionDiscussion, Supervision.supervisor_id,
            (Supervision, col(Supervision.id) == col(SupervisionDiscussion.supervision_id)),
        ),
        _discussed, _settled,
    ),
    Source(
        "alert-decision", EventKind.OVERSIGHT, Acknowledgement, col(Acknowledgement.recorded_on),
        col(Alert.young_person_id),
        rows_with(
            Acknowledgement, Acknowledgement.worker_id, (Alert, col(Alert.id) == col(Acknowledgement.alert_id))
        ),
        _acknowledged,
    ),
]  # fmt: skip

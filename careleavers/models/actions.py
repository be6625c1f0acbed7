"""Actions: one kind of row wherever they arise."""

from datetime import date, datetime
from typing import ClassVar

from sqlmodel import Index

from careleavers.domain.terms import ActionSource, ActionState, PlanDomain, Privacy
from careleavers.models.base import Details, Record, kept, now_utc, rule


class ActionDetails(Details):
    """What, who, by when, and which outcome it serves. The owner is always one named member of staff."""

    what: str = kept(Privacy.SHARED, max_length=1000, min_length=1)
    outcome: str = kept(Privacy.SHARED, "", max_length=1000)
    owner_id: int = kept(Privacy.STAFF, foreign_key="worker.id")
    with_whom: str = kept(Privacy.SHARED, "", max_length=200)
    due_on: date = kept(Privacy.SHARED)


class Action(Record, ActionDetails, table=True):
    """Something somebody promised to do by a day. Done needs evidence; a new date needs a reason and is counted."""

    __tablename__: ClassVar[str] = "action"
    __table_args__ = (
        rule("done_with_evidence", "state <> 'done' OR (done_on IS NOT NULL AND length(evidence) > 0)"),
        rule("dropped_with_reason", "state <> 'dropped' OR length(drop_reason) > 0"),
        rule("practice_of_a_team", "NOT team_practice OR (supervision_id IS NOT NULL AND young_person_id IS NULL)"),
        rule("has_a_subject", "young_person_id IS NOT NULL OR supervision_id IS NOT NULL"),
        Index("ix_action_person", "young_person_id", "state", "due_on"),
        Index("ix_action_owner", "owner_id", "state", "due_on"),
        Index("ix_action_plan", "plan_id"),
        Index("ix_action_supervision", "supervision_id"),
        Index("ix_action_oversight", "oversight_id"),
        Index("ix_action_panel_look", "panel_look_id"),
    )

    young_person_id: int | None = kept(Privacy.SYSTEM, None, foreign_key="young_person.id")
    source: ActionSource = kept(Privacy.CASE, term=ActionSource)
    domain: PlanDomain | None = kept(Privacy.SHARED, None, term=PlanDomain)
    plan_id: int | None = kept(Privacy.SYSTEM, None, foreign_key="pathway_plan.id")
    review_id: int | None = kept(Privacy.SYSTEM, None, foreign_key="review.id")
    contact_id: int | None = kept(Privacy.SYSTEM, None, foreign_key="contact.id")
    supervision_id: int | None = kept(Privacy.SYSTEM, None, foreign_key="supervision.id")
    oversight_id: int | None = kept(Privacy.SYSTEM, None, foreign_key="oversight_note.id")
    panel_look_id: int | None = kept(Privacy.SYSTEM, None, foreign_key="panel_look.id")
    team_practice: bool = kept(Privacy.CASE, False)
    state: ActionState = kept(Privacy.SHARED, ActionState.OPEN, term=ActionState)
    done_on: date | None = kept(Privacy.SHARED, None)
    evidence: str = kept(Privacy.CASE, "", max_length=2000)
    drop_reason: str = kept(Privacy.CASE, "", max_length=1000)
    times_redated: int = kept(Privacy.CASE, 0, ge=0)
    redate_reason: str = kept(Privacy.CASE, "", max_length=1000)
    recorded_by_id: int = kept(Privacy.STAFF, foreign_key="worker.id")
    recorded_at: datetime = kept(Privacy.SYSTEM, factory=now_utc)


__all__ = ["Action", "ActionDetails"]

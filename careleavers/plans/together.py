"""Writing side by side: a worker and the young person in one draft, each from their own device.

The author and the moment of every box are kept. Two people in two boxes of one part both keep what they wrote; two
people in one box are shown both texts. The young person reaches their own boxes, and those a worker has shared:
never analysis, other people's words or places.
"""

from typing import Any

from sqlalchemy import select
from sqlmodel import Session, col

from careleavers.alerts import engine
from careleavers.db import saving, today
from careleavers.domain.actors import Actor
from careleavers.domain.refusals import Refused, Stale
from careleavers.domain.terms import PlanDomain
from careleavers.models import PathwayPlan, PlanBox, PlanEntry, PlanEntryDetails, Worker
from careleavers.models.base import identity, now_utc
from careleavers.plans import queries

OWN_BOXES = ("my_view", "better", "scale_worst", "scale_best", "step")
SHARED_BOXES = ("now", "want_soon", "want_later", "sign", "first_step")
MEANWHILE = "Somebody else saved this meanwhile."


def boxes_open_to_them(entry: PlanEntry) -> tuple[str, ...]:
    """The boxes of a part in which the young person may write."""
    return OWN_BOXES + (SHARED_BOXES if entry.shared_on is not None else ())


def boxes(session: Session, plan: PathwayPlan, domain: PlanDomain) -> dict[str, PlanBox]:
    """Who wrote which box of a part of this version, by the box."""
    statement = (
        select(PlanBox)
        .where(col(PlanBox.plan_id) == plan.id, col(PlanBox.domain) == domain)
        .order_by(col(PlanBox.id))
        .execution_options(populate_existing=True)
    )
    return {row.box: row for row in session.execute(statement).scalars()}


def authors_of_boxes(session: Session, plan: PathwayPlan, domain: PlanDomain) -> list[tuple[PlanBox, str]]:
    """Each box of a part with its author's name, the latest first; "" for the young person."""
    found = sorted(boxes(session, plan, domain).values(), key=lambda row: row.written_at, reverse=True)
    return [(row, _name(session, row.worker_id)) for row in found]


def _name(session: Session, worker_id: int | None) -> str:
    return session.get_one(Worker, worker_id).name if worker_id is not None else ""


def merged(
    session: Session, plan: PathwayPlan, entry: PlanEntry, details: PlanEntryDetails, version: int
) -> PlanEntryDetails:
    """What to save of a part that others saved since `version`: their boxes as they are, one's own as typed.

    Raises Stale when the same box was changed by both.
    """
    written = boxes(session, plan, entry.domain)
    kept = {}
    for name in PlanEntryDetails.model_fields:
        typed, current = getattr(details, name), getattr(entry, name)
        theirs = written.get(name)
        if theirs is None or theirs.at_version <= version or same(typed, current):
            continue
        if not same(typed, theirs.before):
            raise Stale(MEANWHILE)
        kept[name] = current
    return details.model_copy(update=kept)


def same(one: object, other: object) -> bool:
    """Whether two answers to a box say the same; nothing and an empty text do."""
    return _as_text(one) == _as_text(other)


def _as_text(value: object) -> str:
    return "" if value is None else str(value)


def write(session: Session, actor: Actor, plan: PathwayPlan, entry: PlanEntry, details: PlanEntryDetails) -> None:
    """Put words into a part and remember whose each changed box is."""
    before = {name: getattr(entry, name) for name in PlanEntryDetails.model_fields}
    with saving(session, "", MEANWHILE):
        entry.amend(details)
        if actor.worker_id is not None:
            entry.edited_by_id, entry.edited_at = actor.worker, now_utc()
    written = boxes(session, plan, entry.domain)
    for name, old in before.items():
        if not same(old, getattr(entry, name)):
            _sign(session, actor, plan, entry, name, _as_text(old), written.get(name))
    session.flush()


def _sign(
    session: Session, actor: Actor, plan: PathwayPlan, entry: PlanEntry, name: str, before: str, row: PlanBox | None
) -> None:
    facts: dict[str, Any] = {
        "worker_id": actor.worker_id, "written_at": now_utc(), "at_version": entry.version, "before": before,
    }  # fmt: skip
    if row is None:
        session.add(PlanBox.made(plan_id=identity(plan), domain=entry.domain, box=name, **facts))
        return
    for column, value in facts.items():
        setattr(row, column, value)


def share_part(session: Session, plan: PathwayPlan, domain: PlanDomain, shared: bool) -> PlanEntry:
    """Open a part of a draft to the young person's own device, or close it again. Raises Refused outside a draft."""
    _open(plan)
    entry = queries.entries(session, plan)[domain]
    with saving(session, "", MEANWHILE):
        entry.shared_on = today(session) if shared else None
    return entry


def save_own_boxes(
    session: Session, actor: Actor, plan: PathwayPlan, domain: PlanDomain, said: dict[str, object], version: int
) -> PlanEntry:
    """Keep what the young person wrote in their own boxes and the shared ones; any other box is left as it is.

    Raises Stale when somebody else wrote in the same box since `version`, Refused outside a draft or for a box that
    is not theirs, PermissionError for somebody else's plan.
    """
    if actor.young_person_id != plan.young_person_id:
        raise PermissionError(f"{actor.name} may not write in this plan")
    _open(plan)
    entry = queries.entries(session, plan)[domain]
    if set(said) - set(boxes_open_to_them(entry)):
        raise Refused("", "Your worker closed this part again. Your own boxes are still yours.")
    current = {name: getattr(entry, name) for name in PlanEntryDetails.model_fields}
    details = PlanEntryDetails(**current | said)
    if entry.version != version:
        details = merged(session, plan, entry, details, version)
    write(session, actor, plan, entry, details)
    engine.refresh(session, young_person_id=plan.young_person_id)
    return entry


def _open(plan: PathwayPlan) -> None:
    if plan.state not in queries.WRITABLE:
        raise Refused("", "This version cannot be changed just now. The manager has it, or has decided.")

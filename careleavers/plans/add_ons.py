"""Short additions to a plan: which apply to somebody, what a version says in them. Nothing else makes their rows.

They begin where they apply and stay while they have words, so that nothing is lost when somebody's life changes back.
"""

from sqlalchemy import select
from sqlmodel import Session, col

from careleavers.db import saving, today
from careleavers.domain.actors import Actor
from careleavers.domain.add_ons import AddOn, Circumstances, add_ons_for
from careleavers.domain.plans import Gap, is_placeholder
from careleavers.domain.refusals import Refused, Stale
from careleavers.models import AccommodationSpell, EetSpell, PathwayPlan, PlanAddOn, PlanAddOnDetails, YoungPerson
from careleavers.models.base import identity, now_utc
from careleavers.plans import queries

MEANWHILE = "Somebody else saved this meanwhile"
BOXES = tuple(PlanAddOnDetails.model_fields)


def written(session: Session, plan: PathwayPlan) -> dict[AddOn, PlanAddOn]:
    """What a version says in its additions, in their order."""
    statement = select(PlanAddOn).where(col(PlanAddOn.plan_id) == plan.id).execution_options(populate_existing=True)
    found = {row.add_on: row for row in session.execute(statement).scalars()}
    return {add_on: found[add_on] for add_on in AddOn if add_on in found}


def applying(session: Session, young_person: YoungPerson) -> list[AddOn]:
    """The additions that apply to somebody today, from what is recorded."""
    known = identity(young_person)
    home = select(col(AccommodationSpell.code)).where(
        col(AccommodationSpell.young_person_id) == known, col(AccommodationSpell.ended_on).is_(None)
    )
    eet = select(col(EetSpell.code)).where(col(EetSpell.young_person_id) == known, col(EetSpell.ended_on).is_(None))
    recorded = Circumstances(
        born_on=young_person.born_on,
        eet=session.execute(eet).scalars().first(),
        home=session.execute(home).scalars().first(),
        **{name: getattr(young_person, name) for name in ("parent", "pregnant", "uasc", "ehcp", "disability")},
    )
    return add_ons_for(recorded, today(session))


def offered(session: Session, young_person: YoungPerson, plan: PathwayPlan) -> dict[AddOn, PlanAddOn | None]:
    """The additions of a version: those that apply and those with words, each with what it says so far."""
    rows, apply = written(session, plan), applying(session, young_person)
    return {add_on: rows.get(add_on) for add_on in AddOn if add_on in apply or add_on in rows}


def gaps(session: Session, plan: PathwayPlan) -> list[Gap]:
    """The additions that apply and say nothing yet; each asks for a reason."""
    young_person = session.get_one(YoungPerson, plan.young_person_id)
    return [
        Gap(None, "now", f"Write the addition “{add_on.label}”, or say why it is not needed.", blocking=False,
            key=f"add_on_{add_on.value}", add_on=add_on.value)
        for add_on, row in offered(session, young_person, plan).items()
        if row is None or is_placeholder(row.now)
    ]  # fmt: skip


def carry_over(session: Session, before: PathwayPlan, plan: PathwayPlan) -> None:
    """Begin the additions of a version with those of the one before it, authors and moments kept."""
    for add_on, row in written(session, before).items():
        said = PlanAddOnDetails(**{name: getattr(row, name) for name in BOXES})
        session.add(PlanAddOn.made(
            said, plan_id=identity(plan), add_on=add_on, edited_by_id=row.edited_by_id, edited_at=row.edited_at
        ))  # fmt: skip
    session.flush()


def save_add_on(
    session: Session, actor: Actor, plan: PathwayPlan, add_on: AddOn, details: PlanAddOnDetails, version: int
) -> PlanAddOn:
    """Keep what was written in one addition; `version` is that of its row as the page showed it, 0 before there is one.

    Raises Refused when the plan is not open to writing, Stale when somebody else saved it since.
    """
    if plan.state not in queries.WRITABLE:
        raise Refused("", f"This version is “{plan.state.label.lower()}” and cannot be changed.")
    row = written(session, plan).get(add_on)
    if row is not None and row.version != version:
        raise Stale(MEANWHILE)
    with saving(session, "", MEANWHILE):
        if row is None:
            row = PlanAddOn.made(details, plan_id=identity(plan), add_on=add_on, edited_by_id=actor.worker)
            session.add(row)
        else:
            row.amend(details)
            row.edited_by_id, row.edited_at = actor.worker, now_utc()
    return row


def authors(session: Session, plan: PathwayPlan) -> set[int]:
    """The ids of everybody who wrote an addition of this version, and not only of one before it."""
    return {row.edited_by_id for row in written(session, plan).values() if row.edited_at >= plan.recorded_at}


__all__ = ["BOXES", "applying", "authors", "carry_over", "gaps", "offered", "save_add_on", "written"]

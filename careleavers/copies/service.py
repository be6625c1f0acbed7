"""The ledger of copies and the translators' words. The only place that makes these rows."""

from collections.abc import Mapping

from sqlmodel import Session

from careleavers.alerts import engine
from careleavers.copies.boxes import Box
from careleavers.copies.translations import translations
from careleavers.db import today
from careleavers.domain.actors import Actor
from careleavers.domain.dates import long_date
from careleavers.domain.refusals import Refused
from careleavers.domain.terms import CopyOutcome, PlanState
from careleavers.languages.words import ENGLISH, Language
from careleavers.models import CopyDetails, PathwayPlan, PlanCopy, Translation
from careleavers.models.base import identity


def give_copy(session: Session, actor: Actor, plan: PathwayPlan, details: CopyDetails) -> PlanCopy:
    """Enter in the ledger that the young person was given or offered this version, or did not want it.

    Raises Refused unless the version holds now; for a day before its approval or to come; for a copy that was
    gone through without being given.
    """
    if plan.state is not PlanState.APPROVED or plan.approved_on is None:
        raise Refused("", "Only the approved version can be given.")
    if details.given_on > today(session):
        raise Refused("given_on", "Enter a day that is not in the future.")
    if details.given_on < plan.approved_on:
        raise Refused("given_on", f"Enter {long_date(plan.approved_on)}, the day it was approved, or later.")
    if details.explained and details.outcome is not CopyOutcome.GIVEN:
        raise Refused("explained", "Say “No” unless they have it: a copy is gone through once it is given.")
    copy = PlanCopy.made(details, plan_id=identity(plan), given_by_id=actor.worker)
    session.add(copy)
    session.flush()
    engine.refresh(session, young_person_id=plan.young_person_id)
    return copy


def save_translation(
    session: Session, actor: Actor, plan: PathwayPlan, language: Language, translator: str,
    boxes: list[Box], words: Mapping[str, str],
) -> int:  # fmt: skip
    """Keep a translator's words for boxes of this version, by name of the box; gives how many differ from before.

    An emptied box goes back to English. Raises Refused for English, for nothing at all, and without a translator.
    """
    if language is ENGLISH:
        raise Refused("", "The plan is written in English already.")
    if not translator.strip():
        raise Refused("translator", "Enter who translated it.")
    kept, changed = translations(session, identity(plan), language.code), 0
    for box in boxes:
        typed, row = words.get(box.name, "").strip(), kept.get(box.name)
        if typed == (row.words if row is not None and row.source == box.text else ""):
            continue
        changed += 1
        if row is not None:
            session.delete(row)
            session.flush()
        if typed:
            session.add(Translation.made(
                plan_id=identity(plan), language=language.code, box=box.name, source=box.text, words=typed,
                translator=translator, entered_by_id=actor.worker,
            ))  # fmt: skip
    session.flush()
    return changed

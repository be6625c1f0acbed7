"""What went wrong, or is about to end, is explained by a manager (R94, R95, R96)."""

from typing import Any

from sqlalchemy import Select, func, literal_column, or_, select, union_all
from sqlmodel import col

from careleavers.alerts.rules.catalogue import rule
from careleavers.alerts.rules.duties import DUTY, OWED_ID, due
from careleavers.alerts.rules.facts import of_person
from careleavers.alerts.rules.oversight import NOTES, last_note, no_note
from careleavers.alerts.rules.plans import plan_missing_at_18, review_due
from careleavers.alerts.rules.reviews import move_not_reviewed
from careleavers.alerts.rules.visits import home_not_visited, new_home_not_visited
from careleavers.domain.oversight import OversightTopic
from careleavers.domain.policy import Policy
from careleavers.domain.terms import Basis, PlanState, Severity
from careleavers.models import OversightNote, OversightSubject, PathwayPlan
from careleavers.models.sql import days_after, months_after, word, working_days_after

# The dates of the 2010 regulations and of s23C that a manager explains once they are missed. Nobody allocated
# (R20 to R22) is not among them: only a manager can end that, by allocating.
MISSED = {
    "R06": plan_missing_at_18, "R07": review_due, "R09": move_not_reviewed, "R24": new_home_not_visited,
    "R26": home_not_visited,
}  # fmt: skip
_SIX_MONTHS = 6


@rule(
    "R94",
    "Returned plan without a manager's oversight",
    severity=Severity.MEDIUM,
    basis=Basis.POLICY,
    source="Council policy; inspection findings on drift",
    clears_when="The plan is sent again, or a manager writes an oversight note that names it",
    limit="returned_plan_working_days",
    reads=("calendar_day", "pathway_plan", *NOTES),
)
def returned_plan_without_oversight(policy: Policy) -> Select[Any]:
    """A plan that a manager gave back is sent again within the working days set, counted from when it was sent.

    Or a manager writes down why that takes longer.
    """
    plan = PathwayPlan
    sent_on: Any = col(plan.sent_on)
    named = last_note(col(OversightSubject.plan_id) == col(plan.id))
    return (
        due(
            working_days_after(sent_on, policy.returned_plan_working_days),
            since_on=sent_on,
            basis=word(Basis.POLICY),
            about_id=plan.id,
        )
        .join(plan, of_person(plan))
        .where(
            col(plan.state) == word(PlanState.RETURNED),
            sent_on.is_not(None),
            or_(named.is_(None), named < sent_on),
        )
    )


@rule(
    "R95",
    "Missed date without a manager's oversight",
    severity=Severity.HIGH,
    basis=Basis.POLICY,
    source="Council policy; inspection findings on dates missed without a reason",
    clears_when="What was due is done, or a manager writes an oversight note that names the missed date",
    limit="missed_date_working_days",
    reads=(
        "accommodation_spell", "calendar_day", "contact", "pathway_plan", "review", *NOTES,
    ),
    several=True,
    after_the_fact=True,
)  # fmt: skip
def missed_date_without_oversight(policy: Policy) -> Select[Any]:
    """When a plan, a review or a visit that the law requires is late, a manager says why and what is done about it.

    One note for each missed date, within the working days set from the day it was due.
    """
    parts = []
    for rule_id, select_of in MISSED.items():
        owed = select_of(policy).subquery()
        row = select(literal_column(f"'{rule_id}'").label("rule"), owed.c.subject_id, owed.c.due_on, owed.c.ends_on)
        # Asked of a worked-out value, so that SQLite begins with whom it is about and not with the basis.
        parts.append(row.where(func.coalesce(owed.c.basis, "") == word(Basis.STATUTORY)))
    missed = union_all(*parts).subquery("missed")
    return (
        due(
            working_days_after(missed.c.due_on, policy.missed_date_working_days),
            since_on=missed.c.due_on,
            basis=word(Basis.POLICY),
            ends_on=missed.c.ends_on,
        )
        .join(missed, missed.c.subject_id == OWED_ID)
        .where(
            no_note(
                col(OversightSubject.topic) == word(OversightTopic.MISSED_DATE),
                col(OversightSubject.missed_rule) == missed.c.rule,
                col(OversightSubject.missed_on) == missed.c.due_on,
            )
        )
    )


@rule(
    "R96",
    "Support ends without a manager's oversight",
    severity=Severity.HIGH,
    notice_days=28,
    basis=Basis.POLICY,
    source="Council policy; Children Act 1989 s23CZB",
    clears_when="A manager writes an oversight note about the end of support in its last six months",
    limit="ending_oversight_days",
    reads=NOTES,
)
def ending_without_oversight(policy: Policy) -> Select[Any]:
    """Before support ends, at 21, at 25 or with a course, a manager has looked at what is left to do and decided."""
    ends_on = DUTY.c.planned_end
    return due(
        days_after(ends_on, -policy.ending_oversight_days),
        since_on=ends_on,
        basis=word(Basis.POLICY),
    ).where(
        no_note(
            col(OversightSubject.topic) == word(OversightTopic.ENDING),
            col(OversightNote.written_on) >= months_after(ends_on, -_SIX_MONTHS),
        )
    )


__all__ = ["MISSED", "ending_without_oversight", "missed_date_without_oversight", "returned_plan_without_oversight"]

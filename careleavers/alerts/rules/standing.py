"""Where somebody stands in law, and what is owed as support ends or has ended (R19, R33, R34)."""

from typing import Any

from sqlalchemy import Select
from sqlmodel import col

from careleavers.alerts.rules.catalogue import rule
from careleavers.alerts.rules.duties import DUTY, OWED_ID, due
from careleavers.alerts.rules.facts import last_offer, there_is
from careleavers.domain.policy import Policy
from careleavers.domain.terms import Basis, ReviewTrigger, Severity
from careleavers.models import Review, YoungPerson
from careleavers.models.sql import days_after, latest_of, months_after, word, working_days_after

_SIX_MONTHS = 6
_FROM_SIX_MONTHS = 156  # what is left of six months, whichever they are, when the last 28 days are taken away


@rule(
    "R19",
    "Legal category to be decided",
    severity=Severity.MEDIUM,
    basis=Basis.STATUTORY,
    source="Children Act 1989 s23A to s24 and Sch 2 para 19B; the working days are council policy",
    clears_when="A manager decides on the category",
    limit="category_working_days",
    reads=("calendar_day",),
)
def category_undecided(policy: Policy) -> Select[Any]:
    """A manager decides within the working days set where the days in care do not settle what somebody is owed.

    Also where what was decided no longer fits what the periods in care now show. Until then every duty is counted.
    """
    person = YoungPerson
    noticed_on: Any = col(person.suggested_on)
    return (
        due(
            working_days_after(noticed_on, policy.category_working_days),
            since_on=noticed_on,
            basis=word(Basis.STATUTORY),
            duty_ends=DUTY.c.over,
        )
        .join(person, col(person.id) == OWED_ID)
        .where(col(person.needs_decision).is_(True), noticed_on.is_not(None))
    )


@rule(
    "R33",
    "Yearly offer of support",
    severity=Severity.MEDIUM,
    notice_days=60,
    grace_days=lambda policy: policy.yearly_offer_grace_days,
    basis=Basis.GUIDANCE,
    source="Extending Personal Adviser support to all care leavers to age 25 (DfE, 2018)",
    clears_when="Any contact is recorded, or a letter or message that offers support",
    limit="yearly_offer_months",
    reads=("contact",),
)
def offer_not_made(policy: Policy) -> Select[Any]:
    """Somebody of 21 to 24 who has not asked for support hears every year that they may.

    Here an attempt counts, answered or not: what is owed is the offer. The first is due a year after support ended.
    """
    since = latest_of(last_offer(), DUTY.c.quiet_from)
    return due(
        months_after(since, policy.yearly_offer_months),
        since_on=since,
        basis=word(Basis.GUIDANCE),
        never=last_offer().is_(None),
        duty_ends=DUTY.c.over,
    ).where(DUTY.c.quiet_from.is_not(None))


@rule(
    "R34",
    "Support ends, not talked about",
    severity=Severity.HIGH,
    notice_days=_FROM_SIX_MONTHS,
    basis=Basis.STATUTORY,
    source="Children Act 1989 s23CZB: they must know what they may ask for; the days are council policy",
    clears_when="A review with the reason “Before turning 18, 21 or 25” is held in the last six months of support",
    limit="ending_talk_days",
    reads=("review",),
)
def ending_not_talked_about(policy: Policy) -> Select[Any]:
    """Before support ends, at 21, at 25 or with a course, a review tells them what ends and how to come back.

    It is held in the last six months, and early enough that the days set are left to act on it.
    """
    ends_on = DUTY.c.planned_end
    return due(
        days_after(ends_on, -policy.ending_talk_days),
        since_on=ends_on,
        basis=word(Basis.STATUTORY),
    ).where(
        ~there_is(
            Review,
            col(Review.trigger) == word(ReviewTrigger.BIRTHDAY),
            col(Review.held_on) >= months_after(ends_on, -_SIX_MONTHS),
        )
    )


__all__ = ["category_undecided", "ending_not_talked_about", "offer_not_made"]

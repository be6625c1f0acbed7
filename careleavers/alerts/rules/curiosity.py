"""Something new beside something else that is new: does anybody ask whether somebody is using them? (R43)."""

from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, literal_column, or_, select, text
from sqlalchemy.orm import aliased
from sqlmodel import col

from careleavers.alerts.rules.catalogue import rule
from careleavers.alerts.rules.duties import DUTY, OWED_ID, Day, due, one_of
from careleavers.alerts.rules.facts import VISITS, of_person, there_is
from careleavers.domain.curiosity import Sign
from careleavers.domain.policy import Policy
from careleavers.domain.terms import Answer, Basis, ChangeKind, RiskType, Severity
from careleavers.models import ChangeOfCircumstance, Contact, RiskFlag, RiskReview
from careleavers.models.contacts import SIGNS_SEEN
from careleavers.models.sql import days_after, earliest, latest_of, word

_EXPLOITED = (RiskType.EXPLOITATION, RiskType.MODERN_SLAVERY)


def _seen(contact: str) -> ColumnElement[bool]:
    """Something new was noticed at a contact; the words of the index made for it."""
    names = ("signs", "struck_at")
    words = SIGNS_SEEN
    for name in names:
        words = words.replace(name, f"{contact}.{name}")
    return text(words)  # type: ignore[return-value]


def _within(policy: Policy, earlier: Any, later: Any) -> ColumnElement[bool]:
    return and_(earlier <= later, earlier >= days_after(later, -policy.curiosity_days))


def _went_missing(change: Any) -> ColumnElement[bool]:
    return and_(of_person(change), col(change.kind) == word(ChangeKind.MISSING))


def _noticed_together(policy: Policy) -> Day:
    """The last day on which something new was noticed within so many days after something else that was new.

    Both may have been noticed at one contact. Going missing counts as well where it is recorded as a big change.
    """
    later, before = aliased(Contact, name="later"), aliased(Contact, name="before")
    gone, gone_since = aliased(ChangeOfCircumstance), aliased(ChangeOfCircumstance)
    alone = col(later.signs) == word(Sign.MISSING)
    another = or_(col(before.signs) != col(later.signs), col(later.signs).like("% %"))
    beside = exists(
        select(literal_column("1"))
        .where(of_person(before), _seen("before"), another)
        .where(_within(policy, col(before.happened_on), col(later.happened_on)))
        .correlate_except(before)
    )
    missing_before = exists(
        select(literal_column("1"))
        .where(_went_missing(gone), _within(policy, col(gone.happened_on), col(later.happened_on)))
        .correlate_except(gone)
    )
    at_contact = (
        select(func.max(later.happened_on))
        .where(of_person(later), _seen("later"), or_(beside, and_(~alone, missing_before)))
        .correlate_except(later)
        .scalar_subquery()
    )
    sign = aliased(Contact, name="sign")
    seen_before = exists(
        select(literal_column("1"))
        .where(of_person(sign), _seen("sign"), col(sign.signs) != word(Sign.MISSING))
        .where(_within(policy, col(sign.happened_on), col(gone_since.happened_on)))
        .correlate_except(sign)
    )
    by_change = (
        select(func.max(gone_since.happened_on))
        .where(_went_missing(gone_since), seen_before)
        .correlate_except(gone_since)
        .scalar_subquery()
    )
    return latest_of(at_contact, by_change)


def _looked_into(since: Day) -> ColumnElement[bool]:
    """Whether exploitation was weighed or talked through on a day or later."""
    talked: Any = aliased(Contact)
    looked = exists(
        select(literal_column("1"))
        .where(col(RiskReview.risk_flag_id) == col(RiskFlag.id), col(RiskReview.reviewed_on) >= since)
        .correlate_except(RiskReview)
    )
    return or_(
        there_is(talked, talked.exploitation_talked == word(Answer.YES), talked.happened_on >= since),
        there_is(RiskFlag, one_of(col(RiskFlag.type), _EXPLOITED), or_(col(RiskFlag.raised_on) >= since, looked)),
    )


@rule(
    "R43",
    "Something new: is anybody using them?",
    severity=Severity.MEDIUM,
    notice_days=lambda policy: policy.curiosity_days,
    basis=Basis.GUIDANCE,
    source="Inspection findings on exploitation that nobody recognised; the days are council policy",
    clears_when="A contact says that it was talked through, or a risk of exploitation is raised or looked at again",
    limit="curiosity_days",
    reads=("change_of_circumstance", "contact", "risk_flag", "risk_review"),
)
def signs_not_looked_into(policy: Policy) -> Select[Any]:
    """Two new things noticed within the days set are looked into together, at the next visit at the latest.

    New money or things, adults nobody knows, going missing, an injury, sleeping in other places, another phone: one
    alone means little. Due on the day agreed for the next visit, or when they are next seen, and by the days set.
    What was looked into before the later of the two does not count.
    """
    # Worked out once for each of them, because it is asked for again and again.
    found = select(DUTY.c.id, _noticed_together(policy).label("together")).select_from(DUTY).subquery("noticed")
    together = found.c.together
    visit, planned = aliased(Contact), aliased(Contact)
    seen = (
        select(func.min(visit.happened_on))
        .where(of_person(visit), one_of(col(visit.kind), VISITS), col(visit.happened_on) > together)
        .correlate_except(visit)
        .scalar_subquery()
    )
    agreed = (
        select(col(planned.next_visit_on))
        .where(of_person(planned), col(planned.next_visit_on).is_not(None))
        .order_by(col(planned.happened_on).desc(), col(planned.id).desc())
        .limit(1)
        .correlate_except(planned)
        .scalar_subquery()
    )
    rows = due(
        earliest(seen, case((agreed > together, agreed)), days_after(together, policy.curiosity_days)),
        since_on=together,
        basis=word(Basis.GUIDANCE),
    )
    return rows.join(found, found.c.id == OWED_ID).where(together.is_not(None), ~_looked_into(together))


__all__ = ["signs_not_looked_into"]

"""Who must know of a death is told in time (R61). It is the one rule that begins where all others end."""

from typing import Any

from sqlalchemy import Date, Select, cast, func, null, or_, select
from sqlmodel import col

from careleavers.alerts.rules.catalogue import rule
from careleavers.alerts.rules.duties import DUTY, OWED_ID, birthday_of, due, one_of
from careleavers.alerts.rules.facts import of_person
from careleavers.domain.deaths import MUST_KNOW
from careleavers.domain.policy import Policy
from careleavers.domain.terms import Basis, Severity
from careleavers.models import Death, DeathNotice, YoungPerson
from careleavers.models.sql import word, working_days_after


@rule(
    "R61",
    "A death that not all who must know were told of",
    severity=Severity.CRITICAL,
    # Longer than five working days ever are: it stands from the day on which the death is recorded.
    notice_days=14,
    basis=Basis.STATUTORY,
    source="Working Together to Safeguard Children 2023: within five working days of knowing, up to and including 24",
    clears_when="That the Department for Education, Ofsted and the safeguarding partners were told is recorded",
    limit="death_notice_working_days",
    reads=("calendar_day", "death", "death_notice"),
)
def death_not_told(policy: Policy) -> Select[Any]:
    """When somebody dies before they are 25, those who must know are told within the working days set.

    They count from the day on which it became known, or from the death where that day is not recorded, as after an
    import. A death that lies before the day on which the record was added counts once somebody records when it became
    known. Whatever their category was and whether support had ended, it stands until everybody was told.
    """
    person, death, notice = YoungPerson, Death, DeathNotice
    never = cast(null(), Date)
    told = (
        select(func.count(func.distinct(notice.body)))
        .where(
            col(notice.death_id) == col(death.id),
            col(notice.struck_at).is_(None),
            one_of(col(notice.body), MUST_KNOW),
        )
        .correlate_except(notice)
        .scalar_subquery()
    )
    # No day on which support began or ended moves this: a column of nothings stands in for both.
    dead = (
        select(
            DUTY.c.id,
            never.label("started"),
            never.label("ends"),
            func.coalesce(death.learnt_on, person.died_on, type_=Date()).label("learnt_on"),
        )
        .select_from(DUTY)
        .join(person, col(person.id) == OWED_ID)
        .outerjoin(death, of_person(death))
        .where(
            col(person.died_on).is_not(None),
            col(person.died_on) < birthday_of(policy, 25),
            told < len(MUST_KNOW),
            # A death from before the record began here came in with it as history: nobody is to be told now.
            or_(col(death.id).is_not(None), col(person.died_on) >= col(person.added_on)),
        )
        .subquery("dead")
    )
    return due(
        working_days_after(dead.c.learnt_on, policy.death_notice_working_days),
        since_on=dead.c.learnt_on,
        basis=word(Basis.STATUTORY),
        within=dead,
    )


__all__ = ["death_not_told"]

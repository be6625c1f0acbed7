"""The days around a birthday on which the 903 return's three answers rest (R84, R85)."""

from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    and_,
    case,
    extract,
    literal_column,
    not_,
    or_,
    select,
    union_all,
)
from sqlmodel import col

from careleavers.alerts.rules.catalogue import rule
from careleavers.alerts.rules.duties import DUTY, OWED_ID, birthday_of, due, one_of
from careleavers.alerts.rules.facts import TWO_WAY, there_is
from careleavers.domain.looked_after import SHORT_BREAKS
from careleavers.domain.policy import Policy
from careleavers.domain.return_years import LATEST_CONTACT_FROM, OLDEST, YOUNGEST
from careleavers.domain.terms import Basis, EetCode, Severity, Suitability
from careleavers.models import AccommodationSpell, Contact, EetSpell, LookedAfterPeriod, Oc3Answer, YoungPerson
from careleavers.models.sql import days_after, earliest, months_after, word

CLOSING_DAYS = 14  # before the close R85 takes over, so that one birthday gives one reason
_SOURCE = "SSDA903 return, care leavers; how long before and after the birthday is council policy"
_CLEARS = "Contact both ways, what they do, and a home that was judged are recorded for the days around the birthday"
_READS = ("accommodation_spell", "contact", "eet_spell", "looked_after_period", "oc3_answer")
_AGES = union_all(
    *(select(literal_column(str(age), Integer).label("age")) for age in range(YOUNGEST, OLDEST + 1))
).subquery("ages")
_YEAR = 12  # months


class _Asked:
    """One birthday in SQL: the day, from when to when its answers count, and which of them are there."""

    def __init__(self, policy: Policy) -> None:
        self.on = birthday_of(policy, _AGES.c.age)
        self.opens = months_after(self.on, -policy.birthday_window_before_months)
        self.closes = months_after(self.on, policy.birthday_window_after_months)
        # From 22 on the latest contact is asked about, so that a year before the birthday counts.
        self.first = case((_AGES.c.age >= LATEST_CONTACT_FROM, months_after(self.on, -_YEAR)), else_=self.opens)
        self.next_opens = months_after(self.on, _YEAR - policy.birthday_window_before_months)

    def in_touch(self) -> ColumnElement[bool]:
        happened = col(Contact.happened_on)
        return there_is(Contact, one_of(col(Contact.kind), TWO_WAY), happened.between(self.first, self.closes))

    def said(self, spell: Any, says: ColumnElement[bool]) -> ColumnElement[bool]:
        """The spell on the day says something; or there is none on the day, and one near it does."""
        goes_on = col(spell.ended_on).is_(None)
        on_the_day = and_(col(spell.started_on) <= self.on, or_(goes_on, col(spell.ended_on) > self.on))
        near = and_(col(spell.started_on) <= self.closes, or_(goes_on, col(spell.ended_on) > self.first))
        return or_(
            there_is(spell, on_the_day, says), and_(not_(there_is(spell, on_the_day)), there_is(spell, near, says))
        )

    def codes_said(self) -> ColumnElement[bool]:
        home = col(AccommodationSpell.suitability) != word(Suitability.NOT_ASSESSED)
        work = col(EetSpell.code) != word(EetCode.NOT_KNOWN)
        return and_(self.said(AccommodationSpell, home), self.said(EetSpell, work))

    def asked_of_them(self) -> ColumnElement[bool]:
        """Not looked after on the day, and no return of that year has answered yet."""
        held, ended = LookedAfterPeriod, col(LookedAfterPeriod.ended_on)
        short = col(held.legal_status).in_([literal_column(f"'{each}'") for each in sorted(SHORT_BREAKS)])
        in_care = there_is(held, col(held.started_on) <= self.on, or_(ended.is_(None), ended >= self.on), not_(short))
        year = extract("year", self.on) + case((extract("month", self.on) >= 4, 1), else_=0)
        return and_(not_(in_care), not_(there_is(Oc3Answer, col(Oc3Answer.year) == year)))

    def rows(self, due_on: Any, ends_on: Any) -> Select[Any]:
        """Also of those owed no more than the yearly offer: the return asks about them as well."""
        until = case((DUTY.c.quiet_from.is_not(None), DUTY.c.over), else_=DUTY.c.ends)
        row = due(
            due_on, since_on=self.on, basis=word(Basis.POLICY), about_id=_AGES.c.age,
            ends_on=ends_on, duty_ends=until,
        )  # fmt: skip
        return row.join(YoungPerson, col(YoungPerson.id) == OWED_ID).join(_AGES, literal_column("1 = 1"))


@rule(
    "R84",
    "Birthday for the 903 return",
    severity=Severity.PROMPT,
    basis=Basis.POLICY,
    source=_SOURCE,
    clears_when=_CLEARS,
    limit="birthday_window_before_months",
    reads=_READS,
)
def birthday_opens(policy: Policy) -> Select[Any]:
    """Around each birthday from 17 to 25 the return asks whether they are in touch, what they do and where they live.

    A reminder from the first day that counts. Not of somebody still looked after on the day. From 22 on whatever was
    recorded in the year before the birthday counts. Two weeks before the last day another alert takes over.
    """
    asked = _Asked(policy)
    incomplete = not_(and_(asked.in_touch(), asked.codes_said()))
    closing = days_after(asked.closes, -CLOSING_DAYS)
    return asked.rows(asked.opens, closing).where(incomplete, asked.asked_of_them())


@rule(
    "R85",
    "903 answers incomplete",
    severity=Severity.HIGH,
    notice_days=CLOSING_DAYS,
    basis=Basis.POLICY,
    source=_SOURCE,
    clears_when=_CLEARS,
    limit="birthday_window_after_months",
    reads=_READS,
)
def birthday_closes(policy: Policy) -> Select[Any]:
    """By the last day that counts for a birthday, the return's three answers are recorded.

    Of somebody in touch, what they do and where they lived can still be recorded afterwards, until the days around the
    next birthday begin. Contact cannot: somebody who was not reached is returned as not in touch, and this ends.
    """
    asked = _Asked(policy)
    incomplete = not_(and_(asked.in_touch(), asked.codes_said()))
    over = case((asked.in_touch(), asked.next_opens), else_=days_after(asked.closes, 1))
    return asked.rows(asked.closes, earliest(over, asked.next_opens)).where(incomplete, asked.asked_of_them())


__all__ = ["birthday_closes", "birthday_opens"]

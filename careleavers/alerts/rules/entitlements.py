"""What is somebody's by the local offer reaches them, and the table itself stays right (R59, R59b, R60, R92).

Only rows that the council has found right are asked about, and never for the days before it did.
`domain.entitlements` reads the same for a page; a test holds the two together.
"""

from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    String,
    and_,
    case,
    func,
    literal_column,
    or_,
    select,
    true,
    union_all,
)
from sqlalchemy.orm import aliased
from sqlmodel import col

from careleavers.alerts.rules.catalogue import rule
from careleavers.alerts.rules.duties import DUTY, OFFERS, OWED_ID, Day, birthday_of, due, one_of
from careleavers.alerts.rules.facts import of_person, there_is
from careleavers.domain.entitlements import ANSWERS, STUDIES, UNDER_18, OfferCondition, OfferReminder
from careleavers.domain.policy import Policy
from careleavers.domain.terms import Answer, Basis, LegalCategory, Severity, SubjectKind
from careleavers.models import EetSpell, EntitlementStep, Offer, YoungPerson
from careleavers.models.sql import days_after, earliest, latest_of, months_after, next_april, word

_SOURCE = "The council's local offer, with the source of each row; the days are council policy"
_CLEARS = "It is recorded what became of it: offered, applied for, paid, not wanted, or that it does not apply"


def _names(category: Any) -> ColumnElement[bool]:
    """The offer is for this legal category, a term or a column."""
    named: Any = word(category) if isinstance(category, LegalCategory) else category
    return col(Offer.categories).like(literal_column("'% '", String) + named + literal_column("' %'", String))


def _exactly() -> ColumnElement[bool]:
    """The offer is for the category that counts, or nobody has decided on that."""
    return or_(DUTY.c.category == word(LegalCategory.UNDECIDED), _names(DUTY.c.category))


def _is_for_them() -> ColumnElement[bool]:
    """The offer is for their category, or for what it becomes at 18."""
    return or_(_exactly(), and_(one_of(DUTY.c.category, UNDER_18), _names(LegalCategory.FORMER_RELEVANT)))


def _category_since() -> Day:
    """From when their category is one that the offer is for: from 18 where it is for those who have left care alone."""
    under_18 = or_(*(_names(each) for each in UNDER_18))
    only_grown_up = and_(DUTY.c.category == word(LegalCategory.FORMER_RELEVANT), ~under_18)
    return case((or_(only_grown_up, ~_exactly()), DUTY.c.at_18), else_=DUTY.c.started)


def _met_since() -> Day:
    """From when what else the offer asks is so, for whoever it is or may be so; NULL where the record says no."""
    asked = (OfferCondition.NOTHING, OfferCondition.ASK)
    parent = and_(col(Offer.condition) == word(OfferCondition.PARENT), col(YoungPerson.parent) == word(Answer.YES))
    spell = aliased(EetSpell)
    wanted = or_(*(and_(col(Offer.condition) == word(c), one_of(spell.code, codes)) for c, codes in STUDIES.items()))
    studies_since = (
        select(func.max(spell.started_on)).where(of_person(spell), col(spell.ended_on).is_(None), wanted)
    ).correlate_except(spell)
    return case(
        (or_(one_of(col(Offer.condition), asked), parent), DUTY.c.started), else_=studies_since.scalar_subquery()
    )


def _recorded(*conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    """Whether anything of this kind is recorded of the offer, by whichever of the rows that replaced one another."""
    row = aliased(Offer)
    same = select(col(row.id)).where(col(row.series_id) == col(Offer.series_id)).correlate_except(row)
    return there_is(EntitlementStep, col(EntitlementStep.offer_id).in_(same), *conditions)


def _theirs(policy: Policy, reminder: OfferReminder) -> Select[Any]:
    """What is, or may be, whose: each young person owed support with each row of the table that is asked about.

    It is theirs from `from_on` until `over_on`, and asked about from `watched_on`. The row itself runs from `row_from`,
    later than the first of its series where it replaced another, until `ended_on`.
    """
    from_on = latest_of(
        birthday_of(policy, Offer.age_from), Offer.began_on, _category_since(), _met_since(), DUTY.c.started
    )
    not_after = and_(one_of(DUTY.c.category, UNDER_18), ~_names(LegalCategory.FORMER_RELEVANT))
    over_on = earliest(birthday_of(policy, Offer.until_age), case((not_after, DUTY.c.at_18)))
    return (
        select(
            DUTY.c.id, DUTY.c.started, DUTY.c.ends, DUTY.c.at_18, col(Offer.series_id).label("about_id"),
            from_on.label("from_on"), over_on.label("over_on"), col(Offer.watched_from_on).label("watched_on"),
            col(Offer.from_on).label("row_from"), col(Offer.ends_on).label("ended_on"),
        )
        .select_from(DUTY)
        .join(YoungPerson, col(YoungPerson.id) == OWED_ID)
        .join(Offer, col(Offer.reminder) == word(reminder))
        .where(col(Offer.watched_from_on).is_not(None), _is_for_them(), _met_since().is_not(None))
    )  # fmt: skip


@rule(
    "R59",
    "Entitlement not offered",
    severity=Severity.MEDIUM,
    basis=Basis.POLICY,
    source=_SOURCE,
    clears_when=_CLEARS,
    limit="entitlement_offer_days",
    reads=("eet_spell", "entitlement_step", "offer"),
    several=True,
)
def entitlement_not_offered(policy: Policy) -> Select[Any]:
    """What is somebody's by age and category is offered to them within the days set, and always before it ends.

    What the record cannot show is asked: that it does not apply is an answer too. Nothing is asked for a row that
    the council has not found right yet.
    """
    theirs = _theirs(policy, OfferReminder.ENTITLED).where(~_recorded()).subquery("theirs")
    its = theirs.c
    asked_from = latest_of(its.from_on, its.watched_on)
    soon = days_after(asked_from, policy.entitlement_offer_days)
    return due(
        latest_of(earliest(soon, days_after(its.over_on, -policy.entitlement_end_days)), asked_from, its.row_from),
        since_on=its.from_on,
        basis=word(Basis.POLICY),
        about_id=its.about_id,
        never=true(),
        ends_on=earliest(its.over_on, its.ended_on),
        within=theirs,
    )


@rule(
    "R59b",
    "Entitlement about to end",
    severity=Severity.MEDIUM,
    basis=Basis.POLICY,
    source=_SOURCE,
    clears_when="It is recorded that they applied, were paid, do not want it, or that it does not apply",
    limit="entitlement_end_days",
    reads=("eet_spell", "entitlement_step", "offer"),
    several=True,
)
def entitlement_ending(policy: Policy) -> Select[Any]:
    """What was offered and has no answer yet is talked about again before the birthday with which it ends."""
    answer = one_of(col(EntitlementStep.kind), ANSWERS)
    theirs = _theirs(policy, OfferReminder.ENTITLED).where(_recorded(), ~_recorded(answer)).subquery("theirs")
    its = theirs.c
    return due(
        latest_of(days_after(its.over_on, -policy.entitlement_end_days), its.from_on, its.watched_on, its.row_from),
        since_on=its.over_on,
        basis=word(Basis.POLICY),
        about_id=its.about_id,
        ends_on=earliest(its.over_on, its.ended_on),
        within=theirs,
    )


@rule(
    "R60",
    "Savings in their name not talked about",
    severity=Severity.PROMPT,
    basis=Basis.POLICY,
    source="The Share Foundation; the days are council policy",
    clears_when="What became of it is recorded on or after that birthday",
    limit="savings_days",
    reads=("eet_spell", "entitlement_step", "offer"),
    several=True,
)
def savings_not_talked_about(policy: Policy) -> Select[Any]:
    """Who turns 16 can manage the savings account kept in their name; who turns 18 can have the money.

    So it is talked about after both birthdays, within the days set. It is for every row of the local offer that
    asks for both.
    """
    ages = union_all(select(literal_column("16").label("age")), select(literal_column("18"))).subquery("turning")
    turned = birthday_of(policy, ages.c.age)
    theirs = (
        _theirs(policy, OfferReminder.BIRTHDAYS)
        .add_columns(turned.label("turned"), ages.c.age)
        .join(ages, true())
        .where(~_recorded(col(EntitlementStep.happened_on) >= turned))
        .subquery("theirs")
    )
    its = theirs.c
    return due(
        latest_of(days_after(latest_of(its.turned, its.from_on, its.watched_on), policy.savings_days), its.row_from),
        since_on=its.turned,
        basis=word(Basis.POLICY),
        about_id=its.about_id,
        never=true(),
        ends_on=earliest(its.over_on, its.ended_on, case((its.age == 16, its.at_18))),
        within=theirs,
    )


@rule(
    "R92",
    "Local offer not checked",
    subject=SubjectKind.OFFER,
    severity=Severity.PROMPT,
    basis=Basis.POLICY,
    source="Council policy: offers change, many of them each April",
    clears_when="A service manager checks the row, replaces it or ends it",
    limit="offer_check_months",
    reads=(),
)
def offer_not_checked(policy: Policy) -> Select[Any]:
    """Every row of the local offer is checked against its source within the months set, and after each 1 April.

    One that came with the program is due at once: until the council has found it right, no worker is asked to offer it.
    """
    never = col(Offer.checked_by_id).is_(None)
    checked_on = col(Offer.last_checked_on)
    return due(
        case(
            (never, Offer.added_on),
            else_=earliest(months_after(checked_on, policy.offer_check_months), next_april(checked_on)),
        ),
        since_on=case((never, Offer.added_on), else_=checked_on),
        basis=word(Basis.POLICY),
        never=never,
        subject=SubjectKind.OFFER,
    ).join(Offer, col(Offer.id) == OFFERS.c.id)


__all__ = ["entitlement_ending", "entitlement_not_offered", "offer_not_checked", "savings_not_talked_about"]

"""Whom the rules protect, from which day and until which; and the columns that every rule selects.

A rule selects from `DUTY` (young people) or `STAFF` (workers): names for a WITH clause that whoever runs the
rule puts in front of it, for everybody or for one. So the days are worked out once, and in one place.

Source: Children Act 1989 s23A-24 and Sch 2 para 19B; Care Leavers (England) Regulations 2010, regs 7 and 8.
"""

from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    Date,
    Integer,
    Select,
    String,
    and_,
    case,
    cast,
    column,
    exists,
    false,
    func,
    literal_column,
    null,
    or_,
    select,
    table,
)
from sqlalchemy.orm import aliased
from sqlmodel import col

from careleavers.domain.dates import LeapDay
from careleavers.domain.policy import Policy
from careleavers.domain.terms import Basis, LegalCategory, Role, SubjectKind
from careleavers.models import CategoryDecision, Offer, VoiceMessage, Worker, YoungPerson
from careleavers.models.sql import birthday, days_after, earliest, latest_of, months_after, word

# A day in SQL: a column, or something worked out from columns.
Day = Any

# One row for each young person who carries the duty. `ends` is the first day without it, `in_law` the basis of
# what the 2010 regulations require: law, or policy for those still looked after. `planned_end` is the birthday, or
# the end of a course, with which it ends if nothing comes between; `quiet_from` the day from which only the yearly
# offer is owed, NULL for those supported on; `over` the first day of nothing at all, whatever is decided meanwhile;
# `category` the one that counts, decided or suggested; `came_back` the day they asked for support, or it was decided,
# past 21.
DUTY: Any = table(
    "duty",
    column("id", Integer), column("started", Date), column("ends", Date), column("at_17", Date), column("at_18", Date),
    column("in_law", String), column("planned_end", Date), column("quiet_from", Date), column("over", Date),
    column("category", String), column("came_back", Date),
)  # fmt: skip
# The same id, written so that SQLite cannot turn a join round and read a whole table to find one person's rows in it.
OWED_ID: ColumnElement[int] = literal_column("+duty.id", Integer)
# One row for each worker about whom there are rules; each rule says which roles it speaks of.
STAFF: Any = table(
    "staff", column("id", Integer), column("role", String), column("started", Date), column("ends", Date)
)  # fmt: skip
# One row for each row of the local offer.
OFFERS: Any = table("offers", column("id", Integer), column("started", Date), column("ends", Date))
_OWED = {SubjectKind.YOUNG_PERSON: DUTY, SubjectKind.WORKER: STAFF, SubjectKind.OFFER: OFFERS}

# Somebody whose category cannot be worked out counts as owed everything: silence is the worse fault.
CARRYING = (
    LegalCategory.UNDECIDED, LegalCategory.ELIGIBLE, LegalCategory.RELEVANT, LegalCategory.FORMER_RELEVANT,
    LegalCategory.FORMER_RELEVANT_EDUCATION, LegalCategory.FORMER_RELEVANT_ON_REQUEST,
)  # fmt: skip
_PAST_21 = (LegalCategory.FORMER_RELEVANT_EDUCATION, LegalCategory.FORMER_RELEVANT_ON_REQUEST)
PRACTITIONERS = (Role.AFTER_CARE_WORKER, Role.SOCIAL_WORKER)


def one_of(values: Any, words: Any) -> ColumnElement[bool]:
    """`column IN (...)` in literal SQL, the text a partial index was made with."""
    found: ColumnElement[bool] = values.in_([word(each) for each in words])
    return found


def birthday_of(policy: Policy, age: Any) -> Day:
    """The day a YoungPerson reaches an age (a number or a column), by the council's choice for 29 February."""
    if policy.leap_day_birthday is LeapDay.LAST_OF_FEBRUARY:
        # Twelve months a year clamps 29 February to the 28th.
        return months_after(YoungPerson.born_on, 12 * age)
    return birthday(YoungPerson.born_on, age)


def young_people_owed(policy: Policy, *within: ColumnElement[bool]) -> CTE:
    """`DUTY`, for the young people who meet the conditions given.

    The latest recorded decision on the category goes before what the system suggests.
    """
    person, decided, latest = YoungPerson, aliased(CategoryDecision, name="decided"), aliased(CategoryDecision)
    at_21 = birthday_of(policy, 21)
    asked, programme = col(person.asked_for_support_on), col(person.programme_ends_on)
    category = case((col(decided.id).is_(None), col(person.suggested_category)), else_=col(decided.category))
    # Not eligible yet, but will be on a day that is known: the board shows them before they are 16.
    not_yet = col(person.suggested_category) == word(LegalCategory.NOT_ELIGIBLE)
    waiting = and_(not_yet, col(person.duty_from).is_not(None))
    carries = one_of(decided.category, CARRYING)
    decided_past_21 = and_(carries, col(decided.from_on) >= at_21)
    # That they had not asked for support holds until they ask: the duty follows the asking (s23CZB).
    asked_since = and_(
        col(decided.category) == word(LegalCategory.NOT_CURRENTLY_SUPPORTED),
        func.coalesce(asked >= col(decided.from_on), false()),
    )
    stops = latest_of(at_21, days_after(programme, 1))
    lapses = earliest(stops, case((asked_since, col(decided.from_on))))
    # Whoever comes back is owed support from that day; a duty that never lapsed keeps its clock, whatever is decided.
    back = earliest(asked, case((decided_past_21, col(decided.from_on))))
    resumed = case((back > lapses, back))
    goes_on = or_(asked.is_not(None), one_of(category, _PAST_21), decided_past_21)
    ends_at_21 = case((goes_on, null()), else_=stops)
    in_law = case((category == word(LegalCategory.ELIGIBLE), word(Basis.POLICY)), else_=word(Basis.STATUTORY))
    decided_away = case((and_(~carries, ~asked_since), col(decided.from_on)))
    # Over 21 and not asked, by suggestion alone: owed the yearly offer, and none of the duties that have a clock.
    only_offered = and_(
        col(decided.id).is_(None), col(person.suggested_category) == word(LegalCategory.NOT_CURRENTLY_SUPPORTED)
    )
    # Whom nothing is owed is here for two reasons: somebody has to be told of their death (R61), or what they said
    # waits for an answer (R89, R90).
    said = exists(
        select(literal_column("1")).where(
            col(VoiceMessage.young_person_id) == col(person.id), col(VoiceMessage.answered_on).is_(None)
        )
    )
    owed = or_(col(decided.id).is_not(None), one_of(col(person.suggested_category), CARRYING), waiting, only_offered)
    gone = earliest(person.closed_on, person.died_on, birthday_of(policy, 25))
    over = case((owed, gone), else_=earliest(gone, birthday_of(policy, 16)))
    none_at_all = case((or_(only_offered, ~owed), birthday_of(policy, 16)))
    decided_quiet = col(decided.category) == word(LegalCategory.NOT_CURRENTLY_SUPPORTED)
    quiet = case(
        (and_(decided_quiet, ~asked_since), latest_of(at_21, decided.from_on)),
        (goes_on, null()),
        (one_of(category, (*CARRYING, LegalCategory.NOT_CURRENTLY_SUPPORTED)), stops),
    )
    latest_decision = (
        select(col(latest.id))
        .where(col(latest.young_person_id) == col(person.id))
        .order_by(col(latest.from_on).desc(), col(latest.id).desc())
        .limit(1)
        .correlate_except(latest)
        .scalar_subquery()
    )
    return (
        select(
            col(person.id).label("id"),
            latest_of(birthday_of(policy, 16), person.duty_from, resumed).label("started"),
            earliest(over, ends_at_21, decided_away, none_at_all).label("ends"),
            birthday_of(policy, 17).label("at_17"),
            birthday_of(policy, 18).label("at_18"),
            in_law.label("in_law"),
            earliest(birthday_of(policy, 25), ends_at_21).label("planned_end"),
            quiet.label("quiet_from"),
            over.label("over"),
            case((asked_since, col(person.suggested_category)), else_=category).label("category"),
            back.label("came_back"),
        )
        .select_from(person)
        .outerjoin(decided, col(decided.id) == latest_decision)
        .where(or_(owed, col(person.died_on).is_not(None), said), *within)
        .cte("duty")
        .prefix_with("MATERIALIZED")
    )


def staff_supervised(*within: ColumnElement[bool]) -> CTE:
    """`STAFF`, for the workers who meet the conditions given."""
    return (
        select(
            col(Worker.id).label("id"),
            col(Worker.role).label("role"),
            col(Worker.started_on).label("started"),
            earliest(Worker.ends_on, Worker.disabled_on).label("ends"),
        )
        .where(one_of(col(Worker.role), (*PRACTITIONERS, Role.TEAM_MANAGER)), *within)
        .cte("staff")
        .prefix_with("MATERIALIZED")
    )


def offers_kept(*within: ColumnElement[bool]) -> CTE:
    """`OFFERS`, for the rows of the local offer that meet the conditions given."""
    return (
        select(col(Offer.id).label("id"), col(Offer.added_on).label("started"), col(Offer.ends_on).label("ends"))
        .where(*within)
        .cte("offers")
        .prefix_with("MATERIALIZED")
    )


def due(
    due_on: Day,
    *,
    since_on: Day,
    basis: ColumnElement[Any],
    about_id: Any = None,
    never: Any = None,
    every_days: Any = None,
    ends_on: Day | None = None,
    worse: Any = None,
    duty_ends: Day | None = None,
    subject: SubjectKind = SubjectKind.YOUNG_PERSON,
    within: Any = None,
) -> Select[Any]:
    """The columns every rule selects, under the names the engine knows; what is left out is 0, false or NULL.

    Nothing is due before the duty began. `ends_on` may only shorten it; `duty_ends` stands in for the day the duty
    ends, for the few rules that outlast it. `within` is something selected from the duty, with its id, started and
    ends, for a rule that says one thing often.
    """
    owed = _OWED[subject] if within is None else within
    last = owed.c.ends if duty_ends is None else duty_ends
    return select(
        owed.c.id.label("subject_id"),
        (literal_column("0") if about_id is None else about_id).label("about_id"),
        latest_of(due_on, owed.c.started).label("due_on"),
        since_on.label("since_on"),
        (false() if never is None else never).label("never"),
        cast(null() if every_days is None else every_days, Integer).label("every_days"),
        (last if ends_on is None else earliest(last, ends_on)).label("ends_on"),
        basis.label("basis"),
        (false() if worse is None else worse).label("worse"),
    ).select_from(owed)


__all__ = [
    "CARRYING", "DUTY", "OFFERS", "OWED_ID", "PRACTITIONERS", "STAFF", "Day", "birthday_of", "due", "offers_kept",
    "one_of", "staff_supervised", "young_people_owed",
]  # fmt: skip

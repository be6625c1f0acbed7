"""A manager has looked where the danger is and has written down what they decided (R40, R51).

What a note must say before it counts as a look is checked when it is saved; here a note counts by what it names.
A note marked as recorded in error counts for nothing.
"""

from typing import Any

from sqlalchemy import ColumnElement, Select, case, exists, func, literal_column, null, or_, select
from sqlalchemy.orm import aliased
from sqlmodel import col

from careleavers.alerts.rules.catalogue import rule
from careleavers.alerts.rules.duties import Day, due, one_of
from careleavers.alerts.rules.facts import of_person
from careleavers.domain.policy import Policy
from careleavers.domain.terms import AccommodationCode, Basis, RiskLevel, Severity, Suitability
from careleavers.models import AccommodationSpell, OversightNote, OversightSubject, RiskFlag, RiskReview
from careleavers.models.sql import days_after, latest_of, word, working_days_after

NOTES = ("oversight_note", "oversight_subject")
_FINDINGS = "Inspection findings on high risk that no manager had looked at; the days are council policy"
_BY_NOTE = "A manager writes an oversight note that names it: what was decided, what keeps them safe, who does what"
HIGH = (RiskLevel.HIGH, RiskLevel.CRITICAL)
# Nobody stays here for a second working day without a manager knowing.
UNSAFE = (AccommodationCode.HOMELESS, AccommodationCode.BED_AND_BREAKFAST, AccommodationCode.EMERGENCY)


def last_note(*names: ColumnElement[bool]) -> Day:
    """The last day on which a manager wrote a note that names this."""
    return _notes(func.max(OversightNote.written_on), *names).scalar_subquery()


def note_naming() -> Day:
    """The last day on which a manager wrote a note that names the risk, for RiskFlag."""
    return last_note(col(OversightSubject.risk_flag_id) == col(RiskFlag.id))


def no_note(*names: ColumnElement[bool]) -> ColumnElement[bool]:
    """Whether no note about the young person of the outer row names this."""
    return ~exists(_notes(literal_column("1"), of_person(OversightSubject), *names))


def _notes(asked: Any, *names: ColumnElement[bool]) -> Select[Any]:
    note, named = OversightNote, OversightSubject
    return (
        select(asked)
        .select_from(named)
        .join(note, col(note.id) == col(named.note_id))
        .where(col(note.struck_at).is_(None), *names)
        .correlate_except(note, named)
    )


def high_since() -> Day:
    """The day on which a risk became high or very high, for RiskFlag: when it was raised, or at a later look."""
    rise = aliased(RiskReview)
    risen = (
        select(func.max(rise.reviewed_on))
        .where(
            col(rise.risk_flag_id) == col(RiskFlag.id),
            one_of(col(rise.level_after), HIGH),
            ~one_of(col(rise.level_before), HIGH),
        )
        .correlate_except(rise)
        .scalar_subquery()
    )
    return latest_of(risen, RiskFlag.raised_on)


def _again_and_again(first: Day, last: Day, every_days: int, since: Day, **more: Any) -> Select[Any]:
    """Due once, and so many days after each note from then on; a note from before `since` was about something else."""
    waiting = or_(last.is_(None), last < since)
    return due(
        case((waiting, first), else_=days_after(last, every_days)),
        since_on=case((waiting, since), else_=last),
        never=waiting,
        every_days=case((waiting, null()), else_=literal_column(str(every_days))),
        **more,
    )


@rule(
    "R40",
    "High risk without a manager's oversight",
    severity=Severity.CRITICAL,
    basis=Basis.GUIDANCE,
    source=_FINDINGS,
    clears_when=f"{_BY_NOTE}; or the risk is lowered or closed",
    limit="high_risk_oversight_days",
    reads=("calendar_day", "risk_flag", "risk_review", *NOTES),
)
def high_risk_without_oversight(policy: Policy) -> Select[Any]:
    """Whenever a risk becomes high, a manager looks within the working days set, and again within the days set.

    A look is an oversight note that names the risk and says what keeps the young person safe now.
    """
    flag = RiskFlag
    return (
        _again_and_again(
            working_days_after(high_since(), policy.high_risk_oversight_working_days),
            note_naming(),
            policy.high_risk_oversight_days,
            high_since(),
            basis=word(Basis.GUIDANCE),
            about_id=flag.id,
        )
        .join(flag, of_person(flag))
        .where(col(flag.closed_on).is_(None), one_of(col(flag.level), HIGH))
    )


@rule(
    "R51",
    "Unsuitable home without a manager's oversight",
    severity=Severity.HIGH,
    raised_severity=Severity.CRITICAL,
    basis=Basis.GUIDANCE,
    source="Inspection findings on unsuitable homes; the days are council policy",
    clears_when=f"{_BY_NOTE}; or the home is suitable now, or they move on",
    limit="unsuitable_home_days",
    reads=("accommodation_spell", "calendar_day", *NOTES),
)
def unsuitable_home_without_oversight(policy: Policy) -> Select[Any]:
    """Somebody in a home that is not suitable is known to a manager, and looked at every week until it changes.

    By the next working day for the homeless and those in emergency accommodation or bed and breakfast. Custody has
    rules of its own.
    """
    home = AccommodationSpell
    since: Any = func.coalesce(home.suitability_on, home.started_on)
    unsafe = one_of(col(home.code), UNSAFE)
    first = case(
        (unsafe, working_days_after(since, policy.unsafe_home_working_days)),
        else_=working_days_after(since, policy.unsuitable_home_working_days),
    )
    return (
        _again_and_again(
            first,
            last_note(col(OversightSubject.home_id) == col(home.id)),
            policy.unsuitable_home_days,
            since,
            basis=word(Basis.GUIDANCE),
            about_id=home.id,
            ends_on=col(home.ended_on),
            worse=unsafe,
        )
        .join(home, of_person(home))
        .where(
            col(home.ended_on).is_(None),
            col(home.suitability) == word(Suitability.UNSUITABLE),
            col(home.code) != word(AccommodationCode.CUSTODY),
        )
    )


__all__ = [
    "HIGH", "NOTES", "UNSAFE", "high_risk_without_oversight", "high_since", "last_note", "no_note",
    "note_naming",
    "unsuitable_home_without_oversight",
]  # fmt: skip

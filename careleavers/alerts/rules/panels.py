"""Nobody stays out of work and study unnoticed: a panel is asked, and looks again until they are in it (R53, R53b)."""

from typing import Any

from sqlalchemy import Select, and_, exists, func, literal_column, or_, select
from sqlalchemy.orm import aliased
from sqlmodel import col

from careleavers.alerts.rules.catalogue import rule
from careleavers.alerts.rules.duties import Day, due, one_of
from careleavers.alerts.rules.facts import of_person
from careleavers.domain.panels import NEET, PanelKind
from careleavers.domain.policy import Policy
from careleavers.domain.referrals import ReferralRoute
from careleavers.domain.terms import Basis, Severity
from careleavers.models import EetSpell, PanelLook, Referral
from careleavers.models.sql import days_after, earliest, latest_of, word, working_days_after

_READS = ("calendar_day", "eet_spell", "panel_look", "referral")
_SOURCE = "Council policy; Ofsted on young people out of work and study whom nobody follows"
_CLEARED = (
    "That the panel looked is recorded, or a decision to refer to it or not to; for good, that they are in work or"
    " study, or that it is not known"
)


def _beside(other: Any, *days: Any) -> Any:
    """There is another spell out of work and study of the same person that meets this one."""
    mine = other.young_person_id == col(EetSpell.young_person_id)
    return exists(select(literal_column("1")).where(mine, one_of(other.code, NEET), *days).correlate_except(other))


def _ended() -> Day:
    """The first day in work or study, or not known to be out of it, after the stretch that this spell begins."""
    last: Any = aliased(EetSpell)
    following: Any = aliased(EetSpell)
    goes_on = exists(
        select(literal_column("1"))
        .where(
            following.young_person_id == last.young_person_id, one_of(following.code, NEET),
            following.started_on == last.ended_on,
        )
        .correlate_except(following)
    )  # fmt: skip
    return (
        select(last.ended_on)
        .where(
            last.young_person_id == col(EetSpell.young_person_id), one_of(last.code, NEET),
            last.started_on >= col(EetSpell.started_on), ~goes_on,
        )
        .order_by(last.started_on)
        .limit(1)
        .correlate_except(last, following)
        .scalar_subquery()
    )  # fmt: skip


def _last(model: Any, day: Any, *conditions: Any) -> Day:
    """The last day within the stretch on which something was done about it."""
    since: Any = col(EetSpell.started_on)
    ended = _ended()
    within = and_(day >= since, or_(ended.is_(None), day < ended))
    return select(func.max(day)).where(of_person(model), within, *conditions).correlate_except(model).scalar_subquery()


def _out_of_work_and_study(due_on: Day, ends_on: Day, done: Day, since: Day) -> Select[Any]:
    """One row for each stretch: it begins with a spell that no other one out of work and study runs up to."""
    before: Any = aliased(EetSpell)
    return (
        due(
            due_on, since_on=func.coalesce(done, since), basis=word(Basis.POLICY), about_id=EetSpell.id,
            never=done.is_(None), ends_on=ends_on,
        )
        .join(EetSpell, of_person(EetSpell))
        .where(one_of(col(EetSpell.code), NEET), ~_beside(before, before.ended_on == since))
    )  # fmt: skip


def _asked_and_due(policy: Policy) -> tuple[Day, Day, Day]:
    """The day the stretch began, the last day something was done about it, and the day something is due."""
    since: Any = col(EetSpell.started_on)
    looked = _last(PanelLook, PanelLook.looked_on, col(PanelLook.panel) == word(PanelKind.EET))
    decided = _last(Referral, Referral.decided_on, col(Referral.route) == word(ReferralRoute.EET_PANEL))
    done = latest_of(looked, decided)
    first = working_days_after(since, policy.neet_refer_working_days)
    return since, done, func.coalesce(days_after(done, policy.neet_look_days), first)


@rule(
    "R53",
    "Out of work and study: the panel",
    severity=Severity.MEDIUM,
    basis=Basis.POLICY,
    source=_SOURCE,
    clears_when=_CLEARED,
    limit="neet_refer_working_days",
    reads=_READS,
)
def neet_without_panel(policy: Policy) -> Select[Any]:
    """Whoever is out of work and study is referred to the panel, which looks again each month.

    A decision not to refer, with its reason, holds for a month as a look does. One stretch is counted through, whatever
    the reason was on the way; “not known” ends it, because nobody is counted as out of work for want of asking.
    """
    since, done, due_on = _asked_and_due(policy)
    from_then_on_high = days_after(since, policy.neet_high_days)
    return _out_of_work_and_study(due_on, earliest(_ended(), from_then_on_high), done, since)


@rule(
    "R53b",
    "Out of work and study for twelve weeks: the panel",
    severity=Severity.HIGH,
    basis=Basis.POLICY,
    source=_SOURCE,
    clears_when=_CLEARED,
    limit="neet_look_days",
    reads=_READS,
)
def neet_for_long(policy: Policy) -> Select[Any]:
    """From the twelfth week a month without a look of the panel is high. It takes over from R53."""
    since, done, due_on = _asked_and_due(policy)
    from_then_on_high = days_after(since, policy.neet_high_days)
    return _out_of_work_and_study(latest_of(due_on, from_then_on_high), _ended(), done, since)


__all__ = ["neet_for_long", "neet_without_panel"]

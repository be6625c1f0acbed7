"""Losing touch: contact without being seen, no contact at all, and trying in vain (R29, R30, R31)."""

from typing import Any

from sqlalchemy import Select, func

from careleavers.alerts.rules.catalogue import rule
from careleavers.alerts.rules.duties import DUTY, due
from careleavers.alerts.rules.facts import attempt_in_a_row, last_seen, last_two_way
from careleavers.domain.policy import Policy
from careleavers.domain.terms import Basis, Severity
from careleavers.models.sql import days_after, latest_of, word, working_days_after


@rule(
    "R29",
    "In contact, but not seen",
    severity=Severity.HIGH,
    basis=Basis.GUIDANCE,
    source="Inspection findings on gaps in face-to-face contact",
    clears_when="A visit at which they were seen in person is recorded",
    limit="contact_only_days",
    reads=("contact",),
)
def contact_without_visit(policy: Policy) -> Select[Any]:
    """Nobody goes the days set without being seen because calls and messages are answered.

    Where the answers stop as well, it is lost contact instead.
    """
    since = latest_of(last_seen(), DUTY.c.started)
    return due(
        days_after(since, policy.contact_only_days),
        since_on=since,
        basis=word(Basis.GUIDANCE),
        never=func.coalesce(last_seen() < DUTY.c.started, True),
        every_days=policy.contact_only_days,
        ends_on=days_after(last_two_way(), policy.lost_contact_high_days),
    ).where(last_two_way() > since)


@rule(
    "R30",
    "Lost contact",
    severity=Severity.MEDIUM,
    later=(
        (lambda policy: policy.lost_contact_high_days - policy.lost_contact_days, Severity.HIGH),
        (lambda policy: policy.lost_contact_critical_days - policy.lost_contact_days, Severity.CRITICAL),
    ),
    basis=Basis.STATUTORY,
    source="Children Act 1989 s23C(2): reasonable steps to keep in touch; the days are council policy",
    clears_when="A visit, a video call or an answered call, message or letter is recorded",
    limit="lost_contact_days",
    reads=("contact",),
)
def contact_lost(policy: Policy) -> Select[Any]:
    """Everybody is in touch both ways within the days set.

    When it is high there is a plan to find them again; when it is critical a manager decides. Attempts and
    information from others do not count. No contact ever: counted from the day support began.
    """
    since = latest_of(last_two_way(), DUTY.c.started)
    return due(
        days_after(since, policy.lost_contact_days),
        since_on=since,
        basis=word(Basis.STATUTORY),
        never=func.coalesce(last_two_way() < DUTY.c.started, True),
        every_days=policy.lost_contact_days,
    )


@rule(
    "R31",
    "Tried in vain again and again",
    severity=Severity.MEDIUM,
    basis=Basis.POLICY,
    source="Council policy; practice requirements on failed visits",
    clears_when="A visit, a video call or an answered call, message or letter is recorded",
    limit="failed_attempts",
    reads=("calendar_day", "contact"),
)
def attempts_failed(policy: Policy) -> Select[Any]:
    """After so many attempts in a row that nobody answered, somebody decides by the next working day what to do else.

    Counted since they were last in touch both ways; an attempt on that same day is not counted.
    """
    since = latest_of(last_two_way(), DUTY.c.started)
    last_straw = attempt_in_a_row(policy.failed_attempts, since)
    return due(
        working_days_after(last_straw, policy.failed_attempts_working_days),
        since_on=last_straw,
        basis=word(Basis.POLICY),
    ).where(last_straw.is_not(None))


__all__ = ["attempts_failed", "contact_lost", "contact_without_visit"]

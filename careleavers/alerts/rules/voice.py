"""Whoever says something is answered: questions, complaints and advocates, and "I don't feel safe" (R89, R90)."""

from typing import Any

from sqlalchemy import ColumnElement, Date, Select, cast, null, select
from sqlmodel import col

from careleavers.alerts.rules.catalogue import rule
from careleavers.alerts.rules.duties import DUTY, OWED_ID, birthday_of, due, one_of
from careleavers.alerts.rules.facts import of_person
from careleavers.domain.policy import Policy
from careleavers.domain.terms import Basis, Severity
from careleavers.domain.voice import TO_ANSWER, WITH_OUTCOME, VoiceKind
from careleavers.models import VoiceMessage, YoungPerson
from careleavers.models.sql import earliest, word, working_days_after

_READS = ("calendar_day", "voice_message")
_COMPLAINTS = "Children Act 1989 s24D and s26A; the days are council policy"
_ASKED = "Council policy; statutory guidance: what young people say is heard and answered"
# So many days before, these stand on the lists already: nobody learns of them on the last day.
_NOTICE_DAYS = 7


def _unanswered(
    policy: Policy, working_days: int, kinds: tuple[VoiceKind, ...], *conditions: ColumnElement[bool]
) -> Select[Any]:
    """One row for each message of these kinds without an answer, whatever is owed to whoever sent it.

    Only closing the record, a death and the 25th birthday end it: somebody who may sign in is heard.
    """
    message, person = VoiceMessage, YoungPerson
    sent_on: Any = message.sent_on
    heard = (
        select(
            DUTY.c.id,
            cast(null(), Date).label("started"),
            earliest(person.closed_on, person.died_on, birthday_of(policy, 25)).label("ends"),
            col(message.id).label("message_id"),
            sent_on.label("sent_on"),
        )
        .select_from(DUTY)
        .join(person, col(person.id) == OWED_ID)
        .join(message, of_person(message))
        .where(one_of(col(message.kind), kinds), col(message.answered_on).is_(None), *conditions)
        .subquery("heard")
    )
    return due(
        working_days_after(heard.c.sent_on, working_days),
        since_on=heard.c.sent_on,
        basis=word(Basis.POLICY),
        about_id=heard.c.message_id,
        within=heard,
    )


@rule(
    "R89",
    "Complaint or request for an advocate, not told that it is here",
    severity=Severity.HIGH,
    notice_days=_NOTICE_DAYS,
    basis=Basis.POLICY,
    source=_COMPLAINTS,
    clears_when="They are told that it was read, or are answered",
    limit="complaint_seen_working_days",
    reads=_READS,
)
def complaint_not_seen(policy: Policy) -> Select[Any]:
    """Whoever complains or asks for an advocate is told within the working days set that somebody has it."""
    return _unanswered(policy, policy.complaint_seen_working_days, WITH_OUTCOME, col(VoiceMessage.seen_on).is_(None))


@rule(
    "R89b",
    "Complaint or request for an advocate, no answer",
    severity=Severity.HIGH,
    notice_days=_NOTICE_DAYS,
    basis=Basis.POLICY,
    source=_COMPLAINTS,
    clears_when="They are answered: a complaint by a manager whom it is not about",
    limit="complaint_outcome_working_days",
    reads=_READS,
)
def complaint_not_answered(policy: Policy) -> Select[Any]:
    """Whoever complains or asks for an advocate is told within the working days set what came of it."""
    return _unanswered(policy, policy.complaint_outcome_working_days, WITH_OUTCOME)


@rule(
    "R90",
    "They asked or told something, no answer",
    severity=Severity.MEDIUM,
    notice_days=_NOTICE_DAYS,
    basis=Basis.POLICY,
    source=_ASKED,
    clears_when="They are answered: a request for a different worker by a manager",
    limit="voice_answer_working_days",
    reads=_READS,
)
def question_not_answered(policy: Policy) -> Select[Any]:
    """Whoever asks for a visit or a different worker, asks a question or tells of a change has an answer in time."""
    return _unanswered(policy, policy.voice_answer_working_days, TO_ANSWER)


@rule(
    "R90b",
    "They say that they do not feel safe",
    severity=Severity.CRITICAL,
    basis=Basis.POLICY,
    source=_ASKED,
    clears_when="They are answered, and what was done to make them safe is recorded",
    reads=("voice_message",),
)
def not_safe_not_answered(policy: Policy) -> Select[Any]:
    """Somebody who says that they do not feel safe is answered, and made safe, on the day they say so."""
    return _unanswered(policy, 0, (VoiceKind.NOT_SAFE,))


__all__ = ["complaint_not_answered", "complaint_not_seen", "not_safe_not_answered", "question_not_answered"]

"""What a manager was asked to agree to: exceptions that end (R93) or wait (R93b), closings that wait (R97)."""

from typing import Any

from sqlalchemy import Select
from sqlmodel import col

from careleavers.alerts.rules.catalogue import rule
from careleavers.alerts.rules.duties import DUTY, due
from careleavers.alerts.rules.facts import of_person
from careleavers.domain.oversight import ProposalAnswer
from careleavers.domain.policy import Policy
from careleavers.domain.terms import Basis, Severity
from careleavers.models import AgreedException, ClosingProposal
from careleavers.models.sql import word, working_days_after


@rule(
    "R93",
    "Exception ends",
    severity=Severity.HIGH,
    notice_days=7,
    basis=Basis.POLICY,
    source="Council policy",
    clears_when="A manager says what happens from now on",
    reads=("agreed_exception",),
)
def exception_ending(_policy: Policy) -> Select[Any]:
    """What was agreed not to be done is agreed until a day. By then a manager says what happens from now on."""
    agreed = AgreedException
    return (
        due(
            col(agreed.until_on),
            since_on=col(agreed.answered_on),
            basis=word(Basis.POLICY),
            about_id=agreed.id,
            duty_ends=DUTY.c.over,
        )
        .join(agreed, of_person(agreed))
        .where(col(agreed.answer) == word(ProposalAnswer.AGREED), col(agreed.ended_on).is_(None))
    )


def _unanswered(model: Any, policy: Policy) -> Select[Any]:
    asked_on: Any = col(model.asked_on)
    return (
        due(
            working_days_after(asked_on, policy.proposal_working_days),
            since_on=asked_on,
            basis=word(Basis.POLICY),
            about_id=model.id,
            duty_ends=DUTY.c.over,
        )
        .join(model, of_person(model))
        .where(col(model.answer).is_(None))
    )


@rule(
    "R93b",
    "Exception waits for an answer",
    severity=Severity.MEDIUM,
    basis=Basis.POLICY,
    source="Council policy",
    clears_when="A manager agrees to the exception or does not",
    limit="proposal_working_days",
    reads=("agreed_exception", "calendar_day"),
)
def exception_unanswered(policy: Policy) -> Select[Any]:
    """Whoever asks for an exception has an answer within the working days set. Until then nothing is agreed."""
    return _unanswered(AgreedException, policy)


@rule(
    "R97",
    "Closing waits for an answer",
    severity=Severity.MEDIUM,
    basis=Basis.POLICY,
    source="Council policy",
    clears_when="A manager closes the record or does not agree",
    limit="proposal_working_days",
    reads=("calendar_day", "closing_proposal"),
)
def closing_unanswered(policy: Policy) -> Select[Any]:
    """Whoever asks to close a record has an answer within the working days set. Until then every duty runs."""
    return _unanswered(ClosingProposal, policy)


__all__ = ["closing_unanswered", "exception_ending", "exception_unanswered"]

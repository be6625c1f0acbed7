"""What somebody asks and another manager answers: exceptions until a day, and closing a record.

Nobody answers what they asked themselves, whatever role they have now. Every function flushes; none commits.
"""

from datetime import timedelta

from sqlmodel import Session

from careleavers.alerts.engine import gathered, refresh
from careleavers.db import policy, saving, today
from careleavers.domain.actors import Actor
from careleavers.domain.dates import long_date
from careleavers.domain.oversight import NOT_PROPOSED, ProposalAnswer
from careleavers.domain.plans import is_placeholder
from careleavers.domain.reading import one_line
from careleavers.domain.refusals import Refused, Stale
from careleavers.models import AgreedException, ClosingDetails, ClosingProposal, ExceptionDetails, YoungPerson
from careleavers.models.base import identity
from careleavers.oversight import queries
from careleavers.oversight.details import Answered
from careleavers.people import checks
from careleavers.people.details import Closing
from careleavers.people.service import close_record

STALE = "Somebody else saved this meanwhile"
ONE_LINE = "Write more than one line: what you weighed, and why that makes it right"
OWN = "You asked for this, so another manager answers it"


def ask_exception(
    session: Session, actor: Actor, young_person: YoungPerson, details: ExceptionDetails
) -> AgreedException:
    """Ask a manager to agree that something is not done until a day. Until they answer, nothing is agreed.

    Raises Refused, with the question's own name: for a closed record, a day that has passed or is too far off, a
    reason of one line, and where the same is asked or agreed already.
    """
    _open(young_person)
    day = today(session)
    last = day + timedelta(days=policy(session).exception_longest_days)
    if not day < details.until_on <= last:
        raise Refused(
            "until_on", f"Enter a day after today and no later than {long_date(last)}, so that it is looked at again"
        )
    if one_line(details.reason):
        raise Refused("reason", ONE_LINE)
    if is_placeholder(details.keeps_safe):
        raise Refused("keeps_safe", "Say how you will know that they are safe meanwhile")
    same = queries.same_exception(session, identity(young_person), details.kind)
    if same is not None:
        raise Refused(
            "kind", f"This is asked for or agreed already, until {long_date(same.until_on)}. A manager can end it first"
        )
    exception = AgreedException.made(
        details, young_person_id=identity(young_person), asked_by_id=actor.worker, asked_on=day
    )
    session.add(exception)
    _settle(session, exception.young_person_id)
    return exception


def answer_exception(
    session: Session, actor: Actor, exception: AgreedException, answered: Answered, version: int
) -> AgreedException:
    """Agree to an exception or not, with the reason. Raises Refused for who asked, twice, one line, too late; Stale."""
    _answerable(actor, exception, answered, version)
    late = exception.until_on < today(session)
    if late and answered.answer is ProposalAnswer.AGREED:
        raise Refused("answer", f"It was asked for until {long_date(exception.until_on)}, which has passed")
    _answer(session, actor, exception, answered)
    _settle(session, exception.young_person_id)
    return exception


def end_exception(
    session: Session, actor: Actor, exception: AgreedException, words: str, version: int
) -> AgreedException:
    """Say what happens from now on; what was agreed not to be done is done again. Raises Refused; Stale."""
    if exception.answer is not ProposalAnswer.AGREED:
        raise Refused("", "This exception was not agreed, so there is nothing to end")
    if exception.ended_on is not None:
        raise Refused("", f"This exception ended on {long_date(exception.ended_on)} already")
    if exception.version != version:
        raise Stale(STALE)
    if one_line(words):
        raise Refused("end_words", "Write more than one line: what happens from now on, who does it and by when")
    with saving(session, "", STALE):
        exception.end_words, exception.ended_by_id, exception.ended_on = words, actor.worker, today(session)
    _settle(session, exception.young_person_id)
    return exception


def propose_closing(
    session: Session, actor: Actor, young_person: YoungPerson, details: ClosingDetails
) -> ClosingProposal:
    """Ask a manager to close a record. Until they do, every duty runs.

    Raises Refused, with the question's own name: while the law still owes support, for a reason of one line or words
    that say nothing of what they were told, and while another proposal waits.
    """
    _open(young_person)
    if details.closure in NOT_PROPOSED:
        raise Refused("closure", "Ask your manager to record this themselves, today")
    home_since = details.home_with_parent_since
    checks.closing(session, young_person.born_on, details.closure, details.closed_on, home_since)
    if one_line(details.reason):
        raise Refused("reason", ONE_LINE)
    if one_line(details.told):
        raise Refused("told", "Say in more than one line what they were told: what ends, and how they come back")
    waits = "Closing this record is proposed already, and waits for a manager"
    if queries.waiting_closing(session, identity(young_person)) is not None:
        raise Refused("", waits)
    proposal = ClosingProposal.made(
        details, young_person_id=identity(young_person), asked_by_id=actor.worker, asked_on=today(session)
    )
    with saving(session, "", waits):
        session.add(proposal)
    _settle(session, proposal.young_person_id)
    return proposal


def answer_closing(
    session: Session,
    actor: Actor,
    young_person: YoungPerson,
    proposal: ClosingProposal,
    answered: Answered,
    version: int,
) -> ClosingProposal:
    """Close the record as proposed, or say why not.

    Raises Refused as `answer_exception` and `close_record` do; Stale.
    """
    _answerable(actor, proposal, answered, version)
    with gathered(session):
        _answer(session, actor, proposal, answered)
        if answered.answer is ProposalAnswer.AGREED:
            closing = Closing(proposal.closure, proposal.closed_on, proposal.home_with_parent_since)
            try:
                close_record(session, young_person, closing)
            except Refused as refusal:
                raise Refused("answer", refusal.sentence) from refusal
        refresh(session, young_person_id=proposal.young_person_id)
    return proposal


def _open(young_person: YoungPerson) -> None:
    if young_person.closed_on is not None:
        raise Refused("", f"This record was closed on {long_date(young_person.closed_on)}")


def _answerable(actor: Actor, asked: AgreedException | ClosingProposal, answered: Answered, version: int) -> None:
    if asked.answer is not None and asked.answered_on is not None:
        raise Refused("", f"This was answered on {long_date(asked.answered_on)} already")
    if asked.asked_by_id == actor.worker:
        raise Refused("", OWN)
    if asked.version != version:
        raise Stale(STALE)
    if one_line(answered.words):
        raise Refused("words", ONE_LINE)


def _answer(session: Session, actor: Actor, asked: AgreedException | ClosingProposal, answered: Answered) -> None:
    with saving(session, "", STALE):
        asked.answer_words, asked.answered_by_id, asked.answered_on = answered.words, actor.worker, today(session)
        asked.answer = answered.answer


def _settle(session: Session, young_person_id: int) -> None:
    session.flush()
    refresh(session, young_person_id=young_person_id)


__all__ = ["answer_closing", "answer_exception", "ask_exception", "end_exception", "propose_closing"]

"""Writing contacts. The only place that makes their rows, with what was said of each risk and all that follows."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from sqlmodel import Session

from careleavers.actions.service import add_action
from careleavers.alerts.engine import gathered, refresh
from careleavers.changes.service import record_change
from careleavers.contacts import checks, queries
from careleavers.domain.actors import Actor
from careleavers.domain.refusals import Refused
from careleavers.domain.terms import ActionSource, ChangeKind, ContactKind
from careleavers.models import (
    ActionDetails,
    ChangeDetails,
    Contact,
    ContactAction,
    ContactDetails,
    ContactFlagAnswer,
    RiskFlagDetails,
    YoungPerson,
)
from careleavers.models.base import identity
from careleavers.risks.service import raise_flag


def record_contact(
    session: Session,
    actor: Actor,
    young_person: YoungPerson,
    details: ContactDetails,
    flag_answers: checks.FlagAnswers,
    change: ChangeDetails | None = None,
    new_risk: RiskFlagDetails | None = None,
    actions: Mapping[int, ActionDetails] | None = None,
    touched: Mapping[int, str] | None = None,
) -> Contact:
    """A contact with the change, the new risk and the actions that came of it: all of them, or none.

    `flag_answers` holds an answer and words by the id of each open high risk; `actions` the actions agreed by the
    row of the page they stand on; `touched` how far those have come that it was about, by their id. Flushed; the
    alerts it answers are cleared. Raises Refused with the name of the answer to mend: that of `ContactDetails`, or
    `change_…`, `risk_…`, `progress_…` and `action_1_…` for what came of it.
    """
    checks.answers(details)
    checks.day(session, young_person, details)
    checks.risk(session, young_person, details, flag_answers, new_risk)
    checks.change(details, change)
    checks.next_visit(details)
    checks.lateness(session, young_person, details)
    about = touched or {}
    checks.touched(session, young_person, details, about)
    with session.begin_nested(), gathered(session):
        contact = _contact(session, actor, young_person, details, change)
        for flag_id, (answer, words) in flag_answers.items():
            session.add(
                ContactFlagAnswer.made(contact_id=identity(contact), risk_flag_id=flag_id, answer=answer, words=words)
            )
        for action_id, words in about.items():
            session.add(ContactAction.made(contact_id=identity(contact), action_id=action_id, words=words))
        _follow_on(session, actor, young_person, contact, change, new_risk, actions or {})
        refresh(session, young_person_id=identity(young_person))
    return contact


def _contact(
    session: Session, actor: Actor, young_person: YoungPerson, details: ContactDetails, change: ChangeDetails | None
) -> Contact:
    contact = Contact.made(
        details,
        young_person_id=identity(young_person),
        worker_id=actor.worker,
        accommodation_id=_home(session, young_person, details, change),
    )
    session.add(contact)
    session.flush()
    return contact


def _home(
    session: Session, young_person: YoungPerson, details: ContactDetails, change: ChangeDetails | None
) -> int | None:
    """The home that was visited; none yet when they moved since the one on record began, because it is another."""
    if details.kind is not ContactKind.HOME_VISIT:
        return None
    home = queries.home_on(session, identity(young_person), details.happened_on)
    moved_on = change.happened_on if change is not None and change.kind is ChangeKind.MOVED else None
    if home is None or (moved_on is not None and home.started_on < moved_on <= details.happened_on):
        return None
    return identity(home)


def _follow_on(
    session: Session,
    actor: Actor,
    young_person: YoungPerson,
    contact: Contact,
    change: ChangeDetails | None,
    new_risk: RiskFlagDetails | None,
    actions: Mapping[int, ActionDetails],
) -> None:
    """Everything that came of a contact, each through the service that owns it."""
    if change is not None:
        with _named("change"):
            record_change(session, actor, young_person, change, contact_id=identity(contact))
    if new_risk is not None:
        with _named("risk"):
            raise_flag(session, actor, young_person, new_risk)
    for row, action in actions.items():
        with _named(f"action_{row}"):
            add_action(
                session, actor, action, source=ActionSource.CONTACT, young_person_id=identity(young_person),
                contact_id=identity(contact),
            )  # fmt: skip


@contextmanager
def _named(part: str) -> Iterator[None]:
    """Give what a service refuses the name it has on the page of a contact."""
    try:
        yield
    except Refused as refusal:
        field = f"{part}_{refusal.field}" if refusal.field else ""
        raise Refused(field, refusal.sentence) from refusal


__all__ = ["record_contact"]

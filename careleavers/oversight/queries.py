"""Reading oversight: the notes of one young person with what each names and led to, exceptions and closings."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from careleavers.alerts.rules import RULES
from careleavers.domain.dates import long_date
from careleavers.domain.oversight import ExceptionKind, OversightTopic, ProposalAnswer
from careleavers.domain.terms import AddendumKind
from careleavers.history.edits import Edit, edits_of
from careleavers.models import (
    AccommodationSpell,
    Action,
    AgreedException,
    ClosingProposal,
    OversightAddendum,
    OversightNote,
    OversightSubject,
    PathwayPlan,
    RiskFlag,
    Worker,
)
from careleavers.models.base import identity

PAGE = 25
# The boxes of a note, under the words of its page.
TOLD = {
    "decision": "What was decided", "reason": "Why", "evidence": "What was weighed",
    "keeps_safe": "What keeps them safe now",
}  # fmt: skip


@dataclass(frozen=True)
class Written:
    """A note with who wrote it, what it names in words, what is done, and what was added later."""

    note: OversightNote
    by: str
    about: list[str] = field(default_factory=list)
    actions: list[tuple[Action, str]] = field(default_factory=list)
    added: list[tuple[OversightAddendum, str]] = field(default_factory=list)

    @property
    def in_error(self) -> tuple[OversightAddendum, str] | None:
        """Why a manager says that it was recorded in error, and who; None if nobody does."""
        return next((each for each in self.added if each[0].kind is AddendumKind.IN_ERROR), None)

    def told(self) -> list[tuple[str, str]]:
        """What the note says, as (words, text)."""
        return [(words, text) for name, words in TOLD.items() if (text := getattr(self.note, name))]


@dataclass(frozen=True)
class Stretch:
    """Some notes, the latest first, and the number of the one before which the next stretch begins (None: no more)."""

    notes: list[Written]
    before: str | None


def notes_of(session: Session, young_person_id: int, before: str = "") -> Stretch:
    """A page of the notes about somebody; `before` is what the page before gave, anything else begins at the latest."""
    mine = col(OversightNote.young_person_id) == young_person_id
    statement = (
        select(OversightNote, Worker).join(Worker, col(Worker.id) == col(OversightNote.written_by_id)).where(mine)
    )
    last = select(col(OversightNote.id)).where(mine, col(OversightNote.public_id) == before).scalar_subquery()
    # What is no id is not asked about: PostgreSQL refuses even to compare some characters.
    if before.isalnum() and session.execute(select(last)).scalar() is not None:
        statement = statement.where(col(OversightNote.id) < last)
    rows = session.execute(statement.order_by(col(OversightNote.id).desc()).limit(PAGE + 1)).all()
    shown = [(note, worker.name) for note, worker in rows[:PAGE]]
    more = shown[-1][0].public_id if len(rows) > PAGE else None
    return Stretch(_whole(session, shown), more)


def written(session: Session, note: OversightNote) -> Written:
    """One note as its own page shows it."""
    by = session.get_one(Worker, note.written_by_id).name
    return _whole(session, [(note, by)])[0]


def _whole(session: Session, notes: Sequence[tuple[OversightNote, str]]) -> list[Written]:
    found = {identity(note): Written(note, by) for note, by in notes}
    _add_names(session, found)
    of_notes = col(Action.oversight_id).in_(found)
    actions = select(Action, Worker).join(Worker, col(Worker.id) == col(Action.owner_id)).where(of_notes)
    for action, owner in session.execute(actions.order_by(col(Action.due_on), col(Action.id))):
        found[action.oversight_id or 0].actions.append((action, owner.name))
    added = select(OversightAddendum, Worker).join(Worker, col(Worker.id) == col(OversightAddendum.added_by_id))
    added = added.where(col(OversightAddendum.note_id).in_(found)).order_by(col(OversightAddendum.id))
    for addendum, worker in session.execute(added):
        found[addendum.note_id].added.append((addendum, worker.name))
    return list(found.values())


def _add_names(session: Session, found: dict[int, Written]) -> None:
    statement = (
        select(OversightSubject, RiskFlag, AccommodationSpell, PathwayPlan)
        .outerjoin(RiskFlag, col(RiskFlag.id) == col(OversightSubject.risk_flag_id))
        .outerjoin(AccommodationSpell, col(AccommodationSpell.id) == col(OversightSubject.home_id))
        .outerjoin(PathwayPlan, col(PathwayPlan.id) == col(OversightSubject.plan_id))
        .where(col(OversightSubject.note_id).in_(found))
        .order_by(col(OversightSubject.id))
    )
    for named, flag, home, plan in session.execute(statement):
        found[named.note_id].about.append(_in_words(named, flag, home, plan))


def _in_words(
    named: OversightSubject, flag: RiskFlag | None, home: AccommodationSpell | None, plan: PathwayPlan | None
) -> str:
    if flag is not None:
        return f"Risk: {flag.type.label.lower()}"
    if home is not None:
        return f"{named.topic.label}: {home.code.label.lower()}"
    if plan is not None:
        return f"Returned plan, version {plan.number}"
    if named.missed_on is not None:
        title = RULES[named.missed_rule].title if named.missed_rule in RULES else named.missed_rule
        return f"{named.topic.label}: {title.lower()}, {long_date(named.missed_on)}"
    return named.topic.label


def edits(session: Session, note: OversightNote) -> list[Edit]:
    """What its author changed in the words of a note, in the order of the changes."""
    return edits_of(session, note, {**TOLD, "drift": "Something is drifting"}, _as_read)


def _as_read(_field: str, before: str | None) -> str:
    value = json.loads(before) if before is not None else ""
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value) or "nothing"


def topics_of(session: Session, note: OversightNote) -> set[OversightTopic]:
    """What kinds of things a note names."""
    statement = select(col(OversightSubject.topic)).where(col(OversightSubject.note_id) == note.id)
    return set(session.execute(statement).scalars())


def actions_of(session: Session, note: OversightNote) -> Sequence[Action]:
    """The actions that arose from a note."""
    return session.execute(select(Action).where(col(Action.oversight_id) == note.id)).scalars().all()


@dataclass(frozen=True)
class Asked:
    """An exception or a closing with who asked, who answered and who ended it."""

    row: Any
    asked_by: str
    answered_by: str
    ended_by: str = ""


def exceptions_of(session: Session, young_person_id: int) -> list[Asked]:
    """Every exception that was ever asked for about somebody, the latest first."""
    return _asked(session, AgreedException, young_person_id, AgreedException.ended_by_id)


def closings_of(session: Session, young_person_id: int) -> list[Asked]:
    """Every closing that was ever proposed, the latest first."""
    return _asked(session, ClosingProposal, young_person_id, None)


def asked_of(session: Session, row: AgreedException | ClosingProposal) -> Asked:
    """One exception or closing with the names of whom it concerns."""
    every = exceptions_of if isinstance(row, AgreedException) else closings_of
    return next(each for each in every(session, row.young_person_id) if each.row is row)


def _asked(session: Session, model: Any, young_person_id: int, ender: Any) -> list[Asked]:
    asked, answered, ended = aliased(Worker), aliased(Worker), aliased(Worker)
    statement: Any = (
        select(model, asked, answered, ended)
        .join(asked, asked.id == model.asked_by_id)
        .outerjoin(answered, answered.id == model.answered_by_id)
        .outerjoin(ended, ended.id == (model.answered_by_id if ender is None else ender))
        .where(model.young_person_id == young_person_id)
        .order_by(model.id.desc())
    )
    return [Asked(row, by.name, _name(who), _name(end)) for row, by, who, end in session.execute(statement)]


def _name(worker: Worker | None) -> str:
    return worker.name if worker is not None else ""


def same_exception(session: Session, young_person_id: int, kind: ExceptionKind) -> AgreedException | None:
    """An exception of this kind that waits or is in force."""
    agreed_and_not_ended = (col(AgreedException.answer) == ProposalAnswer.AGREED) & col(AgreedException.ended_on).is_(
        None
    )
    statement = select(AgreedException).where(
        col(AgreedException.young_person_id) == young_person_id,
        col(AgreedException.kind) == kind,
        col(AgreedException.answer).is_(None) | agreed_and_not_ended,
    )
    return session.execute(statement.limit(1)).scalars().first()


def waiting_closing(session: Session, young_person_id: int) -> ClosingProposal | None:
    """The proposal to close a record that waits for an answer."""
    statement = select(ClosingProposal).where(
        col(ClosingProposal.young_person_id) == young_person_id, col(ClosingProposal.answer).is_(None)
    )
    return session.execute(statement).scalars().first()

"""Notes, exceptions and closings as the services take them and as a page sends them."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from sqlmodel import Session

from careleavers.domain.oversight import ExceptionKind
from careleavers.domain.terms import AccommodationCode, Closure, RiskLevel, Suitability
from careleavers.models import (
    AccommodationSpell,
    ActionDetails,
    ClosingDetails,
    ExceptionDetails,
    OversightDetails,
    OversightNote,
    RiskFlag,
)
from careleavers.oversight import service
from careleavers.oversight.details import NewNote
from tests.conftest import TODAY
from tests.contacts.filling import raised
from tests.people import People
from tests.plans.writing import acting

SAID = {
    "decision": "Amy visits every week until the end of May.",
    "reason": "Two of the last four visits found nobody in, and the friends there now are new.",
    "evidence": "The last four visits, the call with the college, and what the police told us.",
    "keeps_safe": "Her aunt rings every evening and has a key.",
}
TASK = {"what": "Ask the housing panel for a move", "outcome": "Somewhere nobody follows her"}
WHY = "We talked about it for an hour, looked at the last month, and this is what fits her week best."
SENT = {
    **SAID, **TASK, "drift": "no", "due_on-day": "20", "due_on-month": "3", "due_on-year": "2026",
}  # fmt: skip
EXCEPTION_SENT = {
    "kind": "no_visits", "reason": WHY, "their_view": "Ring me instead", "keeps_safe": "A call every Tuesday",
    "until_on-day": "1", "until_on-month": "4", "until_on-year": "2026",
}  # fmt: skip
CLOSING_SENT = {
    "closure": "transferred", "closed_on-day": "2", "closed_on-month": "3", "closed_on-year": "2026", "reason": WHY,
    "told": "Who her worker in Leeds is, and that she may call us until she is 25.",
}  # fmt: skip


def task(people: People, owner: str = "amy", **more: Any) -> ActionDetails:
    """An action that goes with a note."""
    return ActionDetails(**{**TASK, "owner_id": people.id(owner), "due_on": TODAY + timedelta(days=16), **more})


def a_note(people: People, *about: str, action: bool = True, **more: Any) -> NewNote:
    """A whole note, with an action unless told otherwise; `more` replaces its words."""
    return NewNote(OversightDetails(**{**SAID, **more}), about, task(people) if action else None)


def write(session: Session, people: People, *about: str, by: str = "tess", **more: Any) -> OversightNote:
    """A note about Yas."""
    return service.write_note(session, acting(people, by), people.yas, a_note(people, *about, **more))


def high_risk(session: Session, people: People, level: RiskLevel = RiskLevel.HIGH, **more: Any) -> RiskFlag:
    """An open risk of Yas's."""
    flag = raised(people, level=level, **more)
    session.add(flag)
    session.flush()
    return flag


def poor_home(session: Session, people: People, **more: Any) -> AccommodationSpell:
    """Yas lives in bed and breakfast."""
    facts = {"code": AccommodationCode.BED_AND_BREAKFAST, "started_on": TODAY - timedelta(days=9), **more}
    home = AccommodationSpell.made(
        young_person_id=people.id("yas"), suitability=Suitability.UNSUITABLE, suitability_reason="No kitchen",
        provided_by_council=False, recorded_by_id=people.id("amy"), **facts,
    )  # fmt: skip
    session.add(home)
    session.flush()
    return home


def an_exception(**more: Any) -> ExceptionDetails:
    """An exception somebody asks for."""
    facts = {
        "kind": ExceptionKind.NO_VISITS,
        "reason": WHY,
        "their_view": "Ring me",
        "keeps_safe": "Calls twice a week",
    }
    return ExceptionDetails(**{**facts, "until_on": TODAY + timedelta(days=28), **more})


def a_closing(**more: Any) -> ClosingDetails:
    """A closing somebody proposes."""
    facts = {"closure": Closure.TRANSFERRED, "closed_on": TODAY, "reason": WHY, "told": CLOSING_SENT["told"]}
    return ClosingDetails(**{**facts, **more})


def keys(names: Sequence[Any]) -> set[str]:
    """What the things a note can be about begin with."""
    return {each.key.partition("-")[0] for each in names}

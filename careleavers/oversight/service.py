"""Writing oversight notes. The only place that makes them and what they name.

A note is written on the day the clock says, names only what is open today, and comes with an action where drift was
noticed (R73) or a rule asks for the look. Every function flushes; none commits.
"""

from sqlmodel import Session

from careleavers.actions.service import add_action
from careleavers.alerts.engine import gathered, refresh
from careleavers.db import today
from careleavers.domain.actors import Actor
from careleavers.domain.oversight import Said, missing
from careleavers.domain.refusals import Refused
from careleavers.domain.terms import ActionSource
from careleavers.models import OversightNote, OversightSubject, YoungPerson
from careleavers.models.base import identity
from careleavers.oversight.details import About, NewNote
from careleavers.oversight.offers import to_write_about

CHANGED = "What this can be about has changed while you were writing. Look at the list again, then save"


def write_note(session: Session, actor: Actor, young_person: YoungPerson, new: NewNote) -> OversightNote:
    """A new note with what it names and its action; the alerts it answers go with the save.

    Raises Refused, with the question's own name, for what is missing, for something named that is not open (any
    more), and as `add_action` does.
    """
    named = _named(session, young_person, new)
    said = Said(
        new.details.decision, new.details.reason, new.details.evidence, new.details.keeps_safe, new.details.drift,
        {each.topic for each in named}, new.action is not None,
    )  # fmt: skip
    for field, sentence in missing(said):
        raise Refused(field, sentence)
    note = OversightNote.made(
        new.details, young_person_id=identity(young_person), written_by_id=actor.worker, written_on=today(session)
    )
    with gathered(session):
        session.add(note)
        session.flush()
        for each in named:
            session.add(_subject(note, each))
        if new.action is not None:
            add_action(
                session, actor, new.action, source=ActionSource.OVERSIGHT, young_person_id=identity(young_person),
                oversight_id=identity(note),
            )  # fmt: skip
        refresh(session, young_person_id=identity(young_person))
    return note


def _named(session: Session, young_person: YoungPerson, new: NewNote) -> list[About]:
    offered = {each.key: each for each in to_write_about(session, young_person)}
    if set(new.about) - set(offered):
        raise Refused("about", CHANGED)
    return [offered[key] for key in dict.fromkeys(new.about)]


def _subject(note: OversightNote, about: About) -> OversightSubject:
    return OversightSubject.made(
        note_id=identity(note), young_person_id=note.young_person_id, topic=about.topic, **about.names
    )


__all__ = ["write_note"]

"""Reading panels: who is on the list of each, and what it said about one young person."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from careleavers.db import policy, today
from careleavers.domain.actors import Actor
from careleavers.domain.panels import NEET, PanelKind
from careleavers.domain.referrals import WITHOUT_A_HOME
from careleavers.domain.terms import Suitability
from careleavers.models import AccommodationSpell, Action, Alert, EetSpell, PanelLook, Worker, YoungPerson
from careleavers.models.base import identity
from careleavers.scope import visible_to

PAGE = 50
_RULES = {PanelKind.EET: ("R53", "R53b"), PanelKind.HOUSING: ()}


@dataclass(frozen=True)
class Looked:
    """One look with who recorded it, who struck it out if anybody did, and the actions it led to with their owners."""

    look: PanelLook
    by: str
    struck_by: str
    actions: list[tuple[Action, str]] = field(default_factory=list)


@dataclass(frozen=True)
class Listed:
    """Somebody a panel is to look at: the spell that puts them there, since when, and when it last looked.

    `next_on` is when it is to look again: as an alert has it, or else as the panel itself set.
    """

    young_person: YoungPerson
    spell: Any
    since: date
    looked_on: date | None
    next_on: date | None


@dataclass(frozen=True)
class Agenda:
    """One stretch of a panel's list, how many are on it, and the number of the next stretch if there is one."""

    listed: Sequence[Listed]
    in_all: int
    following: int | None


def looks_at(session: Session, young_person: YoungPerson) -> list[Looked]:
    """What panels said about one young person, the latest first, what was struck out among it."""
    struck_by, owner = aliased(Worker), aliased(Worker)
    known = identity(young_person)
    done = defaultdict[int, list[tuple[Action, str]]](list)
    agreed = select(Action, owner).join(owner, col(owner.id) == col(Action.owner_id))
    agreed = agreed.where(col(Action.young_person_id) == known, col(Action.panel_look_id).is_not(None))
    for action, person in session.execute(agreed.order_by(col(Action.due_on), col(Action.id))):
        done[action.panel_look_id].append((action, person.name))
    mine = (
        select(PanelLook, Worker, struck_by)
        .join(Worker, col(Worker.id) == col(PanelLook.recorded_by_id))
        .outerjoin(struck_by, col(struck_by.id) == col(PanelLook.struck_by_id))
        .where(col(PanelLook.young_person_id) == known)
        .order_by(col(PanelLook.looked_on).desc(), col(PanelLook.id).desc())
    )
    return [
        Looked(look, by.name, struck.name if struck else "", done[identity(look)])
        for look, by, struck in session.execute(mine)
    ]


def last_look(session: Session, young_person_id: int, panel: PanelKind) -> PanelLook | None:
    """The last look of a panel that was not struck out."""
    return _last_looks(session, [young_person_id], panel).get(young_person_id)


def agenda(session: Session, actor: Actor, panel: PanelKind, stretch: int = 0) -> Agenda:
    """Who is on a panel's list among those somebody may see: whom it never looked at first, then the longest unseen."""
    listed = _on_the_list(session, actor, panel)
    in_all = session.execute(select(func.count()).select_from(listed.order_by(None).subquery())).scalar_one()
    rows = session.execute(listed.offset(stretch * PAGE).limit(PAGE)).all()
    known = [identity(row[0]) for row in rows]
    looks = _last_looks(session, known, panel)
    since = _out_since(session, known) if panel is PanelKind.EET else {}
    found = []
    for person, spell, asked in rows:
        last = looks.get(identity(person))
        next_on = asked or (last.next_look_on if last else None)
        found.append(
            Listed(person, spell, since.get(spell.id, spell.started_on), last.looked_on if last else None, next_on)
        )
    return Agenda(found, in_all, stretch + 1 if (stretch + 1) * PAGE < in_all else None)


def _on_the_list(session: Session, actor: Actor, panel: PanelKind) -> Select[Any]:
    day, spell = today(session), _spell(panel)
    looked = (
        select(func.max(PanelLook.looked_on))
        .where(col(PanelLook.young_person_id) == col(YoungPerson.id), col(PanelLook.panel) == panel, _stands())
        .correlate(YoungPerson)
        .scalar_subquery()
    )
    asked = select(func.min(Alert.due_on)).where(
        col(Alert.young_person_id) == col(YoungPerson.id),
        col(Alert.rule).in_(_RULES[panel]),
        col(Alert.cleared_at).is_(None),
    )
    return (
        select(YoungPerson, spell, asked.correlate(YoungPerson).scalar_subquery())
        .join(spell, col(spell.young_person_id) == col(YoungPerson.id))
        .where(
            col(spell.ended_on).is_(None), _asks(session, panel), visible_to(actor, day),
            or_(col(YoungPerson.closed_on).is_(None), col(YoungPerson.closed_on) > day),
        )
        .order_by(func.coalesce(looked, date.min), col(spell.started_on), col(YoungPerson.id))
    )  # fmt: skip


def _spell(panel: PanelKind) -> Any:
    return EetSpell if panel is PanelKind.EET else AccommodationSpell


def _asks(session: Session, panel: PanelKind) -> ColumnElement[bool]:
    """What puts the spell that runs now on the list."""
    if panel is PanelKind.EET:
        return col(EetSpell.code).in_(NEET)
    home = AccommodationSpell
    soon = today(session) + timedelta(days=policy(session).duty_to_refer_days)
    return or_(
        col(home.suitability) == Suitability.UNSUITABLE,
        col(home.code).in_(WITHOUT_A_HOME),
        col(home.notice_on).is_not(None),
        and_(col(home.expected_end_on).is_not(None), col(home.expected_end_on) <= soon),
    )


def _stands() -> ColumnElement[bool]:
    return col(PanelLook.struck_at).is_(None)


def _last_looks(session: Session, known: Sequence[int], panel: PanelKind) -> dict[int, PanelLook]:
    """The last look of a panel at each of some young people, by their ids."""
    theirs = select(PanelLook).where(
        col(PanelLook.young_person_id).in_(known), col(PanelLook.panel) == panel, _stands()
    )
    in_order = theirs.order_by(col(PanelLook.looked_on), col(PanelLook.id))
    return {look.young_person_id: look for look in session.execute(in_order).scalars()}


def _out_since(session: Session, known: Sequence[int]) -> dict[int, date]:
    """Since when each spell out of work and study goes on without a break, by its id, whatever the reason was."""
    theirs = select(EetSpell).where(col(EetSpell.young_person_id).in_(known), col(EetSpell.code).in_(NEET))
    since: dict[int, date] = {}
    runs_until: dict[tuple[int, date], date] = {}
    for spell in session.execute(theirs.order_by(col(EetSpell.started_on))).scalars():
        began = runs_until.get((spell.young_person_id, spell.started_on), spell.started_on)
        since[identity(spell)] = began
        if spell.ended_on is not None:
            runs_until[spell.young_person_id, spell.ended_on] = began
    return since


__all__ = ["Agenda", "Listed", "Looked", "agenda", "last_look", "looks_at"]

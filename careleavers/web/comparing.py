"""Two people at one thing: what stands now beside what was typed, for whoever saves second.

A form over a row is filled in from the row before what was sent is read, so each question knows both: what is saved
now (its `object_data`) and what was typed. Nothing about any one form has to be written for that.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlmodel import Session, col, select

from careleavers.domain.actors import Actor
from careleavers.domain.dates import long_date
from careleavers.domain.terms import Term
from careleavers.models import Account, ChangeEntry, Worker, YoungPerson
from careleavers.models.base import Record
from careleavers.web.fields import HiddenField, Question, RadioField
from careleavers.web.forms import VersionedForm

_ACCOUNT = "account:"


@dataclass(frozen=True)
class BothTexts:
    """One question that two people answer differently: what is saved now, and what was typed here."""

    words: str
    theirs: str
    yours: str


@dataclass(frozen=True)
class Clash:
    """What somebody else saved while a page was open. `who` is empty where the trail names nobody."""

    who: str
    mine: bool
    at: datetime | None
    differing: tuple[BothTexts, ...]
    beside: tuple[tuple[str, str], ...]

    @property
    def headline(self) -> str:
        """What happened, in one line."""
        who = self.who or "Somebody else"
        return "You saved this from another page" if self.mine else f"{who} saved this while you were writing"


def is_behind(form: VersionedForm) -> bool:
    """Whether the page that was sent showed an older version than the one its form is drawn from now."""
    return form.version.data is not None and form.version.data != form.version.object_data


def clash_of(session: Session, acting: Actor, form: VersionedForm, row: Record) -> Clash:
    """Who saved the row last and when, and each answer that differs from what is saved now."""
    who, mine, at = _last_saved(session, acting, row)
    both = tuple(_differing(form, row))
    beside = tuple(
        (words, in_words(None, getattr(row, name)))
        for name, words in form.also_shown.items()
        if name not in form and not _is_nothing(getattr(row, name))
    )
    return Clash(who, mine, at, both, beside)


def _last_saved(session: Session, acting: Actor, row: Record) -> tuple[str, bool, datetime | None]:
    """The name of whoever saved a row last, whether that was the same person, and the moment."""
    found = session.exec(
        select(ChangeEntry, Worker)
        .outerjoin(Worker, col(Worker.id) == col(ChangeEntry.worker_id))
        .where(col(ChangeEntry.table_name) == row.__tablename__, col(ChangeEntry.row_id) == str(row.id))
        .order_by(col(ChangeEntry.id).desc())
    ).first()
    if found is None:
        return "", False, None
    entry, worker = found
    name = worker.name if worker is not None else _first_name(session, entry.actor)
    return name, entry.actor == acting.name, entry.at


def _first_name(session: Session, actor: str) -> str:
    """The first name of the young person whose account it was, or nothing for a job."""
    number = actor.removeprefix(_ACCOUNT)
    if not actor.startswith(_ACCOUNT) or not number.isdecimal():
        return ""
    person = session.exec(
        select(YoungPerson)
        .join(Account, col(Account.young_person_id) == col(YoungPerson.id))
        .where(col(Account.id) == int(number))
    ).first()
    return person.first_name if person is not None else ""


def _differing(form: VersionedForm, row: Record) -> Iterator[BothTexts]:
    for field in form:
        if not isinstance(field, Question) or isinstance(field, HiddenField):
            continue
        saved = field.object_data
        if _is_nothing(saved) and field.short_name in form.also_shown:
            saved = getattr(row, field.short_name)
        typed = field.shown() if field.process_errors else in_words(field, field.data)
        theirs = in_words(field, saved)
        if theirs != typed:
            yield BothTexts(field.title, theirs, typed)


def _is_nothing(value: Any) -> bool:
    return value is None or value == "" or value == []


def in_words(question: Question | None, value: Any) -> str:
    """An answer as people read it; nothing for none."""
    if _is_nothing(value):
        return ""
    if isinstance(value, (list, tuple, set)):
        return ", ".join(in_words(question, each) for each in value)
    if isinstance(question, RadioField):
        return question.name_of(value)
    if isinstance(value, Term):
        return value.label
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, date):
        return long_date(value)
    return question.write(value) if question is not None else str(value)


__all__ = ["BothTexts", "Clash", "clash_of", "in_words", "is_behind"]

"""Keeping drafts, and ending them. The only place that makes their rows."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import or_, select
from sqlmodel import Session, col

from careleavers.db import saving
from careleavers.domain.actors import Actor
from careleavers.domain.refusals import Refused
from careleavers.drafts import queries
from careleavers.models import Draft
from careleavers.models.base import now_utc

Answers = Sequence[tuple[str, str]]

# A leave of three weeks must not cost anybody their words; a year-old one is no longer a memory of anything.
KEPT_DAYS = 30
# How long the empty row of a draft that is over is kept: longer than any page stays open and goes on writing.
_OVER_DAYS = 7
MOST = 100
TOO_MANY = f"You have {MOST} unfinished forms. Finish some, or delete those you do not need"
_NEVER_KEPT = ("csrf_token", "password", "draft")


@dataclass(frozen=True)
class Page:
    """The form that a draft is of: its address, its title and whom it is about."""

    path: str
    title: str
    young_person_id: int | None


@dataclass(frozen=True)
class Slip:
    """Which draft a page writes to, which page it is, and the version of the draft that it has seen."""

    key: str
    tab: str
    seen: int


@dataclass(frozen=True)
class Kept:
    """What became of keeping: the draft, or None when the page it came from was saved or given up already."""

    draft: Draft | None


def keep_draft(session: Session, actor: Actor, page: Page, slip: Slip, answers: Answers) -> Kept:
    """Keep what stands in a form now. Flushed.

    Two pages that write to one draft do not overwrite each other: the one that did not see what the other kept goes
    on in a draft of its own. Raises Refused when the actor has too many, Stale when two requests came at one moment.
    """
    words = _as_text(answers)
    draft = queries.own_draft(session, actor, slip.key)
    if draft is not None and draft.over_at is not None:
        return Kept(None)
    if draft is not None and draft.tab != slip.tab and draft.version != slip.seen and draft.answers != words:
        draft = None
    with saving(session, "", "This draft was kept twice at one moment. Nothing is lost: it is kept again"):
        if draft is None:
            draft = _new(session, actor, page, slip)
        draft.answers, draft.tab, draft.saved_at = words, slip.tab, now_utc()
    return Kept(draft)


def _new(session: Session, actor: Actor, page: Page, slip: Slip) -> Draft:
    if queries.own_count(session, actor) >= MOST:
        raise Refused("", TOO_MANY)
    draft = Draft.made(
        account_id=actor.account_id, young_person_id=page.young_person_id, path=page.path, title=page.title
    )
    if not _is_taken(session, slip.key):
        draft.public_id = slip.key
    session.add(draft)
    return draft


def _is_taken(session: Session, key: str) -> bool:
    """Whether any draft has this key, whoever it belongs to."""
    return session.execute(select(col(Draft.id)).where(col(Draft.public_id) == key)).first() is not None


def _as_text(answers: Answers) -> str:
    return json.dumps([[name, value] for name, value in answers if not any(part in name for part in _NEVER_KEPT)])


def answers_of(draft: Draft) -> list[tuple[str, str]]:
    """What was typed, as (name, value)."""
    return [(name, value) for name, value in json.loads(draft.answers or "[]")]


def end_draft(session: Session, actor: Actor, page: Page, key: str) -> None:
    """The form was saved, or its words are not wanted: they are gone at once, and cannot come back. Flushed.

    A page that was never kept leaves an empty row as well, because a keeping of it may still be on its way.
    """
    draft = queries.own_draft(session, actor, key)
    if draft is None:
        draft = _new_over(session, actor, page, key)
    if draft is not None and draft.over_at is None:
        draft.answers, draft.over_at = "", now_utc()
    session.flush()


def _new_over(session: Session, actor: Actor, page: Page, key: str) -> Draft | None:
    if _is_taken(session, key):
        return None
    draft = Draft.made(
        public_id=key, account_id=actor.account_id, young_person_id=page.young_person_id, path=page.path,
        title=page.title, over_at=now_utc(),
    )  # fmt: skip
    session.add(draft)
    return draft


def clear_drafts(session: Session, now: datetime) -> int:
    """Delete the drafts that nobody went on with for KEPT_DAYS, and the empty rows of those that are over.

    `now` carries its zone. Answers how many were deleted; safe to run twice.
    """
    old = select(Draft).where(
        or_(
            col(Draft.saved_at) < now - timedelta(days=KEPT_DAYS),
            col(Draft.over_at) < now - timedelta(days=_OVER_DAYS),
        )
    )
    found = session.execute(old).scalars().all()
    for draft in found:
        session.delete(draft)
    session.flush()
    return len(found)


__all__ = ["KEPT_DAYS", "Kept", "Page", "Slip", "answers_of", "clear_drafts", "end_draft", "keep_draft"]

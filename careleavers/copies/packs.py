"""Packs for partners: chosen parts of an approved plan, for one named person, for a reason, until a day.

What is in a pack is made from the copy, so nothing is in it that the young person does not read themselves. Nothing
else makes these rows. Sources: Data Protection Act 2018 (no more than the reason needs, no longer than it lasts).
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from sqlalchemy import func, select
from sqlmodel import Session, col

from careleavers.copies.content import Chapter, Copy, copy_of
from careleavers.db import saving, today
from careleavers.domain.actors import Actor
from careleavers.domain.dates import long_date
from careleavers.domain.plans import is_placeholder
from careleavers.domain.reading import one_line
from careleavers.domain.refusals import Refused, Stale
from careleavers.domain.terms import Answer, PlanState
from careleavers.models import PackFile, PartnerPack, PartnerPackDetails, PathwayPlan, Worker, YoungPerson
from careleavers.models.base import identity

LONGEST_DAYS = 182
MEANWHILE = "Somebody else saved this pack meanwhile"


@dataclass(frozen=True)
class Given:
    """A pack as the ledger shows it: by whom, of which version, how often its file was made, whether it may be now."""

    pack: PartnerPack
    by: str
    number: int
    files: int
    open: bool


@dataclass(frozen=True)
class Pack:
    """What a partner reads: whose plan, why, until when, and the chosen chapters with what happens next in them."""

    name: str
    copy: Copy
    pack: PartnerPack


def is_open(pack: PartnerPack, day: date) -> bool:
    """Whether a file of the pack may be made on a day."""
    return pack.withdrawn_on is None and day <= pack.expires_on


def make_pack(
    session: Session, actor: Actor, plan: PathwayPlan, details: PartnerPackDetails, offered: Collection[str]
) -> PartnerPack:
    """Make a pack of the version that holds; `offered` are the parts it may be made of.

    Raises Refused for any other version, a partner who is nobody, a reason of one short line, a day past or further
    off than half a year, parts that the plan does not have, and a young person who does not agree without a reason
    that says why it is given all the same.
    """
    day = today(session)
    if plan.state is not PlanState.APPROVED:
        raise Refused("", "Only the version that holds now can be given to a partner.")
    for field, words in (("partner", "the person who gets it"), ("organisation", "where they work")):
        if is_placeholder(getattr(details, field), letters=2):
            raise Refused(field, f"Enter {words}.")
    if one_line(details.reason):
        also = ", and why although they do not agree" if details.they_agree is not Answer.YES else ""
        raise Refused("reason", f"Write more than one line: what it is needed for{also}.")
    latest = day + timedelta(days=LONGEST_DAYS)
    if not day <= details.expires_on <= latest:
        raise Refused("expires_on", f"Enter a day from today until {long_date(latest)}.")
    if not details.sections.split() or set(details.sections.split()) - set(offered):
        raise Refused("sections", "Choose the parts that the reason needs.")
    pack = PartnerPack.made(
        details, young_person_id=plan.young_person_id, plan_id=identity(plan), made_on=day, made_by_id=actor.worker
    )
    session.add(pack)
    session.flush()
    return pack


def withdraw_pack(session: Session, pack: PartnerPack, why: str, version: int) -> PartnerPack:
    """Take a pack back: no file of it is made from now on. Raises Refused without a reason or once it is; Stale."""
    if pack.withdrawn_on is not None:
        raise Refused("", "This pack was withdrawn already, so nothing was changed.")
    if pack.version != version:
        raise Stale(MEANWHILE)
    if is_placeholder(why):
        raise Refused("withdrawn_why", "Say why it is withdrawn.")
    with saving(session, "", MEANWHILE):
        pack.withdrawn_why, pack.withdrawn_on = why, today(session)
    return pack


def open_file(session: Session, actor: Actor, young_person: YoungPerson, pack: PartnerPack) -> Pack:
    """What the file of a pack says; that it was made, and by whom, is kept. Raises Refused once it is over."""
    if not is_open(pack, today(session)):
        raise Refused("", "This pack has expired or was withdrawn. Make a new one if it is still needed.")
    session.add(PackFile.made(pack_id=identity(pack), made_by_id=actor.worker))
    session.flush()
    return content_of(session, young_person, pack)


def content_of(session: Session, young_person: YoungPerson, pack: PartnerPack) -> Pack:
    """The chosen parts, as the young person reads them; what they said of the plan as a whole is theirs alone."""
    whole = copy_of(session, young_person, session.get_one(PathwayPlan, pack.plan_id))
    chosen = set(pack.sections.split())
    chapters = [chapter for chapter in whole.chapters if chapter.domain.value in chosen]
    steps = [step for step in whole.steps if step.domain is not None and step.domain.value in chosen]
    return Pack(young_person.name, replace(whole, chapters=chapters, steps=steps), pack)


def sections_of(copy: Copy) -> list[tuple[str, str]]:
    """The parts that a pack may be made of, as (word, label)."""
    return [(chapter.domain.value, _label(chapter)) for chapter in copy.chapters]


def _label(chapter: Chapter) -> str:
    part: StrEnum = chapter.domain
    return str(getattr(part, "label", part.value))


def packs_of(session: Session, young_person_id: int) -> list[Given]:
    """Every pack about somebody, the newest first."""
    times = (
        select(func.count())
        .select_from(PackFile)
        .where(col(PackFile.pack_id) == col(PartnerPack.id))
        .correlate_except(PackFile)
        .scalar_subquery()
    )
    statement = (
        select(PartnerPack, Worker, col(PathwayPlan.number), times)
        .join(Worker, col(Worker.id) == col(PartnerPack.made_by_id))
        .join(PathwayPlan, col(PathwayPlan.id) == col(PartnerPack.plan_id))
        .where(col(PartnerPack.young_person_id) == young_person_id)
        .order_by(col(PartnerPack.made_on).desc(), col(PartnerPack.id).desc())
    )
    day = today(session)
    return [
        Given(pack, worker.name, number, files, is_open(pack, day))
        for pack, worker, number, files in session.execute(statement).all()
    ]


__all__ = [
    "Given", "Pack", "content_of", "is_open", "make_pack", "open_file", "packs_of", "sections_of", "withdraw_pack",
]  # fmt: skip

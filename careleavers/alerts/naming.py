"""What the sentence of an alert names when its row cannot: papers, practices, an entitlement, a referral, a body."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from sqlalchemy import select
from sqlmodel import Session, col

from careleavers.domain.deaths import NotifiedBody, still_to_tell
from careleavers.domain.documents import Paper, PaperKind, as_listed, missing_papers
from careleavers.domain.network import HealthKind, missing_by_18
from careleavers.models import Death, DeathNotice, HealthContact, IdentityPaper, Offer, Referral
from careleavers.models.base import identity

_NAMES_PAPERS = ("R56",)
_NAMES_HEALTH = ("R55",)
_NAMES_OFFERS = ("R59", "R59b", "R60")
_NAMES_BODIES = ("R61",)
_NAMES_REFERRALS = ("R48", "R48b", "R48c")
_AT_A_TIME = 500

# The number of a rule, the id of whom it speaks of, and the id of what it is about.
Row = tuple[str, int, int]


def named(session: Session, rows: Iterable[Row]) -> Mapping[Row, str]:
    """What each of these rows speaks of, in words; nothing for a rule whose row says it all."""
    every = set(rows)
    families = (_NAMES_PAPERS, _NAMES_HEALTH, _NAMES_OFFERS, _NAMES_REFERRALS, _NAMES_BODIES)
    spoken = [{row for row in every if row[0] in ids} for ids in families]
    of_papers, of_health, of_offers, of_referrals, of_deaths = spoken
    papers = _papers_missing(session, {person for _, person, _ in of_papers})
    health = _health_missing(session, {person for _, person, _ in of_health})
    offers = _offers(session, {about for _, _, about in of_offers})
    referrals = _referrals(session, {about for _, _, about in of_referrals})
    bodies = _still_to_tell(session, {person for _, person, _ in of_deaths})
    return (
        {row: papers[row[1]] for row in of_papers}
        | {row: health[row[1]] for row in of_health}
        | {row: offers.get(row[2], "") for row in of_offers}
        | {row: referrals.get(row[2], "") for row in of_referrals}
        | {row: bodies[row[1]] for row in of_deaths}
    )


def _papers_missing(session: Session, young_person_ids: set[int]) -> Mapping[int, str]:
    """The papers each of these young people still needs, in one phrase; "" for somebody who has them all."""
    ids, known = sorted(young_person_ids), defaultdict[int, dict[PaperKind, Paper]](dict)
    for start in range(0, len(ids), _AT_A_TIME):
        statement = select(IdentityPaper).where(col(IdentityPaper.young_person_id).in_(ids[start : start + _AT_A_TIME]))
        for paper in session.execute(statement).scalars():
            known[paper.young_person_id][paper.kind] = Paper(paper.state, paper.expires_on)
    return {each: as_listed(missing_papers(known[each])) for each in ids}


def _health_missing(session: Session, young_person_ids: set[int]) -> Mapping[int, str]:
    """What each of these young people still needs by 18 for their health, in one phrase; "" for who has it all."""
    ids, there = sorted(young_person_ids), defaultdict[int, set[HealthKind]](set)
    row = HealthContact
    for start in range(0, len(ids), _AT_A_TIME):
        some = col(row.young_person_id).in_(ids[start : start + _AT_A_TIME])
        now = (col(row.ended_on).is_(None), col(row.struck_at).is_(None))
        for person_id, kind in session.execute(select(col(row.young_person_id), col(row.kind)).where(some, *now)):
            there[person_id].add(kind)
    return {each: missing_by_18(there[each]) for each in ids}


def _offers(session: Session, offer_ids: set[int]) -> Mapping[int, str]:
    """The names of these entitlements."""
    if not offer_ids:
        return {}
    statement = select(col(Offer.id), col(Offer.name)).where(col(Offer.id).in_(offer_ids))
    return {row[0]: row[1] for row in session.execute(statement)}


def _referrals(session: Session, referral_ids: set[int]) -> Mapping[int, str]:
    """Where each of these referrals goes."""
    ids, found = sorted(referral_ids), dict[int, str]()
    for start in range(0, len(ids), _AT_A_TIME):
        statement = select(Referral).where(col(Referral.id).in_(ids[start : start + _AT_A_TIME]))
        found |= {identity(each): each.where_to for each in session.execute(statement).scalars()}
    return found


def _still_to_tell(session: Session, young_person_ids: set[int]) -> Mapping[int, str]:
    """Who has to be told of the death of each of these young people, in one phrase."""
    told = defaultdict[int, set[NotifiedBody]](set)
    ids = sorted(young_person_ids)
    for start in range(0, len(ids), _AT_A_TIME):
        statement = (
            select(col(DeathNotice.young_person_id), col(DeathNotice.body))
            .join(Death, col(Death.id) == col(DeathNotice.death_id))
            .where(
                col(DeathNotice.young_person_id).in_(ids[start : start + _AT_A_TIME]),
                col(DeathNotice.struck_at).is_(None), col(Death.struck_at).is_(None),
            )
        )  # fmt: skip
        for young_person_id, body in session.execute(statement):
            told[young_person_id].add(body)
    return {each: ", ".join(body.label for body in still_to_tell(told[each])) for each in ids}


__all__ = ["Row", "named"]

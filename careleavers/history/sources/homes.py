"""Where somebody lived and what they did: every beginning, and every end after which nothing began the same day."""

from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import aliased
from sqlmodel import col

from careleavers.domain.terms import AccommodationCode
from careleavers.domain.timeline import EventKind
from careleavers.history.events import Happened, Page, Source, rows_with, said
from careleavers.models import AccommodationSpell, EetSpell, Worker

_BAD = (AccommodationCode.HOMELESS, AccommodationCode.CUSTODY)


def _home_started(home: AccommodationSpell, worker: Worker) -> Happened:
    title = f"Home: {home.code.label} ({home.suitability.label.lower()})"
    words = said(("Why it is not suitable", home.suitability_reason), ("Tenancy", home.tenancy))
    tone = "late" if home.code in _BAD else "plain"
    return Happened(home.started_on, title, worker.name, words, tone, Page("spells.homes"))


def _home_ended(home: AccommodationSpell) -> Happened:
    assert home.ended_on is not None, "only homes that ended are asked for"
    words = said(("", home.end_reason))
    return Happened(home.ended_on, f"Left: {home.code.label}", words=words, page=Page("spells.homes"))


def _eet_started(spell: EetSpell, worker: Worker) -> Happened:
    words = said(("Where", spell.provider), ("Why", spell.reason), ("What stands in the way", spell.barriers))
    title = f"Work and study: {spell.code.label}"
    return Happened(spell.started_on, title, worker.name, words, page=Page("spells.eet"))


def _eet_ended(spell: EetSpell) -> Happened:
    assert spell.ended_on is not None, "only spells that ended are asked for"
    return Happened(
        spell.ended_on, f"Ended: {spell.code.label}", words=said(("", spell.end_reason)), page=Page("spells.eet")
    )


def _ended(model: Any) -> Select[Any]:
    """Spells that ended with none beginning the same day: otherwise the next one tells the move."""
    following = aliased(model)
    follows = select(1).where(
        following.young_person_id == model.young_person_id, following.started_on == model.ended_on
    )
    return select(model).where(~follows.exists())


SOURCES = [
    Source(
        "home", EventKind.HOME, AccommodationSpell, col(AccommodationSpell.started_on),
        col(AccommodationSpell.young_person_id),
        rows_with(AccommodationSpell, AccommodationSpell.recorded_by_id), _home_started,
    ),
    Source(
        "home-left", EventKind.HOME, AccommodationSpell, col(AccommodationSpell.ended_on),
        col(AccommodationSpell.young_person_id), _ended(AccommodationSpell), _home_ended,
    ),
    Source(
        "eet", EventKind.EET, EetSpell, col(EetSpell.started_on), col(EetSpell.young_person_id),
        rows_with(EetSpell, EetSpell.recorded_by_id), _eet_started,
    ),
    Source(
        "eet-ended", EventKind.EET, EetSpell, col(EetSpell.ended_on), col(EetSpell.young_person_id),
        _ended(EetSpell), _eet_ended,
    ),
]  # fmt: skip

"""Whatever is recorded, corrected and ended in whatever order, no two homes share a day; refusals save nothing."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import Session

from careleavers.domain.actors import Actor
from careleavers.domain.refusals import Refused
from careleavers.domain.spells import gaps
from careleavers.models import AccommodationSpell
from careleavers.spells import queries, service
from tests.conftest import TODAY
from tests.people import People
from tests.spells.conftest import home

DAYS = st.integers(0, 40).map(lambda back: TODAY - timedelta(days=back))
ACTS = st.tuples(st.sampled_from(["start", "earlier", "end", "correct"]), DAYS, DAYS, st.booleans(), st.integers(0, 5))


Act = tuple[str, date, date, bool, int]


def act(session: Session, people: People, amy: Actor, each: Act) -> None:
    what, day, other, is_open, which = each
    spells = queries.spells_of(session, AccommodationSpell, people.id("yas"))
    if what == "start":
        service.start_home(session, amy, people.yas, home(day))
    elif what == "earlier":
        service.add_earlier_home(session, amy, people.yas, home(day), other)
    elif spells:
        spell = spells[which % len(spells)]
        if what == "end":
            service.end_home(session, people.yas, spell, day, "Left", spell.version)
        else:
            end = None if is_open else other
            service.correct_home(session, people.yas, spell, home(day), end, spell.version)


def refusal(session: Session, people: People, amy: Actor, each: Act) -> str:
    try:
        act(session, people, amy, each)
    except Refused as refused:
        return refused.sentence
    return ""


def facts(session: Session, people: People) -> list[tuple[date, date | None]]:
    session.expire_all()
    return [
        (each.started_on, each.ended_on) for each in queries.spells_of(session, AccommodationSpell, people.id("yas"))
    ]


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=st.lists(ACTS, max_size=12))
def test_homes_never_share_a_day(session: Session, people: People, amy: Actor, acts: list[Act]) -> None:
    with session.begin_nested() as example:
        for each in acts:
            before = facts(session, people)
            refused = refusal(session, people, amy, each)
            assert "at the same moment" not in refused, "the checks should have met this first"
            assert not refused or facts(session, people) == before
        told = facts(session, people)
        for (start, end), (following, _) in pairwise(told):
            assert end is not None
            assert start < end <= following
        spells = queries.spells_of(session, AccommodationSpell, people.id("yas"))
        covered = sum(((end or TODAY + timedelta(days=1)) - start).days for start, end in told)
        first = told[0][0] if told else TODAY + timedelta(days=1)
        missing = sum(
            (gap.ended_on - gap.started_on).days
            for gap in gaps(spells, first, TODAY + timedelta(days=1))
            if gap.ended_on
        )
        assert covered + missing == (TODAY + timedelta(days=1) - first).days
        example.rollback()
    session.expire_all()

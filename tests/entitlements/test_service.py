"""Recording what became of an entitlement, and striking out what was recorded in error."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlmodel import Session, col

from careleavers import striking
from careleavers.alerts.engine import refresh
from careleavers.domain.entitlements import AmountKind, AmountPer, StepKind
from careleavers.domain.refusals import Refused, Stale
from careleavers.entitlements import queries, service, table
from careleavers.models import Alert, EntitlementStep, Offer
from careleavers.models.base import identity
from tests.conftest import TODAY
from tests.entitlements.filling import money, offered, stepped
from tests.people import People
from tests.plans.writing import acting

PAID, OFFERED = StepKind.PAID, StepKind.OFFERED


@pytest.fixture
def bursary(session: Session, people: People) -> Offer:
    """Exactly £2,000.00, once, from April 2023."""
    facts = {"name": "Bursary", "from_on": date(2023, 4, 1), **money(200_000)}
    return table.add_offer(session, acting(people, "sam"), offered(**facts), certain=True)


def record(
    session: Session, people: People, offer: Offer, kind: StepKind = OFFERED, on: date = TODAY, **more: Any
) -> EntitlementStep:
    details = stepped(kind, on, **more)
    [made] = service.record_step(session, acting(people, "amy"), people.yas, details, [offer])
    return made


def steps(session: Session) -> list[EntitlementStep]:
    return list(session.execute(select(EntitlementStep)).scalars())


def test_a_step_is_kept_with_its_day_its_words_and_who_recorded_it(
    session: Session, people: People, bursary: Offer
) -> None:
    made = record(session, people, bursary, words="Will think about it", note="Ask again in May")
    assert (made.kind, made.happened_on, made.words, made.note) == (
        OFFERED,
        TODAY,
        "Will think about it",
        "Ask again in May",
    )
    assert (made.offer_id, made.recorded_by_id) == (bursary.id, people.id("amy"))


def test_several_are_offered_in_one_go(session: Session, people: People, bursary: Offer) -> None:
    other = table.add_offer(session, acting(people, "sam"), offered(), certain=True)
    service.record_step(session, acting(people, "amy"), people.yas, stepped(), [bursary, other])
    assert {step.offer_id for step in steps(session)} == {bursary.id, other.id}


def test_what_happened_before_a_change_belongs_to_the_row_of_that_day(
    session: Session, people: People, bursary: Offer
) -> None:
    details = offered(from_on=date(2026, 1, 1), **money(300_000))
    new = table.replace_offer(session, acting(people, "sam"), bursary, details, bursary.version, certain=True)
    assert record(session, people, new, on=date(2025, 12, 31)).offer_id == bursary.id
    assert record(session, people, new, on=date(2026, 1, 1)).offer_id == new.id


@pytest.mark.parametrize(
    ("more", "field", "says"),
    [
        ({"on": TODAY + timedelta(days=1)}, "happened_on", "Enter today, 4 March 2026, or an earlier day"),
        ({"on": date(2006, 9, 13)}, "happened_on", "They were born on 14 September 2006"),
        ({"on": date(2023, 3, 31)}, "happened_on", "not on offer on 31 March 2023. It is offered from 1 April 2023"),
        ({"kind": PAID}, "amount", "Enter how much was paid. This offer is £2,000.00, once"),
        ({"kind": OFFERED, "amount_pence": 100}, "amount", "only recorded for what was paid"),
        ({"kind": StepKind.NOT_THEIRS}, "words", "Say why it does not apply"),
        ({"kind": StepKind.NOT_THEIRS, "words": "n/a"}, "words", "Say why it does not apply"),
    ],
)
def test_what_cannot_be_is_refused_with_the_remedy(
    session: Session, people: People, bursary: Offer, more: dict[str, Any], field: str, says: str
) -> None:
    with pytest.raises(Refused, match=says) as refusal:
        record(session, people, bursary, **more)
    assert refusal.value.field == field
    assert steps(session) == []


def test_money_is_recorded_for_one_entitlement_at_a_time(session: Session, people: People, bursary: Offer) -> None:
    other = table.add_offer(session, acting(people, "sam"), offered(), certain=True)
    paid = stepped(PAID, amount_pence=100)
    for chosen, says in (([bursary, other], "Choose one"), ([], "Choose what this is about")):
        with pytest.raises(Refused, match=says):
            service.record_step(session, acting(people, "amy"), people.yas, paid, chosen)
    assert steps(session) == []


def test_what_is_no_money_is_given_without_an_amount(session: Session, people: People) -> None:
    pass_ = table.add_offer(session, acting(people, "sam"), offered(), certain=True)
    assert record(session, people, pass_, PAID).amount_pence is None


def test_more_than_the_offer_needs_a_reason_and_says_by_how_much(
    session: Session, people: People, bursary: Offer
) -> None:
    record(session, people, bursary, PAID, amount_pence=150_000)
    record(session, people, bursary, PAID, amount_pence=50_000)
    with pytest.raises(Refused, match=r"£2,000\.01 would be paid in all, and the offer is £2,000\.00, once") as refusal:
        record(session, people, bursary, PAID, amount_pence=1)
    assert refusal.value.field == "over_reason"
    over = record(session, people, bursary, PAID, amount_pence=1, over_reason="The bank rounded it up")
    assert over.over_reason == "The bank rounded it up"


def test_at_least_so_much_has_no_end_and_what_was_struck_does_not_count(session: Session, people: People) -> None:
    facts = offered(**money(300_000, AmountKind.AT_LEAST))
    home = table.add_offer(session, acting(people, "sam"), facts, certain=True)
    record(session, people, home, PAID, amount_pence=400_000)
    facts = offered(**money(120_000, AmountKind.UP_TO, AmountPer.YEAR))
    yearly = table.add_offer(session, acting(people, "sam"), facts, certain=True)
    wrong = record(session, people, yearly, PAID, date(2025, 12, 1), amount_pence=100_000)
    with pytest.raises(Refused, match=r"£1,300\.00 would be paid in 12 months"):
        record(session, people, yearly, PAID, amount_pence=30_000)
    striking.strike(session, acting(people, "tess"), wrong, "It was another young person", wrong.version)
    assert record(session, people, yearly, PAID, amount_pence=30_000).amount_pence == 30_000


def _open_alerts(session: Session, people: People) -> list[str]:
    about = (col(Alert.young_person_id) == people.yas.id, col(Alert.rule).in_(("R59", "R59b", "R60")))
    found = select(col(Alert.rule)).where(*about, col(Alert.cleared_at).is_(None))
    return list(session.execute(found).scalars())


def test_the_alert_goes_with_the_step_and_comes_back_when_that_is_struck(
    session: Session, people: People, bursary: Offer
) -> None:
    bursary.watched_from_on = date(2025, 1, 1)
    refresh(session, young_person_id=identity(people.yas))
    assert _open_alerts(session, people) == ["R59"]
    made = record(session, people, bursary)
    assert _open_alerts(session, people) == []
    striking.strike(session, acting(people, "tess"), made, "It was another young person", made.version)
    assert _open_alerts(session, people) == ["R59"]


def test_a_step_is_struck_once_with_a_reason_and_stays_to_be_read(
    session: Session, people: People, bursary: Offer
) -> None:
    made, tess = record(session, people, bursary), acting(people, "tess")
    with pytest.raises(Refused, match="Say what is wrong with it"):
        striking.strike(session, tess, made, "-", made.version)
    with pytest.raises(Stale):
        striking.strike(session, tess, made, "It was another young person", made.version + 1)
    striking.strike(session, tess, made, "It was another young person", made.version)
    with pytest.raises(Refused, match="already"):
        striking.strike(session, tess, made, "It was another young person", made.version)
    [kept] = queries.steps_of(session, identity(people.yas))
    assert (kept.step.struck_reason, kept.by, kept.struck_by) == (
        "It was another young person", "Amy Worker", "Tess Worker",
    )  # fmt: skip

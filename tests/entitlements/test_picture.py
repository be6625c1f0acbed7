"""What is theirs, what comes and what they had, in one call; and that the rules say the same as the page."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlmodel import Session

from careleavers import striking
from careleavers.alerts.statements import Reach, everything_due, untils
from careleavers.domain.entitlements import OfferCondition, StepKind
from careleavers.domain.policy import Policy
from careleavers.domain.terms import Answer, EetCode, LegalCategory, PlanDomain, SubjectKind
from careleavers.entitlements import queries, service, table
from careleavers.entitlements.picture import Mine, Picture, picture_of, to_record
from careleavers.models import EetSpell, EntitlementStep, Offer, YoungPerson
from careleavers.models.base import identity
from careleavers.models.entitlements import as_kept
from careleavers.plans.facts import facts_of
from careleavers.plans.service import start_version
from tests.conftest import TODAY
from tests.entitlements.filling import money, offered, stepped
from tests.people import People, add_young_person
from tests.plans.writing import acting, approved_plan

C, N = LegalCategory, OfferCondition
LEFT_CARE = as_kept((C.FORMER_RELEVANT,))


def add(session: Session, people: People, name: str, *, certain: bool = True, **more: Any) -> Offer:
    return table.add_offer(session, acting(people, "sam"), offered(name=name, **more), certain=certain)


def names(mine: list[Mine]) -> list[str]:
    return [each.offer.name for each in mine]


def seen(session: Session, person: YoungPerson, day: date = TODAY) -> Picture:
    return picture_of(session, person, day)


def test_it_is_sorted_into_what_is_theirs_what_to_ask_and_what_is_not_confirmed(
    session: Session, people: People
) -> None:
    add(session, people, "Everybody")
    add(session, people, "Movers", condition=N.ASK, condition_words="You are moving")
    add(session, people, "Parents", condition=N.PARENT)
    add(session, people, "Perhaps", certain=False)
    add(session, people, "In care", categories=as_kept((C.ELIGIBLE,)))
    add(session, people, "Older", age_from=21)
    found = seen(session, people.yas)
    assert (names(found.now), names(found.ask), names(found.unsure)) == (
        ["Everybody"],
        ["Movers", "Parents"],
        ["Perhaps"],
    )
    assert found.now[0].until == "Until 14 September 2031, their 25th birthday"
    assert [(each.on, each.words, [offer.name for offer in each.offers]) for each in found.coming] == [
        (date(2027, 9, 14), "their 21st birthday", ["Older"])
    ]
    assert not found.undecided
    assert found.had == []


def test_at_18_other_things_are_theirs(session: Session, people: People) -> None:
    add(session, people, "In care", categories=as_kept((C.RELEVANT,)))
    add(session, people, "After", categories=LEFT_CARE)
    found = seen(session, people.zak)
    assert names(found.now) == ["In care"]
    assert found.now[0].until == "Until 2 June 2026, their 18th birthday"
    assert [(each.on, each.words) for each in found.coming] == [(date(2026, 6, 2), "their 18th birthday")]
    assert names(seen(session, people.zak, date(2026, 6, 2)).now) == ["After"]


def test_whoever_is_not_decided_sees_what_may_be_theirs_and_that_it_may(session: Session, people: People) -> None:
    add(session, people, "After", categories=LEFT_CARE)
    people.zak.suggested_category = C.UNDECIDED
    found = seen(session, people.zak)
    assert found.undecided
    assert names(found.now) == ["After"]


def test_another_amount_to_come_is_said_before(session: Session, people: People) -> None:
    old = add(session, people, "Bursary", **money(200_000))
    details = offered(name="Bursary", from_on=date(2026, 9, 1), **money(300_000))
    table.replace_offer(session, acting(people, "sam"), old, details, old.version, certain=True)
    found = seen(session, people.yas)
    assert found.now[0].until == "Until 1 September 2026, when it ends"
    assert [(each.on, each.words) for each in found.coming] == [(date(2026, 9, 1), "when it begins")]


def test_what_they_had_is_told_latest_first_with_what_was_paid_of_what(session: Session, people: People) -> None:
    bursary = add(session, people, "Bursary", **money(200_000))
    amy = acting(people, "amy")
    for kind, ago, pence in ((StepKind.OFFERED, 30, None), (StepKind.PAID, 9, 50_000), (StepKind.PAID, 2, 70_000)):
        details = stepped(kind, TODAY - timedelta(days=ago), amount_pence=pence, words="Thanks", note="Watch this")
        service.record_step(session, amy, people.yas, details, [bursary])
    [mine] = seen(session, people.yas).had
    assert mine.said == "Paid or given 2 March 2026"
    assert mine.paid == "£1,200.00 paid of £2,000.00"
    assert [(each.kind, each.pence, each.words) for each in mine.had] == [
        (StepKind.PAID, 70_000, "Thanks"), (StepKind.PAID, 50_000, "Thanks"), (StepKind.OFFERED, None, "Thanks"),
    ]  # fmt: skip
    assert "Watch this" not in repr(seen(session, people.yas).had[0].had)


def test_what_was_struck_is_told_nowhere(session: Session, people: People) -> None:
    bursary = add(session, people, "Bursary", **money(200_000))
    [step] = service.record_step(
        session, acting(people, "amy"), people.yas, stepped(StepKind.PAID, amount_pence=50_000), [bursary]
    )
    striking.strike(session, acting(people, "tess"), step, "It was another young person", step.version)
    found = seen(session, people.yas)
    assert (found.had, found.now[0].paid, found.now[0].said) == ([], "", "Not offered yet")
    assert queries.in_short(session, people.id("yas"), TODAY) == []


def test_a_step_may_be_recorded_of_what_is_over_once_anything_was(session: Session, people: People) -> None:
    ending = add(session, people, "Ending")
    service.record_step(session, acting(people, "amy"), people.yas, stepped(), [ending])
    table.end_offer(session, ending, TODAY, "The budget ended", ending.version)
    add(session, people, "Read only", reminder="never")
    add(session, people, "Theirs")
    assert names(list(to_record(seen(session, people.yas)))) == ["Theirs", "Ending", "Read only"]


def test_the_plan_shows_it_while_it_is_written_and_keeps_it_as_it_was_on_approval(
    session: Session, people: People
) -> None:
    bursary, amy = add(session, people, "Bursary", **money(200_000)), acting(people, "amy")
    service.record_step(session, amy, people.yas, stepped(on=date(2026, 2, 1), note="Only for staff"), [bursary])
    plan = approved_plan(session, people, people.yas)
    service.record_step(session, amy, people.yas, stepped(StepKind.PAID, amount_pence=90_000), [bursary])
    draft = start_version(session, amy, people.yas)
    told = [
        {fact.label: fact.words for fact in facts_of(session, people.yas, version)[PlanDomain.MONEY]}["Bursary"]
        for version in (plan, draft)
    ]
    assert told == [
        "Offered 1 February 2026",
        "Offered 1 February 2026; paid or given 4 March 2026; £900.00 paid of £2,000.00",
    ]


def test_what_does_not_apply_is_no_part_of_the_plan(session: Session, people: People) -> None:
    row = add(session, people, "Movers", condition=N.ASK, condition_words="You are moving")
    not_theirs = stepped(StepKind.NOT_THEIRS, words="She stays with her aunt")
    service.record_step(session, acting(people, "amy"), people.yas, not_theirs, [row])
    assert queries.in_short(session, people.id("yas"), TODAY) == []


PERSONS = [
    (born, category, parent, studies)
    for born in (date(2010, 3, 5), date(2009, 1, 1), date(2008, 3, 4), date(2006, 6, 1), date(2005, 3, 5))
    for category, parent, studies in (
        (C.ELIGIBLE, None, EetCode.F2),
        (C.RELEVANT, Answer.YES, None),
        (C.FORMER_RELEVANT, Answer.NO, EetCode.F1),
        (C.UNDECIDED, Answer.YES, EetCode.F4),
        (C.QUALIFYING, None, None),
    )
]
ROWS = [
    (16, 25, (C.ELIGIBLE, C.RELEVANT, C.FORMER_RELEVANT), N.NOTHING),
    (16, 18, (C.ELIGIBLE,), N.ASK),
    (16, 21, (C.FORMER_RELEVANT,), N.NOTHING),
    (17, 20, (C.RELEVANT, C.FORMER_RELEVANT), N.PARENT),
    (18, 25, (C.FORMER_RELEVANT, C.FORMER_RELEVANT_EDUCATION), N.HIGHER_EDUCATION),
    (16, 25, (C.ELIGIBLE, C.RELEVANT), N.EDUCATION),
    (16, 25, (C.ELIGIBLE, C.FORMER_RELEVANT), N.APPRENTICESHIP),
]


def _by_the_rule(session: Session, person: YoungPerson, policy: Policy) -> set[int]:
    """The offers that R59 says are theirs today and were not offered."""
    values = {"as_of": TODAY, "only": identity(person), **untils(policy, TODAY, 4000)}
    rows = session.execute(everything_due(SubjectKind.YOUNG_PERSON, policy, Reach.ONE), values)
    return {row.about_id for row in rows if row.rule == "R59" and row.since_on <= TODAY}


@pytest.mark.parametrize("offered_before", [False, True])
def test_the_rule_and_the_page_say_the_same_is_theirs(session: Session, people: People, offered_before: bool) -> None:
    """But for what the record does not show: the page says to ask, and no alert assumes it."""
    offers = [
        add(session, people, f"Row {n}", age_from=a, until_age=b, categories=as_kept(c), condition=needs,
            condition_words="Ask")
        for n, (a, b, c, needs) in enumerate(ROWS)
    ]  # fmt: skip
    for offer in offers:
        offer.watched_from_on = date(2020, 1, 1)
    agreed = 0
    for number, (born, category, parent, studies) in enumerate(PERSONS):
        person = add_young_person(
            session, people, f"p{number}", born, people.north, suggested_category=category, parent=parent
        )
        about = {"young_person_id": identity(person), "recorded_by_id": people.id("amy")}
        if studies:
            session.add(EetSpell.made(code=studies, started_on=date(2025, 9, 1), **about))
        if offered_before:
            step = stepped(StepKind.OFFERED)
            session.add(EntitlementStep.made(step, offer_id=identity(offers[0]), **about))
        session.flush()
        found = seen(session, person)
        shown = {
            identity(each.offer)
            for each in (*found.now, *found.ask)
            if not each.had and (each in found.now or each.offer.condition is N.ASK)
        }
        expected = set() if category is C.QUALIFYING else shown
        assert _by_the_rule(session, person, Policy()) == expected, (born, category)
        agreed += len(expected)
    assert agreed > 20

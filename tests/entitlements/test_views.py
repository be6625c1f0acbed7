"""The pages of the local offer, and of what one young person is entitled to."""

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import select
from sqlmodel import Session, col

from careleavers.domain.entitlements import StepKind
from careleavers.domain.terms import LegalCategory
from careleavers.entitlements import service, table
from careleavers.models import EntitlementStep, Offer
from tests.client import AuditingClient, words
from tests.conftest import TODAY
from tests.contacts.filling import as_drawn, inputs
from tests.entitlements.filling import day_sent, money, offered, sent_offer, stepped
from tests.people import People
from tests.plans.writing import acting

SignIn = Callable[[str], AuditingClient]


@pytest.fixture
def bursary(session: Session, people: People) -> Offer:
    """Exactly £2,000.00, once."""
    made = table.add_offer(session, acting(people, "sam"), offered(name="Bursary", **money()), certain=True)
    session.commit()
    return made


@pytest.fixture
def leisure(session: Session, people: People) -> Offer:
    """No money."""
    made = table.add_offer(session, acting(people, "sam"), offered(), certain=True)
    session.commit()
    return made


def theirs(people: People) -> str:
    return f"/young-people/{people.yas.public_id}/entitlements"


def steps(session: Session) -> list[EntitlementStep]:
    wanted = select(EntitlementStep).order_by(col(EntitlementStep.id)).execution_options(populate_existing=True)
    return list(session.execute(wanted).scalars())


def rows(session: Session) -> list[Offer]:
    wanted = select(Offer).order_by(col(Offer.id)).execution_options(populate_existing=True)
    return list(session.execute(wanted).scalars())


def test_an_empty_table_says_what_would_be_there(sign_in: SignIn, people: People) -> None:
    assert "The local offer is empty" in words(sign_in("sam").get("/local-offer"))
    page = words(sign_in("amy").get(theirs(people)))
    assert "Nothing of the local offer is theirs today" in page
    assert "Former relevant" in page
    assert "Nothing is recorded yet" in page
    assert "There is nothing to record" in words(sign_in("amy").get(f"{theirs(people)}/record"))


def test_a_service_manager_adds_a_row_and_it_stands_on_everybodys_page(
    session: Session, sign_in: SignIn, people: People
) -> None:
    answer = sign_in("sam").send("/local-offer/add", sent_offer())
    assert answer.location == "/local-offer"
    [row] = rows(session)
    assert (row.amount_pence, row.amount_words, row.certain) == (45_050, "up to £450.50, once", True)
    assert row.is_for == {LegalCategory.FORMER_RELEVANT, LegalCategory.RELEVANT}
    page = words(sign_in("amy").get(theirs(people)))
    for said in ("Theirs now Laptop Not offered yet", "Up to £450.50, once.", "their 25th birthday"):
        assert said in page


@pytest.mark.parametrize(
    ("answers", "says"),
    [
        ({"name": ""}, "Enter what it is called"),
        ({"until_age": "15"}, "It begins at 16. Enter a later birthday, 17 or more"),
        ({"until_age": "27"}, "must be 26 or fewer"),
        ({"categories": None}, "Choose for whom it is"),
        ({"condition": "ask"}, "Write what to ask them"),
        ({"amount": None}, "Enter the amount"),
        ({"amount": "lots"}, "must be an amount in pounds"),
        ({"amount": "0"}, "Enter an amount of more than £0.00"),
        ({"amount_kind": "none"}, "is only asked after"),
        ({"certain": None}, "Say whether you have confirmed it"),
    ],
)
def test_a_row_that_will_not_do_says_what_to_do_and_keeps_what_was_typed(
    session: Session, sign_in: SignIn, people: People, answers: dict[str, str | None], says: str
) -> None:
    answer = sign_in("sam").send("/local-offer/add", sent_offer(**answers))
    assert answer.status_code == 422
    assert says in words(answer)
    assert as_drawn(answer)["what"].strip() == "A laptop to study with"
    assert rows(session) == []


def test_another_amount_from_a_day_on(session: Session, sign_in: SignIn, people: People, bursary: Offer) -> None:
    client, path = sign_in("sam"), f"/local-offer/{bursary.public_id}/replace"
    drawn = as_drawn(client.get(path))
    assert (drawn["amount"], drawn["amount_kind"], drawn["source"]) == ("2000.00", "exactly", "The council, 2026")
    ticked = [each.get("value") for each in inputs(client.get(path)) if each.get("checked") is not None]
    assert "former_relevant" in ticked
    answers = sent_offer(name=None, amount="2500", amount_kind="exactly", **day_sent("from_on", date(2026, 9, 1)))
    assert client.send(path, answers).status_code == 302
    old, new = rows(session)
    assert (old.amount_pence, old.ends_on) == (200_000, date(2026, 9, 1))
    assert (new.name, new.amount_pence, new.series_id) == ("Bursary", 250_000, old.id)
    page = words(client.get(f"/local-offer/{new.public_id}"))
    assert "From 1 September 2026: this row" in page
    assert "Until 1 September 2026: £2,000.00, once" in page


def test_a_row_is_checked_and_ended(session: Session, sign_in: SignIn, people: People, bursary: Offer) -> None:
    client, path = sign_in("sam"), f"/local-offer/{bursary.public_id}"
    assert client.send(f"{path}/check", {}).status_code == 422
    assert client.send(f"{path}/check", {"found": "not_certain"}).status_code == 302
    assert "Bursary Not confirmed" in words(client.get("/local-offer"))
    assert "Do not promise it" in words(client.get(path))
    assert "Not confirmed by the council" in words(sign_in("amy").get(theirs(people)))
    ending = {"reason": "The budget ended", **day_sent("ends_on", TODAY)}
    assert client.send(f"{path}/end", ending).status_code == 302
    page = words(client.get(path))
    assert "Over The budget ended." in page
    for act in ("check", "end", "replace"):
        assert "This row ended on 4 March 2026" in words(client.get(f"{path}/{act}"))
    assert "Past" in words(client.get("/local-offer"))


def test_two_people_at_one_row(sign_in: SignIn, people: People, bursary: Offer) -> None:
    client, path = sign_in("sam"), f"/local-offer/{bursary.public_id}/check"
    answers = {**as_drawn(client.get(path)), "found": "right"}
    client.send(path, {"found": "not_certain"})
    answer = client.post(path, data=answers)
    assert answer.status_code == 409
    assert "You saved this from another page" in words(answer)


def test_several_are_offered_in_one_go(
    session: Session, sign_in: SignIn, people: People, bursary: Offer, leisure: Offer
) -> None:
    client = sign_in("amy")
    drawn = as_drawn(client.get(f"{theirs(people)}/record"))
    assert (drawn["happened_on-day"], drawn["happened_on-month"]) == ("4", "3")
    assert not {"kind", "offers"} & set(drawn)
    sent = {
        **drawn,
        "kind": "offered",
        "offers": [bursary.public_id, leisure.public_id],
        "words": "Will think about it",
    }
    first, second = (client.post(f"{theirs(people)}/record", data=sent) for _ in range(2))
    assert (first.location, second.location) == (theirs(people), theirs(people))
    assert [(step.kind, step.offer_id) for step in steps(session)] == [
        (StepKind.OFFERED, bursary.id), (StepKind.OFFERED, leisure.id),
    ]  # fmt: skip
    page = words(client.get(theirs(people)))
    assert "Bursary Offered 4 March 2026" in page
    assert "Offered: Leisure pass 4 March 2026 , recorded by Amy Worker Will think about it" in page


def test_a_link_beside_one_entitlement_chooses_it(
    sign_in: SignIn, people: People, bursary: Offer, leisure: Offer
) -> None:
    client = sign_in("amy")
    page = client.get(f"{theirs(people)}/record?offer={leisure.public_id}")
    ticked = [each.get("value") for each in inputs(page) if each.get("checked") is not None]
    assert ticked == [leisure.public_id]
    assert client.get(f"{theirs(people)}/record?offer=made-up").status_code == 200


def test_money_is_shown_against_the_whole_and_more_needs_a_reason(
    session: Session, sign_in: SignIn, people: People, bursary: Offer
) -> None:
    client, path = sign_in("amy"), f"{theirs(people)}/record"
    paid = {"kind": "paid", "offers": bursary.public_id, "note": "Paid to the shop", **day_sent("happened_on", TODAY)}
    nothing = client.send(path, {**paid, "amount": ""})
    assert nothing.status_code == 422
    assert "Enter how much was paid. This offer is £2,000.00, once" in words(nothing)
    assert as_drawn(nothing)["note"].strip() == "Paid to the shop"
    assert client.send(path, {**paid, "amount": "1500"}).status_code == 302
    over = client.send(path, {**paid, "amount": "1,000"})
    assert over.status_code == 422
    assert "With this £2,500.00 would be paid in all, and the offer is £2,000.00, once" in words(over)
    assert as_drawn(over)["amount"] == "1,000"
    assert client.send(path, {**paid, "amount": "1,000", "over_reason": "The cooker broke"}).status_code == 302
    page = words(client.get(theirs(people)))
    for said in (
        "£2,500.00 paid of £2,000.00",
        "More than the offer, because: The cooker broke",
        "For staff only: Paid",
    ):
        assert said in page
    assert sum(step.amount_pence or 0 for step in steps(session)) == 250_000


def test_what_is_not_theirs_cannot_be_recorded(
    session: Session, sign_in: SignIn, people: People, leisure: Offer
) -> None:
    from careleavers.models.entitlements import as_kept

    other = offered(name="In care only", categories=as_kept((LegalCategory.ELIGIBLE,)))
    row = table.add_offer(session, acting(people, "sam"), other, certain=True)
    session.commit()
    sent = {"kind": "offered", "offers": row.public_id, **day_sent("happened_on", TODAY)}
    answer = sign_in("amy").send(f"{theirs(people)}/record", sent)
    assert answer.status_code == 422
    assert steps(session) == []


def test_an_undecided_category_says_so(session: Session, sign_in: SignIn, people: People, leisure: Offer) -> None:
    people.yas.needs_decision = True
    session.commit()
    page = words(sign_in("amy").get(theirs(people)))
    assert "A manager has still to decide on their category" in page
    assert "What may be theirs now" in page


def test_a_manager_strikes_out_and_it_stays_to_be_read(
    session: Session, sign_in: SignIn, people: People, bursary: Offer
) -> None:
    details = stepped(StepKind.PAID, amount_pence=50_000)
    [step] = service.record_step(session, acting(people, "amy"), people.yas, details, [bursary])
    session.commit()
    path = f"{theirs(people)}/{step.public_id}/strike"
    tess = sign_in("tess")
    assert "£500.00 less is shown as paid" in words(tess.get(path))
    assert tess.send(path, {"reason": ""}).status_code == 422
    assert tess.send(path, {"reason": "It was for another young person"}).status_code == 302
    page = words(tess.get(theirs(people)))
    assert "Tess Worker marked it as recorded in error: It was for another young person" in page
    assert "£500.00 paid" not in page
    assert "marked as recorded in error already" in words(tess.get(path))


@pytest.mark.parametrize(
    ("name", "reads", "records", "strikes", "table_reads", "table_keeps"),
    [
        ("amy", 200, 200, 403, 200, 403),
        ("tess", 200, 200, 200, 200, 403),
        ("sam", 200, 200, 200, 200, 200),
        ("ivy", 404, 404, 403, 200, 403),
        ("una", 404, 404, 404, 200, 403),
        ("olly", 404, 403, 403, 200, 403),
        ("ada", 403, 403, 403, 200, 403),
        ("yas", 403, 403, 403, 403, 403),
    ],
)
def test_who_may_do_what(
    session: Session, sign_in: SignIn, people: People, leisure: Offer, name: str, reads: int, records: int,
    strikes: int, table_reads: int, table_keeps: int,
) -> None:  # fmt: skip
    [step] = service.record_step(session, acting(people, "amy"), people.yas, stepped(), [leisure])
    session.commit()
    client, at = sign_in(name), theirs(people)
    asked = [client.get(path).status_code for path in (at, f"{at}/record", f"{at}/{step.public_id}/strike")]
    assert asked == [reads, records, strikes]
    row = f"/local-offer/{leisure.public_id}"
    assert [client.get(path).status_code for path in ("/local-offer", row)] == [table_reads] * 2
    keeping = ("/local-offer/add", f"{row}/check", f"{row}/end", f"{row}/replace")
    assert [client.get(path).status_code for path in keeping] == [table_keeps] * 4


def test_the_alert_about_a_row_is_the_service_managers(
    session: Session, sign_in: SignIn, people: People, leisure: Offer
) -> None:
    from careleavers.alerts.engine import refresh

    leisure.added_on = leisure.last_checked_on = date(2025, 1, 1)
    session.flush()
    refresh(session, offer_id=leisure.id)
    session.commit()
    page = sign_in("sam").get("/alerts")
    for said in (
        "Leisure pass Local offer",
        "Service managers",
        "Local offer not checked",
        "Last checked 1 January 2025",
        "Check this row",
    ):
        assert said in words(page)
    assert "Leisure pass" not in words(sign_in("tess").get("/alerts"))
    assert "Check Leisure pass" in words(sign_in("sam").get("/local-offer"))

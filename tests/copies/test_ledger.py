"""Who was given which copy, what they said, and what they opened on their own screen."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlmodel import Session, select

from careleavers.copies import queries, service
from careleavers.domain.refusals import Refused
from careleavers.domain.terms import CopyOutcome
from careleavers.models import Alert, CopyDetails, PathwayPlan, PlanCopy
from careleavers.models.base import identity
from careleavers.plans.queries import copies
from tests.client import AuditingClient
from tests.client import words as visible
from tests.conftest import TODAY
from tests.copies.conftest import at
from tests.people import People
from tests.plans.writing import acting, approved_plan, sent_plan

SignIn = Callable[[str], AuditingClient]
ANSWERS = {
    "outcome": "given", "given_on-day": "4", "given_on-month": "3", "given_on-year": "2026", "form": "large_print",
    "language": "Dari", "explained": "yes", "their_view": "Good to have it.",
}  # fmt: skip


def given(**more: object) -> CopyDetails:
    """A paper copy given today and gone through."""
    return CopyDetails(**{"given_on": TODAY, "form": "paper", "language": "Tigrinya", "explained": True, **more})


def open_rules(session: Session, people: People) -> set[str]:
    """The rules with an open alert about Yas."""
    rows = session.exec(select(Alert).where(Alert.young_person_id == people.id("yas"))).all()
    return {row.rule for row in rows if row.cleared_at is None}


def test_copy_given_stands_in_the_ledger(
    session: Session, people: People, planted: PathwayPlan, sign_in: SignIn
) -> None:
    amy = sign_in("amy")
    assert amy.send(at(people, planted, "/copies/give"), ANSWERS).status_code == 302
    page = visible(amy.get(f"/young-people/{people.yas.public_id}/plan"))
    for said in ("Dari", "Large print", "They have it", "Good to have it."):
        assert said in page
    ((copy, number, giver),) = copies(session, [identity(planted)])
    assert (copy.explained, copy.outcome, number, giver) == (True, CopyOutcome.GIVEN, 1, "Amy Worker")


def test_what_will_be_left_out_stands_above_the_form(people: People, planted: PathwayPlan, sign_in: SignIn) -> None:
    page = visible(sign_in("amy").get(at(people, planted, "/copies/give")))
    assert page.index("Elmrowan") < page.index("What happened?")


def test_an_impossible_answer_is_refused_and_nothing_kept(
    session: Session, people: People, planted: PathwayPlan, sign_in: SignIn
) -> None:
    amy = acting(people, "amy")
    for more, field in (
        ({"given_on": TODAY + timedelta(days=1)}, "given_on"),
        ({"given_on": TODAY - timedelta(days=1)}, "given_on"),
        ({"outcome": "offered"}, "explained"),
        ({"outcome": "refused"}, "explained"),
    ):
        with pytest.raises(Refused) as refusal:
            service.give_copy(session, amy, planted, given(**more))
        assert refusal.value.field == field
    answer = sign_in("amy").send(at(people, planted, "/copies/give"), {**ANSWERS, "given_on-day": "5"})
    assert answer.status_code == 422
    assert "not in the future" in visible(answer)
    assert "Good to have it." in visible(answer)
    assert session.exec(select(PlanCopy)).all() == []


def test_no_copy_of_what_does_not_hold(session: Session, people: People, sign_in: SignIn) -> None:
    draft = sent_plan(session, people)
    with pytest.raises(Refused, match="Only the approved version"):
        service.give_copy(session, acting(people, "amy"), draft, given())
    session.commit()
    amy = sign_in("amy")
    for page in ("/copy", "/copy/file", "/copies/give", "/copy/ar/words"):
        assert amy.get(at(people, draft, page)).status_code == 404


def test_opening_is_read_from_the_audit_and_counts_for_the_version_opened(
    session: Session, people: People, planted: PathwayPlan, sign_in: SignIn
) -> None:
    assert queries.opened(session, planted) is None
    yas = sign_in("yas")
    yas.get("/my/plan")
    yas.get("/my/plan.pdf")
    yas.get("/my/worker")
    session.expire_all()
    seen = queries.opened(session, planted)
    assert seen is not None
    assert (seen.times, seen.first <= seen.last) == (2, True)
    assert "2 pages" in visible(sign_in("amy").get(at(people, planted, "/copy")))
    later = approved_plan(session, people)
    assert queries.opened(session, later) is None

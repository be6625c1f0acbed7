"""Short additions to a plan: for whom they appear, what is kept, and that an approved one never changes."""

import re
from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session, select

from careleavers.copies.content import copy_of
from careleavers.domain.add_ons import AddOn, Circumstances, add_ons_for
from careleavers.domain.refusals import Refused, Stale
from careleavers.domain.terms import AccommodationCode, Answer, EetCode
from careleavers.models import PlanAddOn, PlanAddOnDetails
from careleavers.plans import add_ons, queries, service
from careleavers.plans.comparing import changes_between
from careleavers.plans.completeness import gaps_in
from tests.client import AuditingClient, words
from tests.conftest import TODAY
from tests.people import People
from tests.plans.writing import RATIONALE, acting, explain, fill

SignIn = Callable[[str], AuditingClient]
SAID = PlanAddOnDetails(now="You have a little girl.", want_soon="A nursery place.", my_view="I love her.")


@pytest.mark.parametrize(
    ("known", "found"),
    [
        ({}, []),
        ({"eet": EetCode.F1}, [AddOn.UNIVERSITY]),
        ({"eet": EetCode.P4}, [AddOn.APPRENTICESHIP]),
        ({"eet": EetCode.F2}, []),
        ({"parent": Answer.YES}, [AddOn.PARENT]),
        ({"parent": Answer.NO, "pregnant": Answer.YES}, [AddOn.PARENT]),
        ({"parent": Answer.NOT_KNOWN}, []),
        ({"home": AccommodationCode.CUSTODY}, [AddOn.CUSTODY]),
        ({"uasc": Answer.YES, "ehcp": Answer.YES}, [AddOn.MIGRANT, AddOn.SEND]),
        ({"disability": Answer.YES}, [AddOn.SEND]),
        ({"born_on": date(2005, 3, 4)}, [AddOn.OVER_21]),
        ({"born_on": date(2005, 3, 5)}, []),
    ],
)
def test_additions_appear_where_they_apply_and_nowhere_else(known: dict[str, object], found: list[AddOn]) -> None:
    said: dict[str, object] = {"born_on": date(2007, 1, 1), **known}
    assert add_ons_for(Circumstances(**said), TODAY) == found  # type: ignore[arg-type]


def test_addition_that_applies_is_asked_for_kept_carried_over_and_in_the_copy(session: Session, people: People) -> None:
    people.yas.parent, amy = Answer.YES, acting(people, "amy")
    plan = service.start_version(session, amy, people.yas)
    gap = next(gap for gap in gaps_in(session, plan) if gap.add_on)
    assert (gap.place, gap.blocking) == ("add_on_parent", False)
    row = add_ons.save_add_on(session, amy, plan, AddOn.PARENT, SAID, 0)
    assert not [gap for gap in gaps_in(session, plan) if gap.add_on]
    with pytest.raises(Stale):
        add_ons.save_add_on(session, amy, plan, AddOn.PARENT, SAID, row.version - 1)
    fill(session, people, plan)
    service.send(session, amy, plan)
    service.approve(session, acting(people, "tess"), plan, RATIONALE, plan.version)
    chapter = copy_of(session, people.yas, plan).chapters[-1]
    assert (chapter.domain, [str(said) for _, said in chapter.boxes]) == (
        AddOn.PARENT, ["You have a little girl.", "A nursery place.", "I love her."],
    )  # fmt: skip
    people.yas.parent = Answer.NO
    second = service.start_version(session, amy, people.yas)
    assert list(add_ons.offered(session, people.yas, second)) == [AddOn.PARENT]
    changed = SAID.model_copy(update={"now": "You have a little boy."})
    add_ons.save_add_on(session, amy, second, AddOn.PARENT, changed, 1)
    found = changes_between(session, plan, second)[AddOn.PARENT.label]
    assert [piece.words for piece in found[0].pieces] == ["You have a little ", "girl.", "boy."]


def test_whoever_wrote_only_an_addition_does_not_approve_it(session: Session, people: People) -> None:
    plan = service.start_version(session, acting(people, "amy"), people.yas)
    add_ons.save_add_on(session, acting(people, "tess"), plan, AddOn.PARENT, SAID, 0)
    fill(session, people, plan)
    service.send(session, acting(people, "amy"), plan)
    with pytest.raises(Refused, match="You wrote or sent this version"):
        service.approve(session, acting(people, "tess"), plan, RATIONALE, plan.version)


@pytest.mark.parametrize("statement", ["UPDATE plan_add_on SET now = 'Other'", "DELETE FROM plan_add_on"])
def test_database_keeps_an_approved_addition(session: Session, people: People, statement: str) -> None:
    plan = service.start_version(session, acting(people, "amy"), people.yas)
    add_ons.save_add_on(session, acting(people, "amy"), plan, AddOn.PARENT, SAID, 0)
    fill(session, people, plan)
    service.send(session, acting(people, "amy"), plan)
    service.approve(session, acting(people, "tess"), plan, RATIONALE, plan.version)
    with pytest.raises(Refused, match="cannot be changed"):
        add_ons.save_add_on(session, acting(people, "amy"), plan, AddOn.PARENT, SAID, 0)
    with pytest.raises(DBAPIError, match="an approved plan cannot change"), session.begin_nested():
        session.connection().execute(text(statement))


def test_page_shows_both_texts_when_two_write_at_once(session: Session, people: People, sign_in: SignIn) -> None:
    people.yas.parent = Answer.YES
    plan = service.start_version(session, acting(people, "amy"), people.yas)
    session.commit()
    amy, root = sign_in("amy"), f"/young-people/{people.yas.public_id}/plans/{plan.public_id}"
    assert "Being a parent" in words(amy.get(root))
    first, second = amy.get(f"{root}/additions/parent"), {**SAID.model_dump(), "now": "Typed at once."}
    assert re.search(r'name="version" value="0"', first.text), "nothing is written yet"
    assert amy.send(f"{root}/additions/parent", {**SAID.model_dump(), "version": "0"}).status_code == 302
    answer = amy.send(f"{root}/additions/parent", {**second, "version": "0"})
    assert (answer.status_code, "Typed at once." in answer.text) == (409, True), "both began before there was a row"
    stale = {**SAID.model_dump(), "now": "Typed later.", "version": "9"}
    answer = amy.send(f"{root}/additions/parent", stale)
    assert answer.status_code == 409
    assert "Typed later." in answer.text
    assert "You have a little girl." in words(answer)
    assert session.exec(select(PlanAddOn)).one().now == "You have a little girl."
    assert amy.get(f"{root}/additions/nonsense").status_code == 404
    explain(session, people, plan)
    assert queries.gap_reasons(session, plan)

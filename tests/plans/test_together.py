"""Two people in one draft: whose each box is, who reaches which box, and what becomes of two texts in one box."""

from collections.abc import Callable

import pytest
from sqlmodel import Session

from careleavers.domain.actors import Actor
from careleavers.domain.refusals import Refused, Stale
from careleavers.domain.terms import PlanDomain, Role
from careleavers.models import PathwayPlan
from careleavers.plans import queries, service, together
from tests.client import AuditingClient, words
from tests.people import People
from tests.plans.writing import acting, good_entry, sent_plan

SignIn = Callable[[str], AuditingClient]
MONEY = PlanDomain.MONEY


@pytest.fixture
def draft(session: Session, people: People) -> PathwayPlan:
    """A first version whose money part has a secret of every kind in the boxes for staff."""
    plan = service.start_version(session, acting(people, "amy"), people.yas)
    said = good_entry(
        MONEY,
        worker_view="Zinnober analysis",
        others_view="Zinnober other",
        where_details="Zinnober place",
        others_by="Zinnober who",
    )
    service.save_entry(session, acting(people, "amy"), plan, MONEY, said, 1)
    session.commit()
    return plan


def yas(people: People) -> Actor:
    """The young person as the one who acts."""
    account = people.account("yas")
    return Actor(f"account:{account.id}", Role.YOUNG_PERSON, account.id, young_person_id=people.id("yas"))


def test_young_person_reaches_their_own_boxes_and_what_was_shared_and_nothing_else(
    session: Session, people: People, draft: PathwayPlan, sign_in: SignIn
) -> None:
    client = sign_in("yas")
    page = client.get("/my/draft/money").get_data(as_text=True)
    assert 'name="my_view"' in page
    assert 'name="now"' not in page
    together.share_part(session, draft, MONEY, shared=True)
    session.commit()
    opened = client.get("/my/draft/money").get_data(as_text=True)
    assert 'name="now"' in opened
    assert "Zinnober" not in page + opened + client.get("/my/draft").get_data(as_text=True)
    for hidden in ("worker_view", "others_view", "where_details", "person"):
        assert f'name="{hidden}"' not in opened
        refused = client.send("/my/draft/money", {"my_view": "Mine", hidden: "Written over"})
        assert refused.status_code == 422
    with pytest.raises(Refused):
        together.save_own_boxes(session, yas(people), draft, MONEY, {"worker_view": "Mine"}, 2)


def test_each_box_keeps_its_author(session: Session, people: People, draft: PathwayPlan, sign_in: SignIn) -> None:
    saved = sign_in("yas").send("/my/draft/money", {"my_view": "I want my own account.", "step": "2"})
    assert saved.location == "/my/draft"
    session.expire_all()
    found = {row.box: who for row, who in together.authors_of_boxes(session, draft, MONEY)}
    assert (found["my_view"], found["step"], found["now"]) == ("", "", "Amy Worker")
    page = words(sign_in("amy").get(f"/young-people/{people.yas.public_id}/plans/{draft.public_id}/domains/money"))
    assert "I want my own account." in page
    assert "What you say: Yas" in page


def test_two_people_in_two_boxes_both_keep_what_they_wrote(
    session: Session, people: People, draft: PathwayPlan
) -> None:
    entry = queries.entries(session, draft)[MONEY]
    read, seen = entry.version, good_entry(MONEY, worker_view="Zinnober analysis")
    together.save_own_boxes(session, yas(people), draft, MONEY, {"my_view": "Yas wrote this."}, read)
    typed = seen.model_copy(update={"now": "Amy wrote that."})
    after = service.save_entry(session, acting(people, "amy"), draft, MONEY, typed, read)
    assert (after.my_view, after.now) == ("Yas wrote this.", "Amy wrote that.")


def test_two_people_in_one_box_are_shown_both_texts(
    session: Session, people: People, draft: PathwayPlan, sign_in: SignIn
) -> None:
    entry = queries.entries(session, draft)[MONEY]
    read = entry.version
    typed = good_entry(MONEY, my_view="Amy typed this for Yas.")
    service.save_entry(session, acting(people, "amy"), draft, MONEY, typed, read)
    with pytest.raises(Stale):
        together.save_own_boxes(session, yas(people), draft, MONEY, {"my_view": "Yas wrote this."}, read)
    session.commit()
    client = sign_in("yas")
    answers = {"my_view": "Yas wrote this.", "better": entry.better, "version": str(read)}
    clash = client.send("/my/draft/money", answers)
    assert clash.status_code == 409
    assert "Amy typed this for Yas." in words(clash)
    assert "Typed by you Yas wrote this." in words(clash)
    again = client.post("/my/draft/money", data={**answers, "csrf_token": client.token, "version": str(entry.version)})
    assert again.location == "/my/draft"


def test_nobody_writes_while_the_manager_has_it(session: Session, people: People, sign_in: SignIn) -> None:
    plan = sent_plan(session, people)
    session.commit()
    assert sign_in("yas").get("/my/draft/money").location == "/my/plan"
    with pytest.raises(Refused):
        together.save_own_boxes(session, yas(people), plan, MONEY, {"my_view": "Late"}, 1)
    other = Actor("account:0", Role.YOUNG_PERSON, 0, young_person_id=people.id("zak"))
    with pytest.raises(PermissionError):
        together.save_own_boxes(session, other, plan, MONEY, {"my_view": "Not mine"}, 1)

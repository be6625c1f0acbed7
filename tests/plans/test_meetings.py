"""Reviews before they are held: asked for, answered, planned with the young person, invited, and then held."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta

import pytest
from sqlmodel import Session, col, select

from careleavers.domain.actors import Actor
from careleavers.domain.meetings import Attendance, InvitedAs, InvitedBy, WhoChose
from careleavers.domain.refusals import Refused, Stale
from careleavers.domain.terms import AllocationRole, ContingencyAnswer, PlanDomain, ReviewTrigger, Role
from careleavers.models import (
    Alert,
    Allocation,
    InvitationDetails,
    PlannedReview,
    PlannedReviewDetails,
    ReviewInvitation,
    ReviewRequest,
    ReviewRequestDetails,
)
from careleavers.models.base import identity
from careleavers.plans import meeting_queries, meetings, queries, reviewing
from careleavers.plans.completeness import gaps_in
from careleavers.plans.minutes import minutes_of
from careleavers.plans.review_answers import PartAnswer
from tests.client import AuditingClient, words
from tests.conftest import TODAY
from tests.people import People
from tests.plans.writing import acting, approved_plan, hold, review

SignIn = Callable[[str], AuditingClient]
MONEY = PlanDomain.MONEY
WISH = ReviewRequestDetails(asked_on=TODAY, why="Nobody did what was promised", wishes="At the library, led by Rob")


def yas(people: People) -> Actor:
    """The young person as the one who acts."""
    account = people.account("yas")
    return Actor(f"account:{account.id}", Role.YOUNG_PERSON, account.id, young_person_id=people.id("yas"))


def planned_for(**more: object) -> PlannedReviewDetails:
    """A review in two weeks, as they chose it."""
    said: dict[str, object] = {
        "trigger": ReviewTrigger.ASKED_FOR, "planned_for": TODAY + timedelta(days=14), "at_time": "half past four",
        "place": "The library", "chaired_by": "Rob Worker", "who_chose": WhoChose.THEY,
    }  # fmt: skip
    return PlannedReviewDetails(**said | more)


def open_rules(session: Session, people: People) -> set[str]:
    """The rules with an open alert about Yas."""
    mine = (col(Alert.young_person_id) == people.id("yas"), col(Alert.cleared_at).is_(None))
    return set(session.exec(select(col(Alert.rule)).where(*mine)))


def with_officer(session: Session, people: People) -> None:
    """Zak, who is 17, has a plan and Rob as reviewing officer."""
    approved_plan(session, people, people.zak, by="ben", manager="una")
    session.add(Allocation.made(
        young_person_id=people.id("zak"), worker_id=people.id("rob"), role=AllocationRole.REVIEWING_OFFICER,
        from_on=TODAY - timedelta(days=90), allocated_by_id=people.id("una"),
    ))  # fmt: skip
    session.flush()


def test_asking_is_an_alert_until_answered_and_held(session: Session, people: People) -> None:
    approved_plan(session, people)
    session.info["today"] = TODAY - timedelta(days=30)
    early = WISH.model_copy(update={"asked_on": TODAY - timedelta(days=30)})
    request = meetings.ask_for_review(session, yas(people), people.yas, early, theirs=True)
    session.info["today"] = TODAY
    meetings.answer_request(session, acting(people, "amy"), request, "On Monday, at the library.", request.version)
    assert "R08" in open_rules(session, people)
    assert "R08b" not in open_rules(session, people)
    hold(session, acting(people, "amy"), people.yas, review())
    assert "R08" not in open_rules(session, people)
    assert meeting_queries.open_requests(session, people.id("yas")) == []


def test_each_side_has_one_request_and_only_its_own_to_take_back(session: Session, people: People) -> None:
    theirs = meetings.ask_for_review(session, yas(people), people.yas, WISH, theirs=True)
    mine = meetings.ask_for_review(session, acting(people, "amy"), people.yas, WISH, theirs=False)
    with pytest.raises(Refused, match="asked for on 4 March 2026 already"):
        meetings.ask_for_review(session, acting(people, "amy"), people.yas, WISH, theirs=True)
    for who, request in ((acting(people, "amy"), theirs), (yas(people), mine), (acting(people, "tess"), mine)):
        with pytest.raises(Refused, match="Only whoever asked"):
            meetings.take_back(session, who, request)
    meetings.take_back(session, yas(people), theirs)
    assert meeting_queries.open_requests(session, people.id("yas")) == [mine]
    other = Actor("account:0", Role.YOUNG_PERSON, 0, young_person_id=people.id("zak"))
    with pytest.raises(PermissionError):
        meetings.ask_for_review(session, other, people.yas, WISH, theirs=True)


@pytest.mark.parametrize(
    ("details", "field"),
    [
        (WISH.model_copy(update={"asked_on": TODAY + timedelta(days=1)}), "asked_on"),
        (WISH.model_copy(update={"why": "n/a"}), "why"),
    ],
)
def test_request_refused(session: Session, people: People, details: ReviewRequestDetails, field: str) -> None:
    with pytest.raises(Refused) as refusal:
        meetings.ask_for_review(session, acting(people, "amy"), people.yas, details, theirs=True)
    assert refusal.value.field == field


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"planned_for": TODAY - timedelta(days=1)}, "planned_for"),
        ({"planned_for": date(2027, 3, 5)}, "planned_for"),
        ({"place": "tbc"}, "place"),
        ({"chaired_by": "n/a"}, "chaired_by"),
    ],
)
def test_plan_refused(session: Session, people: People, given: dict[str, object], field: str) -> None:
    approved_plan(session, people)
    with pytest.raises(Refused) as refusal:
        meetings.plan_review(session, acting(people, "amy"), people.yas, planned_for(**given))
    assert refusal.value.field == field
    assert session.exec(select(PlannedReview)).all() == []


def test_one_review_is_planned_at_a_time_and_only_of_an_approved_plan(session: Session, people: People) -> None:
    amy = acting(people, "amy")
    with pytest.raises(Refused, match="no approved plan to review"):
        meetings.plan_review(session, amy, people.yas, planned_for())
    approved_plan(session, people)
    first = meetings.plan_review(session, amy, people.yas, planned_for())
    with pytest.raises(Refused, match="planned already"):
        meetings.plan_review(session, amy, people.yas, planned_for())
    with pytest.raises(Stale):
        meetings.change_plan(session, first, planned_for(place="At home"), first.version - 1)
    meetings.call_off(session, first, "Yas is away that week", first.version)
    with pytest.raises(Refused, match="called off already"):
        meetings.change_plan(session, first, planned_for(), first.version)
    meetings.plan_review(session, amy, people.yas, planned_for())


def test_those_alongside_are_down_to_be_invited_the_reviewing_officer_only_under_18(
    session: Session, people: People
) -> None:
    with_officer(session, people)
    planned = meetings.plan_review(session, acting(people, "ben"), people.zak, planned_for())
    down = {each.part: each.who for each in meeting_queries.invitations(session, planned)}
    assert down == {
        InvitedAs.YOUNG_PERSON: "Zak", InvitedAs.WORKER: "Ben Worker", InvitedAs.REVIEWING_OFFICER: "Rob Worker",
    }  # fmt: skip
    assert meeting_queries.reviewing_officer(session, people.zak, TODAY) == "Rob Worker"
    assert meeting_queries.reviewing_officer(session, people.zak, date(2026, 6, 2)) is None


def test_under_18_the_reviewing_officers_reasons_are_required(session: Session, people: People) -> None:
    with_officer(session, people)
    with pytest.raises(Refused, match="what Rob Worker asked, challenged and decided") as refusal:
        hold(session, acting(people, "ben"), people.zak, review(officer_words="Agreed."))
    assert refusal.value.field == "officer_words"
    why = "I asked why college was not told; Ben rings them on Friday and tells me what came of it."
    hold(session, acting(people, "ben"), people.zak, review(officer_words=why))


def test_how_each_was_invited_and_who_came_stays_with_the_review(session: Session, people: People) -> None:
    approved_plan(session, people)
    amy = acting(people, "amy")
    planned = meetings.plan_review(session, amy, people.yas, planned_for())
    aunt = InvitationDetails(who="Leila", part=InvitedAs.FAMILY, invited_by_way=InvitedBy.CALL, invited_on=None)
    meetings.invite(session, amy, planned, aunt)
    people_invited = meeting_queries.invitations(session, planned)
    by_letter = {
        identity(each): InvitationDetails(
            who=each.who, part=each.part, invited_by_way=InvitedBy.LETTER, invited_on=TODAY - timedelta(days=2)
        )
        for each in people_invited[:2]
    }
    meetings.note_invited(session, planned, by_letter, planned.version)
    late = InvitationDetails(
        who="Jo", part=InvitedAs.OTHER, invited_by_way=InvitedBy.CALL, invited_on=TODAY + timedelta(days=1)
    )
    with pytest.raises(Refused, match="not in the future"):
        meetings.invite(session, amy, planned, late)
    came = {identity(each): Attendance.CAME for each in people_invited}
    came[identity(people_invited[0])] = Attendance.SENT_WORDS
    parts = {domain: PartAnswer(ContingencyAnswer.STANDS) for domain in PlanDomain}
    held = reviewing.hold_review(session, amy, people.yas, review(), {}, parts, {}, came)
    told = [(each.who, each.invited_by_way, each.attendance) for each in meeting_queries.invitations_to(session, held)]
    assert told == [
        ("Yas", InvitedBy.LETTER, Attendance.SENT_WORDS), ("Amy Worker", InvitedBy.LETTER, Attendance.CAME),
        ("Leila", InvitedBy.CALL, Attendance.CAME),
    ]  # fmt: skip
    assert meeting_queries.planned_review(session, people.id("yas")) is None


def test_what_is_decided_of_a_part_makes_the_next_version_and_stands_in_the_minutes(
    session: Session, people: People
) -> None:
    first, amy = approved_plan(session, people), acting(people, "amy")
    parts = {MONEY: PartAnswer(ContingencyAnswer.STANDS, decision="Open a savings account in May.")}
    held = hold(session, amy, people.yas, review(), parts=parts)
    assert "R15" not in open_rules(session, people)
    assert minutes_of(session, held).parts == [(MONEY, "Open a savings account in May.")]
    begun = reviewing.begin_next_version(session, amy, people.yas, held)
    assert begun is not None
    assert begun.number == first.number + 1
    assert (
        "Review of 4 March 2026 decided: Open a savings account" in queries.entries(session, begun)[MONEY].worker_view
    )
    for entry in queries.entries(session, begun).values():
        entry.edited_at = datetime.combine(TODAY - timedelta(days=1), time(12), UTC)
    gap = next(gap for gap in gaps_in(session, begun) if gap.place == "review_money")
    assert "decided: Open a savings account in May." in gap.sentence


def test_pages_from_asking_to_the_minutes(session: Session, people: People, sign_in: SignIn) -> None:
    approved_plan(session, people)
    session.commit()
    young, root = sign_in("yas"), f"/young-people/{people.yas.public_id}/reviews"
    assert "Nobody can say no" in words(young.get("/my/review"))
    assert young.send("/my/review", {"why": ""}).status_code == 422
    assert young.send("/my/review", {"why": "Nobody rang the bank.", "wishes": "At the library"}).status_code == 302
    amy = sign_in("amy")
    page = words(amy.get(root))
    assert "Asked for by Yas on 4 March 2026" in page
    assert "Nobody rang the bank." in page
    request = session.exec(select(ReviewRequest)).one()
    answer = {"answer": "On 18 March, with Rob."}
    assert amy.send(f"{root}/requests/{request.public_id}/answer", answer).status_code == 302
    plan = {
        "trigger": "asked_for", "planned_for-day": "18", "planned_for-month": "3", "planned_for-year": "2026",
        "at_time": "16:30", "place": "The library", "chaired_by": "Rob Worker", "who_chose": "they", "version": "1",
    }  # fmt: skip
    assert amy.send(f"{root}/plan", plan | {"place": ""}).status_code == 422
    assert amy.send(f"{root}/plan", plan).status_code == 302
    planned = session.exec(select(PlannedReview)).one()
    shown = words(young.get("/my/review"))
    assert "18 March 2026, 16:30 The library Rob Worker leads it." in shown
    assert "On 18 March, with Rob." in shown
    ways = {f"way_{each.public_id.lower()}": "in_person" for each in session.exec(select(ReviewInvitation))}
    assert amy.send(f"{root}/planned/{planned.public_id}/invited", ways).status_code == 302
    assert "Yas The young person In person 4 March 2026" in words(amy.get(root))
    form = amy.get(f"{root}/hold").get_data(as_text=True)
    assert 'value="Rob Worker"' in form
    assert "Did Yas take part?" in form
    assert 'name="they_took_part"' not in form
    # Every box that an answer asks for is there to be filled in.
    for box in ("_words", "_decision", "_step"):
        assert all(f'name="part_{domain.value}{box}"' in form for domain in PlanDomain), box
    assert young.send("/my/review/take-back").status_code == 302
    assert "You asked for a review" not in words(young.get("/my/review"))
    assert sign_in("ben").get(root).status_code == 404

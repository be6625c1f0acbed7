"""The pages on which papers are read and recorded."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlmodel import Session, select

from careleavers.domain.terms import AllocationRole
from careleavers.models import Allocation, IdentityPaper
from tests.client import AuditingClient, words
from tests.people import People, add_young_person

SignIn = Callable[[str], AuditingClient]


def page(people: People, paper: str = "", who: str = "yas") -> str:
    address = f"/young-people/{getattr(people, who).public_id}/documents"
    return f"{address}/papers/{paper}" if paper else address


def on(field: str, day: str) -> dict[str, str]:
    return dict(zip((f"{field}-year", f"{field}-month", f"{field}-day"), day.split("-"), strict=True))


def papers(session: Session) -> dict[str, IdentityPaper]:
    found = session.exec(select(IdentityPaper).execution_options(populate_existing=True)).all()
    return {paper.kind.value: paper for paper in found}


def test_a_worker_records_a_paper_and_reads_it_on_the_checklist(
    session: Session, sign_in: SignIn, people: People
) -> None:
    amy = sign_in("amy")
    before = words(amy.get(page(people)))
    assert "Still needed since their 18th birthday, 14 September 2024: Birth certificate, passport or other" in before
    answer = amy.send(
        page(people, "passport"),
        {"state": "held", "kept_where": "In the safe", **on("seen_on", "2026-03-01"), **on("expires_on", "2031-05-06")},
    )
    assert answer.location.endswith(page(people))
    after = words(amy.get(page(people)))
    assert "Passport saved" in after
    assert "Held Seen 1 March 2026 Runs out 6 May 2031 Kept: In the safe" in after
    assert "Amy Worker Whether they have it: held" in after
    assert "other identification" not in after


def test_a_paper_that_came_takes_away_the_day_it_was_applied_for(
    session: Session, sign_in: SignIn, people: People
) -> None:
    amy = sign_in("amy")
    amy.send(page(people, "passport"), {"state": "applied_for", **on("applied_on", "2026-02-01")})
    # A browser sends what stands in a closed question as well.
    answer = amy.send(page(people, "passport"), {"state": "held", **on("applied_on", "2026-02-01")})
    assert answer.status_code == 302
    assert papers(session)["passport"].applied_on is None
    assert "Applied for on: 1 February 2026 became nothing" in words(amy.get(page(people)))


def test_another_day_for_a_question_nobody_asks_is_not_dropped_unseen(
    session: Session, sign_in: SignIn, people: People
) -> None:
    amy = sign_in("amy")
    amy.send(page(people, "passport"), {"state": "applied_for", **on("applied_on", "2026-02-01")})
    answer = amy.send(page(people, "passport"), {"state": "held", **on("applied_on", "2026-02-20")})
    assert answer.status_code == 422
    assert "is only asked after “Applied for”" in words(answer)
    assert papers(session)["passport"].state.value == "applied_for"


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({}, "Choose whether they have it"),
        ({"state": "applied_for"}, "Enter the day on which it was applied for"),
        ({"state": "applied_for", **on("applied_on", "2027-01-01")}, "Enter today, 4 March 2026, or an earlier day"),
        ({"state": "not_needed"}, "Say why it is not needed"),
        ({"state": "lost"}, "Choose one of the answers"),
    ],
)
def test_a_bad_answer_is_named_and_everything_typed_is_kept(
    session: Session, sign_in: SignIn, people: People, sent: dict[str, str], says: str
) -> None:
    sent = {"words": "She asked at the town hall", **sent} if sent.get("state") != "not_needed" else sent
    answer = sign_in("amy").send(page(people, "birth-certificate"), sent)
    assert answer.status_code == 422
    assert says in words(answer)
    assert sent.get("words", "") in words(answer)
    assert papers(session) == {}


def test_only_papers_that_run_out_are_asked_when(sign_in: SignIn, people: People) -> None:
    amy = sign_in("amy")
    assert "When does it run out?" in words(amy.get(page(people, "passport")))
    assert "When does it run out?" not in words(amy.get(page(people, "ni-number")))
    assert amy.get(page(people, "library-card")).status_code == 404
    assert amy.post(page(people, "library-card"), data={}).status_code == 404


def test_two_who_write_at_once_see_each_others_answer(session: Session, sign_in: SignIn, people: People) -> None:
    amy, tess = sign_in("amy"), sign_in("tess")

    def filled(client: AuditingClient, **answers: Any) -> dict[str, Any]:
        client.get(page(people, "passport"))
        hidden = {
            field.get("name"): field.get("value") or ""
            for form in client.page.findall(".//main//form")
            for field in form.iter("input")
            if field.get("type") == "hidden"
        }
        return hidden | answers

    first, second = filled(amy, state="held"), filled(tess, state="not_held")
    assert amy.post(page(people, "passport"), data=first).status_code == 302
    answer = tess.post(page(people, "passport"), data=second)
    assert answer.status_code == 409
    assert "Saved now Held Typed by you" in words(answer)
    assert papers(session)["passport"].state.value == "held"
    assert amy.post(page(people, "passport"), data=first).status_code == 302


def test_a_reader_is_shown_the_papers_and_no_way_to_change_them(
    session: Session, sign_in: SignIn, people: People
) -> None:
    person = add_young_person(session, people, "kit", date(2008, 8, 20), people.north)
    session.add(
        Allocation.made(
            young_person_id=person.id, worker_id=people.id("rob"), role=AllocationRole.REVIEWING_OFFICER,
            from_on=date(2025, 1, 1), allocated_by_id=people.id("tess"),
        )
    )  # fmt: skip
    session.commit()
    sign_in("tess").send(page(people, "passport", "kit"), {"state": "held"})
    rob = sign_in("rob")
    read = words(rob.get(page(people, who="kit")))
    assert "Still needed by their 18th birthday, 20 August 2026" in read
    assert "Passport Held" in read
    assert "Record" not in [a.text for a in rob.page.iter("a")]
    assert rob.get(page(people, "passport", "kit")).status_code == 403


def test_the_record_leads_to_the_papers_from_its_tabs_and_its_alert(
    session: Session, sign_in: SignIn, people: People
) -> None:
    amy = sign_in("amy")
    amy.get(f"/young-people/{people.yas.public_id}")
    links = [(a.get("href"), "".join(a.itertext()).strip()) for a in amy.page.iter("a")]
    assert (page(people), "Documents") in links
    assert (page(people), "Open the identity papers") in links

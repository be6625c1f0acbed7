"""The young person's pages: what they say, the file they keep, and the way out."""

from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask
from pypdf import PdfReader
from sqlmodel import Session, select

from careleavers.copies.printing import Fetched, OwnFilesOnly
from careleavers.domain.terms import AllocationRole, Closure, PlanDomain, ViewBasis
from careleavers.models import Absence, Allocation, PathwayPlan, ReadEntry
from careleavers.plans import queries, service
from tests.client import AuditingClient, words
from tests.conftest import TODAY
from tests.people import People
from tests.plans.writing import RATIONALE, acting, approved_plan, fill, good_entry, sent_plan

SignIn = Callable[[str], AuditingClient]


@pytest.fixture
def plan(session: Session, people: People) -> PathwayPlan:
    """Yas's approved plan."""
    made = approved_plan(session, people)
    session.commit()
    return made


def test_plan_greets_by_name_and_leads_to_each_part(people: People, plan: PathwayPlan, sign_in: SignIn) -> None:
    page = sign_in("yas").get("/my/plan")
    assert "Hello Yas" in words(page)
    assert "You and your worker meet every 4 weeks." in words(page)
    assert "We look at it again with you by 4 September 2026." in words(page)
    for domain in PlanDomain:
        assert f'href="/my/plan/{domain.value}"' in page.get_data(as_text=True)


def test_part_says_what_happens_if_it_goes_wrong(people: People, plan: PathwayPlan, sign_in: SignIn) -> None:
    page = sign_in("yas").get("/my/plan/money")
    assert "What happens first: Amy calls you and you meet about money within two days." in words(page)
    assert 'href="tel:01614960000"' in page.get_data(as_text=True)


def test_without_an_approved_plan_there_is_a_kind_word(session: Session, people: People, sign_in: SignIn) -> None:
    sent_plan(session, people)
    session.commit()
    yas = sign_in("yas")
    for path in ("/my/plan", "/my/plan/all", "/my/plan/money"):
        page = words(yas.get(path))
        assert "Your plan is not here yet" in page
        assert "You told me" not in page
    assert yas.get("/my/plan.pdf").location == "/my/plan"


def test_new_version_is_read_only_once_it_is_approved(
    session: Session, people: People, plan: PathwayPlan, sign_in: SignIn
) -> None:
    draft = service.start_version(session, acting(people, "amy"), people.yas)
    fill(session, people, draft)
    entry = queries.entries(session, draft)[PlanDomain.MONEY]
    text = good_entry(PlanDomain.MONEY, now="Brand new words on money.")
    service.save_entry(session, acting(people, "amy"), draft, PlanDomain.MONEY, text, entry.version)
    session.commit()
    yas = sign_in("yas")
    assert "Brand new words" not in words(yas.get("/my/plan/money"))
    service.send(session, acting(people, "amy"), draft)
    service.approve(session, acting(people, "tess"), draft, RATIONALE, draft.version)
    session.commit()
    assert "Brand new words" in words(yas.get("/my/plan/money"))


def test_unknown_part_is_not_there(people: People, plan: PathwayPlan, sign_in: SignIn) -> None:
    assert sign_in("yas").get("/my/plan/secrets").status_code == 404


@pytest.mark.parametrize("name", ["amy", "tess", "sam", "ada"])
def test_staff_have_no_page_of_their_own_here(people: People, sign_in: SignIn, name: str) -> None:
    assert sign_in(name).get("/my/plan").status_code == 403


def test_opening_the_plan_is_written_down(session: Session, people: People, plan: PathwayPlan, sign_in: SignIn) -> None:
    sign_in("yas").get("/my/plan/money")
    entry = session.exec(select(ReadEntry)).one()
    assert (entry.young_person_id, entry.basis, entry.endpoint) == (people.id("yas"), ViewBasis.OWN, "my.domain")


def test_opening_the_file_is_written_down(session: Session, people: People, plan: PathwayPlan, sign_in: SignIn) -> None:
    sign_in("yas").get("/my/plan.pdf")
    assert session.exec(select(ReadEntry)).one().endpoint == "my.plan_pdf"


def test_file_is_tagged_and_says_nothing_by_its_name(people: People, plan: PathwayPlan, sign_in: SignIn) -> None:
    answer = sign_in("yas").get("/my/plan.pdf")
    reader = PdfReader(BytesIO(answer.data))
    root = reader.trailer["/Root"]
    assert answer.headers["Content-Disposition"] == 'attachment; filename="my-plan.pdf"'
    assert answer.headers["Cache-Control"] == "no-store"
    assert root["/MarkInfo"]["/Marked"] is True or bool(root["/MarkInfo"]["/Marked"])
    assert "/StructTreeRoot" in root
    assert root["/Lang"] == "en"
    assert b"pdfuaid:part" in root["/Metadata"].get_object().get_data()
    assert reader.metadata is not None
    assert reader.metadata.title == "My plan"
    assert {key for key in reader.metadata if key not in ("/Title", "/Producer")} == set()
    assert reader.attachments == {}


def test_file_carries_our_own_fonts(people: People, plan: PathwayPlan, sign_in: SignIn) -> None:
    reader = PdfReader(BytesIO(sign_in("yas").get("/my/plan.pdf").data))
    fonts = {str(font.get_object()["/BaseFont"]) for font in reader.pages[0]["/Resources"]["/Font"].values()}
    assert {font.split("+")[1] for font in fonts} == {"Plan", "Plan-Bold"}


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1/a.png", "https://example.org/a.css", "file:///etc/passwd", "data:text/plain,x",
        "own:../app.css", "own:/etc/hostname", "own:LICENCE-NotoSans.txt", "own:nothing.woff2",
    ],
)  # fmt: skip
def test_file_fetches_nothing_but_our_fonts(app: Flask, address: str) -> None:
    fetcher = OwnFilesOnly(Path(str(app.static_folder)) / "fonts")
    with pytest.raises(Fetched):
        fetcher.fetch(address)


def test_hostile_words_stay_words_in_the_file(session: Session, people: People, sign_in: SignIn) -> None:
    plan = service.start_version(session, acting(people, "amy"), people.yas)
    fill(session, people, plan)
    entry = queries.entries(session, plan)[PlanDomain.MONEY]
    hostile = good_entry(PlanDomain.MONEY, my_view='<img src="file:///etc/passwd"> {{ 7*7 }} <script>x()</script>')
    service.save_entry(session, acting(people, "amy"), plan, PlanDomain.MONEY, hostile, entry.version)
    service.send(session, acting(people, "amy"), plan)
    service.approve(session, acting(people, "tess"), plan, RATIONALE, plan.version)
    session.commit()
    yas = sign_in("yas")
    text = "".join(page.extract_text() for page in PdfReader(BytesIO(yas.get("/my/plan.pdf").data)).pages)
    assert "file:///etc/passwd" in text
    assert "{{ 7*7 }}" in text
    assert "<script>x()" not in yas.get("/my/plan/money").get_data(as_text=True)


def test_worker_page_says_who_and_how(session: Session, people: People, app: Flask, sign_in: SignIn) -> None:
    people.worker("amy").phone = "0161 496 0123"
    session.commit()
    page = sign_in("yas").get("/my/worker")
    assert "Amy Worker" in words(page)
    assert 'href="tel:01614960123"' in page.get_data(as_text=True)
    assert "999" in words(page)
    assert "116 123" in words(page)
    assert "Ben" not in words(page)


def test_worker_who_is_away_names_who_covers(session: Session, people: People, sign_in: SignIn) -> None:
    people.worker("ivy").phone = "0161 496 0456"
    session.add(
        Absence.made(
            worker_id=people.id("amy"), from_on=TODAY, to_on=TODAY + timedelta(days=5), covered_by_id=people.id("ivy")
        )
    )
    session.commit()
    page = words(sign_in("yas").get("/my/worker"))
    assert "Away until 9 March 2026." in page
    assert "Until then Ivy Worker is there for you: 0161 496 0456" in page


@pytest.mark.parametrize(("first", "last"), [(1, 5), (-9, -1)])
def test_absence_on_other_days_is_not_mentioned(
    session: Session, people: People, sign_in: SignIn, first: int, last: int
) -> None:
    days = {"from_on": TODAY + timedelta(days=first), "to_on": TODAY + timedelta(days=last)}
    session.add(Absence.made(worker_id=people.id("amy"), covered_by_id=people.id("ivy"), **days))
    session.commit()
    assert "Away" not in words(sign_in("yas").get("/my/worker"))


def test_without_a_worker_there_is_somebody_to_call(session: Session, people: People, sign_in: SignIn) -> None:
    allocation = session.exec(select(Allocation).where(Allocation.young_person_id == people.id("yas"))).one()
    allocation.to_on = TODAY
    session.commit()
    page = words(sign_in("yas").get("/my/worker"))
    assert "We are finding a worker for you" in page
    assert "Amy" not in page
    assert "116 123" in page


def test_worker_who_has_left_is_not_shown(session: Session, people: People, sign_in: SignIn) -> None:
    people.worker("amy").ends_on = TODAY
    session.commit()
    assert "Amy" not in words(sign_in("yas").get("/my/worker"))


def test_own_worker_comes_before_cover(session: Session, people: People, sign_in: SignIn) -> None:
    session.add(
        Allocation.made(
            young_person_id=people.id("yas"),
            worker_id=people.id("ivy"),
            role=AllocationRole.COVER,
            from_on=date(2020, 1, 1),
            allocated_by_id=people.id("tess"),
        )
    )
    session.commit()
    page = words(sign_in("yas").get("/my/worker"))
    assert page.index("Amy Worker") < page.index("Ivy Worker")
    assert "Ivy Worker helps out when your own worker cannot." in page


def test_leaving_ends_every_session_and_shows_nothing(
    session: Session, people: People, plan: PathwayPlan, sign_in: SignIn
) -> None:
    here, other_phone = sign_in("yas"), sign_in("yas")
    assert "Hello Yas" in words(here.get("/my/plan"))
    kept = dict(here.get_cookie("session").__dict__) if here.get_cookie("session") else {}
    answer = here.post("/my/leave", data={"csrf_token": here.token})
    assert (answer.status_code, answer.location) == (303, "/away")
    away = here.get("/away")
    assert "This page is closed" in words(away)
    assert "Yas" not in away.get_data(as_text=True)
    assert "plan" not in words(away).lower()
    assert here.get("/my/plan").status_code == 302
    assert other_phone.get("/my/plan").status_code == 302
    here.set_cookie("session", kept["value"])  # somebody kept the old cookie
    assert here.get("/my/plan").status_code == 302


def test_leaving_never_fails_even_when_the_sign_in_has_run_out(app: Flask, people: People) -> None:
    nobody = app.test_client()
    answer = nobody.post("/my/leave", data={"csrf_token": "stale"})
    assert (answer.status_code, answer.location) == (303, "/away")


def test_browser_that_gives_no_origin_away_can_leave(people: People, plan: PathwayPlan, sign_in: SignIn) -> None:
    yas = sign_in("yas")
    answer = yas.post("/my/leave", headers={"Origin": "null", "Sec-Fetch-Site": "same-origin"})
    assert answer.location == "/away"
    assert yas.get("/my/plan").status_code == 302


def test_another_site_cannot_sign_somebody_out(people: People, plan: PathwayPlan, sign_in: SignIn) -> None:
    yas = sign_in("yas")
    answer = yas.post("/my/leave", headers={"Origin": "https://elsewhere.example", "Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 400
    assert yas.get("/my/leave").location == "/away"  # a link signs nobody out either
    assert yas.get("/my/plan").status_code == 200


def test_titles_and_addresses_say_nothing(people: People, plan: PathwayPlan, sign_in: SignIn) -> None:
    yas = sign_in("yas")
    for path in ("/my/plan", "/my/plan/all", "/my/plan/money", "/my/worker", "/away"):
        html = yas.get(path).get_data(as_text=True).lower()
        title = html.split("<title>")[1].split("</title>")[0]
        for word in ("care", "council", "pathway plan", "leaving", "social", "yas"):
            assert word not in title, (path, word)


def test_nobody_reads_on_with_the_phone_of_somebody_who_has_died(
    session: Session, people: People, plan: PathwayPlan, sign_in: SignIn
) -> None:
    yas = sign_in("yas")
    assert yas.get("/my/plan").status_code == 200
    people.yas.closed_on, people.yas.died_on, people.yas.closure = TODAY, TODAY, Closure.DIED
    session.commit()
    for path in ("/my/plan", "/my/plan/money", "/my/review"):
        assert yas.get(path).location.startswith("/sign-in"), path
    assert "My plan" not in words(yas.get("/sign-in"))

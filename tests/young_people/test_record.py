"""Landing, the list of young people, and one record: who sees what, and that it is what is recorded."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from flask import Flask
from sqlmodel import Session, col, select

from careleavers.domain.terms import (
    AllocationRole,
    Closure,
    ContactKind,
    LegalCategory,
    RiskAnswer,
    RiskLevel,
    RiskType,
)
from careleavers.models import (
    Allocation,
    CategoryDecision,
    Contact,
    PathwayPlan,
    ReadEntry,
    RiskFlag,
    SafeContact,
    Supervision,
    SupervisionDiscussion,
)
from careleavers.people import caseload, links
from tests.client import AuditingClient, words
from tests.conftest import TODAY
from tests.people import People, add_young_person

SignIn = Callable[[str], AuditingClient]
LIST = "/young-people"


def of(people: People, page: str = "", name: str = "yas") -> str:
    return f"{LIST}/{people.young_people[name].public_id}{page}"


def visit(session: Session, people: People, on: date, **more: object) -> Contact:
    facts = {"kind": ContactKind.HOME_VISIT, "risk_answer": RiskAnswer.NOTHING_NEW, **more}
    contact = Contact.made(young_person_id=people.yas.id, worker_id=people.id("amy"), happened_on=on, **facts)
    session.add(contact)
    session.flush()
    return contact


def high_risk(session: Session, people: People) -> None:
    session.add(
        RiskFlag.made(
            young_person_id=people.yas.id, type=RiskType.EXPLOITATION, level=RiskLevel.HIGH, raised_on=TODAY,
            evidence="A car nobody knows", safety_plan="Call before each visit.", owner_id=people.id("amy"),
            next_look_on=TODAY + timedelta(days=7), raised_by_id=people.id("amy"),
        )
    )  # fmt: skip


# Landing


@pytest.mark.parametrize(
    ("name", "endpoint"),
    [
        ("amy", "people.my_young_people"),
        ("olly", "people.my_young_people"),
        ("tess", "alerts.queue"),
        ("sam", "alerts.queue"),
        ("ada", "accounts.list_accounts"),
        ("yas", "my.home"),
    ],
)
def test_everybody_lands_on_what_they_work_with(app: Flask, sign_in: SignIn, name: str, endpoint: str) -> None:
    response = sign_in(name).get("/")
    with app.test_request_context():
        assert response.location == app.url_for(endpoint)


def test_nobody_signed_in_lands_on_the_sign_in_page(app: Flask, people: People) -> None:
    assert app.test_client().get("/").location == "/sign-in"


# The list


def talked_about_today(session: Session, people: People) -> None:
    """Yas was talked about in Amy's supervision, which both have signed."""
    by_both = dict.fromkeys(("held_on", "signed_on", "worker_signed_on", "supervisor_signed_on"), TODAY)
    supervision = Supervision.made(
        worker_id=people.id("amy"), supervisor_id=people.id("tess"), reflection="Well", challenge="Why", **by_both
    )
    session.add(supervision)
    session.flush()
    said = {"supervision_id": supervision.id, "young_person_id": people.yas.id, "decision": "Write the plan with her"}
    session.add(SupervisionDiscussion.made(**said))


def test_worker_sees_their_own_with_what_is_due(session: Session, people: People, sign_in: SignIn) -> None:
    visit(session, people, date(2025, 12, 24))
    high_risk(session, people)
    session.add(
        PathwayPlan.made(young_person_id=people.yas.id, number=1, written_by_id=people.id("amy"), started_on=TODAY)
    )
    talked_about_today(session, people)
    session.commit()
    text = words(sign_in("amy").get(LIST))
    assert "Yas Example T00001 Record contact with Yas Example 19 Former relevant (suggested) 24 December 2025" in text
    assert "No pathway plan at 18: 14 September 2024 (536 days late)" in text
    assert "High risk" in text
    assert "Plan not finished" in text
    assert "Zak" not in text
    entry = session.exec(select(ReadEntry).where(col(ReadEntry.endpoint) == "people.my_young_people")).one()
    assert entry.listed_ids == str(people.yas.id)


@pytest.mark.parametrize(
    ("name", "seen"), [("tess", ["Yas"]), ("una", ["Zak"]), ("sam", ["Yas", "Zak"]), ("ivy", []), ("olly", [])]
)
def test_list_holds_whom_one_may_see(sign_in: SignIn, name: str, seen: list[str]) -> None:
    text = words(sign_in(name).get(LIST))
    assert [each for each in ("Yas", "Zak") if f"{each} Example" in text] == seen


def test_empty_list_says_how_it_fills(sign_in: SignIn) -> None:
    assert "None of the young people is yours yet" in words(sign_in("ivy").get(LIST))
    assert "No sample has been drawn for you" in words(sign_in("olly").get(LIST))


@pytest.mark.parametrize("name", ["ada", "yas"])
def test_list_is_not_for_everybody(sign_in: SignIn, name: str) -> None:
    assert sign_in(name).get(LIST).status_code == 403


@pytest.mark.parametrize("typed", ["yas", "YA", "exa", "Yas Ex", "yas  ex", "t00001", "Yaz", "éa"])
def test_somebody_is_found_by_the_beginning_of_a_name_or_child_id(
    session: Session, people: People, sign_in: SignIn, typed: str
) -> None:
    people.yas.preferred_name = "Yaz"
    add_young_person(session, people, "eabha", date(2007, 1, 1), people.north, given_name="Éabha", family_name="Other")
    session.commit()
    text = words(sign_in("tess").get(LIST, query_string={"q": typed}))
    assert ("Éabha Other" if typed == "éa" else "Yaz Example") in text
    assert ("Yaz Example" if typed == "éa" else "Éabha Other") not in text


@pytest.mark.parametrize("typed", ["%", "_as", "zak", "T00002", "\x00", "a" * 5000, "ya\ud800s"])
def test_search_finds_nobody_out_of_reach_and_breaks_on_nothing(sign_in: SignIn, typed: str) -> None:
    response = sign_in("amy").get(LIST, query_string={"q": typed.encode("utf-8", "surrogatepass")})
    assert response.status_code in (200, 422)
    if response.status_code == 200:
        assert "Nobody found" in words(response)


def test_closed_records_are_shown_when_asked_for(session: Session, people: People, sign_in: SignIn) -> None:
    people.yas.closure, people.yas.closed_on = Closure.TRANSFERRED, TODAY
    session.commit()
    tess = sign_in("tess")
    assert "Yas Example" not in words(tess.get(LIST))
    assert "Yas Example" in words(tess.get(LIST, query_string={"show": "closed"}))
    assert "Closed from 4 March 2026: Responsibility moved to another council." in words(tess.get(of(people)))


def test_most_urgent_stand_first(session: Session, people: People, sign_in: SignIn) -> None:
    add_young_person(
        session, people, "calm", date(2004, 1, 1), people.north, family_name="Aaa",
        suggested_category=LegalCategory.NOT_CURRENTLY_SUPPORTED, duty_from=date(2020, 1, 1),
    )  # fmt: skip
    session.commit()
    text = words(sign_in("tess").get(LIST))
    assert text.index("Yas Example") < text.index("Calm Aaa")


def test_long_list_comes_in_stretches_that_miss_nobody(
    session: Session, people: People, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(caseload, "PAGE", 2)
    for number in range(4):
        add_young_person(session, people, f"one{number}", date(2007, 1, 1), people.north, family_name="Same")
    session.commit()
    sam, seen, path = sign_in("sam"), list[str](), LIST
    for _ in range(3):
        text = words(sam.get(path))
        seen += [name for name in ("Yas", "Zak", "One0", "One1", "One2", "One3") if f"{name} " in text]
        more = [each for each in sam.get(path).get_data(as_text=True).split('"') if "after=" in each]
        path = more[0].replace("&amp;", "&") if more else ""
    assert sorted(seen) == ["One0", "One1", "One2", "One3", "Yas", "Zak"]
    assert path == ""


def test_stretch_after_somebody_out_of_reach_starts_at_the_start(people: People, sign_in: SignIn) -> None:
    text = words(sign_in("amy").get(LIST, query_string={"after": people.zak.public_id}))
    assert "Yas Example" in text


# The record


def test_record_says_what_matters_though_no_sweep_has_run(session: Session, people: People, sign_in: SignIn) -> None:
    visit(session, people, TODAY - timedelta(days=70))
    high_risk(session, people)
    session.add(SafeContact.made(
        young_person_id=people.yas.id, channels="Text message", never_speak_to="Her cousin", review_on=TODAY,
        agreed_on=TODAY, recorded_by_id=people.id("amy"),
    ))  # fmt: skip
    session.commit()
    text = words(sign_in("amy").get(of(people)))
    assert "No pathway plan at 18" in text
    assert "High risk: sexual or criminal exploitation" in text
    assert "Call before each visit. Whose it is: Amy Worker." in text
    assert "Last seen 24 December 2025" in text
    assert "not everyone there may know: read first" in text
    assert "Never speak to Her cousin" in text
    assert "Nothing is late" not in text


def test_recording_what_was_missing_takes_it_away(session: Session, people: People, sign_in: SignIn) -> None:
    amy = sign_in("amy")
    assert "Lost contact" in words(amy.get(of(people)))
    visit(session, people, TODAY)
    session.commit()
    assert "Lost contact" not in words(amy.get(of(people)))


def test_category_is_marked_as_decided_once_it_is(session: Session, people: People, sign_in: SignIn) -> None:
    assert "Former relevant (suggested)" in words(sign_in("amy").get(of(people)))
    session.add(CategoryDecision.made(
        young_person_id=people.yas.id, category=LegalCategory.QUALIFYING, from_on=TODAY, reason="Weighed.",
        suggested_category=LegalCategory.FORMER_RELEVANT, decided_by_id=people.id("tess"), decided_on=TODAY,
    ))  # fmt: skip
    session.commit()
    assert "Qualifying (decided)" in words(sign_in("amy").get(of(people)))


def test_nothing_agreed_means_in_person_only(people: People, sign_in: SignIn) -> None:
    assert "Nothing agreed: in person only" in words(sign_in("amy").get(of(people)))


PAGES = ["", "/timeline", "/identity", "/category", "/safe-contact"]


@pytest.mark.parametrize("page", PAGES)
def test_pages_of_the_record_by_role(people: People, sign_in: SignIn, page: str) -> None:
    answers = {name: sign_in(name).get(of(people, page)).status_code for name in ("amy", "tess", "sam", "ben", "olly")}
    assert answers == {"amy": 200, "tess": 200, "sam": 200, "ben": 404, "olly": 404}
    assert sign_in("ada").get(of(people, page)).status_code == 403
    assert sign_in("yas").get(of(people, page)).status_code == 403


def test_social_worker_sees_until_18_only(session: Session, people: People, sign_in: SignIn) -> None:
    for name in ("yas", "zak"):
        session.add(Allocation.made(
            young_person_id=people.id(name), worker_id=people.id("sol"), role=AllocationRole.SOCIAL_WORKER,
            from_on=date(2024, 1, 1), allocated_by_id=people.id("tess"),
        ))  # fmt: skip
    session.commit()
    sol = sign_in("sol")
    assert [sol.get(of(people, name=name)).status_code for name in ("yas", "zak")] == [404, 200]


def test_tabs_lead_only_where_one_may_go(people: People, sign_in: SignIn) -> None:
    page = words(sign_in("sam").get(of(people)))
    assert "Record contact" not in page
    assert "Record a new home" not in page
    assert "Identity" in page


def test_every_page_the_record_leads_to_opens(app: Flask, people: People, sign_in: SignIn) -> None:
    known = [page.endpoint for page in links.TABS + links.ACTS if page.endpoint in app.view_functions]
    with app.test_request_context():
        paths = [app.url_for(endpoint, young_person=people.yas.public_id) for endpoint in known]
    amy = sign_in("amy")
    assert [path for path in paths if amy.get(path).status_code not in (200, 302, 303)] == []
    assert len(paths) >= 7

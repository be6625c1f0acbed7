"""The pages on which risks are read, raised, weighed and closed."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select
from sqlmodel import Session

from careleavers.domain.terms import ContactKind, RiskLevel, RiskType
from careleavers.models import RiskFlag, RiskReview
from tests.client import AuditingClient, words
from tests.conftest import TODAY
from tests.contacts.filling import as_drawn, inputs, page_of, raised, sent
from tests.people import People
from tests.risks.deciding import WHY

SignIn = Callable[[str], AuditingClient]
NEW = {
    "type": "debt",
    "level": "medium",
    "evidence": "Owes £340 to two shops",
    "keeps_safe": "Pays £10 a week",
    "next_look_on-day": "1",
    "next_look_on-month": "4",
    "next_look_on-year": "2026",
}
LOOK = {
    "words": WHY,
    "level": "high",
    "keeps_safe": "Her aunt, and a new number",
    "their_view": "I want to stay with my aunt",
    "next_look_on-day": "18",
    "next_look_on-month": "3",
    "next_look_on-year": "2026",
}


def own(people: People) -> dict[str, str]:
    """A look by which the risk stays with Amy."""
    return {**LOOK, "owner_id": str(people.id("amy"))}


def flags(session: Session) -> list[RiskFlag]:
    return list(session.execute(select(RiskFlag).execution_options(populate_existing=True)).scalars())


def register(people: People) -> str:
    return f"/young-people/{people.yas.public_id}/risks"


@pytest.fixture
def flag(session: Session, people: People) -> RiskFlag:
    """A high risk that Amy raised."""
    made = raised(people)
    session.add(made)
    session.commit()
    return made


def test_a_worker_raises_a_risk_and_reads_it(session: Session, sign_in: SignIn, people: People) -> None:
    client = sign_in("amy")
    assert "No risk is open" in words(client.get(register(people)))
    answer = client.send(f"{register(people)}/raise", {**NEW, "owner_id": str(people.id("amy"))})
    assert answer.location.endswith(register(people))
    page = words(client.get(register(people)))
    for said in ("Risk raised", "Debt or money Medium", "Owes £340 to two shops", "1 April 2026"):
        assert said in page
    assert flags(session)[0].raised_on == TODAY


def test_no_level_is_chosen_beforehand_and_none_is_refused(session: Session, sign_in: SignIn, people: People) -> None:
    client = sign_in("amy")
    assert "level" not in as_drawn(client.get(f"{register(people)}/raise"))
    answer = client.send(f"{register(people)}/raise", {**NEW, "level": "", "owner_id": str(people.id("amy"))})
    assert answer.status_code == 422
    assert "Choose how serious it is" in words(answer)
    assert as_drawn(answer)["evidence"].strip() == "Owes £340 to two shops"
    assert flags(session) == []


@pytest.mark.parametrize("page", ["raise", "review"])
def test_a_double_click_has_one_effect(
    session: Session, sign_in: SignIn, people: People, flag: RiskFlag, page: str
) -> None:
    client = sign_in("amy")
    path = f"{register(people)}/raise" if page == "raise" else f"{register(people)}/{flag.public_id}/review"
    answers = {**as_drawn(client.get(path)), **(NEW if page == "raise" else own(people))}
    first, second = client.post(path, data=answers), client.post(path, data=answers)
    assert (first.status_code, first.location) == (second.status_code, second.location) == (302, register(people))
    assert len(flags(session)) == (2 if page == "raise" else 1)
    assert len(session.execute(select(RiskReview)).scalars().all()) == (0 if page == "raise" else 1)


def test_only_a_manager_is_offered_a_lower_level_and_nobody_for_a_high_risk(
    session: Session, sign_in: SignIn, people: People, flag: RiskFlag
) -> None:
    medium = raised(people, level=RiskLevel.MEDIUM)
    session.add(medium)
    session.commit()

    def offered(name: str, which: RiskFlag) -> list[str | None]:
        page = sign_in(name).get(f"{register(people)}/{which.public_id}/review")
        return [each.get("value") for each in inputs(page) if each.get("name") == "level"]

    assert offered("amy", medium) == ["medium", "high", "critical"]
    assert offered("tess", medium) == ["low", "medium", "high", "critical"]
    assert offered("amy", flag) == offered("tess", flag) == ["high", "critical"]
    answer = sign_in("amy").send(
        f"{register(people)}/{medium.public_id}/review", {**LOOK, "owner_id": str(people.id("amy")), "level": "low"}
    )
    assert answer.status_code == 422
    assert "Only a manager can lower it" in words(answer)


def test_a_look_is_kept_and_read_in_the_register(sign_in: SignIn, people: People, flag: RiskFlag) -> None:
    client = sign_in("tess")
    client.send(f"{register(people)}/{flag.public_id}/review", {**own(people), "level": "critical"})
    page = words(client.get(register(people)))
    for said in (
        "What kept them safe until then: Her aunt rings every evening",
        "I want to stay with my aunt",
        "Very high",
        "Looked at: from high to very high",
        WHY,
        "A manager last looked 4 March 2026",
    ):
        assert said in page


def test_what_was_said_at_a_contact_stands_in_the_register(sign_in: SignIn, people: People, flag: RiskFlag) -> None:
    client, name = sign_in("amy"), flag.public_id.lower()
    better = {
        f"flag_{name}": "better",
        f"words_{name}": "No car for two weeks",
        "risk_answer": "changed",
        "risk_words": "He has gone",
    }
    client.send(page_of(people.yas, ContactKind.VIDEO), sent(ContactKind.VIDEO, **better))
    page = words(client.get(register(people)))
    assert "Video call: better" in page
    assert "No car for two weeks" in page


def test_a_manager_closes_and_the_reason_stays(session: Session, sign_in: SignIn, people: People) -> None:
    medium = raised(people, level=RiskLevel.MEDIUM)
    session.add(medium)
    session.commit()
    client, path = sign_in("tess"), f"{register(people)}/{medium.public_id}/close"
    refused = client.send(path, {"close_reason": "All fine"})
    assert refused.status_code == 422
    assert "more than one line" in words(refused)
    assert as_drawn(refused)["close_reason"].strip() == "All fine"
    assert client.send(path, {"close_reason": WHY}).status_code == 302
    page = words(client.get(register(people)))
    assert "No risk is open" in page
    assert WHY in page
    assert "Closed 4 March 2026, Tess Worker" in page
    assert "This risk was closed on 4 March 2026" in words(client.get(path))


def test_a_high_risk_is_not_closed_by_one_person(
    session: Session, sign_in: SignIn, people: People, flag: RiskFlag
) -> None:
    client, path = sign_in("tess"), f"{register(people)}/{flag.public_id}/close"
    assert "two people lower or close it" in words(client.get(path))
    assert not [each for each in inputs(client.get(path)) if each.get("name") == "close_reason"]
    drawn = as_drawn(client.get(f"{register(people)}/{flag.public_id}/review"))
    answers = {name: drawn[name] for name in ("csrf_token", "form_key", "version")}
    assert client.post(path, data={**answers, "close_reason": WHY}).status_code == 422
    assert flags(session)[0].closed_on is None


def test_two_people_at_one_risk(session: Session, sign_in: SignIn, people: People, flag: RiskFlag) -> None:
    amy, tess, path = sign_in("amy"), sign_in("tess"), f"{register(people)}/{flag.public_id}/review"
    answers = {**as_drawn(amy.get(path)), **own(people)}
    tess.send(path, {**own(people), "level": "critical", "keeps_safe": "Nothing now: she left her aunt’s"})
    answer = amy.post(path, data=answers)
    assert answer.status_code == 409
    page = words(answer)
    assert "Tess Worker saved this while you were writing" in page
    assert "Saved now Nothing now: she left her aunt’s Typed by you" in page
    assert as_drawn(answer)["keeps_safe"].strip() == LOOK["keeps_safe"]
    assert flags(session)[0].level is RiskLevel.CRITICAL
    assert amy.post(path, data={**as_drawn(answer), "level": "critical"}).status_code == 302


def test_the_worst_stands_first(session: Session, sign_in: SignIn, people: People) -> None:
    session.add_all(
        [
            raised(people, type=RiskType.DEBT, level=RiskLevel.LOW),
            raised(people, type=RiskType.MISSING, level=RiskLevel.CRITICAL),
            raised(people, type=RiskType.OFFENDING, level=RiskLevel.MEDIUM),
        ]
    )
    session.commit()
    page = words(sign_in("amy").get(register(people)))
    assert page.index("Going missing Very high") < page.index("Offending, custody or gangs Medium")
    assert page.index("Offending, custody or gangs Medium") < page.index("Debt or money Low")


@pytest.mark.parametrize(
    ("name", "reads", "raises", "reviews", "closes"),
    [
        ("amy", 200, 200, 200, 403),
        ("tess", 200, 200, 200, 200),
        ("sam", 200, 200, 200, 200),
        ("ivy", 404, 404, 404, 403),
        ("una", 404, 404, 404, 404),
        ("rob", 404, 404, 403, 403),
        ("olly", 404, 403, 403, 403),
        ("ada", 403, 403, 403, 403),
        ("yas", 403, 403, 403, 403),
    ],
)
def test_who_may_do_what(
    sign_in: SignIn,
    people: People,
    flag: RiskFlag,
    name: str,
    reads: int,
    raises: int,
    reviews: int,
    closes: int,
) -> None:
    client, path = sign_in(name), register(people)
    paths = [path, f"{path}/raise", f"{path}/{flag.public_id}/review", f"{path}/{flag.public_id}/close"]
    assert [client.get(each).status_code for each in paths] == [reads, raises, reviews, closes]


def test_a_risk_is_found_only_under_its_own_young_person(sign_in: SignIn, people: People, flag: RiskFlag) -> None:
    path = f"/young-people/{people.zak.public_id}/risks/{flag.public_id}/review"
    assert sign_in("sam").get(path).status_code == 404


@pytest.mark.parametrize(
    "answers",
    [
        {"evidence": "x" * 20_001},
        {"type": "weather"},
        {"level": ["low", "high"]},
        {"evidence": "\x00"},
        {"keeps_safe": "n/a"},
        {"owner_id": "0"},
        {"raised_on": "2020-01-01"},
        {"next_look_on-year": "0026"},
        {"version": "9"},
    ],
    ids=lambda answers: " ".join(answers),
)
def test_hostile_answers_are_refused_in_words(
    session: Session, sign_in: SignIn, people: People, answers: dict[str, Any]
) -> None:
    whole = {**NEW, "owner_id": str(people.id("amy")), **answers}
    answer = sign_in("amy").send(f"{register(people)}/raise", whole)
    assert answer.status_code == 422
    assert flags(session) == []

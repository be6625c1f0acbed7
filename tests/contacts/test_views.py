"""The pages on which a contact is recorded and read."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlmodel import Session, col

from careleavers.alerts.engine import refresh
from careleavers.contacts.kinds import ASKED
from careleavers.contacts.service import record_contact
from careleavers.domain.terms import ActionState, ContactKind, FlagAnswer, RiskLevel, RiskType
from careleavers.models import Action, ChangeOfCircumstance, Contact, ContactFlagAnswer, RiskFlag
from tests.client import AuditingClient, words
from tests.conftest import TODAY
from tests.contacts.filling import LATE, as_drawn, details, inputs, page_of, raised, sent
from tests.people import People
from tests.plans.writing import acting
from tests.risks.deciding import settled_by_two

K = ContactKind
SignIn = Callable[[str], AuditingClient]


def contacts(session: Session) -> list[Contact]:
    return list(session.execute(select(Contact).order_by(col(Contact.id))).scalars())


def keep(session: Session, *rows: Any) -> None:
    session.add_all(rows)
    session.commit()


def test_the_kind_is_asked_first_as_six_taps(sign_in: SignIn, people: People) -> None:
    client = sign_in("amy")
    page = client.get(f"/young-people/{people.yas.public_id}/contacts/record")
    said = words(page)
    assert "What happened?" in said
    assert "Yas Example" in said
    for kind in K:
        assert kind.label in said
        assert f'href="{page_of(people.yas, kind)}"' in page.get_data(as_text=True)
        assert client.get(page_of(people.yas, kind)).status_code == 200


def test_an_attempt_is_three_taps(session: Session, sign_in: SignIn, people: People) -> None:
    client = sign_in("amy")
    page = client.get(page_of(people.yas, K.ATTEMPT))
    # The first tap led here; the second says how; the third saves. Everything else stands there already.
    answer = client.post(page_of(people.yas, K.ATTEMPT), data={**as_drawn(page), "channel": "call"})
    assert answer.status_code == 302
    made = contacts(session)
    assert [(each.kind, each.happened_on, each.channel) for each in made] == [(K.ATTEMPT, TODAY, "call")]


def test_saving_leads_back_and_the_alert_has_gone(session: Session, sign_in: SignIn, people: People) -> None:
    client = sign_in("amy")
    record = f"/young-people/{people.yas.public_id}"
    client.send(page_of(people.yas, K.ATTEMPT), sent(K.ATTEMPT))
    assert "Visit due" in words(client.get(record))
    answer = client.send(page_of(people.yas, K.HOME_VISIT), sent(K.HOME_VISIT, why_late=LATE))
    assert answer.location.endswith(record)
    back = words(client.get(record))
    assert "Contact recorded" in back
    assert "Visit due" not in back
    assert "Lost contact" not in back


@pytest.mark.parametrize("kind", list(K))
def test_nothing_but_the_day_and_oneself_is_chosen_beforehand(sign_in: SignIn, people: People, kind: K) -> None:  # type: ignore[valid-type]
    drawn = as_drawn(sign_in("amy").get(page_of(people.yas, kind)))
    chosen = {name: value for name, value in drawn.items() if value and name not in ("csrf_token", "form_key", "draft")}
    owners = {name: value for name, value in chosen.items() if name.endswith("owner_id")}
    assert {name: value for name, value in chosen.items() if name not in owners} == {"day": "2026-03-04"}
    assert set(owners.values()) <= {str(people.id("amy"))}


@pytest.mark.parametrize("kind", list(K))
def test_a_kind_asks_only_what_it_needs(sign_in: SignIn, people: People, kind: ContactKind) -> None:
    names = {each.get("name") for each in inputs(sign_in("amy").get(page_of(people.yas, kind)))}
    every = {name for asked in ASKED.values() for name in asked.names} - {"next_visit_on", "why_late"}
    assert names & every == ASKED[kind].names & every


def test_yesterday_and_another_day(session: Session, sign_in: SignIn, people: People) -> None:
    client = sign_in("amy")
    path = page_of(people.yas, K.ATTEMPT)
    client.send(path, sent(K.ATTEMPT, day="2026-03-03"))
    other = {"happened_on-day": "28", "happened_on-month": "feb", "happened_on-year": "2026"}
    client.send(path, sent(K.ATTEMPT, day="another", **other))
    assert [each.happened_on.isoformat() for each in contacts(session)] == ["2026-03-03", "2026-02-28"]


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        (
            {"day": "another", "happened_on-day": "5", "happened_on-month": "3", "happened_on-year": "2026"},
            "in the future",
        ),
        (
            {"day": "another", "happened_on-day": "1", "happened_on-month": "1", "happened_on-year": "2001"},
            "They were born",
        ),
        (
            {"day": "another", "happened_on-day": "31", "happened_on-month": "2", "happened_on-year": "2026"},
            "There is no 31 February 2026",
        ),
        ({"day": "another"}, "Enter the day as day, month and year"),
        (
            {"happened_on-day": "3", "happened_on-month": "3", "happened_on-year": "2026"},
            "only asked after “Another day”",
        ),
        ({"risk_answer": None}, "Answer the question about risk"),
        ({"big_change": None}, "Say whether anything big has changed"),
        ({"risk_words": "She owes money"}, "only asked after “Something has changed”"),
        ({"risk_answer": "changed"}, "Say what has changed about risk"),
        ({"risk_answer": "new"}, "Choose what the new risk is"),
        ({"risk_keeps_safe": "Her aunt"}, "only asked after “A new risk”"),
        ({"big_change": "yes"}, "Choose what has changed"),
        ({"change_words": "She moved"}, "only asked after “Yes”"),
        ({"action_2_what": "Ring the college"}, "Enter the day by which it will be done"),
        (
            {"action_1_due_on-day": "5", "action_1_due_on-month": "3", "action_1_due_on-year": "2026"},
            "Say what will be done, or clear the day",
        ),
        ({"action_1_what": "Ring", "action_1_owner_id": ""}, "Choose who will do it"),
        ({"why_late": ""}, "Say why this visit was late"),
        ({"recorded_at": "2020-01-01"}, "something it does not ask for"),
        ({"worker_id": "1"}, "something it does not ask for"),
        ({"flag_aaaaaaaaaaaaaaaaaaaaaaaaaa": "same"}, "something it does not ask for"),
    ],
)
def test_what_will_not_do_is_said_and_nothing_typed_is_lost(
    session: Session, sign_in: SignIn, people: People, answers: dict[str, Any], sentence: str
) -> None:
    client = sign_in("amy")
    client.send(page_of(people.yas, K.ATTEMPT), sent(K.ATTEMPT))  # brings the alerts up to date
    answer = client.send(page_of(people.yas, K.HOME_VISIT), sent(K.HOME_VISIT, **{"why_late": LATE} | answers))
    assert answer.status_code == 422
    assert sentence in words(answer)
    kept = as_drawn(answer)
    typed = {name: value for name, value in sent(K.HOME_VISIT, **answers).items() if name in kept and value}
    for name, value in typed.items():
        assert kept[name].strip() == value, name
    assert len(contacts(session)) == 1


def _last_seen(session: Session, people: People, days: int) -> None:
    """Amy saw Yas so many days ago; the visit after it is due 56 days later and in time for seven more."""
    seen = details(K.HOME_VISIT, TODAY - timedelta(days=days))
    record_contact(session, acting(people, "amy"), people.yas, seen, {})
    refresh(session, young_person_id=people.id("yas"))
    session.commit()


def _asks_why_late(page: Any) -> list[str]:
    return [box.get("name") for box in inputs(page) if box.get("name") == "why_late"]


@pytest.mark.parametrize("days", [60, 63])
def test_a_visit_in_time_is_not_asked_why_it_was_late_and_such_words_are_not_dropped(
    session: Session, sign_in: SignIn, people: People, days: int
) -> None:
    _last_seen(session, people, days)
    client, path = sign_in("amy"), page_of(people.yas, K.HOME_VISIT)
    assert _asks_why_late(client.get(path)) == []
    answer = client.send(path, sent(K.HOME_VISIT, why_late=LATE))
    assert answer.status_code == 422
    assert "This visit was not late, so no reason is asked for. Clear this, or check the day" in words(answer)
    assert as_drawn(answer)["why_late"].strip() == LATE
    assert len(contacts(session)) == 1
    assert client.send(path, sent(K.HOME_VISIT)).status_code == 302


def test_why_late_is_asked_after_the_days_that_are_late(session: Session, sign_in: SignIn, people: People) -> None:
    _last_seen(session, people, 64)
    client, path = sign_in("amy"), page_of(people.yas, K.HOME_VISIT)
    page = client.get(path)
    assert _asks_why_late(page) == ["why_late"]
    assert 'data-revealed-by="day" data-revealed-when="2026-03-04 another"' in page.text
    assert "Say why this visit was late" in words(client.send(path, sent(K.HOME_VISIT)))
    yesterday = (TODAY - timedelta(days=1)).isoformat()
    refused = client.send(path, sent(K.HOME_VISIT, day=yesterday, why_late=LATE))
    assert "This visit was not late" in words(refused)
    assert as_drawn(refused)["why_late"].strip() == LATE
    assert client.send(path, sent(K.HOME_VISIT, day=yesterday)).status_code == 302
    assert [each.why_late for each in contacts(session)] == ["", ""]


def test_another_day_is_judged_by_itself(session: Session, sign_in: SignIn, people: People) -> None:
    _last_seen(session, people, 70)
    client, path = sign_in("amy"), page_of(people.yas, K.HOME_VISIT)
    for back, late in ((7, False), (6, True)):
        on = TODAY - timedelta(days=back)
        day = {"day": "another", "happened_on-day": str(on.day), "happened_on-month": str(on.month),
               "happened_on-year": str(on.year)}  # fmt: skip
        wrong = client.send(path, sent(K.HOME_VISIT, **day, why_late="" if late else LATE))
        assert ("Say why this visit was late" if late else "This visit was not late") in words(wrong), back
    assert client.send(path, sent(K.HOME_VISIT, **day, why_late=LATE)).status_code == 302
    assert contacts(session)[-1].why_late == LATE


def test_each_open_high_risk_stands_by_name_and_must_be_answered(
    session: Session, sign_in: SignIn, people: People
) -> None:
    keep(session, raised(people), raised(people, type=RiskType.DEBT, level=RiskLevel.MEDIUM))
    client, path = sign_in("amy"), page_of(people.yas, K.TWO_WAY)
    assert "Sexual or criminal exploitation (high): how is it now?" in words(client.get(path))
    answer = client.send(path, sent(K.TWO_WAY))
    assert answer.status_code == 422
    assert "Say how “Sexual or criminal exploitation” is now" in words(answer)
    assert "Debt or money (medium)" not in words(answer)
    assert contacts(session) == []


def test_a_risk_answered_is_kept_with_its_words(session: Session, sign_in: SignIn, people: People) -> None:
    flag = raised(people)
    keep(session, flag)
    name = flag.public_id.lower()
    worse = {
        f"flag_{name}": "worse",
        f"words_{name}": "The car came twice",
        "risk_answer": "changed",
        "risk_words": "He knows where she works",
    }
    client = sign_in("amy")
    assert client.send(page_of(people.yas, K.VIDEO), sent(K.VIDEO, **worse)).status_code == 302
    said = session.execute(select(ContactFlagAnswer)).scalar_one()
    assert (said.answer, said.words) == (FlagAnswer.WORSE, "The car came twice")
    page = words(client.get(f"/young-people/{people.yas.public_id}/contacts/{contacts(session)[0].public_id}"))
    assert "Sexual or criminal exploitation Worse: The car came twice" in page
    assert "He knows where she works" in page


def test_a_risk_closed_or_raised_while_somebody_writes(session: Session, sign_in: SignIn, people: People) -> None:
    flag = raised(people)
    keep(session, flag)
    client, path = sign_in("amy"), page_of(people.yas, K.TWO_WAY)
    name = flag.public_id.lower()
    answers = {**as_drawn(client.get(path)), **sent(K.TWO_WAY, **{f"flag_{name}": "same"})}
    settled_by_two(session, people, flag)
    keep(session, raised(people, type=RiskType.MISSING, level=RiskLevel.CRITICAL))
    asked = client.post(path, data=answers)
    assert asked.status_code == 422
    assert "Say how “Going missing” is now" in words(asked)
    assert as_drawn(asked)["analysis"].strip() == answers["analysis"]
    assert as_drawn(asked)[f"flag_{name}"] == "same"
    new = next(
        key for key in (each.get("name") for each in inputs(asked)) if key.startswith("flag_") and name not in key
    )
    assert client.post(path, data={**answers, new: "same"}).status_code == 302
    assert len(session.execute(select(ContactFlagAnswer)).scalars().all()) == 2


def test_another_young_persons_risk_cannot_be_answered_here(session: Session, sign_in: SignIn, people: People) -> None:
    theirs = raised(people, "zak", by="ben")
    keep(session, theirs)
    answer = sign_in("amy").send(
        page_of(people.yas, K.TWO_WAY), sent(K.TWO_WAY, **{f"flag_{theirs.public_id.lower()}": "same"})
    )
    assert answer.status_code == 422
    assert contacts(session) == []


def test_a_visit_with_all_that_came_of_it(session: Session, sign_in: SignIn, people: People) -> None:
    more = {
        "risk_answer": "new",
        "risk_type": "missing",
        "risk_level": "high",
        "risk_evidence": "Out three nights",
        "risk_keeps_safe": "She rings her aunt",
        "big_change": "yes",
        "change_kind": "lost_eet",
        "change_happened_on-day": "2",
        "change_happened_on-month": "3",
        "change_happened_on-year": "2026",
        "change_words": "The café closed",
        "action_1_what": "Ring the college",
        "action_1_owner_id": str(people.id("tess")),
        "action_1_due_on-day": "9",
        "action_1_due_on-month": "3",
        "action_1_due_on-year": "2026",
        "next_visit_on-day": "18",
        "next_visit_on-month": "3",
        "next_visit_on-year": "2026",
    }
    client = sign_in("amy")
    assert client.send(page_of(people.yas, K.HOME_VISIT), sent(K.HOME_VISIT, **more)).status_code == 302
    flag, change = (
        session.execute(select(RiskFlag)).scalar_one(),
        session.execute(select(ChangeOfCircumstance)).scalar_one(),
    )
    action, made = session.execute(select(Action)).scalar_one(), contacts(session)[0]
    assert (flag.type, flag.level, flag.raised_on, flag.owner_id) == (
        "missing",
        "high",
        TODAY,
        people.id("amy"),
    )
    assert (change.kind, change.words, change.contact_id) == ("lost_eet", "The café closed", made.id)
    assert (action.what, action.owner_id, action.state, action.contact_id) == (
        "Ring the college",
        people.id("tess"),
        ActionState.OPEN,
        made.id,
    )
    page = words(client.get(f"/young-people/{people.yas.public_id}/contacts/{made.public_id}"))
    for said in (
        "I like it here now",
        "Look at the tenancy offer",
        "The café closed",
        "Ring the college",
        "18 March 2026",
    ):
        assert said in page


def test_only_those_who_may_see_the_record_may_be_given_an_action(
    session: Session, sign_in: SignIn, people: People
) -> None:
    client, path = sign_in("amy"), page_of(people.yas, K.TWO_WAY)
    page = client.get(path)
    owners = next(each for each in inputs(page) if each.get("name") == "action_1_owner_id")
    assert [option.text for option in owners.iter("option")] == [
        "Choose",
        "Amy Worker",
        "Sam Worker",
        "Tess Worker",
    ]
    due = {"action_1_due_on-day": "9", "action_1_due_on-month": "3", "action_1_due_on-year": "2026"}
    for stranger in (str(people.id("ivy")), "0", "99999999999999999999", "the team"):
        answer = client.send(path, sent(K.TWO_WAY, action_1_what="Ring", action_1_owner_id=stranger, **due))
        assert answer.status_code == 422, stranger
    assert contacts(session) == []


def test_a_double_click_saves_once_and_leads_to_the_same_page(
    session: Session, sign_in: SignIn, people: People
) -> None:
    client, path = sign_in("amy"), page_of(people.yas, K.HOME_VISIT)
    answers = {**as_drawn(client.get(path)), **sent(K.HOME_VISIT)}
    first, second = client.post(path, data=answers), client.post(path, data=answers)
    assert (first.status_code, second.status_code) == (302, 302)
    assert first.location == second.location
    assert len(contacts(session)) == 1


def test_a_used_page_with_other_words_is_neither_dropped_nor_saved_unasked(
    session: Session, sign_in: SignIn, people: People
) -> None:
    client, path = sign_in("amy"), page_of(people.yas, K.ATTEMPT)
    answers = {**as_drawn(client.get(path)), **sent(K.ATTEMPT)}
    client.post(path, data=answers)
    again = client.post(path, data={**answers, "analysis": "Rang a second time, her phone is off"})
    assert again.status_code == 422
    assert "was saved already" in words(again)
    assert len(contacts(session)) == 1
    fresh = as_drawn(again)
    assert fresh["analysis"].strip() == "Rang a second time, her phone is off"
    assert fresh["form_key"] != answers["form_key"]
    assert client.post(path, data=fresh).status_code == 302
    assert [each.analysis for each in contacts(session)] == ["", "Rang a second time, her phone is off"]


def test_a_page_refused_keeps_its_key_for_the_next_try(session: Session, sign_in: SignIn, people: People) -> None:
    client, path = sign_in("amy"), page_of(people.yas, K.ATTEMPT)
    drawn = as_drawn(client.get(path))
    refused = client.post(path, data=drawn)
    assert refused.status_code == 422
    assert as_drawn(refused)["form_key"] == drawn["form_key"]
    assert client.post(path, data={**as_drawn(refused), "channel": "call"}).status_code == 302
    assert len(contacts(session)) == 1


def test_somebody_elses_key_means_nothing(session: Session, sign_in: SignIn, people: People) -> None:
    amy, ben = sign_in("amy"), sign_in("ben")
    answers = {**as_drawn(amy.get(page_of(people.yas, K.ATTEMPT))), **sent(K.ATTEMPT)}
    amy.post(page_of(people.yas, K.ATTEMPT), data=answers)
    token = as_drawn(ben.get(page_of(people.zak, K.ATTEMPT)))["csrf_token"]
    answer = ben.post(page_of(people.zak, K.ATTEMPT), data={**answers, "csrf_token": token, "draft": ""})
    assert answer.location.endswith(people.zak.public_id)
    assert [each.young_person_id for each in contacts(session)] == [people.id("yas"), people.id("zak")]


@pytest.mark.parametrize("key", [None, "", "short", "x" * 41, "a b c d e f g h i j", "é" * 20, "\x00" * 20])
def test_a_page_without_a_proper_key_is_drawn_again_with_one(
    session: Session, sign_in: SignIn, people: People, key: str | None
) -> None:
    client, path = sign_in("amy"), page_of(people.yas, K.ATTEMPT)
    answers = {**as_drawn(client.get(path)), **sent(K.ATTEMPT), "form_key": key}
    answer = client.post(path, data={name: value for name, value in answers.items() if value is not None})
    assert answer.status_code == 422
    assert contacts(session) == []
    assert client.post(path, data=as_drawn(answer)).status_code == 302


@pytest.mark.parametrize(
    "answers",
    [
        {"own_words": "\x00\x1b"},
        {"own_words": "x" * 20_001},
        {"place": "y" * 201},
        {"planned": "perhaps"},
        {"risk_answer": "NOTHING_NEW"},
        {"risk_answer": ["nothing_new", "changed"]},
        {"day": "2026-03-05"},
        {"day": ["2026-03-04", "another"]},
        {"day": ""},
        {"seen_alone": "not_known"},
        {"next_visit_on-day": "999999", "next_visit_on-month": "x", "next_visit_on-year": "2026"},
        {"big_change": "yes", "change_kind": "divorce", "change_words": "x", "change_happened_on-day": "1"},
        {"purpose": "n/a"},
        {"own_words": "\u200b\u3164"},
    ],
    ids=lambda answers: " ".join(answers),
)
def test_hostile_answers_are_refused_in_words(
    session: Session, sign_in: SignIn, people: People, answers: dict[str, Any]
) -> None:
    answer = sign_in("amy").send(page_of(people.yas, K.FACE_TO_FACE), sent(K.FACE_TO_FACE, **answers))
    assert answer.status_code == 422
    assert "There is a problem" in words(answer)
    assert contacts(session) == []


def test_typed_signs_are_shown_as_typed_and_never_run(session: Session, sign_in: SignIn, people: People) -> None:
    client = sign_in("amy")
    client.send(page_of(people.yas, K.TWO_WAY), sent(K.TWO_WAY, analysis="<script>alert(1)</script>\nحالتها جيدة"))
    page = client.get(f"/young-people/{people.yas.public_id}/contacts/{contacts(session)[0].public_id}")
    assert "<script>alert(1)" not in page.get_data(as_text=True)
    assert "<script>alert(1)</script> حالتها جيدة" in words(page)


@pytest.mark.parametrize("path", ["visit", "home_visit", "HOME-VISIT", "%00", "home-visit/x"])
def test_a_kind_there_is_not_is_not_found(sign_in: SignIn, people: People, path: str) -> None:
    assert sign_in("amy").get(f"/young-people/{people.yas.public_id}/contacts/record/{path}").status_code == 404


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("amy", 200),
        ("tess", 200),
        ("ivy", 404),
        ("ben", 404),
        ("rob", 404),
        ("sol", 404),
        ("una", 404),
        ("sam", 403),
        ("ada", 403),
        ("olly", 403),
        ("yas", 403),
    ],
)
def test_who_may_record(session: Session, sign_in: SignIn, people: People, name: str, status: int) -> None:
    client = sign_in(name)
    pages = [f"/young-people/{people.yas.public_id}/contacts/record", page_of(people.yas, K.ATTEMPT)]
    assert [client.get(page).status_code for page in pages] == [status, status]
    token = as_drawn(client.get(page_of(people.yas, K.ATTEMPT))) if status == 200 else {}
    answer = client.post(page_of(people.yas, K.ATTEMPT), data={**token, **sent(K.ATTEMPT)})
    assert (answer.status_code == 302) == (status == 200)
    assert len(contacts(session)) == (status == 200)


@pytest.mark.parametrize(
    ("name", "status"), [("amy", 200), ("tess", 200), ("sam", 200), ("ben", 404), ("ada", 403), ("yas", 403)]
)
def test_who_may_read(session: Session, sign_in: SignIn, people: People, name: str, status: int) -> None:
    amy = sign_in("amy")
    amy.send(page_of(people.yas, K.ATTEMPT), sent(K.ATTEMPT))
    made = contacts(session)[0]
    assert sign_in(name).get(f"/young-people/{people.yas.public_id}/contacts/{made.public_id}").status_code == status


def test_a_contact_is_found_only_under_its_own_young_person(session: Session, sign_in: SignIn, people: People) -> None:
    sign_in("amy").send(page_of(people.yas, K.ATTEMPT), sent(K.ATTEMPT))
    path = f"/young-people/{people.zak.public_id}/contacts/{contacts(session)[0].public_id}"
    assert sign_in("sam").get(path).status_code == 404


def test_an_owner_who_left_while_somebody_wrote(session: Session, sign_in: SignIn, people: People) -> None:
    client, path = sign_in("amy"), page_of(people.yas, K.TWO_WAY)
    due = {"action_1_due_on-day": "9", "action_1_due_on-month": "3", "action_1_due_on-year": "2026"}
    answers = {
        **as_drawn(client.get(path)),
        **sent(K.TWO_WAY, action_1_what="Ring the college", **due),
        "action_1_owner_id": str(people.id("tess")),
    }
    tess = people.worker("tess")
    tess.disabled_on = TODAY - timedelta(days=1)
    keep(session, tess)
    answer = client.post(path, data=answers)
    assert answer.status_code == 422
    assert as_drawn(answer)["action_1_what"] == "Ring the college"
    assert contacts(session) == []

"""What a contact leads to is asked for in the same flow, and stays asked for until it is recorded."""

from collections.abc import Callable
from datetime import date

from sqlmodel import Session

from careleavers.domain.terms import ContactKind, RiskLevel
from tests.client import AuditingClient, words
from tests.contacts.filling import as_drawn, page_of, raised, sent
from tests.people import People

K = ContactKind
SignIn = Callable[[str], AuditingClient]


def on(name: str, day: date) -> dict[str, str]:
    return {f"{name}-day": str(day.day), f"{name}-month": str(day.month), f"{name}-year": str(day.year)}


def test_a_move_and_a_risk_that_got_worse_lead_to_both(session: Session, sign_in: SignIn, people: People) -> None:
    flag = raised(people, level=RiskLevel.HIGH)
    session.add(flag)
    session.commit()
    amy, path, name = sign_in("amy"), page_of(people.yas, K.HOME_VISIT), flag.public_id.lower()
    answers = {
        **as_drawn(amy.get(path)), **sent(K.HOME_VISIT, risk_answer="changed"), "risk_words": "A car waits again",
        f"flag_{name}": "worse", f"words_{name}": "The car is there every night", "big_change": "yes",
        "change_kind": "moved", "change_words": "She has a room in the shared house",
        **on("change_happened_on", date(2026, 3, 2)),
    }  # fmt: skip
    answer = amy.post(path, data=answers)
    assert answer.location.endswith("/what-follows")
    said = words(amy.get(answer.location))
    assert "Record where they live now" in said
    assert "“Sexual or criminal exploitation” is worse" in said
    assert "hold a review within 10 working days" in said
    # The home is recorded: the other thing is still asked for, here and on the contact's own page.
    record = f"/young-people/{people.yas.public_id}"
    home = {"code": "D", "suitability": "1", "provided_by_council": "True", **on("started_on", date(2026, 3, 2))}
    started = amy.send(f"{record}/homes/start", home)
    assert started.status_code == 302, words(started)
    contact = answer.location.removesuffix("/what-follows")
    for page in (answer.location, contact):
        said = words(amy.get(page))
        assert "Record where they live now" not in said
        assert "is worse: look at it again" in said


def test_a_contact_that_leads_to_nothing_leads_back_to_the_record(sign_in: SignIn, people: People) -> None:
    amy, path = sign_in("amy"), page_of(people.yas, K.TWO_WAY)
    answers = {**as_drawn(amy.get(path)), **sent(K.TWO_WAY)}
    assert amy.post(path, data=answers).location.endswith(people.yas.public_id)


def test_each_big_change_leads_to_what_it_means(session: Session, sign_in: SignIn, people: People) -> None:
    amy, path = sign_in("amy"), page_of(people.yas, K.TWO_WAY)
    meant = {
        "lost_eet": "Record what they do now", "custody_in": "Record where they live now", "missing": "raise the risk",
        "exploitation": "raise the risk", "homeless_risk": "raise the risk", "immigration": "raise the risk",
        "pregnancy": "Record the pregnancy", "birth": "that they are a parent",
    }  # fmt: skip
    for kind, wanted in meant.items():
        change = {"big_change": "yes", "change_kind": kind, "change_words": f"Told: {kind}"}
        answer = amy.post(
            path,
            data={**as_drawn(amy.get(path)), **sent(K.TWO_WAY), **change, **on("change_happened_on", date(2026, 3, 3))},
        )
        assert wanted in words(amy.get(answer.location)), kind


def test_going_missing_leads_to_the_form_for_it_until_it_is_recorded(sign_in: SignIn, people: People) -> None:
    amy, path, asked = sign_in("amy"), page_of(people.yas, K.TWO_WAY), "Record when they were last seen"
    change = {"big_change": "yes", "change_kind": "missing", "change_words": "Did not come home"}
    told = {**sent(K.TWO_WAY), **change, **on("change_happened_on", date(2026, 3, 3))}
    after = amy.post(path, data={**as_drawn(amy.get(path)), **told}).location
    form = f"/young-people/{people.yas.public_id}/missing/record"
    answer = amy.get(after)
    assert asked in words(answer)
    assert form in answer.get_data(as_text=True)
    gone = {"absence": "missing", "last_seen_at": "21.30", "harmed": "not_known", "last_seen_on-day": "3",
            "last_seen_on-month": "3", "last_seen_on-year": "2026"}  # fmt: skip
    assert amy.send(form, gone).status_code == 302
    assert asked not in words(amy.get(after))


def test_what_stands_on_the_record_by_now_is_not_asked_again(session: Session, sign_in: SignIn, people: People) -> None:
    amy, path = sign_in("amy"), page_of(people.yas, K.TWO_WAY)
    identity = f"/young-people/{people.yas.public_id}/identity/edit"
    for kind, asked, answer in (
        ("pregnancy", "Record the pregnancy", {"pregnant": "yes"}),
        ("immigration", "Record their immigration status", {"leave_type": "refugee"}),
    ):
        change = {"big_change": "yes", "change_kind": kind, "change_words": f"Told: {kind}"}
        told = {**sent(K.TWO_WAY), **change, **on("change_happened_on", date(2026, 3, 3))}
        after = amy.post(path, data={**as_drawn(amy.get(path)), **told}).location
        assert asked in words(amy.get(after))
        saved = amy.post(identity, data={**as_drawn(amy.get(identity)), **answer})
        assert saved.status_code == 302, words(saved)
        assert asked not in words(amy.get(after))

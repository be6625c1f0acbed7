"""The pages of a death. TODAY is 4 March 2026."""

from collections.abc import Callable

from sqlmodel import Session, select

from careleavers.models import Death, DeathNotice, Message
from tests.client import AuditingClient, words
from tests.conftest import TODAY
from tests.entitlements.filling import day_sent
from tests.people import People

SignIn = Callable[[str], AuditingClient]
DIED = {"words": "Their aunt rang", **day_sent("died_on", TODAY), **day_sent("learnt_on", TODAY)}


def page(people: People, more: str = "/death") -> str:
    return f"/young-people/{people.yas.public_id}{more}"


def test_a_manager_records_a_death_and_who_was_told(session: Session, sign_in: SignIn, people: People) -> None:
    tess = sign_in("tess")
    assert page(people, "/death/record") in tess.get(page(people, "/close")).get_data(as_text=True)
    assert tess.send(page(people, "/death/record"), DIED).status_code == 302
    shown = words(tess.get(page(people)))
    for said in ("Department for Education Not told yet", "Ofsted Not told yet", "Safeguarding partners Not told yet"):
        assert said in shown
    now = words(tess.get(page(people, "")))
    assert "Department for Education, Ofsted, Safeguarding partners to be told of their death" in now
    assert "Nothing is due but telling those who must know" in now
    assert "Open this record again" not in now
    answers = {"body": "ofsted", "sent_by": "Tess", "words": "Number 12", **day_sent("sent_on", TODAY)}
    assert tess.send(page(people, "/death/notify"), answers).status_code == 302
    shown = words(tess.get(page(people)))
    assert "Ofsted : told on 4 March 2026 by Tess" in shown or "Ofsted: told on 4 March 2026 by Tess" in shown
    assert "Ofsted Not told yet" not in shown
    notice = session.exec(select(DeathNotice)).one()
    strike = page(people, f"/death/notices/{notice.public_id}/strike")
    assert tess.send(strike, {"reason": "It never left"}).status_code == 302
    assert "Ofsted Not told yet" in words(tess.get(page(people)))


def test_their_own_sign_in_opens_nothing_from_that_moment_and_no_message_is_theirs(
    session: Session, sign_in: SignIn, people: People
) -> None:
    yas = sign_in("yas")
    assert yas.get("/my/plan").status_code == 200
    sign_in("tess").send(page(people, "/death/record"), DIED)
    assert yas.get("/my/plan").status_code in (302, 401, 403)
    assert [each for each in session.exec(select(Message)) if "yas" in str(each).lower()] == []
    tess = sign_in("tess")
    undone = {"reason": "Another Yas; she rang today"}
    assert tess.send(page(people, "/death/undo"), {"reason": ""}).status_code == 422
    assert tess.send(page(people, "/death/undo"), undone).status_code == 302
    shown = words(tess.get(page(people)))
    assert "took it back: Another Yas; she rang today" in shown
    assert "No death is recorded" in shown
    assert session.exec(select(Death)).one().struck_at is not None


def test_what_is_missing_is_asked_for_with_everything_typed_still_there(
    session: Session, sign_in: SignIn, people: People
) -> None:
    tess = sign_in("tess")
    answer = tess.send(page(people, "/death/record"), {"words": "Their aunt rang", **day_sent("died_on", TODAY)})
    assert answer.status_code == 422
    assert "Enter the day on which it became known" in words(answer)
    assert "Their aunt rang" in answer.get_data(as_text=True)
    answer = tess.send(page(people, "/death/notify"), {"body": "dfe", "sent_by": "Tess", **day_sent("sent_on", TODAY)})
    assert answer.status_code == 422
    assert "No death is recorded here" in words(answer)


def test_a_worker_reads_it_and_records_nothing(sign_in: SignIn, people: People) -> None:
    amy = sign_in("amy")
    assert "No death is recorded" in words(amy.get(page(people)))
    for path in ("/death/record", "/death/notify", "/death/undo"):
        assert amy.get(page(people, path)).status_code == 403
    assert sign_in("ben").get(page(people)).status_code == 404


def test_closing_offers_no_death_and_reopening_takes_none_back(sign_in: SignIn, people: People) -> None:
    tess = sign_in("tess")
    assert tess.send(page(people, "/close"), {"closure": "died", **day_sent("closed_on", TODAY)}).status_code == 422
    tess.send(page(people, "/death/record"), DIED)
    tess.get(page(people, "/death/record"))
    assert tess.post(page(people, "/reopen"), data={"csrf_token": tess.token}).status_code == 302
    assert "take it back on its own page" in words(tess.get(page(people, "")))

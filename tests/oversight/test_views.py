"""The pages on which oversight is read, written, asked for and answered."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlmodel import Session, select

from careleavers.domain.oversight import ProposalAnswer
from careleavers.models import Action, AgreedException, ClosingProposal, OversightNote, ReadEntry, RiskFlag
from tests.client import AuditingClient, words
from tests.conftest import TODAY
from tests.contacts.filling import inputs
from tests.oversight.filling import CLOSING_SENT, EXCEPTION_SENT, SAID, SENT, TASK, WHY, high_risk, poor_home, write
from tests.people import People
from tests.plans.writing import acting

SignIn = Callable[[str], AuditingClient]


def at(people: People, path: str = "") -> str:
    return f"/young-people/{people.yas.public_id}/oversight{path}"


def fresh(session: Session, model: type) -> list:  # type: ignore[type-arg]
    return list(session.execute(select(model).execution_options(populate_existing=True)).scalars())


@pytest.fixture
def flag(session: Session, people: People) -> RiskFlag:
    """A high risk that no manager has written about."""
    made = high_risk(session, people)
    session.commit()
    return made


@pytest.fixture
def note(session: Session, people: People, flag: RiskFlag) -> OversightNote:
    """A note of Tess's about it."""
    made = write(session, people, f"risk-{flag.public_id}")
    session.commit()
    return made


def sent(people: People, flag: RiskFlag | None = None, **more: str) -> dict[str, str]:
    about = {"about": f"risk-{flag.public_id}"} if flag is not None else {}
    return {**SENT, "owner_id": str(people.id("amy")), **about, **more}


def test_a_manager_writes_a_note_and_everybody_with_the_record_reads_it(
    session: Session, people: People, flag: RiskFlag, sign_in: SignIn
) -> None:
    tess = sign_in("tess")
    page = words(tess.get(at(people)))
    for said in ("No oversight note yet", "High risk without a manager's oversight", "Write an oversight note"):
        assert said in page
    answer = tess.send(at(people, "/write"), sent(people, flag))
    assert answer.status_code == 302
    page = words(sign_in("amy").get(answer.location))
    for said in (*SAID.values(), *TASK.values(), "Risk: sexual or criminal exploitation", "Tess Worker", "Amy Worker"):
        assert said in page
    assert "High risk without" not in page
    assert "Write an oversight note" not in page
    assert "What was decided: " + SAID["decision"] in words(sign_in("amy").get(at(people)[:-9] + "timeline"))


def test_all_that_is_missing_is_said_at_once_and_nothing_typed_is_lost(
    session: Session, people: People, flag: RiskFlag, sign_in: SignIn
) -> None:
    thin = {
        "about": f"risk-{flag.public_id}",
        "drift": "yes",
        "decision": "Noted",
        "reason": "At risk",
        "evidence": "File",
    }
    answer = sign_in("tess").send(at(people, "/write"), thin)
    assert answer.status_code == 422
    page = words(answer)
    for said in (
        "Say what you decided, in a sentence", "Say why, in more than one line", "Say in more than one line what you",
        "Say what keeps them safe now, in a sentence", "Say what will be done about it, by whom and by when",
    ):  # fmt: skip
        assert page.count(said) == 2  # in the summary and beside the question
    typed = [each.text for each in inputs(answer) if each.tag == "textarea"]
    assert typed[:3] == ["Noted", "At risk", "File"]
    assert fresh(session, OversightNote) == []


def test_an_action_that_is_begun_is_finished(session: Session, people: People, sign_in: SignIn) -> None:
    answer = sign_in("tess").send(at(people, "/write"), {**SAID, "drift": "no", "what": "Ring the panel"})
    page = words(answer)
    assert answer.status_code == 422
    assert "Choose who does it" in page
    assert "Enter by when it is done" in page


def test_the_same_page_sent_twice_is_one_note(session: Session, people: People, sign_in: SignIn) -> None:
    tess = sign_in("tess")
    tess.get(at(people, "/write"))
    hidden = {each.get("name"): each.get("value") for each in tess.page.iter("input") if each.get("type") == "hidden"}
    for _ in range(2):
        assert tess.post(at(people, "/write"), data={**hidden, **sent(people)}).status_code == 302
    assert (len(fresh(session, OversightNote)), len(fresh(session, Action))) == (1, 1)


def test_a_home_that_was_left_meanwhile_is_said_and_the_words_stay(
    session: Session, people: People, sign_in: SignIn
) -> None:
    home = poor_home(session, people)
    session.commit()
    tess, answers = sign_in("tess"), {**sent(people), "about": f"home-{home.public_id}"}
    assert "Not suitable: bed and breakfast" in words(tess.get(at(people, "/write")))
    home.ended_on = TODAY
    session.commit()
    answer = tess.send(at(people, "/write"), answers)
    assert answer.status_code == 422
    assert SAID["decision"] in answer.get_data(as_text=True)
    assert fresh(session, OversightNote) == []


def test_a_worker_reads_and_does_not_write(people: People, note: OversightNote, sign_in: SignIn) -> None:
    amy = sign_in("amy")
    assert SAID["decision"] in words(amy.get(at(people, f"/{note.public_id}")))
    for path in ("/write", f"/{note.public_id}/edit", f"/{note.public_id}/add", f"/{note.public_id}/strike"):
        assert amy.get(at(people, path)).status_code == 403


def test_a_note_is_changed_for_a_day_then_added_to(
    session: Session, people: People, note: OversightNote, sign_in: SignIn
) -> None:
    tess, page = sign_in("tess"), at(people, f"/{note.public_id}")
    answer = tess.send(f"{page}/edit", {**SAID, "drift": "no", "decision": "Amy visits twice a week until May."})
    assert answer.status_code == 302
    shown = words(tess.get(answer.location))
    assert "Changed by Tess Worker" in shown
    assert f"It said: {SAID['decision']}" in shown
    note = fresh(session, OversightNote)[0]
    note.recorded_at -= timedelta(hours=25)
    session.commit()
    assert "Change it" not in words(tess.get(page))
    assert "by whoever wrote it" in words(tess.get(f"{page}/edit"))
    sam = sign_in("sam")
    assert sam.send(f"{page}/add", {"words": "The panel said yes."}).status_code == 302
    assert "Added by Sam Worker" in words(tess.get(page))


def test_a_note_in_error_stays_to_be_read(
    session: Session, people: People, note: OversightNote, sign_in: SignIn
) -> None:
    tess = sign_in("tess")
    assert tess.send(at(people, f"/{note.public_id}/strike"), {"reason": WHY}).status_code == 302
    page = words(tess.get(at(people)))
    for said in ("Recorded in error", WHY, SAID["decision"], "High risk without a manager's oversight"):
        assert said in page


def test_a_worker_asks_and_another_manager_answers(session: Session, people: People, sign_in: SignIn) -> None:
    base, amy, tess = at(people)[:-10], sign_in("amy"), sign_in("tess")
    assert amy.send(f"{base}/exceptions/ask", EXCEPTION_SENT).status_code == 302
    assert "Waiting for a manager" in words(amy.get(at(people)))
    exception = fresh(session, AgreedException)[0]
    assert "No visits until 1 April 2026" in words(tess.get("/approvals"))
    answer = tess.send(f"{base}/exceptions/{exception.public_id}/answer", {"answer": "agreed", "words": WHY})
    assert answer.status_code == 302
    assert "In force" in words(tess.get(at(people)))
    assert "No visits, until 1 April 2026" in words(amy.get(base))
    assert tess.send(f"{base}/exceptions/{exception.public_id}/end", {"end_words": WHY}).status_code == 302
    assert fresh(session, AgreedException)[0].ended_on == TODAY
    assert "Asked and answered before: 1" in words(tess.get(at(people)))


def test_the_page_says_so_to_whoever_asked(session: Session, people: People, sign_in: SignIn) -> None:
    base, tess = at(people)[:-10], sign_in("tess")
    tess.send(f"{base}/exceptions/ask", EXCEPTION_SENT)
    exception = fresh(session, AgreedException)[0]
    page = tess.get(f"{base}/exceptions/{exception.public_id}/answer")
    assert "another manager answers it" in words(page)
    assert not [each for each in inputs(page) if each.tag == "textarea"]
    assert "another manager answers" in words(tess.get("/approvals"))


def test_a_closing_is_proposed_and_done(session: Session, people: People, sign_in: SignIn) -> None:
    base, tess = at(people)[:-10], sign_in("tess")
    assert sign_in("amy").send(f"{base}/closings/propose", CLOSING_SENT).status_code == 302
    closing = fresh(session, ClosingProposal)[0]
    path = f"{base}/closings/{closing.public_id}/answer"
    thin = tess.send(path, {"answer": "agreed", "words": "Yes"})
    assert (thin.status_code, "Write more than one line" in words(thin)) == (422, True)
    assert tess.send(path, {"answer": "agreed", "words": WHY}).status_code == 302
    assert "Closed from 2 March 2026" in words(tess.get(base))
    assert fresh(session, ClosingProposal)[0].answer is ProposalAnswer.AGREED


def test_approvals_say_when_nothing_waits_and_who_opened_them(
    session: Session, people: People, sign_in: SignIn
) -> None:
    tess = sign_in("tess")
    assert "Nothing is waiting" in words(tess.get("/approvals"))
    sign_in("amy").send(at(people)[:-10] + "/exceptions/ask", EXCEPTION_SENT)
    assert people.yas.name in words(tess.get("/approvals"))
    entry = session.exec(select(ReadEntry).where(ReadEntry.endpoint == "oversight.approvals")).all()[-1]
    assert entry.listed_ids == str(people.id("yas"))


def test_the_register_of_risks_says_when_a_manager_last_wrote(
    people: People, note: OversightNote, sign_in: SignIn
) -> None:
    assert "Manager’s oversight 4 March 2026" in words(sign_in("amy").get(at(people)[:-9] + "risks"))
    assert acting(people, "tess").worker == note.written_by_id

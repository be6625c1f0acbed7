"""The pages on which records are restricted, access is lent and people are kept apart."""

from collections.abc import Callable

from sqlmodel import Session, select

from careleavers.models import AccessLoan, Conflict, ReadEntry, Restriction
from tests.client import AuditingClient, words
from tests.people import People

SignIn = Callable[[str], AuditingClient]
WHY = "Her aunt works in the contact centre and can search for names"


def of(people: People, path: str = "") -> str:
    return f"/young-people/{people.yas.public_id}{path}"


def fresh(session: Session, model: type) -> list:  # type: ignore[type-arg]
    return list(session.execute(select(model).execution_options(populate_existing=True)).scalars())


def restrict(session: Session, people: People, tess: AuditingClient, *keep: str) -> Restriction:
    ids = [str(people.id(name)) for name in keep]
    answer = tess.send(of(people, "/restrict"), {"ground": "staff", "reason": WHY, "keep": ids})
    assert answer.status_code == 302, words(answer)
    [made] = fresh(session, Restriction)
    assert isinstance(made, Restriction)
    return made


def test_a_manager_restricts_and_the_others_find_nothing(session: Session, people: People, sign_in: SignIn) -> None:
    amy, tess, sam = sign_in("amy"), sign_in("tess"), sign_in("sam")
    assert amy.get(of(people)).status_code == 200
    made = restrict(session, people, tess, "tess")
    gone = amy.get(of(people))
    nobody = amy.get("/young-people/AAAAAAAAAAAAAAAAAAAAAAAAAA")
    assert (gone.status_code, words(gone)) == (404, words(nobody))
    for path in ("/", "/young-people", "/search?q=Yas", "/due", "/actions"):
        assert "Yas Example" not in words(amy.get(path, follow_redirects=True)), path
    assert "Restricted record." in words(tess.get(of(people)))
    assert sam.get(of(people)).status_code == 404
    listed = words(sam.get("/protected"))
    assert "Yas Example" in listed
    assert WHY in words(sam.get(f"/protected/{made.public_id}"))
    assert sign_in("una").get(f"/protected/{made.public_id}").status_code == 404
    assert amy.get("/protected").status_code == 403
    reads = session.exec(select(ReadEntry).where(ReadEntry.endpoint == "protection.show")).all()
    assert [each.listed_ids for each in reads] == [str(people.yas.id)]


def test_nobody_but_a_manager_keeps_access_is_said_with_the_words_kept(people: People, sign_in: SignIn) -> None:
    sent = {"ground": "staff", "reason": WHY, "keep": [str(people.id("amy"))]}
    answer = sign_in("tess").send(of(people, "/restrict"), sent)
    assert answer.status_code == 422
    assert "Choose at least one manager" in words(answer)
    assert WHY in answer.text


def test_access_is_asked_for_answered_by_another_and_ended(session: Session, people: People, sign_in: SignIn) -> None:
    tess, sam, ben = sign_in("tess"), sign_in("sam"), sign_in("ben")
    root = f"/protected/{restrict(session, people, tess, 'tess').public_id}"
    asked = {"worker_id": str(people.id("ben")), "kind": "task", "reason": "Covers on Friday"}
    assert tess.send(f"{root}/lend", asked).status_code == 302
    loan = next(each for each in fresh(session, AccessLoan) if each.worker_id == people.id("ben"))
    answering = f"/protected/loans/{loan.public_id}/answer"
    assert "another manager answers it" in words(tess.get(answering))
    assert tess.post(answering, data={"csrf_token": tess.token, "version": "1", "agreed": "yes"}).status_code == 422
    assert ben.get(of(people)).status_code == 404
    assert sam.send(answering, {"agreed": "yes"}).status_code == 302
    assert ben.get(of(people)).status_code == 200
    page = tess.get(root)
    assert "Ben Worker" in words(page)
    version = next(each.version for each in fresh(session, AccessLoan) if each.id == loan.id)
    ending = {"csrf_token": tess.token, "version": str(version)}
    assert tess.post(f"/protected/loans/{loan.public_id}/end", data=ending).status_code == 302
    assert ben.get(of(people)).status_code == 404


def test_the_restriction_is_looked_at_and_ended_by_two(session: Session, people: People, sign_in: SignIn) -> None:
    tess, sam = sign_in("tess"), sign_in("sam")
    root = f"/protected/{restrict(session, people, tess, 'tess').public_id}"
    assert tess.get(of(people, "/restriction")).location == root
    assert tess.send(f"{root}/look", {"words": "Her aunt still works there"}).status_code == 302
    assert "Her aunt still works there" in words(sam.get(root))
    assert tess.send(f"{root}/end", {"reason": "Her aunt has left the council"}).status_code == 302
    refused = tess.send(f"{root}/end", {"agreed": "yes"})
    assert (refused.status_code, "another manager answers" in words(refused)) == (422, True)
    assert sam.send(f"{root}/end", {"agreed": "yes"}).status_code == 302
    assert sign_in("amy").get(of(people)).status_code == 200
    assert sam.get(root).status_code == 404
    assert "No restricted records" in words(sam.get("/protected"))


def test_a_worker_says_that_they_know_somebody_and_loses_the_record(
    session: Session, people: People, sign_in: SignIn
) -> None:
    amy, sam = sign_in("amy"), sign_in("sam")
    path = of(people, "/keep-apart")
    assert "Who must not open" not in words(amy.get(path))
    other = amy.send(path, {"worker_id": str(people.id("tess")), "reason": "She is a friend of the family"})
    assert other.status_code == 422, "a worker answers for themselves alone"
    assert amy.send(path, {"reason": "We went to school together"}).status_code == 302
    assert "a manager is told" in words(amy.get("/young-people"))
    assert amy.get(of(people)).status_code == 404
    assert sam.get(of(people)).status_code == 200
    [conflict] = fresh(session, Conflict)
    assert "Amy Worker" in words(sam.get("/protected"))
    assert "Amy Worker" not in words(sign_in("tess").get("/protected")), "only a service manager reads conflicts"
    ended = sam.send(f"/protected/conflicts/{conflict.public_id}/end", {"reason": "It was another Yas"})
    assert ended.status_code == 302
    assert amy.get(of(people)).status_code == 200


def test_a_manager_keeps_somebody_apart_and_nobody_tells_them(people: People, sign_in: SignIn) -> None:
    tess, amy = sign_in("tess"), sign_in("amy")
    answer = tess.send(of(people, "/keep-apart"), {"worker_id": str(people.id("amy")), "reason": "They are cousins"})
    assert answer.status_code == 302
    assert tess.get(of(people)).status_code == 200
    assert amy.get(of(people)).status_code == 404
    assert "cousins" not in words(amy.get("/young-people"))

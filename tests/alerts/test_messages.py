"""Messages to staff: who is told what and when, through a real mail server on this machine, and never too much."""

import re
import socketserver
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import Message as Mail
from email.policy import default
from typing import Any, cast

import pytest
from sqlalchemy import select
from sqlmodel import Session, col

from careleavers import jobs
from careleavers.alerts import digests, ledger, outbox, posting, service
from careleavers.config import Settings
from careleavers.db import Database
from careleavers.domain.actors import Actor, job
from careleavers.domain.terms import DigestOften, Role
from careleavers.models import Message, Worker
from tests.client import AuditingClient, words
from tests.conftest import TODAY, TransactionDatabase
from tests.people import People, make_people

SignIn = Callable[[str], AuditingClient]
NINE = datetime(2026, 3, 4, 9, tzinfo=UTC)
NOBODY = {"Yas", "Zak", "Example", "Visit", "contact", "plan", "North", "South", "T00001"}


class _MailServer(socketserver.StreamRequestHandler):
    """As much of RFC 5321 as a program that sends needs. It keeps what it took, and fails when told to."""

    took: list[Mail] = []
    fails: list[str] = []

    def handle(self) -> None:
        self._say("220 here")
        for line in iter(self.rfile.readline, b""):
            verb = line.split(b" ")[0].strip().upper()
            if verb == b"DATA":
                self._take()
            elif verb == b"RCPT" and self.fails:
                self._say(self.fails.pop())
            else:
                self._say("221 bye" if verb == b"QUIT" else "250 fine")

    def _take(self) -> None:
        self._say("354 go on")
        lines = list(iter(self.rfile.readline, b".\r\n"))
        self.took.append(cast(Mail, message_from_bytes(b"".join(lines), policy=default)))
        self._say("250 taken")

    def _say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())


@pytest.fixture
def mail() -> Iterator[Settings]:
    """Settings that name a mail server which is there."""
    _MailServer.took, _MailServer.fails = [], []
    server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), _MailServer)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield Settings(
        smtp_host="127.0.0.1", smtp_port=server.server_address[1], smtp_security="none",
        public_url="https://pathways.example", mail_from="pathways@council.example",
    )  # fmt: skip
    server.shutdown()
    server.server_close()


def arrived() -> dict[str, str]:
    """What each was sent: the words, by whom it was for."""
    return {str(each["To"]): str(each.get_payload()) for each in _MailServer.took}


@pytest.fixture
def council(whole: Database) -> Database:
    """Everybody of the tests with an address, swept that morning."""
    with whole.transaction(job("test"), today=TODAY) as session:
        people = make_people(session, TODAY)
        for worker in people.workers.values():
            worker.email = f"{worker.sign_in_name}@council.example"
    ledger.run_due_sweeps(whole, NINE - timedelta(hours=3), "test")
    return whole


def chooses(database: Database, name: str, often: DigestOften, hour: int = 8) -> None:
    with database.transaction(job("test")) as session:
        worker = session.execute(select(Worker).where(col(Worker.sign_in_name) == name)).scalars().one()
        service.choose_messages(session, Actor("account:x", worker.role, worker_id=worker.id), often, hour)


def test_each_is_told_of_their_own_by_initials_and_link_once_a_day(council: Database, mail: Settings) -> None:
    jobs.send_messages(council, mail, NINE - timedelta(hours=2), "one")
    assert arrived() == {}  # not before their hour
    for hours in (0, 1, 5):
        jobs.send_messages(council, mail, NINE + timedelta(hours=hours), "one")
    told = arrived()
    assert sorted(told) == [f"{name}@council.example" for name in ("amy", "ben", "sam", "tess", "una")]
    assert len(_MailServer.took) == len(told)
    link = r"\w\.\w\.  https://pathways\.example/young-people/[A-Z2-7]{26}"
    assert len(re.findall(link, told["amy@council.example"])) == 1
    assert len(re.findall(link, told["sam@council.example"])) == 2
    assert "Y.E." in told["tess@council.example"]
    assert "Z.E." not in told["tess@council.example"]
    for each in _MailServer.took:
        said = f"{each['Subject']} {each.get_payload()} {each['From']}"
        assert {word for word in NOBODY if re.search(rf"\b{word}\b", said)} == set()
        assert each["Subject"] == "Your list for today"


def test_next_day_there_is_another_and_after_a_week_away_one(council: Database, mail: Settings) -> None:
    for days in (0, 1, 8):
        ledger.run_due_sweeps(council, NINE + timedelta(days=days), "test")
        jobs.send_messages(council, mail, NINE + timedelta(days=days), "one")
    assert [str(each["To"]) for each in _MailServer.took].count("amy@council.example") == 3


def test_choice_is_kept_but_managers_always_hear_what_is_critical(council: Database, mail: Settings) -> None:
    chooses(council, "amy", DigestOften.OFF)
    chooses(council, "ben", DigestOften.WEEKLY)
    chooses(council, "tess", DigestOften.OFF)
    chooses(council, "una", DigestOften.DAILY, 15)
    jobs.send_messages(council, mail, NINE, "one")
    assert sorted(arrived()) == ["sam@council.example", "tess@council.example"]
    assert "critical only" in arrived()["tess@council.example"]
    jobs.send_messages(council, mail, NINE + timedelta(hours=6), "one")
    assert "una@council.example" in arrived()
    monday = NINE + timedelta(days=5)
    jobs.send_messages(council, mail, monday, "one")
    assert "ben@council.example" in arrived()
    assert "amy@council.example" not in arrived()


def test_silent_checks_are_told_in_the_message_itself(council: Database, mail: Settings) -> None:
    jobs.send_messages(council, mail, NINE + timedelta(days=3), "one")
    assert "Do not rely on alerts alone: alerts were last checked" in arrived()["tess@council.example"]


def _rows(database: Database) -> list[Any]:
    with database.reading(job("test")) as session:
        return list(session.execute(select(digests.MESSAGE).order_by(digests.MESSAGE.c.id)))


def test_failure_is_tried_again_later_and_later_and_then_given_up(council: Database, mail: Settings) -> None:
    for name in ("amy", "ben"):
        chooses(council, name, DigestOften.OFF)
    for name in ("una", "sam"):
        chooses(council, name, DigestOften.DAILY, 23)
    now, send = NINE, posting.by_smtp(mail)
    _MailServer.fails = ["450 not now"] * 6
    jobs.send_messages(council, mail, now, "one")
    for pause in posting.PAUSES:
        assert posting.send_waiting(council, now + pause - timedelta(seconds=1), send) == 0
        now += pause
        posting.send_waiting(council, now, send)
    [row] = _rows(council)
    assert (row.tries, row.sent_at, row.given_up_at) == (6, None, now)
    assert _MailServer.took == []
    with council.reading(job("test")) as session:
        assert outbox.problem(session, now) == "1 could not be delivered within the last week"
        assert [(each.to, each.words, each.problem) for each in outbox.latest_messages(session)] == [
            ("Tess Worker", "Given up", "SMTPRecipientsRefused")
        ]


def test_one_that_failed_once_arrives(council: Database, mail: Settings) -> None:
    _MailServer.fails = ["450 not now"]
    jobs.send_messages(council, mail, NINE, "one")
    jobs.send_messages(council, mail, NINE + timedelta(minutes=5), "one")
    assert sorted(arrived()) == sorted(f"{name}@council.example" for name in ("amy", "ben", "sam", "tess", "una"))
    assert all(row.sent_at for row in _rows(council))


def test_killed_between_sending_and_marking_it_goes_again_under_the_same_id(
    council: Database, mail: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("amy", "ben"):
        chooses(council, name, DigestOften.OFF)
    for name in ("una", "sam"):
        chooses(council, name, DigestOften.DAILY, 23)

    def killed(*_rest: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(posting, "_settle", killed)
        jobs.send_messages(council, mail, NINE, "one")
    send = posting.by_smtp(mail)
    assert posting.send_waiting(council, NINE + timedelta(minutes=4), send) == 0  # leased
    assert posting.send_waiting(council, NINE + posting.LEASE, send) == 1
    assert posting.send_waiting(council, NINE + timedelta(days=1), send) == 0
    first, second = _MailServer.took
    assert first["Message-ID"] == second["Message-ID"]


def test_five_senders_at_once_send_each_once(council: Database, mail: Settings) -> None:
    gate, failed = threading.Barrier(5), list[BaseException]()

    def run(number: int) -> None:
        gate.wait()
        try:
            jobs.send_messages(council, mail, NINE, f"number {number}")
        except BaseException as problem:
            failed.append(problem)

    threads = [threading.Thread(target=run, args=[number]) for number in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert len(_MailServer.took) == len(arrived()) == 5


def test_without_a_mail_server_nothing_is_written(council: Database) -> None:
    jobs.send_messages(council, Settings(public_url="https://pathways.example"), NINE, "one")
    with council.transaction(job("test"), today=TODAY) as session:
        assert digests.write_digests(session, Settings(smtp_host="127.0.0.1"), NINE) == 0
    assert _rows(council) == []


def test_worker_chooses_and_whoever_keeps_the_system_sees_what_was_sent(
    session: Session, database: TransactionDatabase, people: People, sign_in: SignIn
) -> None:
    amy = sign_in("amy")
    assert "Messages to you" in words(amy.get("/account"))
    assert amy.send("/messages", {"often": "sometimes", "hour": "8"}).status_code == 422
    assert amy.send("/messages", {"often": "weekly", "hour": "7"}).status_code == 302
    assert digests.choice_of(session, people.id("amy")) == digests.Choice(DigestOften.WEEKLY, 7)
    assert digests.choice_of(session, people.id("tess")) == digests.Choice(DigestOften.DAILY, digests.USUAL_HOUR)
    assert sign_in("yas").get("/messages").status_code == 403
    ada = sign_in("ada")
    assert "No messages yet" in words(ada.get("/service"))
    ledger.sweep_now(database, TODAY, "test", today=TODAY)
    session.add(Message(key="digest:1", worker_id=people.id("amy"), subject="Your list for today", body="Y.E. link"))
    session.commit()
    page = words(ada.get("/service"))
    assert "Amy Worker Your list for today" in page
    assert "Waiting" in page
    assert "Y.E." not in page
    assert "4 March 2026" in page
    assert sign_in("tess").get("/service").status_code == 403


def test_nothing_can_be_addressed_to_a_young_person() -> None:
    """There is no place in the outbox for one, and no role of theirs among those who are told."""
    assert "young_person_id" not in digests.MESSAGE.c
    assert Role.YOUNG_PERSON not in (*digests._OWN, *digests._MANAGERS)

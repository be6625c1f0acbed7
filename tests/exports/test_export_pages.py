"""The pages of exports: asking, the second person, the download, the register."""

from collections.abc import Callable

import pytest
from sqlmodel import Session, col, select

from careleavers.exports import service
from careleavers.models import ExportRun, ReadEntry
from tests.client import AuditingClient, words
from tests.exports.lee import Life

SignIn = Callable[[str], AuditingClient]
WANTED = {"kind": "return_903", "year": "2026", "why": "Sent to the department"}


def test_sam_asks_downloads_and_stands_in_the_register(session: Session, life: Life, sign_in: SignIn) -> None:
    life.settled()
    session.commit()
    sam = sign_in("sam")
    assert "No exports yet" in words(sam.get("/exports"))
    sam.get("/exports/new")
    answer = sam.send("/exports/new", WANTED)
    assert answer.status_code == 302
    before = words(sam.get(answer.location))
    for part in ("People 3", "Why Sent to the department", "Sam Worker", "Nobody was needed", "Never"):
        assert part in before
    file = sam.post(f"{answer.location}/download", data={"csrf_token": sam.token})
    assert file.data.startswith(b"PK")
    assert file.headers["Content-Disposition"] == 'attachment; filename="903-2026.zip"'
    assert "1 time" in words(sam.get(answer.location))
    assert "Sent to the department" in words(sam.get("/exports"))
    opened = session.exec(select(ReadEntry).where(col(ReadEntry.endpoint) == "exports.download")).all()
    assert str(life.lee.id) in opened[0].listed_ids.split()


def test_second_person_is_an_administrator_who_never_sees_what_is_in_it(
    session: Session, life: Life, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "MOST_ALONE", 1)
    life.settled()
    session.commit()
    sam, ada = sign_in("sam"), sign_in("ada")
    sam.get("/exports/new")
    address = sam.send("/exports/new", WANTED).location
    assert "must approve it first" in words(sam.get(address))
    assert "somebody else must decide" in words(sam.get(f"{address}/decide"))
    assert ada.get("/exports/new").status_code == 403
    assert ada.post(f"{address}/download", data={"csrf_token": ada.token}).status_code == 403
    ada.get(f"{address}/decide")
    assert "Say why you decide so" in words(ada.send(f"{address}/decide", {"verdict": "approve", "words": ""}))
    done = ada.send(f"{address}/decide", {"verdict": "approve", "words": "The department asked for it"})
    assert done.location == address
    assert "Only whoever asked for it can download it" in words(ada.get(address))
    page = words(sam.get(address))
    assert "Ada Worker" in page
    assert "The department asked for it" in page
    assert sam.post(f"{address}/download", data={"csrf_token": sam.token}).status_code == 200


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"why": ""}, "Say why it is made"),
        ({"year": ""}, "Enter the year in which the return ends"),
        ({"year": "2040"}, "The year must be 2023 to 2026"),
        ({"kind": ""}, "Choose what you need"),
        ({"kind": "list_9", "year": "", "headings": "second", "on_day-day": "5", "on_day-month": "3",
          "on_day-year": "2026"}, "cannot be drawn up for a day that has not come"),
    ],
)  # fmt: skip
def test_what_cannot_be_asked_for_is_said_with_everything_still_there(
    session: Session, people: object, sign_in: SignIn, changed: dict[str, str], message: str
) -> None:
    sam = sign_in("sam")
    sam.get("/exports/new")
    answer = sam.send("/exports/new", WANTED | changed)
    assert answer.status_code == 422
    assert message in words(answer)
    assert session.exec(select(ExportRun)).all() == []

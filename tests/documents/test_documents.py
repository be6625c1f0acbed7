"""The pages on which documents are handed in, opened, corrected and marked as recorded in error."""

import errno
import os
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlmodel import Session, col, select
from werkzeug.test import TestResponse, encode_multipart

from careleavers.documents import checks, service
from careleavers.documents.files.judging import judge
from careleavers.documents.files.shelf import Shelf
from careleavers.domain.documents import MOST_BYTES, MOST_FILES, DocumentKind
from careleavers.domain.refusals import Refused
from careleavers.models import Document, DocumentDetails, FormKey, ReadEntry
from tests.client import AuditingClient, words
from tests.documents import samples
from tests.documents.test_checklist import on, page
from tests.documents.test_shelf import add
from tests.people import People
from tests.plans.writing import acting

pytestmark = pytest.mark.usefixtures("own_folder")
SignIn = Callable[[str], AuditingClient]
WHY = "This is the passport of her sister, and it is in her sister’s record as well."


def answers(content: bytes | None = None, name: str = "IMG_2041.jpeg", **more: Any) -> dict[str, Any]:
    """What a browser sends of the page."""
    sent = {"kind": "passport", "title": "Passport, the page with the photo", **on("dated_on", "2021-05-06"), **more}
    return sent if content is None else sent | {"file": (BytesIO(content), name)}


def documents(session: Session) -> list[Document]:
    found = session.exec(select(Document).order_by(col(Document.id)).execution_options(populate_existing=True))
    return list(found)


def address(people: People, document: Document | str, act: str = "", who: str = "yas") -> str:
    name = document if isinstance(document, str) else document.public_id
    return f"{page(people, who=who)}/{name}" + (f"/{act}" if act else "")


def hand_in(client: AuditingClient, people: People, content: bytes | None, **more: Any) -> TestResponse:
    return client.send(address(people, "add"), answers(content, **more))


def hand_in_large(client: AuditingClient, people: People, files: list[bytes], **more: Any) -> TestResponse:
    """The same for what the test client would write to a file of its own."""
    client.get(address(people, "add"))
    hidden = {each.get("name"): each.get("value") for each in client.page.iter("input") if each.get("type") == "hidden"}
    boundary, body = encode_multipart(hidden | answers(**more))
    part = f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="film.mp4"\r\n\r\n'.encode()
    whole = b"".join(part + content + b"\r\n" for content in files) + body
    return client.post(address(people, "add"), data=whole, content_type=f"multipart/form-data; boundary={boundary}")


def the_file(session: Session, people: People, client: AuditingClient) -> TestResponse:
    return client.get(address(people, documents(session)[-1], "file"))


def test_a_worker_hands_in_a_photograph_and_opens_it(
    session: Session, sign_in: SignIn, people: People, own_folder: Path
) -> None:
    amy = sign_in("amy")
    assert "No document has been added" in words(amy.get(page(people)))
    assert hand_in(amy, people, samples.jpeg()).location.endswith(page(people))
    (document,) = documents(session)
    assert (document.kind, document.title, document.may_share) == (
        DocumentKind.PASSPORT, "Passport, the page with the photo", False,
    )  # fmt: skip
    assert document.added_by_id == people.id("amy")
    listed = words(amy.get(page(people)))
    assert "Passport, the page with the photo (JPEG picture, downloads a file)" in listed
    assert "6 May 2021 No" in listed
    answer = the_file(session, people, amy)
    assert answer.status_code == 200
    assert answer.get_data() == judge(samples.jpeg()).content
    assert [each.name for each in own_folder.iterdir()] == [document.file_name]


@pytest.mark.parametrize(
    ("content", "media", "ending"),
    [
        (samples.pdf(), "application/pdf", "pdf"),
        (samples.png(), "image/png", "png"),
        (samples.docx(), "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx"),
        (b"Dear Yas", "text/plain; charset=utf-8", "txt"),
    ],
)
def test_a_file_is_given_out_to_be_kept_and_under_a_name_that_says_nothing(
    session: Session, sign_in: SignIn, people: People, content: bytes, media: str, ending: str
) -> None:
    amy = sign_in("amy")
    hand_in(amy, people, content, name="Yas Example passport.exe")
    answer = the_file(session, people, amy)
    assert answer.headers["Content-Type"] == media
    assert answer.headers["Content-Disposition"] == f'attachment; filename="document.{ending}"'
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "no-store"
    policy = answer.headers["Content-Security-Policy"]
    assert policy.startswith("sandbox; default-src 'none'")
    assert "script-src" not in policy


def test_each_opening_is_written_down_with_which_document_it_was(
    session: Session, sign_in: SignIn, people: People
) -> None:
    amy = sign_in("amy")
    hand_in(amy, people, samples.pdf())
    the_file(session, people, amy)
    entry = session.exec(select(ReadEntry).order_by(col(ReadEntry.id).desc())).first()
    assert entry is not None
    assert (entry.endpoint, entry.young_person_id, entry.about) == (
        "documents.open_document", people.id("yas"), documents(session)[0].public_id,
    )  # fmt: skip
    viewers = words(sign_in("tess").get(f"/young-people/{people.yas.public_id}/viewers"))
    assert "Document: Passport, the page with the photo" in viewers


def test_not_a_byte_leaves_unless_it_is_written_down(
    session: Session, sign_in: SignIn, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    amy = sign_in("amy")
    hand_in(amy, people, b"Dear Yas, a word nobody else has: quokka")

    def refuse(*_given: object, **_more: object) -> None:
        raise OSError("no room")

    monkeypatch.setattr("careleavers.web.requests.record_read", refuse)
    answer = the_file(session, people, amy)
    assert answer.status_code == 503
    assert b"quokka" not in answer.get_data()
    assert "attachment" not in answer.headers.get("Content-Disposition", "")


@pytest.mark.parametrize("who", ["ben", "ivy", "una", "olly"])
def test_out_of_reach_a_document_is_not_there(session: Session, sign_in: SignIn, people: People, who: str) -> None:
    hand_in(sign_in("amy"), people, samples.pdf())
    assert the_file(session, people, sign_in(who)).status_code == 404
    assert sign_in("ada").get(address(people, documents(session)[0], "file")).status_code == 403
    # Nor under the address of somebody who is in reach.
    assert sign_in("ben").get(address(people, documents(session)[0], "file", "zak")).status_code == 404


@pytest.mark.parametrize(
    ("content", "more", "says"),
    [
        (None, {}, "Choose the file"),
        (b"", {}, "This file is empty"),
        (b"MZ\x90\0", {"name": "passport.pdf"}, "This is a program"),
        (samples.pdf(b"<< /S /JavaScript >>"), {}, "runs a program of its own"),
        (samples.pdf(), {"title": ""}, "Say in a few words what it is"),
        (samples.pdf(), {"kind": ""}, "Choose what kind it is"),
        (samples.pdf(), on("dated_on", "2027-01-01"), "Enter today, 4 March 2026, or an earlier day"),
    ],
)
def test_what_is_not_taken_is_said_with_everything_typed_still_there(
    session: Session, sign_in: SignIn, people: People, own_folder: Path, content: bytes, more: dict[str, str], says: str
) -> None:
    more = {"title": "The page with <the> photo", **more}
    answer = hand_in(sign_in("amy"), people, content, **more)
    assert answer.status_code == 422
    assert says in words(answer)
    if more["title"]:
        assert "The page with &lt;the&gt; photo" in answer.get_data(as_text=True)
    if content == samples.pdf():
        assert "Choose the file again: a page cannot keep it" in words(answer)
    assert documents(session) == []
    assert not own_folder.exists() or list(own_folder.iterdir()) == []


@pytest.mark.parametrize("size", [MOST_BYTES + 1, 60_000_000])
def test_a_film_is_refused_with_what_was_typed(session: Session, sign_in: SignIn, people: People, size: int) -> None:
    answer = hand_in_large(sign_in("amy"), people, [b"a" * size], title="A film, by mistake")
    assert answer.status_code == 422
    assert "larger than 10 MB" in words(answer)
    assert "A film, by mistake" in answer.get_data(as_text=True)


def test_more_than_anybody_sends_by_mistake_is_refused_in_words(
    sign_in: SignIn, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("careleavers.documents.receiving._LARGEST_REQUEST", 1_000_000)
    answer = hand_in_large(sign_in("amy"), people, [b"\0" * 2_000_000])
    assert answer.status_code == 413
    assert "larger than we can take. Nothing was saved" in words(answer)


def test_many_files_at_once_do_not_fill_the_memory(sign_in: SignIn, people: People) -> None:
    answer = hand_in_large(sign_in("amy"), people, [b"\0" * 9_000_000] * 4)
    assert answer.status_code == 413


def test_the_same_page_sent_twice_is_one_document_and_another_file_is_not_dropped(
    session: Session, sign_in: SignIn, people: People
) -> None:
    amy = sign_in("amy")
    amy.get(address(people, "add"))
    hidden = {
        field.get("name"): field.get("value") or "" for field in amy.page.iter("input") if field.get("type") == "hidden"
    }
    for content, status, count in ((b"one", 302, 1), (b"one", 302, 1), (b"another", 422, 1)):
        answer = amy.post(address(people, "add"), data=hidden | answers(content))
        assert (answer.status_code, len(documents(session))) == (status, count)
    assert "is different and is not saved yet" in words(answer)
    assert len(session.exec(select(FormKey)).all()) == 1


def test_a_full_disk_is_said_and_nothing_is_half_saved(
    session: Session, sign_in: SignIn, people: People, own_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    amy = sign_in("amy")

    def full(*_given: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as disk:
        disk.setattr(os, "fsync", full)
        answer = hand_in(amy, people, samples.pdf())
        assert answer.status_code == 422
        assert "There is no room for files just now, so nothing was saved" in words(answer)
        assert amy.get(page(people)).status_code == 200
    assert documents(session) == []
    assert list(own_folder.iterdir()) == []
    assert hand_in(amy, people, samples.pdf()).status_code == 302


def test_a_file_that_is_gone_is_said_and_is_no_fault(
    session: Session, sign_in: SignIn, people: People, own_folder: Path
) -> None:
    amy = sign_in("amy")
    hand_in(amy, people, samples.pdf())
    (own_folder / documents(session)[0].file_name).unlink()
    answer = the_file(session, people, amy)
    assert answer.location.endswith(page(people))
    assert "This file cannot be opened just now" in words(amy.get(page(people)))


def test_what_is_said_of_a_document_is_put_right_and_the_file_stays(
    session: Session, sign_in: SignIn, people: People
) -> None:
    amy = sign_in("amy")
    hand_in(amy, people, samples.pdf())
    before = documents(session)[0].file_sha256
    change = address(people, documents(session)[0], "change")
    assert amy.send(change, answers(title="Her licence", kind="driving_licence", may_share="yes")).status_code == 302
    (document,) = documents(session)
    assert (document.title, document.may_share, document.file_sha256) == ("Her licence", True, before)
    stale = amy.post(change, data={"csrf_token": amy.token, **answers(title="Mine"), "version": "1"})
    assert stale.status_code == 409
    assert "Saved now Her licence Typed by you Mine" in words(stale)


def test_recorded_in_error_it_opens_to_managers_alone(session: Session, sign_in: SignIn, people: People) -> None:
    amy, tess = sign_in("amy"), sign_in("tess")
    hand_in(amy, people, samples.pdf())
    strike = address(people, documents(session)[0], "in-error")
    assert amy.get(strike).status_code == 403
    assert tess.send(strike, {"reason": "Wrong"}).status_code == 422
    assert tess.send(strike, {"reason": WHY}).status_code == 302
    assert the_file(session, people, amy).status_code == 404
    assert the_file(session, people, tess).status_code == 200
    listed = words(amy.get(page(people)))
    assert "Recorded in error" in listed
    assert WHY in listed
    assert address(people, documents(session)[0], "file") not in amy.get(page(people)).get_data(as_text=True)
    for act, client in (("change", amy), ("in-error", tess)):
        there = address(people, documents(session)[0], act)
        assert "marked as recorded in error" in words(client.get(there))
        sent = {"csrf_token": client.token, "version": "2", "reason": WHY} if act == "in-error" else answers()
        assert client.post(there, data=sent | {"csrf_token": client.token, "version": "2"}).status_code == 422


def test_a_signed_out_worker_keeps_the_words_and_is_asked_for_the_file_again(app: Flask, people: People) -> None:
    client = app.test_client()
    assert isinstance(client, AuditingClient)
    answer = client.post(address(people, "add"), data=answers(samples.pdf(), title="Typed before the sign-in ended"))
    assert answer.status_code == 401
    assert "Typed before the sign-in ended" in answer.get_data(as_text=True)


def test_a_record_holds_so_many_documents_and_no_more(
    session: Session, people: People, shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert MOST_FILES == 25
    monkeypatch.setattr(checks, "MOST_FILES", 2)
    first, _ = add(session, people, shelf), add(session, people, shelf)
    with pytest.raises(Refused, match="as many as one record holds") as refused:
        add(session, people, shelf)
    assert refused.value.field == "file"
    assert len(list(shelf.names())) == 2
    service.strike_document(session, acting(people, "tess"), first, WHY, first.version)
    assert add(session, people, shelf).struck_at is None


@pytest.mark.parametrize("title", ["n/a", "-", "."])
def test_a_name_that_says_nothing_is_refused_before_anything_is_kept(
    session: Session, people: People, shelf: Shelf, title: str
) -> None:
    with pytest.raises(Refused, match="Say in a few words"):
        add(session, people, shelf, title)
    assert list(shelf.names()) == []
    assert DocumentDetails(kind=DocumentKind.OTHER, title="x").may_share is False

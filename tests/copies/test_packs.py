"""Packs for partners: what is in one, for whom, until when, and that each file made is kept."""

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO

import pytest
from pypdf import PdfReader
from sqlmodel import Session, select

from careleavers.copies import packs
from careleavers.copies.content import copy_of
from careleavers.domain.refusals import Refused
from careleavers.domain.terms import Answer
from careleavers.models import PackFile, PartnerPack, PartnerPackDetails, PathwayPlan
from tests.client import AuditingClient, words
from tests.conftest import TODAY
from tests.copies.conftest import HIDDEN, at
from tests.people import People
from tests.plans.writing import acting

SignIn = Callable[[str], AuditingClient]
WHY = "The college nurse helps with sleep and the bus money and needs to know what was agreed on both."


def wanted(**more: object) -> PartnerPackDetails:
    """Money and health for the college nurse, for a month."""
    said: dict[str, object] = {
        "partner": "Ines Howe", "organisation": "The college", "reason": WHY, "sections": "money health",
        "expires_on": TODAY + timedelta(days=30), "they_agree": Answer.YES,
    }  # fmt: skip
    return PartnerPackDetails(**said | more)


def made(session: Session, people: People, plan: PathwayPlan, **more: object) -> PartnerPack:
    """A pack made by Amy."""
    offered = [word for word, _ in packs.sections_of(copy_of(session, people.yas, plan))]
    return packs.make_pack(session, acting(people, "amy"), plan, wanted(**more), offered)


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"partner": "n/a"}, "partner"),
        ({"organisation": "-"}, "organisation"),
        ({"reason": "They asked for it."}, "reason"),
        ({"reason": "They asked.", "they_agree": Answer.NO}, "reason"),
        ({"sections": "money nonsense"}, "sections"),
        ({"sections": "custody"}, "sections"),
        ({"expires_on": TODAY - timedelta(days=1)}, "expires_on"),
        ({"expires_on": TODAY + timedelta(days=183)}, "expires_on"),
    ],
)
def test_pack_refused(
    session: Session, people: People, planted: PathwayPlan, given: dict[str, object], field: str
) -> None:
    with pytest.raises(Refused) as refusal:
        made(session, people, planted, **given)
    assert refusal.value.field == field
    assert session.exec(select(PartnerPack)).all() == []


def test_pack_holds_the_chosen_parts_and_what_happens_next_in_them_only(
    session: Session, people: People, planted: PathwayPlan
) -> None:
    content = packs.content_of(session, people.yas, made(session, people, planted))
    assert [chapter.domain.value for chapter in content.copy.chapters] == ["money", "health"]
    assert [str(step.what) for step in content.copy.steps] == ["Open a bank account"]


def test_no_file_after_the_last_day_or_once_withdrawn(session: Session, people: People, planted: PathwayPlan) -> None:
    amy = acting(people, "amy")
    pack, other = made(session, people, planted), made(session, people, planted, partner="Jo Lee")
    packs.open_file(session, amy, people.yas, pack)
    packs.withdraw_pack(session, other, "The nurse left the college", other.version)
    session.info["today"] = TODAY + timedelta(days=31)
    for over in (pack, other):
        with pytest.raises(Refused, match="expired or was withdrawn"):
            packs.open_file(session, amy, people.yas, over)
    assert {(each.pack.partner, each.files, each.open) for each in packs.packs_of(session, people.id("yas"))} == {
        ("Ines Howe", 1, False), ("Jo Lee", 0, False),
    }  # fmt: skip


def test_pages_make_a_pack_whose_file_says_whom_it_is_for_and_nothing_hidden(
    session: Session, people: People, planted: PathwayPlan, sign_in: SignIn
) -> None:
    amy, until = sign_in("amy"), TODAY + timedelta(days=30)
    said = {"partner": "Ines Howe", "organisation": "The college", "reason": WHY, "they_agree": "yes",
            "expires_on-day": until.day, "expires_on-month": until.month, "expires_on-year": until.year}  # fmt: skip
    assert amy.send(at(people, planted, "/packs/make"), said).status_code == 422
    assert amy.send(at(people, planted, "/packs/make"), {**said, "sections": ["money", "health"]}).status_code == 302
    root = f"/young-people/{people.yas.public_id}/packs"
    assert "Ines Howe The college" in words(amy.get(root))
    pack = session.exec(select(PartnerPack)).one()
    answer = amy.post(f"{root}/{pack.public_id}/file", data={"csrf_token": amy.token})
    reader = PdfReader(BytesIO(answer.data))
    told = " ".join(" ".join(page.extract_text() for page in reader.pages).split())
    assert "Ines Howe, The college. Nobody else." in told
    assert "Open a bank account" in told
    assert [word for word in HIDDEN if word.lower() in f"{told} {reader.metadata}".lower()] == []
    assert "Where I live" not in told
    assert answer.headers["Content-Disposition"] == 'attachment; filename="pack.pdf"'
    assert len(session.exec(select(PackFile)).all()) == 1
    assert amy.send(f"{root}/{pack.public_id}/withdraw", {"withdrawn_why": "The nurse left"}).status_code == 302
    again = amy.post(f"{root}/{pack.public_id}/file", data={"csrf_token": amy.token})
    assert "expired or was withdrawn" in words(amy.get(again.location))
    assert sign_in("ben").get(root).status_code == 404

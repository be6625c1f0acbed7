"""Only what is meant for a young person reaches them, on every page and in every file."""

from collections.abc import Callable, Iterator
from io import BytesIO

import pytest
from flask import Flask
from pypdf import PdfReader
from sqlmodel import Session

from careleavers.domain.add_ons import AddOn
from careleavers.domain.terms import PlanDomain, Privacy
from careleavers.domain.voice import VoiceKind
from careleavers.models import Action, PathwayPlan, PlanEntry
from careleavers.plans import queries
from careleavers.plans.sharing import NotForSharing, shared
from tests.client import AuditingClient, words
from tests.my.planting import Planting
from tests.people import People

SignIn = Callable[[str], AuditingClient]
ENTRY = {"now", "want_soon", "want_later", "better", "my_view", "sign", "first_step", "person", "number"}
ALLOWED = (
    {("person", "preferred_name"), ("current plan", "visit_reason"), ("current plan", "agreement_words")}
    | {("current entry", name) for name in ENTRY}
    | {("current action", name) for name in ("what", "outcome", "with_whom")}
    | {
        ("older action", name) for name in ("what", "outcome", "with_whom")
    }  # still to do, promised by the version before
)
ADDITION = {("current addition", name) for name in ("now", "want_soon", "next_steps", "first_step", "my_view")}
# What they are told of their review, and what they asked for themselves.
OWN_REVIEW = {("planned review", name) for name in ("at_time", "place", "chaired_by", "other_ways")} | {
    ("request", name) for name in ("why", "wishes", "answer")
}
# What they said, and what they were answered; what was done about it is for staff.
OWN_WORDS = {("said", "words"), ("said", "answer")}
# What they write themselves, in the version that is being written together.
OWN_DRAFT = {("draft entry", name) for name in ("better", "my_view", "scale_best", "scale_worst")}


def pdf_text(data: bytes) -> str:
    """All the text of a PDF, its metadata and the names in it."""
    reader = PdfReader(BytesIO(data))
    pages = "\n".join(page.extract_text() for page in reader.pages)
    return f"{pages}\n{reader.metadata}\n{reader.xmp_metadata and reader.xmp_metadata.stream.get_data().decode()}"


def own_pages(app: Flask) -> Iterator[str]:
    """The address of every page of a young person's own, found in the application itself."""
    for rule in app.url_map.iter_rules():
        if rule.endpoint.startswith("my.") and rule.endpoint != "my.leave" and "GET" in (rule.methods or ()):
            parts = [*PlanDomain, *([AddOn.PARENT] if rule.endpoint == "my.domain" else [])]
            for domain in parts if "domain" in rule.arguments else [None]:
                path = rule.rule.replace("<domain>", domain.value if domain else "")
                yield from {path.replace("<voice_kind>", kind.value) for kind in VoiceKind}


def everything_shown(app: Flask, client: AuditingClient) -> str:
    """What one young person can read anywhere: visible words, source, addresses and files."""
    told = []
    for path in own_pages(app):
        answer = client.get(path)
        assert answer.status_code == 200, path
        told.append(pdf_text(answer.data) if answer.mimetype == "application/pdf" else answer.get_data(as_text=True))
        told.append(str(answer.headers))
    return "\n".join(told)


def test_there_are_pages_to_look_at(app: Flask) -> None:
    assert len(list(own_pages(app))) >= 15
    assert "/my/plan.pdf" in list(own_pages(app))


def test_only_allowed_words_reach_a_young_person(
    app: Flask, people: People, planting: Planting, sign_in: SignIn
) -> None:
    shown = planting.shown_in(everything_shown(app, sign_in("yas")))
    assert shown == ALLOWED | ADDITION | OWN_DRAFT | OWN_REVIEW | OWN_WORDS


def test_file_says_all_of_the_plan_and_nothing_else(people: People, planting: Planting, sign_in: SignIn) -> None:
    assert planting.shown_in(pdf_text(sign_in("yas").get("/my/plan.pdf").data)) == ALLOWED | ADDITION


def test_names_of_managers_and_authors_are_not_in_the_copy(people: People, planting: Planting, sign_in: SignIn) -> None:
    text = words(sign_in("yas").get("/my/plan/all"))
    assert "Tess" not in text
    assert "Amy Worker" in text  # who does what next


def test_worker_gives_the_very_same_file(session: Session, people: People, planting: Planting, sign_in: SignIn) -> None:
    plan = queries.approved_plan(session, people.id("yas"))
    assert plan is not None
    path = f"/young-people/{people.yas.public_id}/plans/{plan.public_id}/copy/file"
    theirs, workers = sign_in("yas").get("/my/plan.pdf"), sign_in("amy").get(path)
    assert pdf_text(theirs.data) == pdf_text(workers.data)
    assert theirs.headers["Content-Disposition"] == workers.headers["Content-Disposition"]


def test_preview_names_every_word_left_out_and_shows_the_copy(
    session: Session, people: People, planting: Planting, sign_in: SignIn
) -> None:
    plan = queries.approved_plan(session, people.id("yas"))
    assert plan is not None
    page = words(sign_in("amy").get(f"/young-people/{people.yas.public_id}/plans/{plan.public_id}/copy"))
    left_out, copy = page.split("In the copy", 1)
    hidden = {("current entry", name) for name in ("worker_view", "others_view", "where_details")}
    assert hidden <= planting.shown_in(left_out)
    assert planting.shown_in(copy) == (ALLOWED | ADDITION) - {("person", "preferred_name")}


@pytest.mark.parametrize("name", ["worker_view", "others_view", "where_details", "edited_by_id"])
def test_column_that_is_not_shared_cannot_be_put_in_a_copy(name: str) -> None:
    entry = PlanEntry.made(plan_id=1, domain=PlanDomain.MONEY, edited_by_id=1)
    with pytest.raises(NotForSharing):
        shared(entry, name)


def test_decision_and_evidence_are_never_classed_as_shared() -> None:
    for model, names in ((PathwayPlan, ["decision_words"]), (Action, ["evidence", "redate_reason"])):
        columns = model.__table__.c  # type: ignore[attr-defined]
        assert all(columns[name].info["privacy"] is not Privacy.SHARED for name in names)


def test_somebody_elses_plan_cannot_be_reached(people: People, planting: Planting, sign_in: SignIn) -> None:
    zak = words(sign_in("zak").get("/my/plan/all"))
    labels = {label for label, _ in planting.shown_in(zak)}
    assert labels == {"other person’s plan", "other person’s entry", "other person’s action", "other person’s addition"}
    for path in (f"/young-people/{people.yas.public_id}/plan", f"/young-people/{people.zak.public_id}/plan"):
        assert sign_in("zak").get(path).status_code == 403

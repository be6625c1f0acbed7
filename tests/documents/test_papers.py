"""What may be said of a paper, what is kept of it, and what the checklist makes of it."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import Session, col, select

from careleavers.alerts.queries import open_alerts
from careleavers.alerts.rules import RULES
from careleavers.documents import queries, service
from careleavers.domain.dates import add_months
from careleavers.domain.documents import Paper, PaperKind, PaperState, as_listed, missing_papers, runs_out_on
from careleavers.domain.policy import Policy
from careleavers.domain.refusals import Refused, Stale
from careleavers.models import Alert, IdentityPaper, IdentityPaperDetails
from tests.conftest import TODAY
from tests.people import People
from tests.plans.writing import acting

K, S = PaperKind, PaperState
FOUR = (K.BIRTH_CERTIFICATE, K.PASSPORT, K.NI_NUMBER, K.BANK_ACCOUNT)
AGO, AHEAD = TODAY - timedelta(days=30), TODAY + timedelta(days=30)


def said(state: PaperState = S.HELD, **more: Any) -> IdentityPaperDetails:
    return IdentityPaperDetails(state=state, **more)


def record(
    session: Session, people: People, kind: PaperKind, details: IdentityPaperDetails, version: int = 0, by: str = "amy"
) -> IdentityPaper:
    session.info.update(actor=acting(people, by), request_id=f"{kind}{version}")
    return service.record_paper(session, acting(people, by), people.yas, kind, details, version)


def test_a_paper_nobody_spoke_of_is_not_known_and_missing(session: Session, people: People) -> None:
    papers = queries.checklist_of(session, people.id("yas"))
    assert [line.kind for line in papers.lines] == list(PaperKind)
    assert {line.state for line in papers.lines} == {S.NOT_KNOWN}
    assert papers.missing == [
        "Birth certificate", "Passport or other identification", "National Insurance number", "Bank account",
    ]  # fmt: skip


def test_everything_said_of_a_paper_is_kept(session: Session, people: People) -> None:
    record(session, people, K.PASSPORT, said(seen_on=AGO, expires_on=AHEAD, kept_where="In the safe", words="Worn"))
    line = queries.checklist_of(session, people.id("yas")).lines[1]
    assert line.row is not None
    assert (line.row.seen_on, line.row.expires_on, line.row.kept_where, line.row.words) == (
        AGO, AHEAD, "In the safe", "Worn",
    )  # fmt: skip
    assert line.by == "Amy Worker"
    assert not line.ran_out(AHEAD)
    assert line.ran_out(AHEAD + timedelta(days=1))


def test_what_was_said_before_is_told_latest_first(session: Session, people: People) -> None:
    paper = record(session, people, K.PASSPORT, said(S.APPLIED_FOR, applied_on=AGO))
    session.commit()
    record(session, people, K.PASSPORT, said(seen_on=TODAY, kept_where="With her"), paper.version, by="tess")
    found = queries.checklist_of(session, people.id("yas")).lines[1]
    last, first = found.changes
    assert (last.by, first.by) == ("Tess Worker", "Amy Worker")
    assert ("Whether they have it", "applied for", "held") in last.answers
    assert ("Applied for on", "2 February 2026", "nothing") in last.answers
    assert ("Where it is kept", "nothing", "With her") in last.answers
    assert first.answers == [
        ("Whether they have it", "nothing", "applied for"), ("Applied for on", "nothing", "2 February 2026"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "details", "field", "words"),
    [
        (K.PASSPORT, {"state": S.APPLIED_FOR}, "applied_on", "Enter the day on which it was applied for"),
        (K.PASSPORT, {"state": S.APPLIED_FOR, "applied_on": AHEAD}, "applied_on", "or an earlier day"),
        (K.PASSPORT, {"state": S.APPLIED_FOR, "applied_on": date(1999, 1, 1)}, "applied_on", "They were born on"),
        (K.PASSPORT, {"state": S.HELD, "applied_on": AGO}, "applied_on", "only kept of a paper that was applied for"),
        (K.PASSPORT, {"state": S.HELD, "seen_on": AHEAD}, "seen_on", "or an earlier day"),
        (K.PASSPORT, {"state": S.HELD, "expires_on": date(2001, 1, 1)}, "expires_on", "They were born on"),
        (
            K.PASSPORT,
            {"state": S.NOT_HELD, "kept_where": "Home"},
            "kept_where",
            "only asked of a paper that is held",
        ),
        (K.BANK_ACCOUNT, {"state": S.HELD, "expires_on": AHEAD}, "expires_on", "has no day on which it runs out"),
        (K.PASSPORT, {"state": S.NOT_NEEDED}, "words", "Say why it is not needed"),
        (K.PASSPORT, {"state": S.NOT_NEEDED, "words": "n/a"}, "words", "Say why it is not needed"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_question(
    session: Session, people: People, kind: PaperKind, details: dict[str, Any], field: str, words: str
) -> None:
    with pytest.raises(Refused, match=words) as refused:
        record(session, people, kind, IdentityPaperDetails(**details))
    assert refused.value.field == field
    assert session.exec(select(IdentityPaper)).all() == []


def test_nobody_overwrites_what_they_have_not_read(session: Session, people: People) -> None:
    paper = record(session, people, K.PASSPORT, said())
    for version in (0, paper.version + 1):
        with pytest.raises(Stale):
            record(session, people, K.PASSPORT, said(S.NOT_HELD), version)
    assert record(session, people, K.PASSPORT, said(S.NOT_HELD), paper.version).state is S.NOT_HELD


def test_two_who_begin_at_one_moment_do_not_make_two_rows(session: Session, people: People) -> None:
    record(session, people, K.PASSPORT, said())
    session.commit()
    other = IdentityPaper.made(said(), young_person_id=people.id("yas"), kind=K.PASSPORT, recorded_by_id=1)
    with pytest.raises(Refused, match="Somebody else recorded this paper"), service.saving(session, "", service.STALE):
        session.add(other)


def test_the_alert_names_what_is_missing_and_goes_with_the_last_of_them(session: Session, people: People) -> None:
    def alert() -> str:
        about = (col(Alert.rule) == "R56", col(Alert.young_person_id) == people.id("yas"))
        return " ".join(each.why for each in open_alerts(session, TODAY, *about))

    for kind in (K.BIRTH_CERTIFICATE, K.PASSPORT):
        record(session, people, kind, said())
    assert alert().startswith("National Insurance number and bank account: not held yet; 18 on 14 September 2024;")
    record(session, people, K.NI_NUMBER, said())
    assert alert().startswith("Bank account: not held yet")
    record(session, people, K.BANK_ACCOUNT, said(S.NOT_NEEDED, words="Her aunt keeps one for her until she is 21"))
    assert alert() == ""


def test_the_alert_comes_back_when_the_passport_runs_out(session: Session, people: People) -> None:
    for kind in FOUR:
        record(session, people, kind, said(expires_on=AHEAD if kind is K.PASSPORT else None))
    about = (col(Alert.rule) == "R56", col(Alert.young_person_id) == people.id("yas"))
    (alert,) = open_alerts(session, TODAY, *about)
    assert alert.why == "What identifies them runs out on 3 April 2026; due in 30 days."
    assert alert.alert.due_on == AHEAD


def test_the_alert_is_shown_from_seventeen_and_a_half_whatever_the_birthday() -> None:
    notice = timedelta(days=RULES["R56"].notice(Policy()))
    for at_18 in (date(2026, 1, 1) + timedelta(days=n) for n in range(4 * 366)):
        # Of 31 August half a year before is the last of February.
        assert add_months(at_18, -7) < at_18 - notice <= add_months(at_18, -6)


_PAPERS = st.dictionaries(
    st.sampled_from(PaperKind), st.builds(Paper, st.sampled_from(PaperState), st.sampled_from([None, AGO, AHEAD]))
)


@given(_PAPERS)
def test_one_more_paper_held_never_makes_more_missing(papers: dict[PaperKind, Paper]) -> None:
    before = missing_papers(papers)
    for kind in PaperKind:
        after = missing_papers(papers | {kind: Paper(S.HELD)})
        assert set(after) <= set(before)
    assert missing_papers(papers | {kind: Paper(S.HELD) for kind in FOUR}) == []
    assert runs_out_on(papers | {K.OTHER_ID: Paper(S.HELD)}) is None


def test_names_are_listed_as_in_a_sentence() -> None:
    assert as_listed(["Birth certificate"]) == "Birth certificate"
    assert as_listed(["Birth certificate", "National Insurance number", "Bank account"]) == (
        "Birth certificate, National Insurance number and bank account"
    )
    assert as_listed([]) == ""

"""A record with one of everything in it, and the ids that stand in its addresses.

Kit is 17 and in care, in North: Amy is the after-care worker, Sol the social worker, Rob the reviewing officer.
So each of them, the managers Tess and Sam, and Kit's own account can be asked about one and the same record. Lou
is like Kit but has a plan that waits for the manager.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlmodel import Session, col, select
from werkzeug.routing import Rule

from careleavers.accounts.links import word_for
from careleavers.accounts.sign_ins import begin as begin_sign_in
from careleavers.alerts import engine
from careleavers.config import Settings
from careleavers.deaths.service import record_death, record_notice
from careleavers.documents.files.kinds import Looked
from careleavers.documents.files.shelf import shelf_of
from careleavers.documents.service import add_document
from careleavers.domain.actors import Actor
from careleavers.domain.deaths import NotifiedBody
from careleavers.domain.documents import DocumentKind, FileKind, PaperKind, PaperState
from careleavers.domain.emergency import EmergencyKind, EmergencyOutcome
from careleavers.domain.entitlements import StepKind
from careleavers.domain.exporting import ExportKind, ExportState
from careleavers.domain.immigration import ImmigrationStepKind
from careleavers.domain.missing import AbsenceKind, MissingStepKind
from careleavers.domain.network import HealthKind, MayCall
from careleavers.domain.oversight import ExceptionKind, ProposalAnswer
from careleavers.domain.panels import PanelKind
from careleavers.domain.protection import LoanKind, RestrictionGround
from careleavers.domain.referrals import ReferralDecision, ReferralRoute, ReferralStepKind
from careleavers.domain.safeguarding import ProposedAct
from careleavers.domain.terms import (
    AccommodationCode,
    ActionSource,
    AllocationRole,
    Closure,
    ContactKind,
    EetCode,
    LeaveType,
    LegalCategory,
    RiskAnswer,
    RiskLevel,
    RiskType,
    Role,
    Suitability,
)
from careleavers.domain.voice import VoiceKind
from careleavers.drafts.service import Page, Slip, keep_draft
from careleavers.entitlements.table import add_offer
from careleavers.exports.service import ask
from careleavers.models import (
    AccommodationSpell,
    Account,
    Action,
    AgreedException,
    Alert,
    Allocation,
    CloseOne,
    ClosingProposal,
    Contact,
    DashCheck,
    DeathDetails,
    DeathNoticeDetails,
    DocumentDetails,
    EetSpell,
    EmergencyAccess,
    EntitlementStep,
    ExportDetails,
    HealthContact,
    IdentityPaper,
    ImmigrationStep,
    MissingEpisode,
    MissingStep,
    Offer,
    OversightNote,
    PanelLook,
    PartnerPack,
    Referral,
    ReferralStep,
    RestrictionDetails,
    Review,
    ReviewRequestDetails,
    RiskProposal,
    Supervision,
    VoiceMessage,
    YoungPerson,
)
from careleavers.models.base import identity, new_public_id
from careleavers.plans.meetings import ask_for_review, plan_review
from careleavers.plans.service import start_version
from careleavers.protection.details import Lending
from careleavers.protection.service import ask_end, ask_loan, keep_apart, restrict
from careleavers.returns.reading import read_files
from careleavers.returns.service import stage
from tests.conftest import TODAY
from tests.contacts.filling import raised
from tests.entitlements.filling import offered
from tests.house.places import ROOT
from tests.people import People, add_young_person, password_hash
from tests.plans.test_meetings import planned_for
from tests.plans.writing import acting, approved_plan, review, sent_plan

MADE_UP = "A" * 26
THIS_YEAR = ROOT / "tests" / "data" / "903_2026" / "this"


@dataclass
class Record:
    """Everybody, and which row each name in an address stands for, by young person."""

    people: People
    common: dict[str, str] = field(default_factory=dict)
    of: dict[str, dict[str, str]] = field(default_factory=dict)

    def ids(self, rule: Rule, about: str = "kit") -> dict[str, str]:
        """What to put into the address of a page about somebody.

        Raises AssertionError for a name that nobody has given a row to yet.
        """
        known = {**self.common, **self.of[about]}
        if rule.endpoint in _ABOUT_THE_PLAN_THAT_HOLDS:
            known["plan"] = known["approved"]
        if rule.endpoint in ABOUT_A_DEATH:
            known = known | self.of["ned"]
        if rule.endpoint == "oversight.end_exception":
            known["exception"] = known["agreed_exception"]
        if rule.endpoint.startswith("actions.") and "young_person" not in rule.arguments:
            known["action"] = known["own_action"]
        unknown = rule.arguments - set(known)
        assert not unknown, f"{rule.rule}: make a row for <{', '.join(unknown)}> in tests/house/record.py."
        return {name: known[name] for name in rule.arguments}


ABOUT_A_DEATH = {"deaths.show", "deaths.notify", "deaths.undo", "deaths.strike"}
_ABOUT_THE_PLAN_THAT_HOLDS = {
    "copies.give",
    "copies.download",
    "copies.preview",
    "copies.translate",
    "copies.make_pack",
    "plans.show_version",
}


def make_record(session: Session, people: People, settings: Settings) -> Record:
    """Kit's and Lou's records in full, Yas's and Zak's in part, flushed."""
    record = Record(people)
    for name in ("kit", "lou"):
        _begin(session, people, name)
    for name, by, manager in (("kit", "amy", "tess"), ("yas", "amy", "tess"), ("zak", "ben", "una")):
        record.of[name] = dict(_rows(session, people, people.young_people[name], by, manager))
        record.of[name]["document"] = _document(session, people, people.young_people[name], by, settings)
    record.of["ned"] = _died(session, people)
    record.of["lou"] = {**record.of["kit"], "young_person": people.lou.public_id}
    record.of["lou"]["plan"] = sent_plan(session, people, people.lou).public_id
    # Lou asked for a review themselves, Kit is still shown how.
    account = people.account("lou")
    lou = Actor(f"account:{account.id}", Role.YOUNG_PERSON, account.id, young_person_id=identity(people.lou))
    wish = ReviewRequestDetails(asked_on=TODAY, why="I want to talk about college")
    ask_for_review(session, lou, people.lou, wish, theirs=True)
    _everything_else(session, people, record, settings)
    return record


def _begin(session: Session, people: People, name: str) -> None:
    """A seventeen-year-old in care in North, with all three alongside and an account."""
    person = add_young_person(
        session, people, name, date(2008, 8, 20), people.north, suggested_category=LegalCategory.ELIGIBLE
    )
    alongside = {
        AllocationRole.AFTER_CARE_WORKER: "amy",
        AllocationRole.SOCIAL_WORKER: "sol",
        AllocationRole.REVIEWING_OFFICER: "rob",
    }
    for role, worker in alongside.items():
        session.add(
            Allocation.made(
                young_person_id=identity(person), worker_id=people.id(worker), role=role, from_on=date(2024, 8, 20),
                allocated_by_id=people.id("tess"),
            )
        )  # fmt: skip
    account = Account.made(sign_in_name=name, young_person_id=person.id, password=password_hash())
    session.add(account)
    session.flush()
    people.accounts[name] = account


def _rows(session: Session, people: People, person: YoungPerson, by: str, manager: str) -> Iterator[tuple[str, str]]:
    """One row of each kind about a young person, by the name it has in an address."""
    number, worker = identity(person), people.id(by)

    def kept(row: Any) -> str:
        session.add(row)
        session.flush()
        return str(row.public_id)

    yield "young_person", person.public_id
    approved = approved_plan(session, people, person, by, manager)
    yield "approved", approved.public_id
    yield "plan", start_version(session, acting(people, by), person).public_id
    yield "contact", kept(
        Contact.made(
            young_person_id=number, worker_id=worker, kind=ContactKind.TWO_WAY, happened_on=TODAY - timedelta(days=40),
            risk_answer=RiskAnswer.NOTHING_NEW,
        )
    )  # fmt: skip
    yield "review", kept(
        Review.made(
            review(held_on=TODAY - timedelta(days=3)), young_person_id=number, plan_id=approved.id,
            recorded_by_id=worker,
        )
    )  # fmt: skip
    name = person.given_name.lower()
    yield "risk", kept(raised(people, name, by=by, level=RiskLevel.MEDIUM, type=RiskType.DOMESTIC_ABUSE))
    flag = raised(people, name, by=by)
    kept(flag)
    yield "proposal", kept(
        RiskProposal.made(
            risk_flag_id=identity(flag), young_person_id=number, act=ProposedAct.CLOSE, level_before=flag.level,
            reason="She has moved, he has been in prison since May.", proposed_by_id=worker, proposed_on=TODAY,
        )
    )  # fmt: skip
    wish = ReviewRequestDetails(asked_on=TODAY - timedelta(days=1), why="Nobody did what was promised")
    yield "request", ask_for_review(session, acting(people, by), person, wish, theirs=False).public_id
    pack = {"sections": "money", "expires_on": TODAY, "they_agree": "yes", "partner": "Ines", "organisation": "College"}
    yield (
        "pack",
        kept(
            PartnerPack.made(
                young_person_id=number,
                plan_id=approved.id,
                made_on=TODAY,
                made_by_id=worker,
                reason="Bus money",
                **pack,
            )
        ),
    )
    yield "planned", plan_review(session, acting(people, by), person, planned_for()).public_id
    yield "action", kept(_action(by, people, source=ActionSource.PLAN, young_person_id=number, plan_id=approved.id))
    yield "home", kept(
        AccommodationSpell.made(
            young_person_id=number, code=AccommodationCode.SUPPORTED_LODGINGS, suitability=Suitability.SUITABLE,
            provided_by_council=True, started_on=date(2025, 10, 1), recorded_by_id=worker,
        )
    )  # fmt: skip
    offer = _offer(session, people)
    yield "offer", offer.public_id
    yield "step", kept(
        EntitlementStep.made(
            young_person_id=number, offer_id=identity(offer), kind=StepKind.OFFERED, happened_on=TODAY,
            recorded_by_id=worker, words="Will think about it",
        )
    )  # fmt: skip
    yield (
        "health_contact",
        kept(
            HealthContact.made(
                young_person_id=number, kind=HealthKind.GP, name="The practice", since_on=TODAY, recorded_by_id=worker
            )
        ),
    )
    yield (
        "close_one",
        kept(
            CloseOne.made(
                young_person_id=number, name="Pearl", relationship="Nan", may_call=MayCall.ASK, recorded_by_id=worker
            )
        ),
    )
    person.leave_type, person.leave_expires_on = LeaveType.LIMITED, TODAY
    yield "immigration_step", kept(
        ImmigrationStep.made(
            young_person_id=number, leave_ends_on=TODAY, kind=ImmigrationStepKind.APPLICATION, happened_on=TODAY,
            recorded_by_id=worker,
        )
    )  # fmt: skip
    yield from _referred(kept, number, worker, identity(flag))
    by = {"young_person_id": number, "recorded_by_id": worker}
    episode = MissingEpisode.made(
        absence=AbsenceKind.MISSING,
        last_seen_on=TODAY,
        last_seen_at="00:00",
        returned_on=TODAY,
        returned_at="00:01",
        **by,
    )
    yield "missing_episode", kept(episode)
    met = {"kind": MissingStepKind.MEETING, "happened_on": TODAY, "by_whom": "Tess", "words": "They feel safe at home"}
    used = EmergencyAccess.made(
        kind=EmergencyKind.ASKED, reason="The police found them at the station", worker_id=people.id("ivy"),
        young_person_id=number, outcome=EmergencyOutcome.OPENED, asked_on=TODAY, review_by=TODAY, sign_in="",
        until_at=datetime(9000, 1, 1, tzinfo=UTC),
    )  # fmt: skip
    yield "emergency", kept(used)
    yield "emergency_use", used.public_id
    yield "missing_step", kept(MissingStep.made(episode_id=identity(episode), **met, **by))
    look = {"panel": PanelKind.EET, "looked_on": TODAY, "present": "All", "discussed": "The bus", "decided": "A pass"}
    yield "panel_look", kept(PanelLook.made(**look, **by))
    yield (
        "voice_message",
        kept(VoiceMessage.made(young_person_id=number, kind=VoiceKind.NOT_SAFE, words="On the stairs", sent_on=TODAY)),
    )
    yield "eet", kept(
        EetSpell.made(
            young_person_id=number, code=EetCode.F2, provider="The college", started_on=date(2025, 9, 1),
            recorded_by_id=worker,
        )
    )  # fmt: skip
    about = {"young_person_id": number}
    yield "note", kept(
        OversightNote.made(
            decision="Amy calls every day", reason="A new phone", evidence="Two visits", written_on=TODAY,
            written_by_id=people.id(manager), **about,
        )
    )  # fmt: skip
    asked = {
        "reason": "Exams", "keeps_safe": "Calls", "until_on": TODAY + timedelta(days=20), "asked_by_id": worker,
        "asked_on": TODAY, **about,
    }  # fmt: skip
    agreed = {"answer": ProposalAnswer.AGREED, "answered_on": TODAY, "answered_by_id": people.id(manager)}
    yield "exception", kept(AgreedException.made(kind=ExceptionKind.NO_VISITS, **asked))
    yield (
        "agreed_exception",
        kept(AgreedException.made(kind=ExceptionKind.NO_COPY, answer_words="He asked for it", **asked, **agreed)),
    )
    yield "closing", kept(
        ClosingProposal.made(
            closure=Closure.TRANSFERRED, closed_on=TODAY, reason="Moved", told="Whom to call", asked_by_id=worker,
            asked_on=TODAY, **about,
        )
    )  # fmt: skip
    kept(
        IdentityPaper.made(
            young_person_id=number, kind=PaperKind.PASSPORT, state=PaperState.HELD, kept_where="The office safe",
            recorded_by_id=worker,
        )
    )  # fmt: skip
    statement = select(Allocation).where(col(Allocation.young_person_id) == number, col(Allocation.worker_id) == worker)
    yield "allocation", session.exec(statement).one().public_id
    engine.refresh(session, young_person_id=number)
    about = select(Alert).where(col(Alert.young_person_id) == number, col(Alert.cleared_at).is_(None))
    found = session.exec(about.order_by(col(Alert.rule))).first()
    assert found is not None, f"{person.given_name} should have an alert to look at"
    yield "alert", found.public_id


def _referred(kept: Callable[[Any], str], number: int, worker: int, flag_id: int) -> Iterator[tuple[str, str]]:
    """A referral that was sent, and a checklist."""
    by = {"young_person_id": number, "recorded_by_id": worker}
    referral = Referral.made(
        route=ReferralRoute.MACE, decision=ReferralDecision.REFER, decided_on=TODAY, reason="Two new phones",
        risk_flag_id=flag_id, **by,
    )  # fmt: skip
    yield "referral", kept(referral)
    yield (
        "referral_step",
        kept(
            ReferralStep.made(
                referral_id=identity(referral), kind=ReferralStepKind.SENT, happened_on=TODAY, to_whom="The panel", **by
            )
        ),
    )
    yield (
        "dash_check",
        kept(
            DashCheck.made(
                risk_flag_id=flag_id,
                done_on=TODAY,
                score=9,
                judged_high=False,
                repeated=False,
                words="Nine of them",
                **by,
            )
        ),
    )


def _died(session: Session, people: People) -> dict[str, str]:
    """Ned, with whom Amy works, has died, and the department was told."""
    tess, ned = acting(people, "tess"), add_young_person(session, people, "ned", date(2007, 2, 3), people.north)
    session.add(
        Allocation.made(
            young_person_id=identity(ned), worker_id=people.id("amy"), role=AllocationRole.AFTER_CARE_WORKER,
            from_on=date(2024, 8, 20), allocated_by_id=people.id("tess"),
        )
    )  # fmt: skip
    record_death(session, tess, ned, DeathDetails(died_on=TODAY, learnt_on=TODAY))
    told = DeathNoticeDetails(body=NotifiedBody.DFE, sent_on=TODAY, sent_by="Tess")
    notice = record_notice(session, tess, ned, told)
    return {"young_person": ned.public_id, "death_notice": notice.public_id}


def _offer(session: Session, people: People) -> Offer:
    """The one row of the local offer, the same for everybody."""
    found = session.exec(select(Offer)).first()
    if found is not None:
        return found
    return add_offer(session, acting(people, "sam"), offered(), certain=True)


def _action(by: str, people: People, **more: Any) -> Action:
    return Action.made(
        what="Go to the housing office", outcome="A home of their own", owner_id=people.id(by),
        due_on=TODAY + timedelta(days=10), recorded_by_id=people.id(by), **more,
    )  # fmt: skip


def _document(session: Session, people: People, person: YoungPerson, by: str, settings: Settings) -> str:
    """A letter about a young person, with its file."""
    shelf = shelf_of(settings)
    shelf.least_free = 0  # however full the disk of this machine is
    details = DocumentDetails(kind=DocumentKind.LETTER, title=f"Letter about {person.given_name}")
    letter = Looked(FileKind.TEXT, f"Dear {person.given_name}".encode())
    return add_document(session, acting(people, by), shelf, person, details, letter).public_id


def _elsewhere(session: Session, people: People) -> str:
    """Amy's phone, on which she is signed in too."""
    amy = people.account("amy")
    return begin_sign_in(
        session,
        identity(amy),
        amy.fs_uniquifier,
        "a word nobody knows",
        "Phone, Chrome",
        datetime(9000, 1, 1, tzinfo=UTC),
    ).public_id


def _draft(session: Session, people: People) -> str:
    """Something that Amy has begun about Kit and not saved."""
    page = Page(f"/young-people/{people.young_people['kit'].public_id}/risks/raise", "New risk", people.id("kit"))
    slip = Slip(new_public_id(), new_public_id(), 0)
    kept = keep_draft(session, acting(people, "amy"), page, slip, [("evidence", "Two new phones")]).draft
    assert kept is not None
    return kept.public_id


def _protected(session: Session, people: People) -> tuple[str, str, str]:
    """Somebody whose record only Amy and Tess open and whom Ben is kept apart from; Sam has asked for access."""
    tess, sam = acting(people, "tess"), acting(people, "sam")
    dot = add_young_person(session, people, "dot", date(2007, 2, 3), people.north)
    why = RestrictionDetails(ground=RestrictionGround.STAFF, reason="Her aunt works in the contact centre")
    restriction = restrict(session, tess, dot, why, [people.id("tess")])
    asked = Lending(people.id("ivy"), LoanKind.TASK, "To write the report for the court")
    loan = ask_loan(session, sam, restriction, asked)
    ask_end(session, sam, restriction, "Her aunt has left the council", restriction.version)
    conflict = keep_apart(session, tess, dot, people.id("ben"), "He lives next door to her")
    return restriction.public_id, loan.public_id, conflict.public_id


def _everything_else(session: Session, people: People, record: Record, settings: Settings) -> None:
    """What belongs to no young person: supervision, an import, accounts, and words that stand in addresses."""
    held = Supervision.made(
        worker_id=people.id("amy"), supervisor_id=people.id("tess"), held_on=TODAY, reflection="What a visit is for",
        challenge="Why three by telephone?",
    )  # fmt: skip
    session.add(held)
    session.flush()
    own = _action("amy", people, source=ActionSource.SUPERVISION, supervision_id=held.id)
    session.add(own)
    session.flush()
    files = read_files((path.name, path.read_bytes()) for path in THIS_YEAR.iterdir())
    sam = acting(people, "sam")
    restriction, loan, conflict = _protected(session, people)
    wanted = ExportDetails(kind=ExportKind.RETURN_903, year=2026, why="Sent to the department")
    # As if many were in it: it waits for somebody else than Sam.
    export = ask(session, sam, wanted)
    export.state, export.ready_until = ExportState.WAITING, None
    record.common = {
        "restriction": restriction,
        "loan": loan,
        "conflict": conflict,
        "worker": people.worker("amy").public_id,
        "supervision": held.public_id,
        "own_action": own.public_id,
        "import_run": stage(session, sam, files, year=2026).public_id,
        "export_run": export.public_id,
        "account": people.account("ben").public_id,
        "draft": _draft(session, people),
        "sign_in": _elsewhere(session, people),
        "domain": "money",
        "add_on": "parent",
        "paper": "passport",
        "language": "ar",
        "kind": "home-visit",
        "voice_kind": "question",
        "word": word_for(people.account("ivy"), settings.secret_key, 24),
        "token": MADE_UP,
        "filename": "app.css",
    }


__all__ = ["ABOUT_A_DEATH", "MADE_UP", "Record", "make_record"]

"""Builds the made-up council: people, staff, histories and papers, loaded in one transaction, then swept."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from argon2 import PasswordHasher
from sqlmodel import Session

from careleavers import models
from careleavers.audit import load_rows
from careleavers.db import Database
from careleavers.demo.deaths import mourn
from careleavers.demo.emergencies import open_in_emergency
from careleavers.demo.filing import file_documents
from careleavers.demo.gone import go_missing
from careleavers.demo.held import hold
from careleavers.demo.histories import Tables, add_change, add_contact, dated, live
from careleavers.demo.identity import hold_papers
from careleavers.demo.leave import let_leave_run_out
from careleavers.demo.network import know_the_network
from careleavers.demo.noticed import notice
from careleavers.demo.offered import check_offers, offer_to_all, read_offers
from careleavers.demo.panelled import hold_panels
from careleavers.demo.papers import supervise, write_papers
from careleavers.demo.people import Person, make_young_people
from careleavers.demo.plan_loading import load_plans
from careleavers.demo.planted import plant
from careleavers.demo.protected import protect
from careleavers.demo.referred import refer
from careleavers.demo.safety import keep_safe
from careleavers.demo.staff import Staff, make_staff
from careleavers.demo.stories import Story, cast, everyday, next_visit_missed
from careleavers.demo.voices import say_things
from careleavers.documents.files.shelf import Shelf
from careleavers.domain.actors import job
from careleavers.domain.dates import birthday
from careleavers.domain.terms import AllocationRole, ChangeKind, ContactKind, Role
from careleavers.models.base import new_public_id

# In the order in which rows may refer to one another.
TABLES: list[type[Any]] = [
    models.Team, models.Worker, models.YoungPerson, models.LookedAfterPeriod, models.Account, models.Allocation,
    models.AccommodationSpell, models.EetSpell, models.Contact, models.ChangeOfCircumstance, models.RiskFlag,
    models.RiskReview, models.RiskProposal, models.NeedsAssessment, models.NeedsAssessmentPart, models.ReadinessMark,
    models.PathwayPlan, models.PlanCopy, models.Review, models.ReviewPartAnswer, models.ReviewRequest,
    models.PlannedReview, models.ReviewInvitation, models.LanguageCheck, models.Supervision,
    models.SupervisionDiscussion, models.OversightNote, models.OversightSubject, models.AgreedException,
    models.ClosingProposal, models.Restriction, models.AccessLoan, models.Conflict, models.PanelLook, models.Action,
    models.ContactAction, models.IdentityPaper, models.Document, models.EntitlementStep,
    models.ImmigrationStep, models.HealthContact, models.CloseOne, models.Referral, models.ReferralStep,
    models.DashCheck, models.Death, models.DeathNotice, models.VoiceMessage,
    models.MissingEpisode, models.MissingStep, models.EmergencyAccess, models.SnoopingFinding,
]  # fmt: skip
_NOTE = "made-up council"
_LATER_ADDED = (keep_safe, refer, mourn, go_missing, hold_panels, notice, let_leave_run_out, know_the_network,
                say_things, protect)  # fmt: skip
Progress = Callable[[str], None]


@dataclass(frozen=True)
class WayIn:
    """One sign-in to print: what role it shows and the name to type."""

    role: Role
    name: str
    who: str


def _allocate(
    tables: Tables, people: list[Person], stories: dict[int, Story], staff: Staff, on: date
) -> dict[int, list[int]]:
    """Give everybody with a duty, a worker of their team, the shortest caseload first; nobody to those storied so."""
    caseloads: dict[int, list[int]] = defaultdict(list)
    for person in people:
        workers = staff.of(Role.AFTER_CARE_WORKER, person.row["team_id"])
        person.worker = min(workers, key=lambda w: (len(caseloads[w["id"]]), w["id"]))
        story = stories[person.id]
        start = max(birthday(person.born_on, 16), on - timedelta(days=1500), person.worker["started_on"])
        ended = person.row["closed_on"]
        if not person.supported and ended is None:
            ended = min(birthday(person.born_on, 21), on)
        if start >= on or person.duty_from is None:
            continue
        if not story.allocated:
            continue
        if story.left_days_ago is not None:
            ended = on - timedelta(days=story.left_days_ago)
        if ended is not None and ended <= start:
            continue
        if ended is None:
            caseloads[person.worker["id"]].append(person.id)
        tables.add(
            "allocation", young_person_id=person.id, worker_id=person.worker["id"],
            role=AllocationRole.AFTER_CARE_WORKER, from_on=start, to_on=ended, handover_note="",
            end_reason=_why_ended(story, ended), allocated_by_id=person.worker["supervisor_id"],
        )  # fmt: skip
    _allocate_while_in_care(tables, people, staff, on)
    return caseloads


def _why_ended(story: Story, ended: date | None) -> str:
    if ended is None:
        return ""
    return "Worker left the council" if story.left_days_ago is not None else "No longer wants support"


def _allocate_while_in_care(tables: Tables, people: list[Person], staff: Staff, on: date) -> None:
    """Those of 16 and 17 still looked after have their team's social worker and a reviewing officer too."""
    for role, part in (
        (Role.SOCIAL_WORKER, AllocationRole.SOCIAL_WORKER),
        (Role.REVIEWING_OFFICER, AllocationRole.REVIEWING_OFFICER),
    ):
        for worker in staff.of(role):
            for person in people:
                if not person.in_care or person.row["team_id"] != worker["team_id"]:
                    continue
                tables.add(
                    "allocation", young_person_id=person.id, worker_id=worker["id"], role=part,
                    from_on=max(worker["started_on"], on - timedelta(days=300)), to_on=None, handover_note="",
                    end_reason="", allocated_by_id=worker["supervisor_id"],
                )  # fmt: skip


def _act_out(tables: Tables, person: Person, story: Story, on: date, random: Random) -> None:
    """What a story adds beyond the dates in its plot."""
    if story.name == "planned visit missed":
        last = next(c for c in tables.rows["contact"] if c["young_person_id"] == person.id and _is_last_visit(c, on))
        last["next_visit_on"] = next_visit_missed(on)
    if story.name == "change not answered":
        kind = random.choice([ChangeKind.LOST_EET, ChangeKind.RELATIONSHIP, ChangeKind.PREGNANCY, ChangeKind.HOSPITAL])
        add_change(tables, person, kind, on - timedelta(days=25), "Told the worker on the phone.")


def _is_last_visit(contact: dict[str, Any], on: date) -> bool:
    return bool(
        contact["kind"] in (ContactKind.HOME_VISIT, ContactKind.FACE_TO_FACE)
        and contact["happened_on"] >= on - timedelta(days=26)
    )


def _write_lives(tables: Tables, people: list[Person], stories: dict[int, Story], on: date, random: Random) -> None:
    for person in people:
        story = stories[person.id]
        for period in person.periods:
            tables.add(
                "looked_after_period", young_person_id=person.id, started_on=period.started_on,
                ended_on=period.ended_on, legal_status=period.legal_status, reason_ended=period.reason_ended,
                reason_started="S", placement="U4",
            )  # fmt: skip
        if person.duty_from is None or person.duty_from >= on:
            continue
        if story.name == "nobody at 16":
            continue
        if story.name == "not introduced":
            add_contact(tables, person, ContactKind.TWO_WAY, on - timedelta(days=10), random)
            continue
        live(tables, person, on, story.plot, random)
        if person.supported:
            write_papers(tables, person, on, random, story.plan, story.reviewed)
        _act_out(tables, person, story, on, random)


def _accounts(tables: Tables, staff: Staff, people: list[Person], password: str) -> list[WayIn]:
    """An account for every worker, and for the young people whose plans are written out; all with one password."""
    hashed = PasswordHasher().hash(password)
    common = {"password": hashed, "active": True, "tf_primary_method": None, "tf_totp_secret": None}
    for worker in staff.workers:
        tables.add("account", sign_in_name=worker["sign_in_name"], worker_id=worker["id"], young_person_id=None,
                   fs_uniquifier=new_public_id(), **common)  # fmt: skip
    with_plan = {plan["young_person_id"] for plan in tables.rows.get("pathway_plan", []) if plan["approved_on"]}
    shown = [p for p in people if "shows" in p.marks]
    chosen = (shown + [p for p in people if p.id in with_plan and p.supported and p.age >= 17 and not p.story])[
        : max(3, len(shown))
    ]
    for person in chosen:
        name = "".join(c for c in person.row["given_name"].lower() if c.isascii() and c.isalpha())
        tables.add("account", sign_in_name=f"{name}{person.id}", worker_id=None, young_person_id=person.id,
                   fs_uniquifier=new_public_id(), **common)  # fmt: skip
    return _sign_ins(staff, tables, chosen)


def _sign_ins(staff: Staff, tables: Tables, young: list[Person]) -> list[WayIn]:
    shown = []
    busiest = young[0].worker if young else None
    for role in Role:
        workers = staff.of(role) if role is not Role.YOUNG_PERSON else []
        if role is Role.AFTER_CARE_WORKER and busiest is not None:
            workers = [busiest]
        if role is Role.TEAM_MANAGER and busiest is not None:
            workers = staff.of(role, busiest["team_id"])
        if workers:
            worker = workers[0]
            shown.append(WayIn(role, worker["sign_in_name"], f"{worker['given_name']} {worker['family_name']}"))
    for account in tables.rows["account"]:
        if account["young_person_id"] is not None:
            person = next(p for p in young if p.id == account["young_person_id"])
            name, about = f"{person.row['given_name']} {person.row['family_name']}", person.marks.get("shows")
            if not about:
                return [*shown, WayIn(Role.YOUNG_PERSON, account["sign_in_name"], name)]
            shown.append(WayIn(Role.YOUNG_PERSON, account["sign_in_name"], f"{name}: {about}"))
    return shown


def _load(session: Session, tables: Tables, progress: Progress) -> None:
    for model in TABLES:
        rows = tables.rows.get(model.__tablename__, [])
        if model is models.PathwayPlan:
            load_plans(session, tables.rows, _NOTE)
        else:
            load_rows(session, model, rows, _NOTE)
        progress(model.__tablename__)


def build(
    database: Database, shelf: Shelf, *, size: int, seed: int, on: date, password: str, progress: Progress
) -> list[WayIn]:
    """Fill an empty database with a made-up council as it would stand on a day; gives one sign-in for each role.

    The same size, seed and day give the same people and histories. No row is kept if anything fails.
    """
    random = Random(seed)  # noqa: S311 - made-up people, not secrets
    staff, tables = make_staff(random, on), Tables()
    tables.rows["team"], tables.rows["worker"] = staff.teams, staff.workers
    people = make_young_people(random, size, on, [team["id"] for team in staff.teams])
    tables.rows["young_person"] = sorted((person.row for person in people), key=lambda row: row["id"])
    given = cast(people, on)
    stories = {person.id: given.get(person.id) or everyday(person, on, random) for person in people}
    caseloads = _allocate(tables, people, stories, staff, on)
    _write_lives(tables, people, stories, on, random)
    plant(tables, people, on)
    hold_papers(tables, people, on)
    file_documents(tables, people, shelf, on)
    for add in _LATER_ADDED:
        add(tables, people, on)
    open_in_emergency(tables, people, on)
    late = {worker["id"] for worker in staff.of(Role.AFTER_CARE_WORKER)[3:10]}
    supervise(tables, staff, caseloads, on, random, late)
    hold(tables, people, staff, on)
    sign_ins = _accounts(tables, staff, people, password)
    offer_to_all(tables, people, read_offers(database), on)
    dated(tables, random, on)
    with database.transaction(job("demo"), today=on) as session:
        _load(session, tables, progress)
        check_offers(session, staff.of(Role.SERVICE_MANAGER)[0]["id"], on)
    return sign_ins

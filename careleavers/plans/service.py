"""Writing, sending, and deciding pathway plans. The only place that makes their rows.

Every function flushes and rechecks the young person's alerts; none commits. What a person can mend
is refused with `Refused`; what somebody else saved meanwhile with `Stale`. Sources: Care Leavers
(England) Regulations 2010, regs 6 and 7; where a limit is the council's own, it comes from Policy.
"""

from collections.abc import Mapping
from types import MappingProxyType

from sqlmodel import Session

from careleavers.alerts import engine
from careleavers.db import policy, saving, today
from careleavers.domain.actors import Actor
from careleavers.domain.plans import Gap, is_placeholder
from careleavers.domain.reading import one_line
from careleavers.domain.refusals import Refused, Stale
from careleavers.domain.terms import Agreement, PlanDomain, PlanState
from careleavers.models import (
    PathwayPlan,
    PlanEntry,
    PlanEntryDetails,
    PlanGapReason,
    YoungPerson,
)
from careleavers.models.base import identity
from careleavers.plans import add_ons, queries
from careleavers.plans.completeness import gaps_in
from careleavers.plans.details import SupportDetails
from careleavers.plans.facts import keep_facts
from careleavers.plans.preparing import last_assessment, needs_found
from careleavers.plans.review_answers import carry_decision
from careleavers.plans.review_rules import SAY_WHY
from careleavers.plans.together import MEANWHILE, merged, write

IN_HAND = "A version is already in hand. Finish that one first."


class Incomplete(Refused):
    """A plan cannot be sent or approved while it has these gaps."""

    def __init__(self, gaps: list[Gap]) -> None:
        """Remember the gaps, to be listed with a link to each."""
        places = [f"{gap.domain.label}: {gap.sentence}" if gap.domain else gap.sentence for gap in gaps]
        super().__init__("", f"Fill these gaps first. {' '.join(places)}")
        self.gaps = gaps


def start_version(session: Session, actor: Actor, young_person: YoungPerson) -> PathwayPlan:
    """A new draft that begins with everything the last version said, and with what was decided at a review since.

    The young person's agreement is not carried over: they are asked about each version.
    Raises Refused while another version is in hand.
    """
    person_id = identity(young_person)
    last = next(iter(queries.versions(session, person_id)), None)
    if last is not None and last.state in queries.IN_HAND:
        raise Refused("", IN_HAND)
    plan = PathwayPlan.made(
        young_person_id=person_id,
        number=last.number + 1 if last else 1,
        written_by_id=actor.worker,
        started_on=today(session),
        visit_every_days=last.visit_every_days if last else None,
        visit_reason=last.visit_reason if last else "",
        translated=last.translated if last else False,
    )
    before = queries.entries(session, last) if last else {}
    review = queries.decided_since(session, last)
    decided = queries.part_answers(session, review) if review else {}
    found = needs_found(session, last_assessment(session, person_id)) if last is None else {}
    with saving(session, "", IN_HAND):  # somebody may press the same button in the same moment
        session.add(plan)
        session.flush()
        rows = [_first_entry(plan, domain, before.get(domain), actor, found.get(domain, "")) for domain in PlanDomain]
        session.add_all(carry_decision(row, decided.get(row.domain), review) for row in rows)
        if last is not None:
            add_ons.carry_over(session, last, plan)
    return _rechecked(session, plan)


def _first_entry(
    plan: PathwayPlan, domain: PlanDomain, before: PlanEntry | None, actor: Actor, needs: str
) -> PlanEntry:
    """An entry as the last version left it, its author and moment kept; a first one says what the assessment found."""
    if before is None:
        return PlanEntry.made(plan_id=identity(plan), domain=domain, edited_by_id=actor.worker, now=needs)
    said = PlanEntryDetails(**{name: getattr(before, name) for name in PlanEntryDetails.model_fields})
    return PlanEntry.made(
        said, plan_id=identity(plan), domain=domain, edited_by_id=before.edited_by_id, edited_at=before.edited_at
    )


def _rechecked(session: Session, plan: PathwayPlan) -> PathwayPlan:
    """The plan, with the young person's alerts brought in line with what was just saved."""
    engine.refresh(session, young_person_id=plan.young_person_id)
    return plan


def _open_to_writing(plan: PathwayPlan) -> None:
    if plan.state not in queries.WRITABLE:
        remedy = "Ask the manager to return it" if plan.state is PlanState.SENT else "Start a new version"
        raise Refused("", f"This version is “{plan.state.label.lower()}” and cannot be changed. {remedy}.")


def save_entry(
    session: Session, actor: Actor, plan: PathwayPlan, domain: PlanDomain, details: PlanEntryDetails, version: int
) -> PlanEntry:
    """Keep what was written in one domain. `version` is that of the entry as the page showed it.

    What others wrote since in other boxes stays. Raises Stale when somebody else changed the same box since, Refused
    when the plan is not open to writing.
    """
    _open_to_writing(plan)
    entry = queries.entries(session, plan)[domain]
    if entry.version != version:
        details = merged(session, plan, entry, details, version)
    write(session, actor, plan, entry, details)
    _rechecked(session, plan)
    return entry


def save_support(
    session: Session, _actor: Actor, plan: PathwayPlan, details: SupportDetails, version: int
) -> PathwayPlan:
    """Keep how often visits are agreed and why, and what the young person says of the plan.

    Raises Refused for a frequency longer than the council's limit, without a reason, or for a
    disagreement without the young person's words; Stale when the plan was saved since `version`.
    """
    _open_to_writing(plan)
    if plan.version != version:
        raise Stale(MEANWHILE)
    days, most = details.visit_every_days, policy(session).visit_every_days
    if days is not None and not 1 <= days <= most:
        raise Refused("visit_every_days", f"Agree on 1 to {most} days. {most} is the longest the council allows.")
    if days is not None and is_placeholder(details.visit_reason):
        raise Refused("visit_reason", "Say why this is the right frequency for them.")
    if details.agreement in (Agreement.AGREES_WITH_CHANGES, Agreement.DISAGREES) and not details.agreement_words:
        raise Refused("agreement_words", "Write what they said, in their own words.")
    with saving(session, "", MEANWHILE):
        plan.amend(details)
    return _rechecked(session, plan)


def _refuse_gaps(session: Session, plan: PathwayPlan) -> list[Gap]:
    """The gaps that ask for a reason. Raises Incomplete with those that block, if there are any."""
    gaps = gaps_in(session, plan)
    if blocking := [gap for gap in gaps if gap.blocking]:
        raise Incomplete(blocking)
    return gaps


def explain_gaps(session: Session, actor: Actor, plan: PathwayPlan, reasons: Mapping[str, str]) -> None:
    """Keep why gaps that do not block are left, by their place. Raises Refused for a reason that says nothing."""
    _open_to_writing(plan)
    _keep_reasons(session, actor, plan, reasons, [gap for gap in gaps_in(session, plan) if not gap.blocking])


def _keep_reasons(
    session: Session, actor: Actor, plan: PathwayPlan, reasons: Mapping[str, str], gaps: list[Gap]
) -> dict[str, PlanGapReason]:
    """Keep the reasons given for these gaps; all that are known afterwards, by the gap's place."""
    open_gaps, known = {gap.place: gap for gap in gaps}, queries.gap_reasons(session, plan)
    for place, words in reasons.items():
        if place not in open_gaps:
            continue
        if is_placeholder(words):
            raise Refused(f"why_{place}", "Fill this gap, or say why the plan can go without it.")
        row = known.get(place)
        if row is None:
            known[place] = PlanGapReason.made(
                plan_id=identity(plan), place=place, gap=open_gaps[place].sentence, words=words,
                given_by_id=actor.worker, given_on=today(session),
            )  # fmt: skip
            session.add(known[place])
        elif row.words != words:
            row.words, row.given_by_id, row.given_on = words, actor.worker, today(session)
    session.flush()
    return known


def send(
    session: Session, actor: Actor, plan: PathwayPlan, reasons: Mapping[str, str] = MappingProxyType({})
) -> PathwayPlan:
    """Send a version to the manager; `reasons` say why a gap that does not block is left, by its place.

    Raises Incomplete with every blocking gap, Refused for a gap without a reason or a version that is not open.
    """
    _open_to_writing(plan)
    gaps = _refuse_gaps(session, plan)
    known = _keep_reasons(session, actor, plan, reasons, gaps)
    for gap in gaps:
        if gap.place not in known:
            raise Refused(f"why_{gap.place}", f"{gap.sentence} Do so, or say why the plan can go without it.")
    with saving(session, "", MEANWHILE):
        plan.state, plan.sent_on, plan.sent_by_id = PlanState.SENT, today(session), actor.worker
    return _rechecked(session, plan)


def _decidable(session: Session, actor: Actor, plan: PathwayPlan, words: str, version: int) -> None:
    if plan.version != version:
        raise Stale(MEANWHILE)
    if plan.state is not PlanState.SENT:
        raise Refused("", f"This version is “{plan.state.label.lower()}”: there is nothing to decide.")
    if actor.worker in queries.authors(session, plan) | add_ons.authors(session, plan):
        raise Refused("", "You wrote or sent this version. Somebody else must decide on it.")
    if one_line(words):
        raise Refused("words", SAY_WHY)


def return_with_reasons(session: Session, actor: Actor, plan: PathwayPlan, reasons: str, version: int) -> PathwayPlan:
    """Give a version back to be worked on. Raises Refused for the author, and for a reason of one short line."""
    _decidable(session, actor, plan, reasons, version)
    with saving(session, "", MEANWHILE):
        plan.state, plan.decision_words, plan.decided_by_id = PlanState.RETURNED, reasons, actor.worker
    return _rechecked(session, plan)


def approve(session: Session, actor: Actor, plan: PathwayPlan, rationale: str, version: int) -> PathwayPlan:
    """Approve a version, which freezes it and replaces the one before it.

    Never by whoever wrote, edited or sent it, wherever they work now. Raises Refused for that, for a
    rationale of one short line and for a version not sent; Incomplete while a gap blocks; Stale.
    """
    _decidable(session, actor, plan, rationale, version)
    _refuse_gaps(session, plan)
    before = queries.approved_plan(session, plan.young_person_id)
    with saving(session, "", MEANWHILE):
        keep_facts(session, plan)
        if before is not None:
            before.state = PlanState.SUPERSEDED
        plan.decision_words, plan.decided_by_id, plan.approved_on = rationale, actor.worker, today(session)
        plan.state = PlanState.APPROVED
    return _rechecked(session, plan)

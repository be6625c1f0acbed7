"""What ought to be open on a day, worked out a second time: plain Python over lists of rows, day by day.

Written from the catalogue of rules and the law, not from the SQL, so that a mistake is not made twice in one way.
What is known counts, whenever it happened: a day looked at later is judged by what is recorded by then.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from careleavers.domain.policy import Policy
from careleavers.domain.terms import AccommodationCode as A
from careleavers.domain.terms import (
    ActionState,
    AllocationRole,
    Answer,
    ChangeKind,
    ContactKind,
    PlanState,
    ReviewTrigger,
    RiskLevel,
    RiskType,
    Suitability,
)
from careleavers.domain.terms import LegalCategory as C
from careleavers.models import AccommodationSpell, Contact, Review
from tests.alerts.birthday_oracle import birthdays
from tests.alerts.day_counting import DAY, months_on, turns, working_days_on
from tests.alerts.death_oracle import must_know
from tests.alerts.facts import Council, History
from tests.alerts.grip_oracle import carried, met_by_the_new_worker, supervised, talked_about
from tests.alerts.health_oracle import cared_for
from tests.alerts.immigration_oracle import renewed
from tests.alerts.missing_oracle import went_missing
from tests.alerts.offer_oracle import checked, entitled
from tests.alerts.oracle_oversight import asked_of_a_manager, explained_by_a_manager, looked_at_by_a_manager
from tests.alerts.owed import NEVER, OWED, Due, Duty
from tests.alerts.panel_oracle import out_of_work_and_study
from tests.alerts.plan_oracle import said_and_assessed, standing
from tests.alerts.protection_facts import kept_apart, protected
from tests.alerts.referral_oracle import referred
from tests.alerts.voice_oracle import unanswered

NO_DOOR = {A.CUSTODY, A.GONE_ABROAD, A.DEPORTED, A.HOMELESS, A.NOT_KNOWN}
SEEN = {ContactKind.HOME_VISIT, ContactKind.FACE_TO_FACE}
BOTH_WAYS = SEEN | {ContactKind.VIDEO, ContactKind.TWO_WAY}
TRIED = SEEN | {ContactKind.ATTEMPT}
# Days before the due day on which a rule is shown: the "lead" of the catalogue.
LEAD = {"R01": 28, "R02": 28, "R03": 28, "R04": 14, "R05": 3, "R08": 5, "R08b": 2,
        "R06": 92, "R07": 28, "R09": 7, "R10": 3, "R13": 2, "R17": 7, "R20b": 28, "R21": 30, "R23": 3, "R24": 2,
        "R25": 5, "R26": 14, "R27": 7, "R33": 60, "R34": 156, "R36": 7, "R36b": 7, "R41": 7, "R41b": 7, "R44": 1,
        "R52": 2, "R55": 184, "R56": 184, "R61": 14, "R70": 7, "R71": 14, "R74": 7, "R85": 14, "R93": 7, "R96": 28,
        "R98": 14, "R98b": 14, "R89": 7, "R89b": 7, "R90": 7}  # fmt: skip

Key = tuple[str, int | None, int]  # rule, id of the young person, worker or offer, id of what it is about (0: nothing)


def open_on(council: Council, day: date, within: int | None = None, *, foreseen: bool = False) -> dict[Key, date]:
    """What is open on a day, or falls due `within` so many days of it: when each is due.

    What is only `foreseen` leaves out the explaining of what has not gone wrong yet.
    """
    found: dict[Key, date] = {}
    for key, due in everything(council):
        of_policy = {"R20": council.policy.unallocated_notice_days, "R43": council.policy.curiosity_days}
        lead = of_policy.get(due.rule, LEAD.get(due.rule, 0))
        shown = due.on <= day + timedelta(days=lead if within is None else within)
        if foreseen and due.went_wrong >= day:
            continue
        if shown and due.until > max(day, due.on):
            found[key] = min(due.on, found.get(key, NEVER))
    return found


def everything(council: Council) -> Iterator[tuple[Key, Due]]:
    """Everything that is owed to anybody, whenever it falls due."""
    for worker in council.workers:
        for due in (*supervised(council, worker), *carried(council, worker)):
            yield (due.rule, worker.id, due.about), due
    for offer in council.offers:
        yield ("R92", offer.id, 0), checked(council, offer)
    for history in map(counting, council.histories):
        duty = duty_of(history, council.policy)
        for due in (*must_know(council, history), *_heard(history, council.policy)):
            yield (due.rule, history.person.id, due.about), due
        for due in _whatever_is_owed(council, history, duty):
            yield (due.rule, history.person.id, due.about), due
        if duty is None:
            continue
        missed: list[tuple[str, date, date]] = []
        for rule in (
            _alongside,
            _visits,
            _planned,
            _touch,
            _plan,
            said_and_assessed,
            _promised,
            _after_events,
            _housing,
            _custody,
            _looks,
            _signs,
            _ending,
            _who_they_are,
            entitled,
            kept_apart,
            renewed,
            cared_for,
            referred,
            met_by_the_new_worker,
            talked_about,
            went_missing,
            out_of_work_and_study,
        ):
            for due in rule(council, history, duty):
                # Nothing is due before the duty began, nothing matters when it has ended.
                on, until = max(due.on, duty.begins), min(due.until, duty.ends)
                yield (due.rule, history.person.id, due.about), Due(due.rule, due.about, on, until)
                if _is_of_the_law(history, due):
                    missed.append((due.rule, on, until))
        ends = min(
            _support_ends_at(history, council.policy) or NEVER, turns(history.person.born_on, 25, council.policy)
        )
        for name, about, on, of_its_own, went_wrong in (
            *looked_at_by_a_manager(history, council.policy),
            *explained_by_a_manager(history, council.policy, missed, ends),
        ):
            until = min(of_its_own or NEVER, duty.ends)
            yield (name, history.person.id, about), Due(name, about, max(on, duty.begins), until, went_wrong)


def _is_of_the_law(history: History, due: Due) -> bool:
    """Whether a plan, a review or a visit is what the 2010 regulations or s23C require of the council."""
    still_in_care = standing(history) is C.ELIGIBLE
    if due.rule in ("R24", "R26"):
        home = next(each for each in history.homes if each.id == due.about)
        return home.provided_by_council and not still_in_care
    return due.rule == "R06" or (due.rule in ("R07", "R09") and not still_in_care)


def counting(history: History) -> History:
    """A history without what a manager marked as recorded in error: it is kept, and says nothing any more."""
    contacts = [each for each in history.contacts if each.struck_at is None]
    changes, steps = ([each for each in rows if each.struck_at is None] for rows in (history.changes, history.steps))
    return replace(history, contacts=contacts, changes=changes, steps=steps)  # type: ignore[arg-type]


def duty_of(history: History, policy: Policy) -> Duty | None:
    """Whether and when support is owed. Who came back after 21 is owed it from the day they came back."""
    person = history.person
    at_16, at_17, at_18, at_21, at_25 = (turns(person.born_on, age, policy) for age in (16, 17, 18, 21, 25))
    decision = max(history.decisions, key=lambda each: (each.from_on, each.id), default=None)
    to_come = person.suggested_category is C.NOT_ELIGIBLE and person.duty_from is not None
    if decision is None and person.suggested_category not in OWED and not to_come:
        return None
    begins, ends = max(at_16, person.duty_from or at_16), at_25
    stops = max(at_21, person.programme_ends_on + DAY) if person.programme_ends_on else at_21
    asked = person.asked_for_support_on
    back = [asked] if asked else []
    if decision is not None and decision.category in OWED and decision.from_on >= at_21:
        back.append(decision.from_on)
    if decision is not None and decision.category not in OWED:
        not_asked = decision.category is C.NOT_CURRENTLY_SUPPORTED and asked is not None and asked >= decision.from_on
        if not_asked:
            # They had not asked then. They have since, and the law follows the asking (s23CZB).
            stops = min(stops, decision.from_on)
        else:
            ends = min(ends, decision.from_on)
    if not back:
        ends = min(ends, stops)
    elif min(back) > stops:
        begins = max(begins, min(back))
    ends = min(ends, person.closed_on or ends, person.died_on or ends)
    return Duty(begins, ends, at_17, at_18)


def _support_ends_at(history: History, policy: Policy) -> date | None:
    """The birthday or course with which support ends by itself; None for somebody whose support goes on to 25."""
    person, decided = history.person, max(history.decisions, key=lambda d: (d.from_on, d.id), default=None)
    at_21 = turns(person.born_on, 21, policy)
    decided_on = decided is not None and decided.category in OWED and decided.from_on >= at_21
    category = decided.category if decided else person.suggested_category
    past_21 = (C.FORMER_RELEVANT_EDUCATION, C.FORMER_RELEVANT_ON_REQUEST)
    if person.asked_for_support_on or decided_on or category in past_21:
        return None
    return max(at_21, person.programme_ends_on + DAY) if person.programme_ends_on else at_21


def _quiet_since(history: History, policy: Policy) -> date | None:
    """From when only the yearly offer is owed; None for somebody who is owed more, or nothing."""
    person, decided = history.person, max(history.decisions, key=lambda d: (d.from_on, d.id), default=None)
    if decided is not None and decided.category is C.NOT_CURRENTLY_SUPPORTED:
        asked = person.asked_for_support_on
        return None if asked and asked >= decided.from_on else max(turns(person.born_on, 21, policy), decided.from_on)
    category = decided.category if decided else person.suggested_category
    return _support_ends_at(history, policy) if category in OWED or category is C.NOT_CURRENTLY_SUPPORTED else None


def _heard(history: History, policy: Policy) -> Iterator[Due]:
    """What they said waits for an answer, whatever is owed to them."""
    person = history.person
    over = min(turns(person.born_on, 25, policy), person.closed_on or NEVER, person.died_on or NEVER)
    for name, about, on in unanswered(history, policy):
        yield Due(name, about, on, over)


def _whatever_is_owed(council: Council, history: History, duty: Duty | None) -> Iterator[Due]:
    """What does not end with the duty: only closing, death and the 25th birthday end it."""
    person, policy = history.person, council.policy
    over = min(turns(person.born_on, 25, policy), person.closed_on or NEVER, person.died_on or NEVER)
    quiet = _quiet_since(history, policy)
    begins = duty.begins if duty else max(turns(person.born_on, 16, policy), person.duty_from or date.min)
    stops = max(turns(person.born_on, 21, policy), (person.programme_ends_on or date.min) + DAY)
    if duty is None and person.asked_for_support_on and person.asked_for_support_on > stops:
        begins = max(begins, person.asked_for_support_on)
    if quiet is not None:
        offered = [c.happened_on for c in history.contacts if c.kind in BOTH_WAYS | {ContactKind.ATTEMPT}]
        yield Due("R33", 0, max(months_on(_last(offered, quiet), policy.yearly_offer_months), begins), over)
    if duty or person.suggested_category is C.NOT_CURRENTLY_SUPPORTED:
        for name, about, on, *_ in asked_of_a_manager(history, policy):
            yield Due(name, about, max(on, begins), over)
        for name, about, on in protected(history, policy):
            yield Due(name, about, max(on, begins), over)
    if duty is not None or quiet is not None:
        ends = over if quiet is not None or duty is None else duty.ends
        yield from birthdays(history, policy, begins, ends)
    if (
        person.needs_decision
        and person.suggested_on
        and (duty or person.suggested_category is C.NOT_CURRENTLY_SUPPORTED)
    ):
        noticed = working_days_on(person.suggested_on, policy.category_working_days)
        yield Due("R19", 0, max(noticed, begins), over)


def _ending(council: Council, history: History, duty: Duty) -> Iterator[Due]:
    ends = _support_ends_at(history, council.policy) or NEVER
    ends = min(ends, turns(history.person.born_on, 25, council.policy))
    told = [r.held_on for r in history.reviews if r.trigger is ReviewTrigger.BIRTHDAY]
    if not any(on >= months_on(ends, -6) for on in told):
        yield Due("R34", 0, ends - council.policy.ending_talk_days * DAY)


def _housing(council: Council, history: History, duty: Duty) -> Iterator[Due]:
    policy = council.policy
    for home in history.homes:
        if home.code in NO_DOOR:
            continue
        until, moved_in = home.ended_on or NEVER, home.started_on
        if home.provided_by_council and moved_in >= duty.begins and not _visits_at(history, home):
            reviews = [review.held_on for review in history.reviews if review.held_on >= moved_in]
            yield Due("R25", home.id, min([*reviews, moved_in + policy.move_review_days * DAY]), until)
        if home.expected_end_on is not None:
            yield Due("R50", home.id, home.expected_end_on - policy.home_end_days * DAY, until)
        if home.ended_on is None and home.suitability is Suitability.NOT_ASSESSED:
            yield Due("R52", home.id, moved_in + policy.suitability_days * DAY)
        elif home.ended_on is None:
            yield Due("R52", home.id, months_on(home.suitability_on or moved_in, policy.suitability_months))


def _custody(council: Council, history: History, duty: Duty) -> Iterator[Due]:
    policy = council.policy
    for inside in (home for home in history.homes if home.code is A.CUSTODY):
        until, first = inside.ended_on or NEVER, max(inside.started_on, duty.begins)
        if not any(each.kind in SEEN and each.happened_on >= inside.started_on for each in history.contacts):
            yield Due("R36", inside.id, working_days_on(first, policy.custody_visit_working_days), until)
        out = inside.expected_end_on
        if out is not None:
            from_on = max(inside.started_on, out - 2 * policy.release_plan_days * DAY)
            if not _reviewed_since(history, from_on):
                soonest = working_days_on(inside.started_on, policy.custody_visit_working_days)
                yield Due("R36b", inside.id, max(soonest, out - policy.release_plan_days * DAY), until)


def _looks(council: Council, history: History, _duty: Duty) -> Iterator[Due]:
    policy = council.policy
    longest = {RiskLevel.LOW: policy.low_risk_look_days, RiskLevel.MEDIUM: policy.medium_risk_look_days}
    for risk in (each for each in history.risks if each.closed_on is None):
        looked = [each.reviewed_on for each in history.looks if each.risk_flag_id == risk.id]
        since = max([*looked, risk.raised_on])
        due_on = since + longest.get(risk.level, policy.high_risk_look_days) * DAY
        if since < risk.next_look_on < due_on:
            due_on = risk.next_look_on
        yield Due("R41b" if risk.level is RiskLevel.LOW else "R41", risk.id, due_on)


def _signs(council: Council, history: History, _duty: Duty) -> Iterator[Due]:
    """New things noticed one soon after another, by day; going missing may have been told as a big change."""
    noticed = [(c.happened_on, set(c.signs.split()) - {"none"}) for c in history.contacts]
    noticed += [(each.happened_on, {"missing"}) for each in history.changes if each.kind is ChangeKind.MISSING]
    days = []
    for on, _ in noticed:
        span = on - council.policy.curiosity_days * DAY
        here = set().union(*(signs for day, signs in noticed if day == on))
        around = set().union(*(signs for day, signs in noticed if span <= day <= on))
        if here and len(around) > 1:
            days.append(on)
    if not days:
        return
    exploited = [r for r in history.risks if r.type in (RiskType.EXPLOITATION, RiskType.MODERN_SLAVERY)]
    looked = [c.happened_on for c in history.contacts if c.exploitation_talked is Answer.YES]
    looked += [r.raised_on for r in exploited]
    looked += [look.reviewed_on for look in history.looks if look.risk_flag_id in {r.id for r in exploited}]
    last = max(days)
    if not any(on >= last for on in looked):
        seen = [c.happened_on for c in history.contacts if c.kind in SEEN and c.happened_on > last]
        agreed = [(c.happened_on, c.id or 0, c.next_visit_on) for c in history.contacts if c.next_visit_on]
        planned = [day for _, _, day in sorted(agreed)[-1:] if day > last]
        yield Due("R43", 0, min([*seen, *planned, last + council.policy.curiosity_days * DAY]))


def _days_with_worker(council: Council, history: History) -> set[int]:
    """Every day, as a number, on which a worker of their own is there: not cover, not gone, not away uncovered."""
    workers = {worker.id: worker for worker in council.workers}
    found: set[int] = set()
    for held in history.allocations:
        if held.role is AllocationRole.AFTER_CARE_WORKER:
            worker = workers[held.worker_id]
            last = min(day or NEVER for day in (held.to_on, worker.ends_on, worker.disabled_on))
            days = set(range(held.from_on.toordinal(), last.toordinal()))
            for away in council.absences:
                if away.worker_id == worker.id and away.covered_by_id is None:
                    days -= set(range(away.from_on.toordinal(), away.to_on.toordinal() + 1))
            found |= days
    return found


def _stretches_without(council: Council, history: History, duty: Duty) -> Iterator[tuple[date, date]]:
    """Each run of days of the duty without a worker: the first, and the first with one again."""
    there, started = _days_with_worker(council, history), None
    for day in range(duty.begins.toordinal(), NEVER.toordinal() + 1):
        if day not in there and started is None:
            started = date.fromordinal(day)
        if started is not None and (day in there or day == NEVER.toordinal()):
            yield started, date.fromordinal(day)
            started = None


def _alongside(council: Council, history: History, duty: Duty) -> Iterator[Due]:
    policy = council.policy
    for first, again in _stretches_without(council, history, duty):
        yield Due("R20", 0, first, again)
        yield Due("R21", 0, max(first, duty.at_17), min(again, duty.at_18))
        soon = working_days_on(first, policy.reallocate_working_days)
        never_had_one = first == duty.begins
        if never_had_one:
            yield Due("R22", 0, max(first, duty.at_18), again)
        else:
            yield Due("R22", 0, min(soon, duty.at_18) if first < duty.at_18 else soon, again)
    own = [held for held in history.allocations if held.role is AllocationRole.AFTER_CARE_WORKER]
    met = any(each.kind in SEEN and each.worker_id in {held.worker_id for held in own} for each in history.contacts)
    if own and not met:
        until = max(held.to_on or NEVER for held in own)
        yield Due("R20b", 0, months_on(duty.begins, policy.introduction_months), min(until, duty.at_18))


def _last(days: list[date], otherwise: date) -> date:
    return max([*days, otherwise])


def _visits_at(history: History, home: AccommodationSpell) -> list[date]:
    """The days on which they were seen at this home."""

    def was_here(visit: Contact) -> bool:
        if visit.happened_on == home.started_on:
            # The day of a move: the link says at which door it was; without one, at the new.
            return visit.accommodation_id in (None, home.id)
        if visit.happened_on == home.ended_on:
            return visit.accommodation_id == home.id
        return home.started_on < visit.happened_on < (home.ended_on or NEVER)

    return [each.happened_on for each in history.contacts if each.kind is ContactKind.HOME_VISIT and was_here(each)]


def _agreed(history: History) -> int | None:
    in_force = [plan for plan in history.plans if plan.state is PlanState.APPROVED]
    return max(in_force, key=lambda plan: plan.number).visit_every_days if in_force else None


def _visits(council: Council, history: History, duty: Duty) -> Iterator[Due]:
    policy = council.policy
    agreed, longest = _agreed(history), policy.visit_every_days
    oftener = agreed is not None and agreed < longest
    at_home = False
    for home in history.homes:
        has_door, until = home.code not in NO_DOOR, home.ended_on or NEVER
        seen_there = _visits_at(history, home)
        if has_door and home.started_on >= duty.begins and not seen_there:
            yield Due("R24", home.id, home.started_on + policy.move_visit_days * DAY, until)
        if has_door and home.provided_by_council:
            since = _last(seen_there, max(home.started_on, duty.begins))
            yield Due("R26", home.id, min(months_on(since, policy.home_visit_months), since + longest * DAY), until)
            at_home = at_home or home.ended_on is None
        moved = home.provided_by_council and home.started_on >= duty.begins
        if moved and not _reviewed_since(history, home.started_on):
            yield Due("R09", home.id, home.started_on + policy.move_review_days * DAY, until)
    if oftener or not at_home:
        seen = [each.happened_on for each in history.contacts if each.kind in SEEN]
        yield Due("R27", 0, _last(seen, duty.begins) + (agreed if oftener else longest) * DAY)


def _reviewed_since(history: History, day: date) -> bool:
    return any(review.held_on >= day for review in history.reviews)


def _plans_for_a_visit(history: History) -> list[tuple[date, int, date, Contact | Review]]:
    """Every day that was agreed for a visit: when it was agreed, a number for the order, the day, and where."""
    agreed: list[Contact | Review] = [*history.contacts, *history.reviews]
    found = [
        (each.happened_on if isinstance(each, Contact) else each.held_on, each.id or 0, each.next_visit_on, each)
        for each in agreed
        if each.next_visit_on is not None
    ]
    return sorted(found, key=lambda plan: plan[:2])


def _planned(council: Council, history: History, _duty: Duty) -> Iterator[Due]:
    """The visits agreed on the last day on which any was: each until it took place, was tried, or they were seen."""
    for planned_on in _still_planned(history):
        yield Due("R27b", 0, working_days_on(planned_on, council.policy.planned_visit_working_days))


def _still_planned(history: History) -> list[date]:
    plans = _plans_for_a_visit(history)
    found = []
    # The last contact and the last review that agreed a day; whichever of them is later counts, or both.
    latest = {type(where): (set_on, day, where) for set_on, _, day, where in plans}
    for set_on, day, where in latest.values():
        seen = any(each.kind in SEEN and each.happened_on > set_on for each in history.contacts)
        tried = any(each.kind in TRIED and each.happened_on >= day and each is not where for each in history.contacts)
        if set_on == plans[-1][0] and not seen and not tried:
            found.append(day)
    return found


def is_worse(history: History) -> bool:
    """Whether a planned visit that passes is high: an open high risk, or it is the second in a row."""
    history = counting(history)
    high = any(risk.closed_on is None and risk.level in (RiskLevel.HIGH, RiskLevel.CRITICAL) for risk in history.risks)
    plans = _plans_for_a_visit(history)
    last = plans[-1][0] if plans else NEVER
    return high or any(_passed_before(history, place, last) for place in range(len(plans)))


def _passed_before(history: History, place: int, last: date) -> bool:
    """Whether the day agreed at this place in the list had passed, unmoved, with nobody seen and nothing tried."""
    plans = _plans_for_a_visit(history)
    set_on, _, day, _ = plans[place]
    if set_on >= last or day >= last:
        return False
    moved = any(set_on < later <= day for later, *_ in plans)
    seen = any(each.kind in SEEN and set_on < each.happened_on <= last for each in history.contacts)
    tried = any(each.kind in TRIED and day <= each.happened_on <= last for each in history.contacts)
    return not (moved or seen or tried)


def _touch(council: Council, history: History, duty: Duty) -> Iterator[Due]:
    policy = council.policy
    spoken = _last([each.happened_on for each in history.contacts if each.kind in BOTH_WAYS], date.min)
    since = _last([each.happened_on for each in history.contacts if each.kind in SEEN], duty.begins)
    if spoken > since:
        gone_quiet = spoken + policy.lost_contact_high_days * DAY
        yield Due("R29", 0, since + policy.contact_only_days * DAY, gone_quiet)
    yield Due("R30", 0, max(spoken, duty.begins) + policy.lost_contact_days * DAY)
    answered = max(spoken, duty.begins)
    tried = sorted(each.happened_on for each in history.contacts if each.kind is ContactKind.ATTEMPT)
    in_vain = [day for day in tried if day > answered]
    if len(in_vain) >= policy.failed_attempts:
        last_straw = in_vain[policy.failed_attempts - 1]
        yield Due("R31", 0, working_days_on(last_straw, policy.failed_attempts_working_days))


def _plan(council: Council, history: History, duty: Duty) -> Iterator[Due]:
    policy = council.policy
    approved = [plan.approved_on for plan in history.plans if plan.approved_on is not None]
    if not approved:
        yield Due("R06", 0, duty.at_18)
    looked_at = approved + [review.held_on for review in history.reviews]
    if looked_at:
        yield Due("R07", 0, months_on(max(looked_at), policy.review_months))
    given = {copy.plan_id for copy in history.copies if copy.outcome != "offered"}
    for plan in history.plans:
        if plan.state is PlanState.APPROVED and plan.id not in given and plan.approved_on is not None:
            days = policy.translated_copy_working_days if plan.translated else policy.copy_working_days
            yield Due("R13", plan.id or 0, working_days_on(plan.approved_on, days))
        ledger = [copy for copy in history.copies if copy.plan_id == plan.id]
        had = [copy.given_on for copy in ledger if copy.outcome == "given"]
        if plan.state is PlanState.APPROVED and had and not any(copy.explained and copy.their_view for copy in ledger):
            yield Due("R14", plan.id or 0, working_days_on(min(had), policy.copy_talk_working_days))


def _promised(council: Council, history: History, duty: Duty) -> Iterator[Due]:
    policy = council.policy
    for plan in history.plans:
        if plan.state is PlanState.SENT and plan.sent_on is not None:
            yield Due("R12", plan.id or 0, working_days_on(plan.sent_on, policy.plan_decision_working_days))
    for action in history.actions:
        if action.state is ActionState.OPEN:
            yield Due("R17", action.id or 0, action.due_on)
    for risk in history.risks:
        high = risk.level in (RiskLevel.HIGH, RiskLevel.CRITICAL) and risk.closed_on is None
        if high and not any(plan.approved_on and plan.approved_on >= risk.raised_on for plan in history.plans):
            yield Due("R42", risk.id or 0, working_days_on(risk.raised_on, policy.risk_in_plan_working_days))


def _after_events(council: Council, history: History, duty: Duty) -> Iterator[Due]:
    for change in history.changes:
        if change.happened_on >= duty.begins:
            due_on = working_days_on(change.happened_on, council.policy.change_review_working_days)
            if not _reviewed_since(history, change.happened_on):
                yield Due("R10", change.id or 0, due_on)
            if not any(plan.approved_on and plan.approved_on >= change.happened_on for plan in history.plans):
                yield Due("R11", change.id or 0, due_on)


def _who_they_are(council: Council, history: History, duty: Duty) -> Iterator[Due]:
    """By 18, and again when the last thing runs out that says who they are."""
    said = {paper.kind.value: paper for paper in history.papers}
    there = {kind for kind, paper in said.items() if paper.state.value in ("held", "not_needed")}
    needs_no_passport = "passport" in said and said["passport"].state.value == "not_needed"
    cards = [
        said[kind].expires_on or NEVER
        for kind in ("passport", "driving_licence", "immigration", "other_id")
        if kind in said and said[kind].state.value == "held"
    ]
    if not {"birth_certificate", "ni_number", "bank_account"} <= there or not (cards or needs_no_passport):
        yield Due("R56", 0, duty.at_18)
    elif not needs_no_passport and max(cards) != NEVER:
        yield Due("R56", 0, max(duty.at_18, max(cards)))

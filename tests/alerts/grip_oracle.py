"""Who is held, in random histories, and the second reading of its rules: day by day, by counting (R23, R70 to R81)."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from careleavers.domain.policy import Policy
from careleavers.domain.terms import (
    AccommodationCode,
    ActionSource,
    AllocationRole,
    Answer,
    ContactKind,
    RiskLevel,
    Role,
)
from careleavers.models import Action, SupervisionDiscussion, Worker
from tests.alerts.day_counting import DAY, turns, working_days_on
from tests.alerts.facts import Council, History
from tests.alerts.owed import NEVER, Due, Duty

SEEN = {ContactKind.HOME_VISIT, ContactKind.FACE_TO_FACE}
HIGH = {RiskLevel.HIGH, RiskLevel.CRITICAL}


def talk(story: Any, history: History, council_sessions: list[Any]) -> None:
    """Some of the sessions of supervision talk about them."""
    for session in council_sessions:
        if story.perhaps(2):
            said = {"decision": "See them at home", "young_person_id": history.person.id, "supervision_id": session.id}
            history.discussed.append(SupervisionDiscussion.made(id=next(story.ids), **said))


def agree(story: Any, sessions: list[Any]) -> list[Action]:
    """Most sessions agree on something, now and then for the whole team."""
    return [
        Action.made(
            id=next(story.ids), what="Read each other's plans", source=ActionSource.SUPERVISION,
            owner_id=session.worker_id, due_on=session.held_on, supervision_id=session.id,
            team_practice=not story.perhaps(3), recorded_by_id=session.worker_id,
        )
        for session in sessions if not story.perhaps(4)
    ]  # fmt: skip


def supervised(council: Council, worker: Worker) -> Iterator[Due]:
    """Of everybody who works with young people, and of team managers, until they have gone."""
    policy, until = council.policy, _gone(worker)
    signed = [each for each in council.supervisions if each.worker_id == worker.id and each.signed_on is not None]
    if worker.role in (Role.AFTER_CARE_WORKER, Role.SOCIAL_WORKER):
        last = max([worker.started_on, *[each.held_on for each in signed]])
        yield Due("R70", 0, last + policy.supervision_every_days * DAY, until)
    if worker.role is Role.TEAM_MANAGER:
        for_all = {each.supervision_id for each in council.agreed if each.team_practice}
        last = max([worker.started_on, *[each.held_on for each in signed if each.id in for_all]])
        yield Due("R74", 0, last + policy.manager_supervision_every_days * DAY, until)


def _gone(worker: Worker) -> date:
    return min(worker.ends_on or NEVER, worker.disabled_on or NEVER)


def talked_about(council: Council, history: History, duty: Duty) -> Iterator[Due]:
    """Everybody is talked about in a session that both have signed; sooner with a high risk."""
    policy = council.policy
    signed = {each.id: each.held_on for each in council.supervisions if each.signed_on is not None}
    days = [signed[each.supervision_id] for each in history.discussed if each.supervision_id in signed]
    last = max([duty.begins, *days])
    due_on = last + policy.discussed_every_days * DAY
    for risk in history.risks:
        if risk.closed_on is None and risk.level in HIGH:
            rises = [
                look.reviewed_on
                for look in history.looks
                if look.risk_flag_id == risk.id and look.level_after in HIGH and look.level_before not in HIGH
            ]
            high_from = max([risk.raised_on, *rises])
            due_on = min(due_on, max(last + policy.discussed_high_risk_days * DAY, high_from))
    yield Due("R71", 0, due_on)


def met_by_the_new_worker(council: Council, history: History, duty: Duty) -> Iterator[Due]:
    """Each change of after-care worker, until the new one has met them or is theirs no more."""
    policy, workers = council.policy, {each.id: each for each in council.workers}
    own = [each for each in history.allocations if each.role is AllocationRole.AFTER_CARE_WORKER]
    own.sort(key=lambda each: (each.from_on, each.id))
    for place in range(1, len(own)):
        held = own[place]
        if held.worker_id == own[place - 1].worker_id:
            continue
        since = held.from_on - policy.introduction_before_days * DAY
        met = [
            each
            for each in history.contacts
            if each.kind in SEEN and each.worker_id == held.worker_id and each.happened_on >= since
        ]
        if not met:
            until = min(held.to_on or NEVER, _gone(workers[held.worker_id]))
            due_on = working_days_on(held.from_on, policy.new_worker_working_days)
            yield Due("R23", held.id or 0, due_on, until)


def points_on(council: Council, worker: Worker, day: date) -> int:
    """What a worker's caseload weighs on a day, young person by young person."""
    policy, total = council.policy, 0
    for history in council.histories:
        for held in history.allocations:
            carried = held.role in (AllocationRole.AFTER_CARE_WORKER, AllocationRole.COVER)
            until = min(held.to_on or NEVER, history.person.closed_on or NEVER)
            if held.worker_id != worker.id or not carried or not held.from_on <= day < until:
                continue
            total += policy.caseload_each
            if any(each.closed_on is None and each.level in HIGH and each.raised_on <= day for each in history.risks):
                total += policy.caseload_high_risk
            inside = [each for each in history.homes if each.code is AccommodationCode.CUSTODY]
            if any(each.ended_on is None and each.started_on <= day for each in inside):
                total += policy.caseload_custody
            total += policy.caseload_parent if history.person.parent is Answer.YES else 0
            total += policy.caseload_under_18 if day < turns(history.person.born_on, 18, policy) else 0
            total += policy.caseload_new if day < held.from_on + policy.caseload_new_days * DAY else 0
    return total


def carried(council: Council, worker: Worker) -> Iterator[Due]:
    """Each run of days on which a caseload is heavy, and each on which it is full, once it was heavy long enough."""
    if worker.role is not Role.AFTER_CARE_WORKER:
        return
    policy, since, rated, due_on = council.policy, None, 0, NEVER
    for day in sorted({day for history in council.histories for day in _turns(history, policy)} | {NEVER}):
        points = points_on(council, worker, day) if day < NEVER else -1
        heavy = points >= min(policy.caseload_amber, policy.caseload_full)
        now = 2 if points >= policy.caseload_full else int(heavy)
        if now != rated and rated:
            yield Due("R81", 0, max(due_on, worker.started_on), min(day, _gone(worker)))
        since = (since or day) if heavy else None
        if now != rated and since:
            due_on = max(since + policy.caseload_over_days * DAY, day)
        rated = now


def _turns(history: History, policy: Policy) -> Iterator[date]:
    """The days on which what somebody weighs may change."""
    yield turns(history.person.born_on, 18, policy)
    yield history.person.closed_on or NEVER
    yield from [each.raised_on for each in history.risks]
    yield from [each.started_on for each in history.homes]
    for held in history.allocations:
        yield from (held.from_on, held.to_on or NEVER, held.from_on + policy.caseload_new_days * DAY)

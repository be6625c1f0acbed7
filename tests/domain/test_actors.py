"""Who acts, and what each role may do at all."""

from datetime import date

import pytest

from careleavers.domain.actors import Actor, in_force, job
from careleavers.domain.permissions import ROLE_PERMISSIONS, Permission, role_may
from careleavers.domain.terms import Role

P = Permission
_MANAGERS = {Role.TEAM_MANAGER, Role.SERVICE_MANAGER}


def _holders(permission: Permission) -> set[Role]:
    return {role for role in Role if role_may(role, permission)}


def test_every_role_and_every_permission_is_in_the_table() -> None:
    assert set(ROLE_PERMISSIONS) == set(Role)
    nobodys = [permission for permission in Permission if not _holders(permission)]
    assert not nobodys, f"No role holds these permissions: {nobodys}"


@pytest.mark.parametrize(
    ("permission", "roles"),
    [
        (P.APPROVE_PLAN, _MANAGERS),
        (P.CLOSE_RISK, _MANAGERS),
        (P.ALLOCATE, _MANAGERS),
        (P.DECIDE_CATEGORY, _MANAGERS),
        (P.SEE_QUEUE, _MANAGERS),
        (P.ACKNOWLEDGE_ALERT, _MANAGERS),
        (P.RECORD_SUPERVISION, _MANAGERS),
        (P.ADD_YOUNG_PERSON, _MANAGERS),
        (P.IMPORT_RETURN, {Role.SERVICE_MANAGER}),
        (P.MAKE_EXPORT, {Role.SERVICE_MANAGER}),
        (P.DECIDE_EXPORT, {Role.SERVICE_MANAGER, Role.ADMINISTRATOR}),
        (P.MANAGE_ACCOUNTS, {Role.ADMINISTRATOR}),
        (P.SEE_OWN_PLAN, {Role.YOUNG_PERSON}),
        (P.SEE_OWN_ACCOUNT, set(Role)),
        (P.SEE_HOME, set(Role) - {Role.YOUNG_PERSON}),
        (P.SEE_RECORD, set(Role) - {Role.YOUNG_PERSON, Role.ADMINISTRATOR}),
    ],
)
def test_who_holds_what_matters_most(permission: Permission, roles: set[Role]) -> None:
    assert _holders(permission) == roles


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.ADMINISTRATOR, Role.YOUNG_PERSON])
def test_those_who_only_look_on_change_no_record(role: Role) -> None:
    reads = {
        P.SEE_HOME,
        P.SEE_OWN_ACCOUNT,
        P.SEE_RULES,
        P.SEE_RECORD,
        P.SEE_SERVICE_HEALTH,
        P.SEE_OWN_PLAN,
        P.SEE_OFFERS,
        P.SEE_EXPORTS,
        P.READ_FINDINGS,
    }
    # Unfinished words, one’s own boxes of a plan, asking for a review and telling change nobody else’s record.
    own = {P.KEEP_DRAFTS, P.WRITE_OWN_PLAN, P.ASK_FOR_REVIEW, P.TELL_US}
    assert ROLE_PERMISSIONS[role] - reads - own <= {P.MANAGE_ACCOUNTS, P.DECIDE_EXPORT}


def test_a_reviewing_officer_does_not_write_the_plan_they_scrutinise() -> None:
    assert not {P.WRITE_PLAN, P.APPROVE_PLAN, P.CLOSE_RISK} & ROLE_PERMISSIONS[Role.REVIEWING_OFFICER]


def test_a_job_holds_no_permission_and_is_no_worker() -> None:
    sweep = job("sweep")
    assert sweep.name == "job:sweep"
    assert not any(sweep.may(permission) for permission in Permission)
    with pytest.raises(PermissionError, match="job:sweep is not a worker"):
        _ = sweep.worker


def test_a_worker_acts_with_the_permissions_of_their_role() -> None:
    amy = Actor("account:7", Role.AFTER_CARE_WORKER, account_id=7, worker_id=3, team_id=1)
    assert amy.worker == 3
    assert amy.may(P.RECORD_CONTACT)
    assert not amy.may(P.APPROVE_PLAN)


@pytest.mark.parametrize(
    ("day", "holds"),
    [(date(2026, 2, 28), False), (date(2026, 3, 1), True), (date(2026, 3, 30), True), (date(2026, 3, 31), False)],
)
def test_in_force_from_the_first_day_until_the_day_before_the_end(day: date, holds: bool) -> None:
    assert in_force(date(2026, 3, 1), date(2026, 3, 31), day) is holds


def test_in_force_without_an_end_goes_on() -> None:
    assert in_force(date(2026, 3, 1), None, date(2099, 1, 1))
    assert not in_force(date(2026, 3, 1), date(2026, 3, 1), date(2026, 3, 1))

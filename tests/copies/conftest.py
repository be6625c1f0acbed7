"""A plan with words planted in every box that is not for the young person."""

import pytest
from sqlmodel import Session

from careleavers.domain.terms import ActionSource, PlanDomain
from careleavers.models import Action, PathwayPlan
from careleavers.plans import queries, service
from tests.conftest import TODAY
from tests.people import People
from tests.plans.writing import RATIONALE, acting, agreed, explain, good_entry

STAFF_ONLY = {
    "where_details": "Flat 3, 19 Elmrowan Road, NR5 9ZZ",
    "others_view": "His cousin Bertilda drinks again",
    "worker_view": "Disbelieving analysis of debt",
}
HIDDEN = ["Elmrowan", "NR5 9ZZ", "Bertilda", "cousin", "Disbelieving"]


@pytest.fixture
def planted(session: Session, people: People) -> PathwayPlan:
    """An approved version of Yas's, each domain with all three staff boxes filled in, and one thing to do."""
    amy = acting(people, "amy")
    plan = service.start_version(session, amy, people.yas)
    for domain, entry in queries.entries(session, plan).items():
        service.save_entry(session, amy, plan, domain, good_entry(domain, **STAFF_ONLY), entry.version)
    service.save_support(session, amy, plan, agreed(), plan.version)
    session.add(Action.made(
        young_person_id=people.id("yas"), source=ActionSource.PLAN, plan_id=plan.id, domain=PlanDomain.MONEY,
        what="Open a bank account", outcome="Your money is safe", owner_id=people.id("amy"), with_whom="you",
        recorded_by_id=people.id("amy"), due_on=TODAY,
    ))  # fmt: skip
    explain(session, people, plan)
    service.send(session, amy, plan)
    service.approve(session, acting(people, "tess"), plan, RATIONALE, plan.version)
    session.commit()
    return plan


def at(people: People, plan: PathwayPlan, rest: str = "") -> str:
    """The address of this version's pages."""
    return f"/young-people/{people.yas.public_id}/plans/{plan.public_id}{rest}"

"""Amy as a service knows her, and homes and work made in a line."""

from datetime import date
from typing import Any

import pytest

from careleavers.domain.actors import Actor
from careleavers.models import AccommodationDetails, EetDetails
from tests.people import People


@pytest.fixture
def amy(people: People) -> Actor:
    """Amy, Yas's after-care worker."""
    worker = people.worker("amy")
    return Actor("account:amy", worker.role, 1, worker.id, worker.team_id)


def home(started_on: date, **more: Any) -> AccommodationDetails:
    """A suitable home of one's own, unless `more` says otherwise."""
    facts = {"code": "U", "suitability": "1", "provided_by_council": False, "started_on": started_on, **more}
    return AccommodationDetails.model_validate(facts)


def eet(started_on: date, code: str = "F2", **more: Any) -> EetDetails:
    """A full-time course, unless said otherwise."""
    return EetDetails.model_validate({"code": code, "started_on": started_on, **more})

"""Actors as the services are given them, without a browser."""

from collections.abc import Callable

import pytest

from careleavers.domain.actors import Actor
from tests.people import People


@pytest.fixture
def acting(people: People) -> Callable[[str], Actor]:
    """`acting("tess")` is Tess as a service knows her."""

    def as_actor(name: str) -> Actor:
        worker = people.worker(name)
        return Actor(f"account:{name}", worker.role, 1, worker.id, worker.team_id)

    return as_actor

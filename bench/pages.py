"""Whole pages of a long record, through the application with their audit, each beside the plainest page there is."""

from collections.abc import Callable
from typing import Any

from flask import Flask
from flask.testing import FlaskClient

from bench.measures import Measure, timed
from careleavers.alerts.calendar import fill_calendar
from careleavers.app import create_app
from careleavers.config import Settings
from careleavers.db import Database
from careleavers.domain.actors import job
from tests.client import AuditingClient
from tests.conftest import TODAY
from tests.long_record import counted, give_people, long_pages, write_contacts, write_versions
from tests.people import make_people

_PLAINEST = "/account"


def _filled(database: Database) -> tuple[Any, dict[str, str]]:
    """Amy's account, and the pages of Yas, who has been known for long: the figures are those of the test of them."""
    with database.writer.begin() as connection:
        fill_calendar(connection, "ENG")
    with database.transaction(job("bench"), today=TODAY) as session:
        people = make_people(session, TODAY)
        write_versions(session, people, 12, 10)
        write_contacts(session, people, 2000)
        give_people(session, people, 39)
        return people.account("amy"), long_pages(session, people)


def _signed_in(app: Flask, account: Any) -> FlaskClient:
    app.test_client_class = AuditingClient
    client = app.test_client()
    client.enter(account)  # type: ignore[attr-defined]
    # The look over each page that tests take is no part of what a page costs.
    plain = FlaskClient(app, app.response_class)
    cookie = client.get_cookie("session")
    assert cookie is not None
    plain.set_cookie("session", cookie.value)
    return plain


def long_record(database: Database, settings: Settings) -> list[Measure]:
    """Each page that grows with a record or a caseload: its time beside the plainest page, and how much it asks."""
    account, pages = _filled(database)
    client = _signed_in(create_app(settings, database, today=lambda: TODAY), account)

    def opened(path: str) -> Callable[[], None]:
        def open_it() -> None:
            answer = client.get(path)
            assert answer.status_code == 200, (path, answer.status_code)
            answer.get_data()

        return open_it

    floor, found = timed(opened(_PLAINEST)), []
    for name, path in pages.items():
        took = timed(opened(path))
        with counted(database.reader) as read, counted(database.writer) as wrote:
            opened(path)()
        found.append(Measure(f"{name} ({len(read) + len(wrote)} statements)", took, floor))
    return found


__all__ = ["long_record"]

"""Two requests with the same page in the same moment, on databases of their own that really commit."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
from sqlalchemy import create_engine, func, select, text
from sqlmodel import col

from careleavers.alerts.calendar import fill_calendar
from careleavers.app import create_app
from careleavers.config import Settings
from careleavers.db import Database
from careleavers.domain.actors import job
from careleavers.domain.policy import Policy
from careleavers.domain.terms import ContactKind
from careleavers.models import Account, Contact, FormKey, YoungPerson, metadata
from tests.client import AuditingClient
from tests.conftest import TODAY
from tests.contacts.filling import as_drawn, page_of, sent
from tests.people import make_people


@pytest.fixture(params=["sqlite", "postgresql"])
def committing(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """A database of its own with the people of the tests in it."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path / 'own.sqlite3'}"
    else:
        server = request.getfixturevalue("postgresql_url")
        admin = create_engine(server.replace("postgresql://", "postgresql+psycopg://", 1), isolation_level="AUTOCOMMIT")
        with admin.connect() as connection:
            connection.execute(text("DROP DATABASE IF EXISTS at_once"))
            connection.execute(text("CREATE DATABASE at_once"))
        admin.dispose()
        url = str(admin.url.set(database="at_once").render_as_string(hide_password=False))
    database = Database(url, Policy())
    metadata.create_all(database.writer)
    with database.writer.begin() as connection:
        fill_calendar(connection, "ENG")
    with database.transaction(job("test"), today=TODAY) as session:
        make_people(session, TODAY)
    yield database
    database.dispose()


def test_the_same_page_twice_in_one_moment_is_one_contact(committing: Database, settings: Settings) -> None:
    app = create_app(settings, committing, today=lambda: TODAY)
    app.test_client_class = AuditingClient
    with committing.reading(job("test"), today=TODAY) as session:
        amy = session.execute(select(Account).where(col(Account.sign_in_name) == "amy")).scalar_one()
        yas = session.execute(select(YoungPerson).where(col(YoungPerson.given_name) == "Yas")).scalar_one()
        session.expunge_all()
    clients = [app.test_client(), app.test_client()]
    for client in clients:
        assert isinstance(client, AuditingClient)
        client.enter(amy)
    path, kind = page_of(yas, ContactKind.TWO_WAY), ContactKind.TWO_WAY
    pages = [as_drawn(client.get(path)) for client in clients]
    pages[1]["form_key"] = pages[0]["form_key"]
    together = Barrier(2)

    def click(number: int) -> tuple[int, str]:
        together.wait(timeout=30)
        answer = clients[number].post(path, data={**pages[number], **sent(kind)})
        return answer.status_code, answer.location

    with ThreadPoolExecutor(2) as pool:
        first, second = pool.map(click, (0, 1))
    assert first == second == (302, f"/young-people/{yas.public_id}")
    with committing.reading(job("test"), today=TODAY) as session:
        counts = [session.execute(select(func.count()).select_from(each)).scalar_one() for each in (Contact, FormKey)]
    assert counts == [1, 1]

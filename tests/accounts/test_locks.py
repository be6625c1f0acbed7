"""A password takes a tenth of a second to hash; meanwhile nobody may be kept from saving. On a real SQLite file."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import flask_security.changeable
import flask_security.core
import pytest
from flask import Flask
from sqlalchemy import text

from careleavers.accounts import service, sign_in, views
from careleavers.app import create_app
from careleavers.config import Settings
from careleavers.db import Database, make_engine
from careleavers.domain.actors import Actor, job
from careleavers.models import metadata
from tests.client import AuditingClient
from tests.conftest import SECRET, TODAY
from tests.people import PASSWORD, People, make_people

NEW = "seven quiet herons over"


@pytest.fixture
def database(tmp_path: Path, settings: Settings) -> Iterator[Database]:
    made = Database(f"sqlite:///{tmp_path / 'real.sqlite3'}", settings.policy)
    metadata.create_all(made.writer)
    yield made
    made.dispose()


@pytest.fixture
def people(database: Database) -> People:
    with database.transaction(job("test"), today=TODAY) as session:
        return make_people(session, TODAY)


@pytest.fixture
def app(database: Database, settings: Settings) -> Flask:
    made = create_app(settings, database, today=lambda: TODAY)
    made.test_client_class = AuditingClient
    return made


@pytest.fixture
def saved_meanwhile(database: Database, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Whenever a password is hashed or checked, somebody else saves at that very moment, without waiting."""
    saves: list[str] = []
    other = make_engine(str(database.writer.url), write=True)

    def meanwhile(real: Callable[..., Any]) -> Callable[..., Any]:
        def hashed(*args: Any) -> Any:
            with other.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
                connection.execute(text("PRAGMA busy_timeout = 0"))
                connection.execute(text("BEGIN IMMEDIATE"))
                connection.execute(text("COMMIT"))
            saves.append(real.__name__)
            return real(*args)

        return hashed

    for module, name in (
        (sign_in, "hash_password"),
        (sign_in, "verify_password"),
        (views, "hash_password"),
        (flask_security.changeable, "hash_password"),
        (flask_security.core, "verify_and_update_password"),
    ):
        monkeypatch.setattr(module, name, meanwhile(getattr(module, name)))
    return saves


def test_signing_in(app: Flask, people: People, saved_meanwhile: list[str]) -> None:
    client = app.test_client()
    assert client.send("/sign-in", {"sign_in_name": "nobody", "password": PASSWORD}).status_code == 422
    assert client.send("/sign-in", {"sign_in_name": "amy", "password": "wrong wrong wrong"}).status_code == 422
    assert client.send("/sign-in", {"sign_in_name": "amy", "password": PASSWORD}).status_code == 302
    assert saved_meanwhile == ["hash_password", "verify_and_update_password", "verify_and_update_password"]


def test_changing_a_password(app: Flask, people: People, saved_meanwhile: list[str]) -> None:
    client = app.test_client()
    client.enter(people.account("amy"))
    answers = {"password": PASSWORD, "new_password": NEW, "new_password_confirm": NEW}
    assert client.send("/account/password", answers).status_code == 302
    assert saved_meanwhile == ["verify_password", "hash_password"]
    assert client.get("/account").status_code == 200


def test_setting_a_password_through_a_link(
    app: Flask, database: Database, people: People, saved_meanwhile: list[str]
) -> None:
    with database.transaction(Actor("test")) as session:
        account = people.account("amy")
        session.add(account)
        word = service.give_link(session, Actor("test"), account, SECRET, 24)
    response = app.test_client().send(f"/set-password/{word}", {"new_password": NEW, "again": NEW})
    assert response.status_code == 302
    assert saved_meanwhile == ["hash_password"]

"""A code from the worker, and what a young person does with it."""

import re
from collections.abc import Callable

from flask import Flask

from tests.client import AuditingClient, words
from tests.people import People

PASSWORD = "seven green bicycles"


def test_code_lets_a_young_person_choose_a_password_once(
    app: Flask, people: People, sign_in: Callable[[str], AuditingClient]
) -> None:
    amy = sign_in("amy")
    page = f"/young-people/{people.yas.public_id}/sign-in"
    assert amy.get(page).status_code == 200
    shown = amy.post(f"{page}/code", data={"csrf_token": amy.token}).get_data(as_text=True)
    found = re.search(r'slip__code">([^<]+)<', shown)
    assert found is not None
    right = {"code": found[1], "born_on-day": "14", "born_on-month": "9", "born_on-year": "2006"}
    yas, again = app.test_client(), app.test_client()
    assert isinstance(yas, AuditingClient)
    assert isinstance(again, AuditingClient)
    assert yas.send("/start", {**right, "born_on-day": "13"}).status_code == 422
    assert yas.send("/start", right).location == "/start/read"
    assert "Read this first" in words(yas.get("/start/read"))
    assert yas.send("/start/choose", {"new_password": PASSWORD, "again": PASSWORD}).location == "/sign-in"
    assert yas.send("/sign-in", {"sign_in_name": "yas", "password": PASSWORD}).status_code == 302
    assert again.send("/start", right).status_code == 422

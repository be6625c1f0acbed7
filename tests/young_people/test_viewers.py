"""A manager can see who opened a record; nobody else can, and nobody sees that of another team."""

from collections.abc import Callable

import pytest

from careleavers.people import viewers
from tests.client import AuditingClient, words
from tests.people import People

SignIn = Callable[[str], AuditingClient]


def test_every_opening_stands_there_with_whom_and_why(people: People, sign_in: SignIn) -> None:
    base = f"/young-people/{people.yas.public_id}"
    sign_in("amy").get(f"{base}/timeline")
    sign_in("una").get(f"/young-people/{people.zak.public_id}")
    page = sign_in("tess").get(f"{base}/viewers")
    text = words(page)
    assert "Amy Worker" in text
    assert "Allocated" in text
    assert "Timeline" in text
    assert "Una Worker" not in text
    assert "Tess Worker" in words(sign_in("tess").get(f"{base}/viewers"))
    answers = {name: sign_in(name).get(f"{base}/viewers").status_code for name in ("amy", "una", "yas", "sam")}
    assert answers == {"amy": 403, "una": 404, "yas": 403, "sam": 200}


def test_a_long_list_comes_in_stretches(people: People, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch) -> None:
    base = f"/young-people/{people.yas.public_id}"
    monkeypatch.setattr(viewers, "PAGE", 2)
    client = sign_in("amy")
    for page in ("/risks", "/identity", "/timeline"):
        assert client.get(f"{base}{page}").status_code == 200
    manager = sign_in("tess")
    first = manager.get(f"{base}/viewers").get_data(as_text=True)
    assert "Show more" in first
    for nonsense in ("x", "-1", "9" * 40, "²"):
        assert manager.get(f"{base}/viewers", query_string={"before": nonsense}).status_code == 200
    assert "Nobody before that" in words(manager.get(f"{base}/viewers?before=1"))

"""An application of its own for the forms and templates: no database, nobody signed in."""

from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict

from careleavers.web import filters
from careleavers.web.forms import BaseForm

ROOT = Path(__file__).parents[2]


@pytest.fixture
def page_app() -> Iterator[Flask]:
    """An application with the templates, the filters and no more."""
    app = Flask("pages", root_path=str(ROOT))
    settings = SimpleNamespace(service_name="Pathways", accent_colour="#1d70b8", demo=False)
    app.config.update(SECRET_KEY="only-for-tests", WTF_CSRF_ENABLED=False, SETTINGS=settings, TESTING=True)
    filters.register(app)
    app.jinja_env.globals |= {"csp_nonce": lambda: "nonce", "csrf_token": lambda: "token"}
    with app.app_context():
        yield app


@pytest.fixture
def send(page_app: Flask) -> Iterator[Callable[..., Any]]:
    """Send answers to a form and get the form back, checked; a list is a repeated name, a tuple a file."""
    contexts = []

    def sent(form: type[BaseForm], *pairs: tuple[str, Any], **answers: Any) -> BaseForm:
        posted = MultiDict([*pairs, *answers.items()])
        context = page_app.test_request_context("/", method="POST", data=posted)
        context.push()
        contexts.append(context)
        filled = form()
        filled.validate()
        return filled

    yield sent
    for context in reversed(contexts):
        context.pop()


@pytest.fixture
def opened(page_app: Flask) -> Iterator[Callable[..., Any]]:
    """Open a form without sending anything."""

    def asked(form: type[BaseForm], **held: Any) -> BaseForm:
        return form(data=held)

    with page_app.test_request_context("/"):
        yield asked

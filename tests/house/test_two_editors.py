"""Two people edit one thing: whoever saves second loses no word, overwrites none, and is shown both texts.

Every page with a form that carries a version is opened; somebody else saves; then the page is sent.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlsplit

import html5lib
import pytest
from markupsafe import escape
from sqlalchemy import Enum, func
from sqlalchemy.exc import IntegrityError
from sqlmodel import AutoString, Session, select

from careleavers.domain.dates import long_date
from careleavers.models import ChangeEntry
from careleavers.models.base import Record as Row
from careleavers.models.base import identity
from careleavers.web import submitting
from careleavers.web.forms import VersionedForm
from tests.conftest import TODAY
from tests.house.asking import Asker, address, pages
from tests.house.forms import Form, fields_of
from tests.people import People
from tests.plans.writing import acting

THEIRS = "Somebody else said this first, and rang the school, the landlord and her aunt."
YOURS = "This is what I typed & nothing less"
ON, IN_WORDS, TODAY_IN_WORDS = date(2026, 1, 7), "7 January 2026", long_date(TODAY)
# Pages that make a row: the version they carry is that of a row there is none of yet.
MAKES_A_ROW = {"plans.plan_review"}


@dataclass
class Seen:
    """The forms that were filled in, and what the last page that was stopped was about."""

    kinds: set[type]
    form: Any = None
    row: tuple[type[Row], int] | None = None


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch) -> Seen:
    """Notes every form with a version, and the row that a page was stopped for."""
    noted, process, clash_of = Seen(set()), VersionedForm.process, submitting.clash_of

    def noting(form: VersionedForm, *args: Any, **kwargs: Any) -> None:
        noted.kinds |= set(type(form).__mro__)
        process(form, *args, **kwargs)

    def stopped(session: Session, by: Any, form: VersionedForm, row: Row) -> Any:
        noted.form, noted.row = form, (type(row), identity(row))
        return clash_of(session, by, form, row)

    monkeypatch.setattr(VersionedForm, "process", noting)
    monkeypatch.setattr(submitting, "clash_of", stopped)
    return noted


def _versioned(ask: Asker) -> Iterator[tuple[str, Form]]:
    """Each form that carries a version, as the first who may draws it, with the endpoint that takes it."""
    for rule, method in pages(ask.app):
        if method != "POST" or "GET" not in (rule.methods or ()) or rule.endpoint in MAKES_A_ROW:
            continue
        path = address(rule, ask.record.ids(rule, "lou" if rule.endpoint == "plans.decide" else "kit"))
        for who in ("amy", "tess", "sam", "ada", "kit"):
            page = ask(who, "GET", path)
            if page.status_code != 200:
                continue
            tree = html5lib.parse(page.get_data(as_text=True), namespaceHTMLElements=False)
            drawn = [Form(who, urlsplit(path).path, fields_of(form)) for form in tree.findall(".//main//form")]
            yield from ((rule.endpoint, form) for form in drawn if "version" in form.answers())
            break


def _typed(form: Form, words: str) -> dict[str, Any]:
    """Everything as an ordinary person would send it, with these words wherever words are typed."""
    sent, of_days = form.answers(), ("-day", "-month", "-year")
    plain = {field.name for field in form.fields if field.typed and not field.name.endswith(of_days)}
    return sent | {name: words for name in plain if not sent[name].isdecimal()}


def _their_save(session: Session, form: Any, row: tuple[type[Row], int]) -> str:
    """Change something of the row that its page shows; answers in which words it stands there, or with nothing."""
    model, number = row
    columns = model.__table__.c  # type: ignore[attr-defined]
    asked = [field.short_name for field in form if field.short_name in columns]
    filled = [name for name in asked if form[name].object_data]
    for name in [*filled, *form.also_shown, *asked]:
        kind = columns[name].type
        texts = isinstance(kind, AutoString) and not isinstance(kind, Enum)
        if name == "version" or not (texts or "DATE" in str(kind)):
            continue
        told: Any = THEIRS[: getattr(kind, "length", None) or None] if texts else ON
        try:
            with session.begin_nested():
                setattr(session.get_one(model, number), name, told)
                session.flush()
        except IntegrityError:
            continue
        session.commit()
        return told if texts else IN_WORDS
    return ""


def _kept(session: Session, row: tuple[type[Row], int]) -> tuple[dict[str, Any], int]:
    """Everything a row says, and how much is in the audit trail."""
    session.expire_all()
    fresh = session.get_one(*row)
    entries: int = session.exec(select(func.count()).select_from(ChangeEntry)).one()
    return {column.key: getattr(fresh, column.key) for column in row[0].__table__.c}, entries  # type: ignore[attr-defined]


def _stale_save(ask: Asker, seen: Seen, people: People, form: Form) -> Iterator[str]:
    """What is wrong with how one form answers when somebody else saved first."""
    seen.form = seen.row = None
    answers = _typed(form, YOURS)
    # A version that never was: the page is stopped, and so tells which row it is about.
    ask(form.who, "POST", form.path, answers | {"version": "99999"})
    session = ask.database.session(acting(people, "tess"), write=True)
    row = seen.row
    theirs = "" if row is None or seen.form.merges else _their_save(session, seen.form, row)
    if not theirs:
        theirs = THEIRS
        with ask.asking(form.who, "POST", form.path, _typed(form, THEIRS), keep=True) as first:
            if first.status_code != 302:
                yield f"{form.path}: could not be saved first ({first.status_code})"
                return
    before = _kept(session, row) if row is not None else None
    with ask.asking(form.who, "POST", form.path, _again(answers)) as answer:
        page = answer.get_data(as_text=True)
        if answer.status_code != 409:
            yield f"{form.path}: {answer.status_code} and not 409"
        elif before is not None and _kept(session, row) != before:
            yield f"{form.path}: something was saved all the same"
        yours = YOURS if YOURS in answers.values() else TODAY_IN_WORDS
        yield from (f"{form.path}: does not show “{each}”" for each in (theirs, yours) if str(escape(each)) not in page)
        again = f'name="version" value="{seen.form.version.object_data}"'
        if again not in page and 'name="version"' in page:
            yield f"{form.path}: cannot be saved again knowingly"
    session.close()


def _again(answers: dict[str, Any]) -> dict[str, Any]:
    """The same page as another one: it has a key of its own."""
    return {name: value[::-1] if name == "form_key" else value for name, value in answers.items()}


def test_whoever_saves_second_is_shown_both_texts_and_changes_nothing(ask: Asker, seen: Seen, people: People) -> None:
    faults, forms = [], dict(_versioned(ask))
    for form in forms.values():
        undone = ask.database.connection.begin_nested()
        faults += _stale_save(ask, seen, people, form)
        undone.rollback()
    assert not faults, "\n".join(faults)
    # By their names: some forms are made anew for each page, and those of other tests may still be about.
    every = {str(kind) for kind in _below(VersionedForm) if kind.__module__.startswith("careleavers.")}
    assert not every - {str(kind) for kind in seen.kinds}
    assert len(forms) > 25


def _below(kind: type) -> set[type]:
    return set(kind.__subclasses__()) | {each for below in kind.__subclasses__() for each in _below(below)}

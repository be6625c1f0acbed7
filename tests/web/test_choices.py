"""Choices, numbers and files; questions asked only because of an answer."""

from collections.abc import Callable
from decimal import Decimal
from io import BytesIO
from types import SimpleNamespace
from typing import Any

import pytest

from careleavers.domain.terms import Answer, RiskAnswer, RiskType, Severity
from careleavers.web.fields import (
    CheckboxesField,
    DateField,
    DecimalField,
    EnumRadioField,
    FileField,
    FilesField,
    IntegerField,
    RevealedBy,
    SelectField,
    TextField,
    WorkerSelect,
    YesNoField,
)
from careleavers.web.forms import BaseForm

Send = Callable[..., Any]


class RiskForm(BaseForm):
    """One answer and any number."""

    risk = EnumRadioField("Risk", terms=RiskAnswer, required="Choose what you saw of risk")
    types = CheckboxesField("Kinds", terms=RiskType)


class MoveForm(BaseForm):
    """Questions asked only after yes."""

    moved = YesNoField("Have they moved?", required="Choose whether they have moved")
    where = TextField("Where to?", revealed_by=RevealedBy("moved", Answer.YES), required="Enter where they moved to")
    on = DateField("When?", revealed_by=RevealedBy("moved", Answer.YES))
    safe = YesNoField("Are they safe?", revealed_by=RevealedBy("moved", Answer.YES), required="Choose one")


class EitherForm(BaseForm):
    """A question asked after either of two answers."""

    risk = EnumRadioField("Risk", terms=RiskAnswer, required="Choose what you saw of risk")
    what = TextField(
        "What is it?",
        revealed_by=RevealedBy("risk", RiskAnswer.NEW, RiskAnswer.CHANGED),
        required="Enter what it is",
    )


class PickForm(BaseForm):
    """Lists that open."""

    severity = SelectField("How soon", terms=Severity, required="Choose how soon")
    worker = WorkerSelect("Worker", required="Choose a worker")


class SumForm(BaseForm):
    """Numbers."""

    days = IntegerField("Visit every", minimum=7, maximum=56)
    bursary = DecimalField("Bursary")


class FileForm(BaseForm):
    """Files."""

    one = FileField("Return", accepts=(".csv",), required="Choose a file")
    more = FilesField("Others")


def test_nothing_is_chosen_beforehand(opened: Callable[..., Any]) -> None:
    form = opened(RiskForm)
    assert " checked" not in form.risk() + form.types()


def test_an_answer_is_a_member_of_the_vocabulary(send: Send) -> None:
    form = send(RiskForm, ("risk", "new"), ("types", "debt"), ("types", "missing"))
    assert not form.errors
    assert form.risk.data is RiskAnswer.NEW
    assert form.types.data == [RiskType.MISSING, RiskType.DEBT]


def test_no_answer_and_an_answer_not_on_offer(send: Send) -> None:
    assert send(RiskForm).errors == {"risk": ["Choose what you saw of risk"]}
    form = send(RiskForm, risk="NEW'--", types="nonsense")
    assert form.risk.data is None
    assert form.errors["risk"] == ["Choose one of the answers to “Risk”"]
    assert form.errors["types"] == ["Choose from the answers to “Kinds”"]


def test_a_repeated_answer_is_refused(send: Send) -> None:
    assert "more than once" in send(RiskForm, ("risk", "new"), ("risk", "changed")).errors["risk"][0]
    assert "more than once" in send(RiskForm, ("risk", "new"), ("types", "debt"), ("types", "debt")).errors["types"][0]


def test_the_choice_made_is_shown_again_after_an_error_elsewhere(send: Send) -> None:
    form = send(MoveForm, moved="no_such")
    assert " checked" not in form.moved()
    form = send(MoveForm, moved="yes")
    assert form.errors == {"where": ["Enter where they moved to"], "safe": ["Choose one"]}
    assert form.moved().count(" checked") == 1


def test_a_revealed_question_is_drawn_once_inside_the_answer_that_asks_it(opened: Callable[..., Any]) -> None:
    form = opened(MoveForm)
    html = "".join(question() for question in form.questions())
    assert html.count('name="where"') == 1
    assert html.index('value="yes"') < html.index('name="where"') < html.index('value="no"')


def test_an_answer_that_was_not_asked_for_is_refused_and_shown_in_the_open(send: Send) -> None:
    form = send(MoveForm, moved="no", where="Leeds")
    assert form.errors == {"where": ["“Where to?” is only asked after “Yes”. Choose “Yes”, or clear it"]}
    html = form.moved()
    assert 'value="Leeds"' in html
    assert html.index('value="no"') < html.index('value="Leeds"'), "not inside the answer that hides it"


@pytest.mark.parametrize("stray", [{"on-day": "1"}, {"on-day": "1", "on-month": "2", "on-year": "2026"}])
def test_a_day_that_was_not_asked_for_is_refused(send: Send, stray: dict[str, str]) -> None:
    assert send(MoveForm, moved="no", **stray).errors["on"] == [
        "“When?” is only asked after “Yes”. Choose “Yes”, or clear it"
    ]


def test_a_choice_that_was_not_asked_for_is_undone_so_that_saving_again_works(send: Send) -> None:
    form = send(MoveForm, moved="no", safe="yes")
    assert "it has been cleared" in form.errors["safe"][0]
    assert form.safe.data is None
    assert " checked" not in form.safe.drawn()


def test_an_unasked_question_left_alone_is_fine(send: Send) -> None:
    form = send(MoveForm, moved="no", where="", **{"on-day": "", "on-month": "", "on-year": ""})
    assert not form.errors
    assert (form.where.data, form.on.data, form.safe.data) == ("", None, None)


def test_a_question_asked_after_either_of_two_answers(send: Send) -> None:
    assert not send(EitherForm, risk="changed", what="Debt").errors
    assert send(EitherForm, risk="new").errors == {"what": ["Enter what it is"]}
    form = send(EitherForm, risk="nothing_new", what="Debt")
    assert "only asked after “A new risk” or “Something has changed”" in form.errors["what"][0]
    assert "data-revealed-by" not in form.what(), "a refused answer may not be hidden"
    assert 'data-revealed-when="new changed"' in send(EitherForm, risk="nothing_new").what()


def test_lists_hold_what_is_offered(send: Send, page_app: Any) -> None:
    with page_app.test_request_context("/", method="POST", data={"severity": "high", "worker": "2"}):
        form = PickForm()
        form.worker.offer([SimpleNamespace(id=1, name="Ada Moss"), SimpleNamespace(id=2, name="Bo Lin")])
        assert form.validate()
        assert form.severity.data is Severity.HIGH
        assert form.worker.data == 2
    form = send(PickForm, severity="high", worker="3")
    assert form.worker.data is None
    assert form.errors == {"worker": ["Choose one of the answers to “Worker”"]}


@pytest.mark.parametrize(
    ("typed", "outcome"),
    [
        ("28", 28),
        (" 1,4 ", 14),
        ("", None),
        ("6", "“Visit every” must be 7 or more"),
        ("-3", "“Visit every” must be 7 or more"),
        ("57", "“Visit every” must be 56 or fewer"),
        ("7.5", "“Visit every” must be a whole number, for example 12"),
        ("9" * 6000, "“Visit every” must be a whole number, for example 12"),
        ("9223372036854775808", "“Visit every” must be a whole number, for example 12"),
    ],
)
def test_whole_numbers(send: Send, typed: str, outcome: Any) -> None:
    form = send(SumForm, days=typed)
    assert (form.errors["days"][0] if form.errors else form.days.data) == outcome


@pytest.mark.parametrize(
    ("typed", "outcome"),
    [
        ("£1,200.5", Decimal("1200.50")),
        ("0", Decimal("0.00")),
        ("", None),
        ("-5", "“Bursary” must be an amount in pounds, for example 120 or 120.50"),
        ("NaN", "“Bursary” must be an amount in pounds, for example 120 or 120.50"),
        ("1e9", "“Bursary” must be an amount in pounds, for example 120 or 120.50"),
        ("1.999", "“Bursary” must be an amount in pounds, for example 120 or 120.50"),
        ("1000001", "“Bursary” must be £1,000,000 or less"),
    ],
)
def test_amounts(send: Send, typed: str, outcome: Any) -> None:
    form = send(SumForm, bursary=typed)
    assert (form.errors["bursary"][0] if form.errors else form.bursary.data) == outcome


def test_files(send: Send) -> None:
    form = send(
        FileForm,
        ("one", (BytesIO(b"a,b"), "Header.CSV")),
        ("more", (BytesIO(b"1"), "a.txt")),
        ("more", (BytesIO(b"2"), "b.txt")),
    )
    assert not form.errors
    assert form.one.data.read() == b"a,b"
    assert [each.filename for each in form.more.data] == ["a.txt", "b.txt"]
    assert form.has_files


@pytest.mark.parametrize(
    ("pairs", "message"),
    [
        ([], "Choose a file"),
        ([("one", "Header.csv")], "The file for “Return” did not arrive. Choose it again"),
        ([("one", (BytesIO(b""), "x.exe"))], "“Return” must be a .csv file"),
        (
            [("one", (BytesIO(b""), "a.csv")), ("one", (BytesIO(b""), "b.csv"))],
            "Choose one file for “Return”",
        ),
    ],
)
def test_files_that_will_not_do(send: Send, pairs: list[Any], message: str) -> None:
    assert send(FileForm, *pairs).errors["one"] == [message]

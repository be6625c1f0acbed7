"""Days: three boxes in, one date or one clear sentence out, and never a server error."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from careleavers.web.fields import DateField
from careleavers.web.forms import BaseForm

Send = Callable[..., Any]
YEAR = "Enter the date you visited with the year in four figures, for example 27 3 2026"
MONTH = "Enter the date you visited with a month between 1 and 12, for example 27 3 2026"
AGAIN = "Enter the date you visited, for example 27 3 2026"
WHOLE = "Enter the date you visited as day, month and year, for example 27 3 2026"


class VisitForm(BaseForm):
    """A day that is needed and one that is not."""

    seen_on = DateField("When did you visit?", required="Enter the date you visited")
    next_on = DateField("Next visit")


def sent_as(day: str, month: str, year: str) -> dict[str, str]:
    return {"seen_on-day": day, "seen_on-month": month, "seen_on-year": year}


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        (("27", "3", "2026"), date(2026, 3, 27)),
        (("01", "03", "2026"), date(2026, 3, 1)),
        ((" 1 ", "Mar", "2026"), date(2026, 3, 1)),
        (("1", "september", "2026"), date(2026, 9, 1)),
        (("1", "Sept.", "2026"), date(2026, 9, 1)),
        (("1", "JUNE", "1900"), date(1900, 6, 1)),
        (("31", "12", "2200"), date(2200, 12, 31)),
        (("29", "2", "2024"), date(2024, 2, 29)),
        (("٢٧", "٣", "٢٠٢٦"), date(2026, 3, 27)),
    ],
)
def test_days_as_people_type_them(send: Send, typed: tuple[str, str, str], meant: date) -> None:
    form = send(VisitForm, **sent_as(*typed))
    assert not form.errors
    assert form.seen_on.data == meant
    assert form.next_on.data is None


@pytest.mark.parametrize(
    ("typed", "message", "wrong"),
    [
        (("", "", ""), "Enter the date you visited", "day"),
        (("", "3", "2026"), WHOLE, "day"),
        (("27", "", "2026"), WHOLE, "month"),
        (("27", "3", ""), WHOLE, "year"),
        (("x", "3", "2026"), WHOLE, "day"),
        (("27", "ma", "2026"), WHOLE, "month"),
        (("²", "3", "2026"), WHOLE, "day"),
        (("-1", "3", "2026"), WHOLE, "day"),
        (("0", "3", "2026"), WHOLE, "day"),
        (("27", "3", "9" * 5000), WHOLE, "year"),
        (("27", "3", "26"), YEAR, "year"),
        (("27", "3", "1899"), YEAR, "year"),
        (("27", "3", "2201"), YEAR, "year"),
        (("27", "13", "2026"), MONTH, "month"),
        (("31", "feb", "2026"), f"There is no 31 February 2026. {AGAIN}", "day"),
        (("29", "2", "2100"), f"There is no 29 February 2100. {AGAIN}", "day"),
    ],
)  # fmt: skip
def test_what_is_not_a_day_says_so_and_leads_to_the_wrong_box(
    send: Send, typed: tuple[str, str, str], message: str, wrong: str
) -> None:
    form = send(VisitForm, **sent_as(*typed))
    assert form.seen_on.data is None
    assert form.errors_for_summary() == [(f"#seen_on-{wrong}", message)]
    assert f'id="seen_on-{wrong}"' in form.seen_on()


def test_what_was_typed_is_shown_again(send: Send) -> None:
    html = send(VisitForm, **sent_as("31", "feb\x00", '2026"><b>'))["seen_on"]()
    assert 'value="31"' in html
    assert 'value="feb"' in html
    assert "<b>" not in html


def test_a_repeated_box_is_refused(send: Send) -> None:
    form = send(VisitForm, *sent_as("27", "3", "2026").items(), ("seen_on-day", "28"))
    assert form.seen_on.data is None
    assert form.errors["seen_on"] == ["“When did you visit?” was sent more than once. Check it and save again"]


def test_a_missing_box_is_an_empty_one(send: Send) -> None:
    form = send(VisitForm, ("seen_on-day", "27"))
    assert form.errors["seen_on"] == [WHOLE]


def test_an_optional_day_that_is_wrong_names_its_question(send: Send) -> None:
    form = send(VisitForm, **sent_as("27", "3", "2026"), **{"next_on-day": "5"})
    assert form.errors["next_on"] == ["Enter “Next visit” as day, month and year, for example 27 3 2026"]


def test_a_day_already_held_stands_in_the_boxes(opened: Callable[..., Any]) -> None:
    html = opened(VisitForm, seen_on=date(2026, 3, 9)).seen_on()
    assert [f'value="{part}"' in html for part in (9, 3, 2026)] == [True] * 3


def test_a_day_held_is_forgotten_when_the_boxes_come_empty(page_app: Any) -> None:
    with page_app.test_request_context("/", method="POST", data={}):
        form = VisitForm(data={"seen_on": date(2026, 3, 9)})
        assert not form.validate()
        assert form.seen_on.data is None


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=150)
@given(parts=st.tuples(st.text(max_size=12), st.text(max_size=12), st.text(max_size=12)))
def test_no_typing_at_all_breaks_it(page_app: Any, parts: tuple[str, str, str]) -> None:
    with page_app.test_request_context("/", method="POST"):
        form = VisitForm(formdata=MultiDict(sent_as(*parts)))
        if not form.validate():
            assert all(message for _, message in form.errors_for_summary())
        form.seen_on().encode("utf-8")

"""One way through every form: check, call one service, and put what the service says back on the form.

status = submit(form, lambda: service.record_change(session, actor(), young_person, form.details()))
if status == SAVED:
    return redirect(...)
return render_template(..., form=form), status
"""

from collections.abc import Callable
from datetime import date
from typing import Any

from careleavers.domain.dates import long_date
from careleavers.domain.refusals import Refused, Stale
from careleavers.models.base import Record
from careleavers.web.fields import HiddenField, Question
from careleavers.web.forms import BaseForm, VersionedForm

ASKED, SAVED, CHANGED_BY_OTHERS, REFUSED = 200, 302, 409, 422
CHANGED_MEANWHILE = (
    "Somebody else saved this while you were writing, so nothing of yours is saved yet. Where your answer differs"
    " from theirs it says so below. Change what you want to change, then save again"
)


def submit(form: BaseForm, act: Callable[[], object], row: Record | None = None) -> int:
    """Check a form and, if it will do, `act`: the status to answer with, SAVED when all is done.

    What the service refuses stands on the form afterwards. `row` is the record that a VersionedForm edits.
    """
    if not form.validate_on_submit():
        return REFUSED if form.errors else ASKED
    try:
        act()
    except Refused as refusal:
        refuse(form, refusal)
        return REFUSED
    except Stale:
        if row is None or not isinstance(form, VersionedForm):
            raise
        show_what_changed(form, row)
        return CHANGED_BY_OTHERS
    return SAVED


def refuse(form: BaseForm, refusal: Refused) -> None:
    """Put what the service refused beside the question it is about, or over the form when it is not asked here."""
    asked = refusal.field in form and isinstance(form[refusal.field], Question)
    form.refuse(refusal.sentence, refusal.field if asked else None)


def show_what_changed(form: VersionedForm, row: Record) -> None:
    """Put beside each answer that differs from the row what is recorded now; a second save then replaces it.

    The form carries the row's present version from here on.
    """
    form.refuse(CHANGED_MEANWHILE)
    for field in form:
        if not isinstance(field, Question) or isinstance(field, HiddenField) or not hasattr(row, field.short_name):
            continue
        recorded = getattr(row, field.short_name)
        if (field.data or None) != (recorded or None):
            field.refuse(f"Recorded now: {_in_words(field, recorded)}")
    form.version.data, form.version.typed = row.version, None


def _in_words(question: Question, recorded: Any) -> str:
    if recorded in (None, ""):
        return "nothing"
    return long_date(recorded) if isinstance(recorded, date) else f"“{question.name_of(recorded)}”"

"""One way through every form: check, call one service, and put what the service says back on the form.

status = submit(form, lambda: service.record_change(session, actor(), young_person, form.details()))
if status == SAVED:
    return redirect(...)
return render_template(..., form=form), status
"""

from collections.abc import Callable

from careleavers.domain.refusals import Refused, Stale
from careleavers.models.base import Record
from careleavers.web.access import actor, db_session
from careleavers.web.comparing import clash_of, is_behind
from careleavers.web.fields import Question
from careleavers.web.forms import BaseForm, VersionedForm

ASKED, SAVED, CHANGED_BY_OTHERS, REFUSED = 200, 302, 409, 422


def submit(form: BaseForm, act: Callable[[], object], row: Record | None = None) -> int:
    """Check a form and, if it will do, `act`: the status to answer with, SAVED when all is done.

    What the service refuses stands on the form afterwards. `row` is the record that a VersionedForm edits: when
    somebody else saved it since the page was opened, nothing is done and the form has both texts on it.
    """
    good = form.validate_on_submit()
    if not good and not form.errors:
        return ASKED
    versioned = form if row is not None and isinstance(form, VersionedForm) else None
    if row is not None and versioned and not versioned.merges and form.is_ours() and is_behind(versioned):
        return _both_texts(versioned, row)
    if not good:
        return REFUSED
    try:
        act()
    except Refused as refusal:
        refuse(form, refusal)
        return REFUSED
    except Stale:
        if row is None or versioned is None:
            raise
        return _both_texts(versioned, row)
    return SAVED


def _both_texts(form: VersionedForm, row: Record) -> int:
    """Put on the form what is saved now beside what was typed; a second save is then done knowingly.

    The form carries from here on the version that its questions were filled in from, and no other: had somebody
    saved again since, their words are not on this page, and the next save must be stopped as well.
    """
    form.clash = clash_of(db_session(), actor(), form, row)
    form.version.data, form.version.typed = form.version.object_data, None
    return CHANGED_BY_OTHERS


def refuse(form: BaseForm, refusal: Refused) -> None:
    """Put what the service refused beside the question it is about, or over the form when it is not asked here."""
    asked = refusal.field in form and isinstance(form[refusal.field], Question)
    form.refuse(refusal.sentence, refusal.field if asked else None)

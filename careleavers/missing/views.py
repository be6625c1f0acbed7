"""The pages of being missing: each time, what was done about it, and what was recorded in error."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from careleavers.domain.missing import MissingStepKind
from careleavers.domain.permissions import Permission
from careleavers.drafts.pages import drafted
from careleavers.missing import queries, service
from careleavers.missing.forms import ChangeForm, RecordForm, StepForm, StrikeForm
from careleavers.models import MissingEpisode, MissingStep, YoungPerson
from careleavers.models.base import identity
from careleavers.web.access import actor, allow, db_session
from careleavers.web.once import once
from careleavers.web.submitting import SAVED, submit

blueprint = Blueprint("missing", __name__)
ERROR = "Marked as recorded in error. It counts nowhere any more."


@blueprint.app_context_processor
def words_of_missing() -> dict[str, Any]:
    """Give every template `missing_now`, the time of a young person that is not over, and `all_missing` in reach."""
    return {
        "missing_now": lambda young_person: queries.missing_now(db_session(), identity(young_person)),
        "all_missing": lambda: queries.all_missing(db_session(), actor()),
    }


def _done(words: str, young_person: YoungPerson) -> Response:
    flash(words)
    return redirect(url_for("missing.show", young_person=young_person.public_id))


def _page(name: str, young_person: YoungPerson, form: Any, **more: Any) -> str:
    back = url_for("missing.show", young_person=young_person.public_id)
    return render_template(f"missing/{name}.html", young_person=young_person, form=form, back=back, **more)


@blueprint.route("/young-people/<young_person>/missing")
@allow(Permission.SEE_RECORD)
def show(young_person: YoungPerson) -> str:
    """Each time they were missing, the latest first, with what was done about it."""
    may = actor().may
    return render_template(
        "missing/show.html", young_person=young_person, told=queries.episodes_of(db_session(), young_person),
        may_record=may(Permission.REVIEW_RISK), may_strike=may(Permission.STRIKE_CONTACT),
    )  # fmt: skip


@blueprint.route("/young-people/<young_person>/missing/record", methods=["GET", "POST"])
@allow(Permission.REVIEW_RISK)
@drafted("Somebody missing")
@once
def record(young_person: YoungPerson) -> Any:
    """They are missing, or were."""
    form, saving = RecordForm(), (db_session(), actor(), young_person)
    status = submit(form, lambda: service.record_episode(*saving, form.details()))
    if status == SAVED:
        return _done("Recorded.", young_person)
    return _page("record", young_person, form), status


@blueprint.route("/young-people/<young_person>/missing/<missing_episode>/change", methods=["GET", "POST"])
@allow(Permission.REVIEW_RISK)
@drafted("Somebody missing")
def change(young_person: YoungPerson, missing_episode: MissingEpisode) -> Any:
    """They are back, or more is known."""
    row, form = missing_episode, ChangeForm(obj=missing_episode)
    saving = (db_session(), young_person, row)
    status = submit(form, lambda: service.change_episode(*saving, form.details(), form.version.data), row)
    if status == SAVED:
        return _done("Changed.", young_person)
    return _page("change", young_person, form, row=row), status


@blueprint.route("/young-people/<young_person>/missing/<missing_episode>/record", methods=["GET", "POST"])
@allow(Permission.REVIEW_RISK)
@drafted("What was done about somebody missing")
@once
def record_step(young_person: YoungPerson, missing_episode: MissingEpisode) -> Any:
    """An interview was offered, a meeting held, or a manager looked."""
    form = StepForm().fit(_steps_to_come(missing_episode))
    saving = (db_session(), actor(), missing_episode)
    status = submit(form, lambda: service.record_step(*saving, form.details()))
    if status == SAVED:
        return _done("Recorded.", young_person)
    return _page("record_step", young_person, form, row=missing_episode), status


def _steps_to_come(episode: MissingEpisode) -> list[MissingStepKind]:
    """An interview once they are back; a look by whoever manages."""
    kinds = [MissingStepKind.INTERVIEW] if episode.returned_on else []
    looks = [MissingStepKind.LOOK] if actor().may(Permission.WRITE_OVERSIGHT) else []
    return [*kinds, MissingStepKind.MEETING, *looks]


@blueprint.route("/young-people/<young_person>/missing/<missing_episode>/strike", methods=["GET", "POST"])
@allow(Permission.STRIKE_CONTACT)
@drafted("Something recorded in error")
@once
def strike(young_person: YoungPerson, missing_episode: MissingEpisode) -> Any:
    """Mark a time missing, with all that was done about it, as recorded in error."""
    return _strike(young_person, missing_episode, missing_episode.absence.label)


@blueprint.route("/young-people/<young_person>/missing/steps/<missing_step>/strike", methods=["GET", "POST"])
@allow(Permission.STRIKE_CONTACT)
@drafted("Something recorded in error")
@once
def strike_step(young_person: YoungPerson, missing_step: MissingStep) -> Any:
    """Mark one thing done as recorded in error."""
    return _strike(young_person, missing_step, missing_step.kind.label)


def _strike(young_person: YoungPerson, row: MissingEpisode | MissingStep, what: str) -> Any:
    form, saving = StrikeForm(version=row.version), (db_session(), actor(), row)
    status = submit(form, lambda: service.strike(*saving, form.reason.data, form.version.data), row)
    if status == SAVED:
        return _done(ERROR, young_person)
    return _page("strike" if isinstance(row, MissingEpisode) else "strike_step", young_person, form,
                 row=row, what=what), status  # fmt: skip

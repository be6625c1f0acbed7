"""The board of those who have nobody, and allocating, ending and looking back on one young person's record."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for

from careleavers import scope
from careleavers.allocations import capacity, queries, service
from careleavers.allocations.forms import AllocateForm, EndForm
from careleavers.db import policy, today
from careleavers.domain.permissions import Permission
from careleavers.models import Allocation, Worker, YoungPerson
from careleavers.models.base import identity
from careleavers.people.alongside import changes_of_worker
from careleavers.web.access import actor, allow, db_session
from careleavers.web.filters import counted
from careleavers.web.once import once
from careleavers.web.requests import opened_list
from careleavers.web.submitting import ASKED, REFUSED, SAVED, submit

blueprint = Blueprint("allocations", __name__)


@blueprint.route("/unallocated")
@allow(Permission.ALLOCATE)
def unallocated() -> str:
    """Everybody in reach of 15½ or over who has no after-care worker, and what each worker carries."""
    session, day = db_session(), today(db_session())
    board = queries.board(session, actor(), request.args.get("after", ""))
    opened_list([identity(row.person) for row in board.rows])
    loads = capacity.loads(session, actor())
    suggested, risks = capacity.suggestions(board.rows, loads, day), capacity.worst_risks(session, board.rows)
    return render_template(
        "allocations/unallocated.html", board=board, loads=loads, suggested=suggested, risks=risks, today=day
    )


@blueprint.route("/young-people/<young_person>/allocations")
@allow(Permission.SEE_RECORD)
def history(young_person: YoungPerson) -> str:
    """Everybody who was and is alongside them."""
    held = queries.history(db_session(), [identity(young_person)])[identity(young_person)]
    day = today(db_session())
    changes = changes_of_worker([each.allocation for each in held], day)
    return render_template(
        "allocations/history.html", young_person=young_person, held=held, changes=changes, today=day,
        too_many=policy(db_session()).worker_changes_high,
    )  # fmt: skip


@blueprint.route("/young-people/<young_person>/allocate", methods=["GET", "POST"])
@allow(Permission.ALLOCATE)
@once
def allocate(young_person: YoungPerson) -> Any:
    """Allocate a worker."""
    form = AllocateForm()
    form.offer(queries.candidates(db_session(), actor()), today(db_session()))
    status = submit(form, lambda: service.allocate(db_session(), actor(), young_person, form.details()))
    if status == SAVED:
        worker = db_session().get_one(Worker, form.worker_id.data)
        flash(f"{worker.name} is allocated to {young_person.name}.")
        return redirect(_onwards(young_person))
    held = queries.history(db_session(), [identity(young_person)])[identity(young_person)]
    return render_template(
        "allocations/allocate.html", young_person=young_person, form=form, held=held, today=today(db_session())
    ), status  # fmt: skip


@blueprint.route("/allocate-several", methods=["GET", "POST"])
@allow(Permission.ALLOCATE)
@once
def allocate_several() -> Any:
    """Give the young people chosen on a list to one worker, all or none."""
    session, form = db_session(), AllocateForm()
    people = queries.chosen(session, actor(), request.args.getlist("who"))
    opened_list([identity(each) for each in people])
    form.offer(queries.candidates(session, actor()), today(session))
    if not people:
        status = REFUSED if request.method == "POST" else ASKED
    else:
        status = submit(form, lambda: service.allocate_several(session, actor(), people, form.details()))
    if status == SAVED:
        worker = session.get_one(Worker, form.worker_id.data)
        flash(f"{worker.name} is allocated to {counted(len(people), 'young person', 'young people')}.")
        return redirect(url_for("alerts.queue"))
    return render_template("allocations/allocate_several.html", people=people, form=form), status


def _onwards(young_person: YoungPerson) -> str:
    """The record; or the board, when the young person went to another team and so out of the manager's reach."""
    day = today(db_session())
    if scope.find_young_person(db_session(), actor(), young_person.public_id, day) is None:
        return url_for("allocations.unallocated")
    return url_for("people.show", young_person=young_person.public_id)


@blueprint.route("/young-people/<young_person>/allocations/<allocation>/end", methods=["GET", "POST"])
@allow(Permission.ALLOCATE)
def end(young_person: YoungPerson, allocation: Allocation) -> Any:
    """End an allocation without another following it."""
    worker = db_session().get_one(Worker, allocation.worker_id)
    form = EndForm(obj=allocation)

    def act() -> None:
        service.end_allocation(
            db_session(), actor(), allocation, form.ends_on.data, form.reason.data, form.version.data
        )  # fmt: skip

    status = submit(form, act, row=allocation)
    if status == SAVED:
        flash(f"The allocation of {worker.name} ends. {young_person.first_name} needs somebody else.")
        return redirect(url_for("allocations.history", young_person=young_person.public_id))
    return render_template("allocations/end.html", young_person=young_person, form=form, worker=worker), status

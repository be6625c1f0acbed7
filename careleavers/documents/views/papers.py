"""The checklist of identity papers with the documents beside it, and recording one paper."""

from flask import abort, render_template

from careleavers.db import policy, today
from careleavers.documents import queries, service
from careleavers.documents.forms import paper_form
from careleavers.documents.views.blueprint import Page, blueprint, checklist_of, done
from careleavers.domain.dates import birthday
from careleavers.domain.documents import MOST_FILES, PaperKind, as_listed
from careleavers.domain.permissions import Permission
from careleavers.drafts.pages import drafted
from careleavers.models import YoungPerson
from careleavers.models.base import identity
from careleavers.web.access import actor, allow, db_session
from careleavers.web.once import once
from careleavers.web.submitting import SAVED, submit

_KINDS = {kind.value.replace("_", "-"): kind for kind in PaperKind}


@blueprint.route("/young-people/<young_person>/documents")
@allow(Permission.SEE_RECORD)
def checklist(young_person: YoungPerson) -> str:
    """Which papers they hold and what is still missing at 18, and every document that was handed in."""
    session, may, known = db_session(), actor().may, identity(young_person)
    return render_template(
        "documents/checklist.html", young_person=young_person, today=today(session), as_listed=as_listed,
        papers=queries.checklist_of(session, known), addresses={kind: word for word, kind in _KINDS.items()},
        may_keep=may(Permission.KEEP_DOCUMENTS), may_strike=may(Permission.STRIKE_DOCUMENT), most=MOST_FILES,
        documents=queries.documents_of(session, known),
        at_18=birthday(young_person.born_on, 18, policy(session).leap_day_birthday),
    )  # fmt: skip


@blueprint.route("/young-people/<young_person>/documents/papers/<paper>", methods=["GET", "POST"])
@allow(Permission.KEEP_DOCUMENTS)
@drafted(lambda arguments: _KINDS[arguments["paper"]].label if arguments.get("paper") in _KINDS else "Identity paper")
@once
def record_paper(young_person: YoungPerson, paper: str) -> Page:
    """Say whether they have one paper."""
    session, kind = db_session(), _KINDS.get(paper) or abort(404)
    row = queries.paper_of(session, identity(young_person), kind)
    form = paper_form(kind, row)
    status = submit(
        form,
        lambda: service.record_paper(session, actor(), young_person, kind, form.details(), form.version.data),
        row,
    )
    if status == SAVED:
        return done(f"{kind.label} saved", young_person)
    back = checklist_of(young_person)
    page = render_template("documents/record_paper.html", young_person=young_person, form=form, kind=kind, back=back)
    return page, status

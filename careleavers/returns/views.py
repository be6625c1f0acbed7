"""Imports for service managers: upload, look, apply, and the report as a file."""

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from careleavers.db import today
from careleavers.domain.permissions import Permission
from careleavers.domain.refusals import Refused
from careleavers.models import ImportRun
from careleavers.returns import queries, service
from careleavers.returns.findings import ImportRefused
from careleavers.returns.forms import ReportFilter, UploadForm
from careleavers.returns.pages import page_of
from careleavers.returns.reading import read_files
from careleavers.returns.report import Report
from careleavers.web.access import actor, allow, db_session
from careleavers.web.requests import opened_list

blueprint = Blueprint("returns", __name__)


@blueprint.route("/imports")
@allow(Permission.IMPORT_RETURN)
def imports() -> str:
    """Every import, newest first."""
    runs = queries.imports(db_session())
    names = queries.names_of(db_session(), {run.started_by for run in runs})
    return render_template("returns/imports.html", runs=runs, names=names)


@blueprint.route("/imports/new", methods=["GET", "POST"])
@allow(Permission.IMPORT_RETURN)
def upload() -> str | Answer | tuple[str, int]:
    """Hand in the files; nothing is written to a record yet."""
    form = UploadForm(year=service.latest_year(today(db_session())))
    if form.validate_on_submit():
        try:
            files = read_files(form.contents())
            run = service.stage(db_session(), actor(), files, year=form.year.data)
            return redirect(url_for("returns.show", import_run=run.public_id))
        except ImportRefused as refused:
            form.show(refused)
        except Refused as refused:
            form.refuse(refused.sentence, refused.field)
    return render_template("returns/upload.html", form=form), 422 if form.is_submitted() else 200


@blueprint.route("/imports/<import_run>")
@allow(Permission.IMPORT_RETURN)
def show(import_run: ImportRun) -> str:
    """What the import would do, or did, one by one."""
    report, form = Report.from_text(import_run.report), ReportFilter()
    form.validate()
    page = page_of(report, request.args.get("show", ""), form.child_id.data or "", request.args.get("after", ""))
    found = queries.ids_of(db_session(), page.child_ids)
    opened_list([number for number, _ in found.values()])
    return render_template("returns/show.html", run=import_run, report=report, page=page, form=form, records=found)


@blueprint.route("/imports/<import_run>/report.csv")
@allow(Permission.IMPORT_RETURN)
def download(import_run: ImportRun) -> Response:
    """The whole report as a file for a spreadsheet."""
    report = Report.from_text(import_run.report)
    found = queries.ids_of(db_session(), report.outcomes)
    opened_list([number for number, _ in found.values()])
    name = f"import-{import_run.id}-report.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response("\ufeff" + report.as_csv(), mimetype="text/csv", headers=headers)


@blueprint.route("/imports/<import_run>/apply", methods=["POST"])
@allow(Permission.IMPORT_RETURN)
def apply_import(import_run: ImportRun) -> Answer:
    """Write it to the records, each young person wholly or not at all."""
    try:
        report = service.apply(db_session(), import_run)
        if report.applied:
            flash("Import applied")
        else:
            flash("Records have changed since. Nothing was written: look at the new report, then apply", "wrong")
    except Refused as refused:
        flash(refused.sentence, "wrong")
    return redirect(url_for("returns.show", import_run=import_run.public_id))

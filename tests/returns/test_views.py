"""The import as a page: a service manager looks, applies and takes the report away; nobody else may."""

import csv
import io
from collections.abc import Callable

import pytest
from sqlmodel import Session, col, func, select
from werkzeug.test import TestResponse

from careleavers.models import ImportRun, ReadEntry, YoungPerson
from careleavers.returns import forms
from careleavers.returns.report import harmless
from tests.client import AuditingClient, words
from tests.people import People
from tests.returns.files import DATA, LEFT, header, made, oc3

SignIn = Callable[[str], AuditingClient]
THIS = DATA / "903_2026" / "this"
ROWS = (
    [header("T00001", "14/09/2006", ETHNIC="BAFR"), header("9", SEX="X"), header("8")],
    [LEFT.replace("700001", "8")],
)


def upload(sam: AuditingClient, files: dict[str, bytes], year: str = "2026") -> TestResponse:
    """Hand in these files on the page."""
    parts = [(io.BytesIO(content), name) for name, content in files.items()]
    return sam.send("/imports/new", {"year": year, "files": parts}, content_type="multipart/form-data")


def test_sam_uploads_looks_applies_and_sees_what_was_done(session: Session, sign_in: SignIn) -> None:
    sam = sign_in("sam")
    assert "No imports yet" in words(sam.get("/imports"))
    answer = upload(sam, {path.name: path.read_bytes() for path in THIS.iterdir()})
    assert answer.status_code == 302
    address = answer.location
    before = words(sam.get(address))
    assert "Not applied yet" in before
    assert "The return for the year to 31 March 2026" in before
    assert session.exec(select(func.count()).select_from(YoungPerson)).one() == 2
    applied = sam.post(f"{address}/apply", data={"csrf_token": sam.token}, follow_redirects=True)
    assert "Import applied" in words(applied)
    assert "Apply to" not in words(applied)
    assert session.exec(select(func.count()).select_from(YoungPerson)).one() == 28
    assert "Applied" in words(sam.get("/imports"))
    again = sam.post(f"{address}/apply", data={"csrf_token": sam.token}, follow_redirects=True)
    assert "This import was applied already" in words(again)


def test_report_shows_each_outcome_with_place_and_remedy(sign_in: SignIn) -> None:
    sam = sign_in("sam")
    address = upload(sam, made(*ROWS)).location
    refused = words(sam.get(address))
    for part in ("9 header.csv 3 SEX X", "Is not a sex.", "Allowed: F M U.", "Apply to 2 young people"):
        assert part in refused
    assert "Nothing of the 1 refused young person is written" in refused
    assert "T00001 ethnicity nothing BAFR" in words(sam.get(f"{address}?show=changed"))
    assert "8" in words(sam.get(f"{address}?show=added")).split("Outcomes")[-1]
    assert "Nothing here" in words(sam.get(f"{address}?show=refused&child_id=8"))


def test_whose_records_the_report_listed_is_written_down(session: Session, people: People, sign_in: SignIn) -> None:
    sam = sign_in("sam")
    address = upload(sam, made(*ROWS)).location
    sam.get(f"{address}?show=changed")
    sam.get(f"{address}/report.csv")
    entries = session.exec(
        select(ReadEntry).where(col(ReadEntry.endpoint).in_(["returns.show", "returns.download"]))
    ).all()
    assert {entry.listed_ids for entry in entries} == {str(people.yas.id)}
    assert len(entries) == 2


def test_report_downloads_with_nothing_that_runs(sign_in: SignIn) -> None:
    sam = sign_in("sam")
    address = upload(sam, made([header("8", ETHNIC="=1+1")])).location
    answer = sam.get(f"{address}/report.csv")
    assert answer.mimetype == "text/csv"
    assert "attachment" in answer.headers["Content-Disposition"]
    (row,) = csv.DictReader(io.StringIO(answer.get_data(as_text=True).removeprefix("\ufeff")))
    assert (row["outcome"], row["row"], row["value"]) == ("refused", "2", "'=1+1")


@pytest.mark.parametrize("cell", ["=1", "+1", "-1", "@x", "\tx", "\rx", "＝1"])
def test_formula_is_neutralised(cell: str) -> None:
    assert harmless(cell) == f"'{cell}"


def test_files_that_cannot_be_read_are_explained_and_nothing_is_kept(session: Session, sign_in: SignIn) -> None:
    sam = sign_in("sam")
    files = made([header()])
    del files["oc3.csv"]
    files["header.csv"] = files["header.csv"].replace(b"ETHNIC,", b"ETHNICITY,")
    answer = upload(sam, files, "2025")
    assert answer.status_code == 422
    shown = words(answer)
    assert "Did you mean ETHNIC?" in shown
    assert "No file holds OC3. Add a file with the columns CHILD, DOB, IN_TOUCH, ACTIV, ACCOM" in shown
    assert 'value="2025"' in answer.get_data(as_text=True)
    assert session.exec(select(ImportRun)).all() == []


@pytest.mark.parametrize(
    ("year", "says"),
    [
        ("", "Enter the year in which the return ends"),
        ("soon", "must be a whole number"),
        ("2031", "The year must be 2000 to 2026"),
    ],
)
def test_year_is_asked_for(sign_in: SignIn, year: str, says: str) -> None:
    answer = upload(sign_in("sam"), made([header()]), year)
    assert answer.status_code == 422
    assert says in words(answer)


def test_no_file_or_one_too_large_is_refused(sign_in: SignIn, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forms, "MOST_BYTES", 2000)
    sam = sign_in("sam")
    assert "Choose the files Header, Episodes and OC3" in words(sam.send("/imports/new", {"year": "2026"}))
    large = made([header()]) | {"episodes.csv": b"x" * 2001}
    assert "episodes.csv: is larger than 10 MB." in words(upload(sam, large))


def test_record_changed_meanwhile_is_said_on_the_page(session: Session, people: People, sign_in: SignIn) -> None:
    sam = sign_in("sam")
    address = upload(sam, made([header("T00001", "14/09/2006", ETHNIC="BAFR")])).location
    people.yas.upn = "UN1"
    session.flush()
    people.yas.ethnicity = None
    session.commit()
    other = upload(sam, made([header("T00001", "14/09/2006", ETHNIC="MWAS")])).location
    sam.post(f"{other}/apply", data={"csrf_token": sam.token})
    answer = sam.post(f"{address}/apply", data={"csrf_token": sam.token}, follow_redirects=True)
    assert "Records have changed since" in words(answer)
    assert "ethnicity MWAS BAFR" in words(answer)


def test_page_of_a_long_report_goes_on(sign_in: SignIn) -> None:
    sam = sign_in("sam")
    address = upload(sam, made([header(str(number)) for number in range(1000, 1450)], [], [oc3("1000")])).location
    first = sam.get(f"{address}?show=added")
    assert ("1000" in words(first), "1201" in words(first)) == (True, False)
    last = sam.get(f"{address}?show=added&after=400")
    assert "1449" in words(last)
    assert "Show more" not in words(last)
    assert sam.get(f"{address}?show=nonsense&after=-x&child_id=%00").status_code == 200


@pytest.mark.parametrize("name", ["amy", "sol", "rob", "tess", "ada", "olly", "yas"])
def test_nobody_else_may_import(sign_in: SignIn, name: str) -> None:
    client = sign_in(name)
    for path in ("/imports", "/imports/new", "/imports/AAAA", "/imports/AAAA/report.csv"):
        assert client.get(path).status_code == 403
    assert client.post("/imports/AAAA/apply", data={"csrf_token": client.token}).status_code in (400, 403)


def test_import_that_is_not_there_is_not_found(sign_in: SignIn) -> None:
    assert sign_in("sam").get("/imports/AAAAAAAAAAAAAAAAAAAAAAAAAA").status_code == 404

"""What came in by a return goes out again as it was, and the public validator has nothing to say of it."""

import csv
import io
from datetime import date, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import Session

from careleavers.exports.return_903 import draw_up
from careleavers.returns import service
from careleavers.returns.layouts import ACCOMMODATION_CODES, ACTIVITY_CODES, ETHNICITIES, IN_TOUCH_CODES
from careleavers.returns.reading import read_files, read_folder
from tests.returns.files import DATA, episode, made
from tests.returns.test_service import take

YEAR_END = date(2026, 3, 31)
Rows = dict[str, dict[str, str]]


def rows(content: bytes) -> Rows:
    """The rows of a file by child id."""
    return {row["CHILD"]: row for row in csv.DictReader(io.StringIO(content.decode()))}


def out(session: Session) -> dict[str, Rows]:
    """What would leave now."""
    files = draw_up(session, 2026).files()
    return {name: rows(files[name]) for name in ("header.csv", "oc3.csv")}


def test_sample_return_comes_out_as_it_went_in(session: Session) -> None:
    folder = DATA / "903_2026" / "this"
    take(session, read_folder(folder))
    given_oc3, given_header = (rows((folder / f"{name}.csv").read_bytes()) for name in ("oc3", "header"))
    found = out(session)
    assert found["oc3.csv"] == given_oc3
    assert found["header.csv"] == {child: given_header[child] for child in given_oc3}
    assert draw_up(session, 2026).gaps == []


def test_exported_return_read_again_changes_nothing(session: Session) -> None:
    take(session, read_folder(DATA / "903_2026" / "this"))
    files = made() | draw_up(session, 2026).files()  # with no row of Episodes
    report = service.look(session, read_files((n, c) for n, c in files.items() if n.endswith(".csv")), year=2026)
    assert (report.changes, report.problems, report.counts["added"]) == ([], [], 0)


def _answers() -> st.SearchStrategy[str]:
    """Three answers that the rules of the return allow together."""
    ended = st.sampled_from(["DIED,0,0", "RHOM,0,0"])
    activity = st.sampled_from(sorted(ACTIVITY_CODES))
    home = st.sampled_from(sorted(ACCOMMODATION_CODES))
    others = st.sampled_from(sorted(IN_TOUCH_CODES - {"DIED", "RHOM"}))
    alike = st.tuples(others, activity, home).filter(lambda said: said[0] != "YES" or "0" not in said[1:])
    return st.one_of(ended, alike.map(",".join))


@st.composite
def _returns(draw: st.DrawFn) -> dict[str, bytes]:
    """A return that is right: some care leavers, a few of whom had left care within the year."""
    headers, oc3, episodes = [], [], []
    for number in range(draw(st.integers(1, 4))):
        child = f"{number}{draw(st.text('0123456789ABCXYZ', min_size=2, max_size=9))}"
        age = draw(st.integers(18, 25))
        born = date(2026 - age, 3, 31) - timedelta(days=draw(st.integers(0, 364)))
        girl, recent = draw(st.booleans()), age == 18 and draw(st.booleans())
        mother = draw(st.sampled_from(["0,", "1,02/01/2026"])) if girl and recent else ","
        upn = draw(st.sampled_from(["UN1", "UN5", ""])) or f"A{number:012d}"
        ethnicity = draw(st.sampled_from(sorted(ETHNICITIES)))
        headers.append(f"{child},{'F' if girl else 'M'},{born:%d/%m/%Y},{ethnicity},{upn},{mother}")
        oc3.append(f"{child},{born:%d/%m/%Y},{draw(_answers())}")
        if recent:
            episodes.append(episode(child, "01/03/2022", "02/04/2025", "E4A"))
    return made(headers, episodes, oc3)


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(files=_returns())
def test_any_right_return_comes_out_as_it_went_in(session: Session, files: dict[str, bytes]) -> None:
    with session.begin_nested() as savepoint:
        report = take(session, read_files(files.items()))
        found = out(session)
        savepoint.rollback()
    assert report.problems == []
    assert found == {name: rows(files[name]) for name in ("header.csv", "oc3.csv")}

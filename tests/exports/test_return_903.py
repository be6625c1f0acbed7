"""The return made from daily work: who is in it, what each answer rests on, what is missing."""

from datetime import UTC, date, datetime

import pytest

from careleavers.domain.refusals import Refused
from careleavers.domain.terms import (
    Answer,
    Closure,
    ContactKind,
    LegalCategory,
    Sex,
)
from careleavers.models import (
    CategoryDecision,
    Oc3Answer,
)
from tests.exports.lee import LEFT, Life


def test_files_are_written_to_the_letter(life: Life) -> None:
    life.settled()
    files = life.returned().files()
    header, oc3 = (files[name].decode().split("\r\n") for name in ("header.csv", "oc3.csv"))
    assert header[:2] == ["CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB", "903001,F,14/09/2006,WBRI,UN5,,"]
    assert oc3[:2] == ["CHILD,DOB,IN_TOUCH,ACTIV,ACCOM", "903001,14/09/2006,YES,F2,U1"]
    assert [row.split(",")[0] for row in header] == [row.split(",")[0] for row in oc3]


def test_every_code_names_the_record_it_came_from(life: Life) -> None:
    life.settled()
    sources = {source.column: source for source in life.line().sources}
    assert (sources["IN_TOUCH"].kind, sources["IN_TOUCH"].on) == ("contact", date(2025, 9, 20))
    assert (sources["ACTIV"].kind, sources["ACTIV"].on) == ("work or study", date(2024, 9, 1))
    assert sources["ACCOM"].says == "Independent living, suitable, from 13 September 2024"
    traced = next(row for row in life.returned().as_json()["rows"] if row["CHILD"] == "903001")
    assert {"birthday": "14/09/2025", "age": 19}.items() <= traced.items()


@pytest.mark.parametrize(
    ("on", "said"),
    [
        (date(2025, 6, 13), "NO 0 0"),
        (date(2025, 6, 14), "YES F2 U1"),
        (date(2025, 10, 14), "YES F2 U1"),
        (date(2025, 10, 15), "NO 0 0"),
    ],
)
def test_contact_counts_from_three_months_before_to_one_after(life: Life, on: date, said: str) -> None:
    life.in_care()
    life.did("F2", date(2024, 9, 1))
    life.lived("U", date(2024, 9, 13))
    life.spoke(on)
    assert life.answers() == said


def test_attempts_and_what_was_struck_out_are_no_contact(life: Life) -> None:
    life.in_care()
    life.spoke(date(2025, 9, 20), ContactKind.ATTEMPT)
    life.spoke(date(2025, 9, 20), struck_at=datetime(2025, 9, 21, tzinfo=UTC))
    assert life.answers() == "NO 0 0"


def test_answers_are_those_of_the_birthday_and_not_of_today(life: Life) -> None:
    life.in_care()
    life.spoke(date(2025, 7, 1))
    life.did("F2", date(2024, 9, 1), date(2025, 9, 14))
    life.did("F5", date(2025, 9, 14), date(2025, 12, 1))
    life.did("G5", date(2025, 12, 1))
    life.lived("D", date(2024, 9, 13), date(2025, 11, 1))
    life.lived("S", date(2025, 11, 1), suitable="2")
    assert life.answers() == "YES F5 D1"


def test_what_lies_nearest_in_the_window_fills_a_day_of_which_nothing_is_known(life: Life) -> None:
    life.in_care()
    life.spoke(date(2025, 9, 20))
    life.did("F2", date(2024, 9, 1), date(2025, 7, 1))
    life.did("F5", date(2025, 9, 30))
    life.lived("D", date(2024, 9, 13), date(2025, 6, 14))
    line = life.line()
    assert life.answers() == "YES F5 -"
    assert [(gap.column, gap.remedy) for gap in line.gaps] == [
        ("ACCOM", "Record where they lived then and whether it was suitable.")
    ]


def test_home_that_nobody_judged_is_a_gap_and_never_unsuitable(life: Life) -> None:
    life.in_care()
    life.spoke(date(2025, 9, 20))
    life.did("F2", date(2024, 9, 1))
    life.lived("U", date(2024, 9, 13), suitable="0")
    assert life.answers() == "YES F2 -"


def test_from_22_on_the_latest_contact_of_the_year_is_asked_about(life: Life) -> None:
    life.born(date(2003, 5, 2), child_id="903022")
    life.in_care(date(2018, 1, 1), date(2021, 5, 1))
    life.spoke(date(2025, 4, 3))
    life.spoke(date(2026, 2, 20))
    life.did("F2", date(2024, 9, 1), date(2026, 1, 5))
    life.did("F1", date(2026, 1, 5))
    life.lived("U", date(2024, 9, 13))
    assert life.answers() == "YES F1 U1"
    assert life.line().answers.as_on == date(2026, 2, 20)


@pytest.mark.parametrize(
    ("closure", "closed_on", "said"),
    [
        (Closure.RETURNED_HOME, date(2025, 10, 14), "RHOM 0 0"),
        (Closure.NOT_WANTED, date(2025, 10, 14), "NREQ 0 0"),
        (Closure.DIED, date(2025, 10, 14), "DIED 0 0"),
        (Closure.RETURNED_HOME, date(2025, 10, 15), "YES F2 U1"),
        (Closure.DIED, date(2025, 10, 15), "YES F2 U1"),
    ],
)
def test_support_that_had_ended_by_the_close_of_the_window(
    life: Life, closure: Closure, closed_on: date, said: str
) -> None:
    life.settled()
    life.lee.closure, life.lee.closed_on = closure, closed_on
    life.session.flush()
    assert life.answers() == said


@pytest.mark.parametrize(
    ("born", "left", "year", "why"),
    [
        (date(2008, 4, 1), date(2024, 9, 13), 2026, ""),  # 18 on the first day of the year
        (date(2009, 3, 31), date(2025, 9, 13), 2026, ""),  # 17 on the last
        (date(2007, 6, 2), date(2025, 6, 2), 2026, "still looked after on the 18th birthday"),
        (date(2007, 6, 2), date(2025, 6, 1), 2026, ""),
        (date(2008, 6, 2), None, 2026, "still looked after on the 17th birthday"),
        (date(2000, 4, 1), date(2018, 3, 30), 2026, ""),  # 25 on the first day
    ],
)
def test_who_belongs_by_age_and_by_the_birthday(life: Life, born: date, left: date | None, year: int, why: str) -> None:
    life.born(born, child_id="903002")
    life.in_care(date(born.year + 14, 12, 31), left, "E4A" if left else "")
    assert life.why(year) == why
    assert (life.lee.child_id in [line.child_id for line in life.returned(year).lines]) is (why == "")


@pytest.mark.parametrize("born", [date(2000, 3, 31), date(2009, 4, 1)])
def test_nobody_of_26_or_16_is_even_looked_at(life: Life, born: date) -> None:
    life.born(born, child_id="903003")
    life.in_care(date(born.year + 14, 12, 31), date(born.year + 17, 1, 1))
    made = life.returned()
    assert life.lee.child_id not in [each.child_id for each in (*made.lines, *made.left_out)]


@pytest.mark.parametrize(
    ("start", "end", "reason", "status", "why"),
    [
        (date(2022, 9, 14), date(2022, 12, 13), "E4A", "C2", ""),  # 91 days at 16
        (date(2022, 9, 14), date(2022, 12, 12), "E4A", "C2", "less than 13 weeks in care since 14"),
        (date(2021, 1, 1), date(2022, 9, 13), "E4A", "C2", "less than 13 weeks in care since 14"),  # none at 16
        (date(2021, 1, 1), LEFT, "E4A", "V3", "less than 13 weeks in care since 14"),  # short breaks
        (date(2021, 1, 1), LEFT, "E3", "C2", "moved to another council"),
        (date(2021, 1, 1), LEFT, "E11", "C2", "adopted"),
        (date(2021, 1, 1), LEFT, "E12", "C2", "adopted"),
        (date(2021, 1, 1), LEFT, "E2", "C2", "died in care"),
    ],
)
def test_who_belongs_by_the_periods_in_care(
    life: Life, start: date, end: date, reason: str, status: str, why: str
) -> None:
    life.in_care(start, end, reason, status)
    assert life.why() == why


def test_whose_periods_are_not_known_is_named_and_left_to_a_manager(life: Life) -> None:
    assert life.why() == "whether the 13 weeks in care were reached cannot be told from the periods on record"
    life.add(CategoryDecision, category=LegalCategory.FORMER_RELEVANT, from_on=date(2025, 1, 1), reason="Seen on paper",
             suggested_category=LegalCategory.UNDECIDED, decided_by_id=life.people.id("tess"),
             decided_on=date(2025, 1, 1))  # fmt: skip
    assert life.why() == ""
    life.add(CategoryDecision, category=LegalCategory.QUALIFYING, from_on=date(2025, 2, 1), reason="Seen again",
             suggested_category=LegalCategory.UNDECIDED, decided_by_id=life.people.id("tess"),
             decided_on=date(2025, 2, 1))  # fmt: skip
    assert life.why() == "a manager decided: qualifying"


def test_death_is_returned_once(life: Life) -> None:
    life.settled()
    life.lee.closure, life.lee.closed_on, life.lee.died_on = Closure.DIED, date(2024, 10, 14), date(2024, 10, 14)
    life.session.flush()
    assert life.answers(2025) == "DIED 0 0"
    assert life.why(2026) == "died, and was returned so in an earlier year"


def test_what_a_return_of_the_year_said_counts_first(life: Life) -> None:
    life.settled()
    run = life.add_import()
    life.add(Oc3Answer, year=2026, in_touch="REFU", activity="0", accommodation="U1", import_id=run)
    assert life.answers() == "REFU 0 U1"


def test_mother_is_said_only_of_a_girl_looked_after_in_the_year(life: Life) -> None:
    life.born(date(2008, 6, 2), child_id="903004", parent=Answer.YES, first_child_born_on=date(2025, 2, 1))
    life.in_care(date(2023, 1, 1), date(2025, 4, 1))
    header = life.line().header
    assert (header["MOTHER"], header["MC_DOB"]) == ("1", "01/02/2025")
    life.lee.sex = Sex.MALE
    life.session.flush()
    assert (life.line().header["MOTHER"], life.line().header["MC_DOB"]) == ("", "")


def test_two_with_one_pupil_number_are_both_named(life: Life) -> None:
    life.settled()
    life.lee.upn = "K752772040560"
    life.born(date(2006, 10, 1), child_id="903005", upn="K752772040560")
    life.in_care()
    gaps = [gap.child_id for gap in life.returned().gaps if gap.column == "UPN"]
    assert gaps == ["903001", "903005"]


@pytest.mark.parametrize("year", [2022, 2027])
def test_year_that_cannot_be_asked_for_is_refused(life: Life, year: int) -> None:
    with pytest.raises(Refused, match="The year must be 2023 to 2026"):
        life.returned(year)

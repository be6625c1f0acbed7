"""What is refused of one child, with file, row, column and remedy; nobody else is held up by it."""

import random
from datetime import date

import pytest

from careleavers.domain.policy import Policy
from careleavers.domain.terms import Answer, Closure, Ethnicity, Sex
from careleavers.returns.comparing import Ground, Kind, Outcome, compare
from careleavers.returns.gathering import gather
from careleavers.returns.reading import Files, read_files
from tests.returns.files import DATA, episode, header, oc3, read

AS_OF = date(2026, 5, 1)


def judge(files: Files, as_of: date = AS_OF, year: int = 2026) -> dict[str, Outcome]:
    """What comes of each child where nobody is on record yet."""
    ground = Ground(as_of, year, Policy(), {kind: table.file for kind, table in files.tables.items()})
    return {child_id: compare(child, None, ground) for child_id, child in gather(files, as_of).entries.items()}


def only(files: Files) -> Outcome:
    (outcome,) = judge(files).values()
    return outcome


def sentences(outcome: Outcome) -> list[str]:
    return [f"{p.file} {p.row} {p.column} {p.value}: {p.says} {p.remedy}" for p in outcome.problems]


@pytest.mark.parametrize(
    ("row", "says"),
    [
        (header(SEX="X"), "header.csv 2 SEX X: is not a sex. Allowed: F M U."),
        (header(SEX="3"), "header.csv 2 SEX 3: is not a sex. Allowed: F M U."),
        (header(ETHNIC="WBRT"), "header.csv 2 ETHNIC WBRT: is not an ethnicity code. Did you mean"),
        (header(UPN="I12345678901X"), "header.csv 2 UPN I12345678901X: is not a unique pupil number."),
        (header(UPN="UN6"), "header.csv 2 UPN UN6: is not a unique pupil number."),
        (header(MOTHER="2"), "header.csv 2 MOTHER 2: is not 0 or 1. Allowed: 0 1."),
        (header(MOTHER="1", MC_DOB="01/01/2007"), "header.csv 2 MC_DOB 01/01/2007: is not after the mother's own"),
        (header(MC_DOB="soon"), "header.csv 2 MC_DOB soon: is not a date. Write it as dd/mm/yyyy"),
        (header(born=""), "header.csv 2 DOB : is blank. Give the date of birth"),
        (header(born="31/02/2007"), "header.csv 2 DOB 31/02/2007: is not a day of the calendar."),
        (header(born="09/14/2007"), "header.csv 2 DOB 09/14/2007: is not a day of the calendar."),
        (header(born="14/09/07"), "header.csv 2 DOB 14/09/07: is not a date."),
        (header(born="14/09/2027"), "header.csv 2 DOB 14/09/2027: is later than 1 May 2026."),
        (header(born="14/09/1907"), "header.csv 2 DOB 14/09/1907: is before 1940."),
    ],
)
def test_header_cell_is_refused_with_its_place_and_remedy(row: str, says: str) -> None:
    outcome = only(read([row]))
    assert outcome.kind is Kind.REFUSED
    assert sentences(outcome)[0].startswith(says)


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        ([episode(start="")], "episodes.csv 2 DECOM : is blank."),
        ([episode(start="01/03/2007")], "episodes.csv 2 DECOM 01/03/2007: is before the date of birth (14/09/2007)."),
        ([episode(start="01/06/2026")], "episodes.csv 2 DECOM 01/06/2026: is later than 1 May 2026."),
        ([episode(end="01/06/2026", reason="E5")], "episodes.csv 2 DEC 01/06/2026: is later than 1 May 2026."),
        ([episode(end="28/02/2022", reason="E5")], "episodes.csv 2 DEC 28/02/2022: is before the episode began"),
        ([episode(end="01/04/2022")], "episodes.csv 2 REC : is blank although the episode ended."),
        ([episode(reason="E5")], "episodes.csv 2 DEC : is blank although a reason for ceasing (E5) is given."),
        ([episode(status="C9")], "episodes.csv 2 LS C9: is not a legal status. Allowed: C1 C2 D1"),
        ([episode(status="")], "episodes.csv 2 LS : is blank. Give a legal status"),
        ([episode(began="Q")], "episodes.csv 2 RNE Q: is not a reason for a new episode. Allowed: B L P S T U."),
        ([episode(end="01/04/2022", reason="E99")], "episodes.csv 2 REC E99: is not a reason for ceasing."),
        ([episode(end="01/04/2022", reason="X1")], "episodes.csv 2 REC X1: says that care went on, but no episode"),
        (
            [episode(end="01/04/2022", reason="X1"), episode(start="04/04/2022")],
            "episodes.csv 2 REC X1: says that care went on, but the next episode begins on 04/04/2022.",
        ),
        (
            [episode(end="01/04/2022", reason="X1"), episode(start="31/03/2022")],
            "episodes.csv 3 DECOM 31/03/2022: overlaps the episode from 01/03/2022 in row 2.",
        ),
        (
            [episode(), episode(start="01/04/2023")],
            "episodes.csv 3 DECOM 01/04/2023: overlaps the episode from 01/03/2022 in row 2: the earlier of the two",
        ),
        ([episode(), episode()], "episodes.csv 3 DECOM 01/03/2022: starts on the same day as the episode from"),
    ],
)
def test_episode_is_refused_with_its_place_and_remedy(rows: list[str], says: str) -> None:
    outcome = only(read([header()], rows))
    assert outcome.kind is Kind.REFUSED
    assert any(sentence.startswith(says) for sentence in sentences(outcome)), sentences(outcome)


@pytest.mark.parametrize(
    ("row", "says"),
    [
        (oc3(answers="MAYBE,F2,D1"), "oc3.csv 2 IN_TOUCH MAYBE: is not an in-touch code. Allowed: DIED NO"),
        (oc3(answers="YES,F9,D1"), "oc3.csv 2 ACTIV F9: is not an activity code."),
        (oc3(answers="YES,,D1"), "oc3.csv 2 ACTIV : is blank. Give an activity code"),
        (oc3(answers=",,"), "oc3.csv 2 IN_TOUCH : is blank."),
        (
            oc3(answers="YES,F2,01"),
            "oc3.csv 2 ACCOM 01: is not an accommodation code: it has no letter. Write a letter",
        ),
        (
            oc3(answers="YES,F2,S1"),
            "oc3.csv 2 ACCOM S1: is not an accommodation code. No fixed abode is never suitable: ",
        ),
        (
            oc3(answers="YES,F2,X1"),
            "oc3.csv 2 ACCOM X1: is not an accommodation code. Custody is never suitable: write X2.",
        ),
        (oc3(answers="DIED,F2,0"), "oc3.csv 2 ACTIV F2: is given although IN_TOUCH is DIED"),
        (oc3(answers="RHOM,0,B1"), "oc3.csv 2 ACCOM B1: is given although IN_TOUCH is RHOM"),
        (oc3(answers="YES,0,D1"), "oc3.csv 2 ACTIV 0: is 0 although IN_TOUCH is YES"),
        (oc3(answers="YES,F2,0"), "oc3.csv 2 ACCOM 0: is 0 although IN_TOUCH is YES"),
        (oc3(born="15/09/2007"), "oc3.csv 2 DOB 15/09/2007: is not the date of birth in Header (14/09/2007)."),
    ],
)
def test_answer_is_refused_with_its_place_and_remedy(row: str, says: str) -> None:
    outcome = only(read([header()], [], [row]))
    assert outcome.kind is Kind.REFUSED
    assert any(sentence.startswith(says) for sentence in sentences(outcome)), sentences(outcome)


@pytest.mark.parametrize(
    ("born", "answers", "column"),
    [
        ("01/04/2009", "YES,F2,D1", "DOB"),  # 17 the day after the year's end
        ("31/03/2009", "YES,F2,D1", None),  # 17 on its last day
        ("31/03/2009", "YES,F2,T1", "ACCOM"),
        ("31/03/2009", "YES,F2,Z1", "ACCOM"),
        ("01/04/2008", "YES,F2,T1", "ACCOM"),  # still 17 on its last day
        ("31/03/2008", "YES,F2,T1", None),  # 18 on its last day
        ("31/03/2008", "YES,F2,Z1", None),
    ],
)
def test_ages_are_those_of_the_returns_year(born: str, answers: str, column: str | None) -> None:
    outcome = only(read([header(born=born)], [], [oc3(born=born, answers=answers)]))
    assert [problem.column for problem in outcome.problems] == ([column] if column else [])


@pytest.mark.parametrize(
    ("born", "as_of", "kind"),
    [
        ("14/09/2010", date(2026, 3, 13), Kind.OUT_OF_SCOPE),  # 15½ the day after
        ("14/09/2010", date(2026, 3, 14), Kind.ADDED),
        ("02/05/2001", date(2026, 5, 1), Kind.ADDED),  # 25 tomorrow
        ("01/05/2001", date(2026, 5, 1), Kind.OUT_OF_SCOPE),
        ("29/02/2000", date(2025, 2, 28), Kind.ADDED),  # a leap-day birthday falls on 1 March
        ("29/02/2000", date(2025, 3, 1), Kind.OUT_OF_SCOPE),
    ],
)
def test_scope_is_15_and_a_half_to_the_25th_birthday(born: str, as_of: date, kind: Kind) -> None:
    (outcome,) = judge(read([header(born=born)]), as_of).values()
    assert outcome.kind is kind


def test_faults_of_somebody_out_of_scope_are_nobodys_business() -> None:
    assert only(read([header(born="01/01/2015", SEX="X")], [episode(start="soon")])).kind is Kind.OUT_OF_SCOPE


def test_child_in_header_twice_is_refused() -> None:
    outcome = only(read([header(), header()]))
    assert sentences(outcome) == [
        "header.csv 3 CHILD 700001: stands more than once in Header (first in row 2)."
        " Leave one row for each young person."
    ]


@pytest.mark.parametrize(("episodes", "answers", "file"), [([episode()], [], "episodes.csv"), ([], [oc3()], "oc3.csv")])
def test_child_who_is_not_in_header_is_refused(episodes: list[str], answers: list[str], file: str) -> None:
    (problem,) = only(read([], episodes, answers)).problems
    assert (problem.file, problem.row, problem.column, problem.says) == (file, 2, "CHILD", "is not in Header.")


def test_one_childs_fault_does_not_hold_up_another() -> None:
    outcomes = judge(read([header("1"), header("2", SEX="X"), header("3")]))
    assert {child: outcome.kind for child, outcome in outcomes.items()} == {
        "1": Kind.ADDED, "2": Kind.REFUSED, "3": Kind.ADDED,
    }  # fmt: skip


def test_row_that_cannot_be_read_is_held_against_the_child_it_is_about() -> None:
    outcomes = judge(read([header("1"), header("2")], [episode("2"), "2,01/04/2023,S"]))
    assert outcomes["2"].kind is Kind.REFUSED
    assert outcomes["2"].problems[0].row == 3
    assert outcomes["1"].kind is Kind.ADDED


def test_row_of_nobody_is_said_to_be_so() -> None:
    gathered = gather(read([header("1"), header(""), header("=1+1")], ["x,y"]), AS_OF)
    assert [(stray.file, stray.row, stray.column) for stray in gathered.strays] == [
        ("header.csv", 3, "CHILD"), ("header.csv", 4, "CHILD"), ("episodes.csv", 2, ""),
    ]  # fmt: skip


def test_old_codes_are_read_as_todays_and_what_they_cannot_tell_is_said() -> None:
    outcome = only(read([header(SEX="1", MOTHER="")], [], [oc3(answers="YES,F3,D1")]))
    assert outcome.entry.sex is Sex.MALE
    assert outcome.entry.answers is not None
    assert outcome.entry.answers.activity == "F5"
    assert [(notice.column, notice.value) for notice in outcome.notices] == [("ACTIV", "F3")]
    assert "whether it was an apprenticeship (F4) cannot be told" in outcome.notices[0].remedy
    notice = gather(read([header(SEX="2"), header("2", SEX="1")]), AS_OF).notices[0]
    assert notice.sentence == (
        "header.csv, SEX: has 1 or 2 in 2 rows, as years before 2024/25 wrote it. 1 is read as M and 2 as F."
    )


def test_both_ways_of_writing_a_date_and_small_letters_are_read() -> None:
    outcome = only(read([header(born="2007-09-14", SEX="f", ETHNIC="bafr", MOTHER="1", MC_DOB="1/2/2025")]))
    assert (outcome.kind, outcome.problems) == (Kind.ADDED, [])
    assert outcome.identity == {
        "born_on": date(2007, 9, 14), "sex": Sex.FEMALE, "ethnicity": Ethnicity.BAFR, "parent": Answer.YES,
        "first_child_born_on": date(2025, 2, 1),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("reason", "closure"),
    [
        ("E2", Closure.DIED),
        ("E3", Closure.TRANSFERRED),
        ("E11", Closure.ADOPTED),
        ("E12", Closure.ADOPTED),
        ("E5", None),
    ],
)
def test_how_care_ended_may_close_the_record(reason: str, closure: Closure | None) -> None:
    outcome = only(read([header()], [episode(end="09/07/2025", reason=reason)]))
    closing = outcome.closing
    assert (closing.closure if closing else None) is closure
    if closing:
        assert closing.closed_on == date(2025, 7, 9)
        assert closing.died_on == (date(2025, 7, 9) if closure is Closure.DIED else None)


@pytest.mark.parametrize(
    ("answer", "closure"),
    [("DIED,0,0", Closure.DIED), ("RHOM,0,0", Closure.RETURNED_HOME), ("NO,0,0", None), ("NREQ,0,U1", None)],
)
def test_what_the_return_says_may_hold_the_record(answer: str, closure: Closure | None) -> None:
    closing = only(read([header()], [episode(end="09/07/2025", reason="E5")], [oc3(answers=answer)])).closing
    assert (closing.closure if closing else None) is closure
    if closing:
        assert (closing.closed_on, closing.died_on) == (AS_OF, None)


def test_living_care_leaver_stays_open_whatever_the_last_code_says() -> None:
    assert only(read([header()], [episode(end="09/07/2025", reason="E3")], [oc3()])).closing is None


ODD = [
    "", "0", "00/00/0000", "29/02/2007", "2007-9-1", "9999-12-31", "31/03/2026", "YES", "DIED", "X1", "S2", "x" * 201,
    "é", "\u0661\u0662/03/2007", "ſ", "=1", "-", "410104", "410103", '"a""b"', "E3", "V4", "1.0", "0.5", "\u200b",
]  # fmt: skip


@pytest.mark.parametrize("seed", range(200))
def test_odd_cells_are_judged_and_every_refusal_has_its_remedy(seed: int) -> None:
    dice = random.Random(seed)
    folder = DATA / "903_2026" / dice.choice(["this", "last"])
    contents = {}
    for path in folder.iterdir():
        rows = [line.split(",") for line in path.read_text().splitlines()]
        for _ in range(dice.randint(0, 8)):
            row = dice.choice(rows[1:])
            row[dice.randrange(len(row))] = dice.choice(ODD)
        dice.shuffle(kept := rows[1:])
        contents[path.name] = "\n".join(",".join(row) for row in [rows[0], *kept]).encode()
    outcomes = judge(read_files(contents.items()), dice.choice([AS_OF, date(2025, 4, 1)]), dice.choice([2025, 2026]))
    for outcome in outcomes.values():
        assert (outcome.kind is Kind.REFUSED) == bool(outcome.problems)
        assert all(problem.file and problem.says and problem.remedy for problem in outcome.problems)

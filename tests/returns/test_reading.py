"""Files as councils have them, and files as nobody should: read, or refused in words."""

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from careleavers.returns.findings import ImportRefused
from careleavers.returns.layouts import EPISODES, HEADER, OC3
from careleavers.returns.reading import Files, read_files, read_folder
from tests.returns.files import DATA, HEADINGS, header, made

ROW = "410103,M,10/05/2008,REFU,UN5,,"
GOOD = made([ROW])


def refused(**spoilt: bytes) -> list[str]:
    """The sentences with which a return is refused whose files are replaced as given (None leaves one out)."""
    with pytest.raises(ImportRefused) as caught:
        read_files(spoil(**spoilt).items())
    return [problem.sentence for problem in caught.value.problems]


def spoil(**spoilt: bytes) -> dict[str, bytes]:
    return GOOD | {f"{name}.csv": content for name, content in spoilt.items()}


def reasons(contents: dict[str, bytes]) -> list[str]:
    """Every reason to refuse the files; none where they can be read."""
    try:
        read_files(contents.items())
    except ImportRefused as refused:
        return [problem.says and problem.remedy for problem in refused.problems]
    return []


def rows_of(files: Files) -> list[dict[str, str]]:
    return [{column: row.text(column) for column in row.cells} for row in files.tables[HEADER].rows]


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("byte-order mark", lambda text: "\ufeff" + text),
        ("CRLF", lambda text: text.replace("\n", "\r\n")),
        ("CR", lambda text: text.replace("\n", "\r")),
        ("no last line end", lambda text: text.rstrip("\n")),
        ("blank lines", lambda text: text.replace("\n", "\n\n")),
        ("lines of commas", lambda text: text + ",,,,,,\n"),
        ("small letters", str.lower),
        ("quoted", lambda text: "\n".join(",".join(f'"{c}"' for c in line.split(",")) for line in text.splitlines())),
        ("spaces", lambda text: text.replace(",", " , ")),
        ("empty columns at the end", lambda text: text.replace("\n", ",,\n")),
    ],
)
def test_header_reads_the_same(name: str, change: object) -> None:
    text = change(GOOD["header.csv"].decode())  # type: ignore[operator]
    assert rows_of(read_files(spoil(header=text.encode()).items())) == rows_of(read_files(GOOD.items())), name


def test_any_order_of_columns_and_any_name_will_do() -> None:
    turned = "\n".join(",".join(reversed(line.split(","))) for line in GOOD["header.csv"].decode().splitlines())
    files = read_files([("children 2026.txt", turned.encode()), *[f for f in GOOD.items() if f[0] != "header.csv"]])
    assert rows_of(files) == [
        {"CHILD": "410103", "SEX": "M", "DOB": "10/05/2008", "ETHNIC": "REFU", "UPN": "UN5", "MOTHER": "", "MC_DOB": ""}
    ]


def test_postcodes_are_not_kept() -> None:
    files = read_folder(DATA / "903_2026" / "this")
    assert "BN7 1UE" not in repr(files.tables[EPISODES].rows)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (GOOD["header.csv"].decode().encode("utf-16"), "header.csv: is written in UTF-16."),
        (GOOD["header.csv"].decode().encode("utf-16-be"), "header.csv, row 1: has an empty (NUL) character in it."),
        (b"PK\x03\x04rest", "header.csv: is a spreadsheet workbook."),
        (b"<?xml version='1.0'?>", "header.csv: is XML."),
        (b"", "header.csv: is empty."),
        (b" \r\n", "header.csv: is empty."),
        (GOOD["header.csv"] + b"410104,F,10/\x0009/2008,,,,\n", "header.csv, row 3: has an empty (NUL) character"),
        (GOOD["header.csv"] + "é".encode("cp1252"), "header.csv, row 3: has a character that is not UTF-8."),
        (GOOD["header.csv"] + b'"410104,F,10/09/2008,,,,\n4,F,,,,,\n', "header.csv, row 3: has a quotation mark"),
        (GOOD["header.csv"] + b'"4,F\n4,F",,,,,,\n', "header.csv, row 3: has a quotation mark"),
        (GOOD["header.csv"].replace(b",", b";"), "header.csv, row 1: is not separated by commas."),
        (b"a,b,c\n1,2,3\n", "header.csv, row 1: does not have the headings of any table of the 903 return."),
    ],
)
def test_unreadable_file_is_refused_in_words(content: bytes, says: str) -> None:
    assert any(sentence.startswith(says) for sentence in refused(header=content))


@pytest.mark.parametrize(
    ("heading", "sentences"),
    [
        (
            "CHILD,SEX,DOB,ETHNICITY,UPN,MOTHER,MC_DOB",
            ["header.csv, row 1, ETHNICITY: has a heading that Header does not have. Did you mean ETHNIC?"],
        ),
        (
            "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER",
            ["header.csv, row 1, MC_DOB: lacks the column MC_DOB of Header. Add it; its cells may be blank."],
        ),
        (
            "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB,NAME",
            ["header.csv, row 1, NAME: has a heading that Header does not have. Take this column out."],
        ),
        (
            "CHILD,SEX,DOB,DOB,ETHNIC,UPN,MOTHER,MC_DOB",
            ["header.csv, row 1, DOB: has the heading DOB more than once. Take one of the two columns out."],
        ),
    ],
)
def test_wrong_heading_names_the_nearest_right_one(heading: str, sentences: list[str]) -> None:
    assert refused(header=f"{heading}\n".encode())[: len(sentences)] == sentences


def test_missing_file_is_named_with_its_columns() -> None:
    with pytest.raises(ImportRefused, match=r"No file holds OC3\. Add a file with the columns CHILD, DOB, IN_TOUCH"):
        read_files([item for item in GOOD.items() if item[0] != "oc3.csv"])


def test_two_files_of_one_kind_are_refused() -> None:
    with pytest.raises(ImportRefused, match=r"copy.csv: is a second Header beside header.csv"):
        read_files([*GOOD.items(), ("copy.csv", GOOD["header.csv"])])


def test_other_tables_of_the_return_are_left_alone_and_mentioned() -> None:
    files = read_folder(DATA / "903_fake")
    assert {kind: len(table.rows) for kind, table in files.tables.items()} == {HEADER: 2675, EPISODES: 5050, OC3: 53}
    assert [notice.file for notice in files.notices] == [
        "DoLo.csv", "missing.csv", "placed_for_adoption.csv", "sw_episodes.csv", "uasc.csv",
    ]  # fmt: skip


def test_strange_file_beside_the_return_is_mentioned_and_not_read(tmp_path: Path) -> None:
    for name, content in (GOOD | {"notes.docx": b"PK\x03\x04", "picture.png": b"\x89PNG"}).items():
        (tmp_path / name).write_bytes(content)
    assert [notice.file for notice in read_folder(tmp_path).notices] == ["notes.docx", "picture.png"]


def test_folder_that_is_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ImportRefused, match="is not a folder"):
        read_folder(tmp_path / "nowhere")


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("410104,F,10/09/2008,MWAS,,", "has 6 cells where the heading has 7."),
        ("410104,F,10/09/2008,MWAS,,,,", "has 8 cells where the heading has 7."),
        ("410104,F,10/09/2008,MW\x07AS,,,", "has a hidden or control character in it."),
        ("410104,F,10/09/2008,MW\u202eAS,,,", "has a hidden or control character in it."),
        (f"410104,F,10/09/2008,{'x' * 500},,,", "is longer than 200 characters."),
    ],
)
def test_row_that_cannot_be_read_is_kept_with_its_fault(row: str, says: str) -> None:
    files = read_files((GOOD | made([header("410103", "10/05/2008"), row])).items())
    broken = files.tables[HEADER].rows[1]
    assert broken.number == 3
    assert broken.fault is not None
    assert broken.fault[2] == says
    assert "410104" in broken.mentions


def test_hundred_thousand_rows_are_taken_and_more_than_enough_refused() -> None:
    many = made(header(f"{number}") for number in range(100_000))
    assert len(read_files(many.items()).tables[HEADER].rows) == 100_000
    with pytest.raises(ImportRefused, match="has more than 150,000 rows"):
        read_files(made("1,M,,,,," for _ in range(150_001)).items())


def test_what_is_kept_comes_back_the_same() -> None:
    files = read_files((GOOD | made([ROW, "410104,F"])).items())
    assert Files.from_dict(files.as_dict()) == files


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(st.text(max_size=12), st.binary(max_size=400)), max_size=4))
def test_arbitrary_bytes_are_refused_and_never_fail(contents: list[tuple[str, bytes]]) -> None:
    with pytest.raises(ImportRefused):
        read_files(contents)


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=400), st.sampled_from(sorted(HEADINGS)))
def test_arbitrary_rows_under_a_right_heading_never_fail(text: str, name: str) -> None:
    files = GOOD | {f"{name}.csv": f"{HEADINGS[name]}\n{text}".encode("utf-8", "surrogatepass")}
    assert all(reasons(files))


@pytest.mark.parametrize("seed", range(150))
def test_mutated_return_is_read_or_refused(seed: int) -> None:
    dice = random.Random(seed)
    folder = DATA / "903_2026" / dice.choice(["this", "last"])
    contents = {path.name: bytearray(path.read_bytes()) for path in folder.iterdir()}
    for _ in range(dice.randint(1, 12)):
        content = contents[dice.choice(sorted(contents))]
        place = dice.randrange(len(content))
        content[place : place + dice.randint(0, 3)] = bytes(
            dice.choices(b'",;\n\r\x00\xff=1a\x07', k=dice.randint(0, 3))
        )
    assert all(reasons({name: bytes(content) for name, content in contents.items()}))

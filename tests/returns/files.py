"""Small returns made on the spot: three files that are right, to be spoilt one thing at a time."""

from collections.abc import Iterable
from pathlib import Path

from careleavers.returns.reading import Files, read_files

DATA = Path(__file__).parent.parent / "data"
HEADINGS = {
    "header": "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB",
    "episodes": "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN",
    "oc3": "CHILD,DOB,IN_TOUCH,ACTIV,ACCOM",
}


def header(child: str = "700001", born: str = "14/09/2007", **cells: str) -> str:
    """One row of Header."""
    given = {"SEX": "F", "ETHNIC": "WBRI", "UPN": "", "MOTHER": "", "MC_DOB": "", **cells}
    return ",".join([child, given["SEX"], born, *(given[name] for name in ("ETHNIC", "UPN", "MOTHER", "MC_DOB"))])


def episode(
    child: str = "700001",
    start: str = "01/03/2022",
    end: str = "",
    reason: str = "",
    status: str = "C2",
    began: str = "S",
) -> str:
    """One row of Episodes."""
    return f"{child},{start},{began},{status},N1,U6,PR1,{end},{reason},,BN7 1UE,BN21 4UG,2637011"


def oc3(child: str = "700001", born: str = "14/09/2007", answers: str = "YES,F2,D1") -> str:
    """One row of OC3."""
    return f"{child},{born},{answers}"


LEFT = episode(start="01/03/2021", end="09/07/2025", reason="E5")


def made(headers: Iterable[str] = (), episodes: Iterable[str] = (), answers: Iterable[str] = ()) -> dict[str, bytes]:
    """The three files as bytes, by name."""
    rows = {"header": headers, "episodes": episodes, "oc3": answers}
    return {f"{name}.csv": "\n".join([HEADINGS[name], *lines, ""]).encode() for name, lines in rows.items()}


def read(headers: Iterable[str] = (), episodes: Iterable[str] = (), answers: Iterable[str] = ()) -> Files:
    """The three files, read."""
    return read_files(made(headers, episodes, answers).items())

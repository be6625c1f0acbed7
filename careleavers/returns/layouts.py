"""The 903's own tables: which set of columns makes which, and the codes that may stand in them.

Source: SSDA903 return 2025/26 as the DfE's published rules read it (rules 101-103, 131-133, 143, 144, 168).
"""

import re

from careleavers.domain.terms import AccommodationCode, EetCode, Ethnicity, InTouch, Sex, Suitability

HEADER, EPISODES, OC3 = "Header", "Episodes", "OC3"

# Read, in the official order of columns.
COLUMNS: dict[str, tuple[str, ...]] = {
    HEADER: ("CHILD", "SEX", "DOB", "ETHNIC", "UPN", "MOTHER", "MC_DOB"),
    EPISODES: (
        "CHILD", "DECOM", "RNE", "LS", "CIN", "PLACE", "PLACE_PROVIDER", "DEC", "REC", "REASON_PLACE_CHANGE",
        "HOME_POST", "PL_POST", "URN",
    ),
    OC3: ("CHILD", "DOB", "IN_TOUCH", "ACTIV", "ACCOM"),
}  # fmt: skip

# Kept while an import waits to be applied; postcodes and the like are dropped as soon as a file is read.
USED: dict[str, tuple[str, ...]] = {
    HEADER: COLUMNS[HEADER],
    EPISODES: ("CHILD", "DECOM", "RNE", "LS", "PLACE", "DEC", "REC"),
    OC3: COLUMNS[OC3],
}

# Part of the return, recognised so that they may lie in the same folder, and left alone.
OTHER_TABLES: dict[str, frozenset[str]] = {
    "UASC": frozenset({"CHILD", "SEX", "DOB", "DUC"}),
    "Reviews": frozenset({"CHILD", "DOB", "REVIEW", "REVIEW_CODE"}),
    "AD1": frozenset(
        {"CHILD", "DOB", "DATE_INT", "DATE_MATCH", "FOSTER_CARE", "NB_ADOPTR", "SEX_ADOPTR", "LS_ADOPTR"}
    ),
    "PlacedAdoption": frozenset(
        {"CHILD", "DOB", "DATE_PLACED", "DATE_PLACED_CEASED", "REASON_PLACED_CEASED"}
    ),
    "PrevPerm": frozenset({"CHILD", "DOB", "PREV_PERM", "LA_PERM", "DATE_PERM"}),
    "Missing": frozenset({"CHILD", "DOB", "MISSING", "MIS_START", "MIS_END"}),
    "SWEpisodes": frozenset({"CHILD", "DOB", "SW_ID", "SW_DECOM", "SW_DEC", "SW_REASON"}),
    "DoLo": frozenset({"CHILD", "DOB", "DOLO_START", "DOLO_END"}),
    "OC2": frozenset(
        {
            "CHILD", "DOB", "SDQ_SCORE", "SDQ_REASON", "CONVICTED", "HEALTH_CHECK", "IMMUNISATIONS",
            "TEETH_CHECK", "HEALTH_ASSESSMENT", "SUBSTANCE_MISUSE", "INTERVENTION_RECEIVED",
            "INTERVENTION_OFFERED",
        }
    ),
}  # fmt: skip

SEXES = {each.value: each for each in Sex}
# Until 2023/24. A spreadsheet writes a lone figure as "1.0".
OLD_SEXES = {"1": Sex.MALE, "2": Sex.FEMALE, "1.0": Sex.MALE, "2.0": Sex.FEMALE}
ETHNICITIES = {each.value: each for each in Ethnicity}
MOTHER_CODES = frozenset({"0", "1"})
IN_TOUCH_CODES = frozenset(InTouch)
ACTIVITY_CODES = frozenset(EetCode)
ACCOMMODATION_CODES = frozenset(
    {"0"}
    | {f"{letter}{digit}" for letter in AccommodationCode for digit in Suitability if digit != "0"}
    - {"S1", "X1"}  # homelessness and custody are never suitable
)
LEGAL_STATUS_CODES = frozenset({"C1", "C2", "D1", "E1", "J1", "J2", "J3", "L1", "L2", "L3", "V2", "V3", "V4"})
REASON_STARTED_CODES = frozenset("BLPSTU")
REASON_ENDED_CODES = frozenset(
    {
        "E11", "E12", "E13", "E14", "E15", "E16", "E17", "E2", "E3", "E41", "E45", "E46", "E47", "E48", "E4A",
        "E4B", "E5", "E6", "E7", "E8", "E9", "X1",
    }
)  # fmt: skip
PLACEMENT = re.compile(r"[A-Z][0-9]{1,2}")
UPN = re.compile(r"[A-HJ-NP-RT-Z][0-9]{11}[0-9A-Z]|UN[1-5]")

# What older years wrote, and what it is read as.
OLD_ACTIVITY = {"F3": "F5", "P3": "P5"}
DECIMAL_MOTHER = {"0.0": "0", "1.0": "1"}

CHILD_ID = re.compile(r"[0-9A-Za-z][0-9A-Za-z._/-]{0,9}")
MOST_CELL = 200
CHANGE_OF_PLACEMENT = "X1"
STARTED_TO_BE_LOOKED_AFTER = "S"

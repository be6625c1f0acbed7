"""The headings and preferred values of Annex A, List 9, to the letter.

Source: Ofsted's Annex A in the form in use from 2024, 17 columns, and the values that Data to Insight's extract writes.
"""

from careleavers.domain.terms import AccommodationCode, EetCode, Ethnicity, InTouch, LegalCategory, Sex, Suitability

HEADINGS = (
    "Child Unique ID", "Gender", "Ethnicity", "Date of Birth", "Age of Child (Years)",
    "Unaccompanied Asylum Seeking Child (UASC), or formerly UASC if 18 or over (Y/N)",
    "Does the Child have a Disability", "Allocated Team", "Allocated Worker", "Allocated Personal Advisor",
    "Eligibility Category", "Latest Pathway Plan Review Date", "LA in Touch", "Latest Date of Contact",
    "Type of Accommodation", "Suitability of Accommodation", "Activity Status",
)  # fmt: skip
TITLE = "List 9: Care leavers"

GENDERS = {Sex.MALE: "a) Male", Sex.FEMALE: "b) Female", Sex.UNKNOWN: "c) Not stated/recorded"}
_IN_ORDER = (
    "WBRI", "WIRI", "WIRT", "WOTH", "WROM", "MWBC", "MWBA", "MWAS", "MOTH", "AIND", "APKN", "ABAN", "AOTH", "BCRB",
    "BAFR", "BOTH", "CHNE", "OOTH", "REFU", "NOBT",
)  # fmt: skip
ETHNICITIES = {Ethnicity(code): f"{chr(ord('a') + at)}) {code}" for at, code in enumerate(_IN_ORDER)}
_FORMER = "b) Former relevant child"
CATEGORIES = {
    LegalCategory.RELEVANT: "a) Relevant child",
    LegalCategory.RETURNED_HOME: "a) Relevant child",
    LegalCategory.FORMER_RELEVANT: _FORMER,
    LegalCategory.FORMER_RELEVANT_EDUCATION: _FORMER,
    LegalCategory.FORMER_RELEVANT_ON_REQUEST: _FORMER,
    LegalCategory.QUALIFYING: "c) Qualifying care leaver",
    LegalCategory.ELIGIBLE: "d) Eligible child",
    LegalCategory.UNDECIDED: "",
}
IN_TOUCH = {
    InTouch.YES: "a) Yes", InTouch.NO: "b) No", InTouch.DIED: "c) Died", InTouch.REFU: "d) Refu",
    InTouch.NREQ: "e) NREQ", InTouch.RHOM: "f) Rhom",
}  # fmt: skip
SUITABILITY = {Suitability.SUITABLE: "a) Suitable", Suitability.UNSUITABLE: "b) Unsuitable"}
_HOMES = {
    "B": "Parents/relatives", "C": "Community home / residential care",
    "D": "Semi-independent, transitional accommodation and self-contained accommodation",
    "E": "Supported lodgings", "G": "Abroad", "H": "Deported", "K": "Ordinary lodgings, without formal support",
    "R": "Residence not known", "S": "No fixed abode / homeless", "T": "Foyers and similar supported accommodation",
    "U": "Independent living", "V": "Emergency accommodation", "W": "Bed and breakfast", "X": "In custody",
    "Y": "Other accommodation", "Z": "With former foster carers",
}  # fmt: skip
HOMES = {AccommodationCode(letter): f"{letter}: {words}" for letter, words in _HOMES.items()}
_AWAY = "Not in education, employment or training - "
_WORK = {
    "F1": "Full time in higher education", "P1": "Part time in higher education",
    "F2": "Full time in education other than higher", "P2": "Part time in education other than higher",
    "F4": "Young person engaged full time in an apprenticeship",
    "P4": "Young person engaged part time in an apprenticeship",
    "F5": "Young person engaged full time in training or employment (not apprenticeship)",
    "P5": "Young person engaged part time in training or employment (not apprenticeship)",
    "G4": f"{_AWAY}illness or disability", "G5": f"{_AWAY}other", "G6": f"{_AWAY}pregnancy or parenting",
}  # fmt: skip
WORK = {EetCode(code): f"{code}: {words}" for code, words in _WORK.items()}

"""The vocabulary: every enumeration with the words people see and the codes returns use.

A term is stored by its value and shown by its label. Code lists are those of the
SSDA903 return (2025/26) and Annex A List 9; where a list is ours, it says so.
"""

from enum import StrEnum
from typing import Self


class Term(StrEnum):
    """A word of the field: its value is stored, its label is shown."""

    label: str

    def __new__(cls, value: str, label: str = "") -> Self:
        """Make a member from the stored value and the words shown."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member


class Role(Term):
    """What an account holder is; what each may do is in `permissions`."""

    AFTER_CARE_WORKER = "after_care_worker", "After-care worker"
    SOCIAL_WORKER = "social_worker", "Social worker"
    REVIEWING_OFFICER = "reviewing_officer", "Reviewing officer"
    TEAM_MANAGER = "team_manager", "Team manager"
    SERVICE_MANAGER = "service_manager", "Service manager"
    AUDITOR = "auditor", "Auditor"
    ADMINISTRATOR = "administrator", "Administrator"
    YOUNG_PERSON = "young_person", "Young person"


class AllocationRole(Term):
    """In what part a worker is allocated to a young person. Cover never counts as a worker of one's own."""

    AFTER_CARE_WORKER = "after_care_worker", "After-care worker"
    SOCIAL_WORKER = "social_worker", "Social worker"
    REVIEWING_OFFICER = "reviewing_officer", "Reviewing officer"
    COVER = "cover", "Cover"


class LegalCategory(Term):
    """Leaving-care status in law (Children Act 1989 s23A-24, Sch 2 para 19B)."""

    ELIGIBLE = "eligible", "Eligible"
    RELEVANT = "relevant", "Relevant"
    RETURNED_HOME = "returned_home", "Returned home for six months or more"
    FORMER_RELEVANT = "former_relevant", "Former relevant"
    FORMER_RELEVANT_EDUCATION = "former_relevant_education", "Former relevant, back in education or training"
    FORMER_RELEVANT_ON_REQUEST = "former_relevant_on_request", "Former relevant, asked for support"
    NOT_CURRENTLY_SUPPORTED = "not_currently_supported", "21 or over, has not asked for support"
    QUALIFYING = "qualifying", "Qualifying"
    NOT_ELIGIBLE = "not_eligible", "Not entitled to leaving-care support"
    CLOSED = "closed", "Leaving-care duties have ended"
    UNDECIDED = "undecided", "Cannot be worked out: a manager decides"


class Sex(Term):
    """SSDA903 SEX since 2024/25."""

    MALE = "M", "Male"
    FEMALE = "F", "Female"
    UNKNOWN = "U", "Not known"


class Ethnicity(Term):
    """SSDA903 ETHNIC. No value at all means nobody has asked yet, and is shown so."""

    WBRI = "WBRI", "White British"
    WIRI = "WIRI", "White Irish"
    WOTH = "WOTH", "Any other White background"
    WIRT = "WIRT", "Traveller of Irish heritage"
    WROM = "WROM", "Gypsy or Roma"
    MWBC = "MWBC", "White and Black Caribbean"
    MWBA = "MWBA", "White and Black African"
    MWAS = "MWAS", "White and Asian"
    MOTH = "MOTH", "Any other mixed background"
    AIND = "AIND", "Indian"
    APKN = "APKN", "Pakistani"
    ABAN = "ABAN", "Bangladeshi"
    AOTH = "AOTH", "Any other Asian background"
    BCRB = "BCRB", "Caribbean"
    BAFR = "BAFR", "African"
    BOTH = "BOTH", "Any other Black background"
    CHNE = "CHNE", "Chinese"
    OOTH = "OOTH", "Any other ethnic group"
    REFU = "REFU", "Did not want to say"
    NOBT = "NOBT", "Information not obtained"


class LeaveType(Term):
    """Immigration leave, in the groups that change what support is needed (ours)."""

    AWAITING = "awaiting", "Waiting for a decision"
    REFUGEE = "refugee", "Refugee status"
    HUMANITARIAN = "humanitarian", "Humanitarian protection"
    UASC_LEAVE = "uasc_leave", "Leave as an unaccompanied child"
    LIMITED = "limited", "Other limited leave"
    INDEFINITE = "indefinite", "Indefinite leave to remain"
    SETTLED = "settled", "Settled or pre-settled status"
    APPEAL_EXHAUSTED = "appeal_exhausted", "Appeal rights exhausted"
    NOT_KNOWN = "not_known", "Not known"


class Answer(Term):
    """Yes, no, and the honest third: not known is never counted as either."""

    YES = "yes", "Yes"
    NO = "no", "No"
    NOT_KNOWN = "not_known", "Not known"


class Closure(Term):
    """Why support from this council ended, or is held."""

    DIED = "died", "Died"
    TRANSFERRED = "transferred", "Responsibility moved to another council"
    RETURNED_HOME = "returned_home", "Living with a parent for six months or more"
    ADOPTED = "adopted", "Adopted"
    AGED_OUT = "aged_out", "Reached 25"
    NOT_WANTED = "not_wanted", "Asked for support to end"
    IMPORT_UNDONE = "import_undone", "Added by an import that was taken back"


class ContactKind(Term):
    """What happened. Only the first two are visits; an attempt and information from others never count as contact."""

    HOME_VISIT = "home_visit", "Visit at home"
    FACE_TO_FACE = "face_to_face", "Face to face somewhere else"
    VIDEO = "video", "Video call"
    TWO_WAY = "two_way", "Call, message or letter, answered"
    ATTEMPT = "attempt", "Tried, no answer"
    INFORMATION = "information", "Information from somebody else"


class Channel(Term):
    """By what way somebody was reached, or was tried. Nobody is ever reached by the last one: it is a failed visit."""

    CALL = "call", "Called"
    MESSAGE = "message", "Sent a message"
    EMAIL = "email", "Sent an email"
    LETTER = "letter", "Sent a letter"
    AT_THE_DOOR = "at_the_door", "Went there, could not see them"


class AddendumKind(Term):
    """Why words were added to a contact after it was recorded."""

    ADDED = "added", "Added later"
    IN_ERROR = "in_error", "Recorded in error"


class RiskAnswer(Term):
    """The required answer about risk at the end of a contact or a review."""

    NOTHING_NEW = "nothing_new", "Nothing new"
    CHANGED = "changed", "Something has changed"
    NEW = "new", "A new risk"


class FlagAnswer(Term):
    """What is said of one open high risk, by name, at a contact or a review."""

    SAME = "same", "The same"
    WORSE = "worse", "Worse"
    BETTER = "better", "Better"
    NOT_DISCUSSED = "not_discussed", "Could not be talked about"


class ChangeKind(Term):
    """Changes of circumstance that the plan must answer (R10, R11)."""

    MOVED = "moved", "Moved home"
    HOMELESS_RISK = "homeless_risk", "Homeless or may lose their home"
    LOST_EET = "lost_eet", "Lost a job or a course"
    CUSTODY_IN = "custody_in", "Went into custody"
    CUSTODY_OUT = "custody_out", "Came out of custody"
    PREGNANCY = "pregnancy", "Pregnancy"
    BIRTH = "birth", "Birth of a baby"
    RELATIONSHIP = "relationship", "An important relationship broke down"
    IMMIGRATION = "immigration", "Immigration decision"
    MISSING = "missing", "Went missing"
    HOSPITAL = "hospital", "Hospital"
    EXPLOITATION = "exploitation", "Exploitation or a safeguarding event"


class AccommodationCode(Term):
    """SSDA903 ACCOM, the letter only; the digit is the suitability."""

    PARENTS = "B", "With parents or relatives"
    COMMUNITY_HOME = "C", "Community home or other residential care"
    SEMI_INDEPENDENT = "D", "Semi-independent, or own place with support"
    SUPPORTED_LODGINGS = "E", "Supported lodgings"
    GONE_ABROAD = "G", "Gone abroad"
    DEPORTED = "H", "Deported"
    LODGINGS = "K", "Ordinary lodgings, no formal support"
    NOT_KNOWN = "R", "Residence not known"
    HOMELESS = "S", "No fixed abode or homeless"
    FOYER = "T", "Foyer or similar"
    INDEPENDENT = "U", "Independent living"
    EMERGENCY = "V", "Emergency accommodation"
    BED_AND_BREAKFAST = "W", "Bed and breakfast"
    CUSTODY = "X", "In custody"
    OTHER = "Y", "Other"
    FORMER_FOSTER_CARERS = "Z", "With former foster carers (staying put)"


class Suitability(Term):
    """SSDA903 ACCOM digit; not assessed is its own answer and never counts as unsuitable."""

    SUITABLE = "1", "Suitable"
    UNSUITABLE = "2", "Not suitable"
    NOT_ASSESSED = "0", "Not assessed yet"


class EetCode(Term):
    """SSDA903 ACTIV. 0 is not known, and never counts as NEET."""

    F1 = "F1", "Full time in higher education"
    P1 = "P1", "Part time in higher education"
    F2 = "F2", "Full time in other education"
    P2 = "P2", "Part time in other education"
    F4 = "F4", "Full-time apprenticeship"
    P4 = "P4", "Part-time apprenticeship"
    F5 = "F5", "Full time in training or a job"
    P5 = "P5", "Part time in training or a job"
    G4 = "G4", "Not in work or study: illness or disability"
    G5 = "G5", "Not in work or study: other reasons"
    G6 = "G6", "Not in work or study: pregnancy or parenting"
    NOT_KNOWN = "0", "Not known"


class InTouch(Term):
    """SSDA903 IN_TOUCH."""

    YES = "YES", "In touch"
    NO = "NO", "Not in touch"
    DIED = "DIED", "Died after leaving care"
    REFU = "REFU", "Refuses contact"
    NREQ = "NREQ", "No longer needs services"
    RHOM = "RHOM", "Returned home for six months or more"


class RiskType(Term):
    """Kinds of risk (reference: risk categories and multi-agency routes)."""

    EXPLOITATION = "exploitation", "Sexual or criminal exploitation"
    MODERN_SLAVERY = "modern_slavery", "Modern slavery or trafficking"
    DOMESTIC_ABUSE = "domestic_abuse", "Domestic abuse"
    MISSING = "missing", "Going missing"
    HOMELESSNESS = "homelessness", "Homelessness or an unsafe home"
    LOCATION = "location", "Danger where they live"
    MENTAL_HEALTH = "mental_health", "Mental health, self-harm or suicide"
    SUBSTANCES = "substances", "Drugs or alcohol"
    OFFENDING = "offending", "Offending, custody or gangs"
    DEBT = "debt", "Debt or money"
    RADICALISATION = "radicalisation", "Radicalisation"
    ADULT_AT_RISK = "adult_at_risk", "Adult at risk"
    IMMIGRATION = "immigration", "Insecure immigration status"
    OTHER = "other", "Other"


class RiskLevel(Term):
    """How serious a risk is. High and very high need a manager to look and two people to lower."""

    LOW = "low", "Low"
    MEDIUM = "medium", "Medium"
    HIGH = "high", "High"
    CRITICAL = "critical", "Very high"


class PlanDomain(Term):
    """The ten matters a pathway plan must cover (Care Leavers (England) Regulations 2010, Sch 1)."""

    SUPPORT = "support", "My support and visits"
    ACCOMMODATION = "accommodation", "Where I live"
    EDUCATION = "education", "Education and training"
    EMPLOYMENT = "employment", "Work and other things I do"
    MONEY = "money", "Money"
    HEALTH = "health", "Health"
    RELATIONSHIPS = "relationships", "People who matter to me"
    SKILLS = "skills", "Skills for living on my own"
    IDENTITY = "identity", "Who I am"
    WHAT_IF = "what_if", "If the plan stops working"


class Step(Term):
    """Where somebody puts themselves between their own worst and their own best. Kept as the figure."""

    WORST = "1", "Like the worst"
    NEAR_WORST = "2", "Nearer the worst"
    BETWEEN = "3", "In between"
    NEAR_BEST = "4", "Nearer the best"
    BEST = "5", "Like the best"


class PlanState(Term):
    """Where a version of a plan is. Approved and superseded versions can never change again."""

    DRAFT = "draft", "Draft"
    SENT = "sent", "Waiting for the manager"
    RETURNED = "returned", "Returned with reasons"
    APPROVED = "approved", "Approved"
    SUPERSEDED = "superseded", "Replaced by a later version"


class Agreement(Term):
    """What the young person says of their plan."""

    AGREES = "agrees", "I agree"
    AGREES_WITH_CHANGES = "agrees_with_changes", "I agree, with changes"
    DISAGREES = "disagrees", "I do not agree"
    NOT_ASKED = "not_asked", "Not asked yet"


class ReviewTrigger(Term):
    """Why a review is held (CLR 2010 reg 7; big changes per Volume 3 guidance)."""

    ROUTINE = "routine", "Six months since the last"
    ASKED_FOR = "asked_for", "Asked for"
    MOVE = "move", "Moved into a home the council provides"
    CHANGE = "change", "Something big changed"
    BIRTHDAY = "birthday", "Before turning 18, 21 or 25"


class ContingencyAnswer(Term):
    """At a review: does what we said we would do if things go wrong still stand?"""

    STANDS = "stands", "Still right"
    CHANGE = "change", "Needs changing"
    USED = "used", "It was used"


class Skill(Term):
    """What somebody needs to be able to do before they live on their own."""

    COOKING = "cooking", "Cooking and food"
    MONEY = "money", "Money and bills"
    TENANCY = "tenancy", "Looking after a home and a tenancy"
    HEALTH = "health", "Doctor, dentist and medicine"
    TRAVEL = "travel", "Getting about"
    DOCUMENTS = "documents", "Papers and passwords"
    ASKING = "asking", "Knowing whom to ask"


class SkillLevel(Term):
    """How far somebody is with a skill, from not yet to teaching others."""

    NOT_YET = "not_yet", "Not yet"
    WITH_HELP = "with_help", "With somebody beside me"
    MOSTLY = "mostly", "Mostly on my own"
    ALONE = "alone", "On my own"


class ReviewedAction(Term):
    """What a review finds and decides of one open action."""

    DONE = "done", "Done"
    KEEP = "keep", "Not done: keep it as it is"
    CHANGE = "change", "Not done: give it another day"
    DROP = "drop", "Not done: drop it"


class CopyForm(Term):
    """In what form a young person got their copy."""

    SCREEN = "screen", "On their own screen"
    PDF = "pdf", "PDF"
    PAPER = "paper", "On paper"
    READ_ALOUD = "read_aloud", "Read to them"
    LARGE_PRINT = "large_print", "Large print"
    SUMMARY = "summary", "One-page summary"
    TEXT = "text", "Plain text"


class CopyOutcome(Term):
    """What came of offering a young person their copy. An offer alone gives nobody their plan."""

    GIVEN = "given", "They have it"
    OFFERED = "offered", "Offered, not taken yet"
    REFUSED = "refused", "They did not want it"


class ActionState(Term):
    """Whether an action is still to do."""

    OPEN = "open", "To do"
    DONE = "done", "Done"
    DROPPED = "dropped", "No longer needed"


class ActionSource(Term):
    """Where an action arose."""

    PLAN = "plan", "Plan"
    REVIEW = "review", "Review"
    CONTACT = "contact", "Contact"
    SUPERVISION = "supervision", "Supervision"
    OVERSIGHT = "oversight", "Oversight"
    PANEL = "panel", "Panel"


class Severity(Term):
    """How soon somebody must act. Critical: a manager, the same day."""

    CRITICAL = "critical", "Critical"
    HIGH = "high", "High"
    MEDIUM = "medium", "Medium"
    PROMPT = "prompt", "Prompt"

    @property
    def rank(self) -> int:
        """4 for critical down to 1 for a prompt, for sorting the worst first."""
        return {"critical": 4, "high": 3, "medium": 2, "prompt": 1}[self.value]


class Basis(Term):
    """What stands behind a due date: law, national guidance, or the council's own policy."""

    STATUTORY = "statutory", "Law"
    GUIDANCE = "guidance", "Guidance"
    POLICY = "policy", "Council policy"


class AlertState(Term):
    """Where an open alert stands on a given day."""

    COMING = "coming", "Coming up"
    OVERDUE = "overdue", "Late"
    ACKNOWLEDGED = "acknowledged", "Acknowledged"


class DigestOften(Term):
    """How often a member of staff is told what is on their list. Ours."""

    DAILY = "daily", "Every day"
    WEEKLY = "weekly", "Every Monday"
    OFF = "off", "Never"


class SubjectKind(Term):
    """Whom or what an alert is about."""

    YOUNG_PERSON = "young_person", "Young person"
    WORKER = "worker", "Worker"
    OFFER = "offer", "Local offer"
    SYSTEM = "system", "The service itself"


class ViewBasis(Term):
    """On what ground somebody opened a record; kept with every read."""

    ALLOCATED = "allocated", "Allocated"
    TEAM = "team", "Their team"
    SERVICE = "service", "The service"
    OWN = "own", "Their own record"


class Privacy(Term):
    """The class of a column: who it could hurt, and so where it may go. Every column has one."""

    SYSTEM = "system", "About the system, not about a person"
    STAFF = "staff", "About a member of staff"
    SECRET = "secret", "A secret used to sign in; never shown to anybody"
    IDENTITY = "identity", "Who somebody is"
    SHARED = "shared", "Written to be shared with the young person"
    CASE = "case", "Case record, for staff only"
    LOCATION = "location", "Could show where somebody is"
    HEALTH = "health", "Health, immigration or offending"
    THIRD_PARTY = "third_party", "About somebody other than the young person"

"""The stories of every rule: a sentence, the facts, and in how many days it is due (None: it never is).

Each rule has at least three, one of which does not fire. TODAY is Wednesday 4 March 2026.
"""

# ruff: noqa: E501 - one story is one line, so that the table reads as one

from dataclasses import dataclass
from datetime import date

from careleavers.domain.terms import (
    AccommodationCode,
    AllocationRole,
    Basis,
    LegalCategory,
    PlanState,
    ReviewTrigger,
    RiskLevel,
    Role,
    Severity,
)
from tests.alerts.scene import (
    Fact,
    allocated,
    attempt,
    away,
    born,
    call,
    change,
    closed,
    day,
    decided,
    disabled,
    hearsay,
    home,
    home_visit,
    in_post,
    known,
    leaves,
    plan,
    review,
    risk,
    suggested,
    supervised,
    turned,
    video,
    visit,
)


@dataclass(frozen=True)
class Story:
    """One story of one rule. `severity` and `basis` are checked where given, as seen TODAY."""

    rule: str
    says: str
    facts: tuple[Fact, ...]
    due: int | date | None
    severity: Severity | None = None
    basis: Basis | None = None

    @property
    def due_on(self) -> date | None:
        """The day it is due; None if it never is."""
        return None if self.due is None else self.due if isinstance(self.due, date) else day(-self.due)


C, H, M = Severity.CRITICAL, Severity.HIGH, Severity.MEDIUM
LAW, GUIDANCE, POLICY = Basis.STATUTORY, Basis.GUIDANCE, Basis.POLICY
ELIGIBLE, RELEVANT = suggested(LegalCategory.ELIGIBLE), suggested(LegalCategory.RELEVANT)

ALLOCATION = [
    Story("R20", "turned 16 yesterday, nobody allocated", (turned(16, 1), ELIGIBLE), -1, H, LAW),
    Story("R20", "turns 16 in 40 days, will be eligible then", (turned(16, -40), suggested(LegalCategory.NOT_ELIGIBLE)), 40),
    Story("R20", "turned 16 four weeks ago: now critical", (turned(16, 28), ELIGIBLE), -28, C),
    Story("R20", "one day before that: still high", (turned(16, 27), ELIGIBLE), -27, H),
    Story("R20", "became eligible after turning 16", (turned(16, 100), ELIGIBLE, known(duty_from=day(20))), -20, H),
    Story("R20", "has a worker of their own", (turned(16, 100), ELIGIBLE, allocated(90)), None),
    Story("R20", "was allocated before turning 16", (turned(16, 5), ELIGIBLE, allocated(60)), None),
    Story("R20", "cover only does not count", (turned(16, 5), ELIGIBLE, allocated(90, role=AllocationRole.COVER)), -5),
    Story("R20", "a social worker does not count", (turned(16, 5), allocated(90, role=AllocationRole.SOCIAL_WORKER)), -5),
    Story("R20", "the allocation ended three days ago", (allocated(300, until=3),), -3),
    Story("R20", "the worker left three days ago", (allocated(300), leaves(3)), -3),
    Story("R20", "the worker will leave in three weeks", (allocated(300), leaves(-21)), 21),
    Story("R20", "the worker's account was disabled", (allocated(300), disabled(2)), -2),
    Story("R20", "the worker left and another took over the same day", (allocated(300, until=9), leaves(9), allocated(9, to="ivy")), None),
    Story("R20", "the worker is away, nobody covers", (allocated(300), away(2, -5)), -2),
    Story("R20", "the worker is away, a colleague covers", (allocated(300), away(2, -5, covered=True)), None),
    Story("R20", "the worker was away uncovered and is back", (allocated(300), away(20, 1)), None),
    Story("R20", "the worker's last day away uncovered is today", (allocated(300), away(20, 0)), -20),
    Story("R20", "the worker left while away: one stretch, from the first day away", (allocated(300), away(20, -9), leaves(4)), -20),
    Story("R20", "somebody starts in five days: until then nobody", (allocated(300, until=8), allocated(-5, to="ivy")), -8),
    Story("R20", "the new worker left before ever starting", (allocated(300, until=8), leaves(8), allocated(8)), -8),
    Story("R20", "the category cannot be worked out: never silent", (turned(17, 30), suggested(LegalCategory.UNDECIDED), known(duty_from=None)), -395),
    Story("R20", "qualifying only", (turned(17, 30), suggested(LegalCategory.QUALIFYING)), None),
    Story("R20", "a manager decided they are not entitled", (decided(LegalCategory.NOT_ELIGIBLE, 30),), None),
    Story("R20", "a manager decided they are relevant after all", (turned(17, 3), suggested(LegalCategory.QUALIFYING), decided(LegalCategory.RELEVANT, 2)), -368),
    Story("R20", "the later of two decisions counts", (decided(LegalCategory.NOT_ELIGIBLE, 90), decided(LegalCategory.FORMER_RELEVANT, 30), turned(18, 0)), date(2024, 3, 4)),
    Story("R20", "home with a parent for six months", (turned(17, 30), suggested(LegalCategory.RETURNED_HOME)), None),
    Story("R20", "moved to another council's care", (closed(30),), None),
    Story("R20", "will be closed in ten days: still owed today", (turned(16, 5), closed(-10)), -5),
    Story("R20", "died", (turned(17, 40), known(died_on=day(10))), None),
    Story("R20", "turned 21 and has not asked for support", (turned(21, 0),), None),
    Story("R20", "turns 21 tomorrow", (turned(21, -1), allocated(300, until=2)), -2),
    Story("R20", "asked for support again at 22", (turned(22, 100), known(asked_for_support_on=day(10))), -10),
    Story("R20", "over 21 on the course in the plan", (turned(22, 100), known(programme_ends_on=day(-60)), allocated(800, until=4)), -4),
    Story("R20", "over 21, the course ended yesterday", (turned(22, 100), known(programme_ends_on=day(1))), None),
    Story("R20", "over 21, a manager decided support goes on", (turned(22, 100), decided(LegalCategory.FORMER_RELEVANT_ON_REQUEST, 15)), -15),
    Story("R20", "asked for support after a manager had decided they had not", (turned(22, 100), decided(LegalCategory.NOT_CURRENTLY_SUPPORTED, 60), known(asked_for_support_on=day(10))), -10),
    Story("R20", "a manager decided so after they had asked", (turned(22, 100), known(asked_for_support_on=day(10)), decided(LegalCategory.NOT_CURRENTLY_SUPPORTED, 5)), None),
    Story("R20", "turned 25", (turned(25, 0), known(asked_for_support_on=day(900))), None),
    Story("R20", "born on 29 February: 16 on that day", (born(date(2012, 2, 29)), suggested(LegalCategory.NOT_ELIGIBLE)), date(2028, 2, 29)),
    Story("R20b", "three months after turning 16, not met", (turned(16, 0), ELIGIBLE, allocated(30)), date(2026, 6, 4), M, GUIDANCE),
    Story("R20b", "met before turning 16", (turned(16, 0), ELIGIBLE, allocated(30), visit(20)), None),
    Story("R20b", "a video call is no introduction", (turned(16, 90), ELIGIBLE, allocated(90), video(20)), 0),
    Story("R20b", "somebody else saw them", (turned(16, 90), ELIGIBLE, allocated(90), visit(20, by="sol")), 0),
    Story("R20b", "nobody allocated: R20 says so", (turned(16, 90), ELIGIBLE), None),
    Story("R20b", "over 18 it is past", (turned(18, 0), allocated(300)), None),
    Story("R20b", "became eligible two months ago", (turned(16, 200), ELIGIBLE, known(duty_from=date(2025, 12, 31)), allocated(10)), date(2026, 3, 31)),
    Story("R21", "turned 17 today, nobody", (turned(17, 0), ELIGIBLE), 0, H, POLICY),
    Story("R21", "17 in a month, nobody yet", (turned(17, -30), ELIGIBLE), 30),
    Story("R21", "worker left at 17", (turned(17, 200), allocated(400, until=6)), -6),
    Story("R21", "has a worker", (turned(17, 10), ELIGIBLE, allocated(90)), None),
    Story("R21", "somebody starts before they are 17", (turned(17, -20), ELIGIBLE, allocated(-5)), None),
    Story("R21", "18: R22 has taken over", (turned(18, 0),), None),
    Story("R22", "turned 18 yesterday, never had anybody", (turned(18, 1),), -1, C, LAW),
    Story("R22", "worker left on Sunday: due on Friday", (allocated(300, until=3),), 2, C),
    Story("R22", "17, worker left ten days ago", (turned(17, 60), allocated(300), leaves(10)), -5),
    Story("R22", "worker left just before 18: due on the birthday", (turned(18, -2), allocated(300, until=1)), 2),
    Story("R22", "away for three working days: back before it is due", (allocated(300), away(2, -1)), None),
    Story("R22", "away uncovered for a month", (allocated(300), away(14, -20)), -7),
    Story("R22", "has a worker", (allocated(300),), None),
    Story("R22", "cover does not count", (turned(18, 4), allocated(300, role=AllocationRole.COVER)), -4),
]  # fmt: skip

UNDER_18 = turned(17, 100)
VISITS = [
    Story("R24", "moved five days ago, council's home", (home(5),), 2, H, LAW),
    Story("R24", "moved on 31 January 2026: by 7 February", (home(date(2026, 1, 31)),), date(2026, 2, 7), H, LAW),
    Story("R24", "moved to a home of their own: council's policy", (home(5, AccommodationCode.INDEPENDENT, council=False),), 2, H, POLICY),
    Story("R24", "still looked after: council's policy", (UNDER_18, ELIGIBLE, home(5)), 2, H, POLICY),
    Story("R24", "category not known: taken as law", (suggested(LegalCategory.UNDECIDED), home(5)), 2, H, LAW),
    Story("R24", "visited there on the day of the move", (home(5), home_visit(5)), None),
    Story("R24", "visited at the old home only", (home(60, until=5), home_visit(6), home(5)), 2),
    Story("R24", "seen in town does not count", (home(5), visit(2)), 2),
    Story("R24", "an attempt does not count", (home(5), attempt(2)), 2),
    Story("R24", "in custody there is no home to visit", (home(5, AccommodationCode.CUSTODY, council=False),), None),
    Story("R24", "homeless", (home(5, AccommodationCode.HOMELESS, council=False),), None),
    Story("R24", "moved on since", (home(20, until=3), home(3), home_visit(1)), None),
    Story("R24", "lived there before the duty began", (turned(16, 20), RELEVANT, home(50)), None),
    Story("R26", "last home visit 50 days ago", (home(200), home_visit(50)), 6, H, LAW),
    Story("R26", "two months are shorter than 56 days never, but February is 28", (home(300), home_visit(date(2026, 1, 31))), date(2026, 3, 28)),
    Story("R26", "never visited: counted from moving in", (home(60),), -4, H, LAW),
    Story("R26", "still looked after: policy", (UNDER_18, ELIGIBLE, home(60)), -4, H, POLICY),
    Story("R26", "moved in before the duty began: counted from its beginning", (turned(16, 30), RELEVANT, home(400)), 26),
    Story("R26", "seen elsewhere does not count", (home(60), home_visit(58), visit(3)), -2),
    Story("R26", "a home of their own", (home(60, AccommodationCode.INDEPENDENT, council=False),), None),
    Story("R26", "moved out", (home(60, until=2),), None),
    Story("R27", "last seen 50 days ago", (visit(50),), 6, M, POLICY),
    Story("R27", "last seen on 1 January 2026, a call every day since", (visit(date(2026, 1, 1)), *[call(n) for n in range(60)]), date(2026, 2, 26), M),
    Story("R27", "the same with a failed visit on 20 February", (visit(date(2026, 1, 1)), attempt(date(2026, 2, 20))), date(2026, 2, 26)),
    Story("R27", "four weeks late: high", (visit(84),), -28, H),
    Story("R27", "one day before that: medium", (visit(83),), -27, M),
    Story("R27", "the latest visit counts", (visit(90), home_visit(10)), 46),
    Story("R27", "the plan agrees every 28 days", (visit(20), plan(100, every=28)), 8),
    Story("R27", "a plan cannot agree less than the council's limit", (visit(20), plan(100, every=120)), 36),
    Story("R27", "an older version of the plan does not count", (visit(20), plan(100, every=14, state=PlanState.SUPERSEDED), plan(50, every=42)), 22),
    Story("R27", "a draft does not count", (visit(20), plan(None, every=7, state=PlanState.DRAFT)), 36),
    Story("R27", "never seen: counted from the start of support", (turned(16, 40), RELEVANT), 16),
    Story("R27", "seen only before support began: counted from its start", (turned(16, 40), RELEVANT, visit(60)), 16),
    Story("R27", "hearsay does not count", (visit(50), hearsay(1)), 6),
    Story("R27", "a home the council provides has R26 instead", (visit(50), home(200)), None),
    Story("R27", "unless the plan agrees visits more often", (visit(20), home(200), plan(90, every=28)), 8),
    Story("R27", "in custody", (visit(50), home(200, AccommodationCode.CUSTODY, council=False)), 6),
    Story("R27", "not asked for support since 21", (turned(21, 5), visit(200)), None),
    Story("R27", "turns 21 before it is due", (turned(21, -3), visit(50)), None),
    Story("R27", "came back at 23: counted from then", (turned(23, 100), known(asked_for_support_on=day(30)), visit(900)), 26),
    Story("R27", "on a course since before 21, decided at 22: no new clock", (turned(22, 100), known(programme_ends_on=day(-60)), decided(LegalCategory.FORMER_RELEVANT_EDUCATION, 10), visit(90)), -34, H),
    Story("R27", "decided on the 21st birthday: no new clock", (turned(21, 5), decided(LegalCategory.FORMER_RELEVANT_ON_REQUEST, 5), visit(90)), -34, H),
    Story("R27", "asked the day after the course ended: no new clock", (turned(22, 100), known(programme_ends_on=day(11), asked_for_support_on=day(10)), visit(90)), -34, H),
    Story("R27", "asked two days after it: counted from then", (turned(22, 100), known(programme_ends_on=day(12), asked_for_support_on=day(10)), visit(90)), 46),
    Story("R27b", "was to be seen yesterday, nothing recorded", (call(10, next_in=-1),), 0, M, POLICY),
    Story("R27b", "was to be seen on Friday: due on Monday", (visit(10, next_in=-5),), -2),
    Story("R27b", "set at a review", (review(20, next_visit_in=-5),), -2),
    Story("R27b", "the later of contact and review counts", (visit(30, next_in=-20), review(20, next_visit_in=-5)), -2),
    Story("R27b", "a contact and a review set a day each: trying on the first does not answer the second", (visit(20, next_in=-5), review(20, next_visit_in=-8), attempt(8)), -2),
    Story("R27b", "seen on the day of the review as it had asked: the day set then is waited for", (visit(20, next_in=-5), review(20, next_visit_in=-20)), -2),
    Story("R27b", "an attempt was recorded that day", (visit(10, next_in=-5), attempt(5)), None),
    Story("R27b", "an attempt before the day does not answer it", (visit(10, next_in=-5), attempt(6)), -2),
    Story("R27b", "seen earlier than planned", (visit(10, next_in=-5), visit(7)), None),
    Story("R27b", "another day was agreed in a call", (visit(10, next_in=-5), call(4, next_in=12)), 13),
    Story("R27b", "no visit planned", (visit(10),), None),
    Story("R27b", "open high risk", (visit(10, next_in=-5), risk(RiskLevel.HIGH, 40)), -2, H),
    Story("R27b", "high risk closed since", (visit(10, next_in=-5), risk(RiskLevel.HIGH, 40, closed=20)), -2, M),
    Story("R27b", "second in a row", (visit(40, next_in=-30), call(20, next_in=-5)), -2, H),
    Story("R27b", "second in a row, the first set at a review", (review(40, next_visit_in=-30), call(20, next_in=-5)), -2, H),
    Story("R27b", "the one before was moved to this day in time", (visit(40, next_in=-30), call(35, next_in=-22), call(24, next_in=-5)), -2, M),
    Story("R27b", "the one before was tried", (visit(40, next_in=-30), attempt(30), call(20, next_in=-5)), -2, M),
    Story("R27b", "the one before took place", (visit(40, next_in=-30), visit(29), call(20, next_in=-5)), -2, M),
]  # fmt: skip

CONTACT = [
    Story("R29", "last seen on 1 January 2026, a call every day", (visit(date(2026, 1, 1)), *[call(n) for n in range(60)]), date(2026, 3, 26), H, GUIDANCE),
    Story("R29", "last seen 90 days ago, rang yesterday", (visit(90), call(1)), -6, H),
    Story("R29", "never seen, calls answered", (turned(16, 100), RELEVANT, call(5)), -16),
    Story("R29", "last answered 57 days ago: R30 has taken over", (visit(200), call(57)), None),
    Story("R29", "no contact since last seen", (visit(90),), None),
    Story("R29", "attempts are not contact", (visit(90), attempt(3), hearsay(2)), None),
    Story("R30", "last answered 20 days ago", (visit(90), call(20)), 8, M, LAW),
    Story("R30", "28 days without: medium", (visit(28),), 0, M),
    Story("R30", "56 days without: high", (visit(56),), -28, H),
    Story("R30", "83 days without: high still", (video(83),), -55, H),
    Story("R30", "84 days without: critical", (video(84),), -56, C),
    Story("R30", "attempts and hearsay do not count", (call(40), attempt(3), hearsay(2)), -12),
    Story("R30", "never any contact: counted from the start of support", (turned(16, 40), RELEVANT), -12),
    Story("R30", "closed", (call(40), closed(1)), None),
    Story("R30", "home with a parent", (call(40), suggested(LegalCategory.RETURNED_HOME)), None),
]  # fmt: skip

PLANS = [
    Story("R06", "turned 18 yesterday, no plan", (turned(18, 1),), -1, C, LAW),
    Story("R06", "17 and three quarters, a draft only", (turned(18, -90), plan(None, state=PlanState.DRAFT)), 90, C),
    Story("R06", "has an approved plan", (turned(18, 1), plan(100)), None),
    Story("R06", "had one that was replaced", (turned(18, 1), plan(100, state=PlanState.SUPERSEDED)), None),
    Story("R06", "became eligible for support after 18", (turned(18, 100), decided(LegalCategory.FORMER_RELEVANT, 30)), -100),
    Story("R07", "review held on 31 August 2025", (plan(date(2025, 3, 1)), review(date(2025, 8, 31))), date(2026, 2, 28), H, LAW),
    Story("R07", "approved six months ago today", (plan(date(2025, 9, 4)),), 0, H),
    Story("R07", "approved after the last review", (review(200), plan(date(2025, 12, 4))), date(2026, 6, 4)),
    Story("R07", "30 days late: critical", (plan(date(2025, 8, 2)),), -30, C),
    Story("R07", "29 days late: high", (plan(date(2025, 8, 3)),), -29, H),
    Story("R07", "still looked after: policy beside the care-plan reviews", (UNDER_18, ELIGIBLE, plan(date(2025, 9, 4))), 0, H, POLICY),
    Story("R07", "reviewed, though no plan was approved here", (review(date(2025, 9, 4)),), 0, H),
    Story("R07", "no plan yet: R06 speaks", (), None),
    Story("R07", "a draft is no plan", (plan(None, state=PlanState.DRAFT),), None),
    Story("R13", "approved a week ago: due today", (plan(7, copy=None),), 0, H, GUIDANCE),
    Story("R13", "copy given", (plan(7, copy=3),), None),
    Story("R13", "translated: fifteen working days", (plan(7, copy=None, translated=True),), 14),
    Story("R13", "a copy of the old version does not do", (plan(200, state=PlanState.SUPERSEDED), plan(7, copy=None)), 0),
    Story("R13", "the old version is past", (plan(200, copy=None, state=PlanState.SUPERSEDED), plan(7)), None),
    Story("R13", "not approved yet", (plan(None, state=PlanState.SENT),), None),
]  # fmt: skip

REVIEWS = [
    Story("R09", "moved 20 days ago into a council's home", (home(20),), 8, H, LAW),
    Story("R09", "moved on 31 January 2026: by 28 February", (home(date(2026, 1, 31)),), date(2026, 2, 28)),
    Story("R09", "reviewed on the day of the move", (home(20), review(20)), None),
    Story("R09", "reviewed only before the move", (home(20), review(21)), 8),
    Story("R09", "a home of their own", (home(20, AccommodationCode.INDEPENDENT, council=False),), None),
    Story("R09", "moved on", (home(40, until=5),), None),
    Story("R09", "still looked after: policy", (UNDER_18, ELIGIBLE, home(20)), 8, H, POLICY),
    Story("R10", "lost their job on 18 February", (change(14),), 0, H, GUIDANCE),
    Story("R10", "reviewed the same day", (change(14), review(14)), None),
    Story("R10", "reviewed the day before", (change(14), review(15)), 0),
    Story("R10", "changed on a Sunday", (change(10),), 2),
    Story("R10", "before the duty began", (turned(16, 5), RELEVANT, change(14)), None),
    Story("R11", "no version since the change", (plan(100), change(14)), 0, H, GUIDANCE),
    Story("R11", "a version approved that day", (change(14), plan(14)), None),
    Story("R11", "a draft does not do", (change(14), plan(None, state=PlanState.DRAFT)), 0),
    Story("R11", "a review alone does not do", (change(14), review(3)), 0),
]  # fmt: skip

SUPERVISION = [
    Story("R70", "last session 20 days ago", (in_post(400), supervised(20)), 8, H, POLICY),
    Story("R70", "one that is not signed does not count", (in_post(400), supervised(40), supervised(3, signed=False)), -12, H),
    Story("R70", "never: counted from the first day", (in_post(35),), -7, H),
    Story("R70", "84 days since: critical", (in_post(400), supervised(84)), -56, C),
    Story("R70", "83 days since: high", (in_post(400), supervised(83)), -55, H),
    Story("R70", "a social worker", (in_post(400, Role.SOCIAL_WORKER), supervised(20)), 8),
    Story("R70", "a team manager has another rule", (in_post(400, Role.TEAM_MANAGER),), None),
    Story("R70", "left", (in_post(400), leaves(1)), None),
    Story("R70", "disabled", (in_post(400), disabled(1)), None),
    Story("R70", "leaves before it is due", (in_post(400), supervised(20), leaves(-3)), None),
]  # fmt: skip

UNDECIDED = known(needs_decision=True, suggested_on=day(7))
BEFORE_BIRTHDAY = ReviewTrigger.BIRTHDAY
STANDING = [
    Story("R19", "noticed before Easter: bank holidays are no working days", (known(needs_decision=True, suggested_on=date(2026, 4, 2)),), date(2026, 4, 13)),
    Story("R19", "the days do not settle it, noticed a week ago", (suggested(LegalCategory.UNDECIDED), UNDECIDED), 0, M, LAW),
    Story("R19", "a manager decided they are not entitled, the periods now say they are", (UNDECIDED, decided(LegalCategory.NOT_ELIGIBLE, 90)), 0, M),
    Story("R19", "it is settled", (known(suggested_on=day(7)),), None),
    Story("R19", "closed since", (UNDECIDED, closed(1)), None),
    Story("R33", "supported under 21: a year after support will end", (turned(20, 0),), date(2028, 3, 4)),
    Story("R33", "a manager decided so at 22", (turned(23, 0), suggested(LegalCategory.NOT_CURRENTLY_SUPPORTED), decided(LegalCategory.NOT_CURRENTLY_SUPPORTED, date(2025, 9, 10))), date(2026, 9, 10)),
    Story("R33", "support ended at 21, a year ago", (turned(22, 0),), 0, M, GUIDANCE),
    Story("R33", "a call eleven months ago", (turned(22, 100), call(date(2025, 4, 4))), date(2026, 4, 4)),
    Story("R33", "a letter without an answer is an offer", (turned(23, 100), attempt(date(2025, 4, 4))), date(2026, 4, 4)),
    Story("R33", "hearsay is none", (turned(22, 20), hearsay(3)), -20),
    Story("R33", "by suggestion only", (turned(22, 20), suggested(LegalCategory.NOT_CURRENTLY_SUPPORTED)), -20),
    Story("R33", "still supported after asking", (turned(22, 100), known(asked_for_support_on=day(300))), None),
    Story("R33", "25: over", (turned(25, 0),), None),
    Story("R33", "qualifying only", (turned(22, 100), suggested(LegalCategory.QUALIFYING)), None),
    Story("R34", "21 in four weeks", (turned(21, -28),), 0, H, LAW),
    Story("R34", "21 in four weeks, a review about it", (turned(21, -28), review(20, trigger=BEFORE_BIRTHDAY)), None),
    Story("R34", "a routine review does not do", (turned(21, -28), review(20)), 0),
    Story("R34", "one seven months before does not do", (turned(21, -28), review(190, trigger=BEFORE_BIRTHDAY)), 0),
    Story("R34", "25 in a month, supported on", (turned(25, -31), known(asked_for_support_on=day(900))), 3, H),
    Story("R34", "the course ends in June", (turned(22, 5), known(programme_ends_on=date(2026, 6, 30))), date(2026, 6, 3)),
    Story("R34", "support ended already", (turned(21, 0),), None),
    Story("R34", "transferred", (turned(21, -28), closed(1)), None),
]  # fmt: skip

CUSTODY = (AccommodationCode.CUSTODY,)
HOMES = [
    Story("R25", "moved 25 days ago, nobody saw the home", (home(25),), 3, H, LAW),
    Story("R25", "the review was held yesterday, nobody had seen the home", (home(12), review(1)), -1, H),
    Story("R25", "a review before the move is not the first", (home(12), review(13)), 16),
    Story("R25", "still looked after: policy", (UNDER_18, ELIGIBLE, home(25)), 3, H, POLICY),
    Story("R25", "seen there", (home(25), home_visit(20)), None),
    Story("R25", "a home of their own", (home(25, AccommodationCode.INDEPENDENT, council=False),), None),
    Story("R25", "moved on", (home(25, until=1), home(1), home_visit(1)), None),
    Story("R50", "ends in 90 days", (home(300, ending=90),), 0, M, POLICY),
    Story("R50", "ends in 57 days: medium", (home(300, ending=57),), -33, M),
    Story("R50", "ends in 56 days: high", (home(300, ending=56),), -34, H),
    Story("R50", "ends in 29 days: high", (home(300, ending=29),), -61, H),
    Story("R50", "ends in 28 days: critical", (home(300, ending=28),), -62, C),
    Story("R50", "was meant to end last week, they live there still", (home(300, ending=-7),), -97, C),
    Story("R50", "nobody knows when it ends", (home(300),), None),
    Story("R50", "they have moved on", (home(300, until=2, ending=10),), None),
    Story("R50", "custody has its own rule", (home(300, *CUSTODY, council=False, ending=20),), None),
    Story("R52", "moved five days ago, nobody judged it", (home(5, judged=None),), 2, H, LAW),
    Story("R52", "judged on 31 August 2025", (home(300, judged=date(2025, 8, 31)),), date(2026, 2, 28), H, LAW),
    Story("R52", "still looked after: policy", (UNDER_18, ELIGIBLE, home(80, judged=None)), -73, H, POLICY),
    Story("R52", "a home of their own counts too", (home(5, AccommodationCode.INDEPENDENT, council=False, judged=None),), 2),
    Story("R52", "homeless: there is nothing to judge", (home(300, AccommodationCode.HOMELESS, council=False, judged=300),), None),
    Story("R52", "moved on", (home(300, until=3, judged=None),), None),
    Story("R36", "went in on 18 February", (home(14, *CUSTODY, council=False),), 0, H, POLICY),
    Story("R36", "seen once since", (home(14, *CUSTODY, council=False), visit(1)), None),
    Story("R36", "a call is no visit", (home(14, *CUSTODY, council=False), call(1)), 0),
    Story("R36", "seen the day before", (home(14, *CUSTODY, council=False), visit(15)), 0),
    Story("R36", "came out", (home(40, *CUSTODY, council=False, until=1),), None),
    Story("R36", "emergency accommodation is not custody", (home(14, AccommodationCode.EMERGENCY),), None),
    Story("R36b", "out in twelve weeks, no review", (home(100, *CUSTODY, council=False, ending=84),), 0, H, POLICY),
    Story("R36b", "a review long before does not do", (home(400, *CUSTODY, council=False, ending=84), review(90)), 0),
    Story("R36b", "reviewed since they went in", (home(100, *CUSTODY, council=False, ending=84), review(10)), None),
    Story("R36b", "reviewed before they went in", (home(20, *CUSTODY, council=False, ending=84), review(21)), 0),
    Story("R36b", "a month inside only: ten working days", (home(14, *CUSTODY, council=False, ending=20),), 0),
    Story("R36b", "the day of release is not known", (home(100, *CUSTODY, council=False),), None),
    Story("R36b", "came out", (home(100, *CUSTODY, council=False, until=1, ending=0),), None),
]  # fmt: skip

RISKS = [
    Story("R41", "high, raised 30 days ago", (risk(RiskLevel.HIGH, 30),), -2, H, POLICY),
    Story("R41", "very high, looked at last week", (risk(RiskLevel.CRITICAL, 300, looked=7),), 21, H),
    Story("R41", "medium, looked at 50 days ago", (risk(RiskLevel.MEDIUM, 300, looked=50),), 6, M, POLICY),
    Story("R41", "an earlier day was agreed", (risk(RiskLevel.MEDIUM, 300, looked=50, next_look=2),), -2, M),
    Story("R41", "the day agreed before the last look is past", (risk(RiskLevel.MEDIUM, 300, looked=10, next_look=12),), 46),
    Story("R41", "closed", (risk(RiskLevel.HIGH, 90, closed=3),), None),
    Story("R41", "low has its own", (risk(RiskLevel.LOW, 300),), None),
    Story("R41b", "low, raised 182 days ago", (risk(RiskLevel.LOW, 182),), 0, Severity.PROMPT, POLICY),
    Story("R41b", "low, looked at in October", (risk(RiskLevel.LOW, 600, looked=140),), 42, Severity.PROMPT),
    Story("R41b", "high has another", (risk(RiskLevel.HIGH, 300),), None),
]  # fmt: skip

ATTEMPTS = [
    Story("R31", "three in a row, the third on Friday", (call(30), attempt(12), attempt(8), attempt(5)), -2, M, POLICY),
    Story("R31", "the third counts, whatever follows", (call(30), attempt(12), attempt(8), attempt(5), attempt(1)), -2),
    Story("R31", "two of them on one day", (call(30), attempt(8), attempt(8), attempt(1)), 0),
    Story("R31", "never reached at all", (attempt(12), attempt(8), attempt(5)), -2),
    Story("R31", "two only", (call(30), attempt(8), attempt(5)), None),
    Story("R31", "answered between", (attempt(12), attempt(8), call(6), attempt(5)), None),
    Story("R31", "hearsay between changes nothing", (call(30), attempt(12), attempt(8), hearsay(6), attempt(5)), -2),
    Story("R31", "seen since", (call(30), attempt(12), attempt(8), attempt(5), visit(2)), None),
]  # fmt: skip

STORIES = [
    *ALLOCATION, *VISITS, *CONTACT, *PLANS, *REVIEWS, *SUPERVISION, *STANDING, *HOMES, *RISKS, *ATTEMPTS,
]  # fmt: skip

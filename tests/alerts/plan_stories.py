"""The stories of assessments of needs, reviews asked for, and what the plan in force says (R01-R05, R08, R15...)."""

# ruff: noqa: E501 - one story is one line, so that the table reads as one

from datetime import date

from careleavers.domain.terms import ContingencyAnswer, LegalCategory, PlanDomain, PlanState
from tests.alerts.scene import (
    asked,
    assessed,
    closed,
    day,
    decided,
    known,
    left_care,
    plan,
    review,
    reviewed,
    suggested,
    turned,
)
from tests.alerts.story import GUIDANCE, LAW, POLICY, H, L, M, Story

IN_CARE, LEFT = suggested(LegalCategory.ELIGIBLE), suggested(LegalCategory.RELEVANT)
STUDIES, ASKED = suggested(LegalCategory.FORMER_RELEVANT_EDUCATION), suggested(LegalCategory.FORMER_RELEVANT_ON_REQUEST)
CHANGE, USED = ContingencyAnswer.CHANGE, ContingencyAnswer.USED
MONEY = PlanDomain.MONEY

ASSESSMENTS = [
    Story("R01", "turned 16 on 10 March 2024, already eligible", (turned(16, date(2024, 3, 10)), IN_CARE), date(2024, 6, 10), H, LAW),
    Story("R01", "turned 16 two months ago", (turned(16, date(2026, 1, 10)), IN_CARE), date(2026, 4, 10), H, LAW),
    Story("R01", "became eligible on 30 November after turning 16", (turned(16, 200), IN_CARE, known(duty_from=date(2025, 11, 30))), date(2026, 2, 28), H, LAW),
    Story("R01", "will be eligible at 16, in three weeks", (turned(16, date(2026, 3, 25)), suggested(LegalCategory.NOT_ELIGIBLE)), date(2026, 6, 25)),
    Story("R01", "nobody could work the category out: never silent", (turned(16, date(2025, 12, 10)), suggested(LegalCategory.UNDECIDED)), date(2026, 3, 10), H),
    Story("R01", "assessed, before they were 16", (turned(16, 60), IN_CARE, assessed(90)), None),
    Story("R01", "left care since: R02 says so", (turned(16, 60), LEFT), None),
    Story("R01", "18 before it is due", (turned(18, -2), IN_CARE, known(duty_from=day(20))), None),
    Story("R01", "moved to another council's care", (turned(16, 60), IN_CARE, closed(3)), None),
    Story("R02", "left care on 31 January at 16", (turned(16, 200), LEFT, left_care(date(2026, 1, 31))), date(2026, 5, 1), H, LAW),
    Story("R02", "the end of a short break says nothing", (turned(16, date(2026, 1, 10)), LEFT, left_care(3, status="V4")), date(2026, 4, 10)),
    Story("R02", "a manager decided so, no periods are known", (turned(16, date(2026, 1, 10)), suggested(LegalCategory.QUALIFYING), decided(LegalCategory.RELEVANT, 5)), date(2026, 4, 10)),
    Story("R02", "has a plan from the time in care", (turned(17, 10), LEFT, left_care(100), plan(300)), None),
    Story("R02", "a draft is no plan", (turned(17, 10), LEFT, left_care(date(2025, 11, 29)), plan(None, state=PlanState.DRAFT)), date(2026, 2, 28)),
    Story("R02", "was assessed in care", (turned(17, 10), LEFT, left_care(100), assessed(300)), None),
    Story("R02", "still in care: R01 says so", (turned(17, 10), IN_CARE), None),
    Story("R03", "told us at 22 of a course, on 30 November", (turned(22, 300), STUDIES, known(asked_for_support_on=date(2025, 11, 30))), date(2026, 2, 28), H, LAW),
    Story("R03", "a manager decided so", (turned(22, 300), decided(LegalCategory.FORMER_RELEVANT_EDUCATION, date(2026, 1, 15))), date(2026, 4, 15)),
    Story("R03", "assessed since", (turned(22, 300), STUDIES, known(asked_for_support_on=day(100)), assessed(100)), None),
    Story("R03", "assessed only long before", (turned(22, 300), STUDIES, known(asked_for_support_on=date(2025, 12, 15)), assessed(2000)), date(2026, 3, 15)),
    Story("R03", "asked about something else: R04 says so", (turned(22, 300), ASKED, known(asked_for_support_on=day(100))), None),
    Story("R04", "asked for support on 4 December", (turned(23, 10), ASKED, known(asked_for_support_on=date(2025, 12, 4))), 0, H, POLICY),
    Story("R04", "asked after a manager had decided they had not", (turned(22, 100), ASKED, decided(LegalCategory.NOT_CURRENTLY_SUPPORTED, 200), known(asked_for_support_on=date(2025, 12, 10))), date(2026, 3, 10)),
    Story("R04", "assessed the day they asked", (turned(23, 10), ASKED, known(asked_for_support_on=day(90)), assessed(90)), None),
    Story("R04", "never asked", (turned(23, 10),), None),
    Story("R04", "25 before it is due", (turned(25, -3), ASKED, known(asked_for_support_on=day(60))), None),
    Story("R05", "assessed two weeks ago: due today", (assessed(14),), 0, H, POLICY),
    Story("R05", "a draft only", (assessed(14), plan(None, state=PlanState.DRAFT)), 0),
    Story("R05", "the plan is older than the assessment", (plan(15), assessed(14)), 0),
    Story("R05", "approved that day", (assessed(14), plan(14)), None),
    Story("R05", "the latest assessment counts", (assessed(400), plan(390), assessed(14)), 0),
    Story("R05", "not assessed: R01 to R04 say so", (), None),
]  # fmt: skip

WORDS = [
    Story("R15", "nothing is said of money going wrong", (plan(20, lacks=MONEY),), -20, H, LAW),
    Story("R15", "a plan that came in without any of its parts", (plan(20, parts=False),), -20, H, LAW),
    Story("R15", "every part says it, no review yet", (plan(20),), None),
    Story("R15", "the old version lacked it", (plan(200, lacks=MONEY, state=PlanState.SUPERSEDED), plan(20)), None),
    Story("R15", "a draft lacks it: it cannot be sent so", (plan(None, lacks=MONEY, state=PlanState.DRAFT),), None),
    Story("R15", "reviewed, and one part was not asked about", (plan(100), reviewed(9, but=MONEY)), -9, H, GUIDANCE),
    Story("R15", "reviewed, every part still right", (plan(100), reviewed(9)), None),
    Story("R15", "reviewed, and it had been used on 18 February", (plan(100), reviewed(14, money=USED)), 0, H, GUIDANCE),
    Story("R15", "said to need changing on 18 February", (plan(100), reviewed(14, money=CHANGE)), 0),
    Story("R15", "changed since", (plan(100, state=PlanState.SUPERSEDED), reviewed(14, money=CHANGE), plan(2)), None),
    Story("R15", "the next review found it right again", (plan(100), reviewed(60, money=CHANGE), reviewed(14)), None),
    Story("R15", "the review was of another version", (plan(200, state=PlanState.SUPERSEDED), reviewed(150, but=MONEY), plan(20)), None),
    Story("R15", "a review that says of no plan which", (plan(100), review(9)), None),
    Story("R18", "a goal for money without its measure", (plan(20, unmeasured=MONEY),), -20, L, GUIDANCE),
    Story("R18", "nothing beyond six months", (plan(20, later=False),), -20, L),
    Story("R18", "every goal has its measure, one looks further", (plan(20),), None),
    Story("R18", "the old version had none", (plan(200, later=False, state=PlanState.SUPERSEDED), plan(20)), None),
    Story("R18", "a draft", (plan(None, later=False, state=PlanState.DRAFT),), None),
    Story("R28", "no frequency", (plan(20, every=None),), -20, M, LAW),
    Story("R28", "a frequency without a reason", (plan(20, why=" "),), -20, M),
    Story("R28", "every four weeks, with a reason", (plan(20, every=28),), None),
    Story("R28", "the old version had none", (plan(200, every=None, state=PlanState.SUPERSEDED), plan(20, every=28)), None),
    Story("R28", "no plan yet: R06 speaks", (), None),
]  # fmt: skip

REQUESTS = [
    Story("R08", "they asked on 4 February", (asked(date(2026, 2, 4)),), 0, H, LAW),
    Story("R08", "a worker asked", (asked(date(2026, 2, 4), by_worker=True),), 0, H),
    Story("R08", "still looked after: policy", (turned(17, 100), IN_CARE, asked(date(2026, 2, 4))), 0, H, POLICY),
    Story("R08", "answered, and not held: still owed", (asked(date(2026, 2, 4), answered=True),), 0),
    Story("R08", "held on the day they asked", (asked(10), review(10)), None),
    Story("R08", "a review the day before is another", (asked(date(2026, 2, 4)), review(29)), 0),
    Story("R08", "they took it back", (asked(10, back=True),), None),
    Story("R08", "moved to another council's care", (asked(10), closed(3)), None),
    Story("R08b", "they asked last Wednesday", (asked(7),), 0, H, POLICY),
    Story("R08b", "answered", (asked(7, answered=True),), None),
    Story("R08b", "held already", (asked(7), review(3)), None),
    Story("R08b", "taken back", (asked(7, back=True),), None),
    Story("R08b", "asked a second time, the first one answered", (asked(40, answered=True), asked(6)), 1),
]  # fmt: skip

__all__ = ["ASSESSMENTS", "REQUESTS", "WORDS"]

"""The stories of what a manager looks at, writes about and answers. TODAY is Wednesday 4 March 2026."""

# ruff: noqa: E501 - one story is one line, so that the table reads as one

from datetime import date

from careleavers.domain.oversight import OversightTopic, ProposalAnswer
from careleavers.domain.terms import AccommodationCode, LegalCategory, PlanState, RiskLevel
from tests.alerts.oversight_scene import closing_asked, excepted, noted, poor_home, rose
from tests.alerts.scene import closed, home, plan, review, risk, sent, suggested, turned
from tests.alerts.story import GUIDANCE, POLICY, C, H, M, Story

RISK, HOME, RETURNED, ENDING = (
    OversightTopic.HIGH_RISK, OversightTopic.HOME, OversightTopic.PLAN_RETURNED, OversightTopic.ENDING,
)  # fmt: skip
HIGH, MEDIUM = RiskLevel.HIGH, RiskLevel.MEDIUM
AGREED, NOT_AGREED = ProposalAnswer.AGREED, ProposalAnswer.TURNED_DOWN
REVIEW_MISSED = ("R07", date(2026, 2, 25))
PLANNED = plan(date(2025, 8, 25))

OVERSIGHT = [
    Story("R40", "became high today", (risk(HIGH, 0),), 2, C),
    Story("R40", "the note is from before it became high", (risk(HIGH, 60), noted(10, RISK), rose(1)), 1),
    Story("R40", "the note is from the day on which it became high", (risk(HIGH, 60), rose(1), noted(1, RISK)), 13),
    Story("R40", "raised as medium, high since yesterday", (risk(HIGH, 60), rose(1)), 1),
    Story("R40", "a manager wrote thirteen days ago", (risk(HIGH, 90), noted(13, RISK)), 1),
    Story("R40", "the later of two notes counts", (risk(HIGH, 90), noted(30, RISK), noted(3, RISK)), 11),
    Story("R40", "became high on Monday, two working days on", (risk(HIGH, 2),), 0, C, GUIDANCE),
    Story("R40", "became high on Friday: the weekend does not count", (risk(RiskLevel.CRITICAL, 5),), -1, C),
    Story("R40", "a manager wrote two weeks ago", (risk(HIGH, 90), noted(14, RISK)), 0, C),
    Story("R40", "a note that names nothing is no look", (risk(HIGH, 2), noted(1)), 0),
    Story("R40", "a note about the home is no look at the risk", (poor_home(9), risk(HIGH, 2), noted(1, HOME)), 0),
    Story("R40", "the note was recorded in error", (risk(HIGH, 2), noted(1, RISK, struck=True)), 0),
    Story("R40", "medium needs none", (risk(MEDIUM, 60),), None),
    Story("R40", "closed", (risk(HIGH, 60, closed=1),), None),
    Story("R51", "homeless since yesterday", (poor_home(1, AccommodationCode.HOMELESS),), 0, C, GUIDANCE),
    Story("R51", "bed and breakfast since Friday", (poor_home(5, AccommodationCode.BED_AND_BREAKFAST),), -2, C),
    Story("R51", "emergency accommodation since today", (poor_home(0, AccommodationCode.EMERGENCY),), 1, C),
    Story("R51", "another home, not suitable since last Wednesday", (poor_home(7),), 0, H, GUIDANCE),
    Story("R51", "counted from the day it was judged", (poor_home(300, judged=6),), 1, H),
    Story("R51", "a manager wrote a week ago", (poor_home(60), noted(7, HOME)), 0, H),
    Story("R51", "homeless, a manager wrote yesterday", (poor_home(60, AccommodationCode.HOMELESS), noted(1, HOME)), 6, C),
    Story("R51", "the note is from before it was judged so", (poor_home(60, judged=1), noted(9, HOME)), 6),
    Story("R51", "the note was recorded in error", (poor_home(7), noted(1, HOME, struck=True)), 0),
    Story("R51", "suitable", (home(60),), None),
    Story("R51", "moved on", (poor_home(60, until=1),), None),
    Story("R51", "custody has rules of its own", (poor_home(60, AccommodationCode.CUSTODY),), None),
    Story("R94", "sent two weeks ago and returned", (sent(14, PlanState.RETURNED),), 0, M, POLICY),
    Story("R94", "sent yesterday and returned", (sent(1, PlanState.RETURNED),), 13),
    Story("R94", "explained before it was sent again and returned again", (sent(14, PlanState.RETURNED), noted(20, RETURNED)), 0),
    Story("R94", "the note was recorded in error", (sent(14, PlanState.RETURNED), noted(2, RETURNED, struck=True)), 0),
    Story("R94", "explained", (sent(14, PlanState.RETURNED), noted(2, RETURNED)), None),
    Story("R94", "sent again, waiting", (sent(14),), None),
    Story("R94", "a draft that was never sent", (sent(14, PlanState.DRAFT),), None),
    Story("R95", "reviewed since: the next date", (PLANNED, review(10)), date(2026, 8, 28)),
    Story("R95", "review missed last Wednesday", (PLANNED,), 0, H, POLICY),
    Story("R95", "no plan at 18", (turned(18, 1),), 6),
    Story("R95", "another date was explained", (PLANNED, noted(1, missed=("R07", date(2025, 8, 25)))), 0),
    Story("R95", "another rule was explained", (PLANNED, noted(1, missed=("R09", date(2026, 2, 25)))), 0),
    Story("R95", "the note was recorded in error", (PLANNED, noted(1, missed=REVIEW_MISSED, struck=True)), 0),
    Story("R95", "the first of two that are missed", (PLANNED, home(60), noted(1, missed=REVIEW_MISSED)), -47),
    Story("R95", "explained", (PLANNED, noted(1, missed=REVIEW_MISSED)), None),
    Story("R95", "still looked after: policy, not law", (turned(17, 100), suggested(LegalCategory.ELIGIBLE), PLANNED), None),
    Story("R95", "support has ended", (turned(21, 30), PLANNED), None),
    Story("R96", "turns 21 next year", (), date(2027, 5, 18)),
    Story("R96", "turns 21 in two weeks", (turned(21, -14),), 0, H, POLICY),
    Story("R96", "a note that names nothing does not do", (turned(21, -14), noted(1)), 0),
    Story("R96", "the note is seven months old", (turned(21, -14), noted(200, ENDING)), 0),
    Story("R96", "the note was recorded in error", (turned(21, -14), noted(9, ENDING, struck=True)), 0),
    Story("R96", "a manager has looked", (turned(21, -14), noted(30, ENDING)), None),
    Story("R93", "ends today", (excepted(20, 0, AGREED, on=18),), 0, H, POLICY),
    Story("R93", "ended two days ago", (excepted(20, -2, AGREED, on=18),), -2, H),
    Story("R93", "a manager said what happens next", (excepted(20, -2, AGREED, on=18, ended=0),), None),
    Story("R93", "not answered yet", (excepted(3, 10),), None),
    Story("R93", "not agreed", (excepted(3, 10, NOT_AGREED, on=1),), None),
    Story("R93", "the record is closed", (excepted(20, 0, AGREED, on=18), closed(1)), None),
    Story("R93b", "asked today", (excepted(0, 30),), 7),
    Story("R93b", "asked a week ago", (excepted(7, 30),), 0, M, POLICY),
    Story("R93b", "agreed", (excepted(7, 30, AGREED, on=1),), None),
    Story("R93b", "not agreed", (excepted(7, 30, NOT_AGREED, on=1),), None),
    Story("R97", "asked today", (closing_asked(0),), 7),
    Story("R97", "asked a week ago", (closing_asked(7),), 0, M, POLICY),
    Story("R97", "not agreed", (closing_asked(7, NOT_AGREED),), None),
    Story("R97", "the record is closed", (closing_asked(7), closed(1)), None),
]  # fmt: skip

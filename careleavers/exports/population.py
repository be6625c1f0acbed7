"""Who belongs in the return's care-leaver table, and why somebody with a birthday in the year does not.

Source: data standards as the published rules read them: looked after for 13 weeks since 14, some of it at 16 or 17;
17 to 25; not looked after on the birthday (rules 1007, 1016); not died in care, adopted or moved away (1000, 1001,
1011); whoever was returned as died stays so and is not returned again (348).
"""

from datetime import date

from careleavers.alerts.rules.duties import CARRYING
from careleavers.domain import looked_after
from careleavers.domain.dates import add_months, birthday
from careleavers.domain.eligibility import ADOPTED, DIED, TRANSFERRED
from careleavers.domain.looked_after import DayCount
from careleavers.domain.policy import Policy
from careleavers.domain.return_years import YOUNGEST, ReturnYear
from careleavers.domain.terms import Closure, InTouch, LegalCategory
from careleavers.exports.queries import Known

UNDECIDED = "whether the 13 weeks in care were reached cannot be told from the periods on record"


def why_left_out(known: Known, year: ReturnYear, policy: Policy) -> str:
    """Why this young person does not belong in the year's care-leaver table, in words; "" for somebody who does."""
    if year.year in known.answers:
        return ""
    closing, reported = _closing(known), _died_before(known, year, policy)
    if closing or reported:
        return closing or reported
    if looked_after.in_care_on(known.stretches, known.birthday.on):
        return f"still looked after on the {known.birthday.age}th birthday"
    return _threshold(known, policy)


def _closing(known: Known) -> str:
    person, last, closes = known.person, known.last_period, known.birthday.closes_on
    closed_by_then = person.closed_on is not None and person.closed_on <= closes
    reason = last.reason_ended if last is not None and last.ended_on is not None and last.ended_on <= closes else ""
    if person.closure is Closure.IMPORT_UNDONE:
        return "added by an import that was taken back"
    if reason == DIED or (person.died_on is not None and looked_after.in_care_on(known.stretches, person.died_on)):
        return "died in care"
    if reason in ADOPTED or (closed_by_then and person.closure is Closure.ADOPTED):
        return "adopted"
    if reason == TRANSFERRED or (closed_by_then and person.closure is Closure.TRANSFERRED):
        return "moved to another council"
    return ""


def _died_before(known: Known, year: ReturnYear, policy: Policy) -> str:
    """Whoever had died by the close of the window of the birthday before was returned as died then, once."""
    earlier = [each for number, each in known.answers.items() if number < year.year]
    said = any(each.in_touch == InTouch.DIED for each in earlier)
    died = _died_on(known)
    if said or (died is not None and known.birthday.age > YOUNGEST and died <= _closed_before(known, policy)):
        return "died, and was returned so in an earlier year"
    return ""


def _died_on(known: Known) -> date | None:
    person = known.person
    return person.died_on or (person.closed_on if person.closure is Closure.DIED else None)


def _closed_before(known: Known, policy: Policy) -> date:
    before = birthday(known.person.born_on, known.birthday.age - 1, policy.leap_day_birthday)
    return add_months(before, policy.birthday_window_after_months)


def _threshold(known: Known, policy: Policy) -> str:
    """What a manager decided counts before what can be worked out; a return of an earlier year shows it too."""
    if known.decision is not None and known.decision.category is not LegalCategory.UNDECIDED:
        decided = known.decision.category
        ended = decided in (LegalCategory.NOT_CURRENTLY_SUPPORTED, LegalCategory.RETURNED_HOME, LegalCategory.CLOSED)
        return "" if decided in CARRYING or ended else f"a manager decided: {decided.label.lower()}"
    if known.answers:
        return ""
    born, leap_day = known.person.born_on, policy.leap_day_birthday
    met = looked_after.threshold_on(known.stretches, born, leap_day, DayCount.BOTH_ENDS)
    if met is not None:
        return ""
    return UNDECIDED if not known.periods or known.person.needs_decision else "less than 13 weeks in care since 14"


__all__ = ["UNDECIDED", "why_left_out"]

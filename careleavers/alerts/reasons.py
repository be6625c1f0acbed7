"""Why an alert is there, in one sentence: what is known, the limit, the day, how late, how often somebody tried."""

from datetime import date
from typing import Any

from careleavers.alerts.rules import RULES
from careleavers.domain.dates import days_late_words, long_date
from careleavers.domain.policy import Policy

_LOOKED = "Out of work and study; the panel last looked, or it was last decided about it, on {since}"
# What is known, by rule: {since} is the day the clock counts from. Second: the same where it never happened yet.
_KNOWN: dict[str, tuple[str, str]] = {
    "R01": ("", "16 or eligible since {since}, needs not assessed yet"),
    "R02": ("", "Left care by {since} without a plan, needs not assessed yet"),
    "R03": ("", "Back in education, told us on {since}, needs not assessed since"),
    "R04": ("", "Asked for support on {since}, needs not assessed since"),
    "R05": ("Needs assessed by {since}, no version of the plan approved since", ""),
    "R06": ("No pathway plan approved; 18 on {since}", ""),
    "R07": ("Last approved or reviewed {since}", "Approved {since}, not reviewed since"),
    "R08": ("A review was asked for on {since}, not held yet", ""),
    "R08b": ("A review was asked for on {since}, nobody has answered", ""),
    "R09": ("Moved {since} into a home the council provides, no review since", ""),
    "R10": ("{about} on {since}, no review since", ""),
    "R11": ("{about} on {since}, no version of the plan approved since", ""),
    "R12": ("{about} was sent to the manager on {since}, not decided yet", ""),
    "R13": ("", "{about} approved {since}, no copy given yet"),
    "R14": ("", "{about} given on {since}, not gone through together yet, or their view not kept"),
    "R15": (
        "The review of {since} did not ask of every part what happens if it goes wrong, or found that it must change",
        "{about}, approved {since}, does not say in every part what happens if it goes wrong",
    ),
    "R17": ("{about} was promised by {since}", ""),
    "R18": ("{about}, approved {since}, has a goal without a measure, or none beyond six months", ""),
    "R19": ("The category has been open to a decision since {since}", ""),
    "R20": ("The last worker who counts stopped on {since}", "No after-care worker from {since}"),
    "R20b": ("", "Owed a worker from {since}, not seen in person by their after-care worker yet"),
    "R21": ("The last worker who counts stopped on {since}", "No after-care worker from {since}"),
    "R22": ("The last worker who counts stopped on {since}", "No after-care worker from {since}"),
    "R23": ("Another worker since {since}, who has not seen them in person yet", ""),
    "R24": ("", "Moved {since}, not visited at the new home yet"),
    "R25": ("", "Moved {since} into a home the council provides, nobody has seen it yet"),
    "R26": ("Last visited at home {since}", "Moved in or owed visits from {since}, not visited at home yet"),
    "R27": ("Last seen {since}", "Not seen since support began on {since}"),
    "R27b": ("A visit was planned for {since}, nothing recorded", ""),
    "R28": ("", "{about}, approved {since}, does not say how often they meet, or why"),
    "R29": ("In contact, but last seen {since}", "In contact, but not seen since support began on {since}"),
    "R30": ("Last contact both ways {since}", "No contact both ways since support began on {since}"),
    "R31": ("{since} was another attempt in a row without an answer", ""),
    "R33": ("Last offered support or in touch {since}", "Support ended {since}, no offer since"),
    "R34": ("Support ends on {since}, no review about it yet", ""),
    "R36": ("In custody since {since}, not seen there yet", ""),
    "R36b": ("To be released on {since}, no review to plan it yet", ""),
    "R40": ("{about}: a manager last wrote on {since}", "{about} since {since}, no manager has written about it yet"),
    "R41": ("Risk last looked at {since}", "Risk raised {since}, not looked at since"),
    "R41b": ("Risk last looked at {since}", "Risk raised {since}, not looked at since"),
    "R42": ("{about} was raised on {since}, no version of the plan approved since", ""),
    "R43": ("{since} was the second time in a short while that something was new, not looked into since", ""),
    "R44": ("Back since {since}, {about}", ""),
    "R44b": ("Missing; last seen, or the search last looked at by a manager, on {since}", ""),
    "R45": ("Missing again on {since}, no meeting held since", ""),
    "R46": ("A risk of exploitation or trafficking since {since}, nothing decided about the NRM or duty to notify", ""),
    "R47": ("Domestic abuse at the level of MARAC since {since}, nothing decided about MARAC", ""),
    "R48": ("{about}: sent or last chased on {since}, not answered yet", ""),
    "R48b": ("{about}: sent on {since}, not answered yet; a manager takes it up", ""),
    "R48c": ("{about}: decided on {since}, not sent yet", ""),
    "R49": (
        "Homeless, or within 56 days of it, since {since}; not asked yet whether the housing authority may know",
        "",
    ),
    "R50": ("This home ends on {since}", ""),
    "R51": ("{about}: a manager last wrote on {since}", "{about} since {since}, no manager has written about it yet"),
    "R52": ("Home last judged {since}", "Moved in {since}, nobody has judged whether it is suitable"),
    "R53": (_LOOKED, "Out of work and study since {since}, nothing decided about the panel yet"),
    "R53b": (_LOOKED, "Out of work and study since {since}, nothing decided about the panel yet"),
    "R54": ("Referred to {about} on {since}, not seen there yet", ""),
    "R55": ("{about}: not recorded yet; 18 on {since}", ""),
    "R56": ("What identifies them runs out on {since}", "{about}: not held yet; 18 on {since}"),
    "R57": ("Leave to remain until {since}, no adviser seen about it yet", ""),
    "R57b": ("Leave to remain until {since}, no application made yet", ""),
    "R57c": ("Leave to remain until {since}, no application made yet", ""),
    "R59": ("{about}: theirs since {since}, not offered yet", ""),
    "R59b": ("{about}: offered, no answer recorded; it ends on {since}", ""),
    "R60": ("{about}: a birthday on {since}, not talked about since", ""),
    "R61": ("{about} to be told of their death, known since {since}", ""),
    "R84": ("A birthday on {since}, the return’s three answers not complete yet", ""),
    "R85": ("A birthday on {since}, contact, work or study, or home not recorded around it", ""),
    "R89": ("A complaint or a request for an advocate on {since}, not told yet that it is here", ""),
    "R89b": ("A complaint or a request for an advocate on {since}, not answered yet", ""),
    "R90": ("Something was asked or told on {since}, not answered yet", ""),
    "R90b": ("On {since} they said that they do not feel safe; no answer says yet what was done", ""),
    "R70": ("Last signed supervision {since}", "No signed supervision since starting on {since}"),
    "R71": (
        "Last talked about in supervision {since}",
        "Not talked about in supervision since support began on {since}",
    ),
    "R74": (
        "Last signed supervision with an action for the whole team {since}",
        "No signed supervision with an action for the whole team since starting on {since}",
    ),
    "R81": ("A heavy caseload since {since}", ""),
    "R92": ("Last checked {since}", "In the table since {since}, nobody at the council has checked it"),
    "R93": ("{about} was agreed on {since}; nobody has said yet what happens when it ends", ""),
    "R93b": ("{about} was asked for on {since}, not answered yet", ""),
    "R94": ("{about} was sent on {since} and returned; not sent again, and no manager has said why", ""),
    "R95": ("What the law required by {since} is not done, and no manager has written about it", ""),
    "R96": ("Support ends on {since}, no manager has written about it yet", ""),
    "R98": ("Last looked at {since}", "Restricted {since}, nobody has said again why it is needed"),
    "R98b": ("Access lent on {since} ends, and is not lent again", ""),
    "R99": ("Must be kept apart from their worker since {since}, and is still allocated", ""),
    "R97": ("Closing the record was asked for on {since}, not answered yet", ""),
}
_ABOUT = {
    "R10": "A big change", "R11": "A big change", "R17": "An action", "R42": "A high risk",
    "R40": "High risk", "R51": "Home not suitable",
    "R54": "A specialist", "R55": "Doctor, dentist and health history",
    "R56": "Identity papers", "R93": "An exception", "R93b": "An exception",
    "R48": "A referral", "R48b": "A referral", "R48c": "A referral",
    "R61": "Somebody", "R44": "no return interview held yet",
    "R59": "An entitlement", "R59b": "An entitlement", "R60": "Savings",
} | dict.fromkeys(("R12", "R13", "R14", "R15", "R18", "R28", "R94"), "The plan")  # fmt: skip
_ATTEMPTS_MATTER = ("R20b", "R23", "R24", "R25", "R26", "R27", "R29", "R30", "R36")
_WORSE = {
    "R17": "given another day twice before",
    "R23": "one change of worker too many within 12 months",
    "R27b": "an open high risk, or the second in a row",
    "R41": "a high risk",
    "R48c": "one that the law or somebody’s safety asks for",
    "R49": "homeless now",
    "R81": "full",
    "R51": "homeless, or in emergency accommodation or bed and breakfast",
}
FAILED = "This rule could not be worked out, so its alerts may be wrong. Tell whoever looks after the system"


def _limit(rule_id: str, every_days: int | None, policy: Policy) -> list[str]:
    if rule_id == "R07":
        return [f"every {policy.review_months} months"]
    if every_days is None:
        return []
    if rule_id == "R81":
        return [f"reached {every_days} points"]
    # Only a plan makes it shorter than the council's own limit.
    agreed = rule_id == "R27" and every_days < policy.visit_every_days
    return [f"agreed every {every_days} days" if agreed else f"every {every_days} days"]


def counts_attempts(rule_id: str) -> bool:
    """Whether it matters for a rule how often somebody tried."""
    return rule_id in _ATTEMPTS_MATTER


def why(rule_id: str, row: Any, as_of: date, policy: Policy, *, about: str = "", attempts: int = 0) -> str:
    """The sentence for one row of a rule, or one alert: anything with since_on, never, every_days, due_on and worse.

    `about` names what it is about (a change, a version of the plan), `attempts` counts those since `since_on`.
    """
    if rule_id not in RULES or row.since_on is None:
        return FAILED + "."
    known, never = _KNOWN[rule_id]
    first = (never or known) if row.never else (known or never)
    parts = [first.format(since=long_date(row.since_on), about=about or _ABOUT.get(rule_id, ""))]
    parts += _limit(rule_id, row.every_days, policy)
    parts += [f"due {long_date(row.due_on)}"] if row.due_on != row.since_on else []
    parts.append(days_late_words(row.due_on, as_of))
    if row.worse and rule_id in _WORSE:
        parts.append(_WORSE[rule_id])
    if attempts and counts_attempts(rule_id):
        parts.append("1 attempt since" if attempts == 1 else f"{attempts} attempts since")
    return "; ".join(parts) + "."


__all__ = ["counts_attempts", "why"]

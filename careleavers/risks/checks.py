"""What cannot be done with a risk, each refused with a sentence that says what to do."""

from datetime import date, timedelta

from sqlmodel import Session

from careleavers.db import today
from careleavers.domain.actors import Actor
from careleavers.domain.dates import long_date
from careleavers.domain.permissions import Permission
from careleavers.domain.plans import is_placeholder
from careleavers.domain.reading import one_line
from careleavers.domain.refusals import Refused
from careleavers.domain.safeguarding import ProposalState, ProposedAct
from careleavers.domain.terms import RiskLevel
from careleavers.models import RiskFlag, RiskProposal, YoungPerson
from careleavers.risks.details import Decided

# The longest that a risk goes without being looked at, in days (council policy; inspectors found stale risks).
LONGEST_DAYS = {RiskLevel.CRITICAL: 28, RiskLevel.HIGH: 28, RiskLevel.MEDIUM: 56, RiskLevel.LOW: 182}
ONE_LINE = "Write more than one line: what you weighed, what has changed, and why that makes it right"
HIGH = (RiskLevel.HIGH, RiskLevel.CRITICAL)
_ORDER = list(RiskLevel)


def is_lower(level: RiskLevel, than: RiskLevel) -> bool:
    """Whether one level is less serious than another."""
    return _ORDER.index(level) < _ORDER.index(than)


def latest_look(level: RiskLevel, day: date) -> date:
    """The last day on which a risk of this level may be looked at again, counted from a day."""
    return day + timedelta(days=LONGEST_DAYS[level])


def needs_two(flag: RiskFlag) -> bool:
    """Whether two people lower or close this risk: it is high or very high."""
    return flag.level in HIGH


def lower_levels(flag: RiskFlag) -> list[RiskLevel]:
    """The levels below the one a risk has, the most serious first."""
    return [level for level in reversed(RiskLevel) if is_lower(level, flag.level)]


def raised(session: Session, young_person: YoungPerson, day: date) -> None:
    """Refuse a risk raised on a day to come or before birth."""
    if day > today(session):
        raise Refused("raised_on", f"Enter today, {long_date(today(session))}, or an earlier day")
    if day < young_person.born_on:
        raise Refused("raised_on", f"They were born on {long_date(young_person.born_on)}. Enter a later day")


def next_look(session: Session, level: RiskLevel, day: date) -> None:
    """Refuse a next look that has passed, or that the level does not allow to wait for."""
    first, last = today(session), latest_look(level, today(session))
    if not first < day <= last:
        raise Refused(
            "next_look_on",
            f"Enter a day after today and no later than {long_date(last)}: a risk at this level is looked at again"
            f" within {LONGEST_DAYS[level]} days",
        )


def says_something(**words: str) -> None:
    """Refuse the first of these answers that is only a stand-in such as "n/a"."""
    sentences = {
        "evidence": "Say what you saw or heard that makes you worried",
        "keeps_safe": "Say what keeps them safe now, or what is missing",
        "words": "Say what you found and what you think of it",
    }
    for field, text in words.items():
        if is_placeholder(text):
            raise Refused(field, sentences[field])


def open_still(flag: RiskFlag) -> None:
    """Refuse to touch a risk that was closed."""
    if flag.closed_on is not None:
        raise Refused("", f"This risk was closed on {long_date(flag.closed_on)}. If it is back, raise it again")


def lowering(actor: Actor, flag: RiskFlag, field: str, reason: str) -> None:
    """Refuse that one person lowers or closes a risk, unless they are a manager with a reason and it is not high.

    Source: inspection findings on risk closed with a line; two people for high risks (council policy).
    """
    if not actor.may(Permission.CLOSE_RISK):
        raise Refused("level", "Only a manager can lower a risk. Say what you found, and propose it to your manager")
    if needs_two(flag):
        raise Refused("", f"This risk is {flag.level.label.lower()}, so two people decide. Propose it, and say why")
    if one_line(reason):
        raise Refused(field, ONE_LINE)


def proposal(flag: RiskFlag, act: ProposedAct, to_level: RiskLevel | None, reason: str) -> None:
    """Refuse to propose a level that is not lower, or with a reason of a line."""
    if act is ProposedAct.LOWER and (to_level is None or not is_lower(to_level, flag.level)):
        raise Refused("to_level", f"It is {flag.level.label.lower()} now. Choose a level below that")
    if one_line(reason):
        raise Refused("reason", ONE_LINE)


def waiting_still(proposed: RiskProposal) -> None:
    """Refuse to touch a proposal that waits no more."""
    if proposed.state is not ProposalState.WAITING:
        raise Refused("", f"This proposal waits no more: {proposed.state.label[0].lower()}{proposed.state.label[1:]}")


def decision(session: Session, actor: Actor, proposed: RiskProposal, decided: Decided) -> None:
    """Refuse a decision by whoever proposed it, by somebody who is no manager, or without what it needs."""
    waiting_still(proposed)
    if not actor.may(Permission.CLOSE_RISK):
        raise Refused("", "A manager decides on this")
    if proposed.proposed_by_id == actor.worker_id:
        raise Refused("", "You proposed this, so another manager must decide")
    if not decided.approves:
        if is_placeholder(decided.words):
            raise Refused("words", "Say why you refuse, and what should happen now")
        return
    if one_line(decided.words):
        raise Refused("words", ONE_LINE)
    if proposed.act is ProposedAct.LOWER and proposed.to_level is not None:
        if is_placeholder(decided.keeps_safe):
            raise Refused("keeps_safe", "Say what keeps them safe now, or what is missing")
        if decided.next_look_on is None:
            raise Refused("next_look_on", "Enter the day of the next look")
        next_look(session, proposed.to_level, decided.next_look_on)

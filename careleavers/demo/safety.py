"""What the made-up lives hold of keeping people safe: proposals that wait for a second person.

Worked out from the numbers of the rows, not from chance, so that it changes nothing else that is made up.
"""

from datetime import date, timedelta
from typing import Any

from careleavers.demo.histories import Tables
from careleavers.demo.people import Person
from careleavers.domain.safeguarding import ProposalState, ProposedAct
from careleavers.domain.terms import RiskLevel

Row = dict[str, Any]
_HIGH = (RiskLevel.HIGH, RiskLevel.CRITICAL)
_CALMER = (
    "Nothing new since the summer. They have a new number, the people who rang have moved away, and the police and"
    " the support worker both say the same."
)
_TOO_SOON = "Two quiet weeks are too few. Look again after the court date, and ask the school what they see."


def keep_safe(tables: Tables, people: list[Person], on: date) -> None:
    """Add to the rows made so far what is recorded of safeguarding."""
    _propose(tables, {person.id: person for person in people}, on)


def _propose(tables: Tables, people: dict[int, Person], on: date) -> None:
    """About every third open high risk a proposal waits; about others one was refused."""
    high = [flag for flag in tables.rows.get("risk_flag", []) if flag["closed_on"] is None and flag["level"] in _HIGH]
    for place, flag in enumerate(high):
        worker = people[flag["young_person_id"]].worker
        if place % 3 == 2 or worker is None:
            continue
        waits = place % 3 == 0
        proposed = max(flag["raised_on"], on - timedelta(days=2 + flag["id"] % 16 if waits else 40))
        lower = place % 2 == 0
        tables.add(
            "risk_proposal", risk_flag_id=flag["id"], young_person_id=flag["young_person_id"],
            act=ProposedAct.LOWER if lower else ProposedAct.CLOSE, level_before=flag["level"],
            to_level=RiskLevel.MEDIUM if lower else None, reason=_CALMER, proposed_by_id=worker["id"],
            proposed_on=proposed, state=ProposalState.WAITING if waits else ProposalState.REFUSED,
            decided_by_id=None if waits else worker["supervisor_id"], decided_on=None if waits else proposed,
            decision_words="" if waits else _TOO_SOON, flag_version=None,
        )  # fmt: skip


__all__ = ["keep_safe"]

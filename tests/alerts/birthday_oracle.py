"""The second reading of the birthdays that the 903 return asks about (R84, R85)."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from careleavers.domain.policy import Policy
from careleavers.domain.terms import ContactKind
from tests.alerts.day_counting import DAY, months_on, turns
from tests.alerts.facts import History
from tests.alerts.owed import NEVER, Due

_REACHED = {ContactKind.HOME_VISIT, ContactKind.FACE_TO_FACE, ContactKind.VIDEO, ContactKind.TWO_WAY}


def birthdays(history: History, policy: Policy, begins: date, until: date) -> Iterator[Due]:
    """A reminder when the days around each birthday begin, and what is missing when they end."""
    for age in range(17, 26):
        on = turns(history.person.born_on, age, policy)
        if _held_on(history, on):
            continue
        opens = months_on(on, -policy.birthday_window_before_months)
        closes = months_on(on, policy.birthday_window_after_months)
        first = months_on(on, -12) if age >= 22 else opens
        again = months_on(on, 12 - policy.birthday_window_before_months)
        reached = any(first <= each.happened_on <= closes for each in history.contacts if each.kind in _REACHED)
        homes = [(home, home.suitability.value != "0") for home in history.homes]
        work = [(spell, spell.code.value != "0") for spell in history.studies]
        if reached and _told(homes, on, first, closes) and _told(work, on, first, closes):
            continue
        yield Due("R84", age, max(opens, begins), min(until, closes - timedelta(days=14)))
        yield Due("R85", age, max(closes, begins), min(until, again if reached else closes + DAY, again))


def _held_on(history: History, on: date) -> bool:
    return any(
        period.started_on <= on <= (period.ended_on or NEVER) and period.legal_status not in ("V3", "V4")
        for period in history.periods
    )


def _told(spells: list[tuple[Any, bool]], on: date, first: date, last: date) -> bool:
    """What stood on the day decides; only where nothing did, whatever stood near it."""
    then = [says for spell, says in spells if spell.started_on <= on < (spell.ended_on or NEVER)]
    near = [says for spell, says in spells if spell.started_on <= last and (spell.ended_on or NEVER) > first]
    return any(then) if then else any(near)

"""What is owed to some young people now and next, asked of the rules themselves.

The rules are read, not the alerts they raised: so a page is right even while the nightly sweep is late.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from sqlmodel import Session

from careleavers.alerts.upcoming import Upcoming, forecast
from careleavers.db import policy, today
from careleavers.domain.terms import Severity, SubjectKind

HORIZON_DAYS = 400


def everything(session: Session, young_person_ids: Iterable[int]) -> Mapping[int, list[Upcoming]]:
    """All that is owed to each young person within 400 days, the earliest first. One statement for all of them."""
    found: dict[int, list[Upcoming]] = defaultdict(list)
    ids = list(young_person_ids)
    for each in forecast(session, today(session), HORIZON_DAYS, subject=SubjectKind.YOUNG_PERSON, only=ids):
        found[each.subject_id].append(each)
    return found


def open_now(session: Session, owed: Iterable[Upcoming]) -> list[Upcoming]:
    """Those that are late, or so near that their rule gives notice; the most severe first, then the longest due."""
    limits, day = policy(session), today(session)
    near = (each for each in owed if each.due_on <= day + timedelta(days=each.rule.notice(limits)))
    return sorted(near, key=lambda each: (-each.severity.rank, each.due_on))


def tally(opened: Iterable[Upcoming]) -> list[tuple[Severity, int]]:
    """How many there are at each severity, the worst first."""
    counted = Counter(each.severity for each in opened)
    return sorted(counted.items(), key=lambda pair: -pair[0].rank)


def first_of(owed: Iterable[Upcoming], rules: Iterable[str]) -> date | None:
    """The earliest day due by any of these rules."""
    wanted = set(rules)
    return next((each.due_on for each in owed if each.rule.id in wanted), None)

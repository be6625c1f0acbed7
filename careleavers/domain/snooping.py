"""What in the trail of openings asks for a question: patterns of curious looks, found again every night.

Source: our own rules after regulators' cases (looks at neighbours and relatives that nobody noticed for a year). A
pattern proves nothing; it says whom to ask.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from careleavers.domain.dates import LONDON
from careleavers.domain.limits import limit
from careleavers.domain.terms import Term

_HOUSE = "Council policy"
# Days of somebody's own openings with which a day is compared, and days looked at again so that an outage hides none.
OWN_DAYS, AGAIN_DAYS = 30, 7
LEAVING_DAYS = 14
# With fewer openings than this nobody has hours that are usual for them.
_ENOUGH = 20
_NIGHT = frozenset({22, 23, 0, 1, 2, 3, 4, 5})


class Pattern(Term):
    """A way of opening records that somebody should be asked about."""

    SAME_NAME = "same_name", "Same family name, and does not work with them"
    NO_GROUND = "no_ground", "Nothing that let them open it on that day"
    MANY = "many", "Far more records in an hour than is usual for them"
    SEARCHED = "searched", "Searched for one person three times, and does not work with them"
    NIGHT = "night", "At an hour of the night that is not usual for them"
    LEAVING = "leaving", "Far more records in the two weeks before they leave"
    HANDED_OVER = "handed_over", "Again and again after the case went to somebody else"


@dataclass(frozen=True)
class SnoopingLimits:
    """From how many openings on somebody is asked."""

    snooping_records_an_hour: int = limit(
        25, "records", 10, 50, _HOUSE, "Records opened in an hour below which nobody is asked why"
    )
    snooping_times: int = limit(
        3, "times", 2, 5, _HOUSE, "Searches for one person, or days after a hand-over, from which somebody is asked"
    )


@dataclass(frozen=True)
class Look:
    """One record opened, or shown alone by a search (`searched`), by a member of staff."""

    worker_id: int
    young_person_id: int
    at: datetime
    searched: bool = False
    # Emergency access and lent access have their own review.
    exceptional: bool = False
    # A role that reaches people by allocation alone.
    by_allocation: bool = True

    @property
    def local(self) -> datetime:
        """The moment on London's clock."""
        return self.at.astimezone(LONDON)


@dataclass(frozen=True)
class Stretch:
    """From a day until the day before another, or with no end, somebody works with somebody."""

    worker_id: int
    young_person_id: int
    from_on: date
    to_on: date | None


@dataclass(frozen=True)
class Found:
    """A pattern on a day: who, whose record where it is one, and how many openings."""

    pattern: Pattern
    worker_id: int
    young_person_id: int | None
    on: date
    times: int


@dataclass
class Trail:
    """Everything the patterns are read from; names are compared without capitals."""

    looks: list[Look] = field(default_factory=list)
    stretches: list[Stretch] = field(default_factory=list)
    workers: dict[int, str] = field(default_factory=dict)
    young_people: dict[int, str] = field(default_factory=dict)
    leaves: dict[int, date] = field(default_factory=dict)
    stand_ins: list[tuple[int, date, date]] = field(default_factory=list)
    # The team that a team manager looks after, and the team of each young person.
    manages: dict[int, int] = field(default_factory=dict)
    teams: dict[int, int] = field(default_factory=dict)

    def works_with(self, worker_id: int, young_person_id: int, day: date) -> bool:
        """Whether somebody is allocated to somebody on a day."""
        return any(
            each.from_on <= day and (each.to_on is None or each.to_on > day)
            for each in self._of_pair.get((worker_id, young_person_id), ())
        )

    def handed_over(self, worker_id: int, young_person_id: int, day: date) -> date | None:
        """The first day without somebody who worked with somebody earlier, if they do not now."""
        ends = [each.to_on for each in self._of_pair.get((worker_id, young_person_id), ()) if each.to_on]
        before = [end for end in ends if end <= day]
        return max(before) if before and not self.works_with(worker_id, young_person_id, day) else None

    def stands_in(self, worker_id: int, day: date) -> bool:
        """Whether somebody stands in for a colleague on a day."""
        return any(who == worker_id and first <= day <= last for who, first, last in self.stand_ins)

    def manages_team_of(self, worker_id: int, young_person_id: int) -> bool:
        """Whether somebody manages the team that works with somebody."""
        team = self.manages.get(worker_id)
        return team is not None and team == self.teams.get(young_person_id)

    def __post_init__(self) -> None:
        """Put the stretches where they are found by their two people."""
        self._of_pair: dict[tuple[int, int], list[Stretch]] = defaultdict(list)
        for each in self.stretches:
            self._of_pair[each.worker_id, each.young_person_id].append(each)


def find(trail: Trail, limits: SnoopingLimits, day: date) -> list[Found]:
    """The patterns of one day (in London), each once for who and whose record."""
    of: dict[int, list[Look]] = defaultdict(list)
    for look in trail.looks:
        if day - timedelta(days=OWN_DAYS) <= look.local.date() <= day:
            of[look.worker_id].append(look)
    found: list[Found] = []
    for worker_id, looks in of.items():
        today = [look for look in looks if look.local.date() == day]
        if today:
            found += _of_records(trail, limits, today, looks, day)
            found += _of_hours(limits, worker_id, today, looks, day)
            found += _before_leaving(trail, limits, worker_id, looks, day)
    return found


def _of_records(
    trail: Trail, limits: SnoopingLimits, today: list[Look], looks: list[Look], day: date
) -> Iterator[Found]:
    for known in sorted({look.young_person_id for look in today}):
        who = today[0].worker_id
        own = [look for look in looks if look.young_person_id == known and not look.exceptional]
        opened = [look for look in own if not look.searched and look.local.date() == day]
        if trail.works_with(who, known, day) or trail.stands_in(who, day):
            continue
        name = trail.workers.get(who, "")
        if opened and name and name == trail.young_people.get(known):
            yield Found(Pattern.SAME_NAME, who, known, day, len(opened))
        over = trail.handed_over(who, known, day)
        days = {look.local.date() for look in own if not look.searched and over and look.local.date() >= over}
        if opened and len(days) >= limits.snooping_times:
            yield Found(Pattern.HANDED_OVER, who, known, day, len(days))
        elif opened and opened[0].by_allocation:
            yield Found(Pattern.NO_GROUND, who, known, day, len(opened))
        searches = [look for look in own if look.searched and look.local.date() > day - timedelta(days=AGAIN_DAYS)]
        managed = trail.manages_team_of(who, known)
        if not managed and len(searches) >= limits.snooping_times and searches[-1].local.date() == day:
            yield Found(Pattern.SEARCHED, who, known, day, len(searches))


def _records_by_hour(looks: Iterable[Look]) -> dict[datetime, int]:
    hours: dict[datetime, set[int]] = defaultdict(set)
    for look in looks:
        if not look.searched:
            hours[look.at.replace(minute=0, second=0, microsecond=0)].add(look.young_person_id)
    return {hour: len(known) for hour, known in hours.items()}


def _of_hours(
    limits: SnoopingLimits, worker_id: int, today: list[Look], looks: list[Look], day: date
) -> Iterator[Found]:
    before = [look for look in looks if look.local.date() < day]
    usual = sorted(_records_by_hour(before).values())
    centile = usual[math.ceil(0.95 * len(usual)) - 1] if usual else 0
    most = max(_records_by_hour(today).values(), default=0)
    if most > max(limits.snooping_records_an_hour, 3 * centile):
        yield Found(Pattern.MANY, worker_id, None, day, most)
    at_night = [look for look in today if look.local.hour in _NIGHT and not look.exceptional]
    hours = {look.local.hour for look in before}
    strange = [look for look in at_night if look.local.hour not in hours]
    if strange and len(before) >= _ENOUGH:
        yield Found(Pattern.NIGHT, worker_id, None, day, len(strange))


def _before_leaving(
    trail: Trail, limits: SnoopingLimits, worker_id: int, looks: list[Look], day: date
) -> Iterator[Found]:
    leaves = trail.leaves.get(worker_id)
    if leaves is None or not leaves - timedelta(days=LEAVING_DAYS) <= day < leaves:
        return
    since = leaves - timedelta(days=LEAVING_DAYS)
    late = {look.young_person_id for look in looks if look.local.date() >= since}
    earlier = {look.young_person_id for look in looks if look.local.date() < since}
    if len(late) > max(limits.snooping_records_an_hour, 2 * len(earlier)):
        yield Found(Pattern.LEAVING, worker_id, None, day, len(late))


__all__ = [
    "AGAIN_DAYS", "LEAVING_DAYS", "OWN_DAYS", "Found", "Look", "Pattern", "SnoopingLimits", "Stretch", "Trail", "find",
]  # fmt: skip

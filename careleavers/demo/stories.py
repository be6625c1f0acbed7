"""Planted situations, so that every alert rule has live cases to look at."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from random import Random

from careleavers.demo.histories import Plot
from careleavers.demo.papers import PlanPlot
from careleavers.demo.people import Person, has_duty
from careleavers.domain.dates import birthday
from careleavers.domain.terms import LegalCategory, PlanState


@dataclass(frozen=True)
class Story:
    """A situation: its name, how many people are in it, who can be, and how their recent past looks."""

    name: str
    times: int
    fits: Callable[[Person, date], bool]
    plot: Plot = field(default_factory=Plot)
    plan: PlanPlot | None = field(default_factory=PlanPlot)
    reviewed: int | None = 60
    allocated: bool = True
    left_days_ago: int | None = None  # the worker they had left so many days before


def _settled(person: Person, on: date) -> bool:
    return has_duty(person, on) and person.supported and person.in_touch == "YES" and person.age >= 17


def _out_of_touch(person: Person, on: date) -> bool:
    return has_duty(person, on) and person.supported and person.in_touch == "NO" and person.age >= 17


def _housed(person: Person, on: date) -> bool:
    return _settled(person, on) and not person.in_care and person.accommodation in set("BDEKTUVWYCZ")


def _council_home(person: Person, on: date) -> bool:
    return _settled(person, on) and not person.in_care and person.accommodation in set("CDETVW")


def _just(age: int, least: int, most: int) -> Callable[[Person, date], bool]:
    """Turned `age` between `least` and `most` days ago, with a duty."""

    def fits(person: Person, on: date) -> bool:
        days = (on - birthday(person.born_on, age)).days
        return least <= days <= most and has_duty(person, on) and person.in_touch == "YES"

    return fits


def _left_care(person: Person, on: date) -> bool:
    return has_duty(person, on) and person.row["suggested_category"] is LegalCategory.RELEVANT


STORIES = [
    Story("nobody at 16", 7, _just(16, 1, 200), Plot(), None, None, allocated=False),
    Story("left care, no plan", 8, _left_care, Plot(), None, None),
    Story("nobody at 17", 6, _just(17, 20, 330), Plot(seen=40, spoke=20), None, None, left_days_ago=16),
    Story("nobody at 18", 6, _just(18, 20, 360), Plot(seen=30, spoke=22), PlanPlot(), 60, left_days_ago=13),
    Story("not introduced", 7, _just(16, 70, 364), Plot(), None, None),
    Story("no plan at 18", 7, _just(18, 0, 364), Plot(), None, None),
    Story("moved and not visited", 8, _housed, Plot(seen=15, moved=10, seen_at_home=False)),
    Story("moved and not reviewed", 7, _council_home, Plot(seen=12, moved=45), PlanPlot(approved=100), 100),
    Story("reviewed unseen", 7, _council_home, Plot(seen=33, spoke=6, moved=32, seen_at_home=False)),
    Story("home not visited", 8, _council_home, Plot(seen=70, spoke=4, moved=300), reviewed=90),
    Story("visit late", 10, _settled, Plot(seen=70, spoke=8, seen_at_home=False), PlanPlot(every=42)),
    Story("only on the phone", 8, _settled, Plot(seen=100, spoke=5, seen_at_home=False)),
    Story("lost contact", 8, _out_of_touch, Plot(seen=75, spoke=60)),
    Story("planned visit missed", 8, _settled, Plot(seen=25, spoke=27)),
    Story("review late", 10, _settled, Plot(), PlanPlot(approved=240), 215),
    Story("change not answered", 9, _settled, Plot(), PlanPlot(approved=100), 100),
    Story("copy not given", 8, _settled, Plot(), PlanPlot(approved=14, copied=False), 20),
    Story("plan waiting", 6, _settled, Plot(), PlanPlot(approved=150, in_hand=PlanState.SENT), 60),
    Story("plan half written", 6, _settled, Plot(), PlanPlot(approved=150, in_hand=PlanState.DRAFT), 60),
]


def cast(people: list[Person], on: date) -> dict[int, Story]:
    """Who is in which story: each person in one at the most, smaller councils with fewer of each."""
    share = min(1.0, len(people) / 600)
    given: dict[int, Story] = {}
    for story in STORIES:
        wanted = max(1, round(story.times * share))
        free = [person for person in people if person.id not in given and story.fits(person, on)]
        for person in free[:wanted]:
            given[person.id] = story
            person.story = story.name
    return given


def everyday(person: Person, on: date, random: Random) -> Story:
    """Everybody else: seen, spoken to, planned for and reviewed, most of the time."""
    seen = random.randrange(2, 40)
    approved = random.randrange(20, 150)
    story = Story("", 0, _settled, Plot(seen=seen, spoke=random.randrange(1, 12), moved=random.randrange(90, 900)))
    if person.in_touch == "NO":
        story = replace(story, plot=Plot(seen=random.randrange(60, 120), spoke=random.randrange(35, 100)))
    since = (on - (person.duty_from or on)).days
    if since < 120:
        return replace(story, plan=None, reviewed=None)
    reviewed = min(random.randrange(10, 150), approved)
    return replace(story, plan=PlanPlot(approved=approved), reviewed=reviewed)


def next_visit_missed(on: date) -> date:
    """The day of a planned visit that passed without anything recorded."""
    return on - timedelta(days=6)

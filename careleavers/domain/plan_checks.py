"""What a plan should say because of what is known elsewhere: risks, moves, actions, the young person's own words.

None of it can be put right by rule, so each asks for a reason, except for an action that nobody here owns.
Sources: Care Leavers (England) Regulations 2010 reg 6 (by whom, by when) and Sch 1; inspection findings.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from careleavers.domain.dates import long_date
from careleavers.domain.plans import Gap, folded, is_placeholder
from careleavers.domain.terms import PlanDomain, RiskType

_POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}\b", re.IGNORECASE)
_ADDRESS = 8  # letters; shorter than this, the first line of an address is a word like any other

# Which part of a plan should answer a risk.
PART_FOR_RISK: dict[RiskType, PlanDomain] = {
    RiskType.EXPLOITATION: PlanDomain.RELATIONSHIPS,
    RiskType.MODERN_SLAVERY: PlanDomain.RELATIONSHIPS,
    RiskType.DOMESTIC_ABUSE: PlanDomain.RELATIONSHIPS,
    RiskType.MISSING: PlanDomain.SUPPORT,
    RiskType.HOMELESSNESS: PlanDomain.ACCOMMODATION,
    RiskType.LOCATION: PlanDomain.ACCOMMODATION,
    RiskType.MENTAL_HEALTH: PlanDomain.HEALTH,
    RiskType.SUBSTANCES: PlanDomain.HEALTH,
    RiskType.OFFENDING: PlanDomain.RELATIONSHIPS,
    RiskType.DEBT: PlanDomain.MONEY,
    RiskType.RADICALISATION: PlanDomain.IDENTITY,
    RiskType.ADULT_AT_RISK: PlanDomain.SUPPORT,
    RiskType.IMMIGRATION: PlanDomain.IDENTITY,
    RiskType.OTHER: PlanDomain.WHAT_IF,
}


def part_for(type: RiskType, chosen: PlanDomain | None) -> PlanDomain:
    """The part of a plan that answers a risk: the one somebody chose for it, or else the one its type belongs to."""
    return chosen or PART_FOR_RISK[type]


@dataclass(frozen=True)
class Written:
    """One part of a plan as far as these checks go; `written_on` is the day somebody last changed it."""

    want_soon: str
    better: str
    my_view: str
    written_on: date


@dataclass(frozen=True)
class Task:
    """An open action; `owned` is whether its owner works here today."""

    what: str
    domain: PlanDomain | None
    due_on: date
    owned: bool


@dataclass(frozen=True)
class Box:
    """One box that is in the copy: its part or addition, its name and words, and what it says."""

    domain: PlanDomain | None
    name: str
    label: str
    text: str
    add_on: str = ""

    @property
    def place(self) -> str:
        """A plain word for it."""
        return f"{self.domain.value if self.domain else self.add_on}_{self.name}"


@dataclass(frozen=True)
class Happening:
    """Something recorded that a part of the plan should know of: an open high risk, a move, a new course.

    `key` tells it from every other, and is a plain word.
    """

    key: str
    domain: PlanDomain
    happened_on: date
    words: str


def _listed(domains: list[PlanDomain]) -> str:
    return ", ".join(f"“{domain.label}”" for domain in domains)


def _about_goals(parts: Mapping[PlanDomain, Written], served: set[PlanDomain | None]) -> list[Gap]:
    aims = [domain for domain, part in parts.items() if not is_placeholder(part.want_soon)]
    gaps = []
    if idle := [domain for domain in aims if domain not in served]:
        gaps.append(
            Gap(None, "actions", f"No action yet for what they want in {_listed(idle)}.", blocking=False, at=idle[0])
        )
    if unmeasured := [domain for domain in aims if is_placeholder(parts[domain].better)]:
        words = f"Say how you will know that life is better in {_listed(unmeasured)}."
        gaps.append(Gap(None, "better", words, blocking=False, at=unmeasured[0]))
    return gaps


def _about_actions(tasks: list[Task], today: date) -> list[Gap]:
    gaps = [
        Gap(None, "actions", f"“{task.what}” belongs to somebody who has left. Give it to somebody who works here.",
            at=task.domain or PlanDomain.SUPPORT, key=f"owner_{place}")
        for place, task in enumerate(tasks) if not task.owned
    ]  # fmt: skip
    if late := [task for task in tasks if task.due_on < today]:
        words = f"Past the day set for it: “{late[0].what}”" + (f" and {len(late) - 1} more." if late[1:] else ".")
        gaps.append(
            Gap(None, "actions", words, blocking=False, at=late[0].domain or PlanDomain.SUPPORT, key="late_actions")
        )
    return gaps


def plan_checks(
    parts: Mapping[PlanDomain, Written], tasks: Iterable[Task], happenings: Iterable[Happening], today: date
) -> list[Gap]:
    """What the plan does not say yet of what is recorded elsewhere, worst first.

    A happening is answered once its part was written, or given an action, on its day or later.
    """
    known = list(tasks)
    gaps = _about_actions(known, today)
    gaps += [
        Gap(each.domain, "now", each.words, blocking=False, key=each.key)
        for each in happenings
        if each.domain not in parts or parts[each.domain].written_on < each.happened_on
    ]
    gaps += _about_goals(parts, {task.domain for task in known})
    if not any(not is_placeholder(part.my_view) for part in parts.values()):
        words = "No part has their own words yet. Ask them, and write down what they say."
        gaps.append(Gap(None, "my_view", words, blocking=False, at=PlanDomain.SUPPORT))
    return gaps


def place_gaps(boxes: Iterable[Box], addresses: Iterable[str]) -> list[Gap]:
    """The boxes that the young person reads, and anybody who finds their copy, in which an address stands.

    One that is recorded stops the plan; a postcode may be that of a library, so it asks for a reason.
    """
    homes = [
        folded(line) for address in addresses for line in address.splitlines()[:1] if len(folded(line)) >= _ADDRESS
    ]
    gaps = []
    for box in boxes:
        text = folded(box.text)
        if any(f" {home} " in f" {text} " for home in homes):
            words = f"“{box.label}” holds the address of a home, and would be in the copy. Put it under staff only."
            gaps.append(Gap(box.domain, box.name, words, key=f"{box.place}_address", add_on=box.add_on))
        elif _POSTCODE.search(box.text):
            words = f"“{box.label}” holds a postcode, and would be in the copy. Take it out."
            gaps.append(
                Gap(box.domain, box.name, words, blocking=False, key=f"{box.place}_postcode", add_on=box.add_on)
            )
    return gaps


def written_long_ago(words: str, happened_on: date) -> str:
    """The sentence for something that happened after its part was written."""
    return f"{words} on {long_date(happened_on)}. This part was last written before that."


__all__ = [
    "PART_FOR_RISK", "Box", "Happening", "Task", "Written", "part_for", "place_gaps", "plan_checks", "written_long_ago",
]  # fmt: skip

"""Annex A, List 9: everybody the service looks after on a day, in the 17 columns that inspectors ask for."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlmodel import Session

from careleavers.db import policy, today
from careleavers.domain.dates import add_months, age_on, long_date
from careleavers.domain.eligibility import HOME_MONTHS
from careleavers.domain.refusals import Refused
from careleavers.domain.terms import AllocationRole, Answer, Ethnicity, InTouch, LegalCategory
from careleavers.exports import list_9_words as words
from careleavers.exports.caring import Listed, open_records
from careleavers.exports.workbook import Cell, workbook
from careleavers.models.base import identity
from careleavers.returns.findings import Problem

UNALLOCATED = "Unallocated"
IN_TOUCH_MONTHS = 3


@dataclass(frozen=True)
class List9:
    """The list as it stood on a day, what is missing in it, and how many open records do not belong in it."""

    on: date
    rows: list[tuple[Cell, ...]]
    people: list[int]
    gaps: list[Problem]
    left_out: list[tuple[str, str]]

    def file(self, *, headings_first: bool = False) -> bytes:
        """The workbook: the official one has a title on row 1 and the headings on row 2, regional tools want row 1."""
        if headings_first:
            return workbook("List 9", [words.HEADINGS, *self.rows])
        return workbook("List_9", [(words.TITLE,), words.HEADINGS, *self.rows], headings=2)

    def as_json(self) -> dict[str, Any]:
        """For a machine."""
        return {
            "on": self.on.isoformat(),
            "people": len(self.rows),
            "gaps": [gap.as_dict() for gap in self.gaps],
            "left_out": [{"child_id": child_id, "why": why} for child_id, why in self.left_out],
        }

    def as_words(self) -> str:
        """For a person at a terminal."""
        count = len(self.rows)
        said = [f"{count:,} {'person' if count == 1 else 'people'} in List 9 on {long_date(self.on)}."]
        said += [f"Child id {gap.child_id}, {gap.column}: {gap.says} {gap.remedy}" for gap in self.gaps]
        said += [f"Left out: child id {child_id}: {why}" for child_id, why in self.left_out]
        return "\n".join(said)


def draw_up(session: Session, on: date) -> List9:
    """The list on a day that has come. Raises Refused for one that has not."""
    if on > today(session):
        raise Refused("on_day", "The list cannot be drawn up for a day that has not come")
    rows, people, gaps, left_out = [], [], [], []
    for listed in open_records(session, on):
        if listed.category not in words.CATEGORIES:
            left_out.append((listed.person.child_id, listed.category.label))
            continue
        rows.append(_row(session, listed, on))
        people.append(identity(listed.person))
        gaps += _gaps(listed, rows[-1])
    return List9(on, rows, people, gaps, left_out)


def _row(session: Session, listed: Listed, on: date) -> tuple[Cell, ...]:
    person, in_touch = listed.person, _in_touch(listed, on)
    adviser = listed.workers.get(AllocationRole.AFTER_CARE_WORKER, "")
    worker = listed.workers.get(AllocationRole.SOCIAL_WORKER) or adviser or listed.workers.get(AllocationRole.COVER)
    reached = in_touch is InTouch.YES
    return (
        person.child_id,
        words.GENDERS[person.sex] if person.sex else "c) Not stated/recorded",
        words.ETHNICITIES[person.ethnicity or Ethnicity.NOBT],
        person.born_on,
        age_on(person.born_on, on, policy(session).leap_day_birthday),
        {Answer.YES: "a) Yes", Answer.NO: "b) No"}.get(person.uasc or Answer.NOT_KNOWN),
        {Answer.YES: "a) Yes", Answer.NO: "b) No"}.get(person.disability or Answer.NOT_KNOWN, "c) Unknown"),
        listed.team or UNALLOCATED,
        worker or UNALLOCATED,
        adviser or UNALLOCATED,
        words.CATEGORIES[listed.category],
        listed.planned_on,
        words.IN_TOUCH[in_touch],
        listed.contact_on if reached else None,
        words.HOMES[listed.home.code] if listed.home else None,
        words.SUITABILITY.get(listed.home.suitability) if listed.home and reached else None,
        words.WORK.get(listed.work.code) if listed.work else None,
    )


def _in_touch(listed: Listed, on: date) -> InTouch:
    """In touch: reached within the last three months. Otherwise what the last return said of why not."""
    home = listed.person.home_with_parent_since
    if listed.category is LegalCategory.RETURNED_HOME or (home and add_months(home, HOME_MONTHS) <= on):
        return InTouch.RHOM
    if listed.contact_on is not None and listed.contact_on >= add_months(on, -IN_TOUCH_MONTHS):
        return InTouch.YES
    said = listed.returned.in_touch if listed.returned else ""
    return InTouch(said) if said in (InTouch.REFU, InTouch.NREQ) else InTouch.NO


_REMEDIES = {
    "Ethnicity": "Ask, and record it on the Identity page.",
    words.HEADINGS[5]: "Record it on the Identity page.",
    "Eligibility Category": "A manager decides on the category.",
    "Allocated Team": "Allocate a worker.",
    "Allocated Personal Advisor": "Allocate an after-care worker.",
    "Latest Pathway Plan Review Date": "Write and approve a plan.",
    "Type of Accommodation": "Record where they live.",
    "Suitability of Accommodation": "Judge whether their home is suitable.",
    "Activity Status": "Record what they do: work, study or neither.",
}


def _gaps(listed: Listed, row: tuple[Cell, ...]) -> list[Problem]:
    """What is missing of somebody, by heading. Whoever is looked after has a home that is recorded elsewhere."""
    said = dict(zip(words.HEADINGS, row, strict=True))
    not_asked = {"Type of Accommodation", "Suitability of Accommodation"}
    reached = said["LA in Touch"] == words.IN_TOUCH[InTouch.YES] and listed.category is not LegalCategory.ELIGIBLE
    found = []
    for heading, remedy in _REMEDIES.items():
        missing = said[heading] in (None, "", UNALLOCATED) or (heading == "Ethnicity" and not listed.person.ethnicity)
        asked = reached or heading not in {*not_asked, "Activity Status"}
        if missing and asked:
            value = str(said[heading] or "")
            found.append(Problem("List 9", "is not recorded.", remedy, None, heading, value, listed.person.child_id))
    return found


__all__ = ["List9", "draw_up"]

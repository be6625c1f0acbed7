"""What falls due in the days to come, asked of the rules themselves: the same SELECTs, with a later day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlmodel import Session, col

from careleavers.alerts.naming import named
from careleavers.alerts.reasons import why
from careleavers.alerts.rules import RULES, Rule
from careleavers.alerts.statements import SUBJECT_COLUMNS, Reach, everything_due, untils
from careleavers.alerts.whose import Whose, whose
from careleavers.db import policy
from careleavers.domain.terms import AlertState, Basis, Severity, SubjectKind
from careleavers.models import Alert, YoungPerson


@dataclass(frozen=True)
class Upcoming:
    """One thing that falls due: which rule says so, about whom, when, how severe on `as_of`, and why."""

    rule: Rule
    subject_id: int
    about_id: int
    due_on: date
    severity: Severity
    basis: Basis
    why: str

    def as_json(self, subject: SubjectKind, whose: Whose, as_of: date) -> dict[str, Any]:
        """The row as the command prints it, with the keys of an alert."""
        return {
            "rule": self.rule.id,
            "title": self.rule.title,
            "subject_type": subject.value,
            "subject": whose.subject,
            "worker": whose.worker,
            "team": whose.team,
            "due_on": self.due_on.isoformat(),
            "days_late": (as_of - self.due_on).days,
            "severity": self.severity.value,
            "basis": self.basis.value,
            "state": AlertState.COMING.value,
            "why": self.why,
        }


def forecast(
    session: Session, as_of: date, days: int, *, subject: SubjectKind, only: Sequence[int] | None = None
) -> list[Upcoming]:
    """Everything due by `days` after `as_of`, late ones included, the earliest first.

    `only` holds the ids of those asked about, all of one kind; None asks about all.
    """
    if only is not None and not only:
        return []
    limits, reach = policy(session), Reach.EVERYBODY if only is None else Reach.SOME
    values: dict[str, Any] = {"as_of": as_of, **untils(limits, as_of, days)}
    if only is not None:
        values["only"] = list(only)
    rows = session.execute(everything_due(subject, limits, reach), values).all()
    words = named(session, ((row.rule, row.subject_id, row.about_id) for row in rows))
    found = [
        Upcoming(
            RULES[row.rule], row.subject_id, row.about_id, row.due_on,
            RULES[row.rule].severity_on(row.due_on, as_of, row.worse, limits), Basis(row.basis),
            why(row.rule, row, as_of, limits, about=words.get((row.rule, row.subject_id, row.about_id), "")),
        )
        for row in rows
        if not (RULES[row.rule].after_the_fact and row.since_on >= as_of)
    ]  # fmt: skip
    return sorted(found, key=lambda each: (each.due_on, each.rule.id, each.subject_id))


def due_for(session: Session, young_person: YoungPerson, as_of: date, days: int = 400) -> list[Upcoming]:
    """What is due for one young person within so many days: "next visit due 17 January" comes from here."""
    return forecast(session, as_of, days, subject=SubjectKind.YOUNG_PERSON, only=[young_person.id or 0])


def not_yet_open(session: Session, found: Sequence[Upcoming], subject: SubjectKind) -> list[Upcoming]:
    """Those that are not alerts already."""
    column = SUBJECT_COLUMNS[subject]
    open_ones = (col(Alert.cleared_at).is_(None), column.is_not(None))
    held = select(col(Alert.rule), column, col(Alert.about_id)).where(*open_ones)
    known = {tuple(row) for row in session.execute(held)}
    return [each for each in found if (each.rule.id, each.subject_id, each.about_id) not in known]


def upcoming_as_json(session: Session, as_of: date, days: int) -> list[dict[str, Any]]:
    """What falls due within so many days and is not an alert yet, as the command prints it, the earliest first."""
    rows = []
    for subject in SUBJECT_COLUMNS:
        found = not_yet_open(session, forecast(session, as_of, days, subject=subject), subject)
        known = whose(session, subject, {each.subject_id for each in found}, as_of)
        rows += [each.as_json(subject, known[each.subject_id], as_of) for each in found]
    return sorted(rows, key=lambda row: (row["due_on"], row["rule"], row["subject"]))


__all__ = ["Upcoming", "due_for", "forecast", "not_yet_open", "upcoming_as_json"]

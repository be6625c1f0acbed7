"""Leave to remain in the made-up council: some of it ends soon, and not everywhere has anybody done something.

Worked out from the numbers of the rows, not from chance, so that it changes nothing else that is made up.
"""

from datetime import date, timedelta

from careleavers.demo.histories import Tables
from careleavers.demo.people import Person, has_duty
from careleavers.domain.immigration import ImmigrationStepKind
from careleavers.domain.terms import LeaveType

_ADVISERS = ["Northshire Law Centre", "Mrs Adeyemi, Adeyemi & Co", "The refugee council’s drop-in"]
_ADVISED = "Went through what the Home Office will ask. They need their college letter and the last two payslips."
_SENT = "Sent online together. The letter with the number is in their documents."
# In how many days leave ends for one after another, and what was done about it how many days ago.
_PLOTS: list[tuple[int, int | None, int | None]] = [
    (150, None, None), (60, 40, None), (20, None, None), (170, 12, None), (-12, 90, None), (75, None, None),
    (140, None, None), (10, 30, None), (50, 45, 5), (85, 20, None), (25, 60, 8), (160, None, None),
]  # fmt: skip


def let_leave_run_out(tables: Tables, people: list[Person], on: date) -> None:
    """Give those who came alone leave that ends round today, in turn; most of what is to be done was done."""
    theirs = [p for p in people if p.row["leave_expires_on"] and p.supported and p.worker and has_duty(p, on)]
    for place, person in enumerate(theirs):
        if place % 3 == 2:
            continue
        ends, adviser, application = _PLOTS[(place - place // 3) % len(_PLOTS)]
        person.row["leave_type"] = LeaveType.UASC_LEAVE if place % 2 else LeaveType.LIMITED
        person.row["leave_expires_on"] = on + timedelta(days=ends)
        if adviser is not None:
            who = _ADVISERS[place % len(_ADVISERS)]
            _step(tables, person, ImmigrationStepKind.ADVISER, on - timedelta(days=adviser), _ADVISED, who)
        if application is not None:
            _step(tables, person, ImmigrationStepKind.APPLICATION, on - timedelta(days=application), _SENT)


def _step(tables: Tables, person: Person, kind: ImmigrationStepKind, day: date, words: str, adviser: str = "") -> None:
    assert person.worker is not None
    tables.add(
        "immigration_step", young_person_id=person.id, kind=kind, happened_on=day, adviser=adviser, words=words,
        leave_ends_on=person.row["leave_expires_on"], recorded_by_id=person.worker["id"],
        struck_at=None, struck_by_id=None, struck_reason="",
    )  # fmt: skip


__all__ = ["let_leave_run_out"]

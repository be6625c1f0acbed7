"""Times missing in the made-up council: most are back and were talked to; some are missing still.

Worked out from the numbers of the rows, not from chance, so that it changes nothing else that is made up.
"""

from datetime import date, timedelta
from typing import Any

from careleavers.demo.histories import Tables
from careleavers.demo.people import Person, has_duty
from careleavers.domain.dates import age_on
from careleavers.domain.missing import AbsenceKind, InterviewOutcome, MissingStepKind
from careleavers.domain.terms import Answer

K, Came = MissingStepKind, InterviewOutcome
Plot = list[tuple[int, int | None, list[tuple[int, MissingStepKind, InterviewOutcome | None]]]]
# Days ago of each time missing, of the return from it, and what was done about it.
_CHILDREN: list[Plot] = [
    [(9, 8, [])],
    [(40, 39, [(38, K.INTERVIEW, Came.HELD)])],
    [(25, 24, [(23, K.INTERVIEW, Came.HELD)]), (16, 15, [(14, K.INTERVIEW, Came.REFUSED)])],
    [(27, 26, [(25, K.INTERVIEW, Came.HELD)]), (18, 17, [(16, K.INTERVIEW, Came.HELD)]), (10, 9, [])],
    [(6, None, [])],
    [(26, 25, [(24, K.INTERVIEW, Came.HELD)]), (19, 18, [(17, K.INTERVIEW, Came.HELD), (8, K.MEETING, None)]),
     (11, 10, [(9, K.INTERVIEW, Came.NOT_REACHED), (8, K.INTERVIEW, Came.REFUSED)])],
]  # fmt: skip
_ADULTS: list[Plot] = [[(7, None, [])], [(24, 23, []), (15, 14, []), (9, 8, [])], [(33, 30, [])]]
_EVERY_CHILD, _EVERY_ADULT = 2, 22
_LEARNT = "They went to friends they knew from the old school, because the house had been loud for days."
_ACTED = "Quiet hours are agreed with the house; the worker asks about it at the next visit."
_WHY = "The house was loud, and they were asked to come along by friends."


def go_missing(tables: Tables, people: list[Person], on: date) -> None:
    """Add times missing, under 18 more often than later."""
    known = [person for person in people if person.worker and person.supported and has_duty(person, on)]
    children = [person for person in known if age_on(person.born_on, on) < 18]
    adults = [person for person in known if age_on(person.born_on, on) >= 18]
    for chosen, plots in ((children[::_EVERY_CHILD], _CHILDREN), (adults[::_EVERY_ADULT], _ADULTS)):
        for place, person in enumerate(chosen):
            for times in plots[place % len(plots)]:
                _time(tables, person, times, on)


def _time(tables: Tables, person: Person, told: Any, on: date) -> None:
    began, ended, steps = told
    assert person.worker is not None
    by = {"young_person_id": person.id, "recorded_by_id": person.worker["id"], "struck_at": None,
          "struck_by_id": None, "struck_reason": ""}  # fmt: skip
    seen_on, back = on - timedelta(days=began), None if ended is None else on - timedelta(days=ended)
    episode = tables.add(
        "missing_episode", absence=AbsenceKind.AWAY if began == 40 else AbsenceKind.MISSING, last_seen_on=seen_on,
        last_seen_at="21:40", last_seen_where="Leaving the house on foot, dark coat", police_on=seen_on,
        police_at="23:55", police_reference=f"NS-{person.id:05}-{began}", returned_on=back,
        returned_at="" if back is None else "08:15", found_where="" if back is None else "At a friend’s",
        with_whom="" if back is None else "Two friends of their own age",
        harmed=Answer.NOT_KNOWN if back is None else Answer.NO, harm="", factors="" if back is None else _WHY, **by,
    )  # fmt: skip
    for ago, kind, outcome in steps:
        held = outcome is Came.HELD
        tables.add(
            "missing_step", episode_id=episode, kind=kind, happened_on=on - timedelta(days=ago),
            by_whom="The team manager" if kind is K.MEETING else "Northshire Missing Service",
            independent=True if kind is K.INTERVIEW else None, outcome=outcome,
            held_on=on - timedelta(days=ago) if held else None, words=_LEARNT if outcome in (None, Came.HELD) else "",
            acted=_ACTED if outcome in (None, Came.HELD) else "", **by,
        )  # fmt: skip


__all__ = ["go_missing"]

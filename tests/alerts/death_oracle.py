"""Deaths in random histories, and the second reading of who must be told of one (R61)."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from careleavers.domain.deaths import NotifiedBody
from careleavers.models import Death, DeathNotice
from tests.alerts.day_counting import DAY, turns, working_days_on
from tests.alerts.facts import Council, History
from tests.alerts.owed import Due

STRUCK = datetime(2026, 3, 1, 12, tzinfo=UTC)  # when something was marked as recorded in error
_TOLD = {NotifiedBody.DFE, NotifiedBody.OFSTED, NotifiedBody.PARTNERS}


def mourn(story: Any, history: History) -> None:
    """For whoever has died, mostly the day it became known, and some of those who were told; now and then in error."""
    died_on = history.person.died_on
    if died_on is None:
        return
    about = {"young_person_id": history.person.id, "recorded_by_id": story.manager_id}
    over = {"struck_by_id": story.manager_id, "struck_reason": "Somebody else", "struck_at": STRUCK}
    for in_error in (True, False):
        if story.perhaps(3):
            continue
        death = Death.made(
            id=next(story.ids), died_on=died_on, learnt_on=died_on + story.one(0, 0, 1, 9) * DAY, **about,
            **(over if in_error else {}),
        )  # fmt: skip
        history.deaths.append(death)
        for body in NotifiedBody if story.perhaps(2) else (NotifiedBody.DFE, NotifiedBody.OTHER):
            notice = DeathNotice.made(
                id=next(story.ids), death_id=death.id, body=body, body_other="The coroner", sent_on=death.learnt_on,
                sent_by="Tess", **about, **(over if story.perhaps(8) else {}),
            )  # fmt: skip
            history.death_notices.append(notice)


def must_know(council: Council, history: History) -> Iterator[Due]:
    """Whoever must know and was not told, whatever else is owed or over."""
    person, policy = history.person, council.policy
    if person.died_on is None or person.died_on >= turns(person.born_on, 25, policy):
        return
    if person.died_on < person.added_on and all(death.struck_at is not None for death in history.deaths):
        return
    learnt_on, told = person.died_on, set()
    for death in history.deaths:
        if death.struck_at is None:
            learnt_on = death.learnt_on or learnt_on
            told = {n.body for n in history.death_notices if n.death_id == death.id and n.struck_at is None}
    if not told >= _TOLD:
        yield Due("R61", 0, working_days_on(learnt_on, policy.death_notice_working_days))

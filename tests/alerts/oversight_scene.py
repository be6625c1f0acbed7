"""More that stories are told with: what a manager wrote, what was asked of them, and homes that are not suitable."""

from datetime import UTC, date, datetime
from typing import Any

from sqlmodel import col, select

from careleavers.domain.oversight import ExceptionKind, OversightTopic, ProposalAnswer
from careleavers.domain.terms import AccommodationCode, Closure, RiskLevel, Suitability
from careleavers.models import (
    AccommodationSpell,
    AgreedException,
    ClosingProposal,
    OversightNote,
    OversightSubject,
    PathwayPlan,
    RiskFlag,
    RiskReview,
)
from careleavers.models.base import identity
from tests.alerts.scene import Fact, Scene, day

STRUCK = datetime(2026, 3, 1, 12, tzinfo=UTC)


def _last(scene: Scene, model: Any) -> int:
    """The id of the row of a table that was told of last."""
    rows = select(model).where(model.young_person_id == scene.sky.id).order_by(col(model.id).desc())
    return identity(scene.session.exec(rows).first())


def _named(scene: Scene, topic: OversightTopic) -> dict[str, Any]:
    if topic is OversightTopic.HIGH_RISK:
        return {"risk_flag_id": _last(scene, RiskFlag)}
    if topic is OversightTopic.HOME:
        return {"home_id": _last(scene, AccommodationSpell)}
    return {"plan_id": _last(scene, PathwayPlan)} if topic is OversightTopic.PLAN_RETURNED else {}


def noted(days_ago: int, *topics: OversightTopic, missed: tuple[str, date] | None = None, struck: bool = False) -> Fact:
    """A manager wrote a note about the last risk, home or plan told of, a missed date, or the end of support."""

    def tell(scene: Scene) -> None:
        sky = {"young_person_id": identity(scene.sky)}
        note = scene.add(
            OversightNote.made(
                decision="Amy visits every week", reason="He is being followed", evidence="Letters", **sky,
                written_by_id=scene.people.id("tess"), written_on=day(days_ago), struck_at=STRUCK if struck else None,
            )
        )  # fmt: skip
        for topic in topics:
            scene.add(OversightSubject.made(note_id=identity(note), topic=topic, **_named(scene, topic), **sky))
        if missed is not None:
            date_named = {"missed_rule": missed[0], "missed_on": missed[1]}
            scene.add(
                OversightSubject.made(note_id=identity(note), topic=OversightTopic.MISSED_DATE, **date_named, **sky)
            )

    return tell


def rose(days_ago: int) -> Fact:
    """The last risk told of became high so many days ago, and was medium before."""

    def tell(scene: Scene) -> None:
        scene.add(
            RiskReview.made(
                risk_flag_id=_last(scene, RiskFlag), reviewed_on=day(days_ago), reviewed_by_id=identity(scene.amy),
                level_before=RiskLevel.MEDIUM, level_after=RiskLevel.HIGH, words="Two strangers at the door",
            )
        )  # fmt: skip

    return tell


def poor_home(
    days_ago: int,
    code: AccommodationCode = AccommodationCode.INDEPENDENT,
    *,
    judged: int | None = None,
    until: int | None = None,
) -> Fact:
    """A home that is not suitable, judged so on a day, or without one."""
    return lambda scene: scene.add(
        AccommodationSpell.made(
            code=code, suitability=Suitability.UNSUITABLE, suitability_reason="Damp", provided_by_council=False,
            started_on=day(days_ago), ended_on=None if until is None else day(until),
            suitability_on=None if judged is None else day(judged), **scene.about,
        )
    )  # fmt: skip


def _answered(scene: Scene, answer: ProposalAnswer | None, on: int | None) -> dict[str, Any]:
    if answer is None:
        return {}
    return {
        "answer": answer, "answered_on": day(on or 0), "answered_by_id": scene.people.id("tess"), "answer_words": "Yes",
    }  # fmt: skip


def excepted(
    asked: int, until: int, answer: ProposalAnswer | None = None, *, on: int | None = None, ended: int | None = None
) -> Fact:
    """An exception was asked for so many days ago, for until in so many days."""

    def tell(scene: Scene) -> None:
        end = {} if ended is None else {"ended_on": day(ended), "ended_by_id": scene.people.id("tess")}
        scene.add(
            AgreedException.made(
                young_person_id=identity(scene.sky), kind=ExceptionKind.NO_VISITS, reason="Exams", keeps_safe="Calls",
                until_on=day(-until), asked_by_id=identity(scene.amy), asked_on=day(asked),
                end_words="" if ended is None else "Visits go on", **end, **_answered(scene, answer, on),
            )
        )  # fmt: skip

    return tell


def closing_asked(asked: int, answer: ProposalAnswer | None = None) -> Fact:
    """Closing the record was asked for so many days ago."""
    return lambda scene: scene.add(
        ClosingProposal.made(
            young_person_id=identity(scene.sky), closure=Closure.TRANSFERRED, closed_on=day(asked), reason="Moved",
            told="The new worker's name", asked_by_id=identity(scene.amy), asked_on=day(asked),
            **_answered(scene, answer, 0),
        )
    )  # fmt: skip

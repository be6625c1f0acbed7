"""Before the plan: the assessment of needs, and the record of skills for living on one's own."""

from datetime import date, datetime
from typing import ClassVar

from sqlmodel import Index

from careleavers.domain.terms import PlanDomain, Privacy, Skill, SkillLevel
from careleavers.models.base import LONG_TEXT, Details, Record, kept, now_utc


class NeedsAssessmentDetails(Details):
    """An assessment of needs as somebody fills it in."""

    finished_on: date = kept(Privacy.SHARED)
    who_took_part: str = kept(Privacy.THIRD_PARTY, max_length=2000, min_length=1)
    their_words: str = kept(Privacy.SHARED, "", max_length=LONG_TEXT)
    information: str = kept(Privacy.CASE, max_length=LONG_TEXT, min_length=1)
    deliberation: str = kept(Privacy.CASE, max_length=LONG_TEXT, min_length=1)
    outcome: str = kept(Privacy.SHARED, max_length=LONG_TEXT, min_length=1)


class NeedsAssessment(Record, NeedsAssessmentDetails, table=True):
    """A finished assessment of what a young person needs; the first plan begins from it."""

    __tablename__: ClassVar[str] = "needs_assessment"
    __table_args__ = (Index("ix_needs_assessment_person", "young_person_id", "finished_on"),)

    young_person_id: int = kept(Privacy.SYSTEM, foreign_key="young_person.id")
    recorded_by_id: int = kept(Privacy.STAFF, foreign_key="worker.id")
    recorded_at: datetime = kept(Privacy.SYSTEM, factory=now_utc)


class NeedsAssessmentPart(Record, table=True):
    """What the assessment found in one domain, written to the young person."""

    __tablename__: ClassVar[str] = "needs_assessment_part"
    __table_args__ = (Index("uq_needs_assessment_part", "assessment_id", "domain", unique=True),)

    assessment_id: int = kept(Privacy.SYSTEM, foreign_key="needs_assessment.id")
    domain: PlanDomain = kept(Privacy.SHARED, term=PlanDomain)
    needs: str = kept(Privacy.SHARED, max_length=LONG_TEXT, min_length=1)


class ReadinessMark(Record, table=True):
    """How ready somebody is in one skill on one day: as they see it, as their worker sees it, and what comes next."""

    __tablename__: ClassVar[str] = "readiness_mark"
    __table_args__ = (Index("uq_readiness_mark", "young_person_id", "recorded_on", "skill", unique=True),)

    young_person_id: int = kept(Privacy.SYSTEM, foreign_key="young_person.id")
    recorded_on: date = kept(Privacy.SHARED)
    skill: Skill = kept(Privacy.SHARED, term=Skill)
    their_view: SkillLevel = kept(Privacy.SHARED, term=SkillLevel)
    worker_view: SkillLevel = kept(Privacy.SHARED, term=SkillLevel)
    next_step: str = kept(Privacy.SHARED, "", max_length=1000)
    recorded_by_id: int = kept(Privacy.STAFF, foreign_key="worker.id")


__all__ = ["NeedsAssessment", "NeedsAssessmentDetails", "NeedsAssessmentPart", "ReadinessMark"]

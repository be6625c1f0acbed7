"""What the sentence of an alert names when its row cannot: which papers are missing (R56)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from sqlalchemy import select
from sqlmodel import Session, col

from careleavers.domain.documents import Paper, PaperKind, as_listed, missing_papers
from careleavers.models import IdentityPaper

NAMES_PAPERS = "R56"
_AT_A_TIME = 500


def papers_missing_of(session: Session, young_person_ids: Iterable[int]) -> Mapping[int, str]:
    """The papers each of these young people still needs, in one phrase; "" for somebody who has them all."""
    ids, known = sorted(set(young_person_ids)), defaultdict[int, dict[PaperKind, Paper]](dict)
    for start in range(0, len(ids), _AT_A_TIME):
        statement = select(IdentityPaper).where(col(IdentityPaper.young_person_id).in_(ids[start : start + _AT_A_TIME]))
        for paper in session.execute(statement).scalars():
            known[paper.young_person_id][paper.kind] = Paper(paper.state, paper.expires_on)
    return {each: as_listed(missing_papers(known[each])) for each in ids}


__all__ = ["NAMES_PAPERS", "papers_missing_of"]

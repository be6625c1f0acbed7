"""Lee, about whom the tests of exports record one thing at a time."""

from datetime import date
from typing import Any

from sqlmodel import Session

from careleavers.domain.terms import AccommodationCode, ContactKind, EetCode, Ethnicity, RiskAnswer, Suitability
from careleavers.exports.lines import Line
from careleavers.exports.return_903 import Return903, draw_up
from careleavers.models import AccommodationSpell, Contact, EetSpell, ImportRun, LookedAfterPeriod, YoungPerson
from careleavers.models.base import identity
from tests.people import People, add_young_person

# Turns 19 on 14 September 2025: asked about from 14 June to 14 October.
BORN = date(2006, 9, 14)
LEFT = date(2024, 9, 13)


class Life:
    """Lee, 19 in the return year to March 2026, looked after from 14 to 18, and what is recorded of them."""

    def __init__(self, session: Session, people: People) -> None:
        """Lee, without any record beside the identity."""
        self.session, self.people = session, people
        self.lee = self.born(BORN)

    def born(self, on: date, **more: Any) -> YoungPerson:
        """Make Lee somebody of another age."""
        facts: dict[str, Any] = {"ethnicity": Ethnicity.WBRI, "upn": "UN5", "child_id": "903001", **more}
        self.lee = add_young_person(self.session, self.people, "lee", on, None, **facts)
        return self.lee

    def add(self, model: type[Any], **facts: Any) -> Any:
        """A row about Lee, recorded by Amy where somebody must have."""
        row = model.made(young_person_id=self.lee.id, **facts)
        self.session.add(row)
        self.session.flush()
        return row

    def in_care(
        self, start: date = date(2021, 1, 1), end: date | None = LEFT, reason: str = "E4A", status: str = "C2"
    ) -> None:
        """A period in care."""
        self.add(LookedAfterPeriod, started_on=start, ended_on=end, legal_status=status, reason_ended=reason)

    def spoke(self, on: date, kind: ContactKind = ContactKind.TWO_WAY, **more: Any) -> Contact:
        """A contact."""
        answer = None if kind is ContactKind.ATTEMPT else RiskAnswer.NOTHING_NEW
        return self.add(Contact, worker_id=self.people.id("amy"), kind=kind, happened_on=on, risk_answer=answer, **more)  # type: ignore[no-any-return]

    def lived(self, code: str, start: date, end: date | None = None, suitable: str = "1") -> None:
        """A home."""
        self.add(AccommodationSpell, code=AccommodationCode(code), suitability=Suitability(suitable), started_on=start,
                 ended_on=end, provided_by_council=False, recorded_by_id=self.people.id("amy"))  # fmt: skip

    def did(self, code: str, start: date, end: date | None = None) -> None:
        """Work or study."""
        self.add(EetSpell, code=EetCode(code), started_on=start, ended_on=end, recorded_by_id=self.people.id("amy"))

    def settled(self) -> "Life":
        """Looked after until 18, in touch around the birthday, at college, in a place of their own."""
        self.in_care()
        self.spoke(date(2025, 9, 20))
        self.did("F2", date(2024, 9, 1))
        self.lived("U", date(2024, 9, 13))
        return self

    def add_import(self) -> int:
        """The id of an import of this year's return."""
        run = ImportRun.made(kind="903", started_by="account:1", year=2026)
        self.session.add(run)
        self.session.flush()
        return identity(run)

    def returned(self, year: int = 2026) -> Return903:
        """The return."""
        return draw_up(self.session, year)

    def line(self, year: int = 2026) -> Line:
        """Lee's line; fails if there is none."""
        return next(line for line in self.returned(year).lines if line.child_id == self.lee.child_id)

    def answers(self, year: int = 2026) -> str:
        """Lee's three answers, a blank one as a hyphen."""
        oc3 = self.line(year).oc3
        return " ".join(oc3[column] or "-" for column in ("IN_TOUCH", "ACTIV", "ACCOM"))

    def why(self, year: int = 2026) -> str:
        """Why Lee is not in the return; "" if they are."""
        made = self.returned(year)
        return next((each.why for each in made.left_out if each.child_id == self.lee.child_id), "")

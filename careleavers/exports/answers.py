"""The three care-leaver answers of one young person for one return year, worked out from what was recorded.

Each answer comes with its sources, so that whoever signs the return can open the record behind every code. What a
return of the year said, or somebody answered for it by hand, counts before anything that is worked out.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Protocol, TypeVar

from careleavers.domain.dates import add_months, long_date
from careleavers.domain.eligibility import HOME_MONTHS
from careleavers.domain.return_years import ReturnYear
from careleavers.domain.terms import Closure, InTouch, Suitability
from careleavers.exports.queries import Known
from careleavers.models import Contact

NOTHING = "0"


@dataclass(frozen=True)
class Source:
    """A record behind a cell: its column, the kind of record, its public id, its day and what it says."""

    column: str
    kind: str
    record: str
    on: date
    says: str


@dataclass
class Answers:
    """IN_TOUCH, ACTIV and ACCOM, blank where nothing recorded says; the day they are about; where they came from."""

    in_touch: str
    activity: str
    accommodation: str
    as_on: date
    sources: list[Source] = field(default_factory=list)
    kept: bool = False


class _Dated(Protocol):
    public_id: str
    started_on: date
    ended_on: date | None


Spell = TypeVar("Spell", bound=_Dated)


def answers_of(known: Known, year: ReturnYear, as_of: date) -> Answers:
    """The answers as they stand on `as_of`; a day that has not come counts for nothing."""
    kept = known.answers.get(year.year)
    if kept is not None:
        said = f"{kept.in_touch} {kept.activity} {kept.accommodation}, in the return of {year.year}"
        sources = [Source(name, "return", kept.public_id, year.last, said) for name in ("IN_TOUCH", "ACTIV", "ACCOM")]
        return Answers(kept.in_touch, kept.activity, kept.accommodation, year.last, sources, kept=True)
    ended = _ended(known)
    if ended is not None:
        code, on, says = ended
        source = Source("IN_TOUCH", "record", known.person.public_id, on, says)
        return Answers(code.value, NOTHING, NOTHING, on, [source])
    contacts = [each for each in known.contacts if _counts(known, year, each.happened_on, as_of)]
    if not contacts:
        return Answers(InTouch.NO.value, NOTHING, NOTHING, known.birthday.on)
    return _in_touch(known, contacts, as_of)


def _counts(known: Known, year: ReturnYear, on: date, as_of: date) -> bool:
    """Whether a contact of this day is one the answers rest on."""
    asked = known.birthday
    if asked.asks_latest_contact:
        return year.first <= on <= min(year.last, as_of)
    return asked.opens_on <= on <= min(asked.closes_on, as_of)


def _ended(known: Known) -> tuple[InTouch, date, str] | None:
    """The answer of somebody whose support had ended by the close of the window: nothing else is asked of them."""
    person, closes = known.person, known.birthday.closes_on
    if person.died_on is not None and person.died_on <= closes:
        return InTouch.DIED, person.died_on, f"died on {long_date(person.died_on)}"
    if person.closed_on is not None and person.closed_on <= closes:
        if person.closure is Closure.DIED:
            return InTouch.DIED, person.closed_on, f"died, recorded from {long_date(person.closed_on)}"
        if person.closure is Closure.RETURNED_HOME:
            return InTouch.RHOM, person.closed_on, f"living with a parent, closed from {long_date(person.closed_on)}"
        if person.closure is Closure.NOT_WANTED:
            return InTouch.NREQ, person.closed_on, f"asked for support to end from {long_date(person.closed_on)}"
    home = person.home_with_parent_since
    if home is not None and add_months(home, HOME_MONTHS) <= closes:
        return InTouch.RHOM, home, f"living with a parent since {long_date(home)}"
    return None


def _in_touch(known: Known, contacts: Iterable[Contact], as_of: date) -> Answers:
    asked = known.birthday
    latest = max(contacts, key=lambda each: (each.happened_on, each.id or 0))
    on = latest.happened_on
    about = on if asked.asks_latest_contact else asked.on
    found = Answers(InTouch.YES.value, "", "", about)
    found.sources.append(Source("IN_TOUCH", "contact", latest.public_id, on, f"in contact on {long_date(on)}"))
    work = _nearest(known.work, known, about, as_of, lambda spell: spell.code.value != NOTHING)
    if work is not None:
        found.activity = work.code.value
        says = f"{work.code.label}, from {long_date(work.started_on)}"
        found.sources.append(Source("ACTIV", "work or study", work.public_id, work.started_on, says))
    home = _nearest(known.homes, known, about, as_of, lambda spell: spell.suitability is not Suitability.NOT_ASSESSED)
    if home is not None:
        found.accommodation = f"{home.code.value}{home.suitability.value}"
        says = f"{home.code.label}, {home.suitability.label.lower()}, from {long_date(home.started_on)}"
        found.sources.append(Source("ACCOM", "home", home.public_id, home.started_on, says))
    return found


def _nearest(
    spells: Iterable[Spell], known: Known, about: date, as_of: date, says: Callable[[Spell], bool]
) -> Spell | None:
    """The spell on the day asked about; where there is none, the nearest in the window, the earlier of two alike.

    None where that spell says nothing: what was so at another time does not stand in for it.
    """
    asked = known.birthday
    first = asked.opens_on if not asked.asks_latest_contact else about
    last = min(asked.closes_on, as_of) if not asked.asks_latest_contact else about
    inside = [each for each in spells if each.started_on <= last and (each.ended_on is None or each.ended_on > first)]
    on_the_day = [each for each in inside if _away(each, about) == timedelta()]
    if on_the_day:
        return on_the_day[0] if says(on_the_day[0]) else None
    return min(filter(says, inside), key=lambda each: (_away(each, about), each.started_on), default=None)


def _away(spell: _Dated, about: date) -> timedelta:
    if spell.started_on > about:
        return spell.started_on - about
    if spell.ended_on is not None and spell.ended_on <= about:
        return about - spell.ended_on + timedelta(days=1)
    return timedelta()


__all__ = ["NOTHING", "Answers", "Source", "answers_of"]

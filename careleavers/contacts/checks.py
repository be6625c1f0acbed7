"""What a contact must answer before it is kept, each refused with the answer it is about and what to do."""

from collections.abc import Mapping, Sequence

from sqlmodel import Session

from careleavers.contacts import kinds, queries
from careleavers.contacts.progress import public_ids_of
from careleavers.db import today
from careleavers.domain.curiosity import noticed
from careleavers.domain.dates import add_months, long_date
from careleavers.domain.plans import is_placeholder
from careleavers.domain.refusals import Refused
from careleavers.domain.terms import Answer, ContactKind, FlagAnswer, RiskAnswer
from careleavers.models import ChangeDetails, Contact, ContactDetails, RiskFlag, RiskFlagDetails, YoungPerson
from careleavers.models.base import identity
from careleavers.risks.queries import flag_ids, flags_to_ask

FlagAnswers = Mapping[int, tuple[FlagAnswer, str]]
FURTHEST_MONTHS = 12
MISSING = {
    "seen_alone": "Say whether you saw them alone",
    "home_seen": "Say whether you saw the home",
    "bedroom_seen": "Say whether you saw their bedroom",
    "still_suitable": "Say whether the home is still right for them",
    "feels_safe": "Say whether they feel safe there",
    "place": "Say where you met",
    "channel": "Choose how",
    "purpose": "Say what the contact was for",
    "own_words": "Write what they said, or how they showed it",
    "analysis": "Write what you make of it",
    "signs": "Tick what is new, or “None of these”",
    "source": "Say who told you",
    "risk_answer": "Answer the question about risk",
    "big_change": "Say whether anything big has changed",
}
WHY_LATE = "Say why this visit was late"
NOT_LATE = "This visit was not late, so no reason is asked for. Clear this, or check the day"
TALKED = "You noticed something new: say whether you talked through that somebody may be using them"
TALKED_WORDS = "Say what you found when you talked it through"
HOW_FAR = "Say how far this has come"
_ALWAYS = {"kind", "happened_on"}
_IN_WORDS = {"purpose", "own_words", "analysis", "source", "place"}


def answers(details: ContactDetails) -> None:
    """Refuse an answer that this kind of contact does not ask for, and one it needs that is missing or says nothing."""
    asked = kinds.ASKED[details.kind]
    for name, value in details:
        given = value not in (None, "") and not (name == "planned" and value is True)
        if given and name not in asked.names | _ALWAYS:
            raise Refused(name, f"“{details.kind.label}” does not ask for this. Take it out")
    for name in sorted(asked.needs - {"planned"}):
        value = getattr(details, name)
        if value in (None, "") or (isinstance(value, str) and name in _IN_WORDS and is_placeholder(value)):
            raise Refused(name, MISSING[name])
    _curious(details)


def _curious(details: ContactDetails) -> None:
    """Refuse new signs in somebody who was heard without whether they were talked through, and a bare "yes"."""
    talked, words = details.exploitation_talked, details.exploitation_words
    unsaid = talked is None and noticed(details.signs) and kinds.is_spoken(details.kind)
    if unsaid or talked is Answer.NOT_KNOWN:
        raise Refused("exploitation_talked", TALKED)
    if talked is Answer.YES and is_placeholder(words):
        raise Refused("exploitation_words", TALKED_WORDS)
    if talked is not Answer.YES and words:
        raise Refused("exploitation_words", "Choose “Yes” above, or clear this")


def touched(session: Session, young_person: YoungPerson, details: ContactDetails, about: Mapping[int, str]) -> None:
    """Refuse actions of somebody else, at a contact at which they were not heard, or without how far it has come."""
    if not about:
        return
    theirs = public_ids_of(session, identity(young_person))
    if not kinds.is_spoken(details.kind) or set(about) - set(theirs):
        raise Refused("", "An action was ticked that this page does not ask about. Open the page again")
    for action_id, words in about.items():
        if is_placeholder(words):
            raise Refused(f"progress_{theirs[action_id].lower()}", HOW_FAR)


def day(session: Session, young_person: YoungPerson, details: ContactDetails) -> None:
    """Refuse a day to come in London, before birth, or on which somebody who had died was spoken to.

    A day before support began is accepted: history is entered too, and a clock is never moved by it.
    """
    on, now = details.happened_on, today(session)
    if on > now:
        raise Refused("happened_on", f"This day is in the future. Enter today, {long_date(now)}, or an earlier day")
    if on < young_person.born_on:
        raise Refused("happened_on", f"They were born on {long_date(young_person.born_on)}. Enter a later day")
    died_on = young_person.died_on
    if died_on is not None and on > died_on and details.kind is not ContactKind.INFORMATION:
        raise Refused("happened_on", f"They died on {long_date(died_on)}. Check the day, or choose another kind")


def risk(
    session: Session, young_person: YoungPerson, details: ContactDetails, said: FlagAnswers, new: RiskFlagDetails | None
) -> None:
    """Refuse a contact that leaves an open high risk unanswered, or whose answers about risk contradict each other."""
    if details.risk_answer is None:
        _nothing_asked(said, new)
        return
    if kinds.is_spoken(details.kind):
        _each_by_name(flags_to_ask(session, identity(young_person)), said)
    if said and (not kinds.is_spoken(details.kind) or set(said) - flag_ids(session, identity(young_person))):
        raise Refused("", "A risk was answered that this page does not ask about. Open the page again")
    moved = any(answer in (FlagAnswer.WORSE, FlagAnswer.BETTER) for answer, _ in said.values())
    if details.risk_answer is RiskAnswer.NOTHING_NEW and moved:
        raise Refused("risk_answer", "You said that a risk is better or worse. Choose “Something has changed”")
    if details.risk_answer is RiskAnswer.CHANGED and is_placeholder(details.risk_words):
        raise Refused("risk_words", "Say what has changed about risk")
    if (details.risk_answer is RiskAnswer.NEW) != (new is not None):
        raise Refused("risk_answer", "Describe the new risk, or choose another answer about risk")


def _nothing_asked(said: FlagAnswers, new: RiskFlagDetails | None) -> None:
    if said or new is not None:
        raise Refused("", "This kind of contact does not ask about risk. Take those answers out")


def _each_by_name(flags: Sequence[RiskFlag], said: FlagAnswers) -> None:
    unanswered = [flag.type.label for flag in flags if identity(flag) not in said]
    if unanswered:
        raise Refused("", f"Say how each high risk is now. No answer yet for: {', '.join(unanswered)}")
    for flag in flags:
        answer, words = said[identity(flag)]
        if answer is not FlagAnswer.SAME and is_placeholder(words):
            raise Refused("", f"Say why “{flag.type.label}” is {answer.label.lower()}")


def change(details: ContactDetails, given: ChangeDetails | None) -> None:
    """Refuse "yes" to the big change without the change, and the change without "yes"."""
    if bool(details.big_change) != (given is not None):
        raise Refused("big_change", "Describe what has changed, or choose “No”")


def next_visit(details: ContactDetails) -> None:
    """Refuse a next visit that is not after this contact, or more than a year after it."""
    planned = details.next_visit_on
    last = add_months(details.happened_on, FURTHEST_MONTHS)
    if planned is not None and not details.happened_on < planned <= last:
        raise Refused(
            "next_visit_on",
            f"Enter a day after {long_date(details.happened_on)} and no later than {long_date(last)}",
        )


def lateness(session: Session, young_person: YoungPerson, details: ContactDetails) -> None:
    """Refuse a visit after its day was over without the reason why it was late, and a reason where it was not."""
    if not kinds.is_visit(details.kind):
        return
    late = queries.late_visits(session, identity(young_person), details.kind, details.happened_on)
    if late and is_placeholder(details.why_late):
        raise Refused("why_late", WHY_LATE)
    if details.why_late and not late:
        raise Refused("why_late", NOT_LATE)


def lateness_kept(contact: Contact, details: ContactDetails) -> None:
    """Refuse a reason added to a visit that needed none, and one taken away from a visit that keeps its day."""
    if details.why_late and not contact.why_late:
        raise Refused("why_late", NOT_LATE)
    if contact.why_late and is_placeholder(details.why_late) and details.happened_on == contact.happened_on:
        raise Refused("why_late", WHY_LATE)

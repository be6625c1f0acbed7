"""What young people of the made-up council asked and told, and what they were answered.

Worked out from the numbers of the rows, not from chance, so that it changes nothing else that is made up.
"""

from datetime import date, timedelta
from typing import Any

from careleavers.demo.histories import Tables
from careleavers.demo.people import Person, has_duty
from careleavers.domain.voice import VoiceChange, VoiceKind

_K = VoiceKind
_WORDS: dict[VoiceKind, str] = {
    _K.NOT_SAFE: "Someone I used to know keeps coming to the building. I saw him on the stairs again.",
    _K.VISIT: "can you come round this week pls, the letter from the council is confusing me",
    _K.WORKER: "I have had four workers. I want one who calls when she says she will.",
    _K.ADVOCATE: "I want someone with me at the meeting who is on my side",
    _K.CHANGE: "They cut the shifts and then said not to come back. I have rent on Friday.",
    _K.QUESTION: "Do I still get the setting up money if I already bought a bed?",
    _K.THANKS: "Thank you for coming to my graduation, nobody else did. It meant a lot.",
    _K.COMPLAINT: "The damp was promised to be fixed in the summer. Nobody came and nobody told me why.",
}
_ANSWER = "Thank you for telling me. I rang you today and we meet on Thursday at two, at your place."
_DONE = "Rang the same day, went round with a colleague, changed the lock and agreed a way to call for help."
# Of one after another: what they said, how many days ago, whether it was read, and after how many days answered.
_PLOTS: list[tuple[VoiceKind, int, bool, int | None]] = [
    (_K.QUESTION, 12, False, None), (_K.NOT_SAFE, 1, False, None), (_K.COMPLAINT, 8, False, None),
    (_K.COMPLAINT, 20, True, None), (_K.THANKS, 3, False, None), (_K.VISIT, 9, True, None),
    (_K.ADVOCATE, 6, False, None),
    (_K.CHANGE, 14, True, 3), (_K.WORKER, 11, False, None), (_K.ADVOCATE, 18, True, None), (_K.QUESTION, 30, True, 2),
    (_K.NOT_SAFE, 40, True, 0), (_K.COMPLAINT, 60, True, 9), (_K.CHANGE, 2, False, None),
]  # fmt: skip


def say_things(tables: Tables, people: list[Person], on: date) -> None:
    """Some of those who have a worker said something, in turn; some of it waits for an answer."""
    theirs = [each for each in people if each.supported and each.worker and has_duty(each, on)]
    apart = max(1, len(theirs) // 90)
    for place, person in enumerate(theirs[2::apart]):
        kind, ago, seen, answered = _PLOTS[place % len(_PLOTS)]
        _say(tables, person, kind, on - timedelta(days=ago), seen, answered)


def _say(tables: Tables, person: Person, kind: VoiceKind, day: date, seen: bool, answered: int | None) -> None:
    assert person.worker is not None
    worker: dict[str, Any] = person.worker
    by = worker["supervisor_id"] if kind in (_K.WORKER, _K.COMPLAINT) else worker["id"]
    replied = answered is not None
    answered_on = day + timedelta(days=answered) if answered is not None else None
    tables.add(
        "voice_message", young_person_id=person.id, kind=kind, words=_WORDS[kind], sent_on=day,
        change=VoiceChange.WORK if kind is _K.CHANGE else None, about_id=None,
        written_by_id=worker["id"] if person.id % 9 == 0 else None,
        seen_on=(answered_on or day + timedelta(days=1)) if seen else None, seen_by_id=by if seen else None,
        answered_on=answered_on, answered_by_id=by if replied else None, answer=_ANSWER if replied else "",
        done=_DONE if replied else "",
    )  # fmt: skip


__all__ = ["say_things"]

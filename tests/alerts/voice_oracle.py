"""What young people said in random histories, and the second reading of its rules (R89, R89b, R90, R90b)."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from careleavers.domain.policy import Policy
from careleavers.domain.voice import VoiceChange, VoiceKind
from careleavers.models import VoiceMessage
from tests.alerts.day_counting import working_days_on
from tests.alerts.facts import History


def say(story: Any, history: History) -> None:
    """Now and then something is said, and sometimes read or answered."""
    if story.perhaps(3):
        return
    for on in story.days_in_order(2):
        kind, by = story.one(*VoiceKind), story.manager_id
        seen = {"seen_on": on, "seen_by_id": by} if story.perhaps(3) else {}
        answered = {"answered_on": on, "answered_by_id": by, "answer": "Yes", "done": "Rang"}
        message = VoiceMessage.made(
            id=next(story.ids), young_person_id=history.person.id, kind=kind, words="Please", sent_on=on,
            change=VoiceChange.OTHER if kind is VoiceKind.CHANGE else None,
            **seen, **(answered if story.perhaps(4) else {}),
        )  # fmt: skip
        history.said.append(message)


def unanswered(history: History, policy: Policy) -> Iterator[tuple[str, int, date]]:
    """What was said and waits: rule, what it is about, and the day it is due."""
    for message in history.said:
        if message.answered_on is not None or message.kind is VoiceKind.THANKS:
            continue
        about, on = message.id or 0, message.sent_on
        if message.kind is VoiceKind.NOT_SAFE:
            yield "R90b", about, on
        elif message.kind in (VoiceKind.COMPLAINT, VoiceKind.ADVOCATE):
            if message.seen_on is None:
                yield "R89", about, working_days_on(on, policy.complaint_seen_working_days)
            yield "R89b", about, working_days_on(on, policy.complaint_outcome_working_days)
        else:
            yield "R90", about, working_days_on(on, policy.voice_answer_working_days)

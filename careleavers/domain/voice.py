"""The vocabulary of what young people ask and tell, and who answers.

Sources: Children Act 1989 s24D and s26A (complaints and advocates); what care leavers ask for: to be answered.
"""

from dataclasses import dataclass

from careleavers.domain.limits import limit
from careleavers.domain.terms import Term

_HOUSE = "Council policy"


class VoiceKind(Term):
    """What a young person asks or tells. Ours."""

    NOT_SAFE = "not_safe", "Does not feel safe"
    VISIT = "visit", "Asks for a visit"
    WORKER = "worker", "Asks for a different worker"
    ADVOCATE = "advocate", "Asks for an advocate"
    CHANGE = "change", "Says that something changed"
    QUESTION = "question", "Question"
    THANKS = "thanks", "Thank-you"
    COMPLAINT = "complaint", "Complaint"


class VoiceChange(Term):
    """What changed, in the words they choose from. Ours."""

    MOVED = "moved", "I moved"
    WORK = "work", "I lost my job or my course"
    BABY = "baby", "I am pregnant, or there is a baby"
    OTHER = "other", "Something else"


# What each is called on their own page, and what is said of it there.
IN_THEIR_WORDS: dict[VoiceKind, tuple[str, str]] = {
    VoiceKind.NOT_SAFE: ("I don’t feel safe", "Numbers to call now, and a way to tell us."),
    VoiceKind.VISIT: ("I want a visit", "Ask your worker to come and see you."),
    VoiceKind.WORKER: ("I want a different worker", "A manager reads this and talks to you about it."),
    VoiceKind.ADVOCATE: ("I want an advocate", "Somebody from outside who helps you be heard. It is free."),
    VoiceKind.CHANGE: ("Something changed", "You moved, lost a job, a baby, or something else."),
    VoiceKind.QUESTION: ("I have a question", "You can ask about anything."),
    VoiceKind.THANKS: ("I want to say thank you", "It is good to hear what went well."),
    VoiceKind.COMPLAINT: ("I want to complain", "Tell us what is wrong. You will not get in trouble."),
}  # fmt: skip
# These go to a manager, and only a manager answers them.
FOR_A_MANAGER = (VoiceKind.WORKER, VoiceKind.COMPLAINT)
# These are told that they have arrived, and then what came of them.
WITH_OUTCOME = (VoiceKind.ADVOCATE, VoiceKind.COMPLAINT)
# These have an answer within the days of every question.
TO_ANSWER = (VoiceKind.VISIT, VoiceKind.WORKER, VoiceKind.CHANGE, VoiceKind.QUESTION)


@dataclass(frozen=True)
class VoiceLimits:
    """How soon they are answered."""

    voice_answer_working_days: int = limit(5, "working days", 1, 5, _HOUSE, "Working days to answer a young person")
    complaint_seen_working_days: int = limit(3, "working days", 1, 3, _HOUSE, "Working days to say a complaint is here")
    complaint_outcome_working_days: int = limit(10, "working days", 3, 10, _HOUSE, "Working days to answer a complaint")


__all__ = ["FOR_A_MANAGER", "IN_THEIR_WORDS", "TO_ANSWER", "WITH_OUTCOME", "VoiceChange", "VoiceKind", "VoiceLimits"]

"""What a manager fills in to acknowledge an alert, or to put it off."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Decision:
    """What was decided, in the manager's words, and the day by which it will have been done.

    `snoozed` where nothing is to be done before that day; then the words are the reason.
    """

    words: str
    act_by_on: date
    snoozed: bool = False

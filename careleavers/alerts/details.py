"""What a manager fills in to acknowledge an alert."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Decision:
    """What was decided, in the manager's words, and the day by which it will have been done."""

    words: str
    act_by_on: date

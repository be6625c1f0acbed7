"""Until when what somebody wrote may still be changed by them; after that the record shows what was known when."""

from datetime import datetime, timedelta

# Council policy.
EDIT_HOURS = 24


def may_still_change(recorded_at: datetime, now: datetime) -> bool:
    """Whether the hours in which its author may change something have not passed; the last moment counts."""
    return now <= recorded_at + timedelta(hours=EDIT_HOURS)


__all__ = ["EDIT_HOURS", "may_still_change"]

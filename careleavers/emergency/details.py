"""What somebody fills in to get emergency access, before it becomes a row."""

from dataclasses import dataclass
from datetime import date

from careleavers.models import EmergencyDetails


@dataclass(frozen=True)
class Asking:
    """Whose record is needed, by name and day of birth or by its number, and why."""

    name: str
    born_on: date | None
    child_id: str
    why: EmergencyDetails


__all__ = ["Asking"]

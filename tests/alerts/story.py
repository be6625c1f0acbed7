"""One story of one rule: a sentence, the facts, and in how many days it is due (None: it never is)."""

from dataclasses import dataclass
from datetime import date

from careleavers.domain.terms import Basis, Severity
from tests.alerts.scene import Fact, day


@dataclass(frozen=True)
class Story:
    """One story of one rule. `severity` and `basis` are checked where given, as seen TODAY."""

    rule: str
    says: str
    facts: tuple[Fact, ...]
    due: int | date | None
    severity: Severity | None = None
    basis: Basis | None = None

    @property
    def due_on(self) -> date | None:
        """The day it is due; None if it never is."""
        return None if self.due is None else self.due if isinstance(self.due, date) else day(-self.due)


C, H, M = Severity.CRITICAL, Severity.HIGH, Severity.MEDIUM
LAW, GUIDANCE, POLICY = Basis.STATUTORY, Basis.GUIDANCE, Basis.POLICY
L = Severity.PROMPT

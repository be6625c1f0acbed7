"""What somebody fills in about access to restricted records, before it becomes a row."""

from dataclasses import dataclass

from careleavers.domain.protection import LoanKind


@dataclass(frozen=True)
class Lending:
    """To whom access is lent, for what and why."""

    worker_id: int
    kind: LoanKind
    reason: str


__all__ = ["Lending"]

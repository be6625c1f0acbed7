"""What became of each entitlement: offered, applied for, paid, not wanted, or not theirs."""

from sqlmodel import col

from careleavers.domain.entitlements import StepKind
from careleavers.domain.money import pounds
from careleavers.domain.timeline import EventKind
from careleavers.history.events import IN_ERROR, Happened, Page, Source, rows_with, said
from careleavers.models import EntitlementStep, Offer, Worker

_PAGE = Page("entitlements.show")


def _step(step: EntitlementStep, offer: Offer, worker: Worker) -> Happened:
    struck = step.struck_at is not None
    amount = f", {pounds(step.amount_pence)}" if step.amount_pence else ""
    title = f"{offer.name}: {step.kind.label.lower()}{amount}{IN_ERROR if struck else ''}"
    words = said(
        ("What they can read", step.words), ("For staff", step.note),
        ("Why more than the offer says", step.over_reason), ("Why it was an error", step.struck_reason),
    )  # fmt: skip
    tone = "good" if step.kind is StepKind.PAID else "plain"
    return Happened(step.happened_on, title, worker.name, words, tone, _PAGE, struck)


_OFFER = (Offer, col(Offer.id) == col(EntitlementStep.offer_id))
SOURCES = [
    Source(
        "entitlement", EventKind.MONEY, EntitlementStep, col(EntitlementStep.happened_on),
        col(EntitlementStep.young_person_id),
        rows_with(EntitlementStep, EntitlementStep.recorded_by_id, _OFFER),
        _step,
    ),
]  # fmt: skip

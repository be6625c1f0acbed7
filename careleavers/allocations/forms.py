"""What is asked to allocate a worker and to end an allocation."""

from collections.abc import Mapping
from datetime import date
from typing import ClassVar

from careleavers.allocations.queries import Candidate
from careleavers.domain.terms import AllocationRole
from careleavers.models import AllocationDetails
from careleavers.web.fields import DateField, EnumRadioField, SelectField, TextAreaField
from careleavers.web.forms import VersionedForm
from careleavers.web.once import OnceForm

_EXPLAINED = {
    AllocationRole.AFTER_CARE_WORKER: "Their own worker; there is one at a time",
    AllocationRole.COVER: "Stands in for a while; they still need a worker of their own",
}


class AllocateForm(OnceForm):
    """Who, in which part, from when, and what the next worker must know."""

    role = EnumRadioField("Part", required="Choose the part", terms=AllocationRole, hints=_EXPLAINED)
    worker_id = SelectField(
        "Worker", required="Choose a worker", hint="With the number of young people each has now"
    )  # fmt: skip
    from_on = DateField("From", required="Enter the day from which they are allocated")
    handover_note = TextAreaField(
        "Hand-over note",
        hint="Needed when somebody had this part before: what matters now, what was promised, who must be told.",
        max_length=5000,
    )

    def offer(self, candidates: list[Candidate], day: date) -> None:
        """Set who may be chosen; most allocations are of an after-care worker, from today."""
        self.worker_id.choices = [(each.worker.id, each.words) for each in candidates]
        if not self.is_submitted():
            self.from_on.process(None, day)

    def details(self) -> AllocationDetails:
        """What the service takes."""
        names = AllocationDetails.model_fields
        return AllocationDetails(**{name: self[name].data for name in names})


class EndForm(VersionedForm):
    """From when there is nobody, and why."""

    also_shown: ClassVar[Mapping[str, str]] = {
        "from_on": "Allocated from",
        "to_on": "First day without them",
        "end_reason": "Why it ends",
        "handover_note": "Hand-over note",
    }

    ends_on = DateField("First day without them", required="Enter the first day without them")
    reason = TextAreaField("Why it ends", required="Say why it ends", max_length=500, rows=3)

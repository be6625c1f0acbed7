"""What the pages of this feature ask."""

from careleavers.domain.timeline import EventKind
from careleavers.web.fields import CheckboxesField
from careleavers.web.forms import FilterForm


class TimelineForm(FilterForm):
    """Which kinds of events a timeline shows; none chosen means all. It stands in the address."""

    kind = CheckboxesField("Show only", terms=EventKind, mark_optional=False)

    def kinds(self) -> list[EventKind]:
        """The kinds chosen."""
        return list(self.kind.data)

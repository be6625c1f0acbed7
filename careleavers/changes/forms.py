"""What is asked when something big has changed."""

from careleavers.domain.terms import ChangeKind
from careleavers.models import ChangeDetails
from careleavers.models.base import LONG_TEXT
from careleavers.web.fields import DateField, EnumRadioField, TextAreaField
from careleavers.web.forms import BaseForm


class ChangeForm(BaseForm):
    """One change of circumstance."""

    kind = EnumRadioField("What has changed?", terms=ChangeKind, required="Choose what has changed")
    happened_on = DateField(
        "When did it happen?",
        required="Enter the day on which it happened",
        hint="The day it happened, not the day you heard of it",
    )
    words = TextAreaField(
        "What happened?",
        required="Say what happened",
        hint="What you know, how you know it, and what it means for them",
        max_length=LONG_TEXT,
    )

    def details(self) -> ChangeDetails:
        """What the service takes."""
        return ChangeDetails(kind=self.kind.data, happened_on=self.happened_on.data, words=self.words.data)

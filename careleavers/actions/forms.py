"""What is asked when an action is done, gets another day, or is no longer needed."""

from careleavers.web.fields import DateField, TextAreaField
from careleavers.web.forms import VersionedForm
from careleavers.web.once import OnceForm


class FinishForm(OnceForm, VersionedForm):
    """An action is done, and how that is known."""

    evidence = TextAreaField(
        "What was done, and how do you know?",
        required="Say what was done and how you know",
        hint="For example “Tenancy signed on Monday, copy on file” or “She told me the appointment went well”.",
        max_length=2000,
    )


class RedateForm(OnceForm, VersionedForm):
    """An action needs another day."""

    due_on = DateField("When will it be done now?", required="Enter the new day")
    redate_reason = TextAreaField(
        "Why does it need another day?", required="Say why it needs another day", max_length=1000, rows=3
    )


class DropForm(OnceForm, VersionedForm):
    """An action is no longer needed."""

    drop_reason = TextAreaField(
        "Why is it no longer needed?", required="Say why it is no longer needed", max_length=1000, rows=3
    )

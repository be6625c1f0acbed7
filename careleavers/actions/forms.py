"""What is asked when an action is done, gets another day, or is no longer needed."""

from collections.abc import Mapping
from typing import ClassVar

from careleavers.web.fields import DateField, TextAreaField
from careleavers.web.forms import VersionedForm
from careleavers.web.once import OnceForm

# What somebody reads before they settle an action that another has changed.
_ALSO: Mapping[str, str] = {
    "what": "What will be done", "state": "Where it stands", "due_on": "To be done by", "evidence": "How it is known",
    "redate_reason": "Why it got another day", "drop_reason": "Why it is not needed",
}  # fmt: skip


class FinishForm(OnceForm, VersionedForm):
    """An action is done, and how that is known."""

    also_shown: ClassVar[Mapping[str, str]] = _ALSO

    evidence = TextAreaField(
        "What was done, and how do you know?",
        required="Say what was done and how you know",
        hint="For example “Tenancy signed on Monday, copy on file” or “She told me the appointment went well”.",
        max_length=2000,
    )


class RedateForm(OnceForm, VersionedForm):
    """An action needs another day."""

    also_shown: ClassVar[Mapping[str, str]] = _ALSO

    due_on = DateField("When will it be done now?", required="Enter the new day")
    redate_reason = TextAreaField(
        "Why does it need another day?", required="Say why it needs another day", max_length=1000, rows=3
    )


class DropForm(OnceForm, VersionedForm):
    """An action is no longer needed."""

    also_shown: ClassVar[Mapping[str, str]] = _ALSO

    drop_reason = TextAreaField(
        "Why is it no longer needed?", required="Say why it is no longer needed", max_length=1000, rows=3
    )

"""The form that marks something as recorded in error."""

from collections.abc import Mapping
from typing import ClassVar

from careleavers.web.fields import TextAreaField
from careleavers.web.forms import VersionedForm
from careleavers.web.once import OnceForm


def why_wrong(hint: str = "For example that it was another day. Then record it again as it was.") -> TextAreaField:
    """The question for the reason."""
    return TextAreaField(
        "What is wrong with it?", required="Say what is wrong with it", max_length=2000, rows=3, hint=hint
    )


class StrikeForm(OnceForm, VersionedForm):
    """Why something should not have been recorded."""

    also_shown: ClassVar[Mapping[str, str]] = {"struck_reason": "What is wrong with it"}

    reason = why_wrong()


__all__ = ["StrikeForm", "why_wrong"]

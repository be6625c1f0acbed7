"""What is asked about what was done before leave to remain ends."""

from collections.abc import Mapping
from typing import ClassVar

from careleavers.domain.immigration import ImmigrationStepKind
from careleavers.models import ImmigrationStepDetails
from careleavers.web import striking
from careleavers.web.fields import DateField, EnumRadioField, RevealedBy, TextAreaField, TextField
from careleavers.web.forms import VersionedForm
from careleavers.web.once import OnceForm

HINTS = {
    ImmigrationStepKind.ADVISER: "A solicitor, or an adviser who is registered to advise on immigration",
    ImmigrationStepKind.APPLICATION: "Sent to the Home Office: to extend it, or to stay for good",
}


class RecordForm(OnceForm, VersionedForm):
    """One thing that was done about the leave that ends next."""

    also_shown: ClassVar[Mapping[str, str]] = {
        "leave_type": "Immigration status",
        "leave_expires_on": "When their leave to remain ends",
    }

    kind = EnumRadioField("What was done?", terms=ImmigrationStepKind, hints=HINTS, required="Choose what was done")
    adviser = TextField(
        "Whom did they see?", max_length=200, revealed_by=RevealedBy("kind", ImmigrationStepKind.ADVISER),
        required="Enter whom they saw: a name, or the firm or charity", hint="A name, or the firm or charity.",
    )  # fmt: skip
    happened_on = DateField("When?", required="Enter the day it was done")
    words = TextAreaField("What should others know?", hint="What was advised, what was sent, what comes next.", rows=4)

    def details(self) -> ImmigrationStepDetails:
        """What the service takes."""
        seen = self.kind.data is ImmigrationStepKind.ADVISER
        return ImmigrationStepDetails(
            kind=self.kind.data, happened_on=self.happened_on.data, words=self.words.data,
            adviser=self.adviser.data if seen else "",
        )  # fmt: skip


class StrikeForm(striking.StrikeForm):
    """Why something should not have been recorded."""

    also_shown: ClassVar[Mapping[str, str]] = {
        "happened_on": "When",
        "words": "What others should know",
        "struck_reason": "What is wrong with it",
    }

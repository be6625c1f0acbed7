"""What is asked when somebody has died, when others are told, and when it was recorded in error."""

from collections.abc import Mapping
from typing import ClassVar

from careleavers.domain.deaths import NotifiedBody
from careleavers.models import DeathDetails, DeathNoticeDetails
from careleavers.web import striking
from careleavers.web.fields import DateField, EnumRadioField, RevealedBy, TextAreaField, TextField
from careleavers.web.forms import VersionedForm
from careleavers.web.once import OnceForm


class RecordForm(OnceForm):
    """That somebody has died."""

    died_on = DateField("When did they die?", required="Enter the day on which they died")
    learnt_on = DateField(
        "When did the council learn of it?", required="Enter the day on which it became known to the council",
        hint="The working days in which others must be told count from this day.",
    )  # fmt: skip
    words = TextAreaField("What is known?", rows=4, hint="Who told you, and who is looking after their family.")

    def details(self) -> DeathDetails:
        """What the service takes."""
        return DeathDetails(died_on=self.died_on.data, learnt_on=self.learnt_on.data, words=self.words.data)


class NoticeForm(OnceForm):
    """That somebody was told of the death."""

    body = EnumRadioField("Who was told?", terms=NotifiedBody, required="Choose who was told")
    body_other = TextField(
        "Who?", max_length=200, required="Enter whom", revealed_by=RevealedBy("body", NotifiedBody.OTHER)
    )
    sent_on = DateField("When?", required="Enter the day on which they were told")
    sent_by = TextField("Who told them?", max_length=200, required="Enter who told them")
    words = TextAreaField("What should others know?", rows=3, hint="The number of the notification, for example.")

    def details(self) -> DeathNoticeDetails:
        """What the service takes."""
        other = self.body_other.data if self.body.data is NotifiedBody.OTHER else ""
        return DeathNoticeDetails(
            body=self.body.data, body_other=other, sent_on=self.sent_on.data, sent_by=self.sent_by.data,
            words=self.words.data,
        )  # fmt: skip


class UndoForm(OnceForm, VersionedForm):
    """Why a death should not have been recorded."""

    also_shown: ClassVar[Mapping[str, str]] = {"closed_on": "Closed from", "died_on": "Died on"}

    reason = TextAreaField(
        "How did it come to be recorded?", required="Say how it came to be recorded, and how you know they are alive",
        max_length=2000, rows=3, hint="And how you know that they are alive.",
    )  # fmt: skip


class StrikeForm(striking.StrikeForm):
    """Why a notice should not have been recorded."""

    reason = striking.why_wrong("")


__all__ = ["NoticeForm", "RecordForm", "StrikeForm", "UndoForm"]

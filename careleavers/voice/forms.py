"""What is asked when somebody writes down what was said, and when they answer it."""

from collections.abc import Mapping
from typing import ClassVar

from careleavers.domain.voice import VoiceChange, VoiceKind
from careleavers.models import VoiceAnswerDetails, VoiceDetails
from careleavers.web.fields import DateField, EnumRadioField, RevealedBy, TextAreaField, WorkerSelect
from careleavers.web.forms import VersionedForm
from careleavers.web.once import OnceForm


class SpokenForm(OnceForm):
    """What somebody said, written down with them."""

    kind = EnumRadioField("What did they say?", terms=VoiceKind, required="Choose what they said")
    change = EnumRadioField(
        "What changed?", terms=VoiceChange, revealed_by=RevealedBy("kind", VoiceKind.CHANGE),
        required="Choose what changed",
    )  # fmt: skip
    about = WorkerSelect(
        "Who is the complaint about?", prompt="Nobody, or they would rather not say",
        revealed_by=RevealedBy("kind", VoiceKind.COMPLAINT),
    )  # fmt: skip
    sent_on = DateField("When did they say it?", required="Enter the day they said it")
    words = TextAreaField("In their own words", rows=6, required="Write down what they said",
                          hint="As they said it. Read it back to them. Nobody can change it afterwards.")  # fmt: skip

    def details(self) -> VoiceDetails:
        """What the service takes."""
        kind = self.kind.data
        return VoiceDetails(
            kind=kind, words=self.words.data, sent_on=self.sent_on.data,
            change=self.change.data if kind is VoiceKind.CHANGE else None,
            about_id=self.about.data if kind is VoiceKind.COMPLAINT else None,
        )  # fmt: skip


class AnswerForm(OnceForm, VersionedForm):
    """The answer, and what was done."""

    also_shown: ClassVar[Mapping[str, str]] = {
        "seen_on": "Told them that it was read on",
        "answered_on": "Answered on",
    }

    answer = TextAreaField(
        "Your answer to them", rows=6, required="Write the answer that they will read",
        hint="They read this as you write it. Use plain words and say what happens, and when.",
    )  # fmt: skip
    done = TextAreaField("What was done?", rows=4, hint="For staff. They do not read this.")

    def details(self) -> VoiceAnswerDetails:
        """What the service takes."""
        return VoiceAnswerDetails(answer=self.answer.data, done=self.done.data)


class SafeAnswerForm(AnswerForm):
    """The answer to somebody who does not feel safe: what was done is asked for."""

    done = TextAreaField(
        "What was done to make them safe?", rows=4, required="Say what was done to make them safe",
        hint="For staff. They do not read this. Who spoke to them, when, and how safe they are now.",
    )  # fmt: skip


__all__ = ["AnswerForm", "SafeAnswerForm", "SpokenForm"]

"""What is asked when a manager writes a note, and when something is asked of a manager and answered."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from careleavers.domain.oversight import NOT_PROPOSED, ExceptionKind, ProposalAnswer, Said, missing
from careleavers.domain.terms import Answer, Closure
from careleavers.models import ActionDetails, ClosingDetails, ExceptionDetails, OversightDetails, OversightNote
from careleavers.oversight.details import About, Answered, NewNote
from careleavers.web.fields import (
    CheckboxesField,
    DateField,
    EnumRadioField,
    RevealedBy,
    TextAreaField,
    TextField,
    WorkerSelect,
    YesNoField,
)
from careleavers.web.forms import BaseForm, VersionedForm
from careleavers.web.once import OnceForm

_ACTION = {
    "what": "Say what will be done",
    "owner_id": "Choose who does it",
    "due_on": "Enter by when it is done",
}


class NoteWords(BaseForm):
    """The words of a note."""

    drift = YesNoField(
        "Is something drifting?", not_known=False, required="Say whether something is drifting",
        hint="Something was agreed and is not happening, or nothing changes. Then say below what will be done.",
    )  # fmt: skip
    decision = TextAreaField(
        "What do you decide?", required="Say what you decided", rows=3,
        hint="Who does what, or what stays as it is.",
    )  # fmt: skip
    reason = TextAreaField(
        "Why?", required="Say why", rows=3, hint="What makes this right today, and what else you thought of.",
    )  # fmt: skip
    evidence = TextAreaField(
        "What did you weigh?", required="Say what you weighed", rows=3,
        hint="What you read, saw or were told, and by whom.",
    )  # fmt: skip
    keeps_safe = TextAreaField(
        "What keeps them safe now?", rows=3, mark_optional=False,
        hint="Needed when this is about a high risk or a home that is not suitable.",
    )  # fmt: skip

    def words(self) -> OversightDetails:
        """The words, as the service takes them."""
        named = {name: self[name].data for name in ("decision", "reason", "evidence", "keeps_safe")}
        return OversightDetails(**named, drift=self.drift.data is Answer.YES)


class NoteForm(OnceForm, NoteWords):
    """A new note. `offered` is what it can be about."""

    about = CheckboxesField("What is this about?", mark_optional=False)
    what = TextField("What will be done?", max_length=1000, mark_optional=False)
    outcome = TextField("What will be better for them?", max_length=1000)
    owner_id = WorkerSelect("Who will do it?", mark_optional=False)
    due_on = DateField("By when?", mark_optional=False)
    offered: Sequence[About] = ()

    def offer(self, offered: Sequence[About]) -> "NoteForm":
        """Say what the note can be about; returns the form."""
        self.offered = offered
        self.about.choices = [(each.key, each.words, each.hint) for each in offered]
        return self

    def has_action(self) -> bool:
        """Whether any part of the action is filled in."""
        return any(self[name].answered for name in (*_ACTION, "outcome"))

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether every answer will do, and nothing that this note needs is missing: all of it is said at once."""
        good = super().validate(extra_validators)
        topics = {each.topic for each in self.offered if each.key in (self.about.data or ())}
        boxes = {name: self[name].data or "" for name in ("decision", "reason", "evidence", "keeps_safe")}
        said = Said(drift=self.drift.data is Answer.YES, topics=topics, has_action=self.has_action(), **boxes)
        wanting = missing(said)
        if self.has_action():
            wanting += [(name, sentence) for name, sentence in _ACTION.items() if self[name].is_empty()]
        for name, sentence in wanting:
            if not self[name].errors:
                self[name].refuse(sentence)
        return good and not wanting

    def details(self) -> NewNote:
        """What the service takes."""
        action = {name: self[name].data for name in (*_ACTION, "outcome")}
        return NewNote(self.words(), self.about.data, ActionDetails(**action) if self.has_action() else None)


class EditNoteForm(NoteWords, VersionedForm):
    """The words of a note, written again within a day."""

    @classmethod
    def of(cls, note: OversightNote) -> "EditNoteForm":
        """The form with what the note says in it."""
        said = {name: getattr(note, name) for name in ("version", "decision", "reason", "evidence", "keeps_safe")}
        return cls(**said, drift=Answer.YES if note.drift else Answer.NO)


class AddForm(OnceForm):
    """Words added later."""

    words = TextAreaField(
        "What do you want to add?", required="Write what you want to add",
        hint="What you know now, and how you know it. What was written before stays as it is.",
    )  # fmt: skip


class StrikeForm(OnceForm, VersionedForm):
    """Why a note should not be there."""

    also_shown: ClassVar[Mapping[str, str]] = {
        "decision": "Decision",
        "evidence": "What it rests on",
        "keeps_safe": "What keeps them safe",
    }

    reason = TextAreaField(
        "What is wrong with it?", required="Say what is wrong with it",
        hint="For example that it belongs to somebody else, and was written there. One line is not enough.",
    )  # fmt: skip


class ExceptionForm(OnceForm):
    """Something that should not be done until a day."""

    kind = EnumRadioField("What is not to be done?", terms=ExceptionKind, required="Choose what is not to be done")
    reason = TextAreaField(
        "Why?", required="Say why", hint="What happened, what you tried, and why waiting is better than going on.",
    )  # fmt: skip
    their_view = TextAreaField("What do they say about it?", hint="In their own words.", rows=3)
    keeps_safe = TextAreaField(
        "How will you know that they are safe meanwhile?", rows=3,
        required="Say how you will know that they are safe meanwhile",
    )  # fmt: skip
    until_on = DateField("Until when?", required="Enter the last day of the exception")

    def details(self) -> ExceptionDetails:
        """What the service takes."""
        return ExceptionDetails(**{name: self[name].data for name in ExceptionDetails.model_fields})


class ClosingForm(OnceForm):
    """A record that should be closed."""

    closure = EnumRadioField(
        "Why should support end?", terms=Closure, only=[each for each in Closure if each not in NOT_PROPOSED],
        required="Choose why support should end",
    )  # fmt: skip
    home_with_parent_since = DateField(
        "Since when have they lived with a parent?", revealed_by=RevealedBy("closure", Closure.RETURNED_HOME)
    )
    closed_on = DateField(
        "From which day is no more support owed?", required="Enter the day from which no more support is owed"
    )
    reason = TextAreaField(
        "How do things stand?", required="Say how things stand",
        hint="Home, money, health, work, people: what is settled, what is not, and who knows about it.",
    )  # fmt: skip
    told = TextAreaField(
        "What were they told?", required="Say what they were told",
        hint="What ends, what they may still ask for, whom to call to come back, when and how you told them.",
    )  # fmt: skip

    def details(self) -> ClosingDetails:
        """What the service takes."""
        return ClosingDetails(**{name: self[name].data for name in ClosingDetails.model_fields})


class AnswerForm(OnceForm, VersionedForm):
    """A manager's yes or no."""

    also_shown: ClassVar[Mapping[str, str]] = {
        "answer": "Answer",
        "answer_words": "Why",
        "reason": "Why it was asked for",
    }

    answer = EnumRadioField("Do you agree?", terms=ProposalAnswer, required="Choose whether you agree", inline=True)
    words = TextAreaField(
        "Why?", required="Say why", hint="What you weighed, and what makes it right. One line is not enough."
    )

    def answered(self) -> Answered:
        """What the service takes."""
        return Answered(self.answer.data, self.words.data)


class EndForm(OnceForm, VersionedForm):
    """What happens when an exception is over."""

    also_shown: ClassVar[Mapping[str, str]] = {
        "ended_on": "Over since",
        "end_words": "What happens from now on",
        "until_on": "Until when",
        "reason": "Why it was asked for",
    }

    end_words = TextAreaField(
        "What happens from now on?", required="Say what happens from now on",
        hint="Who does what, and by when. If it should go on not being done, ask for another exception first.",
    )  # fmt: skip

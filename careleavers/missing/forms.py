"""What is asked when somebody is missing or back, and about what is done because of it."""

from collections.abc import Sequence

from careleavers.domain.missing import AbsenceKind, InterviewOutcome, MissingStepKind, clock_time
from careleavers.domain.terms import Answer
from careleavers.models import MissingEpisodeDetails, MissingStepDetails
from careleavers.web import striking
from careleavers.web.fields import DateField, EnumRadioField, RadioField, RevealedBy, TextAreaField, TextField
from careleavers.web.forms import BaseForm, VersionedForm
from careleavers.web.once import OnceForm

_CLOCK = "The time of day, such as 21:30. About is good enough."
_INTERVIEW = RevealedBy("kind", MissingStepKind.INTERVIEW)
_HELD = RevealedBy("outcome", InterviewOutcome.HELD)
_TIMES = ("last_seen_at", "police_at", "returned_at")


class _Episode(BaseForm):
    """One time missing, over or not."""

    absence = EnumRadioField(
        "How are they away?", terms=AbsenceKind, required="Choose how they are away",
        hints={AbsenceKind.AWAY: "Their whereabouts are known, but they are not where they should be"},
    )  # fmt: skip
    last_seen_on = DateField("When were they last seen?", required="Enter the day they were last seen")
    last_seen_at = TextField("At what time?", max_length=5, width=5, required="Enter a time of day", hint=_CLOCK)
    last_seen_where = TextAreaField("Where, and what were they wearing?", max_length=2000, rows=2)
    police_on = DateField("When were the police told?", hint="Leave it empty if they were not told yet.")
    police_at = TextField("At what time were the police told?", max_length=5, width=5)
    police_reference = TextField("The police’s reference", max_length=200)
    returned_on = DateField(
        "When did they come back, or were they found?", hint="Leave it empty while they are missing."
    )
    returned_at = TextField(
        "At what time did they come back?", max_length=5, width=5, hint="Under 18, 72 hours count from this time."
    )
    found_where = TextAreaField("Where were they?", max_length=2000, rows=2)
    with_whom = TextAreaField("Who with?", max_length=2000, rows=2)
    harmed = EnumRadioField("Were they hurt or harmed?", terms=Answer, required="Choose whether they were harmed")
    harm = TextAreaField(
        "What happened to them?", rows=3, revealed_by=RevealedBy("harmed", Answer.YES),
        hint="And what was done about it.",
    )  # fmt: skip
    factors = TextAreaField(
        "What made them go?", rows=3, hint="What they went away from, and what or who drew them there."
    )

    def details(self) -> MissingEpisodeDetails:
        """What the service takes; a time of day that is none is passed on as it was typed, to be refused."""
        answers = {name: value for name, value in self.data.items() if name in MissingEpisodeDetails.model_fields}
        answers |= {name: clock_time(answers[name]) or answers[name] for name in _TIMES}
        return MissingEpisodeDetails(**answers)

    def validate(self, extra_validators: object = None) -> bool:
        """Whether every answer will do; a time of day says nothing without its day, nor being back without a time."""
        good = super().validate(extra_validators)
        for name, what in (("police", "the police were told"), ("returned", "they came back")):
            day, clock = self[f"{name}_on"], self[f"{name}_at"]
            if clock.data and day.data is None and not day.errors:
                self.refuse(f"Enter the day on which {what}, or take away the time", f"{name}_on")
                good = False
            if day.data is not None and not clock.data:
                self.refuse(f"Enter the time at which {what}", f"{name}_at")
                good = False
        return good


class RecordForm(OnceForm, _Episode):
    """A time missing that was not recorded before."""


class ChangeForm(_Episode, VersionedForm):
    """A time missing as it is known now."""


class StepForm(OnceForm):
    """One thing done about it."""

    kind = EnumRadioField("What was done?", terms=MissingStepKind, required="Choose what was done")
    happened_on = DateField("When?", required="Enter the day", hint="Of an interview, the day it was offered.")
    by_whom = TextField("By whom?", max_length=200, required="Enter who did it")
    independent = RadioField(
        "Are they independent of the young person’s home and worker?", choices=[(True, "Yes"), (False, "No")],
        required="Choose whether they are independent", inline=True, revealed_by=_INTERVIEW,
    )  # fmt: skip
    outcome = EnumRadioField(
        "What came of it?", terms=InterviewOutcome, required="Choose what came of it", revealed_by=_INTERVIEW
    )
    held_on = DateField("When was it held?", required="Enter the day on which it was held", revealed_by=_HELD)
    words = TextAreaField(
        "What was learnt or decided?", rows=4, hint="If it was not offered, why not. Their words where you have them."
    )
    acted = TextAreaField("What is done because of it?", rows=3, hint="Who does what, and by when.")

    def fit(self, kinds: Sequence[MissingStepKind]) -> "StepForm":
        """Offer what can be done now; what was sent the service judges, in better words. Returns the form."""
        if self.received is None:
            self.kind.choices = [(kind, kind.label, None) for kind in kinds]
        return self

    def details(self) -> MissingStepDetails:
        """What the service takes."""
        interview = self.kind.data is MissingStepKind.INTERVIEW
        outcome = self.outcome.data if interview else None
        return MissingStepDetails(
            kind=self.kind.data, happened_on=self.happened_on.data, by_whom=self.by_whom.data, outcome=outcome,
            independent=self.independent.data if interview else None, words=self.words.data, acted=self.acted.data,
            held_on=self.held_on.data if outcome is InterviewOutcome.HELD else None,
        )  # fmt: skip


class StrikeForm(striking.StrikeForm):
    """Why something should not have been recorded."""

    reason = striking.why_wrong("For example that it was somebody else. What was only mistyped is changed instead.")


__all__ = ["ChangeForm", "RecordForm", "StepForm", "StrikeForm"]

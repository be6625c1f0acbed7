"""What is asked about a referral, about what happened to it, and about a checklist of domestic abuse."""

from collections.abc import Sequence

from careleavers.domain.dates import long_date
from careleavers.domain.referrals import (
    DASH_FOR_MARAC,
    DASH_MOST,
    ReferralConsent,
    ReferralDecision,
    ReferralOutcome,
    ReferralRoute,
    ReferralStepKind,
)
from careleavers.domain.terms import Answer
from careleavers.models import DashCheckDetails, ReferralDetails, ReferralStepDetails, RiskFlag
from careleavers.web.fields import (
    DateField,
    EnumRadioField,
    IntegerField,
    RevealedBy,
    SelectField,
    TextAreaField,
    TextField,
    YesNoField,
)
from careleavers.web.once import OnceForm

_REFER = ReferralDecision.REFER
_SENT, _HEARD = ReferralStepKind.SENT, ReferralStepKind.HEARD
TO_WHOM = "A name, a team or the panel."
STEP_HINTS = {
    ReferralStepKind.CHASED: "You asked again because nobody had answered",
    ReferralStepKind.HEARD: "Any answer, even that it will take longer",
    ReferralStepKind.WITHDRAWN: "It is no longer needed, or they no longer agree to it",
}


class RecordForm(OnceForm):
    """One decision to refer, or not to."""

    route = SelectField("Where to?", terms=ReferralRoute, required="Choose where to")
    route_other = TextField(
        "Where to, in words?", max_length=200, required="Enter where to",
        revealed_by=RevealedBy("route", ReferralRoute.OTHER),
    )  # fmt: skip
    risk_flag_id = SelectField("Which risk is it about?", prompt="None of them")
    consent = EnumRadioField(
        "Did they agree to it?", terms=ReferralConsent, required="Choose what they said to being referred",
        revealed_by=RevealedBy("route", ReferralRoute.NRM, ReferralRoute.DUTY_TO_REFER),
    )  # fmt: skip
    decision = EnumRadioField("What was decided?", terms=ReferralDecision, required="Choose whether they are referred")
    decided_on = DateField("When was it decided?", required="Enter the day it was decided")
    reason = TextAreaField(
        "Why?",
        required="Say why",
        rows=4,
        hint="What shows that it is needed, or why it is not and what you do instead.",
    )
    sent_on = DateField(
        "When was it sent?", hint="Leave it empty if it is not sent yet.", revealed_by=RevealedBy("decision", _REFER)
    )
    sent_to = TextField("To whom?", max_length=200, hint=TO_WHOM, revealed_by=RevealedBy("decision", _REFER))

    def fit(self, flags: Sequence[RiskFlag], age: int) -> "RecordForm":
        """Offer their open risks; under 18, ask for consent to the duty to refer alone. Returns the form."""
        self.risk_flag_id.choices = [
            (flag.id, f"{flag.type.label}, raised on {long_date(flag.raised_on)}") for flag in flags
        ]
        if age < 18:
            self.consent.revealed_by = RevealedBy("route", ReferralRoute.DUTY_TO_REFER)
        return self

    def details(self) -> ReferralDetails:
        """What the service takes."""
        named = set(ReferralDetails.model_fields) - {"route_other", "consent"}
        asked = self.consent.revealed_by is not None and self.consent.revealed_by.is_asked(self)
        other = self.route_other.data if self.route.data is ReferralRoute.OTHER else ""
        return ReferralDetails(
            route_other=other, consent=self.consent.data if asked else None, **{name: self[name].data for name in named}
        )

    def sent(self) -> ReferralStepDetails | None:
        """That it was sent, where it was; whoever names only to whom is asked for the day by `validate`."""
        if self.decision.data is not _REFER or self.sent_on.data is None:
            return None
        return ReferralStepDetails(kind=_SENT, happened_on=self.sent_on.data, to_whom=self.sent_to.data)

    def validate(self, extra_validators: object = None) -> bool:
        """Whether every answer will do; to whom it was sent says nothing without the day."""
        good = super().validate(extra_validators)
        if self.decision.data is _REFER and self.sent_to.data and self.sent_on.data is None and not self.sent_on.errors:
            self.refuse("Enter the day it was sent, or take away to whom", "sent_on")
            return False
        return good


class StepForm(OnceForm):
    """One thing that happened to a referral."""

    kind = EnumRadioField("What happened?", terms=ReferralStepKind, hints=STEP_HINTS, required="Choose what happened")
    to_whom = TextField(
        "To whom was it sent?", max_length=200, hint=TO_WHOM, required="Enter whom it was sent to",
        revealed_by=RevealedBy("kind", _SENT),
    )  # fmt: skip
    outcome = EnumRadioField(
        "What did they answer?", terms=ReferralOutcome, required="Choose what they answered",
        revealed_by=RevealedBy("kind", _HEARD),
    )  # fmt: skip
    happened_on = DateField("When?", required="Enter the day it happened")
    words = TextAreaField(
        "What was said, and what do you do now?", rows=4, hint="For an answer: what they decided, and what you decided."
    )

    def fit(self, kinds: Sequence[ReferralStepKind]) -> "StepForm":
        """Offer what can happen next; what was sent the service judges, in better words. Returns the form."""
        if self.received is not None:
            return self
        self.kind.choices = [(kind, kind.label, STEP_HINTS.get(kind)) for kind in kinds]
        return self

    def details(self) -> ReferralStepDetails:
        """What the service takes."""
        kind = self.kind.data
        return ReferralStepDetails(
            kind=kind, happened_on=self.happened_on.data, words=self.words.data,
            to_whom=self.to_whom.data if kind is _SENT else "", outcome=self.outcome.data if kind is _HEARD else None,
        )  # fmt: skip


class DashForm(OnceForm):
    """The checklist gone through about one risk of domestic abuse."""

    done_on = DateField("When did you go through it?", required="Enter the day you went through it")
    score = IntegerField(
        "How many were ticked?", maximum=DASH_MOST,
        hint=f"{DASH_FOR_MARAC} or more means that MARAC has to be decided on. Leave it empty if it was not counted.",
    )  # fmt: skip
    judged_high = YesNoField(
        "Do you judge it high, whatever was ticked?", not_known=False, required="Choose whether you judge it high",
        hint="Your professional judgement counts as much as the number.",
    )  # fmt: skip
    repeated = YesNoField(
        "Was this at MARAC in the last 12 months?", not_known=False,
        required="Choose whether this was at MARAC in the last 12 months", hint="Here or anywhere else.",
    )  # fmt: skip
    words = TextAreaField(
        "What did you find?", required="Say what you found and how they are kept safe", rows=4,
        hint="What frightens them most, who else is at risk, and how they are kept safe tonight.",
    )  # fmt: skip

    def details(self) -> DashCheckDetails:
        """What the service takes."""
        return DashCheckDetails(
            done_on=self.done_on.data, score=self.score.data, words=self.words.data,
            judged_high=self.judged_high.data is Answer.YES, repeated=self.repeated.data is Answer.YES,
        )  # fmt: skip


__all__ = ["DashForm", "RecordForm", "StepForm"]

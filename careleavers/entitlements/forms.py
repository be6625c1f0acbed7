"""What is asked about the local offer, and about what became of an entitlement."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, ClassVar

from wtforms.validators import ValidationError

from careleavers.domain.entitlements import AmountKind, AmountPer, OfferCondition, OfferGround, OfferReminder, StepKind
from careleavers.domain.terms import LegalCategory
from careleavers.entitlements.details import Found
from careleavers.entitlements.picture import Mine
from careleavers.models import Offer, OfferDetails, StepDetails
from careleavers.models.entitlements import as_kept
from careleavers.web import striking
from careleavers.web.fields import (
    CheckboxesField,
    DateField,
    DecimalField,
    EnumRadioField,
    IntegerField,
    RadioField,
    RevealedBy,
    TextAreaField,
    TextField,
)
from careleavers.web.forms import BaseForm, VersionedForm
from careleavers.web.once import OnceForm

_MONEY = RevealedBy("amount_kind", *AmountKind)
_NO_MONEY = "none"
_NOT_ASKED = (LegalCategory.UNDECIDED, LegalCategory.CLOSED, LegalCategory.NOT_ELIGIBLE)
STEP_HINTS = {
    StepKind.OFFERED: "You told them about it, and how to get it",
    StepKind.CLAIMED: "They, or you with them, asked for it",
    StepKind.PAID: "Money was paid, or what it is was given",
    StepKind.DECLINED: "They know about it and said no for now",
    StepKind.NOT_THEIRS: "You asked, and something it needs is not so",
}


def _pence(amount: Decimal | None) -> int | None:
    return None if amount is None else int(amount * 100)


def more_than_nothing(_form: BaseForm, field: DecimalField) -> None:
    """Refuse an amount of nothing."""
    if field.data == 0:
        raise ValidationError("Enter an amount of more than £0.00")


class RecordForm(OnceForm):
    """What became of one entitlement or several."""

    kind = EnumRadioField("What happened?", terms=StepKind, hints=STEP_HINTS, required="Choose what happened")
    amount = DecimalField(
        "How much?", revealed_by=RevealedBy("kind", StepKind.PAID), validators=[more_than_nothing],
        hint="Leave it empty if it was no money.",
    )  # fmt: skip
    over_reason = TextField(
        "Why is it more than the offer?", revealed_by=RevealedBy("kind", StepKind.PAID), max_length=500,
        hint="Only if all that was paid comes to more than the offer is.",
    )  # fmt: skip
    offers = CheckboxesField("What was it about?", required="Choose what it was about")
    happened_on = DateField("When?", required="Enter the day it happened")
    words = TextAreaField("What was said?", hint="They can read this.", rows=3)
    note = TextAreaField("Anything for staff only?", hint="They do not see this.", rows=2)

    def fit(self, offered: Sequence[Mine]) -> "RecordForm":
        """Offer what a step may be recorded of, each with what happened last; returns the form."""
        self.offers.choices = [
            (each.offer.public_id, each.offer.name, ". ".join(part for part in (each.said, each.paid) if part))
            for each in offered
        ]
        return self

    def chosen(self, offered: Sequence[Mine]) -> list[Offer]:
        """The rows that were ticked."""
        return [each.offer for each in offered if each.offer.public_id in self.offers.data]

    def details(self) -> StepDetails:
        """What the service takes; money in pence."""
        return StepDetails(
            kind=self.kind.data, happened_on=self.happened_on.data, amount_pence=_pence(self.amount.data),
            words=self.words.data, note=self.note.data, over_reason=self.over_reason.data,
        )  # fmt: skip


class StrikeForm(striking.StrikeForm):
    """Why something should not have been recorded."""

    also_shown: ClassVar[Mapping[str, str]] = {
        "happened_on": "When",
        "words": "What was said",
        "note": "Staff note",
        "struck_reason": "What is wrong with it",
    }

    reason = striking.why_wrong("For example that it was another amount. Then record it again as it was.")


class NamedForm(OnceForm):
    """What an offer is called. It comes first, and a row that replaces another does not ask it again."""

    name = TextField("What is it called?", required="Enter what it is called", max_length=120, hint="In plain words.")


class TermsForm(OnceForm):
    """For whom an offer is, how much it is, and what it rests on."""

    what = TextAreaField("What is it?", required="Say what it is", max_length=2000, rows=3)
    how = TextAreaField("How do they get it?", required="Say how they get it", max_length=2000, rows=3)
    age_from = IntegerField(
        "From which birthday?", required="Enter the age at which it begins", minimum=0, maximum=24, unit="years"
    )
    until_age = IntegerField(
        "Until which birthday?", required="Enter the birthday with which it ends", minimum=1, maximum=26, unit="years",
        hint="25 if somebody of 24 still has it.",
    )  # fmt: skip
    categories = CheckboxesField(
        "For whom is it?", required="Choose for whom it is",
        choices=[(each, each.label) for each in LegalCategory if each not in _NOT_ASKED],
    )  # fmt: skip
    condition = EnumRadioField(
        "What else must be so?", terms=OfferCondition, required="Choose what else must be so",
        hints={OfferCondition.ASK: "Nothing is assumed: workers are told to ask"},
    )  # fmt: skip
    condition_words = TextField(
        "Say it in words", max_length=500, hint="To them: “You are moving into a home of your own”."
    )
    amount_kind = RadioField(
        "How much is it?", required="Say how much it is, or that it is no amount of money",
        choices=[*((each, each.label) for each in AmountKind), (_NO_MONEY, "It is not an amount of money")],
    )  # fmt: skip
    amount = DecimalField("Amount", required="Enter the amount", revealed_by=_MONEY, validators=[more_than_nothing])
    per = EnumRadioField("How often?", terms=AmountPer, required="Choose how often", inline=True, revealed_by=_MONEY)
    ground = EnumRadioField("What does it rest on?", terms=OfferGround, required="Choose what it rests on")
    source = TextField(
        "Where does it say so?", required="Enter where it says so", max_length=300, hint="Name and year."
    )
    source_address = TextField("Web address", max_length=300, spellcheck=False)
    reminder = EnumRadioField(
        "When are workers reminded to offer it?", terms=OfferReminder, required="Choose when workers are reminded"
    )
    from_on = DateField("From which day is this so?", hint="Leave empty if it has been so for long.")
    certain = RadioField(
        "Have you confirmed it?", required="Say whether you have confirmed it",
        choices=[
            (True, "Yes, it is right"),
            (False, "Not yet", "It is shown as to be checked, and nobody is reminded to offer it"),
        ],
    )  # fmt: skip

    def details(self, name: str) -> OfferDetails:
        """What the service takes, for an offer of this name."""
        same = ("what", "how", "age_from", "until_age", "condition", "condition_words", "ground", "source",
                "source_address", "reminder", "from_on")  # fmt: skip
        money: dict[str, Any] = {"amount_pence": None}
        if self.amount_kind.data != _NO_MONEY:
            amount = _pence(self.amount.data)
            money = {"amount_pence": amount, "amount_kind": self.amount_kind.data, "per": self.per.data}
        return OfferDetails(
            name=name, categories=as_kept(self.categories.data), **money,
            **{each: self[each].data for each in same},
        )  # fmt: skip


class OfferForm(NamedForm, TermsForm):
    """A row of the local offer."""


class ReplaceForm(TermsForm, VersionedForm):
    """What is different about an offer from a day on; its name stays."""

    from_on = DateField(
        "From which day is this so?", required="Enter the day from which this is so",
        hint="The row as it was ends that day. To put a mistake right, enter the day on which it began.",
    )  # fmt: skip

    @classmethod
    def of(cls, offer: Offer) -> "ReplaceForm":
        """The form with the row as it is, but for what must be said afresh: the day, and that it was confirmed."""
        answers = {each: getattr(offer, each) for each in OfferDetails.model_fields if each not in ("name", "from_on")}
        pence = answers.pop("amount_pence")
        answers |= {
            "categories": sorted(offer.is_for), "version": offer.version,
            "amount": None if pence is None else Decimal(pence).scaleb(-2),
            "amount_kind": _NO_MONEY if pence is None else offer.amount_kind,
            "per": None if pence is None else offer.per,
        }  # fmt: skip
        return cls(**answers)


class EndOfferForm(OnceForm, VersionedForm):
    """An offer is over."""

    also_shown: ClassVar[Mapping[str, str]] = {
        "ends_on": "First day without it",
        "end_reason": "Why it ends",
        "what": "What it is",
    }

    ends_on = DateField("From which day does it no longer apply?", required="Enter the first day without it")
    reason = TextAreaField(
        "Why?", required="Say why it ends", max_length=500, rows=3, hint="And what there is instead, if anything."
    )


class CheckForm(OnceForm, VersionedForm):
    """A row was held against its source."""

    also_shown: ClassVar[Mapping[str, str]] = {
        "what": "What it is",
        "how": "How to get it",
        "source": "Source",
        "last_checked_on": "Last checked on",
    }

    found = EnumRadioField("What did you find?", terms=Found, required="Choose what you found")


__all__ = ["CheckForm", "EndOfferForm", "OfferForm", "RecordForm", "ReplaceForm", "StrikeForm"]

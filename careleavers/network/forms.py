"""What is asked about who looks after somebody's health, and about the people who matter to them."""

from collections.abc import Mapping
from typing import ClassVar

from careleavers.domain.network import HealthKind, MayCall
from careleavers.models import CloseOneDetails, HealthContactDetails
from careleavers.web import striking
from careleavers.web.fields import DateField, EnumRadioField, RadioField, TextAreaField, TextField
from careleavers.web.forms import BaseForm, VersionedForm
from careleavers.web.once import OnceForm

_THEIRS = "Only those who work with them see it. It is never in the young person's copy"


class _Kind(BaseForm):
    """Asked first, and only once: a dentist never becomes a doctor."""

    kind = EnumRadioField(
        "What is it?", terms=HealthKind, required="Choose what it is",
        hints={HealthKind.HISTORY: "Given to them, so that they know what they had and what was done about it"},
    )  # fmt: skip


class _Health(BaseForm):
    """What is known of a practice, a clinic or a paper."""

    name = TextField("Name of the practice, clinic or service", max_length=200)
    phone = TextField("Phone", max_length=40, width=20)
    since_on = DateField(
        "Since when?", hint="The day they registered, were referred to a specialist, or were given the copy"
    )
    seen_on = DateField(
        "When were they last seen there?",
        hint="Of a specialist, the first appointment they went to. Leave empty until then",
    )
    ended_on = DateField("When did it end?", hint="The first day without it. Leave empty while it goes on")
    words = TextAreaField(
        "What should others know?", hint="What it is for, what helps them to go", max_length=2000, rows=3
    )


class RecordHealthForm(OnceForm, _Kind, _Health):
    """A practice, a clinic or a paper that was not recorded before."""

    def details(self) -> HealthContactDetails:
        """What the service takes."""
        return HealthContactDetails(
            **{name: value for name, value in self.data.items() if name in HealthContactDetails.model_fields}
        )


class ChangeHealthForm(_Health, VersionedForm):
    """A practice, a clinic or a paper as it is now."""

    def details(self, kind: HealthKind) -> HealthContactDetails:
        """What the service takes; what kind it is stays."""
        answers = {name: value for name, value in self.data.items() if name in HealthContactDetails.model_fields}
        return HealthContactDetails(kind=kind, **answers)


class _Close(BaseForm):
    """What is known of somebody who matters."""

    name = TextField("Name", max_length=200, required="Enter a name", hint=_THEIRS)
    relationship = TextField(
        "Who are they to them?", max_length=80, required="Say who they are to them, such as nan or old carer", width=20
    )
    phone = TextField("Phone", max_length=40, width=20)
    may_call = EnumRadioField(
        "May we call them if we cannot reach the young person?",
        terms=MayCall,
        required="Say whether they may be called. Ask the young person",
    )
    main = RadioField(
        "Is this the person they would turn to first?", choices=[(True, "Yes"), (False, "No")],
        required="Say whether they would turn to this person first", inline=True,
    )  # fmt: skip
    words = TextAreaField("What should others know?", hint="What they do together, how often", max_length=2000, rows=3)
    ended_on = DateField("If they are no longer close: since when?", hint="Leave empty while they are")

    def details(self) -> CloseOneDetails:
        """What the service takes."""
        return CloseOneDetails(
            **{name: value for name, value in self.data.items() if name in CloseOneDetails.model_fields}
        )


class AddCloseForm(OnceForm, _Close):
    """Somebody who matters and was not recorded before."""


class ChangeCloseForm(_Close, VersionedForm):
    """Somebody who matters, as things are now."""


class StrikeForm(striking.StrikeForm):
    """Why something should not have been recorded."""

    also_shown: ClassVar[Mapping[str, str]] = {"name": "Name", "words": "What others should know"}

    reason = striking.why_wrong("For example that it belongs to somebody else")


__all__ = ["AddCloseForm", "ChangeCloseForm", "ChangeHealthForm", "RecordHealthForm", "StrikeForm"]

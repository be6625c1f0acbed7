"""What is asked of a home and of work or study."""

from collections.abc import Mapping
from typing import ClassVar

from careleavers.domain.terms import AccommodationCode, EetCode, Suitability
from careleavers.models import AccommodationDetails, EetDetails
from careleavers.web.fields import (
    DateField,
    DecimalField,
    EnumRadioField,
    IntegerField,
    RadioField,
    RevealedBy,
    SelectField,
    TextAreaField,
    TextField,
    YesNoField,
)
from careleavers.web.forms import BaseForm, VersionedForm

SHOWS_WHERE = "This can show where they are: only those who work with them see it"


class HomeForm(BaseForm):
    """A home from a day on."""

    code = SelectField("What kind of home is it?", terms=AccommodationCode, required="Choose the kind of home")
    started_on = DateField("When did they move in?", required="Enter the day they moved in")
    suitability = EnumRadioField(
        "Is it suitable?",
        terms=Suitability,
        required="Say whether it is suitable, or that nobody has judged it yet",
        hint="Safe, secure and affordable, and not exposing them to harm or cutting them off",
        hints={
            Suitability.UNSUITABLE: "No fixed abode and custody never are",
            Suitability.NOT_ASSESSED: "Somebody must judge it soon",
        },
    )
    suitability_reason = TextAreaField(
        "Why is it not suitable?",
        required="Say why this home is not suitable",
        revealed_by=RevealedBy("suitability", Suitability.UNSUITABLE),
        max_length=2000,
    )
    provided_by_council = RadioField(
        "Does the council provide or pay for it?",
        choices=[(True, "Yes"), (False, "No")],
        required="Say whether the council provides or pays for it",
        hint="The law sets visits and reviews for homes a council provides",
        inline=True,
    )
    address = TextAreaField("Address", hint=SHOWS_WHERE, max_length=500, rows=3)
    feels_safe = YesNoField("Do they feel safe there?")
    tenancy = TextField("Kind of tenancy or licence", max_length=80, width=20)
    landlord = TextField("Landlord or provider, and how to reach them", max_length=200)
    weekly_cost = DecimalField("What they pay a week", maximum=100_000)
    notice_on = DateField("When was notice given to them or by them?")
    expected_end_on = DateField("When is it meant to end?")
    suitability_on = DateField("When was its suitability judged?", hint="Leave empty if it was today")

    # Asked once the visit is over, so they stand behind a line that opens.
    later = ("tenancy", "landlord", "weekly_cost", "notice_on", "expected_end_on", "suitability_on")

    def details(self) -> AccommodationDetails:
        """What the service takes; the cost in pence."""
        answers = {name: value for name, value in self.data.items() if name in AccommodationDetails.model_fields}
        cost = self.weekly_cost.data
        return AccommodationDetails(**answers, weekly_cost_pence=None if cost is None else int(cost * 100))


class EndedOn(BaseForm):
    """The end of something that is over."""

    ended_on = DateField("When did it end?", required="Enter the day it ended", hint="The first day without it")


class EarlierHomeForm(HomeForm, EndedOn):
    """A home that is over."""


class CorrectHomeForm(HomeForm, VersionedForm):
    """A home as it should have been recorded."""

    ended_on = DateField("When did they leave?", hint="Leave empty if they live there now")


class EetForm(BaseForm):
    """Work, study or neither from a day on."""

    code = SelectField("What do they do?", terms=EetCode, required="Choose what they do")
    started_on = DateField("Since when?", required="Enter the day since when")
    provider = TextField("Where do they work or study?", hint=SHOWS_WHERE)
    weekly_hours = IntegerField("Hours a week", maximum=100, unit="hours")
    reason = TextAreaField("Why not in work or study?", hint="If they are not", max_length=500, rows=3)
    barriers = TextAreaField(
        "What stands in the way, and what would help?", hint="Money, travel, health, papers, childcare", max_length=2000
    )

    def details(self) -> EetDetails:
        """What the service takes."""
        return EetDetails(**{name: value for name, value in self.data.items() if name in EetDetails.model_fields})


class EarlierEetForm(EetForm, EndedOn):
    """Work, study or neither that is over."""


class CorrectEetForm(EetForm, VersionedForm):
    """Work or study as it should have been recorded."""

    ended_on = DateField("When did it end?", hint="Leave empty if it goes on")


class EndForm(VersionedForm):
    """Ending something with nothing known to follow."""

    also_shown: ClassVar[Mapping[str, str]] = {
        "code": "What it is",
        "started_on": "Began on",
        "ended_on": "Ended on",
        "end_reason": "Why",
    }

    ended_on = DateField("When did it end?", required="Enter the day it ended", hint="The first day without it")
    end_reason = TextField("Why did it end?", max_length=500, required="Say why it ended")

"""What is asked before a review: why one is wanted, when and where it will be, who is invited and how."""

from collections.abc import Iterable, Mapping
from typing import ClassVar

from careleavers.domain.meetings import InvitedAs, InvitedBy, WhoChose
from careleavers.domain.terms import ReviewTrigger, Term
from careleavers.models import (
    InvitationDetails,
    PlannedReviewDetails,
    ReviewInvitation,
    ReviewRequestDetails,
)
from careleavers.models.base import identity
from careleavers.web.fields import DateField, EnumRadioField, SelectField, TextAreaField, TextField
from careleavers.web.forms import VersionedForm
from careleavers.web.once import OnceForm


class WhoAsks(Term):
    """Who wants a review."""

    THEY = "they", "They asked for it"
    I_DO = "i_do", "I think one is needed"


class AskForm(OnceForm):
    """A review is wanted, by the young person or by whoever writes this down."""

    who = EnumRadioField("Who asks for it?", terms=WhoAsks, required="Choose who asks for it")
    asked_on = DateField("When was it asked for?", required="Enter the day it was asked for")
    why = TextAreaField("Why is it wanted?", rows=3, required="Say why a review is wanted",
                        hint="In their own words where they asked. They will read this.")  # fmt: skip
    wishes = TextAreaField("How would they like it?", rows=2, max_length=2000,
                           hint="The day and time, the place, who leads it, who should be there.")  # fmt: skip

    @property
    def theirs(self) -> bool:
        """Whether the young person asked."""
        return bool(self.who.data is WhoAsks.THEY)

    def details(self) -> ReviewRequestDetails:
        """What the service keeps."""
        return ReviewRequestDetails(asked_on=self.asked_on.data, why=self.why.data, wishes=self.wishes.data)


class AnswerForm(OnceForm, VersionedForm):
    """What whoever asked for a review is told."""

    also_shown: ClassVar[Mapping[str, str]] = {
        "why": "Why it is wanted",
        "wishes": "How they would like it",
        "answered_on": "Answered on",
        "taken_back_on": "Taken back on",
    }

    answer = TextAreaField("What happens now, and when?", rows=3, required="Say what happens now, and when",
                           hint="They will read this. A review that was asked for is always held.")  # fmt: skip


class PlannedForm(OnceForm, VersionedForm):
    """When, where and led by whom, and whose choice that was."""

    trigger = EnumRadioField("Why will it be held?", terms=ReviewTrigger, required="Choose why it will be held")
    planned_for = DateField("When will it be?", required="Enter the day of the review")
    at_time = TextField("At what time?", max_length=40, width=10, hint="For example half past four.")
    place = TextField("Where, or how?", max_length=200, required="Enter where it will be, or how",
                      hint="They will read this. Write “at your home”, not the address.")  # fmt: skip
    chaired_by = TextField("Who will lead it?", max_length=200, width=20, required="Enter who will lead it")
    who_chose = EnumRadioField("Who chose the day, the place and who leads it?", terms=WhoChose,
                               required="Choose whose choice it was")  # fmt: skip
    other_ways = TextAreaField(
        "Other ways they may want to take part", rows=2, max_length=2000,
        hint="By phone or video, a letter or a recording, somebody who speaks for them.",
    )  # fmt: skip

    def details(self) -> PlannedReviewDetails:
        """What the service keeps."""
        return PlannedReviewDetails(**{name: self[name].data for name in PlannedReviewDetails.model_fields})


class CallOffForm(OnceForm, VersionedForm):
    """A planned review will not take place."""

    also_shown: ClassVar[Mapping[str, str]] = {
        "planned_for": "When it is",
        "at_time": "At what time",
        "place": "Where",
        "chaired_by": "Who leads it",
        "called_off_on": "Called off on",
        "called_off_why": "Why",
    }

    called_off_why = TextAreaField("Why is it called off?", rows=3, max_length=2000,
                                   required="Say why it is called off")  # fmt: skip


class InviteForm(OnceForm):
    """One more person for a planned review."""

    who = TextField("Who?", max_length=200, width=20, required="Enter who is invited")
    part = SelectField("In what part?", terms=InvitedAs, required="Choose in what part they come")
    invited_by_way = EnumRadioField("How were they invited?", terms=InvitedBy, required="Choose how they were invited")
    invited_on = DateField("When?", hint="Left empty it is today.")

    def details(self) -> InvitationDetails:
        """What the service keeps."""
        return InvitationDetails(**{name: self[name].data for name in InvitationDetails.model_fields})


class InvitedForm(VersionedForm):
    """How and when each person was invited. Made by `invited_form`, with two questions for each."""

    also_shown: ClassVar[Mapping[str, str]] = {
        "planned_for": "When it is",
        "place": "Where",
        "chaired_by": "Who leads it",
    }
    people: tuple[ReviewInvitation, ...] = ()

    def said(self) -> dict[int, InvitationDetails]:
        """How each person was invited, by the invitation's id."""
        return {
            identity(each): InvitationDetails(
                who=each.who, part=each.part, invited_by_way=self[way_question(each)].data,
                invited_on=self[day_question(each)].data,
            )
            for each in self.people
        }  # fmt: skip


def way_question(invitation: ReviewInvitation) -> str:
    """The name of the question how somebody was invited."""
    return f"way_{invitation.public_id.lower()}"


def day_question(invitation: ReviewInvitation) -> str:
    """The name of the question when somebody was invited."""
    return f"on_{invitation.public_id.lower()}"


def invited_form(people: Iterable[ReviewInvitation], version: int) -> InvitedForm:
    """The form, each person asked about by name, as it is recorded now."""
    invited = tuple(people)
    questions: dict[str, object] = {"people": invited}
    kept: dict[str, object] = {"version": version}
    for each in invited:
        questions[way_question(each)] = EnumRadioField(
            f"{each.who}: how invited?", terms=InvitedBy, inline=True, required=f"Say how {each.who} was invited"
        )
        questions[day_question(each)] = DateField(f"{each.who}: when?", mark_optional=False)
        kept |= {way_question(each): each.invited_by_way, day_question(each): each.invited_on}
    made: InvitedForm = type("InvitedForm", (InvitedForm,), questions)(data=kept)
    return made

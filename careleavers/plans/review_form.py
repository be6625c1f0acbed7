"""What is asked when a review is recorded: of each action, each part of the plan and each open risk by name."""

from collections.abc import Iterable

from careleavers.domain.meetings import Attendance, InvitedAs
from careleavers.domain.terms import (
    Answer,
    ContingencyAnswer,
    FlagAnswer,
    PlanDomain,
    ReviewedAction,
    ReviewTrigger,
    RiskAnswer,
    Step,
)
from careleavers.models import Action, PlannedReview, ReviewDetails, ReviewInvitation, RiskFlag
from careleavers.models.base import identity
from careleavers.plans.review_answers import ActionAnswer, PartAnswer, action_question, part_question
from careleavers.web.fields import DateField, EnumRadioField, TextAreaField, TextField, YesNoField
from careleavers.web.fields.question import RevealedBy
from careleavers.web.once import OnceForm


class ReviewForm(OnceForm):
    """A review: the old plan beside what really happened. Made for one young person by `form_for`."""

    flags: tuple[RiskFlag, ...] = ()
    invited: tuple[ReviewInvitation, ...] = ()
    actions: tuple[Action, ...] = ()

    held_on = DateField("When was the review?", required="Enter the day of the review")
    trigger = EnumRadioField("Why was it held?", terms=ReviewTrigger, required="Choose why the review was held")
    chaired_by = TextField("Who chaired it?", width=20, required="Enter who chaired it")
    they_took_part = YesNoField("Did the young person take part?", not_known=False,
                                  required="Say whether they took part")  # fmt: skip
    who_came = TextAreaField("Who else came, and how were they invited?", rows=2, max_length=2000,
                             hint="Staff only: never in the copy.")  # fmt: skip
    their_words = TextAreaField("What did the young person say?", hint="In their own words. They will read this.")
    what_changed = TextAreaField("What has changed in their life since?")
    challenge = TextAreaField("Who challenged what, and what came of it?", rows=3,
                              hint="A name and what they asked for, one to a line. Staff only.")  # fmt: skip
    officer_words = TextAreaField(
        "What did the reviewing officer ask, challenge and decide, and why?", rows=4,
        required="Write what the reviewing officer asked, challenged and decided, and why",
        hint="One line is not enough. Staff only.",
    )  # fmt: skip
    rationale = TextAreaField(
        "What did the review weigh, and why these decisions?", rows=5, required="Write what was weighed and why",
        hint="One line is not enough. Staff only.",
    )  # fmt: skip
    decisions = TextAreaField(
        "What was decided for the plan as a whole?", required="Write what was decided", hint="They will read this."
    )
    next_review_on = DateField("When will the plan be looked at again?", required="Enter the day of the next review")
    next_visit_on = DateField("When is the next visit?")
    # Last, so that the risks asked about by name, which come after it, follow on.
    risk_answer = EnumRadioField("Risk: what is different?", terms=RiskAnswer,
                                 required="Answer the question about risk")  # fmt: skip
    risk_words = TextAreaField(
        "What has changed, or what is the new risk?", rows=3,
        revealed_by=RevealedBy("risk_answer", RiskAnswer.CHANGED, RiskAnswer.NEW),
        required="Say what has changed, or what the new risk is",
    )  # fmt: skip

    def details(self) -> ReviewDetails:
        """What the service keeps."""
        asked = [name for name in ReviewDetails.model_fields if name in self]
        taken = {name: self[name].data for name in asked} | {"they_took_part": self._took_part()}
        # What the review says of contingency as a whole follows from what it says of each part.
        return ReviewDetails(**taken, contingency_answer=ContingencyAnswer.STANDS)

    def _took_part(self) -> bool:
        """Whether the young person did: asked outright, or how, where they were among those invited."""
        if "they_took_part" in self:
            return bool(self.they_took_part.data is Answer.YES)
        said = self.attended()
        return any(said[identity(each)].took_part for each in self.invited if each.part is InvitedAs.YOUNG_PERSON)

    def attended(self) -> dict[int, Attendance]:
        """Whether each person who was invited took part, by the invitation's id."""
        return {identity(each): self[invitation_question(each)].data for each in self.invited}

    def parts(self) -> dict[PlanDomain, PartAnswer]:
        """What was said of each part of the plan."""
        names = {domain: part_question(domain) for domain in PlanDomain}
        return {
            domain: PartAnswer(
                self[name].data, self[f"{name}_words"].data, self[f"{name}_step"].data, self[f"{name}_decision"].data
            )
            for domain, name in names.items()
        }

    def action_answers(self) -> dict[int, ActionAnswer]:
        """What was said of each action still to do, by its id."""
        names = {identity(action): action_question(action) for action in self.actions}
        return {
            number: ActionAnswer(self[name].data, self[f"{name}_why"].data, self[f"{name}_day"].data)
            for number, name in names.items()
        }

    def flag_answers(self) -> dict[int, tuple[FlagAnswer, str]]:
        """What was said of each open risk, by its id."""
        return {identity(flag): (self[flag_question(flag)].data, self[flag_words(flag)].data) for flag in self.flags}


def invitation_question(invitation: ReviewInvitation) -> str:
    """The name of the question whether somebody who was invited took part."""
    return f"came_{invitation.public_id.lower()}"


def flag_question(flag: RiskFlag) -> str:
    """The name of the question about one risk."""
    return f"flag_{flag.public_id.lower()}"


def flag_words(flag: RiskFlag) -> str:
    """The name of the box for words about one risk."""
    return f"words_{flag.public_id.lower()}"


def _about_flag(flag: RiskFlag) -> dict[str, object]:
    words = f"{flag.type.label} ({flag.level.label.lower()})"
    return {
        flag_question(flag): EnumRadioField(
            f"{words}: how is it now?", terms=FlagAnswer, inline=True, required=f"Say how “{flag.type.label}” is now"
        ),
        flag_words(flag): TextAreaField(f"{words}: what makes you say so?", rows=2),
    }


def _about_action(action: Action) -> dict[str, object]:
    name = action_question(action)
    return {
        name: EnumRadioField(f"What became of “{action.what}”?", terms=ReviewedAction,
                             required=f"Say what became of “{action.what}”"),
        f"{name}_why": TextAreaField("How do you know that it was done, or why was it not?", rows=2, max_length=1000,
                                     required=f"Say how you know, or why not: “{action.what}”"),
        f"{name}_day": DateField("By when now?", required=f"Enter the new day for “{action.what}”",
                                 revealed_by=RevealedBy(name, ReviewedAction.CHANGE)),
    }  # fmt: skip


def _about_part(domain: PlanDomain) -> dict[str, object]:
    name = part_question(domain)
    return {
        name: EnumRadioField(f"{domain.label}: would this still work?", terms=ContingencyAnswer, inline=True,
                             required=f"Say whether “{domain.label}” still works if things go wrong"),
        f"{name}_words": TextAreaField(
            "What needs changing, or how was it used?", rows=2,
            revealed_by=RevealedBy(name, ContingencyAnswer.CHANGE, ContingencyAnswer.USED),
            required=f"Say what needs changing in “{domain.label}”, or how it was used",
        ),
        f"{name}_decision": TextAreaField(f"{domain.label}: what was decided?", rows=2, hint="They will read this."),
        f"{name}_step": EnumRadioField(f"{domain.label}: where do they put themselves on their own scale?",
                                       terms=Step, inline=True),
    }  # fmt: skip


def _about_invited(invitation: ReviewInvitation) -> dict[str, object]:
    words = f"Did {invitation.who} take part?"
    return {
        invitation_question(invitation): EnumRadioField(
            words, terms=Attendance, inline=True, required=f"Say whether {invitation.who} took part"
        )
    }


def form_for(
    flags: Iterable[RiskFlag], actions: Iterable[Action], planned: PlannedReview | None = None,
    invited: Iterable[ReviewInvitation] = (), *, officer: bool = False,
) -> ReviewForm:  # fmt: skip
    """A review form that asks about each of these risks, each action by its words, and each part of the plan.

    What was planned stands in it already; each person invited is asked about by name, and under 18 the `officer`.
    """
    asked, to_do, people = tuple(flags), tuple(actions), tuple(invited)
    questions: dict[str, object] = {"flags": asked, "actions": to_do, "invited": people}
    for invitation in people:
        questions |= _about_invited(invitation)
    if any(each.part is InvitedAs.YOUNG_PERSON for each in people):
        questions["they_took_part"] = None
    if not officer:
        questions["officer_words"] = None
    for action in to_do:
        questions |= _about_action(action)
    for domain in PlanDomain:
        questions |= _about_part(domain)
    for flag in asked:
        questions |= _about_flag(flag)
    known = {} if planned is None else {
        "held_on": planned.planned_for, "trigger": planned.trigger, "chaired_by": planned.chaired_by,
    }  # fmt: skip
    form: ReviewForm = type("ReviewForm", (ReviewForm,), questions)(data=known)
    return form

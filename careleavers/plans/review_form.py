"""What is asked when a review is recorded; one question more for each open high risk, by its name."""

from collections.abc import Iterable

from careleavers.domain.terms import Answer, ContingencyAnswer, FlagAnswer, ReviewTrigger, RiskAnswer
from careleavers.models import ReviewDetails, RiskFlag
from careleavers.models.base import identity
from careleavers.web.fields import DateField, EnumRadioField, TextAreaField, TextField, YesNoField
from careleavers.web.fields.question import RevealedBy
from careleavers.web.once import OnceForm


class ReviewForm(OnceForm):
    """A review: the old plan beside what really happened. Made for one young person by `form_for`."""

    flags: tuple[RiskFlag, ...] = ()

    held_on = DateField("When was the review?", required="Enter the day of the review")
    trigger = EnumRadioField("Why was it held?", terms=ReviewTrigger, required="Choose why the review was held")
    chaired_by = TextField("Who chaired it?", width=20, required="Enter who chaired it")
    they_took_part = YesNoField("Did the young person take part?", not_known=False,
                                  required="Say whether they took part")  # fmt: skip
    who_came = TextAreaField("Who else came, and how were they invited?", rows=2, max_length=2000,
                             hint="Staff only: never in the copy.")  # fmt: skip
    their_words = TextAreaField("What did the young person say?", hint="In their own words. They will read this.")
    actions_looked_at = TextAreaField("What became of each action?",
                                      hint="Done, not done and why, keep, change or drop.")  # fmt: skip
    what_changed = TextAreaField("What has changed in their life since?")
    contingency_answer = EnumRadioField(
        "Would the plan for when things go wrong still work?", terms=ContingencyAnswer,
        required="Say whether the plan for when things go wrong still works",
    )  # fmt: skip
    contingency_words = TextAreaField(
        "What needs changing, or what was used and how did it go?", rows=3,
        revealed_by=RevealedBy("contingency_answer", ContingencyAnswer.CHANGE, ContingencyAnswer.USED),
        required="Say what needs changing, or what was used and how it went",
    )  # fmt: skip
    rationale = TextAreaField(
        "What did the review weigh, who challenged what, and why these decisions?", rows=5,
        required="Write what was weighed and why", hint="One line is not enough. Staff only.",
    )  # fmt: skip
    decisions = TextAreaField("What was decided?", required="Write what was decided", hint="They will read this.")
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
        taken = {name: self[name].data for name in ReviewDetails.model_fields}
        return ReviewDetails(**taken | {"they_took_part": self.they_took_part.data is Answer.YES})

    def flag_answers(self) -> dict[int, tuple[FlagAnswer, str]]:
        """What was said of each open high risk, by its id."""
        return {identity(flag): (self[flag_question(flag)].data, self[flag_words(flag)].data) for flag in self.flags}


def flag_question(flag: RiskFlag) -> str:
    """The name of the question about one risk."""
    return f"flag_{flag.public_id.lower()}"


def flag_words(flag: RiskFlag) -> str:
    """The name of the box for words about one risk."""
    return f"words_{flag.public_id.lower()}"


def form_for(flags: Iterable[RiskFlag], *, actions: bool) -> ReviewForm:
    """A review form that asks about each of these risks by name, and of the actions if any is open."""
    asked = tuple(flags)
    questions: dict[str, object] = {"flags": asked}
    for flag in asked:
        words = f"{flag.type.label} ({flag.level.label.lower()})"
        questions[flag_question(flag)] = EnumRadioField(
            f"{words}: how is it now?", terms=FlagAnswer, inline=True, required=f"Say how “{flag.type.label}” is now"
        )
        questions[flag_words(flag)] = TextAreaField(f"{words}: what makes you say so?", rows=2)
    form: ReviewForm = type("ReviewForm", (ReviewForm,), questions)()
    if actions:
        form.actions_looked_at.required = "Say what became of each action"
    return form

"""What is asked on the pages of a plan: one domain, visits and agreement, the decision, an action."""

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

from careleavers.domain.add_ons import AddOn
from careleavers.domain.plans import Gap
from careleavers.domain.terms import Agreement, Answer, PlanDomain, Step, Term
from careleavers.models import ActionDetails, PlanAddOnDetails, PlanEntryDetails
from careleavers.plans.details import SupportDetails
from careleavers.plans.prompts import ADD_ON_WORDS, ADD_ONS, BOX_WORDS, PROMPTS
from careleavers.web.fields import (
    DateField,
    EnumRadioField,
    IntegerField,
    TextAreaField,
    TextField,
    WorkerSelect,
    YesNoField,
)
from careleavers.web.forms import BaseForm, VersionedForm
from careleavers.web.once import OnceForm

ENTRY_BOXES = tuple(PlanEntryDetails.model_fields)


def _box(name: str, hint: str, rows: int = 3, **more: Any) -> TextAreaField:
    return TextAreaField(BOX_WORDS[name], hint=hint, rows=rows, mark_optional=False, **more)


class EntryForm(VersionedForm):
    """One domain of a plan, a few short boxes at a time."""

    also_accepts: ClassVar[frozenset[str]] = frozenset({"onward"})
    merges: ClassVar[bool] = True

    now = _box("now", "Write it to them: “You live with…”, “You told me…”. A few short sentences.", 4)
    want_soon = _box("want_soon", "One or two things, in their words where you can.")
    want_later = _box("want_later", "By 21 or 25: what they hope for.")
    better = _box("better", "What would be different in their life. They choose it.")
    scale_worst = TextField("In their words: what is this like at its worst?", hint="They set their own scale.",
                            mark_optional=False, max_length=500)  # fmt: skip
    scale_best = TextField("In their words: what is this like at its best?", mark_optional=False, max_length=500)
    step = EnumRadioField("Where do they put themselves today?", terms=Step, mark_optional=False)
    my_view = _box("my_view", "Their own words about this part, as they said them.")
    sign = _box("sign", "How would you both know that this is going wrong?", 2, max_length=2000)
    first_step = _box("first_step", "Who does what, the same day or the next.", 2, max_length=2000)
    person = TextField(BOX_WORDS["person"], hint="One person’s name, not a team.", mark_optional=False, width=20)
    number = TextField(
        BOX_WORDS["number"], hint="For example 999, 111 or 0161 496 0000.", mark_optional=False, max_length=80, width=20
    )
    worker_view = _box("worker_view", "Your analysis: what you see and what worries you.")
    others_view = _box("others_view", "What somebody else who matters said of this part.")
    others_by = TextField(BOX_WORDS["others_by"], mark_optional=False, max_length=200, width=20)
    others_on = DateField(BOX_WORDS["others_on"], mark_optional=False)
    where_details = _box("where_details", "Anything that shows where they live, study, work or are treated.", 2,
                         max_length=2000)  # fmt: skip

    def fit(self, domain: PlanDomain) -> "EntryForm":
        """Word the questions for one domain; returns the form."""
        self.now.hint = f"{PROMPTS[domain].covers} Write it to them: “You live…”, “You told me…”."
        self.sign.hint = f"For example: {PROMPTS[domain].sign}."
        return self

    def details(self) -> PlanEntryDetails:
        """What the service keeps."""
        return PlanEntryDetails(**{name: self[name].data for name in ENTRY_BOXES})


def _short(name: str, hint: str, rows: int = 3, **more: Any) -> TextAreaField:
    return TextAreaField(ADD_ON_WORDS[name], hint=hint, rows=rows, mark_optional=False, **more)


class AddOnForm(VersionedForm):
    """One short addition, for those it concerns."""

    now = _short("now", "", 4)
    want_soon = _short("want_soon", "One or two things, in their words where you can.")
    next_steps = _short("next_steps", "Who does what, and by when.")
    first_step = _short("first_step", "What happens first, who does it, and whom to call.", max_length=2000)
    my_view = _short("my_view", "Their own words about it, as they said them.")

    def fit(self, add_on: AddOn) -> "AddOnForm":
        """Say what one addition should speak of; returns the form."""
        self.now.hint = f"{ADD_ONS[add_on].covers} Write it to them."
        return self

    def details(self) -> PlanAddOnDetails:
        """What the service keeps."""
        return PlanAddOnDetails(**{name: self[name].data for name in PlanAddOnDetails.model_fields})


class CheckForm(BaseForm):
    """Why the plan may go although something is missing: one question for each gap. Made by `check_form`."""

    asked: ClassVar[dict[str, Gap]] = {}

    def reasons(self) -> dict[str, str]:
        """What was said of each gap that this page asked about, by its place."""
        sent = set(self.received or ())
        return {place: self[f"why_{place}"].data for place in self.asked if f"why_{place}" in sent}


def check_form(gaps: list[Gap], reasons: Mapping[str, str]) -> CheckForm:
    """A form that asks why each gap may stay; what was said before is in its boxes."""
    asked = {gap.place: gap for gap in gaps if not gap.blocking}
    questions: dict[str, object] = {"asked": asked}
    for place in asked:
        questions[f"why_{place}"] = TextAreaField(
            "Why can it go without this?", rows=2, max_length=2000, mark_optional=False, default=reasons.get(place, "")
        )
    form: CheckForm = type("CheckForm", (CheckForm,), questions)()
    return form


class SupportForm(VersionedForm):
    """Visits, and what the young person says of the plan as a whole."""

    visit_every_days = IntegerField(
        "How often will you meet in person?", minimum=1, maximum=366, unit="days",
        hint="For example 28 for every 4 weeks.", required="Enter how many days may pass between visits",
    )  # fmt: skip
    visit_reason = TextAreaField(
        "Why is this right for them?", rows=3, max_length=2000, required="Say why this is right for them",
        hint="Write it to them: they will read this.",
    )  # fmt: skip
    agreement = EnumRadioField(
        "What do they say of this plan?", terms=Agreement,
        required="Say whether they agree, or that you have not asked",
    )  # fmt: skip
    agreement_words = TextAreaField(
        "In their own words", rows=3, hint="Exactly as they said it. It stands in their copy."
    )
    translated = YesNoField("Will their copy be translated?", not_known=False,
                            required="Say whether it will be translated")  # fmt: skip

    def details(self) -> SupportDetails:
        """What the service keeps."""
        return SupportDetails(
            visit_every_days=self.visit_every_days.data,
            visit_reason=self.visit_reason.data,
            agreement=self.agreement.data,
            agreement_words=self.agreement_words.data,
            translated=self.translated.data is Answer.YES,
        )


class Decision(Term):
    """What a manager decides of a plan."""

    APPROVE = "approve", "Approve it"
    RETURN = "return", "Return it with reasons"


class DecideForm(VersionedForm):
    """A manager's decision on a plan that was sent."""

    also_shown: ClassVar[Mapping[str, str]] = {
        "state": "Where the plan stands", "decision_words": "What was decided last, and why",
        "visit_reason": "Why the visits are right", "agreement": "What they say of it",
        "agreement_words": "In their own words",
    }  # fmt: skip
    decision = EnumRadioField(
        "What do you decide?", terms=Decision, required="Choose whether to approve the plan or return it",
        hints={Decision.APPROVE: "It can never change after this. The young person can read it at once.",
               Decision.RETURN: "The worker can change it and send it again."},
    )  # fmt: skip
    words = TextAreaField(
        "Why?", rows=5, required="Write why you decided so",
        hint="What you read, what you asked, what convinced you or what is missing. One line is not enough."
        " Staff only.",
    )  # fmt: skip


class PlanActionForm(OnceForm):
    """Something somebody will do for one domain of the plan. A member of staff always owns it."""

    what = TextAreaField("What will be done?", rows=2, max_length=1000, hint="They will read this. Write it to them.",
                         required="Enter what will be done")  # fmt: skip
    outcome = TextField("What will be better for them then?", max_length=1000, required="Enter what will be better")
    owner_id = WorkerSelect("Who makes sure it happens?", required="Choose who makes sure it happens")
    with_whom = TextField("Who does it with them?", max_length=200, width=20, hint="For example “you”.")
    due_on = DateField("By when?", required="Enter the day by which it will be done")

    def details(self) -> ActionDetails:
        """What the actions service keeps."""
        due_on: date = self.due_on.data
        return ActionDetails(
            what=self.what.data, outcome=self.outcome.data, owner_id=self.owner_id.data,
            with_whom=self.with_whom.data, due_on=due_on,
        )  # fmt: skip

"""What is asked when a risk is raised, looked at again, or closed."""

from datetime import date

from careleavers.domain.terms import RiskLevel, RiskType
from careleavers.models import RiskFlag, RiskFlagDetails
from careleavers.risks.checks import is_lower
from careleavers.risks.details import Look
from careleavers.web.fields import DateField, EnumRadioField, SelectField, TextAreaField, WorkerSelect
from careleavers.web.forms import VersionedForm
from careleavers.web.once import OnceForm

LEVEL_HINTS = {
    RiskLevel.LOW: "Worth knowing; no harm is expected soon",
    RiskLevel.MEDIUM: "Harm is possible; the plan must say what we do",
    RiskLevel.HIGH: "Serious harm is likely if nothing changes; a manager must look",
    RiskLevel.CRITICAL: "Serious harm could happen at any time; call a manager now",
}


class RaiseForm(OnceForm):
    """A new risk."""

    type = SelectField("What is the risk?", terms=RiskType, required="Choose what the risk is")
    level = EnumRadioField(
        "How serious is it?", terms=RiskLevel, hints=LEVEL_HINTS, required="Choose how serious it is"
    )
    evidence = TextAreaField(
        "What makes you worried?", required="Say what makes you worried",
        hint="What you saw, heard or were told, when, and by whom.",
    )  # fmt: skip
    their_view = TextAreaField("What do they say about it?", hint="In their own words.", rows=3)
    keeps_safe = TextAreaField(
        "What keeps them safe now?", required="Say what keeps them safe now, or what is missing", rows=3,
        hint="People, places and habits that help; and what is missing.",
    )  # fmt: skip
    safety_plan = TextAreaField("What have you agreed to do if it gets worse?", rows=3)
    owner_id = WorkerSelect("Who answers for it?", required="Choose who answers for it")
    next_look_on = DateField("When will somebody look at it again?", required="Enter the day of the next look")

    def details(self, day: date) -> RiskFlagDetails:
        """What the service takes, raised on a day."""
        named = set(RiskFlagDetails.model_fields) - {"raised_on"}
        return RiskFlagDetails(raised_on=day, **{name: self[name].data for name in named})


class LookForm(OnceForm, VersionedForm):
    """A risk weighed again."""

    words = TextAreaField(
        "What did you find?", required="Say what you found",
        hint="What is different since the last look, what you checked, and what you think of it.",
    )  # fmt: skip
    level = EnumRadioField(
        "How serious is it now?", terms=RiskLevel, hints=LEVEL_HINTS, required="Choose how serious it is now"
    )
    keeps_safe = TextAreaField(
        "What keeps them safe now?", required="Say what keeps them safe now, or what is missing", rows=3
    )
    next_look_on = DateField("When will somebody look at it again?", required="Enter the day of the next look")

    def fit(self, flag: RiskFlag, *, may_lower: bool) -> "LookForm":
        """Offer only the levels that somebody may give this risk; returns the form.

        A page that shows an older version may send any: that somebody else saved is what has to be said then.
        """
        every = may_lower or self.version.data not in (None, flag.version)
        levels = [level for level in RiskLevel if every or not is_lower(level, flag.level)]
        self.level.choices = [(level, level.label, LEVEL_HINTS[level]) for level in levels]
        if not may_lower and flag.level is not RiskLevel.LOW:
            self.level.hint = f"It is {flag.level.label.lower()} now. Only a manager can lower it."
        else:
            self.level.hint = f"It is {flag.level.label.lower()} now. To lower it, say why in more than one line."
        return self

    def look(self) -> Look:
        """What the service takes."""
        return Look(**{name: self[name].data for name in Look.model_fields})


class CloseForm(OnceForm, VersionedForm):
    """A risk is over."""

    close_reason = TextAreaField(
        "Why is it over?", required="Say why it is over", rows=5,
        hint="What has changed, how you know, and what would make you raise it again. One line is not enough.",
    )  # fmt: skip

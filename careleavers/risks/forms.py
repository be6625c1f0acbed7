"""What is asked when a risk is raised, looked at again, proposed to be lowered or closed, decided on, or closed."""

from collections.abc import Mapping
from datetime import date
from typing import ClassVar

from careleavers.domain.safeguarding import ProposedAct
from careleavers.domain.terms import PlanDomain, RiskLevel, RiskType, Term
from careleavers.models import RiskFlag, RiskFlagDetails, RiskProposal
from careleavers.risks.checks import is_lower, lower_levels, needs_two
from careleavers.risks.details import Decided, Look, Proposed
from careleavers.web.fields import DateField, EnumRadioField, RevealedBy, SelectField, TextAreaField, WorkerSelect
from careleavers.web.forms import VersionedForm
from careleavers.web.once import OnceForm

LEVEL_HINTS = {
    RiskLevel.LOW: "Worth knowing; no harm is expected soon",
    RiskLevel.MEDIUM: "Harm is possible; the plan must say what we do",
    RiskLevel.HIGH: "Serious harm is likely if nothing changes; a manager must look",
    RiskLevel.CRITICAL: "Serious harm could happen at any time; call a manager now",
}
PART_HINT = "Leave it if you do not know: the part that fits this kind of risk is used."
MORE_THAN_A_LINE = "What has changed, how you know, and what would make you worried again. One line is not enough."

# What somebody must read of a risk before they propose to lower it, or close it, over another's words.
_OF_THE_RISK: Mapping[str, str] = {
    "level": "How serious it is",
    "evidence": "What shows it",
    "keeps_safe": "What keeps them safe",
    "safety_plan": "What is agreed if it gets worse",
    "next_look_on": "Next look",
    "close_reason": "Why it is over",
}


class Verdict(Term):
    """What a manager says of a proposal."""

    APPROVE = "approve", "Approve it"
    REFUSE = "refuse", "Refuse it"


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
    plan_domain = SelectField("Which part of their plan answers it?", terms=PlanDomain, hint=PART_HINT)
    owner_id = WorkerSelect("Who answers for it?", required="Choose who answers for it")
    next_look_on = DateField("When will somebody look at it again?", required="Enter the day of the next look")

    def details(self, day: date) -> RiskFlagDetails:
        """What the service takes, raised on a day."""
        named = set(RiskFlagDetails.model_fields) - {"raised_on"}
        return RiskFlagDetails(raised_on=day, **{name: self[name].data for name in named})


class LookForm(OnceForm, VersionedForm):
    """A risk weighed again."""

    also_shown: ClassVar[Mapping[str, str]] = {
        "level": "How serious it is",
        "next_look_on": "Next look",
        "close_reason": "Why it is over",
    }

    words = TextAreaField(
        "What did you find?", required="Say what you found",
        hint="What is different since the last look, what you checked, and what you think of it.",
    )  # fmt: skip
    level = EnumRadioField(
        "How serious is it now?", terms=RiskLevel, hints=LEVEL_HINTS, required="Choose how serious it is now"
    )
    their_view = TextAreaField("What do they say about it now?", hint="In their own words.", rows=3)
    keeps_safe = TextAreaField(
        "What keeps them safe now?", required="Say what keeps them safe now, or what is missing", rows=3
    )
    safety_plan = TextAreaField("What have you agreed to do if it gets worse?", rows=3)
    plan_domain = SelectField("Which part of their plan answers it?", terms=PlanDomain, hint=PART_HINT)
    owner_id = WorkerSelect("Who answers for it?", required="Choose who answers for it")
    next_look_on = DateField("When will somebody look at it again?", required="Enter the day of the next look")

    def fit(self, flag: RiskFlag, *, manages: bool) -> "LookForm":
        """Offer only the levels that somebody may give this risk; returns the form.

        A page that shows an older version may send any: that somebody else saved is what has to be said then.
        """
        may_lower = manages and not needs_two(flag)
        every = may_lower or self.version.data not in (None, flag.version)
        levels = [level for level in RiskLevel if every or not is_lower(level, flag.level)]
        self.level.choices = [(level, level.label, LEVEL_HINTS[level]) for level in levels]
        if needs_two(flag):
            told = " To lower it, propose it: two people decide."
        elif flag.level is RiskLevel.LOW:
            told = ""
        elif may_lower:
            told = " To lower it, say why in more than one line."
        else:
            told = " Only a manager can lower it. You can propose it."
        self.level.hint = f"It is {flag.level.label.lower()} now.{told}"
        return self

    def look(self) -> Look:
        """What the service takes."""
        return Look(**{name: self[name].data for name in Look.model_fields})


class ProposeForm(OnceForm, VersionedForm):
    """Somebody proposes to lower or close a risk."""

    also_shown = _OF_THE_RISK

    act = EnumRadioField("What do you propose?", terms=ProposedAct, required="Choose what you propose")
    to_level = EnumRadioField(
        "To which level?", terms=RiskLevel, hints=LEVEL_HINTS, required="Choose the level to lower it to",
        revealed_by=RevealedBy("act", ProposedAct.LOWER),
    )  # fmt: skip
    reason = TextAreaField("Why?", required="Say why you propose it", rows=5, hint=MORE_THAN_A_LINE)

    def fit(self, flag: RiskFlag) -> "ProposeForm":
        """Offer the levels below the one it has; a low risk can only be closed. Returns the form."""
        levels = lower_levels(flag)
        self.to_level.choices = [(level, level.label, LEVEL_HINTS[level]) for level in levels]
        if not levels:
            self.act.choices = [(ProposedAct.CLOSE, ProposedAct.CLOSE.label)]
        return self

    def details(self) -> Proposed:
        """What the service takes."""
        return Proposed(act=self.act.data, to_level=self.to_level.data, reason=self.reason.data)


class DecideForm(OnceForm, VersionedForm):
    """A second person decides on a proposal."""

    also_shown: ClassVar[Mapping[str, str]] = {
        "state": "Where the proposal stands",
        "act": "What is proposed",
        "to_level": "To which level",
        "reason": "Why it is proposed",
        "decision_words": "What was decided, and why",
    }

    verdict = EnumRadioField("What do you decide?", terms=Verdict, required="Choose whether to approve or refuse")
    words = TextAreaField(
        "Why?", required="Say why you decide so", rows=5,
        hint="What you read and whom you asked. If you refuse: what should happen now.",
    )  # fmt: skip
    keeps_safe = TextAreaField(
        "What keeps them safe now?", required="Say what keeps them safe now, or what is missing", rows=3,
        revealed_by=RevealedBy("verdict", Verdict.APPROVE),
    )  # fmt: skip
    next_look_on = DateField(
        "When will somebody look at it again?", required="Enter the day of the next look",
        revealed_by=RevealedBy("verdict", Verdict.APPROVE),
    )  # fmt: skip

    def fit(self, proposed: RiskProposal) -> "DecideForm":
        """Ask what follows only for a risk that stays open; returns the form."""
        if proposed.act is ProposedAct.CLOSE:
            del self.keeps_safe, self.next_look_on
        return self

    def decided(self) -> Decided:
        """What the service takes."""
        approves = self.verdict.data is Verdict.APPROVE
        stays = approves and "keeps_safe" in self
        return Decided(
            approves=approves,
            words=self.words.data,
            keeps_safe=self.keeps_safe.data if stays else "",
            next_look_on=self.next_look_on.data if stays else None,
        )


class CloseForm(OnceForm, VersionedForm):
    """A risk is over."""

    also_shown = _OF_THE_RISK

    close_reason = TextAreaField("Why is it over?", required="Say why it is over", rows=5, hint=MORE_THAN_A_LINE)


__all__ = ["CloseForm", "DecideForm", "LookForm", "ProposeForm", "RaiseForm", "Verdict"]

"""What is asked when a panel has looked at somebody."""

from collections.abc import Sequence
from typing import Any

from careleavers.domain.panels import PanelKind
from careleavers.models import ActionDetails, PanelLookDetails, Worker
from careleavers.web import striking
from careleavers.web.fields import DateField, EnumRadioField, TextAreaField, TextField, WorkerSelect
from careleavers.web.once import OnceForm

_ACTION = {
    "what": "Say what will be done",
    "owner_id": "Choose which of us makes sure it happens",
    "due_on": "Enter by when it is done",
}
_WITH = "A partner who does it with us: the housing officer, the college, the job centre"


class LookForm(OnceForm):
    """The minutes of one look, and the first thing decided, if anything is to be done."""

    panel = EnumRadioField("Which panel?", terms=PanelKind, required="Choose which panel looked")
    looked_on = DateField("When did it look?", required="Enter the day on which the panel looked")
    present = TextField("Who took part?", max_length=500, required="Enter who took part", hint="Names, or their roles")
    discussed = TextAreaField(
        "What was talked about?", required="Say what was talked about", rows=4,
        hint="What they want, what was tried since last time, and what stands in the way.",
    )  # fmt: skip
    decided = TextAreaField(
        "What did the panel decide?", required="Say what the panel decided, or that it decided to wait and why", rows=3
    )
    next_look_on = DateField("When does it look again?")
    what = TextField("What will be done?", max_length=1000, mark_optional=False)
    outcome = TextField("What will be better for them?", max_length=1000)
    owner_id = WorkerSelect("Which of us makes sure it happens?", mark_optional=False)
    with_whom = TextField("Who else does it?", max_length=200, hint=_WITH)
    due_on = DateField("By when?", mark_optional=False)

    def offer(self, workers: Sequence[Worker]) -> "LookForm":
        """Say whom an action can be given to; returns the form."""
        self.owner_id.offer(workers)
        return self

    def has_action(self) -> bool:
        """Whether any part of the action is filled in."""
        return any(self[name].answered for name in (*_ACTION, "outcome", "with_whom"))

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether every answer will do; an action that is begun is finished."""
        good = super().validate(extra_validators)
        for name, sentence in _ACTION.items() if self.has_action() else ():
            if self[name].is_empty() and not self[name].errors:
                self[name].refuse(sentence)
                good = False
        return good

    def details(self) -> PanelLookDetails:
        """The minutes, as the service takes them."""
        return PanelLookDetails(**{name: self[name].data for name in PanelLookDetails.model_fields})

    def action(self) -> ActionDetails | None:
        """What will be done, if anything."""
        names = (*_ACTION, "outcome", "with_whom")
        return ActionDetails(**{name: self[name].data for name in names}) if self.has_action() else None


class ActionForm(OnceForm):
    """Something else the panel decided to do."""

    what = TextField("What will be done?", max_length=1000, required=_ACTION["what"])
    outcome = TextField("What will be better for them?", max_length=1000)
    owner_id = WorkerSelect("Which of us makes sure it happens?", required=_ACTION["owner_id"])
    with_whom = TextField("Who else does it?", max_length=200, hint=_WITH)
    due_on = DateField("By when?", required=_ACTION["due_on"])

    def details(self) -> ActionDetails:
        """What the service takes."""
        return ActionDetails(**{name: self[name].data for name in ActionDetails.model_fields})


class StrikeForm(striking.StrikeForm):
    """Why a look should not have been recorded."""

    reason = striking.why_wrong("For example that it was somebody else. Then record it with them.")


__all__ = ["ActionForm", "LookForm", "StrikeForm"]

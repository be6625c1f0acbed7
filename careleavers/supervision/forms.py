"""What a session of supervision asks. The questions about young people and actions are made for each session."""

from collections.abc import Sequence
from typing import Any, TypeVar

from careleavers.domain.dates import long_date
from careleavers.domain.terms import Role
from careleavers.models import ActionDetails, DiscussionDetails, SupervisionDetails, Worker, YoungPerson
from careleavers.models.base import identity
from careleavers.supervision.details import AgreedAction
from careleavers.web.fields import (
    CheckboxesField,
    DateField,
    Question,
    RadioField,
    RevealedBy,
    SelectField,
    TextAreaField,
    TextField,
)
from careleavers.web.forms import BaseForm, VersionedForm
from careleavers.web.once import OnceForm

ACTIONS = 3
# No young person has this id: in a manager's own session it stands for everybody in their team (R74).
_WHOLE_TEAM = 0
_ASKED = {
    "what": "Say what will be done",
    "owner_id": "Choose who does it",
    "due_on": "Enter by when it is done",
    "outcome": "Say what will be better for a young person because of this",
}


class SupervisionQuestions(BaseForm):
    """One session, as the supervisor writes it down."""

    held_on = DateField("When did you meet?", required="Enter the day you met")
    wellbeing = TextAreaField("How are they?", hint="Wellbeing, leave, support. This stays between the two of you.")
    workload = TextAreaField("Workload", hint="Is it manageable? What gives if it is not?")
    discussed = CheckboxesField("Which young people did you talk about?", mark_optional=False)
    reflection = TextAreaField(
        "Reflection", hint="What you thought about together, and what it changed. Needed before you both sign."
    )
    challenge = TextAreaField(
        "Challenge", hint="What was questioned, and what came of it. Needed before you both sign."
    )  # fmt: skip

    def details(self) -> SupervisionDetails:
        """What was talked about in general."""
        return SupervisionDetails(**{name: self[name].data for name in SupervisionDetails.model_fields})

    def discussions(self) -> dict[int, DiscussionDetails]:
        """What was decided of each young person talked about, by id."""
        return {
            known: DiscussionDetails(**{name: self[f"{name}_{known}"].data for name in DiscussionDetails.model_fields})
            for known in self.discussed.data
        }

    def actions(self) -> list[AgreedAction]:
        """The actions filled in; a block left empty is none."""
        found = []
        for number in range(1, ACTIONS + 1):
            answers = {name: self[f"action{number}_{name}"].data for name in _ASKED}
            if self._is_begun(number):
                about = self[f"action{number}_about"].data
                for_all = about == _WHOLE_TEAM
                found.append(AgreedAction(number, ActionDetails(**answers), None if for_all else about, for_all))
        return found

    def blocks(self) -> list[list[Question]]:
        """The questions of each action."""
        names = ("what", "outcome", "about", "owner_id", "due_on")
        return [[self[f"action{number}_{name}"] for name in names] for number in range(1, ACTIONS + 1)]

    def _is_begun(self, number: int) -> bool:
        return any(self[f"action{number}_{name}"].answered for name in (*_ASKED, "about"))

    def validate(self, extra_validators: Any = None) -> bool:
        """An action that is begun is answered in full: what, who, by when and for which outcome (R72)."""
        good = super().validate(extra_validators)
        for number in (each for each in range(1, ACTIONS + 1) if self._is_begun(each)):
            for name, sentence in _ASKED.items():
                field = self[f"action{number}_{name}"]
                if field.is_empty() and not field.errors:
                    field.refuse(sentence)
                    good = False
        return good


F = TypeVar("F", bound=SupervisionQuestions)


class RecordSupervisionForm(OnceForm, SupervisionQuestions):
    """A new session."""


class ChangeSupervisionForm(SupervisionQuestions, VersionedForm):
    """A session that not both have signed yet."""


def _action(number: int, people: Sequence[YoungPerson], two: Sequence[Worker]) -> dict[str, Any]:
    about = [(identity(person), person.name) for person in people]
    if any(each.role is Role.TEAM_MANAGER for each in two[:1]):
        about.insert(0, (_WHOLE_TEAM, "The practice of the whole team"))
    return {
        f"action{number}_what": TextField("What will be done", max_length=1000, mark_optional=False),
        f"action{number}_outcome": TextField(
            "For which outcome", hint="What will be better for a young person", max_length=1000, mark_optional=False
        ),
        f"action{number}_about": SelectField("About whom", choices=about, prompt="Nobody in particular"),
        f"action{number}_owner_id": RadioField(
            "Who does it", choices=[(identity(each), each.name) for each in two], inline=True, mark_optional=False
        ),
        f"action{number}_due_on": DateField("By when", mark_optional=False),
    }


def made_for(form: type[F], people: Sequence[YoungPerson], two: Sequence[Worker], **given: Any) -> F:
    """The form with a question for each of these young people and blocks for actions of one of the two.

    `two` is the one supervised, then the supervisor.
    """
    questions: dict[str, Any] = {}
    for person in people:
        asked: dict[str, Any] = {"revealed_by": RevealedBy("discussed", identity(person)), "rows": 3}
        questions |= {
            f"working_well_{person.id}": TextAreaField(f"What is working well for {person.name}?", **asked),
            f"worried_about_{person.id}": TextAreaField(f"What are you worried about for {person.name}?", **asked),
            f"decision_{person.id}": TextAreaField(
                f"What did you decide about {person.name}?", required=f"Write what you decided about {person.name}",
                hint="These three stand on the record once you have both signed.", **asked,
            ),
        }  # fmt: skip
    for number in range(1, ACTIONS + 1):
        questions |= _action(number, people, two)
    made: F = type(form.__name__, (form,), questions)(**given)
    made.discussed.choices = [
        (identity(person), person.name, f"Born {long_date(person.born_on)}") for person in people
    ]  # fmt: skip
    return made

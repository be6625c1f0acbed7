"""What the pages of accounts ask."""

from datetime import date
from typing import Any

from wtforms.validators import ValidationError

from careleavers.accounts.queries import NO_SIGN_IN_NAME, as_sign_in_name, is_sign_in_name
from careleavers.accounts.sign_in import agree
from careleavers.domain.terms import Role
from careleavers.models import Account, Team, Worker, WorkerDetails
from careleavers.web.fields import (
    DateField,
    EnumRadioField,
    PasswordField,
    RevealedBy,
    SelectField,
    TextField,
    WorkerSelect,
)
from careleavers.web.forms import BaseForm, VersionedForm

_NEW = "new"
_STAFF = [role for role in Role if role is not Role.YOUNG_PERSON]
_EXPLAINED = {
    Role.AFTER_CARE_WORKER: "Sees the young people allocated to them",
    Role.SOCIAL_WORKER: "Sees those of 16 and 17 allocated to them",
    Role.REVIEWING_OFFICER: "Sees those of 16 and 17 whose reviews they chair",
    Role.TEAM_MANAGER: "Sees the young people of their team",
    Role.SERVICE_MANAGER: "Sees everybody in the service",
    Role.AUDITOR: "Sees nobody until a sample is drawn for them",
    Role.ADMINISTRATOR: "Sees accounts and teams, and no records",
}


class AbsenceForm(BaseForm):
    """From when to when somebody is away, and who stands in."""

    from_on = DateField("First day away", required="Enter the first day away")
    to_on = DateField("Last day away", required="Enter the last day away")
    covered_by_id = WorkerSelect(
        "Who stands in?",
        prompt="Nobody",
        hint="On these days they see the records of the young people allocated to whoever is away, and what is due."
        " What would go up to a manager who is away goes to them.",
    )


class WorkerQuestions(BaseForm):
    """What is recorded of a member of staff."""

    given_name = TextField("First name", required="Enter their first name", max_length=80, width=20)
    family_name = TextField("Family name", required="Enter their family name", max_length=80, width=20)
    role = EnumRadioField("Role", required="Choose what they do here", terms=Role, only=_STAFF, hints=_EXPLAINED)
    team = SelectField("Team", prompt="No team", hint="After-care workers and team managers must have one")
    new_team = TextField(
        "Name of the new team", required="Enter the name of the new team", max_length=80, width=20,
        revealed_by=RevealedBy("team", _NEW),
    )  # fmt: skip
    supervisor = WorkerSelect("Supervisor", prompt="Nobody yet")
    phone = TextField("Work phone", max_length=40, width=20, inputmode="tel")
    email = TextField("Work e-mail", max_length=200, inputmode="email", spellcheck=False)
    started_on = DateField("First day here", required="Enter their first day here")
    ends_on = DateField("First day without them", hint="They cannot sign in from that day. Leave empty if not known")

    def offer(self, teams: list[Team], supervisors: list[Worker]) -> None:
        """Set which teams and supervisors there are."""
        self.team.choices = [*((team.id, team.name) for team in teams), (_NEW, "A new team")]
        self.supervisor.offer(supervisors)

    def show(self, worker: Worker) -> None:
        """Begin with what is recorded; for opening the page, before anything is sent."""
        if not self.is_submitted():
            self.team.data, self.supervisor.data = worker.team_id, worker.supervisor_id

    def details(self, sign_in_name: str, team_id: int | None) -> WorkerDetails:
        """What the service takes."""
        names = ("given_name", "family_name", "role", "phone", "email", "started_on", "ends_on")
        facts: dict[str, Any] = {name: self[name].data for name in names}
        return WorkerDetails(
            sign_in_name=sign_in_name, team_id=team_id, supervisor_id=self.supervisor.data, **facts
        )  # fmt: skip

    @property
    def asks_for_a_new_team(self) -> bool:
        """Whether the team is still to be made."""
        return bool(self.team.data == _NEW)


class ChangeWorkerForm(VersionedForm, WorkerQuestions):
    """A member of staff who is known already."""


class PicksSignInName:
    """What forms share in which a sign-in name is picked. Each asks `sign_in_name` in words of its own."""

    sign_in_name: Any
    not_a_name = NO_SIGN_IN_NAME

    def validate_sign_in_name(self, field: TextField) -> None:
        """A name that can be typed at the sign-in."""
        if not is_sign_in_name(as_sign_in_name(field.data)):
            raise ValidationError(self.not_a_name)

    @property
    def chosen_name(self) -> str:
        """The sign-in name as it is kept."""
        return as_sign_in_name(self.sign_in_name.data)


class AddWorkerForm(PicksSignInName, WorkerQuestions):
    """A new member of staff."""

    sign_in_name = TextField(
        "Sign-in name",
        required="Enter the name they will sign in with", hint="Small letters, figures, dots and hyphens",
        max_length=80, width=20, spellcheck=False,
    )  # fmt: skip

    def begin(self, day: date) -> None:
        """Most people start today."""
        if not self.is_submitted():
            self.started_on.process(None, day)


class SetPasswordForm(BaseForm):
    """A password, twice, from whoever holds a link."""

    new_password = PasswordField(
        "Password", required="Enter a password", autocomplete="new-password",
        hint="12 characters or more. Three or four words you can remember are best.",
    )  # fmt: skip
    again = PasswordField("Password again", required="Enter the password again", autocomplete="new-password")

    def suits(self, account: Account) -> bool:
        """Whether the password will do for this account and was typed alike twice."""
        return agree(self, account.sign_in_name, "new_password", "again")

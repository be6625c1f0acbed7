"""What is asked before a record opens in an emergency, and what a manager says of it afterwards."""

from collections.abc import Mapping
from typing import Any, ClassVar

from careleavers.accounts.sign_in import GuardedForm, is_own_password
from careleavers.domain.emergency import EmergencyKind, EmergencyVerdict
from careleavers.emergency.details import Asking
from careleavers.models import Account, EmergencyDetails
from careleavers.web.fields import DateField, EnumRadioField, PasswordField, TextAreaField, TextField
from careleavers.web.forms import VersionedForm
from careleavers.web.once import OnceForm


class AskForm(GuardedForm):
    """Whose record, why, and the password again. Nothing is looked up before all of it is right."""

    name = TextField("Their full name", max_length=160, autocomplete="off", spellcheck=False)
    born_on = DateField("Their day of birth")
    child_id = TextField(
        "Or the number of their record", max_length=10, width=10, autocomplete="off", spellcheck=False,
        hint="Leave the name and the day of birth empty if you have it.",
    )  # fmt: skip
    kind = EnumRadioField("What makes it an emergency?", terms=EmergencyKind, required="Choose what makes it one")
    reason = TextAreaField(
        "What has happened, and what do you need to know?", max_length=2000, rows=3,
        required="Say what has happened, and what you need to know", hint="A manager reads this within the days set.",
    )  # fmt: skip
    keep_from_them = TextAreaField(
        "Why must they not be told of this for now?", max_length=2000, rows=2,
        hint="Leave it empty if it is safe for them to see that somebody opened their record in an emergency.",
    )  # fmt: skip
    password = PasswordField("Your password", required="Enter your password")

    def __init__(self, *args: Any, user: Account, **kwargs: Any) -> None:
        self.user = user
        super().__init__(*args, **kwargs)

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether it says whose record and the password is that of whoever is signed in."""
        if not super().validate(extra_validators):
            return False
        if not self.child_id.data and not self.name.data:
            self.refuse("Enter their full name and day of birth, or the number of their record", "name")
            return False
        if not self.child_id.data and self.born_on.data is None:
            self.refuse("Enter their day of birth, or the number of their record in place of the name", "born_on")
            return False
        return is_own_password(self, self.user, "password")

    def details(self) -> Asking:
        """What the service takes."""
        why = EmergencyDetails(
            kind=self.kind.data, reason=self.reason.data, keep_from_them=self.keep_from_them.data or ""
        )
        return Asking(self.name.data or "", self.born_on.data, self.child_id.data or "", why)


class ReviewForm(OnceForm, VersionedForm):
    """What a manager says of emergency access that somebody used."""

    also_shown: ClassVar[Mapping[str, str]] = {"reason": "What has happened?"}
    verdict = EnumRadioField("Was it needed?", terms=EmergencyVerdict, required="Choose whether it was needed")
    review_words = TextAreaField(
        "What did you find?", max_length=2000, rows=3, required="Say what you found",
        hint="Whom you spoke to, and what follows from it.",
    )  # fmt: skip
    keep_from_them = TextAreaField(
        "Why must they not be told of this for now?", max_length=2000, rows=2,
        hint="Leave it empty, and they can see on their account that it happened and when.",
    )  # fmt: skip


__all__ = ["AskForm", "ReviewForm"]

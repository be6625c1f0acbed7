"""What a young person is asked on the way into their own space."""

from collections.abc import Callable
from datetime import date

from flask import request

from careleavers.accounts.forms import PicksSignInName
from careleavers.accounts.sign_in import GuardedForm, agree
from careleavers.web.fields import DateField, PasswordField, TextField
from careleavers.web.forms import BaseForm

NOT_RIGHT = (
    "That did not work. Check the code and your date of birth. If they are right, ask your worker for a new code"
)
NAME_HINT = "Pick one that only you would think of. Do not use your full name."
NO_NAME = "Pick a name of 3 to 80 letters and numbers. Dots and dashes are fine, spaces are not"


class StartForm(GuardedForm):
    """The code and the date of birth."""

    code = TextField(
        "Your code", required="Type the code from your worker", hint="12 letters and numbers. Dashes do not matter.",
        autocomplete="off", spellcheck=False, max_length=40, width=20,
    )  # fmt: skip
    born_on = DateField("When were you born?", required="Type the day you were born")

    def opens(self, enter: Callable[[str, date], str | None]) -> str | None:
        """What `enter` finds that these two open. If nothing, one sentence says all that can be wrong."""
        if self.tried_too_often("code of a slip", request.remote_addr or ""):
            return None
        found = enter(self.code.data, self.born_on.data)
        if found is None:
            self.refuse(NOT_RIGHT)
        else:
            self.was_right()
        return found


class ChooseForm(PicksSignInName, BaseForm):
    """A sign-in name, for somebody who has none yet, and a password, twice."""

    not_a_name = NO_NAME
    sign_in_name = TextField(
        "Sign-in name", required="Pick a sign-in name", hint=NAME_HINT,
        max_length=80, width=20, autocomplete="username", spellcheck=False,
    )  # fmt: skip
    new_password = PasswordField(
        "Password", required="Type a password", autocomplete="new-password",
        hint="12 letters or more. Three or four words you can remember work best.",
    )  # fmt: skip
    again = PasswordField("Password again", required="Type the password again", autocomplete="new-password")

    def suits(self, sign_in_name: str) -> bool:
        """Whether the password will do and was typed alike twice."""
        return agree(self, sign_in_name, "new_password", "again")

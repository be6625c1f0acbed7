"""The forms of the library's pages, drawn and checked like every other form here.

Whatever is wrong with a sign-in, the answer is the same words, the same status and about the same
time: nobody can find out which names exist, or which are switched off.
"""

from typing import Any

from flask import current_app, request
from flask_login import current_user
from flask_security.proxies import _security
from flask_security.utils import hash_password, verify_password

from careleavers.accounts import passwords, queries, throttle
from careleavers.models import Account
from careleavers.web.access import actor_of, begin_writing, db_session, in_own_transaction
from careleavers.web.fields import HiddenField, PasswordField, TextField
from careleavers.web.forms import BaseForm

NOT_RIGHT = "The sign-in name or the password is not right. Check both and try again"


class GuardedForm(BaseForm):
    """A form that asks for a secret: tries are counted, and after five they must wait. `status` is for a refusal."""

    status = 422

    def tried_too_often(self, *parts: str) -> bool:
        """Count a try for these words; whether it must wait, which is then said on the form."""
        self.key = throttle.print_of(current_app.config["SECRET_KEY"], *parts)
        with in_own_transaction() as session:
            wait = throttle.count_try(session, self.key)
        if wait:
            self.status = 429
            self.refuse(throttle.wait_words(wait))
        return bool(wait)

    def was_right(self) -> bool:
        """Forget the tries; always True. Keeps no lock for longer than that, as a password may yet be hashed."""
        if db_session().info["write"]:
            throttle.forget(begin_writing(), self.key)
        else:
            with in_own_transaction() as session:
                throttle.forget(session, self.key)
        return True


class SignInForm(GuardedForm):
    """Sign-in name and password."""

    sign_in_name = TextField(
        "Sign-in name", required="Enter your sign-in name", autocomplete="username", spellcheck=False, width=20
    )
    password = PasswordField("Password", required="Enter your password")
    next = HiddenField(max_length=5000)
    requires_confirmation = False
    user: Account | None = None

    def process(self, formdata: Any = None, *args: Any, **kwargs: Any) -> None:
        """Carry along where somebody wanted to go; the library checks that it is one of our own pages."""
        super().process(formdata, *args, **kwargs)
        self.next.data = self.next.data or request.args.get("next", "")[:5000] or "/"

    def validate(self, extra_validators: Any = None) -> bool:
        """Find the account and check its password, unless it was tried too often."""
        if not super().validate(extra_validators):
            return False
        name = queries.as_sign_in_name(self.sign_in_name.data)
        if self.tried_too_often("sign-in", name, request.remote_addr or ""):
            return False
        self.user = _matching(name, passwords.normal(self.password.data))
        if self.user is None:
            self.refuse(NOT_RIGHT)
            return False
        return self.was_right()


def _matching(name: str, password: str) -> Account | None:
    """The account with this name and password that may sign in now, or None after as long a time."""
    account = queries.account_named(db_session(), name)
    if account is None or not account.password:
        hash_password(password)
        return None
    may = account.active and actor_of(account) is not None
    return account if account.verify_and_update_password(password) and may else None


class VerifyForm(GuardedForm):
    """The password again, before something that matters more."""

    password = PasswordField("Password", required="Enter your password")
    next = HiddenField(max_length=5000)

    def __init__(self, *args: Any, user: Account, **kwargs: Any) -> None:
        self.user = user
        super().__init__(*args, **kwargs)
        self.next.data = self.next.data or request.args.get("next", "")[:5000]

    def validate(self, extra_validators: Any = None) -> bool:
        """Check the password of whoever is signed in."""
        return super().validate(extra_validators) and is_own_password(self, self.user, "password")


def is_own_password(form: GuardedForm, account: Account, field: str) -> bool:
    """Whether a field holds the password of this account; if not, it says so, and tries are counted."""
    if form.tried_too_often("own password", str(account.id)):
        return False
    if not verify_password(passwords.normal(form[field].data), account.password):
        form.refuse("That is not your password. Type it again", field)
        return False
    return form.was_right()


class ChangePasswordForm(GuardedForm):
    """The password now, and a new one twice."""

    password = PasswordField("Your password now", required="Enter the password you have now")
    new_password = PasswordField(
        "New password",
        required="Enter a new password",
        autocomplete="new-password",
        hint="12 characters or more. Three or four words you can remember are best.",
    )
    new_password_confirm = PasswordField(
        "New password again", required="Enter the new password again", autocomplete="new-password"
    )

    def validate(self, extra_validators: Any = None) -> bool:
        """Check the new password first, as that tells nothing, then the one they have."""
        if not super().validate(extra_validators):
            return False
        account: Account = current_user._get_current_object()
        if not agree(self, account.sign_in_name, "new_password", "new_password_confirm"):
            return False
        if not is_own_password(self, account, "password"):
            return False
        if passwords.normal(self.password.data) == self.new_password.data:
            self.refuse("That is the password you have now. Choose another", "new_password")
            return False
        return True


def agree(form: BaseForm, sign_in_name: str, field: str, again: str) -> bool:
    """Whether a new password will do and was typed alike twice; it is then put into its normal form."""
    settings = current_app.config["SETTINGS"]
    wrong = passwords.what_is_wrong(form[field].data, sign_in_name, settings.service_name, settings.council_name)
    if wrong:
        form.refuse(wrong, field)
    elif form[field].data != form[again].data:
        form.refuse("The two passwords are not the same. Type the new one again", again)
    else:
        form[field].data = passwords.normal(form[field].data)
        return True
    return False


class SecondFactorForm(BaseForm):
    """Nothing to fill in: sending it asks for the picture to scan."""

    setup = HiddenField(default="authenticator")
    user: Account | None = None

    def validate(self, extra_validators: Any = None) -> bool:
        """Only an authenticator app is offered: no text messages, no e-mail."""
        return super().validate(extra_validators) and self.setup.data == "authenticator"


class NoRescueForm(BaseForm):
    """The library builds a form for those who lost their phone; here an administrator helps them."""


class CodeForm(GuardedForm):
    """The code of an authenticator app. The library sets whose it is and which secret it must match."""

    code = TextField(
        "Code from your app",
        required="Enter the 6 figures your app shows",
        hint="6 figures. A new code comes every 30 seconds.",
        autocomplete="one-time-code",
        inputmode="numeric",
        spellcheck=False,
        width=10,
    )
    user: Account | None = None
    primary_method = ""
    tf_totp_secret = ""
    is_setup = False

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether the code is the one of this half minute, or the one before or after."""
        assert self.user is not None
        if not super().validate(extra_validators) or self.tried_too_often("code", str(self.user.id)):
            return False
        if not _security.totp_factory.verify_totp(self.code.data.replace(" ", ""), self.tf_totp_secret, self.user, 30):
            self.refuse("That code is not right, or it was used already. Enter the one your app shows now", "code")
            return False
        return self.was_right()

"""Flask-Security set up for this service: sign-in names, argon2, two-factor for staff, nothing by e-mail.

Its pages keep their views; the forms (`sign_in`), templates, words and the way to the database (`store`) are ours.
"""

from datetime import timedelta
from typing import Any

from flask import (
    Flask,
    abort,
    current_app,
    flash,
    g,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask_login import current_user
from flask_security import Security
from flask_wtf.csrf import CSRFError

from careleavers.accounts import sessions
from careleavers.accounts.service import new_uniquifier
from careleavers.accounts.sign_in import (
    ChangePasswordForm,
    CodeForm,
    NoRescueForm,
    SecondFactorForm,
    SignInForm,
    VerifyForm,
)
from careleavers.accounts.store import AccountStore, Codes
from careleavers.config import Settings
from careleavers.domain.permissions import Permission
from careleavers.models import Account
from careleavers.web.access import public, reads_first

# What each page of the library needs before our guard lets it run. The two of the second factor are reached between
# the password and the code, when nobody is signed in yet; the library itself asks for the password or a sign-in.
PAGES: dict[str, Permission | None] = {
    "security.login": None,
    "security.verify": Permission.SEE_OWN_ACCOUNT,
    "security.change_password": Permission.SEE_OWN_ACCOUNT,
    "security.two_factor_setup": None,
    "security.two_factor_token_validation": None,
}
_SECOND_FACTOR = {"security.two_factor_setup", "security.two_factor_token_validation"}
# Pages the library insists on having although there is no use for them here.
_UNUSED = ("security.two_factor_setup_validate", "security.two_factor_rescue", "security.tf_select")
# The form that a template of the library's pages is about.
_FORMS = {
    "security/login.html": "login_user_form",
    "security/verify.html": "verify_form",
    "security/change_password.html": "change_password_form",
    "security/two_factor_setup.html": "two_factor_setup_form",
    "security/two_factor_token_validation.html": "two_factor_verify_code_form",
}
_WORDS = {
    "PASSWORD_CHANGE": ("Your password is changed. Wherever else you were signed in, you are signed out.", "success"),
    "REAUTHENTICATION_REQUIRED": ("Type your password again before you change how you sign in.", "info"),
    "REAUTHENTICATION_SUCCESSFUL": ("Thank you. You can go on.", "success"),
    "TWO_FACTOR_CHANGE_METHOD_SUCCESSFUL": ("Your app is set up. Use it each time you sign in.", "success"),
    "TWO_FACTOR_LOGIN_SUCCESSFUL": ("You are signed in.", "success"),
    "TWO_FACTOR_PERMISSION_DENIED": ("That took too long, or you came here by another way. Sign in again.", "error"),
}


def _options(settings: Settings, secret: str) -> dict[str, Any]:
    options: dict[str, Any] = {
        "USER_IDENTITY_ATTRIBUTES": [{"sign_in_name": {"mapper": lambda name: name}}],
        "PASSWORD_HASH": "argon2",
        "PASSWORD_SINGLE_HASH": ["argon2"],
        "PASSWORD_SCHEMES": ["argon2"],
        "DEPRECATED_PASSWORD_SCHEMES": [],
        "PASSWORD_SALT": secret,
        "STATIC_FOLDER": None,
        "LOGOUT_METHODS": None,
        "LOGIN_URL": "/sign-in",
        "CHANGE_URL": "/account/password",
        "VERIFY_URL": "/account/verify",
        "CHANGEABLE": True,
        "SEND_PASSWORD_CHANGE_EMAIL": False,
        "POST_LOGIN_VIEW": "/",
        "POST_CHANGE_VIEW": "/account",
        "POST_VERIFY_VIEW": "/account",
        "JOIN_USER_ROLES": False,
        "API_ENABLED_METHODS": ["session"],
        "FRESHNESS": timedelta(minutes=10),
        "FRESHNESS_GRACE_PERIOD": timedelta(minutes=10),
        "TWO_FACTOR": True,
        "TWO_FACTOR_REQUIRED": settings.two_factor_required,
        "TWO_FACTOR_ENABLED_METHODS": ["authenticator"],
        "TWO_FACTOR_ALWAYS_VALIDATE": True,
        "TWO_FACTOR_RESCUE_EMAIL": False,
        "TWO_FACTOR_SETUP_URL": "/account/two-factor",
        "TWO_FACTOR_TOKEN_VALIDATION_URL": "/sign-in/code",
        "TWO_FACTOR_POST_SETUP_VIEW": "/account",
        "TWO_FACTOR_ERROR_VIEW": "security.login",
        # Changing the secret key makes every authenticator app set up again, as its secrets are kept encrypted with it.
        "TOTP_SECRETS": {"1": secret},
        "TOTP_ISSUER": settings.service_name,
        "LOGIN_USER_TEMPLATE": "security/login.html",
        "TWO_FACTOR_VERIFY_CODE_TEMPLATE": "security/two_factor_token_validation.html",
    }
    options |= {f"MSG_{name}": words for name, words in _WORDS.items()}
    return {f"SECURITY_{name}": value for name, value in options.items()}


def _draw(template: str, **context: Any) -> Any:
    """A page of the library; one whose form has errors is answered as a refusal, so that nothing of it is saved."""
    form = context[_FORMS[template]]
    refused = request.method == "POST" and form.errors
    status = getattr(form, "status", 422) if refused else 200
    return make_response(render_template(template, form=form, **context), status)


def _absent(**_: str) -> None:
    abort(404)


def _before_pages_of_the_library() -> Any:
    """What the library would do otherwise: read JSON as a form, and answer a page left open too long with an error.

    Young people are not asked for a second factor: an app for this service on their phone may be seen.
    """
    if request.blueprint != "security":
        return None
    if request.is_json:
        abort(415)
    acting = g.get("actor")
    if request.endpoint in _SECOND_FACTOR and acting is not None and acting.young_person_id is not None:
        abort(404)
    if request.method == "POST":
        try:
            current_app.extensions["csrf"].protect()
        except CSRFError:
            flash("That page was open too long. Try again from here.", "error")
            return redirect(url_for(request.endpoint or "security.login", next=request.values.get("next")))
    return None


def register(app: Flask, settings: Settings) -> None:
    """Put Flask-Security on the app and declare what each of its pages needs."""
    app.config.update(_options(settings, app.config["SECRET_KEY"]))
    library = Security(
        app,
        AccountStore(),
        login_form=SignInForm,
        verify_form=VerifyForm,
        change_password_form=ChangePasswordForm,
        two_factor_setup_form=SecondFactorForm,
        two_factor_verify_code_form=CodeForm,
        two_factor_rescue_form=NoRescueForm,
        totp_cls=Codes,
        render_template=_draw,
    )
    library.want_json(lambda _request: False)
    sessions.register(app)
    app.before_request(_before_pages_of_the_library)
    views: dict[str, Any] = app.view_functions
    for endpoint, permission in PAGES.items():
        views[endpoint].permission = permission
        reads_first(views[endpoint])
    for endpoint in _UNUSED:
        views[endpoint] = public(_absent)


def signed_in_account() -> Account:
    """The account of whoever is signed in."""
    account: Account = current_user._get_current_object()
    return account


__all__ = ["PAGES", "new_uniquifier", "register", "signed_in_account"]

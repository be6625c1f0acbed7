"""Where the library finds and keeps accounts, and how it checks codes: once each, in any process."""

import io
from base64 import b64encode
from typing import Any

import qrcode
from flask_security import SQLAlchemySessionUserDatastore
from flask_security.core import RoleMixin
from flask_security.totp import Totp
from passlib.exc import UsedTokenError
from qrcode.image.svg import SvgPathFillImage
from werkzeug.local import LocalProxy

from careleavers.domain.actors import Actor
from careleavers.models import Account
from careleavers.web.access import begin_writing, db_session


class _NoRoles(RoleMixin):
    """The library's own roles are not used; what a role may do is in `domain.permissions`."""


def _writing(account: Account) -> Any:
    """The writing session of this request with the account in it, as its own owner when nobody is signed in yet."""
    session = begin_writing(Actor(f"account:{account.id}", account_id=account.id))
    session.add(account)
    return session


class AccountStore(SQLAlchemySessionUserDatastore):
    """Accounts in the session of the request, which begins to write only when something is to be kept."""

    def __init__(self) -> None:
        session: Any = LocalProxy(db_session)
        super().__init__(session, Account, _NoRoles)

    def put(self, model: Any) -> Any:
        """Keep a changed account."""
        _writing(getattr(model, "_get_current_object", lambda: model)())
        return model

    def commit(self) -> None:
        """Nothing: the request commits at its end, if it succeeded."""


class Codes(Totp):
    """Codes of authenticator apps. Each is good for once (RFC 6238 5.2)."""

    def get_last_counter(self, user: Any) -> int | None:
        """The number of the last code that was used."""
        last: int | None = user.tf_last_counter
        return last

    def set_last_counter(self, user: Any, tmatch: Any) -> None:
        """Use a code up. Raises UsedTokenError, which the library takes for a wrong code, when another was faster."""
        account: Account = getattr(user, "_get_current_object", lambda: user)()
        session = _writing(account)
        session.refresh(account, with_for_update=True)
        if account.tf_last_counter is not None and account.tf_last_counter >= tmatch.counter:
            raise UsedTokenError
        account.tf_last_counter = tmatch.counter
        session.flush()

    def generate_qrcode(self, username: str, totp: str) -> str:
        """The picture to scan, as a `data:` address; dark on white in light and dark mode alike."""
        picture = qrcode.make(self.get_totp_uri(username, totp), image_factory=SvgPathFillImage, border=3)
        with io.BytesIO() as file:
            picture.save(file)
            return f"data:image/svg+xml;base64,{b64encode(file.getvalue()).decode('ascii')}"

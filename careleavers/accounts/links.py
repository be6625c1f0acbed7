"""One-time links with which somebody sets their own password: nobody else ever chooses or knows it.

The address carries a signed word; what makes it good for once only is kept in the database: the word
names the account's state, and setting a password, or giving a newer link, changes that state.
"""

import hashlib

from itsdangerous import BadData, URLSafeTimedSerializer
from sqlalchemy import select
from sqlmodel import Session, col

from careleavers.models import Account

HOURS_FROM_ADMINISTRATOR = 24
HOURS_FROM_COMMAND = 1


def _signer(secret: str) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(secret, salt="set-password")


def _state(account: Account) -> str:
    return hashlib.sha256(f"{account.fs_uniquifier}\0{account.password}".encode()).hexdigest()[:32]


def word_for(account: Account, secret: str, hours: int) -> str:
    """The word of a link for this account as it is now, good for so many hours."""
    return str(_signer(secret).dumps([account.public_id, _state(account), hours]))


def account_for(session: Session, word: str, secret: str, *, lock: bool = False) -> Account | None:
    """Whose link this is; None if it was used, replaced, is too old, or was never given. `lock` keeps rivals out."""
    signer = _signer(secret)
    try:
        public_id, state, hours = signer.loads(word)
        signer.loads(word, max_age=hours * 3600)
    except BadData:
        return None
    statement = select(Account).where(col(Account.public_id) == public_id, col(Account.active))
    account = session.execute(statement.with_for_update() if lock else statement).scalar_one_or_none()
    return account if account is not None and _state(account) == state else None

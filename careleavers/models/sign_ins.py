"""Sign-ins under way: what a session cookie must stand for to let anybody in."""

from datetime import datetime
from typing import ClassVar

from careleavers.domain.sign_ins import SignInEnding
from careleavers.domain.terms import Privacy
from careleavers.models.base import Record, kept, now_utc, rule


class SignIn(Record, table=True):
    """One device of somebody who has signed in. The cookie has a random word; here is only its print.

    `account_print` is that of the word in the account which changes when everything is to end at once. Where the
    device is, is not kept.
    """

    __tablename__: ClassVar[str] = "sign_in"
    __table_args__ = (rule("ending_dated", "(ended_at IS NULL) = (ending IS NULL)"),)

    account_id: int = kept(Privacy.SYSTEM, foreign_key="account.id", index=True)
    word_print: str = kept(Privacy.SECRET, max_length=64, unique=True)
    account_print: str = kept(Privacy.SECRET, max_length=64)
    device: str = kept(Privacy.SYSTEM, max_length=40)
    started_at: datetime = kept(Privacy.SYSTEM, factory=now_utc)
    seen_at: datetime = kept(Privacy.SYSTEM, factory=now_utc)
    ended_at: datetime | None = kept(Privacy.SYSTEM, None)
    ending: SignInEnding | None = kept(Privacy.SYSTEM, None, term=SignInEnding)


__all__ = ["SignIn"]

"""Sign-in accounts: one for each worker and each young person who was invited, and the tries at signing in."""

from datetime import datetime
from typing import Any, ClassVar

from flask_security.core import UserMixin
from sqlmodel import SQLModel

from careleavers.domain.terms import Privacy
from careleavers.models.base import Record, kept, new_public_id, rule


class Account(Record, UserMixin, table=True):  # type: ignore[misc]
    """A name and a password. It belongs to exactly one worker or one young person, for good.

    `fs_uniquifier` is in every session: changing it ends them all everywhere. An empty `password`
    lets nobody in: it is set through a one-time link. `tf_last_counter` is the last code that was used.
    """

    __tablename__: ClassVar[str] = "account"
    __table_args__ = (rule("one_owner", "(worker_id IS NULL) <> (young_person_id IS NULL)"),)

    sign_in_name: str = kept(Privacy.IDENTITY, max_length=80, min_length=3, unique=True)
    worker_id: int | None = kept(Privacy.STAFF, None, foreign_key="worker.id", unique=True)
    young_person_id: int | None = kept(Privacy.IDENTITY, None, foreign_key="young_person.id", unique=True)
    password: str = kept(Privacy.SECRET, max_length=255)
    active: bool = kept(Privacy.SYSTEM, True)
    fs_uniquifier: str = kept(Privacy.SECRET, factory=new_public_id, max_length=64, unique=True)
    tf_primary_method: str | None = kept(Privacy.SYSTEM, None, max_length=20)
    tf_totp_secret: str | None = kept(Privacy.SECRET, None, max_length=255)
    tf_last_counter: int | None = kept(Privacy.SYSTEM, None)

    roles: ClassVar[list[Any]] = []  # type: ignore[misc]

    @property
    def is_staff(self) -> bool:
        """Whether the account is a worker's."""
        return self.worker_id is not None

    def calc_username(self) -> str:
        """The name an authenticator app shows."""
        return self.sign_in_name

    def check_tf_required(self, tf_setup_methods: list[Any], tf_fresh: bool) -> tuple[bool, list[Any]]:
        """Whether a second factor is asked after the password: of staff as the settings say, of young people never."""
        if not self.is_staff:
            return False, tf_setup_methods
        asked: tuple[bool, list[Any]] = super().check_tf_required(tf_setup_methods, tf_fresh)
        return asked

    def check_tf_required_setup(self) -> bool:
        """Whether a second factor, once set up, must stay: for staff as the settings say."""
        return self.is_staff and bool(super().check_tf_required_setup())


class SignInTries(SQLModel, table=True):
    """How often somebody tried to sign in without success, for one name from one address.

    `key` is a keyed print of the two, so that the table says nothing about anybody.
    """

    __tablename__: ClassVar[str] = "sign_in_tries"

    key: str = kept(Privacy.SYSTEM, max_length=64, primary_key=True)
    tries: int = kept(Privacy.SYSTEM, 0)
    last_at: datetime = kept(Privacy.SYSTEM)


__all__ = ["Account", "SignInTries"]

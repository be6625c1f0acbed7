"""Sign-ins as rows: begun, found again by the word in the cookie, listed for whoever they belong to, ended.

A cookie that was copied is worth nothing once its row has ended, whoever holds it.
"""

import hashlib
import re
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import delete, or_, select, update
from sqlmodel import Session, col

from careleavers.domain.sign_ins import SignInEnding
from careleavers.models import Account, SignIn

# Long enough to ask who was signed in around the time of something that happened.
KEPT_DAYS = 90
# In the order in which they are looked for: each of the later ones calls itself by the names of those before.
_BROWSERS = (
    ("Edge", r"Edg"), ("Opera", r"OPR"), ("Samsung browser", r"SamsungBrowser"), ("Firefox", r"Firefox|FxiOS"),
    ("Chrome", r"Chrome|CriOS"), ("Safari", r"Safari"),
)  # fmt: skip
_TABLET, _PHONE = r"iPad|Tablet|Android(?!.*Mobile)", r"iPhone|Mobi|Android"


def print_of_word(word: str) -> str:
    """What is kept of a random word. It is long enough that no key is needed to hide it."""
    return hashlib.sha256(word.encode(errors="replace")).hexdigest()


def device_of(user_agent: str) -> str:
    """What sort of device this is, for its owner to know it again: `Phone, Chrome`."""
    kind = "Tablet" if re.search(_TABLET, user_agent) else "Phone" if re.search(_PHONE, user_agent) else "Computer"
    browser = next((name for name, words in _BROWSERS if re.search(words, user_agent)), "another browser")
    return f"{kind}, {browser}"


def begin(session: Session, account_id: int, uniquifier: str, word: str, device: str, at: datetime) -> SignIn:
    """Keep that somebody signed in, with the `uniquifier` their account had then."""
    begun = SignIn.made(
        account_id=account_id, word_print=print_of_word(word), account_print=print_of_word(uniquifier), device=device,
        started_at=at, seen_at=at,
    )  # fmt: skip
    session.add(begun)
    session.flush()
    return begun


def lasting(session: Session, account: Account, word: str) -> SignIn | None:
    """The sign-in of this account that a word stands for, unless it was ended; how old it is, is not asked."""
    mine = (col(SignIn.word_print) == print_of_word(word), col(SignIn.ended_at).is_(None))
    known = (
        col(SignIn.account_id) == account.id,
        col(SignIn.account_print) == print_of_word(account.fs_uniquifier),
    )
    return session.execute(select(SignIn).where(*mine, *known)).scalar_one_or_none()


def under_way(
    session: Session, account: Account, now: datetime, idle: timedelta, longest: timedelta
) -> Sequence[SignIn]:
    """The sign-ins of an account that would still be let in, the one used last first."""
    statement = select(SignIn).where(
        col(SignIn.account_id) == account.id,
        col(SignIn.account_print) == print_of_word(account.fs_uniquifier),
        col(SignIn.ended_at).is_(None),
        col(SignIn.seen_at) > now - idle,
        col(SignIn.started_at) > now - longest,
    )
    return session.execute(statement.order_by(col(SignIn.seen_at).desc(), col(SignIn.id).desc())).scalars().all()


def started_before(session: Session, this: SignIn) -> datetime | None:
    """When the same account last signed in before this sign-in, if that is still kept."""
    earlier = (col(SignIn.account_id) == this.account_id, col(SignIn.id) < this.id)
    return session.execute(
        select(col(SignIn.started_at)).where(*earlier).order_by(col(SignIn.id).desc()).limit(1)
    ).scalar_one_or_none()


def note_seen(session: Session, sign_in_id: int, at: datetime) -> None:
    """Keep when a sign-in was last used. Not a change that anybody asks after, so no entry is made of it."""
    session.connection().execute(update(SignIn).where(col(SignIn.id) == sign_in_id).values(seen_at=at))


def end(sign_in: SignIn, ending: SignInEnding, at: datetime) -> None:
    """End a sign-in; one that has ended stays as it is."""
    if sign_in.ended_at is None:
        # Both at once: a validated row never has one without the other.
        sign_in.ended_at, sign_in.ending = at, ending


def end_others(session: Session, this: SignIn, at: datetime) -> None:
    """End every sign-in of the same account but this one."""
    open_ones = (col(SignIn.account_id) == this.account_id, col(SignIn.ended_at).is_(None))
    for each in session.execute(select(SignIn).where(*open_ones, col(SignIn.id) != this.id)).scalars():
        end(each, SignInEnding.ELSEWHERE, at)
    session.flush()


def clear_sign_ins(session: Session, now: datetime) -> int:
    """Delete what ended or was last used more than KEPT_DAYS ago; how many rows. Safe to run twice."""
    before = now - timedelta(days=KEPT_DAYS)
    old = delete(SignIn).where(or_(col(SignIn.ended_at) < before, col(SignIn.seen_at) < before))
    return session.connection().execute(old).rowcount


__all__ = [
    "KEPT_DAYS", "begin", "clear_sign_ins", "device_of", "end", "end_others", "lasting", "note_seen", "print_of_word",
    "started_before", "under_way",
]  # fmt: skip

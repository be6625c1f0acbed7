"""Slowing down whoever guesses: after five wrong tries each further one must wait, up to a quarter of an hour.

Tries are counted for a name *and* an address, in the database, so that every server process counts
together and a stranger elsewhere cannot lock the owner of a name out. A try is counted before the
password is looked at, so that many at once are no way round it.
"""

import hmac
from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col

from careleavers.models import SignInTries
from careleavers.models.base import now_utc

FREE_TRIES = 5
FIRST_WAIT = timedelta(seconds=15)
LONGEST_WAIT = timedelta(minutes=15)
FORGOTTEN_AFTER = timedelta(days=1)


def print_of(secret: str, *parts: str) -> str:
    """The keyed print under which the tries of one name from one address are counted."""
    return hmac.digest(secret.encode(), "\0".join(parts).encode(errors="replace"), "sha256").hex()


def wait_after(tries: int) -> timedelta:
    """How long to wait after that many tries without success: nothing for five, then 15 seconds, doubling."""
    over = tries - FREE_TRIES
    return timedelta() if over < 0 else min(LONGEST_WAIT, FIRST_WAIT * 2 ** min(over, 16))


def count_try(session: Session, key: str, now: datetime | None = None) -> timedelta:
    """Count a try and give no time at all; or, when it comes too soon, count nothing and give the time to wait."""
    now = now or now_utc()
    row = session.get(SignInTries, key, with_for_update=True) or _begin(session, key, now)
    if now - row.last_at > FORGOTTEN_AFTER:
        row.tries = 0
    wait = row.last_at + wait_after(row.tries) - now
    if row.tries >= FREE_TRIES and wait > timedelta():
        return wait
    row.tries, row.last_at = row.tries + 1, now
    session.flush()
    return timedelta()


def _begin(session: Session, key: str, now: datetime) -> SignInTries:
    """The row for a key nobody tried yet; clears away what is long past on the way."""
    session.execute(delete(SignInTries).where(col(SignInTries.last_at) < now - FORGOTTEN_AFTER))
    row = SignInTries(key=key, tries=0, last_at=now)
    try:
        with session.begin_nested():
            session.add(row)
    except IntegrityError:  # another process was first
        other = session.get(SignInTries, key, with_for_update=True)
        assert other is not None
        return other
    return row


def forget(session: Session, key: str) -> None:
    """Start again from nothing: the owner has signed in."""
    session.execute(delete(SignInTries).where(col(SignInTries.key) == key))


def wait_words(wait: timedelta) -> str:
    """What somebody who must wait is told."""
    minutes = -(-int(wait.total_seconds()) // 60)
    return f"That was tried too often. Wait {max(1, minutes)} minute{'s' if minutes > 1 else ''}, then try again"

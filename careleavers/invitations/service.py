"""Making a code, entering it, and what follows: a young person's own sign-in name and password.

The code is never kept: only a keyed print of it. Each refusal of a code is the same, whatever is wrong.
"""

import re
import secrets
from datetime import date, datetime, timedelta

from sqlmodel import Session

from careleavers.accounts.service import give_access, switch_off_access
from careleavers.accounts.throttle import print_of
from careleavers.db import saving
from careleavers.domain.actors import Actor
from careleavers.domain.invitations import InvitationEnding
from careleavers.domain.refusals import Refused
from careleavers.invitations import queries
from careleavers.models import Account, Invitation, YoungPerson
from careleavers.models.base import identity, now_utc

HOURS = 24
# Whoever finds a slip may guess at the date of birth no more often than this.
WRONG_TRIES = 5
# From entering the code to having chosen a password; the code itself must hold as well.
TO_CHOOSE = timedelta(minutes=30)
# No letter or figure that is taken for another; twelve of them are beyond guessing.
_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
_LENGTH, _GROUP = 12, 4


def as_code(typed: str) -> str:
    """A code as it is printed: capital letters and figures, without what was typed between them."""
    return re.sub(r"[^0-9A-Z]", "", typed.upper())


def _print(secret: str, code: str) -> str:
    return print_of(secret, "invitation", as_code(code))


def make_code(session: Session, actor: Actor, young_person: YoungPerson, secret: str) -> tuple[str, Invitation]:
    """A new code, in groups of four, with its invitation; the one before it ends.

    Raises Refused for a closed record, and for somebody who has died.
    """
    if young_person.died_on is not None:
        raise Refused("", "They have died, so no code can be made")
    if young_person.closed_on is not None:
        raise Refused("", "This record is closed, so no code can be made. Open the record again first")
    _end(queries.open_invitation(session, identity(young_person), lock=True), InvitationEnding.REPLACED)
    session.flush()
    code = "".join(secrets.choice(_ALPHABET) for _ in range(_LENGTH))
    made_at = now_utc()
    invitation = Invitation.made(
        young_person_id=identity(young_person), made_by_id=actor.worker, code_print=_print(secret, code),
        made_at=made_at, expires_at=made_at + timedelta(hours=HOURS),
    )  # fmt: skip
    with saving(session, "", "Somebody else made a code at the same moment. Make another"):
        session.add(invitation)
    return "-".join(code[at : at + _GROUP] for at in range(0, _LENGTH, _GROUP)), invitation


def _end(invitation: Invitation | None, ending: InvitationEnding) -> None:
    if invitation is not None and invitation.ended_at is None:
        # Both at once: a validated row never has one without the other.
        invitation.ended_at, invitation.ending = now_utc(), ending


def _holds(session: Session, invitation: Invitation, now: datetime) -> bool:
    person = session.get(YoungPerson, invitation.young_person_id)
    open_still = invitation.ended_at is None and now < invitation.expires_at
    return open_still and person is not None and person.closed_on is None and person.died_on is None


def enter_code(session: Session, secret: str, typed: str, born_on: date) -> str | None:
    """The id of the invitation whose code this is; None for any code that does not work, or the wrong date of birth.

    A wrong date of birth is counted, and the fifth ends the code.
    """
    invitation = queries.invitation_with(session, _print(secret, typed))
    if invitation is None or not _holds(session, invitation, now_utc()):
        return None
    person = session.get_one(YoungPerson, invitation.young_person_id)
    if person.born_on == born_on:
        return invitation.public_id
    invitation.wrong_tries += 1
    if invitation.wrong_tries >= WRONG_TRIES:
        _end(invitation, InvitationEnding.TRIED_OUT)
    session.flush()
    return None


def still_holds(session: Session, public_id: str, entered_at: float, *, lock: bool = False) -> Invitation | None:
    """The invitation whose code was entered at that moment, while it may still be used; None otherwise."""
    now = now_utc()
    if not 0 <= now.timestamp() - entered_at + 1 < TO_CHOOSE.total_seconds():
        return None
    invitation = queries.invitation_known_as(session, public_id, lock=lock)
    return invitation if invitation is not None and _holds(session, invitation, now) else None


def use_code(
    session: Session, public_id: str, entered_at: float, sign_in_name: str, password_hash: str
) -> Account | None:
    """Use a code up: the account of its young person, made or with a new password, switched on, signed in nowhere.

    None if the code was used or ended meanwhile. Raises Refused for a sign-in name that somebody has.
    """
    invitation = still_holds(session, public_id, entered_at, lock=True)
    if invitation is None:
        return None
    account = queries.access_of(session, invitation.young_person_id)
    account = give_access(session, account, invitation.young_person_id, sign_in_name, password_hash)
    _end(invitation, InvitationEnding.USED)
    session.flush()
    return account


def switch_off(session: Session, _actor: Actor, young_person: YoungPerson) -> None:
    """End a young person's access until they are given a new code: on every device, at once, and any code with it."""
    _end(queries.open_invitation(session, identity(young_person), lock=True), InvitationEnding.SWITCHED_OFF)
    account = queries.access_of(session, identity(young_person))
    if account is not None:
        switch_off_access(session, account)
    session.flush()

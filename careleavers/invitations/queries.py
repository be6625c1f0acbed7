"""Codes and the accounts made with them."""

from sqlalchemy import select
from sqlmodel import Session, col

from careleavers.models import Account, Invitation


def access_of(session: Session, young_person_id: int) -> Account | None:
    """The account a young person signs in with, once they have one."""
    statement = select(Account).where(col(Account.young_person_id) == young_person_id)
    return session.execute(statement).scalar_one_or_none()


def open_invitation(session: Session, young_person_id: int, *, lock: bool = False) -> Invitation | None:
    """The code of a young person that nothing has ended, though it may be too old. `lock` keeps rivals out."""
    statement = select(Invitation).where(
        col(Invitation.young_person_id) == young_person_id, col(Invitation.ended_at).is_(None)
    )
    return session.execute(statement.with_for_update() if lock else statement).scalar_one_or_none()


def last_invitation(session: Session, young_person_id: int) -> Invitation | None:
    """The code that was made last, whatever became of it."""
    statement = select(Invitation).where(col(Invitation.young_person_id) == young_person_id)
    return session.execute(statement.order_by(col(Invitation.id).desc()).limit(1)).scalar_one_or_none()


def invitation_with(session: Session, code_print: str) -> Invitation | None:
    """The invitation of this print, open or not, locked until the transaction ends."""
    statement = select(Invitation).where(col(Invitation.code_print) == code_print).with_for_update()
    return session.execute(statement).scalar_one_or_none()


def invitation_known_as(session: Session, public_id: str, *, lock: bool = False) -> Invitation | None:
    """The open invitation of this id. `lock` keeps rivals out until the transaction ends."""
    statement = select(Invitation).where(col(Invitation.public_id) == public_id, col(Invitation.ended_at).is_(None))
    return session.execute(statement.with_for_update() if lock else statement).scalar_one_or_none()


__all__ = ["access_of", "invitation_known_as", "invitation_with", "last_invitation", "open_invitation"]

"""The hidden field by which a page says which draft is its own, who opened it, and whom it is about.

One text: the key of the draft, the page among several that are open, the version it has seen, its writer and the
young person. The writer is the public id of an account: no secret, and of no use to anybody else.
"""

import re
from dataclasses import dataclass

from flask_login import current_user

from careleavers.drafts.service import Slip
from careleavers.models.base import new_public_id
from careleavers.web.forms import DRAFT as FIELD

_SHAPE = re.compile(r"([A-Z2-7]{26})\.([A-Z2-7]{26})\.([0-9]{1,9})\.([A-Z2-7]{26})\.([A-Z0-9]{0,32})")


@dataclass(frozen=True)
class Sent:
    """A slip as a page sent it back."""

    slip: Slip
    writer: str
    about: str


def fresh(key: str = "", seen: int = 0) -> Slip:
    """The slip of a page that is opened now, for the draft that is open in it or for a new one."""
    return Slip(key or new_public_id(), new_public_id(), seen)


def write(slip: Slip, about: str) -> str:
    """A slip as its hidden field carries it; `about` is the public id of the young person, or nothing."""
    return f"{slip.key}.{slip.tab}.{slip.seen}.{writer()}.{about}"


def read(text: str) -> Sent | None:
    """What the hidden field says; None for a page without one or with something else in it."""
    found = _SHAPE.fullmatch(text)
    if found is None:
        return None
    key, tab, seen, who, about = found.groups()
    return Sent(Slip(key, tab, int(seen)), who, about)


def writer() -> str:
    """The public id of the account that is signed in."""
    public_id: str = current_user.public_id
    return public_id


__all__ = ["FIELD", "Sent", "fresh", "read", "write", "writer"]

"""What of a row may be shared with the young person it is about: columns classed as shared, nothing else."""

from typing import Any

from careleavers.domain.terms import Privacy
from careleavers.models.base import Record


class NotForSharing(LookupError):
    """Somebody asked for a column that is not written to be shared with the young person."""


def shared(row: Record, name: str) -> Any:
    """The value of one column of a row. Raises NotForSharing unless the column is classed as shared."""
    privacy = privacy_of(type(row), name)
    if privacy is not Privacy.SHARED:
        raise NotForSharing(f"{type(row).__name__}.{name} is “{privacy.label}”")
    return getattr(row, name)


def privacy_of(model: type[Record], name: str) -> Privacy:
    """The privacy class of one column. Raises KeyError for a name that is no column."""
    found: Privacy = model.__table__.c[name].info["privacy"]  # type: ignore[attr-defined]
    return found

"""What every table shares: identity, version, privacy class, words stored by value.

SQLModel does not validate `table=True` classes, so rows are made only by
`Record.made`, which validates, and assignments are validated as they happen.
"""

import base64
import secrets
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any, Self

from pydantic import ConfigDict
from sqlalchemy import CheckConstraint, Enum, MetaData
from sqlalchemy.orm import declared_attr
from sqlalchemy.sql.elements import conv
from sqlmodel import Field, SQLModel

from careleavers.domain.terms import Privacy, Term

# Names for every constraint, so that a migration can drop what it must.
SQLModel.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
metadata: MetaData = SQLModel.metadata

LONG_TEXT = 20_000
SHORT_TEXT = 200


def now_utc() -> datetime:
    """The moment now, with its zone."""
    return datetime.now(UTC)


def new_public_id() -> str:
    """128 random bits as 26 letters and digits: safe in a URL, says nothing about whose it is."""
    return base64.b32encode(secrets.token_bytes(16)).decode("ascii").rstrip("=")


def stored(term: type[Term], *, checked: bool = True) -> Enum:
    """The column type for a term: kept by value, as text, with a CHECK on both databases.

    Not `checked` in a column added later: SQLite cannot add a CHECK without rebuilding the table.
    """
    return Enum(
        term,
        native_enum=False,
        values_callable=lambda members: [member.value for member in members],
        length=40,
        create_constraint=checked,
        name=term.__name__.lower(),
        validate_strings=True,
    )


def kept(
    privacy: Privacy,
    default: Any = ...,
    *,
    term: type[Term] | None = None,
    factory: Callable[[], Any] | None = None,
    **more: Any,
) -> Any:
    """A column with its privacy class; `...` as default means it must be given.

    `more` goes to SQLModel's Field (max_length, foreign_key, index, unique, ge, le, sa_type...).
    """
    column: dict[str, Any] = {"info": {"privacy": privacy}, **more.pop("column", {})}
    if term is not None:
        more["sa_type"] = stored(term)
    if factory is not None:
        return Field(default_factory=factory, sa_column_kwargs=column, **more)
    return Field(default, sa_column_kwargs=column, **more)


def name_term_checks(tables: MetaData) -> None:
    """Give the CHECK of every term column the column's own name; two columns of one table may hold one term."""
    for table in tables.tables.values():
        for check in [c for c in table.constraints if isinstance(c, CheckConstraint)]:
            columns = list(check.columns)
            if getattr(check, "_type_bound", False) and columns:
                check.name = conv(f"ck_{table.name}_{columns[0].name}")
                # A migration writes the type, and makes the same name from its table and this one.
                columns[0].type.name = columns[0].name  # type: ignore[attr-defined]


def rule(name: str, sql: str) -> CheckConstraint:
    """A named CHECK; the last line behind the validation of forms and details."""
    return CheckConstraint(sql, name=name)


class Details(SQLModel):
    """What a person fills in, before it becomes a row. Unknown words are refused."""

    model_config = ConfigDict(extra="forbid")  # type: ignore[assignment]


class Record(SQLModel):
    """A row that people open and change: an id of our own, a public id for URLs, and a version against lost updates."""

    model_config = ConfigDict(validate_assignment=True)  # type: ignore[assignment]
    id: int | None = kept(Privacy.SYSTEM, None, primary_key=True)
    public_id: str = kept(Privacy.SYSTEM, factory=new_public_id, max_length=26, unique=True)
    version: int = kept(Privacy.SYSTEM, 1, nullable=False)

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:  # noqa: N805 - called with the class
        """A stale save raises instead of silently undoing somebody else's words."""
        return {"version_id_col": cls.__table__.c.version}  # type: ignore[attr-defined]

    @classmethod
    def made(cls, details: SQLModel | None = None, **facts: Any) -> Self:
        """A validated row from what was filled in and what the service adds.

        Raises pydantic.ValidationError for values that do not fit, TypeError for a fact that is no column.
        """
        unknown = set(facts) - set(cls.model_fields)
        if unknown:
            raise TypeError(f"{cls.__name__} has no {', '.join(sorted(unknown))}")
        if details is None:
            return cls.model_validate(facts)
        return cls.model_validate(details, update=facts)

    def amend(self, details: SQLModel) -> None:
        """Copy what was filled in onto this row, each value validated; on an error the caller must roll back."""
        for name in type(details).model_fields:
            value = getattr(details, name)
            if getattr(self, name) != value:
                setattr(self, name, value)

    __hash__ = object.__hash__

    def __eq__(self, other: object) -> bool:
        """Two rows are the same only if they are the same object; unsaved people are not alike."""
        return self is other

    def __repr__(self) -> str:
        """Class and id only, so that no name reaches a log."""
        return f"<{type(self).__name__} {self.__dict__.get('id')}>"

    __str__ = __repr__


def identity(row: Record) -> int:
    """The id of a row that has been flushed. Raises ValueError for one that has not."""
    if row.id is None:
        raise ValueError(f"{type(row).__name__} is not saved yet")
    return row.id


__all__ = [
    "LONG_TEXT", "SHORT_TEXT", "Details", "Field", "Privacy", "Record", "date", "datetime", "identity", "kept",
    "metadata", "name_term_checks", "new_public_id", "now_utc", "rule", "stored",
]  # fmt: skip

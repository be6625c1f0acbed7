"""The audit trail: every changed field with its actor, and every record opened with its ground.

May import: models. Three words to know: *actor* (without one nothing is saved), *change
entry* (one field, from what to what) and *read entry* (committed before the page leaves).
"""

import json
from collections.abc import Iterable
from functools import cache
from typing import Any

from pydantic_core import PydanticUndefined
from sqlalchemy import event, inspect
from sqlalchemy.orm import Mapper, ORMExecuteState
from sqlalchemy.orm.attributes import History
from sqlmodel import Session, SQLModel

from careleavers.domain.actors import Actor
from careleavers.domain.emergency import ExceptionalGround
from careleavers.domain.terms import Privacy, ViewBasis
from careleavers.models import ChangeEntry, ReadEntry
from careleavers.models.base import Details, new_public_id, now_utc

_UNAUDITED = {
    "change_entry", "read_entry", "audit_seal", "sweep", "calendar_day", "alert", "sign_in_tries", "form_key", "draft",
    "message", "snooping_finding",
}  # fmt: skip
_WRITTEN_FOR_EVERY_ROW = {"id", "public_id", "version"}
_HIDDEN = "(secret)"


class NoActor(RuntimeError):
    """Somebody tried to save without saying who they are."""


class ReadOnly(RuntimeError):
    """Something tried to save in a session that may only read."""


def watch(session: Session) -> None:
    """Write a change entry for every field that this session changes, in the same transaction."""
    event.listen(session, "before_flush", _refuse_anonymous)
    event.listen(session, "after_flush", _record_changes)
    event.listen(session, "do_orm_execute", _refuse_bulk)


def _refuse_anonymous(session: Session, _context: Any, _instances: Any) -> None:
    touched = session.new or session.deleted or any(session.is_modified(row) for row in session.dirty)
    if not touched:
        return
    if not session.info.get("write"):
        raise ReadOnly("A page that only reads tried to save something.")
    if not isinstance(session.info.get("actor"), Actor):
        raise NoActor("Nothing is saved without somebody to answer for it.")


def _refuse_bulk(state: ORMExecuteState) -> None:
    """Bulk statements bypass the audit trail, so only code that writes its own entry may issue them."""
    if (state.is_update or state.is_delete or state.is_insert) and not state.execution_options.get("audited_in_bulk"):
        mapper = state.bind_mapper
        if mapper is not None and mapper.local_table.name not in _UNAUDITED:  # type: ignore[attr-defined]
            raise NoActor(f"A bulk change of {mapper.local_table.name} would leave no trace.")  # type: ignore[attr-defined]


def _as_text(value: Any) -> str | None:
    return None if value is None else json.dumps(value, default=str, ensure_ascii=False)


def _person_of(row: Any) -> int | None:
    if row.__tablename__ == "young_person":
        return row.id  # type: ignore[no-any-return]
    found = getattr(row, "young_person_id", None)
    return found if isinstance(found, int) else None


def _old(history: History) -> Any:
    return history.deleted[0] if history.deleted else None


@cache
def _kept_of(mapper: Mapper[Any]) -> tuple[tuple[str, bool], ...]:
    """The columns of a table that are written down, and whether what is in them is secret."""
    return tuple(
        (column.key, column.info["privacy"] is Privacy.SECRET)
        for column in mapper.columns
        if column.key not in _WRITTEN_FOR_EVERY_ROW
    )


def _fields(row: SQLModel, act: str) -> Iterable[tuple[str, Any, Any]]:
    """Each field that changed: its name, what it was and what it is now."""
    state = inspect(row)
    for name, secret in _kept_of(state.mapper):
        # Only a field that was assigned has a history; asking each of them for one took longer than the save.
        if act == "update" and name not in state.committed_state:
            continue
        now = getattr(row, name)
        if act == "insert":
            before, after = None, now
        elif act == "delete":
            before, after = now, None
        else:
            before, after = _old(state.attrs[name].history), now
        if before == after:
            continue
        if secret:
            before, after = before and _HIDDEN, after and _HIDDEN
        yield name, before, after


def _record_changes(session: Session, _context: Any) -> None:
    actor: Actor = session.info["actor"]
    entries: list[dict[str, Any]] = []
    everywhere = {
        "actor": actor.name,
        "worker_id": actor.worker_id,
        "request_id": session.info.get("request_id", ""),
        "at": now_utc(),
    }
    for act, rows in (("insert", session.new), ("update", session.dirty), ("delete", session.deleted)):
        for row in rows:
            if row.__tablename__ in _UNAUDITED:
                continue
            same = {
                **everywhere,
                "act": act,
                "table_name": row.__tablename__,
                "row_id": str(row.id),
                "young_person_id": _person_of(row),
            }
            entries += [
                {**same, "field": name, "before": _as_text(before), "after": _as_text(after)}
                for name, before, after in _fields(row, act)
            ]
    if entries:
        session.connection().execute(ChangeEntry.__table__.insert(), entries)  # type: ignore[attr-defined]


def record_read(
    session: Session,
    actor: Actor,
    basis: ViewBasis,
    endpoint: str,
    *,
    young_person_id: int | None = None,
    listed_ids: Iterable[int] = (),
    about: str | None = None,
    request_id: str = "",
    exceptional: ExceptionalGround | None = None,
) -> ReadEntry:
    """Write that an account opened a page about a young person, or a list with these ids in it.

    `about` is the public id of the one thing that was opened, where a page gives out one of several.
    `exceptional` says why they could, where their role alone does not let them.
    Raises NoActor when the actor has no account: jobs and commands do not open pages.
    """
    if actor.account_id is None or actor.role is None:
        raise NoActor("Only somebody signed in can open a record.")
    entry = ReadEntry(
        account_id=actor.account_id,
        role=actor.role,
        basis=basis,
        endpoint=endpoint,
        young_person_id=young_person_id,
        listed_ids=" ".join(str(i) for i in listed_ids),
        about=about,
        request_id=request_id,
        exceptional=exceptional,
    )
    session.add(entry)
    session.flush()
    return entry


def record_batch(session: Session, table: str, act: str, note: str) -> None:
    """One change entry for a bulk load (an import, the made-up council): which table, how many rows, from where."""
    actor: Actor = session.info["actor"]
    session.connection().execute(
        ChangeEntry.__table__.insert(),  # type: ignore[attr-defined]
        [{"at": now_utc(), "actor": actor.name, "worker_id": actor.worker_id, "act": act, "table_name": table,
          "row_id": "many", "field": "*", "after": _as_text(note), "request_id": session.info.get("request_id", "")}],
    )  # fmt: skip


def load_rows(session: Session, model: type[SQLModel], rows: list[dict[str, Any]], note: str) -> None:
    """Insert many rows at once: what people would have filled in is validated, the constraints check the rest.

    One change entry stands for the batch. Rows carry their own ids. Raises pydantic.ValidationError or
    IntegrityError for a row that does not fit; nothing of the batch is kept then.
    """
    if not rows:
        return
    details = next((base for base in model.__mro__[1:] if issubclass(base, Details)), None)
    if details is not None:
        for row in rows:
            details.model_validate({name: row[name] for name in details.model_fields if name in row})
    table = model.__table__  # type: ignore[attr-defined]
    stamps = {"public_id": new_public_id, "recorded_at": now_utc, "edited_at": now_utc}
    made = [{name: stamps[name]() for name in stamps if name in table.c} | {"version": 1} | row for row in rows]
    made = [{name: value for name, value in row.items() if name in table.c} for row in made]
    # An insert of many rows takes its columns from the first alone, and would lose what only a later one says.
    named = dict.fromkeys(name for row in made for name in row if name not in stamps)
    unsaid = {name: model.model_fields[name].get_default(call_default_factory=True) for name in named}
    unsaid = {name: value for name, value in unsaid.items() if value is not PydanticUndefined}
    made = [unsaid | row for row in made]
    for start in range(0, len(made), 2000):
        session.connection().execute(table.insert(), made[start : start + 2000])
    record_batch(session, table.name, "load", f"{len(rows)} rows: {note}")

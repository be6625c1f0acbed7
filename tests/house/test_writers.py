"""Who may write what: rows by their owner's service, commits in two places, queries never in a view."""

import ast
import re

from sqlmodel import SQLModel

import careleavers.models as models
from careleavers.domain.terms import Privacy
from tests.house.places import called, modules, name, parsed, templates

_TABLES = {
    thing.__name__
    for thing in vars(models).values()
    if isinstance(thing, type) and issubclass(thing, SQLModel) and hasattr(thing, "__table__")
}
# The audit writes its own rows; form keys and sign-in attempts are about the system, not about anybody's record.
_OWN_WRITERS = {
    "careleavers/audit.py",
    "careleavers/web/once.py",
    "careleavers/accounts/store.py",
    "careleavers/accounts/throttle.py",
}
_COMMITTERS = {"careleavers/db.py", "careleavers/web/requests.py"}


def _makes_a_row(node: ast.AST) -> str:
    words = called(node).split(".")
    if words[0] in _TABLES and (len(words) == 1 or words[1] in ("made", "model_validate")):
        return words[0]
    return ""


def _is_a_service(path: str) -> bool:
    return bool(re.search(r"(service|loading|service/\w+)\.py$", path))


def test_rows_are_made_in_the_service_of_their_owner() -> None:
    bad = []
    for path in modules():
        where = name(path)
        if _is_a_service(where) or where in _OWN_WRITERS or "/models/" in where:
            continue
        bad += [f"{where}:{node.lineno} {made}" for node in ast.walk(parsed(path)) if (made := _makes_a_row(node))]  # type: ignore[attr-defined]
    assert not bad, f"A row is made by its owner's service, so that every rule about it holds. Call that instead: {bad}"


def test_commits_happen_in_two_places() -> None:
    bad = [
        f"{name(path)}:{node.lineno}"  # type: ignore[attr-defined]
        for path in modules()
        if name(path) not in _COMMITTERS
        for node in ast.walk(parsed(path))
        if called(node).endswith(".commit")
    ]
    assert not bad, (
        f"The request commits, or db.transaction() does. A service that commits can leave half a save: {bad}"
    )


def test_views_ask_queries_and_never_the_database() -> None:
    bad = [
        f"{name(path)}:{node.lineno}"  # type: ignore[attr-defined]
        for path in modules()
        if "views" in (path.stem, path.parent.name)
        for node in ast.walk(parsed(path))
        if called(node) == "select" or called(node).endswith((".exec", ".execute", ".scalars"))
    ]
    assert not bad, f"Put the SELECT into queries.py, where scope is applied: {bad}"


def _holds_a_value(argument: ast.expr) -> bool:
    """An f-string with anything in it but a constant, which is written in capitals."""
    parts = argument.values if isinstance(argument, ast.JoinedStr) else []
    held = [ast.unparse(part.value) for part in parts if isinstance(part, ast.FormattedValue)]
    return any(not word.lstrip("_").isupper() for word in held)


def test_no_raw_markup_and_no_sql_from_strings() -> None:
    bad = [name(path) for path in templates() if re.search(r"\|\s*safe\b", path.read_text())]
    for path in modules():
        for node in ast.walk(parsed(path)):
            if (
                "/models/" not in name(path)
                and called(node).split(".")[-1] in ("Markup", "text")
                and isinstance(node, ast.Call)
            ):
                bad += [f"{name(path)}:{node.lineno}" for argument in node.args if _holds_a_value(argument)]
    assert not bad, f"Typed words must never become markup or SQL. Use autoescaping and bound values: {bad}"


def test_every_column_has_a_privacy_class() -> None:
    bare = [
        f"{table.name}.{column.name}"
        for table in models.metadata.tables.values()
        for column in table.columns
        if not isinstance(column.info.get("privacy"), Privacy)
    ]
    assert not bare, f"Declare each column with kept(Privacy...): pages, copies and exports are decided by it: {bare}"


def test_every_table_names_itself() -> None:
    bad = [thing for thing in _TABLES if "__tablename__" not in vars(getattr(models, thing))]
    assert not bad, f"Without __tablename__ the name is guessed and can change: {bad}"

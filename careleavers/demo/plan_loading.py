"""Loads made-up plans as plans come about: each version a draft with its parts, and then decided."""

from collections import defaultdict
from typing import Any

from sqlalchemy import bindparam, inspect
from sqlmodel import Session

from careleavers import models
from careleavers.audit import load_rows
from careleavers.domain.terms import PlanState

Row = dict[str, Any]


def load_plans(session: Session, rows: dict[str, list[Row]], note: str) -> None:
    """Version by version: an approved plan takes no more parts and no more additions."""
    plans = rows.get("pathway_plan", [])
    kinds: list[tuple[type[Any], dict[int, list[Row]]]] = [
        (models.PlanEntry, _of_plan(rows.get("plan_entry", []))),
        (models.PlanAddOn, _of_plan(rows.get("plan_add_on", []))),
        (models.PlanGapReason, _of_plan(rows.get("plan_gap_reason", []))),
    ]
    table: Any = inspect(models.PathwayPlan).local_table
    decided = table.update().where(table.c.id == bindparam("plan")).values(state=bindparam("decided"))
    for number in sorted({plan["number"] for plan in plans}):
        versions = [plan for plan in plans if plan["number"] == number]
        load_rows(session, models.PathwayPlan, [plan | {"state": PlanState.DRAFT} for plan in versions], note)
        for model, parts in kinds:
            load_rows(session, model, [part for plan in versions for part in parts[plan["id"]]], note)
        states = [{"plan": plan["id"], "decided": plan["state"]} for plan in versions]
        session.connection().execute(decided, states)


def _of_plan(rows: list[Row]) -> dict[int, list[Row]]:
    found = defaultdict(list)
    for row in rows:
        found[row["plan_id"]].append(row)
    return found


__all__ = ["load_plans"]

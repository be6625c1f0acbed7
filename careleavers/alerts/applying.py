"""One pass over the rules on one connection: each rule wholly or not at all, and none stops another."""

import logging
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from careleavers.alerts.rules import IN_ORDER, Rule
from careleavers.alerts.standing import MAKE_STANDING
from careleavers.alerts.statements import CLEAR_FOR_SERVICE, Reach, raise_for_service, statements
from careleavers.domain.policy import Policy

log = logging.getLogger("careleavers.alerts")

_DEADLOCK = "40P01"


@contextmanager
def planned_once(connection: Connection) -> Iterator[None]:
    """Have PostgreSQL plan what is asked inside once for each connection, and go by that plan from then on.

    For questions about one person, whose plan is the same whoever it is.
    """
    raw: Any = connection.connection.dbapi_connection
    if connection.dialect.name != "postgresql":
        yield
        return
    connection.exec_driver_sql("SET LOCAL plan_cache_mode = force_generic_plan")
    usual, raw.prepare_threshold = raw.prepare_threshold, 0
    try:
        yield
    finally:
        raw.prepare_threshold = usual
    connection.exec_driver_sql("SET LOCAL plan_cache_mode = auto")


@dataclass
class Run:
    """For which day the rules are applied, under which limits, for whom."""

    connection: Connection
    policy: Policy
    as_of: date
    now: datetime
    reach: Reach = Reach.EVERYBODY
    only: int | None = None

    def _execute(self, statement: Any, **more: Any) -> int:
        values: dict[str, Any] = {"as_of": self.as_of, "now": self.now, **more}
        if self.reach is not Reach.EVERYBODY:
            values["only"] = self.only
        return self.connection.execute(statement, values).rowcount

    def apply(self, rule: Rule, *, clearing: bool = True, raising: bool = True) -> tuple[int, int]:
        """Bring a rule's alerts in line with the facts, wholly or not at all: how many raised, how many cleared."""
        raised = cleared = 0
        until = self.as_of + timedelta(days=rule.notice(self.policy))
        made = statements(rule, self.policy, self.connection.dialect.name, self.reach)
        with self.connection.begin_nested():
            self.connection.execute(MAKE_STANDING)
            self.connection.execute(made.forget)
            self._execute(made.work_out, until=until)
            if clearing:
                cleared = self._execute(made.clear)
            if clearing and raising:
                self._execute(made.move)
            if raising:
                raised = self._execute(made.raise_)
        return raised, cleared

    def attempt(self, rule: Rule, *, clearing: bool = True, raising: bool = True) -> tuple[int, int] | None:
        """`apply`, or None with a log entry if the rule fails. A deadlock is passed on, to be tried again."""
        try:
            return self.apply(rule, clearing=clearing, raising=raising)
        except Exception as problem:
            if is_deadlock(problem):
                raise
            log.exception("rule failed", extra={"rule": rule.id})
            return None

    def tell_of_failures(self, failed: list[str]) -> None:
        """Keep one open alert about the service for each rule that fails, and clear those that work again."""
        for rule in IN_ORDER:
            if rule.id not in failed:
                self.connection.execute(CLEAR_FOR_SERVICE, {"mended": rule.id, "as_of": self.as_of, "now": self.now})
        self.report(failed)

    def report(self, failed: list[str]) -> None:
        """Raise an alert about the service for each rule that failed."""
        for rule_id in failed:
            values = {"failed": rule_id, "public_id": secrets.token_hex(16), "as_of": self.as_of, "now": self.now}
            self.connection.execute(raise_for_service(self.connection.dialect.name), values)


def is_deadlock(problem: BaseException) -> bool:
    """Whether the database gave this work up because two waited for each other (PostgreSQL)."""
    return isinstance(problem, DBAPIError) and getattr(problem.orig, "sqlstate", None) == _DEADLOCK

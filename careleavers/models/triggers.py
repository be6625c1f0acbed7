"""Promises that the database itself keeps: frozen plans, append-only audit, spells that never overlap.

The same statements are run by `create_all` and by the first migration. SQLite and PostgreSQL
word a trigger differently, so each promise is written as one condition and one message.
"""

from dataclasses import dataclass

from sqlalchemy import Connection, MetaData, event

# Every column of a plan but its state, which may go from approved to superseded, and the version that counts saves.
FROZEN_COLUMNS = (
    "id", "public_id", "young_person_id", "number", "written_by_id", "started_on", "visit_every_days", "visit_reason",
    "agreement", "agreement_words", "translated", "sent_on", "sent_by_id", "decided_by_id", "decision_words",
    "approved_on", "recorded_at",
)  # fmt: skip
_FROZEN_PLAN = (
    "OLD.state IN ('approved', 'superseded') AND (NEW.state NOT IN ('approved', 'superseded')"
    " OR NEW.state = 'approved' AND OLD.state = 'superseded' OR "
    + " OR ".join(f"NEW.{column} IS DISTINCT FROM OLD.{column}" for column in FROZEN_COLUMNS)
    + ")"
)


def _plan_is_frozen(row: str) -> str:
    # Fixed words only: nothing that anybody typed reaches these statements.
    return f"""EXISTS (SELECT 1 FROM pathway_plan p WHERE p.id = {row}.plan_id
    AND p.state IN ('approved', 'superseded'))"""  # noqa: S608


def _overlaps(table: str) -> str:
    return f"""EXISTS (SELECT 1 FROM {table} s WHERE s.young_person_id = NEW.young_person_id AND s.id <> NEW.id
    AND s.started_on < coalesce(NEW.ended_on, '9999-12-31')
    AND NEW.started_on < coalesce(s.ended_on, '9999-12-31'))"""  # noqa: S608


@dataclass(frozen=True)
class Promise:
    """Before `act` on `table`, refuse with `message` where `when` holds."""

    name: str
    table: str
    act: str
    when: str
    message: str
    after: bool = False
    one_at_a_time: bool = False

    def sqlite(self) -> list[str]:
        """The statements that make the trigger on SQLite, which knows no TRUNCATE and has one writer at a time."""
        if self.act == "TRUNCATE":
            return []
        moment = "AFTER" if self.after else "BEFORE"
        return [
            f"CREATE TRIGGER {self.name} {moment} {self.act} ON {self.table} FOR EACH ROW WHEN {self.when} "
            f"BEGIN SELECT RAISE(ABORT, '{self.message}'); END"
        ]

    def postgresql(self) -> list[str]:
        """The statements that make the function and its trigger on PostgreSQL."""
        moment = "AFTER" if self.after else "BEFORE"
        given_back = {"DELETE": "OLD", "TRUNCATE": "NULL"}.get(self.act, "NEW")
        each = "STATEMENT" if self.act == "TRUNCATE" else "ROW"
        # Two people saving at one moment do not see each other's rows, so the second waits for the first.
        wait = "PERFORM 1 FROM young_person WHERE id = NEW.young_person_id FOR NO KEY UPDATE; "
        return [
            f"CREATE FUNCTION {self.name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"{wait if self.one_at_a_time else ''}IF {self.when} THEN "
            f"RAISE EXCEPTION '{self.message}' USING ERRCODE = 'check_violation'; END IF; "
            f"RETURN {given_back}; END $$",
            f"CREATE TRIGGER {self.name} {moment} {self.act} ON {self.table} "
            f"FOR EACH {each} EXECUTE FUNCTION {self.name}()",
        ]

    def drop(self, dialect: str) -> list[str]:
        """The statements that take it away again."""
        if dialect == "postgresql":
            return [f"DROP TRIGGER {self.name} ON {self.table}", f"DROP FUNCTION {self.name}()"]
        return [f"DROP TRIGGER {self.name}"] if self.sqlite() else []


# A high or very high risk is lowered or closed only by a proposal that a second person approved for just this version.
_ALONE = """OLD.closed_on IS NULL AND OLD.level IN ('high', 'critical')
    AND (NEW.closed_on IS NOT NULL OR NEW.level IN ('low', 'medium') OR OLD.level = 'critical' AND NEW.level = 'high')
    AND NOT EXISTS (SELECT 1 FROM risk_proposal p WHERE p.risk_flag_id = OLD.id AND p.state = 'approved'
    AND p.flag_version = OLD.version)"""

_FROZEN = "an approved plan cannot change"
PROMISES = [
    Promise("risk_by_two_people", "risk_flag", "UPDATE", _ALONE, "a high risk is lowered or closed by two people"),
    Promise("plan_frozen", "pathway_plan", "UPDATE", _FROZEN_PLAN, _FROZEN),
    Promise("plan_kept", "pathway_plan", "DELETE", "OLD.state IN ('approved', 'superseded')", _FROZEN),
    Promise(
        "plan_entry_frozen", "plan_entry", "UPDATE", f"{_plan_is_frozen('OLD')} OR {_plan_is_frozen('NEW')}", _FROZEN
    ),
    Promise("plan_entry_kept", "plan_entry", "DELETE", _plan_is_frozen("OLD"), _FROZEN),
    Promise("plan_entry_late", "plan_entry", "INSERT", _plan_is_frozen("NEW"), _FROZEN),
    *(
        Promise(f"{table}_{word}", table, act, when, _FROZEN)
        for table in ("plan_add_on", "plan_box", "plan_fact", "plan_gap_reason")
        for word, act, when in (
            ("frozen", "UPDATE", f"{_plan_is_frozen('OLD')} OR {_plan_is_frozen('NEW')}"),
            ("kept", "DELETE", _plan_is_frozen("OLD")),
            ("late", "INSERT", _plan_is_frozen("NEW")),
        )
    ),
    *(
        Promise(f"{table}_{act.lower()}", table, act, "1 = 1", "the audit trail is append-only")
        for table in ("change_entry", "read_entry", "audit_seal")
        for act in ("UPDATE", "DELETE", "TRUNCATE")
    ),
    *(
        Promise(f"{table}_apart_{act.lower()}", table, act, _overlaps(table), "spells overlap", True, True)
        for table in ("accommodation_spell", "eet_spell")
        for act in ("INSERT", "UPDATE")
    ),
]


def statements(dialect: str) -> list[str]:
    """Every statement that makes the triggers, in order, for `sqlite` or `postgresql`."""
    return [
        sql for promise in PROMISES for sql in (promise.postgresql() if dialect == "postgresql" else promise.sqlite())
    ]


def attach(metadata: MetaData) -> None:
    """Make the triggers whenever all tables are made."""

    @event.listens_for(metadata, "after_create")
    def make(_target: MetaData, connection: Connection, **_: object) -> None:
        if "pathway_plan" in metadata.tables:
            for sql in statements(connection.dialect.name):
                connection.exec_driver_sql(sql)


__all__ = ["PROMISES", "Promise", "attach", "statements"]

"""The first schema."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


MAKE = {
    "sqlite": [
        "CREATE TRIGGER plan_frozen BEFORE UPDATE ON pathway_plan FOR EACH ROW WHEN OLD.state IN ('approved', 'superseded') AND (NEW.state NOT IN ('approved', 'superseded') OR NEW.state = 'approved' AND OLD.state = 'superseded' OR NEW.id IS DISTINCT FROM OLD.id OR NEW.public_id IS DISTINCT FROM OLD.public_id OR NEW.young_person_id IS DISTINCT FROM OLD.young_person_id OR NEW.number IS DISTINCT FROM OLD.number OR NEW.written_by_id IS DISTINCT FROM OLD.written_by_id OR NEW.started_on IS DISTINCT FROM OLD.started_on OR NEW.visit_every_days IS DISTINCT FROM OLD.visit_every_days OR NEW.visit_reason IS DISTINCT FROM OLD.visit_reason OR NEW.agreement IS DISTINCT FROM OLD.agreement OR NEW.agreement_words IS DISTINCT FROM OLD.agreement_words OR NEW.translated IS DISTINCT FROM OLD.translated OR NEW.sent_on IS DISTINCT FROM OLD.sent_on OR NEW.sent_by_id IS DISTINCT FROM OLD.sent_by_id OR NEW.decided_by_id IS DISTINCT FROM OLD.decided_by_id OR NEW.decision_words IS DISTINCT FROM OLD.decision_words OR NEW.approved_on IS DISTINCT FROM OLD.approved_on OR NEW.recorded_at IS DISTINCT FROM OLD.recorded_at) BEGIN SELECT RAISE(ABORT, 'an approved plan cannot change'); END",
        "CREATE TRIGGER plan_kept BEFORE DELETE ON pathway_plan FOR EACH ROW WHEN OLD.state IN ('approved', 'superseded') BEGIN SELECT RAISE(ABORT, 'an approved plan cannot change'); END",
        "CREATE TRIGGER plan_entry_frozen BEFORE UPDATE ON plan_entry FOR EACH ROW WHEN EXISTS (SELECT 1 FROM pathway_plan p WHERE p.id = OLD.plan_id\n    AND p.state IN ('approved', 'superseded')) OR EXISTS (SELECT 1 FROM pathway_plan p WHERE p.id = NEW.plan_id\n    AND p.state IN ('approved', 'superseded')) BEGIN SELECT RAISE(ABORT, 'an approved plan cannot change'); END",
        "CREATE TRIGGER plan_entry_kept BEFORE DELETE ON plan_entry FOR EACH ROW WHEN EXISTS (SELECT 1 FROM pathway_plan p WHERE p.id = OLD.plan_id\n    AND p.state IN ('approved', 'superseded')) BEGIN SELECT RAISE(ABORT, 'an approved plan cannot change'); END",
        "CREATE TRIGGER plan_entry_late BEFORE INSERT ON plan_entry FOR EACH ROW WHEN EXISTS (SELECT 1 FROM pathway_plan p WHERE p.id = NEW.plan_id\n    AND p.state IN ('approved', 'superseded')) BEGIN SELECT RAISE(ABORT, 'an approved plan cannot change'); END",
        "CREATE TRIGGER change_entry_update BEFORE UPDATE ON change_entry FOR EACH ROW WHEN 1 = 1 BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END",
        "CREATE TRIGGER change_entry_delete BEFORE DELETE ON change_entry FOR EACH ROW WHEN 1 = 1 BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END",
        "CREATE TRIGGER read_entry_update BEFORE UPDATE ON read_entry FOR EACH ROW WHEN 1 = 1 BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END",
        "CREATE TRIGGER read_entry_delete BEFORE DELETE ON read_entry FOR EACH ROW WHEN 1 = 1 BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END",
        "CREATE TRIGGER accommodation_spell_apart_insert AFTER INSERT ON accommodation_spell FOR EACH ROW WHEN EXISTS (SELECT 1 FROM accommodation_spell s WHERE s.young_person_id = NEW.young_person_id AND s.id <> NEW.id\n    AND s.started_on < coalesce(NEW.ended_on, '9999-12-31')\n    AND NEW.started_on < coalesce(s.ended_on, '9999-12-31')) BEGIN SELECT RAISE(ABORT, 'spells overlap'); END",
        "CREATE TRIGGER accommodation_spell_apart_update AFTER UPDATE ON accommodation_spell FOR EACH ROW WHEN EXISTS (SELECT 1 FROM accommodation_spell s WHERE s.young_person_id = NEW.young_person_id AND s.id <> NEW.id\n    AND s.started_on < coalesce(NEW.ended_on, '9999-12-31')\n    AND NEW.started_on < coalesce(s.ended_on, '9999-12-31')) BEGIN SELECT RAISE(ABORT, 'spells overlap'); END",
        "CREATE TRIGGER eet_spell_apart_insert AFTER INSERT ON eet_spell FOR EACH ROW WHEN EXISTS (SELECT 1 FROM eet_spell s WHERE s.young_person_id = NEW.young_person_id AND s.id <> NEW.id\n    AND s.started_on < coalesce(NEW.ended_on, '9999-12-31')\n    AND NEW.started_on < coalesce(s.ended_on, '9999-12-31')) BEGIN SELECT RAISE(ABORT, 'spells overlap'); END",
        "CREATE TRIGGER eet_spell_apart_update AFTER UPDATE ON eet_spell FOR EACH ROW WHEN EXISTS (SELECT 1 FROM eet_spell s WHERE s.young_person_id = NEW.young_person_id AND s.id <> NEW.id\n    AND s.started_on < coalesce(NEW.ended_on, '9999-12-31')\n    AND NEW.started_on < coalesce(s.ended_on, '9999-12-31')) BEGIN SELECT RAISE(ABORT, 'spells overlap'); END",
    ],
    "postgresql": [
        "CREATE FUNCTION plan_frozen() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF OLD.state IN ('approved', 'superseded') AND (NEW.state NOT IN ('approved', 'superseded') OR NEW.state = 'approved' AND OLD.state = 'superseded' OR NEW.id IS DISTINCT FROM OLD.id OR NEW.public_id IS DISTINCT FROM OLD.public_id OR NEW.young_person_id IS DISTINCT FROM OLD.young_person_id OR NEW.number IS DISTINCT FROM OLD.number OR NEW.written_by_id IS DISTINCT FROM OLD.written_by_id OR NEW.started_on IS DISTINCT FROM OLD.started_on OR NEW.visit_every_days IS DISTINCT FROM OLD.visit_every_days OR NEW.visit_reason IS DISTINCT FROM OLD.visit_reason OR NEW.agreement IS DISTINCT FROM OLD.agreement OR NEW.agreement_words IS DISTINCT FROM OLD.agreement_words OR NEW.translated IS DISTINCT FROM OLD.translated OR NEW.sent_on IS DISTINCT FROM OLD.sent_on OR NEW.sent_by_id IS DISTINCT FROM OLD.sent_by_id OR NEW.decided_by_id IS DISTINCT FROM OLD.decided_by_id OR NEW.decision_words IS DISTINCT FROM OLD.decision_words OR NEW.approved_on IS DISTINCT FROM OLD.approved_on OR NEW.recorded_at IS DISTINCT FROM OLD.recorded_at) THEN RAISE EXCEPTION 'an approved plan cannot change' USING ERRCODE = 'check_violation'; END IF; RETURN NEW; END $$",
        "CREATE TRIGGER plan_frozen BEFORE UPDATE ON pathway_plan FOR EACH ROW EXECUTE FUNCTION plan_frozen()",
        "CREATE FUNCTION plan_kept() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF OLD.state IN ('approved', 'superseded') THEN RAISE EXCEPTION 'an approved plan cannot change' USING ERRCODE = 'check_violation'; END IF; RETURN OLD; END $$",
        "CREATE TRIGGER plan_kept BEFORE DELETE ON pathway_plan FOR EACH ROW EXECUTE FUNCTION plan_kept()",
        "CREATE FUNCTION plan_entry_frozen() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF EXISTS (SELECT 1 FROM pathway_plan p WHERE p.id = OLD.plan_id\n    AND p.state IN ('approved', 'superseded')) OR EXISTS (SELECT 1 FROM pathway_plan p WHERE p.id = NEW.plan_id\n    AND p.state IN ('approved', 'superseded')) THEN RAISE EXCEPTION 'an approved plan cannot change' USING ERRCODE = 'check_violation'; END IF; RETURN NEW; END $$",
        "CREATE TRIGGER plan_entry_frozen BEFORE UPDATE ON plan_entry FOR EACH ROW EXECUTE FUNCTION plan_entry_frozen()",
        "CREATE FUNCTION plan_entry_kept() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF EXISTS (SELECT 1 FROM pathway_plan p WHERE p.id = OLD.plan_id\n    AND p.state IN ('approved', 'superseded')) THEN RAISE EXCEPTION 'an approved plan cannot change' USING ERRCODE = 'check_violation'; END IF; RETURN OLD; END $$",
        "CREATE TRIGGER plan_entry_kept BEFORE DELETE ON plan_entry FOR EACH ROW EXECUTE FUNCTION plan_entry_kept()",
        "CREATE FUNCTION plan_entry_late() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF EXISTS (SELECT 1 FROM pathway_plan p WHERE p.id = NEW.plan_id\n    AND p.state IN ('approved', 'superseded')) THEN RAISE EXCEPTION 'an approved plan cannot change' USING ERRCODE = 'check_violation'; END IF; RETURN NEW; END $$",
        "CREATE TRIGGER plan_entry_late BEFORE INSERT ON plan_entry FOR EACH ROW EXECUTE FUNCTION plan_entry_late()",
        "CREATE FUNCTION change_entry_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF 1 = 1 THEN RAISE EXCEPTION 'the audit trail is append-only' USING ERRCODE = 'check_violation'; END IF; RETURN NEW; END $$",
        "CREATE TRIGGER change_entry_update BEFORE UPDATE ON change_entry FOR EACH ROW EXECUTE FUNCTION change_entry_update()",
        "CREATE FUNCTION change_entry_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF 1 = 1 THEN RAISE EXCEPTION 'the audit trail is append-only' USING ERRCODE = 'check_violation'; END IF; RETURN OLD; END $$",
        "CREATE TRIGGER change_entry_delete BEFORE DELETE ON change_entry FOR EACH ROW EXECUTE FUNCTION change_entry_delete()",
        "CREATE FUNCTION change_entry_truncate() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF 1 = 1 THEN RAISE EXCEPTION 'the audit trail is append-only' USING ERRCODE = 'check_violation'; END IF; RETURN NULL; END $$",
        "CREATE TRIGGER change_entry_truncate BEFORE TRUNCATE ON change_entry FOR EACH STATEMENT EXECUTE FUNCTION change_entry_truncate()",
        "CREATE FUNCTION read_entry_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF 1 = 1 THEN RAISE EXCEPTION 'the audit trail is append-only' USING ERRCODE = 'check_violation'; END IF; RETURN NEW; END $$",
        "CREATE TRIGGER read_entry_update BEFORE UPDATE ON read_entry FOR EACH ROW EXECUTE FUNCTION read_entry_update()",
        "CREATE FUNCTION read_entry_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF 1 = 1 THEN RAISE EXCEPTION 'the audit trail is append-only' USING ERRCODE = 'check_violation'; END IF; RETURN OLD; END $$",
        "CREATE TRIGGER read_entry_delete BEFORE DELETE ON read_entry FOR EACH ROW EXECUTE FUNCTION read_entry_delete()",
        "CREATE FUNCTION read_entry_truncate() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF 1 = 1 THEN RAISE EXCEPTION 'the audit trail is append-only' USING ERRCODE = 'check_violation'; END IF; RETURN NULL; END $$",
        "CREATE TRIGGER read_entry_truncate BEFORE TRUNCATE ON read_entry FOR EACH STATEMENT EXECUTE FUNCTION read_entry_truncate()",
        "CREATE FUNCTION accommodation_spell_apart_insert() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM 1 FROM young_person WHERE id = NEW.young_person_id FOR NO KEY UPDATE; IF EXISTS (SELECT 1 FROM accommodation_spell s WHERE s.young_person_id = NEW.young_person_id AND s.id <> NEW.id\n    AND s.started_on < coalesce(NEW.ended_on, '9999-12-31')\n    AND NEW.started_on < coalesce(s.ended_on, '9999-12-31')) THEN RAISE EXCEPTION 'spells overlap' USING ERRCODE = 'check_violation'; END IF; RETURN NEW; END $$",
        "CREATE TRIGGER accommodation_spell_apart_insert AFTER INSERT ON accommodation_spell FOR EACH ROW EXECUTE FUNCTION accommodation_spell_apart_insert()",
        "CREATE FUNCTION accommodation_spell_apart_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM 1 FROM young_person WHERE id = NEW.young_person_id FOR NO KEY UPDATE; IF EXISTS (SELECT 1 FROM accommodation_spell s WHERE s.young_person_id = NEW.young_person_id AND s.id <> NEW.id\n    AND s.started_on < coalesce(NEW.ended_on, '9999-12-31')\n    AND NEW.started_on < coalesce(s.ended_on, '9999-12-31')) THEN RAISE EXCEPTION 'spells overlap' USING ERRCODE = 'check_violation'; END IF; RETURN NEW; END $$",
        "CREATE TRIGGER accommodation_spell_apart_update AFTER UPDATE ON accommodation_spell FOR EACH ROW EXECUTE FUNCTION accommodation_spell_apart_update()",
        "CREATE FUNCTION eet_spell_apart_insert() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM 1 FROM young_person WHERE id = NEW.young_person_id FOR NO KEY UPDATE; IF EXISTS (SELECT 1 FROM eet_spell s WHERE s.young_person_id = NEW.young_person_id AND s.id <> NEW.id\n    AND s.started_on < coalesce(NEW.ended_on, '9999-12-31')\n    AND NEW.started_on < coalesce(s.ended_on, '9999-12-31')) THEN RAISE EXCEPTION 'spells overlap' USING ERRCODE = 'check_violation'; END IF; RETURN NEW; END $$",
        "CREATE TRIGGER eet_spell_apart_insert AFTER INSERT ON eet_spell FOR EACH ROW EXECUTE FUNCTION eet_spell_apart_insert()",
        "CREATE FUNCTION eet_spell_apart_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM 1 FROM young_person WHERE id = NEW.young_person_id FOR NO KEY UPDATE; IF EXISTS (SELECT 1 FROM eet_spell s WHERE s.young_person_id = NEW.young_person_id AND s.id <> NEW.id\n    AND s.started_on < coalesce(NEW.ended_on, '9999-12-31')\n    AND NEW.started_on < coalesce(s.ended_on, '9999-12-31')) THEN RAISE EXCEPTION 'spells overlap' USING ERRCODE = 'check_violation'; END IF; RETURN NEW; END $$",
        "CREATE TRIGGER eet_spell_apart_update AFTER UPDATE ON eet_spell FOR EACH ROW EXECUTE FUNCTION eet_spell_apart_update()",
    ],
}

DROP = {
    "sqlite": [
        "DROP TRIGGER eet_spell_apart_update",
        "DROP TRIGGER eet_spell_apart_insert",
        "DROP TRIGGER accommodation_spell_apart_update",
        "DROP TRIGGER accommodation_spell_apart_insert",
        "DROP TRIGGER read_entry_delete",
        "DROP TRIGGER read_entry_update",
        "DROP TRIGGER change_entry_delete",
        "DROP TRIGGER change_entry_update",
        "DROP TRIGGER plan_entry_late",
        "DROP TRIGGER plan_entry_kept",
        "DROP TRIGGER plan_entry_frozen",
        "DROP TRIGGER plan_kept",
        "DROP TRIGGER plan_frozen",
    ],
    "postgresql": [
        "DROP TRIGGER eet_spell_apart_update ON eet_spell",
        "DROP FUNCTION eet_spell_apart_update()",
        "DROP TRIGGER eet_spell_apart_insert ON eet_spell",
        "DROP FUNCTION eet_spell_apart_insert()",
        "DROP TRIGGER accommodation_spell_apart_update ON accommodation_spell",
        "DROP FUNCTION accommodation_spell_apart_update()",
        "DROP TRIGGER accommodation_spell_apart_insert ON accommodation_spell",
        "DROP FUNCTION accommodation_spell_apart_insert()",
        "DROP TRIGGER read_entry_truncate ON read_entry",
        "DROP FUNCTION read_entry_truncate()",
        "DROP TRIGGER read_entry_delete ON read_entry",
        "DROP FUNCTION read_entry_delete()",
        "DROP TRIGGER read_entry_update ON read_entry",
        "DROP FUNCTION read_entry_update()",
        "DROP TRIGGER change_entry_truncate ON change_entry",
        "DROP FUNCTION change_entry_truncate()",
        "DROP TRIGGER change_entry_delete ON change_entry",
        "DROP FUNCTION change_entry_delete()",
        "DROP TRIGGER change_entry_update ON change_entry",
        "DROP FUNCTION change_entry_update()",
        "DROP TRIGGER plan_entry_late ON plan_entry",
        "DROP FUNCTION plan_entry_late()",
        "DROP TRIGGER plan_entry_kept ON plan_entry",
        "DROP FUNCTION plan_entry_kept()",
        "DROP TRIGGER plan_entry_frozen ON plan_entry",
        "DROP FUNCTION plan_entry_frozen()",
        "DROP TRIGGER plan_kept ON pathway_plan",
        "DROP FUNCTION plan_kept()",
        "DROP TRIGGER plan_frozen ON pathway_plan",
        "DROP FUNCTION plan_frozen()",
    ],
}


def upgrade() -> None:
    op.create_table(
        "calendar_day",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_calendar_day")),
    )
    with op.batch_alter_table("calendar_day", schema=None) as batch_op:
        batch_op.create_index("ix_calendar_day_number", ["number", "day"], unique=False)

    op.create_table(
        "change_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(length=80), nullable=False),
        sa.Column("worker_id", sa.Integer(), nullable=True),
        sa.Column("act", sa.String(length=10), nullable=False),
        sa.Column("table_name", sa.String(length=60), nullable=False),
        sa.Column("row_id", sa.String(length=40), nullable=False),
        sa.Column("young_person_id", sa.Integer(), nullable=True),
        sa.Column("field", sa.String(length=60), nullable=False),
        sa.Column("before", sa.String(), nullable=True),
        sa.Column("after", sa.String(), nullable=True),
        sa.Column("request_id", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_change_entry")),
    )
    with op.batch_alter_table("change_entry", schema=None) as batch_op:
        batch_op.create_index("ix_change_entry_person", ["young_person_id", "id"], unique=False)
        batch_op.create_index("ix_change_entry_row", ["table_name", "row_id"], unique=False)

    op.create_table(
        "import_run",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=26), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("started_by", sa.String(length=80), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("staged", sa.String(), nullable=False),
        sa.Column("report", sa.String(), nullable=False),
        sa.Column("applied_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_run")),
        sa.UniqueConstraint("public_id", name=op.f("uq_import_run_public_id")),
    )
    op.create_table(
        "read_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "after_care_worker",
                "social_worker",
                "reviewing_officer",
                "team_manager",
                "service_manager",
                "auditor",
                "administrator",
                "young_person",
                name="role",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "basis",
            sa.Enum(
                "allocated",
                "team",
                "service",
                "own",
                name="basis",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("endpoint", sa.String(length=80), nullable=False),
        sa.Column("young_person_id", sa.Integer(), nullable=True),
        sa.Column("listed_ids", sa.String(), nullable=False),
        sa.Column("request_id", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_read_entry")),
    )
    with op.batch_alter_table("read_entry", schema=None) as batch_op:
        batch_op.create_index("ix_read_entry_account", ["account_id", "at"], unique=False)
        batch_op.create_index("ix_read_entry_person", ["young_person_id", "at"], unique=False)

    op.create_table(
        "sign_in_tries",
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_sign_in_tries")),
    )
    op.create_table(
        "sweep",
        sa.Column("for_day", sa.Date(), nullable=False),
        sa.Column("lease_holder", sa.String(length=80), nullable=False),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("seconds", sa.Float(), nullable=True),
        sa.Column("raised", sa.Integer(), nullable=False),
        sa.Column("cleared", sa.Integer(), nullable=False),
        sa.Column("open", sa.Integer(), nullable=False),
        sa.Column("failed_rules", sa.String(length=500), nullable=False),
        sa.PrimaryKeyConstraint("for_day", name=op.f("pk_sweep")),
    )
    op.create_table(
        "team",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=26), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_team")),
        sa.UniqueConstraint("name", name=op.f("uq_team_name")),
        sa.UniqueConstraint("public_id", name=op.f("uq_team_public_id")),
    )
    op.create_table(
        "worker",
        sa.Column("sign_in_name", sa.String(length=80), nullable=False),
        sa.Column("given_name", sa.String(length=80), nullable=False),
        sa.Column("family_name", sa.String(length=80), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "after_care_worker",
                "social_worker",
                "reviewing_officer",
                "team_manager",
                "service_manager",
                "auditor",
                "administrator",
                "young_person",
                name="role",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("team_id", sa.Integer(), nullable=True),
        sa.Column("supervisor_id", sa.Integer(), nullable=True),
        sa.Column("phone", sa.String(length=40), nullable=False),
        sa.Column("email", sa.String(length=200), nullable=False),
        sa.Column("started_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=26), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("disabled_on", sa.Date(), nullable=True),
        sa.CheckConstraint("role <> 'young_person'", name=op.f("ck_worker_not_young_person")),
        sa.CheckConstraint("ends_on IS NULL OR ends_on >= started_on", name=op.f("ck_worker_ends_after_start")),
        sa.ForeignKeyConstraint(["supervisor_id"], ["worker.id"], name=op.f("fk_worker_supervisor_id")),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_worker_team_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_worker")),
        sa.UniqueConstraint("public_id", name=op.f("uq_worker_public_id")),
        sa.UniqueConstraint("sign_in_name", name=op.f("uq_worker_sign_in_name")),
    )
    with op.batch_alter_table("worker", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_worker_supervisor_id"), ["supervisor_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_worker_team_id"), ["team_id"], unique=False)

    op.create_table(
        "young_person",
        sa.Column("child_id", sa.String(length=10), nullable=False),
        sa.Column("upn", sa.String(length=13), nullable=True),
        sa.Column("given_name", sa.String(length=80), nullable=False),
        sa.Column("family_name", sa.String(length=80), nullable=False),
        sa.Column("preferred_name", sa.String(length=80), nullable=False),
        sa.Column("pronouns", sa.String(length=40), nullable=False),
        sa.Column("born_on", sa.Date(), nullable=False),
        sa.Column(
            "sex",
            sa.Enum("M", "F", "U", name="sex", native_enum=False, create_constraint=True, length=40),
            nullable=True,
        ),
        sa.Column("gender", sa.String(length=80), nullable=False),
        sa.Column(
            "ethnicity",
            sa.Enum(
                "WBRI",
                "WIRI",
                "WOTH",
                "WIRT",
                "WROM",
                "MWBC",
                "MWBA",
                "MWAS",
                "MOTH",
                "AIND",
                "APKN",
                "ABAN",
                "AOTH",
                "BCRB",
                "BAFR",
                "BOTH",
                "CHNE",
                "OOTH",
                "REFU",
                "NOBT",
                name="ethnicity",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("language", sa.String(length=80), nullable=False),
        sa.Column(
            "interpreter",
            sa.Enum("yes", "no", "not_known", name="interpreter", native_enum=False, create_constraint=True, length=40),
            nullable=True,
        ),
        sa.Column("faith", sa.String(length=80), nullable=False),
        sa.Column(
            "disability",
            sa.Enum("yes", "no", "not_known", name="disability", native_enum=False, create_constraint=True, length=40),
            nullable=True,
        ),
        sa.Column("disability_words", sa.String(length=2000), nullable=False),
        sa.Column(
            "ehcp",
            sa.Enum("yes", "no", "not_known", name="ehcp", native_enum=False, create_constraint=True, length=40),
            nullable=True,
        ),
        sa.Column(
            "uasc",
            sa.Enum("yes", "no", "not_known", name="uasc", native_enum=False, create_constraint=True, length=40),
            nullable=True,
        ),
        sa.Column(
            "leave_type",
            sa.Enum(
                "awaiting",
                "refugee",
                "humanitarian",
                "uasc_leave",
                "limited",
                "indefinite",
                "settled",
                "appeal_exhausted",
                "not_known",
                name="leave_type",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("leave_expires_on", sa.Date(), nullable=True),
        sa.Column(
            "parent",
            sa.Enum("yes", "no", "not_known", name="parent", native_enum=False, create_constraint=True, length=40),
            nullable=True,
        ),
        sa.Column(
            "pregnant",
            sa.Enum("yes", "no", "not_known", name="pregnant", native_enum=False, create_constraint=True, length=40),
            nullable=True,
        ),
        sa.Column("placing_area", sa.String(length=80), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=26), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=True),
        sa.Column(
            "suggested_category",
            sa.Enum(
                "eligible",
                "relevant",
                "returned_home",
                "former_relevant",
                "former_relevant_education",
                "former_relevant_on_request",
                "not_currently_supported",
                "qualifying",
                "not_eligible",
                "closed",
                "undecided",
                name="suggested_category",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("suggested_on", sa.Date(), nullable=True),
        sa.Column("suggestion_why", sa.String(length=500), nullable=False),
        sa.Column("days_inclusive", sa.Integer(), nullable=True),
        sa.Column("days_exclusive", sa.Integer(), nullable=True),
        sa.Column("needs_decision", sa.Boolean(), nullable=False),
        sa.Column("duty_from", sa.Date(), nullable=True),
        sa.Column("home_with_parent_since", sa.Date(), nullable=True),
        sa.Column("asked_for_support_on", sa.Date(), nullable=True),
        sa.Column("asked_about_education", sa.Boolean(), nullable=False),
        sa.Column("programme_ends_on", sa.Date(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column(
            "closure",
            sa.Enum(
                "died",
                "transferred",
                "returned_home",
                "adopted",
                "aged_out",
                "not_wanted",
                "import_undone",
                name="closure",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("died_on", sa.Date(), nullable=True),
        sa.Column("added_on", sa.Date(), nullable=False),
        sa.Column("added_by_import_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("born_on > '1940-01-01'", name=op.f("ck_young_person_born_plausibly")),
        sa.CheckConstraint("(closed_on IS NULL) = (closure IS NULL)", name=op.f("ck_young_person_closure_dated")),
        sa.ForeignKeyConstraint(
            ["added_by_import_id"], ["import_run.id"], name=op.f("fk_young_person_added_by_import_id")
        ),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_young_person_team_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_young_person")),
        sa.UniqueConstraint("child_id", name=op.f("uq_young_person_child_id")),
        sa.UniqueConstraint("public_id", name=op.f("uq_young_person_public_id")),
    )
    with op.batch_alter_table("young_person", schema=None) as batch_op:
        batch_op.create_index("ix_young_person_born_on", ["born_on"], unique=False)
        batch_op.create_index("ix_young_person_family_name", ["family_name", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_young_person_team_id"), ["team_id"], unique=False)

    op.create_table(
        "absence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=26), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("worker_id", sa.Integer(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("to_on", sa.Date(), nullable=False),
        sa.Column("covered_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("covered_by_id IS NULL OR covered_by_id <> worker_id", name=op.f("ck_absence_not_by_self")),
        sa.CheckConstraint("to_on >= from_on", name=op.f("ck_absence_in_order")),
        sa.ForeignKeyConstraint(["covered_by_id"], ["worker.id"], name=op.f("fk_absence_covered_by_id")),
        sa.ForeignKeyConstraint(["worker_id"], ["worker.id"], name=op.f("fk_absence_worker_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_absence")),
        sa.UniqueConstraint("public_id", name=op.f("uq_absence_public_id")),
    )
    with op.batch_alter_table("absence", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_absence_worker_id"), ["worker_id"], unique=False)

    op.create_table(
        "accommodation_spell",
        sa.Column(
            "code",
            sa.Enum(
                "B",
                "C",
                "D",
                "E",
                "G",
                "H",
                "K",
                "R",
                "S",
                "T",
                "U",
                "V",
                "W",
                "X",
                "Y",
                "Z",
                name="code",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "suitability",
            sa.Enum("1", "2", "0", name="suitability", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("suitability_reason", sa.String(length=2000), nullable=False),
        sa.Column("suitability_on", sa.Date(), nullable=True),
        sa.Column("provided_by_council", sa.Boolean(), nullable=False),
        sa.Column("tenancy", sa.String(length=80), nullable=False),
        sa.Column("address", sa.String(length=500), nullable=False),
        sa.Column("landlord", sa.String(length=200), nullable=False),
        sa.Column("weekly_cost_pence", sa.Integer(), nullable=True),
        sa.Column("notice_on", sa.Date(), nullable=True),
        sa.Column("expected_end_on", sa.Date(), nullable=True),
        sa.Column(
            "feels_safe",
            sa.Enum("yes", "no", "not_known", name="feels_safe", native_enum=False, create_constraint=True, length=40),
            nullable=True,
        ),
        sa.Column("started_on", sa.Date(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=26), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("young_person_id", sa.Integer(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("end_reason", sa.String(length=500), nullable=False),
        sa.Column("recorded_by_id", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "code NOT IN ('S', 'X') OR suitability = '2'", name=op.f("ck_accommodation_spell_never_suitable")
        ),
        sa.CheckConstraint("ended_on IS NULL OR ended_on > started_on", name=op.f("ck_accommodation_spell_in_order")),
        sa.ForeignKeyConstraint(["recorded_by_id"], ["worker.id"], name=op.f("fk_accommodation_spell_recorded_by_id")),
        sa.ForeignKeyConstraint(
            ["young_person_id"], ["young_person.id"], name=op.f("fk_accommodation_spell_young_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accommodation_spell")),
        sa.UniqueConstraint("public_id", name=op.f("uq_accommodation_spell_public_id")),
    )
    with op.batch_alter_table("accommodation_spell", schema=None) as batch_op:
        batch_op.create_index(
            "uq_accommodation_spell_open",
            ["young_person_id"],
            unique=True,
            sqlite_where=sa.text("ended_on IS NULL"),
            postgresql_where=sa.text("ended_on IS NULL"),
        )
        batch_op.create_index("uq_accommodation_spell_start", ["young_person_id", "started_on"], unique=True)

    op.create_table(
        "account",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=26), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("sign_in_name", sa.String(length=80), nullable=False),
        sa.Column("worker_id", sa.Integer(), nullable=True),
        sa.Column("young_person_id", sa.Integer(), nullable=True),
        sa.Column("password", sa.String(length=255), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("fs_uniquifier", sa.String(length=64), nullable=False),
        sa.Column("tf_primary_method", sa.String(length=20), nullable=True),
        sa.Column("tf_totp_secret", sa.String(length=255), nullable=True),
        sa.Column("tf_last_counter", sa.Integer(), nullable=True),
        sa.CheckConstraint("(worker_id IS NULL) <> (young_person_id IS NULL)", name=op.f("ck_account_one_owner")),
        sa.ForeignKeyConstraint(["worker_id"], ["worker.id"], name=op.f("fk_account_worker_id")),
        sa.ForeignKeyConstraint(["young_person_id"], ["young_person.id"], name=op.f("fk_account_young_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account")),
        sa.UniqueConstraint("fs_uniquifier", name=op.f("uq_account_fs_uniquifier")),
        sa.UniqueConstraint("public_id", name=op.f("uq_account_public_id")),
        sa.UniqueConstraint("sign_in_name", name=op.f("uq_account_sign_in_name")),
        sa.UniqueConstraint("worker_id", name=op.f("uq_account_worker_id")),
        sa.UniqueConstraint("young_person_id", name=op.f("uq_account_young_person_id")),
    )
    op.create_table(
        "alert",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=32), nullable=False),
        sa.Column("rule", sa.String(length=8), nullable=False),
        sa.Column(
            "subject_kind",
            sa.Enum(
                "young_person",
                "worker",
                "system",
                name="subject_kind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("young_person_id", sa.Integer(), nullable=True),
        sa.Column("worker_id", sa.Integer(), nullable=True),
        sa.Column("about_id", sa.Integer(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("since_on", sa.Date(), nullable=True),
        sa.Column("never", sa.Boolean(), nullable=False),
        sa.Column("every_days", sa.Integer(), nullable=True),
        sa.Column("worse", sa.Boolean(), nullable=False),
        sa.Column(
            "basis",
            sa.Enum(
                "statutory", "guidance", "policy", name="basis", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column("raised_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("raised_on", sa.Date(), nullable=False),
        sa.Column("cleared_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cleared_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "(subject_kind = 'young_person' AND young_person_id IS NOT NULL AND worker_id IS NULL) OR (subject_kind = 'worker' AND worker_id IS NOT NULL AND young_person_id IS NULL) OR (subject_kind = 'system' AND worker_id IS NULL AND young_person_id IS NULL)",
            name=op.f("ck_alert_one_subject"),
        ),
        sa.ForeignKeyConstraint(["worker_id"], ["worker.id"], name=op.f("fk_alert_worker_id")),
        sa.ForeignKeyConstraint(["young_person_id"], ["young_person.id"], name=op.f("fk_alert_young_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alert")),
        sa.UniqueConstraint("public_id", name=op.f("uq_alert_public_id")),
    )
    with op.batch_alter_table("alert", schema=None) as batch_op:
        batch_op.create_index("ix_alert_person", ["young_person_id", "rule", "due_on"], unique=False)
        batch_op.create_index(
            "ix_alert_queue",
            ["due_on", "id"],
            unique=False,
            sqlite_where=sa.text("cleared_at IS NULL"),
            postgresql_where=sa.text("cleared_at IS NULL"),
        )
        batch_op.create_index(
            "ix_alert_rule_open",
            ["rule"],
            unique=False,
            sqlite_where=sa.text("cleared_at IS NULL"),
            postgresql_where=sa.text("cleared_at IS NULL"),
        )
        batch_op.create_index(
            "uq_alert_open_system",
            ["rule"],
            unique=True,
            sqlite_where=sa.text("cleared_at IS NULL AND subject_kind = 'system'"),
            postgresql_where=sa.text("cleared_at IS NULL AND subject_kind = 'system'"),
        )
        batch_op.create_index(
            "uq_alert_open_worker_id",
            ["worker_id", "rule", "about_id"],
            unique=True,
            sqlite_where=sa.text("cleared_at IS NULL AND worker_id IS NOT NULL"),
            postgresql_where=sa.text("cleared_at IS NULL AND worker_id IS NOT NULL"),
        )
        batch_op.create_index(
            "uq_alert_open_young_person_id",
            ["young_person_id", "rule", "about_id"],
            unique=True,
            sqlite_where=sa.text("cleared_at IS NULL AND young_person_id IS NOT NULL"),
            postgresql_where=sa.text("cleared_at IS NULL AND young_person_id IS NOT NULL"),
        )

    op.create_table(
        "allocation",
        sa.Column("worker_id", sa.Integer(), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "after_care_worker",
                "social_worker",
                "reviewing_officer",
                "cover",
                name="role",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("handover_note", sa.String(length=5000), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=26), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("young_person_id", sa.Integer(), nullable=False),
        sa.Column("to_on", sa.Date(), nullable=True),
        sa.Column("end_reason", sa.String(length=500), nullable=False),
        sa.Column("allocated_by_id", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("to_on IS NULL OR to_on >= from_on", name=op.f("ck_allocation_in_order")),
        sa.ForeignKeyConstraint(["allocated_by_id"], ["worker.id"], name=op.f("fk_allocation_allocated_by_id")),
        sa.ForeignKeyConstraint(["worker_id"], ["worker.id"], name=op.f("fk_allocation_worker_id")),
        sa.ForeignKeyConstraint(["young_person_id"], ["young_person.id"], name=op.f("fk_allocation_young_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_allocation")),
        sa.UniqueConstraint("public_id", name=op.f("uq_allocation_public_id")),
    )
    with op.batch_alter_table("allocation", schema=None) as batch_op:
        batch_op.create_index("ix_allocation_person", ["young_person_id", "role", "from_on"], unique=False)
        batch_op.create_index("ix_allocation_worker", ["worker_id", "to_on", "young_person_id"], unique=False)
        batch_op.create_index(
            "uq_allocation_open",
            ["young_person_id", "role"],
            unique=True,
            sqlite_where=sa.text("to_on IS NULL AND role <> 'cover'"),
            postgresql_where=sa.text("to_on IS NULL AND role <> 'cover'"),
        )

    op.create_table(
        "category_decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=26), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("young_person_id", sa.Integer(), nullable=False),
        sa.Column(
            "category",
            sa.Enum(
                "eligible",
                "relevant",
                "returned_home",
                "former_relevant",
                "former_relevant_education",
                "former_relevant_on_request",
                "not_currently_supported",
                "qualifying",
                "not_eligible",
                "closed",
                "undecided",
                name="category",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(length=20000), nullable=False),
        sa.Column(
            "suggested_category",
            sa.Enum(
                "eligible",
                "relevant",
                "returned_home",
                "former_relevant",
                "former_relevant_education",
                "former_relevant_on_request",
                "not_currently_supported",
                "qualifying",
                "not_eligible",
                "closed",
                "undecided",
                name="suggested_category",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("days_inclusive", sa.Integer(), nullable=True),
        sa.Column("days_exclusive", sa.Integer(), nullable=True),
        sa.Column("decided_by_id", sa.Integer(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["decided_by_id"], ["worker.id"], name=op.f("fk_category_decision_decided_by_id")),
        sa.ForeignKeyConstraint(
            ["young_person_id"], ["young_person.id"], name=op.f("fk_category_decision_young_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_category_decision")),
        sa.UniqueConstraint("public_id", name=op.f("uq_category_decision_public_id")),
    )
    with op.batch_alter_table("category_decision", schema=None) as batch_op:
        batch_op.create_index("ix_category_decision_person", ["young_person_id", "from_on"], unique=False)

    op.create_table(
        "eet_spell",
        sa.Column(
            "code",
            sa.Enum(
                "F1",
                "P1",
                "F2",
                "P2",
                "F4",
                "P4",
                "F5",
                "P5",
                "G4",
                "G5",
                "G6",
                "0",
                name="code",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("provider", sa.String(length=200), nullable=False),
        sa.Column("weekly_hours", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("barriers", sa.String(length=2000), nullable=False),
        sa.Column("started_on", sa.Date(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=26), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("young_person_id", sa.Integer(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("end_reason", sa.String(length=500), nullable=False),
        sa.Column("recorded_by_id", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("ended_on IS NULL OR ended_on > started_on", name=op.f("ck_eet_spell_in_order")),
        sa.ForeignKeyConstraint(["recorded_by_id"], ["worker.id"], name=op.f("fk_eet_spell_recorded_by_id")),
        sa.ForeignKeyConstraint(["young_person_id"], ["young_person.id"], name=op.f("fk_eet_spell_young_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_eet_spell")),
        sa.UniqueConstraint("public_id", name=op.f("uq_eet_spell_public_id")),
    )
    with op.batch_alter_table("eet_spell", schema=None) as batch_op:
        batch_op.create_index(
            "uq_eet_spell_open",
            ["young_person_id"],
            unique=True,
            sqlite_where=sa.text("ended_on IS NULL"),
            postgresql_where=sa.text("ended_on IS NULL"),
        )
        batch_op.create_index("uq_eet_spell_start", ["young_person_id", "started_on"], unique=True)

    op.create_table(
        "looked_after_period",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=26), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("young_person_id", sa.Integer(), nullable=False),
        sa.Column("started_on", sa.Date(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("legal_status", sa.String(length=4), nullable=False),
        sa.Column("reason_started", sa.String(length=4), nullable=False),
        sa.Column("reason_ended", sa.String(length=4), nullable=False),
        sa.Column("placement", sa.String(length=4), nullable=False),
        sa.CheckConstraint("ended_on IS NULL OR ended_on >= started_on", name=op.f("ck_looked_after_period_in_order")),
        sa.ForeignKeyConstraint(
            ["young_person_id"], ["young_person.id"], name=op.f("fk_looked_after_period_young_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_looked_after_period")),
        sa.UniqueConstraint("public_id", name=op.f("uq_looked_after_period_public_id")),
    )
    with op.batch_alter_table("looked_after_period", schema=None) as batch_op:
        batch_op.create_index("uq_looked_after_period_start", ["young_person_id", "started_on"], unique=True)

    op.create_table(
        "oc3_answer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=26), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("young_person_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("in_touch", sa.String(length=4), nullable=False),
        sa.Column("activity", sa.String(length=2), nullable=False),
        sa.Column("accommodation", sa.String(length=2), nullable=False),
        sa.Column("import_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["import_id"], ["import_run.id"], name=op.f("fk_oc3_answer_import_id")),
        sa.ForeignKeyConstraint(["young_person_id"], ["young_person.id"], name=op.f("fk_oc3_answer_young_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_oc3_answer")),
        sa.UniqueConstraint("public_id", name=op.f("uq_oc3_answer_public_id")),
    )
    with op.batch_alter_table("oc3_answer", schema=None) as batch_op:
        batch_op.create_index("uq_oc3_answer_year", ["young_person_id", "year"], unique=True)

    op.create_table(
        "pathway_plan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=26), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("young_person_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "draft",
                "sent",
                "returned",
                "approved",
                "superseded",
                name="state",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("written_by_id", sa.Integer(), nullable=False),
        sa.Column("started_on", sa.Date(), nullable=False),
        sa.Column("visit_every_days", sa.Integer(), nullable=True),
        sa.Column("visit_reason", sa.String(length=2000), nullable=False),
        sa.Column(
            "agreement",
            sa.Enum(
                "agrees",
                "agrees_with_changes",
                "disagrees",
                "not_asked",
                name="agreement",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("agreement_words", sa.String(length=20000), nullable=False),
        sa.Column("translated", sa.Boolean(), nullable=False),
        sa.Column("sent_on", sa.Date(), nullable=True),
        sa.Column("sent_by_id", sa.Integer(), nullable=True),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("decision_words", sa.String(length=20000), nullable=False),
        sa.Column("approved_on", sa.Date(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "NOT (state IN ('approved', 'superseded')) OR (approved_on IS NOT NULL AND decided_by_id IS NOT NULL)",
            name=op.f("ck_pathway_plan_approval_recorded"),
        ),
        sa.CheckConstraint(
            "NOT (state IN ('approved', 'superseded')) OR decided_by_id <> written_by_id",
            name=op.f("ck_pathway_plan_not_by_author"),
        ),
        sa.CheckConstraint(
            "visit_every_days IS NULL OR visit_every_days BETWEEN 1 AND 366", name=op.f("ck_pathway_plan_frequency")
        ),
        sa.ForeignKeyConstraint(["decided_by_id"], ["worker.id"], name=op.f("fk_pathway_plan_decided_by_id")),
        sa.ForeignKeyConstraint(["sent_by_id"], ["worker.id"], name=op.f("fk_pathway_plan_sent_by_id")),
        sa.ForeignKeyConstraint(["written_by_id"], ["worker.id"], name=op.f("fk_pathway_plan_written_by_id")),
        sa.ForeignKeyConstraint(["young_person_id"], ["young_person.id"], name=op.f("fk_pathway_plan_young_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pathway_plan")),
        sa.UniqueConstraint("public_id", name=op.f("uq_pathway_plan_public_id")),
    )
    with op.batch_alter_table("pathway_plan", schema=None) as batch_op:
        batch_op.create_index(
            "ix_pathway_plan_approved",
            ["young_person_id", "approved_on"],
            unique=False,
            sqlite_where=sa.text("state IN ('approved', 'superseded')"),
            postgresql_where=sa.text("state IN ('approved', 'superseded')"),
        )
        batch_op.create_index(
            "uq_pathway_plan_in_hand",
            ["young_person_id"],
            unique=True,
            sqlite_where=sa.text("state IN ('draft', 'sent', 'returned')"),
            postgresql_where=sa.text("state IN ('draft', 'sent', 'returned')"),
        )
        batch_op.create_index("uq_pathway_plan_number", ["young_person_id", "number"], unique=True)

    op.create_table(
        "risk_flag",
        sa.Column(
            "type",
            sa.Enum(
                "exploitation",
                "modern_slavery",
                "domestic_abuse",
                "missing",
                "homelessness",
                "location",
                "mental_health",
                "substances",
                "offending",
                "debt",
                "radicalisation",
                "adult_at_risk",
                "immigration",
                "other",
                name="type",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "level",
            sa.Enum(
                "low", "medium", "high", "critical", name="level", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column("evidence", sa.String(length=20000), nullable=False),
        sa.Column("their_view", sa.String(length=20000), nullable=False),
        sa.Column("keeps_safe", sa.String(length=20000), nullable=False),
        sa.Column("safety_plan", sa.String(length=20000), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.Column("next_look_on", sa.Date(), nullable=False),
        sa.Column("raised_on", sa.Date(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=26), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("young_person_id", sa.Integer(), nullable=False),
        sa.Column("raised_by_id", sa.Integer(), nullable=False),
        sa.Column("manager_looked_on", sa.Date(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("closed_by_id", sa.Integer(), nullable=True),
        sa.Column("close_reason", sa.String(length=20000), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "closed_on IS NULL OR (closed_by_id IS NOT NULL AND length(close_reason) > 0)",
            name=op.f("ck_risk_flag_closed_with_reason"),
        ),
        sa.ForeignKeyConstraint(["closed_by_id"], ["worker.id"], name=op.f("fk_risk_flag_closed_by_id")),
        sa.ForeignKeyConstraint(["owner_id"], ["worker.id"], name=op.f("fk_risk_flag_owner_id")),
        sa.ForeignKeyConstraint(["raised_by_id"], ["worker.id"], name=op.f("fk_risk_flag_raised_by_id")),
        sa.ForeignKeyConstraint(["young_person_id"], ["young_person.id"], name=op.f("fk_risk_flag_young_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_risk_flag")),
        sa.UniqueConstraint("public_id", name=op.f("uq_risk_flag_public_id")),
    )
    with op.batch_alter_table("risk_flag", schema=None) as batch_op:
        batch_op.create_index(
            "ix_risk_flag_open_high",
            ["young_person_id"],
            unique=False,
            sqlite_where=sa.text("closed_on IS NULL AND level IN ('high', 'critical')"),
            postgresql_where=sa.text("closed_on IS NULL AND level IN ('high', 'critical')"),
        )
        batch_op.create_index("ix_risk_flag_person", ["young_person_id", "raised_on"], unique=False)

    op.create_table(
        "safe_contact",
        sa.Column("channels", sa.String(length=200), nullable=False),
        sa.Column("safe_times", sa.String(length=200), nullable=False),
        sa.Column(
            "voicemail",
            sa.Enum("yes", "no", "not_known", name="voicemail", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column(
            "post",
            sa.Enum("yes", "no", "not_known", name="post", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("name_to_use", sa.String(length=80), nullable=False),
        sa.Column("code_word", sa.String(length=80), nullable=False),
        sa.Column("never_speak_to", sa.String(length=500), nullable=False),
        sa.Column("review_on", sa.Date(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=26), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("young_person_id", sa.Integer(), nullable=False),
        sa.Column("agreed_on", sa.Date(), nullable=False),
        sa.Column("recorded_by_id", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["recorded_by_id"], ["worker.id"], name=op.f("fk_safe_contact_recorded_by_id")),
        sa.ForeignKeyConstraint(["young_person_id"], ["young_person.id"], name=op.f("fk_safe_contact_young_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_safe_contact")),
        sa.UniqueConstraint("public_id", name=op.f("uq_safe_contact_public_id")),
    )
    with op.batch_alter_table("safe_contact", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_safe_contact_young_person_id"), ["young_person_id"], unique=False)

    op.create_table(
        "supervision",
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("wellbeing", sa.String(length=20000), nullable=False),
        sa.Column("workload", sa.String(length=20000), nullable=False),
        sa.Column("reflection", sa.String(length=20000), nullable=False),
        sa.Column("challenge", sa.String(length=20000), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=26), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("worker_id", sa.Integer(), nullable=False),
        sa.Column("supervisor_id", sa.Integer(), nullable=False),
        sa.Column("worker_signed_on", sa.Date(), nullable=True),
        sa.Column("supervisor_signed_on", sa.Date(), nullable=True),
        sa.Column("signed_on", sa.Date(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "signed_on IS NULL OR (length(reflection) > 0 AND length(challenge) > 0)",
            name=op.f("ck_supervision_signed_whole"),
        ),
        sa.CheckConstraint(
            "signed_on IS NULL OR (worker_signed_on IS NOT NULL AND supervisor_signed_on IS NOT NULL)",
            name=op.f("ck_supervision_signed_by_both"),
        ),
        sa.CheckConstraint("worker_id <> supervisor_id", name=op.f("ck_supervision_two_people")),
        sa.ForeignKeyConstraint(["supervisor_id"], ["worker.id"], name=op.f("fk_supervision_supervisor_id")),
        sa.ForeignKeyConstraint(["worker_id"], ["worker.id"], name=op.f("fk_supervision_worker_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_supervision")),
        sa.UniqueConstraint("public_id", name=op.f("uq_supervision_public_id")),
    )
    with op.batch_alter_table("supervision", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_supervision_supervisor_id"), ["supervisor_id"], unique=False)
        batch_op.create_index("ix_supervision_worker", ["worker_id", "held_on"], unique=False)

    op.create_table(
        "acknowledgement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=26), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("alert_id", sa.Integer(), nullable=False),
        sa.Column("worker_id", sa.Integer(), nullable=False),
        sa.Column("decision", sa.String(length=20000), nullable=False),
        sa.Column("act_by_on", sa.Date(), nullable=False),
        sa.Column("recorded_on", sa.Date(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["alert_id"], ["alert.id"], name=op.f("fk_acknowledgement_alert_id")),
        sa.ForeignKeyConstraint(["worker_id"], ["worker.id"], name=op.f("fk_acknowledgement_worker_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_acknowledgement")),
        sa.UniqueConstraint("public_id", name=op.f("uq_acknowledgement_public_id")),
    )
    with op.batch_alter_table("acknowledgement", schema=None) as batch_op:
        batch_op.create_index("ix_acknowledgement_alert", ["alert_id", "id"], unique=False)

    op.create_table(
        "contact",
        sa.Column(
            "kind",
            sa.Enum(
                "home_visit",
                "face_to_face",
                "video",
                "two_way",
                "attempt",
                "information",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("planned", sa.Boolean(), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column(
            "channel",
            sa.Enum(
                "call",
                "message",
                "email",
                "letter",
                "at_the_door",
                name="channel",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column(
            "seen_alone",
            sa.Enum("yes", "no", "not_known", name="seen_alone", native_enum=False, create_constraint=True, length=40),
            nullable=True,
        ),
        sa.Column(
            "home_seen",
            sa.Enum("yes", "no", "not_known", name="home_seen", native_enum=False, create_constraint=True, length=40),
            nullable=True,
        ),
        sa.Column(
            "bedroom_seen",
            sa.Enum(
                "yes", "no", "not_known", name="bedroom_seen", native_enum=False, create_constraint=True, length=40
            ),
            nullable=True,
        ),
        sa.Column(
            "still_suitable",
            sa.Enum(
                "yes", "no", "not_known", name="still_suitable", native_enum=False, create_constraint=True, length=40
            ),
            nullable=True,
        ),
        sa.Column(
            "feels_safe",
            sa.Enum("yes", "no", "not_known", name="feels_safe", native_enum=False, create_constraint=True, length=40),
            nullable=True,
        ),
        sa.Column("purpose", sa.String(length=2000), nullable=False),
        sa.Column("own_words", sa.String(length=20000), nullable=False),
        sa.Column("daily_life", sa.String(length=20000), nullable=False),
        sa.Column("who_is_around", sa.String(length=20000), nullable=False),
        sa.Column("analysis", sa.String(length=20000), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column(
            "risk_answer",
            sa.Enum(
                "nothing_new",
                "changed",
                "new",
                name="risk_answer",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("risk_words", sa.String(length=20000), nullable=False),
        sa.Column("big_change", sa.Boolean(), nullable=True),
        sa.Column("next_visit_on", sa.Date(), nullable=True),
        sa.Column("why_late", sa.String(length=2000), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=26), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("young_person_id", sa.Integer(), nullable=False),
        sa.Column("worker_id", sa.Integer(), nullable=False),
        sa.Column("accommodation_id", sa.Integer(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("kind <> 'attempt' OR risk_answer IS NULL", name=op.f("ck_contact_attempt_unanswered")),
        sa.CheckConstraint("kind = 'attempt' OR risk_answer IS NOT NULL", name=op.f("ck_contact_risk_answered")),
        sa.CheckConstraint(
            "next_visit_on IS NULL OR next_visit_on >= happened_on", name=op.f("ck_contact_next_visit_later")
        ),
        sa.ForeignKeyConstraint(
            ["accommodation_id"], ["accommodation_spell.id"], name=op.f("fk_contact_accommodation_id")
        ),
        sa.ForeignKeyConstraint(["worker_id"], ["worker.id"], name=op.f("fk_contact_worker_id")),
        sa.ForeignKeyConstraint(["young_person_id"], ["young_person.id"], name=op.f("fk_contact_young_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact")),
        sa.UniqueConstraint("public_id", name=op.f("uq_contact_public_id")),
    )
    with op.batch_alter_table("contact", schema=None) as batch_op:
        batch_op.create_index("ix_contact_accommodation", ["accommodation_id", "happened_on"], unique=False)
        batch_op.create_index(
            "ix_contact_next_visit",
            ["young_person_id", "happened_on", "next_visit_on"],
            unique=False,
            sqlite_where=sa.text("next_visit_on IS NOT NULL"),
            postgresql_where=sa.text("next_visit_on IS NOT NULL"),
        )
        batch_op.create_index(
            "ix_contact_seen",
            ["young_person_id", "happened_on"],
            unique=False,
            sqlite_where=sa.text("kind IN ('home_visit', 'face_to_face')"),
            postgresql_where=sa.text("kind IN ('home_visit', 'face_to_face')"),
        )
        batch_op.create_index("ix_contact_timeline", ["young_person_id", "happened_on", "id"], unique=False)
        batch_op.create_index(
            "ix_contact_two_way",
            ["young_person_id", "happened_on"],
            unique=False,
            sqlite_where=sa.text("kind IN ('home_visit', 'face_to_face', 'video', 'two_way')"),
            postgresql_where=sa.text("kind IN ('home_visit', 'face_to_face', 'video', 'two_way')"),
        )
        batch_op.create_index("ix_contact_worker", ["worker_id", "happened_on"], unique=False)

    op.create_table(
        "form_key",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("said", sa.String(length=64), nullable=False),
        sa.Column("location", sa.String(length=500), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_form_key_account_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_form_key")),
    )
    with op.batch_alter_table("form_key", schema=None) as batch_op:
        batch_op.create_index("ix_form_key_at", ["at"], unique=False)
        batch_op.create_index("uq_form_key", ["account_id", "key"], unique=True)

    op.create_table(
        "plan_copy",
        sa.Column("given_on", sa.Date(), nullable=False),
        sa.Column(
            "form",
            sa.Enum(
                "screen",
                "pdf",
                "paper",
                "read_aloud",
                name="form",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("language", sa.String(length=80), nullable=False),
        sa.Column("explained", sa.Boolean(), nullable=False),
        sa.Column("their_view", sa.String(length=20000), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=26), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("given_by_id", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["given_by_id"], ["worker.id"], name=op.f("fk_plan_copy_given_by_id")),
        sa.ForeignKeyConstraint(["plan_id"], ["pathway_plan.id"], name=op.f("fk_plan_copy_plan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_copy")),
        sa.UniqueConstraint("public_id", name=op.f("uq_plan_copy_public_id")),
    )
    with op.batch_alter_table("plan_copy", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_plan_copy_plan_id"), ["plan_id"], unique=False)

    op.create_table(
        "plan_entry",
        sa.Column("now", sa.String(length=20000), nullable=False),
        sa.Column("want_soon", sa.String(length=20000), nullable=False),
        sa.Column("want_later", sa.String(length=20000), nullable=False),
        sa.Column("better", sa.String(length=20000), nullable=False),
        sa.Column("my_view", sa.String(length=20000), nullable=False),
        sa.Column("worker_view", sa.String(length=20000), nullable=False),
        sa.Column("others_view", sa.String(length=20000), nullable=False),
        sa.Column("where_details", sa.String(length=2000), nullable=False),
        sa.Column("sign", sa.String(length=2000), nullable=False),
        sa.Column("first_step", sa.String(length=2000), nullable=False),
        sa.Column("person", sa.String(length=200), nullable=False),
        sa.Column("number", sa.String(length=80), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=26), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column(
            "domain",
            sa.Enum(
                "support",
                "accommodation",
                "education",
                "employment",
                "money",
                "health",
                "relationships",
                "skills",
                "identity",
                "what_if",
                name="domain",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("edited_by_id", sa.Integer(), nullable=False),
        sa.Column("edited_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["edited_by_id"], ["worker.id"], name=op.f("fk_plan_entry_edited_by_id")),
        sa.ForeignKeyConstraint(["plan_id"], ["pathway_plan.id"], name=op.f("fk_plan_entry_plan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_entry")),
        sa.UniqueConstraint("public_id", name=op.f("uq_plan_entry_public_id")),
    )
    with op.batch_alter_table("plan_entry", schema=None) as batch_op:
        batch_op.create_index("uq_plan_entry_domain", ["plan_id", "domain"], unique=True)

    op.create_table(
        "review",
        sa.Column(
            "trigger",
            sa.Enum(
                "routine",
                "asked_for",
                "move",
                "change",
                "birthday",
                name="trigger",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("chaired_by", sa.String(length=200), nullable=False),
        sa.Column("who_came", sa.String(length=2000), nullable=False),
        sa.Column("they_took_part", sa.Boolean(), nullable=False),
        sa.Column("their_words", sa.String(length=20000), nullable=False),
        sa.Column("what_changed", sa.String(length=20000), nullable=False),
        sa.Column("actions_looked_at", sa.String(length=20000), nullable=False),
        sa.Column(
            "contingency_answer",
            sa.Enum(
                "stands",
                "change",
                "used",
                name="contingency_answer",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("contingency_words", sa.String(length=20000), nullable=False),
        sa.Column(
            "risk_answer",
            sa.Enum(
                "nothing_new",
                "changed",
                "new",
                name="risk_answer",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("risk_words", sa.String(length=20000), nullable=False),
        sa.Column("rationale", sa.String(length=20000), nullable=False),
        sa.Column("decisions", sa.String(length=20000), nullable=False),
        sa.Column("next_review_on", sa.Date(), nullable=False),
        sa.Column("next_visit_on", sa.Date(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=26), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("young_person_id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=True),
        sa.Column("recorded_by_id", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("next_review_on > held_on", name=op.f("ck_review_next_later")),
        sa.ForeignKeyConstraint(["plan_id"], ["pathway_plan.id"], name=op.f("fk_review_plan_id")),
        sa.ForeignKeyConstraint(["recorded_by_id"], ["worker.id"], name=op.f("fk_review_recorded_by_id")),
        sa.ForeignKeyConstraint(["young_person_id"], ["young_person.id"], name=op.f("fk_review_young_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review")),
        sa.UniqueConstraint("public_id", name=op.f("uq_review_public_id")),
    )
    with op.batch_alter_table("review", schema=None) as batch_op:
        batch_op.create_index("ix_review_person", ["young_person_id", "held_on"], unique=False)

    op.create_table(
        "risk_review",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=26), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("risk_flag_id", sa.Integer(), nullable=False),
        sa.Column("reviewed_on", sa.Date(), nullable=False),
        sa.Column("reviewed_by_id", sa.Integer(), nullable=False),
        sa.Column(
            "level_before",
            sa.Enum(
                "low",
                "medium",
                "high",
                "critical",
                name="level_before",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "level_after",
            sa.Enum(
                "low",
                "medium",
                "high",
                "critical",
                name="level_after",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("words", sa.String(length=20000), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["reviewed_by_id"], ["worker.id"], name=op.f("fk_risk_review_reviewed_by_id")),
        sa.ForeignKeyConstraint(["risk_flag_id"], ["risk_flag.id"], name=op.f("fk_risk_review_risk_flag_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_risk_review")),
        sa.UniqueConstraint("public_id", name=op.f("uq_risk_review_public_id")),
    )
    with op.batch_alter_table("risk_review", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_risk_review_risk_flag_id"), ["risk_flag_id"], unique=False)

    op.create_table(
        "supervision_discussion",
        sa.Column("working_well", sa.String(length=20000), nullable=False),
        sa.Column("worried_about", sa.String(length=20000), nullable=False),
        sa.Column("decision", sa.String(length=20000), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=26), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("supervision_id", sa.Integer(), nullable=False),
        sa.Column("young_person_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["supervision_id"], ["supervision.id"], name=op.f("fk_supervision_discussion_supervision_id")
        ),
        sa.ForeignKeyConstraint(
            ["young_person_id"], ["young_person.id"], name=op.f("fk_supervision_discussion_young_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_supervision_discussion")),
        sa.UniqueConstraint("public_id", name=op.f("uq_supervision_discussion_public_id")),
    )
    with op.batch_alter_table("supervision_discussion", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_supervision_discussion_young_person_id"), ["young_person_id"], unique=False
        )
        batch_op.create_index("uq_supervision_discussion", ["supervision_id", "young_person_id"], unique=True)

    op.create_table(
        "action",
        sa.Column("what", sa.String(length=1000), nullable=False),
        sa.Column("outcome", sa.String(length=1000), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.Column("with_whom", sa.String(length=200), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=26), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("young_person_id", sa.Integer(), nullable=True),
        sa.Column(
            "source",
            sa.Enum(
                "plan",
                "review",
                "contact",
                "supervision",
                name="source",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "domain",
            sa.Enum(
                "support",
                "accommodation",
                "education",
                "employment",
                "money",
                "health",
                "relationships",
                "skills",
                "identity",
                "what_if",
                name="domain",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("plan_id", sa.Integer(), nullable=True),
        sa.Column("review_id", sa.Integer(), nullable=True),
        sa.Column("contact_id", sa.Integer(), nullable=True),
        sa.Column("supervision_id", sa.Integer(), nullable=True),
        sa.Column(
            "state",
            sa.Enum("open", "done", "dropped", name="state", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("evidence", sa.String(length=2000), nullable=False),
        sa.Column("drop_reason", sa.String(length=1000), nullable=False),
        sa.Column("times_redated", sa.Integer(), nullable=False),
        sa.Column("redate_reason", sa.String(length=1000), nullable=False),
        sa.Column("recorded_by_id", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "state <> 'done' OR (done_on IS NOT NULL AND length(evidence) > 0)",
            name=op.f("ck_action_done_with_evidence"),
        ),
        sa.CheckConstraint("state <> 'dropped' OR length(drop_reason) > 0", name=op.f("ck_action_dropped_with_reason")),
        sa.CheckConstraint(
            "young_person_id IS NOT NULL OR supervision_id IS NOT NULL", name=op.f("ck_action_has_a_subject")
        ),
        sa.ForeignKeyConstraint(["contact_id"], ["contact.id"], name=op.f("fk_action_contact_id")),
        sa.ForeignKeyConstraint(["owner_id"], ["worker.id"], name=op.f("fk_action_owner_id")),
        sa.ForeignKeyConstraint(["plan_id"], ["pathway_plan.id"], name=op.f("fk_action_plan_id")),
        sa.ForeignKeyConstraint(["recorded_by_id"], ["worker.id"], name=op.f("fk_action_recorded_by_id")),
        sa.ForeignKeyConstraint(["review_id"], ["review.id"], name=op.f("fk_action_review_id")),
        sa.ForeignKeyConstraint(["supervision_id"], ["supervision.id"], name=op.f("fk_action_supervision_id")),
        sa.ForeignKeyConstraint(["young_person_id"], ["young_person.id"], name=op.f("fk_action_young_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_action")),
        sa.UniqueConstraint("public_id", name=op.f("uq_action_public_id")),
    )
    with op.batch_alter_table("action", schema=None) as batch_op:
        batch_op.create_index("ix_action_owner", ["owner_id", "state", "due_on"], unique=False)
        batch_op.create_index("ix_action_person", ["young_person_id", "state", "due_on"], unique=False)
        batch_op.create_index("ix_action_plan", ["plan_id"], unique=False)
        batch_op.create_index("ix_action_supervision", ["supervision_id"], unique=False)

    op.create_table(
        "change_of_circumstance",
        sa.Column(
            "kind",
            sa.Enum(
                "moved",
                "homeless_risk",
                "lost_eet",
                "custody_in",
                "custody_out",
                "pregnancy",
                "birth",
                "relationship",
                "immigration",
                "missing",
                "hospital",
                "exploitation",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("words", sa.String(length=20000), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=26), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("young_person_id", sa.Integer(), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=True),
        sa.Column("recorded_by_id", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["contact_id"], ["contact.id"], name=op.f("fk_change_of_circumstance_contact_id")),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"], ["worker.id"], name=op.f("fk_change_of_circumstance_recorded_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["young_person_id"], ["young_person.id"], name=op.f("fk_change_of_circumstance_young_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_change_of_circumstance")),
        sa.UniqueConstraint("public_id", name=op.f("uq_change_of_circumstance_public_id")),
    )
    with op.batch_alter_table("change_of_circumstance", schema=None) as batch_op:
        batch_op.create_index("ix_change_person", ["young_person_id", "happened_on"], unique=False)

    op.create_table(
        "contact_flag_answer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=26), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("risk_flag_id", sa.Integer(), nullable=False),
        sa.Column(
            "answer",
            sa.Enum(
                "same",
                "worse",
                "better",
                "not_discussed",
                name="answer",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("words", sa.String(length=20000), nullable=False),
        sa.ForeignKeyConstraint(["contact_id"], ["contact.id"], name=op.f("fk_contact_flag_answer_contact_id")),
        sa.ForeignKeyConstraint(["risk_flag_id"], ["risk_flag.id"], name=op.f("fk_contact_flag_answer_risk_flag_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact_flag_answer")),
        sa.UniqueConstraint("public_id", name=op.f("uq_contact_flag_answer_public_id")),
    )
    with op.batch_alter_table("contact_flag_answer", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_contact_flag_answer_risk_flag_id"), ["risk_flag_id"], unique=False)
        batch_op.create_index("uq_contact_flag_answer", ["contact_id", "risk_flag_id"], unique=True)

    op.create_table(
        "review_flag_answer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=26), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("review_id", sa.Integer(), nullable=False),
        sa.Column("risk_flag_id", sa.Integer(), nullable=False),
        sa.Column(
            "answer",
            sa.Enum(
                "same",
                "worse",
                "better",
                "not_discussed",
                name="answer",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("words", sa.String(length=20000), nullable=False),
        sa.ForeignKeyConstraint(["review_id"], ["review.id"], name=op.f("fk_review_flag_answer_review_id")),
        sa.ForeignKeyConstraint(["risk_flag_id"], ["risk_flag.id"], name=op.f("fk_review_flag_answer_risk_flag_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review_flag_answer")),
        sa.UniqueConstraint("public_id", name=op.f("uq_review_flag_answer_public_id")),
    )
    with op.batch_alter_table("review_flag_answer", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_review_flag_answer_risk_flag_id"), ["risk_flag_id"], unique=False)
        batch_op.create_index("uq_review_flag_answer", ["review_id", "risk_flag_id"], unique=True)

    for sql in MAKE[op.get_bind().dialect.name]:
        op.execute(sa.text(sql.replace(":", r"\:")))


def downgrade() -> None:
    for sql in DROP[op.get_bind().dialect.name]:
        op.execute(sa.text(sql))
    with op.batch_alter_table("review_flag_answer", schema=None) as batch_op:
        batch_op.drop_index("uq_review_flag_answer")
        batch_op.drop_index(batch_op.f("ix_review_flag_answer_risk_flag_id"))

    op.drop_table("review_flag_answer")
    with op.batch_alter_table("contact_flag_answer", schema=None) as batch_op:
        batch_op.drop_index("uq_contact_flag_answer")
        batch_op.drop_index(batch_op.f("ix_contact_flag_answer_risk_flag_id"))

    op.drop_table("contact_flag_answer")
    with op.batch_alter_table("change_of_circumstance", schema=None) as batch_op:
        batch_op.drop_index("ix_change_person")

    op.drop_table("change_of_circumstance")
    with op.batch_alter_table("action", schema=None) as batch_op:
        batch_op.drop_index("ix_action_supervision")
        batch_op.drop_index("ix_action_plan")
        batch_op.drop_index("ix_action_person")
        batch_op.drop_index("ix_action_owner")

    op.drop_table("action")
    with op.batch_alter_table("supervision_discussion", schema=None) as batch_op:
        batch_op.drop_index("uq_supervision_discussion")
        batch_op.drop_index(batch_op.f("ix_supervision_discussion_young_person_id"))

    op.drop_table("supervision_discussion")
    with op.batch_alter_table("risk_review", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_risk_review_risk_flag_id"))

    op.drop_table("risk_review")
    with op.batch_alter_table("review", schema=None) as batch_op:
        batch_op.drop_index("ix_review_person")

    op.drop_table("review")
    with op.batch_alter_table("plan_entry", schema=None) as batch_op:
        batch_op.drop_index("uq_plan_entry_domain")

    op.drop_table("plan_entry")
    with op.batch_alter_table("plan_copy", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_plan_copy_plan_id"))

    op.drop_table("plan_copy")
    with op.batch_alter_table("form_key", schema=None) as batch_op:
        batch_op.drop_index("uq_form_key")
        batch_op.drop_index("ix_form_key_at")

    op.drop_table("form_key")
    with op.batch_alter_table("contact", schema=None) as batch_op:
        batch_op.drop_index("ix_contact_worker")
        batch_op.drop_index(
            "ix_contact_two_way",
            sqlite_where=sa.text("kind IN ('home_visit', 'face_to_face', 'video', 'two_way')"),
            postgresql_where=sa.text("kind IN ('home_visit', 'face_to_face', 'video', 'two_way')"),
        )
        batch_op.drop_index("ix_contact_timeline")
        batch_op.drop_index(
            "ix_contact_seen",
            sqlite_where=sa.text("kind IN ('home_visit', 'face_to_face')"),
            postgresql_where=sa.text("kind IN ('home_visit', 'face_to_face')"),
        )
        batch_op.drop_index(
            "ix_contact_next_visit",
            sqlite_where=sa.text("next_visit_on IS NOT NULL"),
            postgresql_where=sa.text("next_visit_on IS NOT NULL"),
        )
        batch_op.drop_index("ix_contact_accommodation")

    op.drop_table("contact")
    with op.batch_alter_table("acknowledgement", schema=None) as batch_op:
        batch_op.drop_index("ix_acknowledgement_alert")

    op.drop_table("acknowledgement")
    with op.batch_alter_table("supervision", schema=None) as batch_op:
        batch_op.drop_index("ix_supervision_worker")
        batch_op.drop_index(batch_op.f("ix_supervision_supervisor_id"))

    op.drop_table("supervision")
    with op.batch_alter_table("safe_contact", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_safe_contact_young_person_id"))

    op.drop_table("safe_contact")
    with op.batch_alter_table("risk_flag", schema=None) as batch_op:
        batch_op.drop_index("ix_risk_flag_person")
        batch_op.drop_index(
            "ix_risk_flag_open_high",
            sqlite_where=sa.text("closed_on IS NULL AND level IN ('high', 'critical')"),
            postgresql_where=sa.text("closed_on IS NULL AND level IN ('high', 'critical')"),
        )

    op.drop_table("risk_flag")
    with op.batch_alter_table("pathway_plan", schema=None) as batch_op:
        batch_op.drop_index("uq_pathway_plan_number")
        batch_op.drop_index(
            "uq_pathway_plan_in_hand",
            sqlite_where=sa.text("state IN ('draft', 'sent', 'returned')"),
            postgresql_where=sa.text("state IN ('draft', 'sent', 'returned')"),
        )
        batch_op.drop_index(
            "ix_pathway_plan_approved",
            sqlite_where=sa.text("state IN ('approved', 'superseded')"),
            postgresql_where=sa.text("state IN ('approved', 'superseded')"),
        )

    op.drop_table("pathway_plan")
    with op.batch_alter_table("oc3_answer", schema=None) as batch_op:
        batch_op.drop_index("uq_oc3_answer_year")

    op.drop_table("oc3_answer")
    with op.batch_alter_table("looked_after_period", schema=None) as batch_op:
        batch_op.drop_index("uq_looked_after_period_start")

    op.drop_table("looked_after_period")
    with op.batch_alter_table("eet_spell", schema=None) as batch_op:
        batch_op.drop_index("uq_eet_spell_start")
        batch_op.drop_index(
            "uq_eet_spell_open", sqlite_where=sa.text("ended_on IS NULL"), postgresql_where=sa.text("ended_on IS NULL")
        )

    op.drop_table("eet_spell")
    with op.batch_alter_table("category_decision", schema=None) as batch_op:
        batch_op.drop_index("ix_category_decision_person")

    op.drop_table("category_decision")
    with op.batch_alter_table("allocation", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_allocation_open",
            sqlite_where=sa.text("to_on IS NULL AND role <> 'cover'"),
            postgresql_where=sa.text("to_on IS NULL AND role <> 'cover'"),
        )
        batch_op.drop_index("ix_allocation_worker")
        batch_op.drop_index("ix_allocation_person")

    op.drop_table("allocation")
    with op.batch_alter_table("alert", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_alert_open_young_person_id",
            sqlite_where=sa.text("cleared_at IS NULL AND young_person_id IS NOT NULL"),
            postgresql_where=sa.text("cleared_at IS NULL AND young_person_id IS NOT NULL"),
        )
        batch_op.drop_index(
            "uq_alert_open_worker_id",
            sqlite_where=sa.text("cleared_at IS NULL AND worker_id IS NOT NULL"),
            postgresql_where=sa.text("cleared_at IS NULL AND worker_id IS NOT NULL"),
        )
        batch_op.drop_index(
            "uq_alert_open_system",
            sqlite_where=sa.text("cleared_at IS NULL AND subject_kind = 'system'"),
            postgresql_where=sa.text("cleared_at IS NULL AND subject_kind = 'system'"),
        )
        batch_op.drop_index(
            "ix_alert_rule_open",
            sqlite_where=sa.text("cleared_at IS NULL"),
            postgresql_where=sa.text("cleared_at IS NULL"),
        )
        batch_op.drop_index(
            "ix_alert_queue", sqlite_where=sa.text("cleared_at IS NULL"), postgresql_where=sa.text("cleared_at IS NULL")
        )
        batch_op.drop_index("ix_alert_person")

    op.drop_table("alert")
    op.drop_table("account")
    with op.batch_alter_table("accommodation_spell", schema=None) as batch_op:
        batch_op.drop_index("uq_accommodation_spell_start")
        batch_op.drop_index(
            "uq_accommodation_spell_open",
            sqlite_where=sa.text("ended_on IS NULL"),
            postgresql_where=sa.text("ended_on IS NULL"),
        )

    op.drop_table("accommodation_spell")
    with op.batch_alter_table("absence", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_absence_worker_id"))

    op.drop_table("absence")
    with op.batch_alter_table("young_person", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_young_person_team_id"))
        batch_op.drop_index("ix_young_person_family_name")
        batch_op.drop_index("ix_young_person_born_on")

    op.drop_table("young_person")
    with op.batch_alter_table("worker", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_worker_team_id"))
        batch_op.drop_index(batch_op.f("ix_worker_supervisor_id"))

    op.drop_table("worker")
    op.drop_table("team")
    op.drop_table("sweep")
    op.drop_table("sign_in_tries")
    with op.batch_alter_table("read_entry", schema=None) as batch_op:
        batch_op.drop_index("ix_read_entry_person")
        batch_op.drop_index("ix_read_entry_account")

    op.drop_table("read_entry")
    op.drop_table("import_run")
    with op.batch_alter_table("change_entry", schema=None) as batch_op:
        batch_op.drop_index("ix_change_entry_row")
        batch_op.drop_index("ix_change_entry_person")

    op.drop_table("change_entry")
    with op.batch_alter_table("calendar_day", schema=None) as batch_op:
        batch_op.drop_index("ix_calendar_day_number")

    op.drop_table("calendar_day")

"""The local offer with what it begins with, steps of entitlements, and alerts about a row of the offer."""

import base64
import hashlib
import tomllib
from datetime import datetime
from importlib.resources import files
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

CATEGORIES = [
    "eligible", "relevant", "returned_home", "former_relevant", "former_relevant_education",
    "former_relevant_on_request", "not_currently_supported", "qualifying", "not_eligible", "closed", "undecided",
]  # fmt: skip
ONE_OF_THREE = (
    "(subject_kind = 'young_person' AND young_person_id IS NOT NULL AND worker_id IS NULL)"
    " OR (subject_kind = 'worker' AND worker_id IS NOT NULL AND young_person_id IS NULL)"
    " OR (subject_kind = 'system' AND worker_id IS NULL AND young_person_id IS NULL)"
)
ONE_OF_FOUR = (
    "(subject_kind = 'young_person' AND young_person_id IS NOT NULL AND worker_id IS NULL AND offer_id IS NULL)"
    " OR (subject_kind = 'worker' AND worker_id IS NOT NULL AND young_person_id IS NULL AND offer_id IS NULL)"
    " OR (subject_kind = 'offer' AND offer_id IS NOT NULL AND young_person_id IS NULL AND worker_id IS NULL)"
    " OR (subject_kind = 'system' AND worker_id IS NULL AND young_person_id IS NULL AND offer_id IS NULL)"
)
OPEN_ABOUT_OFFER = sa.text("cleared_at IS NULL AND offer_id IS NOT NULL")
OPEN = sa.text("ends_on IS NULL")
COUNTING = sa.text("struck_at IS NULL")


def _identity() -> list[sa.Column[Any]]:
    return [
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=26), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
    ]


def _term(name: str, *words: str) -> sa.Column[Any]:
    kind = sa.Enum(*words, name=name, native_enum=False, create_constraint=True, length=40)
    return sa.Column(name, kind, nullable=False)


def _words(name: str, length: int) -> sa.Column[Any]:
    return sa.Column(name, sa.String(length=length), nullable=False)


def _make_offers() -> sa.Table:
    table = op.create_table(
        "offer",
        *_identity(),
        _words("name", 120),
        _words("what", 2000),
        _words("how", 2000),
        sa.Column("age_from", sa.Integer(), nullable=False),
        sa.Column("until_age", sa.Integer(), nullable=False),
        _words("categories", 300),
        _term(
            "condition",
            "nothing", "parent", "higher_education", "other_education", "education", "apprenticeship", "ask",
        ),
        _words("condition_words", 500),
        sa.Column("amount_pence", sa.Integer(), nullable=True),
        _term("amount_kind", "exactly", "at_least", "up_to"),
        _term("per", "once", "week", "year"),
        _term("ground", "law", "national", "local"),
        _words("source", 300),
        _words("source_address", 300),
        _term("reminder", "entitled", "birthdays", "never"),
        sa.Column("from_on", sa.Date(), nullable=True),
        sa.Column("series_id", sa.Integer(), nullable=True),
        sa.Column("began_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        _words("end_reason", 500),
        sa.Column("certain", sa.Boolean(), nullable=False),
        sa.Column("watched_from_on", sa.Date(), nullable=True),
        sa.Column("last_checked_on", sa.Date(), nullable=False),
        sa.Column("checked_by_id", sa.Integer(), nullable=True),
        sa.Column("added_on", sa.Date(), nullable=False),
        sa.CheckConstraint("until_age > age_from", name=op.f("ck_offer_ages_in_order")),
        sa.CheckConstraint(
            "ends_on IS NULL OR from_on IS NULL OR ends_on >= from_on", name=op.f("ck_offer_in_order")
        ),
        sa.CheckConstraint("watched_from_on IS NULL OR certain", name=op.f("ck_offer_watched_if_certain")),
        sa.ForeignKeyConstraint(["series_id"], ["offer.id"], name=op.f("fk_offer_series_id")),
        sa.ForeignKeyConstraint(["checked_by_id"], ["worker.id"], name=op.f("fk_offer_checked_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_offer")),
        sa.UniqueConstraint("public_id", name=op.f("uq_offer_public_id")),
    )  # fmt: skip
    op.create_index("ix_offer_reminder", "offer", ["reminder", "watched_from_on"])
    op.create_index(op.f("ix_offer_series_id"), "offer", ["series_id"])
    op.create_index("uq_offer_open", "offer", ["series_id"], unique=True, sqlite_where=OPEN, postgresql_where=OPEN)
    return table


def _make_steps() -> None:
    op.create_table(
        "entitlement_step",
        *_identity(),
        _term("kind", "offered", "claimed", "paid", "declined", "not_theirs"),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("amount_pence", sa.Integer(), nullable=True),
        _words("words", 20000),
        _words("note", 20000),
        _words("over_reason", 2000),
        sa.Column("young_person_id", sa.Integer(), nullable=False),
        sa.Column("offer_id", sa.Integer(), nullable=False),
        sa.Column("recorded_by_id", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("struck_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("struck_by_id", sa.Integer(), nullable=True),
        _words("struck_reason", 2000),
        sa.CheckConstraint(
            "amount_pence IS NULL OR kind = 'paid'", name=op.f("ck_entitlement_step_only_money_has_an_amount")
        ),
        sa.CheckConstraint(
            "(struck_at IS NULL AND struck_by_id IS NULL)"
            " OR (struck_at IS NOT NULL AND struck_by_id IS NOT NULL AND length(struck_reason) > 0)",
            name=op.f("ck_entitlement_step_struck_with_reason"),
        ),
        sa.ForeignKeyConstraint(
            ["young_person_id"], ["young_person.id"], name=op.f("fk_entitlement_step_young_person_id")
        ),
        sa.ForeignKeyConstraint(["offer_id"], ["offer.id"], name=op.f("fk_entitlement_step_offer_id")),
        sa.ForeignKeyConstraint(["recorded_by_id"], ["worker.id"], name=op.f("fk_entitlement_step_recorded_by_id")),
        sa.ForeignKeyConstraint(["struck_by_id"], ["worker.id"], name=op.f("fk_entitlement_step_struck_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entitlement_step")),
        sa.UniqueConstraint("public_id", name=op.f("uq_entitlement_step_public_id")),
    )
    op.create_index("ix_entitlement_step_person", "entitlement_step", ["young_person_id", "happened_on"])
    op.create_index(
        "ix_entitlement_step_counting", "entitlement_step", ["young_person_id", "offer_id", "kind"],
        sqlite_where=COUNTING, postgresql_where=COUNTING,
    )  # fmt: skip
    op.create_index(op.f("ix_entitlement_step_offer_id"), "entitlement_step", ["offer_id"])


def _fill(table: sa.Table) -> None:
    """Put in what every installation begins with. The ids that stand in addresses are worked out from the keys."""
    data = tomllib.loads((files("careleavers.migrations") / "local_offer_2026.toml").read_text(encoding="utf-8"))
    usual = {
        "condition": "nothing", "condition_words": "", "amount_pence": None, "amount_kind": "exactly", "per": "once",
        "source_address": "", "from_on": None, "ends_on": None, "certain": True, "watched_from_on": None,
        "checked_by_id": None, "series_id": None, "version": 1, "last_checked_on": data["last_checked_on"],
        "added_on": datetime.now(ZoneInfo("Europe/London")).date(),
    }  # fmt: skip
    began: dict[str, Any] = {}
    ids: dict[str, int] = {}
    for number, row in enumerate(data["offer"], 1):
        key, replaces, named = row.pop("key"), row.pop("replaces", None), row.pop("categories")
        print_of = hashlib.sha256(f"local offer {key}".encode()).digest()[:16]
        began[key] = began[replaces] if replaces else row.get("from_on")
        ids[key] = ids[replaces] if replaces else number
        words = f" {' '.join(each for each in CATEGORIES if each in named)} "
        reason = "Replaced" if "ends_on" in row else ""
        public_id = base64.b32encode(print_of).decode().rstrip("=")
        values = usual | row | {"categories": words, "began_on": began[key], "end_reason": reason}
        op.execute(table.insert().values(values | {"id": number, "public_id": public_id, "series_id": ids[key]}))
    if op.get_bind().dialect.name == "postgresql":
        op.execute(sa.text("SELECT setval(pg_get_serial_sequence('offer', 'id'), (SELECT max(id) FROM offer))"))


def upgrade() -> None:
    """Make the tables, put in what the offer begins with, and let alerts be about a row of it."""
    table = _make_offers()
    _make_steps()
    _fill(table)
    with op.batch_alter_table("alert") as batch_op:
        batch_op.add_column(sa.Column("offer_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(op.f("fk_alert_offer_id"), "offer", ["offer_id"], ["id"])
        batch_op.drop_constraint(op.f("ck_alert_one_subject"), type_="check")
        batch_op.create_check_constraint(op.f("ck_alert_one_subject"), ONE_OF_FOUR)
        batch_op.drop_constraint(op.f("ck_alert_subject_kind"), type_="check")
        batch_op.create_check_constraint(
            op.f("ck_alert_subject_kind"), "subject_kind IN ('young_person', 'worker', 'offer', 'system')"
        )
    op.create_index(
        "uq_alert_open_offer_id", "alert", ["offer_id", "rule", "about_id"], unique=True,
        sqlite_where=OPEN_ABOUT_OFFER, postgresql_where=OPEN_ABOUT_OFFER,
    )  # fmt: skip


def downgrade() -> None:
    """Take the tables away, and the alerts that speak of them."""
    op.execute(
        "DELETE FROM acknowledgement WHERE alert_id IN"
        " (SELECT id FROM alert WHERE subject_kind = 'offer' OR rule IN ('R59', 'R59b', 'R60'))"
    )
    op.execute("DELETE FROM alert WHERE subject_kind = 'offer' OR rule IN ('R59', 'R59b', 'R60')")
    op.drop_index("uq_alert_open_offer_id", "alert")
    with op.batch_alter_table("alert") as batch_op:
        batch_op.drop_constraint(op.f("ck_alert_subject_kind"), type_="check")
        batch_op.create_check_constraint(
            op.f("ck_alert_subject_kind"), "subject_kind IN ('young_person', 'worker', 'system')"
        )
        batch_op.drop_constraint(op.f("ck_alert_one_subject"), type_="check")
        batch_op.create_check_constraint(op.f("ck_alert_one_subject"), ONE_OF_THREE)
        batch_op.drop_constraint(op.f("fk_alert_offer_id"), type_="foreignkey")
        batch_op.drop_column("offer_id")
    op.drop_table("entitlement_step")
    op.drop_table("offer")

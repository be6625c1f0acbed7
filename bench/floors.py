"""The floors: what three rules and two pages need at least, written by hand, run on the driver's own cursor."""

_VISITS = "('home_visit', 'face_to_face')"
_TWO_WAY = "('home_visit', 'face_to_face', 'video', 'two_way')"
_OWED = "p.closed_on IS NULL AND p.suggested_category = 'former_relevant'"


def plus_days(dialect: str, day: str, count: int) -> str:
    """A day so many days later, in the words of a database."""
    return f"date({day}, '{count} days')" if dialect == "sqlite" else f"({day} + {count})"


def plus_months(dialect: str, day: str, count: int) -> str:
    """A day so many months later; good enough for a floor, which need not be right at the end of a month."""
    return f"date({day}, '{count} months')" if dialect == "sqlite" else f"({day} + interval '{count} months')::date"


def _latest(table: str, day: str, which: str = "") -> str:
    return f"(SELECT max({day}) FROM {table} x WHERE x.young_person_id = p.id {which})"  # noqa: S608 - our own words


def due_by_hand(dialect: str) -> dict[str, str]:
    """For each of three rules a SELECT of (young person, due day)."""
    greatest = "max" if dialect == "sqlite" else "greatest"
    spoken = f"coalesce({_latest('contact', 'happened_on', f'AND kind IN {_TWO_WAY}')}, p.duty_from)"
    seen = f"coalesce({_latest('contact', 'happened_on', f'AND kind IN {_VISITS}')}, p.duty_from)"
    at_home = (
        "SELECT 1 FROM accommodation_spell h WHERE h.young_person_id = p.id AND h.ended_on IS NULL"
        " AND h.provided_by_council"
    )
    approved = _latest("pathway_plan", "approved_on", "AND state IN ('approved', 'superseded')")
    looked_at = f"{greatest}(coalesce({_latest('review', 'held_on')}, '0001-01-01'), {approved})"
    people = f"FROM young_person p WHERE {_OWED}"
    return {
        "R30": f"SELECT p.id AS id, {plus_days(dialect, spoken, 28)} AS due_on {people}",
        "R27": f"SELECT p.id AS id, {plus_days(dialect, seen, 56)} AS due_on {people} AND NOT EXISTS ({at_home})",
        "R07": f"SELECT p.id AS id, {plus_months(dialect, looked_at, 6)} AS due_on {people}",
    }


def queue_by_hand() -> str:
    """The fifty young people with the most alerts, worst first by the earliest day."""
    return (
        "SELECT young_person_id, min(due_on) AS due_on, count(*) FROM alert WHERE cleared_at IS NULL"
        " AND young_person_id IS NOT NULL GROUP BY young_person_id ORDER BY due_on LIMIT 50"
    )


def caseload_by_hand() -> str:
    """A worker's young people with the day each was last seen."""
    seen = _latest("contact", "happened_on", f"AND kind IN {_VISITS}")
    return (
        f"SELECT p.id, p.family_name, {seen} FROM allocation a JOIN young_person p ON p.id = a.young_person_id"  # noqa: S608 - our own words
        " WHERE a.worker_id = 2 AND a.to_on IS NULL ORDER BY p.family_name"
    )


def search_by_hand() -> str:
    """Every contact's thoughts looked through for a word."""
    return "SELECT id FROM contact WHERE lower(analysis) LIKE '%quagmire%'"

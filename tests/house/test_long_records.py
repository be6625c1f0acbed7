"""Pages of a long record ask the database no more than those of a short one."""

from collections.abc import Callable

from sqlmodel import Session

from tests.client import AuditingClient
from tests.long_record import counted, give_people, long_pages, write_contacts, write_versions
from tests.people import People

# The record's own page asks most; this is what it needs and a few more.
MOST = 40


def test_a_long_record_asks_no_more_than_a_short_one(
    sign_in: Callable[[str], AuditingClient], session: Session, people: People
) -> None:
    """12 versions, 117 actions, 2,000 contacts and a caseload of 41 against 3, 9, 60 and 5."""
    amy = sign_in("amy")

    def count() -> dict[str, int]:
        found = {}
        for name, path in long_pages(session, people).items():
            with counted(session.get_bind()) as asked:
                assert amy.get(path).status_code == 200, path
            found[name] = len(asked)
        return found

    write_versions(session, people, 3, 3)
    write_contacts(session, people, 60, before=0)
    give_people(session, people, 4)
    short = count()
    write_versions(session, people, 9, 12)
    write_contacts(session, people, 1940, before=60)
    give_people(session, people, 36)
    long = count()
    assert {name: (short[name], asked) for name, asked in long.items() if asked > short[name]} == {}
    assert max(long.values()) <= MOST
